"""What an attachment may be: kinds and size that the rulebook names, hosts of links, and who may read the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.form import Attachment
from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals.models import ProposalFile
from tular.features.proposals.queries.visibility import proposals_checked_by, proposals_written_by
from tular.foundation.files.kinds import DOCUMENTS, DOCX, JPEG, PDF, PNG, PPTX, WEBP, XLSX, Kind
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

PURPOSE = "proposals.attachment"
TAKEN = (*DOCUMENTS, JPEG, PNG, WEBP)
LARGEST = 50_000_000
"""Bytes, where the rulebook names no limit; one that it names holds as far as it is smaller."""

MIB = 1024 * 1024
LONGEST_LINK = 500

CALLED: dict[str, tuple[Kind, ...]] = {
    "pdf": (PDF,),
    **dict.fromkeys(("doc", "docx", "word"), (DOCX,)),
    **dict.fromkeys(("xls", "xlsx", "excel"), (XLSX,)),
    **dict.fromkeys(("ppt", "pptx", "powerpoint"), (PPTX,)),
    **dict.fromkeys(("jpg", "jpeg"), (JPEG,)),
    "png": (PNG,),
    **dict.fromkeys(("gambar", "foto", "image"), (JPEG, PNG, WEBP)),
}
"""How rulebooks call kinds of files. Old kinds of an office are taken as what they are saved as today."""

HOSTS = {
    "youtube": ("youtube.com", "youtu.be"),
    "vimeo": ("vimeo.com",),
    "google drive": ("drive.google.com", "docs.google.com"),
    "onedrive": ("onedrive.live.com", "1drv.ms", "sharepoint.com"),
    "instagram": ("instagram.com",),
    "facebook": ("facebook.com", "fb.watch"),
    "tiktok": ("tiktok.com",),
}
"""Names of services as rulebooks write them; any other host is taken for a domain."""


def kinds_taken(attachment: Attachment) -> tuple[Kind, ...]:
    """The kinds of file that the rulebook takes here; all of ours where it names none that we know."""
    named = {kind for name in attachment.formats for kind in CALLED.get(name.strip(" .").lower(), ())}
    return tuple(kind for kind in TAKEN if kind in named) or TAKEN


def largest(attachment: Attachment) -> int:
    """Bytes."""
    return LARGEST if attachment.max_mib is None else min(LARGEST, int(attachment.max_mib * MIB))


def size_text(attachment: Attachment) -> str:
    """The limit as the rulebook writes it: "2 MiB"; without one, ours."""
    if attachment.max_mib is None or attachment.max_mib * MIB > LARGEST:
        return _("%(size)s MB") % {"size": number_format(LARGEST // 1_000_000)}
    places = 0 if attachment.max_mib == int(attachment.max_mib) else 1
    return _("%(size)s MiB") % {"size": number_format(attachment.max_mib, places)}


def wanted(attachment: Attachment) -> str:
    """Kinds and size in words: "PDF; paling besar 2 MiB"."""
    kinds = ", ".join(kind.label for kind in kinds_taken(attachment))
    return _("%(kinds)s; paling besar %(largest)s") % {"kinds": kinds, "largest": size_text(attachment)}


def file_problem(attachment: Attachment, file: StoredFile) -> str:
    """What is wrong with a whole file in this place, "" when nothing is."""
    if file.kind not in kinds_taken(attachment):
        text = _("%(label)s harus berupa %(wanted)s. “%(name)s” adalah %(found)s; simpan sebagai itu, lalu kirim lagi.")
        kinds = ", ".join(kind.label for kind in kinds_taken(attachment))
        found = file.kind.label if file.kind else file.content_type
        return text % {"label": attachment.label, "wanted": kinds, "name": file.name, "found": found}
    return too_large(attachment, file.name, file.size)


def too_large(attachment: Attachment, name: str, size: int) -> str:
    """A sentence when a file of so many bytes is too large for this place."""
    if size <= largest(attachment):
        return ""
    text = _("“%(name)s” berukuran %(size)s MiB; %(label)s paling besar %(largest)s. Perkecil dulu, lalu kirim lagi.")
    return text % {
        "name": name, "size": number_format(size / MIB, 1), "label": attachment.label,
        "largest": size_text(attachment),
    }  # fmt: skip


def link_problem(attachment: Attachment, link: str) -> str:
    """What is wrong with a link in this place, "" when nothing is or when there is none."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or "." not in host or " " in link:
        return _("%(label)s: tulis alamat lengkapnya, mulai dengan https://.") % {"label": attachment.label}
    wanted = HOSTS.get(attachment.host.strip().lower(), (attachment.host.strip().lower(),)) if attachment.host else ()
    if wanted and not any(host == one or host.endswith(f".{one}") for one in wanted):
        text = _("%(label)s harus tautan %(host)s; ini tautan %(found)s.")
        return text % {"label": attachment.label, "host": attachment.host, "found": host}
    return ""


Offer = Callable[[Any, StoredFile], bool]

_readers: list[Offer] = []


def offer_readers(query: Offer) -> None:
    """Let `query(person, file)` of an upper feature say who else may read a file of a proposal; once per query."""
    if query not in _readers:
        _readers.append(query)


def may_read(person: Any, file: StoredFile) -> bool:
    """Who writes the proposal reads its files; who checks it, those that were submitted; and whom others name."""
    if person is None:
        return False
    if proposals_written_by(person).filter(files__file=file.pk).exists():
        return True
    lay_there = Q(removed_at__isnull=True) | Q(removed_at__gt=F("proposal__submissions__at"))
    sent = ProposalFile.objects.filter(lay_there, file=file.pk, at__lte=F("proposal__submissions__at"))
    if sent.filter(proposal__in=proposals_checked_by(person).values("pk")).exists():
        return True
    return any(query(person, file) for query in _readers)


def may_add(person: Any) -> bool:
    """Whoever has a role at a unit or agency, or belongs to a team; a bare account could else fill the disk."""
    roles = roles_of(person)
    if roles.agencies or roles.units:
        return True
    return bool(person.is_authenticated and person.proposal_teams.filter(until__isnull=True).exists())


def define_purposes() -> None:
    """Make the purpose known; called when the application starts."""
    label = gettext_lazy("Lampiran proposal")
    define(Purpose(PURPOSE, label, TAKEN, LARGEST, may_read, (), may_add, by_relation))
