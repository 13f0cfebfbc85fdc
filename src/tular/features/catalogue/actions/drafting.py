"""Writing a record: a new one, or the working copy of one that is published."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of, today
from tular.features.catalogue import permissions  # noqa: F401 - registers who may do all this
from tular.features.catalogue.choices import State
from tular.features.catalogue.flow import EDITABLE, MOVES
from tular.features.catalogue.models import Innovation, InnovationDraft, InnovationVersion
from tular.features.catalogue.queries.content.reading import content_of, empty_content
from tular.features.catalogue.queries.content.schema import Content, SectionContent
from tular.features.catalogue.queries.content.sections import SECTIONS
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.once.actions import keep_aside, keep_save
from tular.foundation.once.merging import merge
from tular.foundation.once.sittings import content_at

LONGEST_SLUG = 140
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Of a new code: none that is easily taken for another."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The section is kept as number `version`; in fields of `merged` somebody else's change was taken over."""

    version: int
    at: datetime
    merged: tuple[str, ...] = ()
    content: SectionContent | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved the same fields first. Both texts are kept; `fields` are those that differ on both sides."""

    version: int
    at: datetime
    by: User | None
    fields: tuple[str, ...]
    theirs: SectionContent
    mine: SectionContent
    merged: SectionContent
    """What both agree on; of the fields in question mine."""


@action("catalogue.create", gettext_lazy("Membuat catatan"))
def create_innovation(
    agency: Agency, *, by: Any, now: datetime, title: str, unit: ServiceUnit | None = None
) -> Innovation:
    """Begin a record as a draft that only its writers and those above them see. Who is of a unit writes for a unit."""
    title = " ".join(title.split())
    if not title:
        raise Refused(Reason(_("Tulis judul inovasi. Judul masih dapat diubah nanti."), "title"))
    if len(title) > 300:
        raise Refused(Reason(_("Judul paling banyak 300 huruf."), "title"))
    if agency.until:
        raise Refused(_("Instansi ini sudah tidak ada. Buat catatan pada instansi penerusnya."))
    roles = roles_of(by)
    if unit is not None and (unit.agency_id != agency.pk or (unit.until and unit.until < today())):
        raise Refused(Reason(_("Unit ini bukan bagian dari instansi tersebut, atau sudah tidak ada."), "unit"))
    if agency.pk not in roles.agencies and (unit is None or unit.pk not in roles.units):
        raise Refused(Reason(_("Pilih unit Anda sendiri."), "unit"))
    code = _new_code(now)
    innovation = Innovation.objects.create(
        code=code,
        slug=f"{code}-{slugify(title)}"[:LONGEST_SLUG].strip("-"),
        title=title,
        agency=agency,
        service_unit=unit,
        unit=unit.name if unit else "",
        province_id=agency.region_id[:2] if agency.region_id else None,
        year=today().year,
        state=State.DRAFT,
        state_at=now,
    )
    content = empty_content()
    content["identitas"] |= {"title": title, "unit": innovation.unit, "year": innovation.year}
    _open(innovation, content, base=0, by=by, now=now)
    return innovation


@action("catalogue.save", gettext_lazy("Menyunting catatan"), on_trail=False)
def save_section(
    innovation: Innovation, *, by: Any, now: datetime, section: str, content: SectionContent, base: int
) -> Saved | Conflict:
    """Keep a section as it stands in the editor, finished or not; `base` is the number on which it was written.

    A published record gets its working copy with the first save. When somebody else saved the section meanwhile,
    fields that only one of the two changed are merged; if both changed one, nothing of either is lost: what came
    first stays, what came second is kept beside it, and the answer is a `Conflict` to choose from.
    """
    if section not in {one.code for one in SECTIONS}:
        raise Refused(_("Bagian ini tidak dikenal."))
    untouched = innovation.state == State.PUBLISHED and locked_draft(innovation) is None
    if untouched and content_of(innovation)[section] == content:
        return Saved(0, now)  # looking through what is published begins no working copy
    draft = draft_for_writing(innovation, by=by, now=now)
    held: SectionContent = draft.content.get(section) or {}
    version: int = draft.versions.get(section, 0)
    merged: tuple[str, ...] = ()
    if base != version and held != content:
        found = merge(content_at(innovation.revisions.filter(section=section), base), held, content)
        if found.disputed:
            keep_aside(
                innovation.revisions.filter(section=section), held,
                innovation=innovation, section=section, version=version, after=content, by=by, at=now,
            )  # fmt: skip
            last = innovation.revisions.filter(section=section, kept=True).select_related("by").last()
            return Conflict(
                version, last.at if last else draft.edited_at, last.by if last else draft.edited_by, found.disputed,
                held, content, found.union,
            )  # fmt: skip
        content, merged = found.union, found.taken
    if held == content:
        return Saved(version, now, merged, content)
    draft.content[section] = content
    draft.versions[section] = version + 1
    draft.edited_by, draft.edited_at = by, now
    draft.save()
    keep_save(
        innovation.revisions.filter(section=section), held,
        innovation=innovation, section=section, version=version + 1, after=content, by=by, at=now,
    )  # fmt: skip
    if section == "identitas":
        _rename(innovation, str(content.get("title") or ""))
    return Saved(version + 1, now, merged, content)


@action("catalogue.discard", gettext_lazy("Membuang perubahan"))
def discard_draft(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Drop the working copy of a published record; every text in it stays readable in the history."""
    draft = locked_draft(innovation)
    if draft is None:
        raise Refused(_("Tidak ada perubahan yang sedang disusun."))
    if innovation.state == draft.state:
        raise Refused(_("Catatan ini belum pernah terbit, jadi tidak ada naskah lama untuk kembali."))
    if draft.state in (State.SUBMITTED, State.APPROVED):
        raise Refused(_("Perubahan ini sedang diperiksa. Minta pemeriksa mengembalikannya dulu."))
    new_version(innovation, draft.content, by=by, now=now, moved="catalogue.discard")
    draft.delete()
    return innovation


@action("catalogue.reopen", gettext_lazy("Membuka kembali"))
def reopen(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Let a rejected text be written again."""
    draft = locked_draft(innovation)
    if draft is None or draft.state not in MOVES["catalogue.reopen"].sources:
        raise Refused(_("Hanya naskah yang ditolak dapat dibuka kembali."))
    move(innovation, draft, "catalogue.reopen", now=now)
    return innovation


def move(innovation: Innovation, draft: InnovationDraft, name: str, *, now: datetime, reason: str = "") -> None:
    """Bring the working copy to the target of a move, and with it a record that was never published."""
    follows = innovation.state == draft.state
    draft.state, draft.state_reason, draft.state_at = MOVES[name].target, reason, now
    draft.save()
    if follows:
        innovation.state, innovation.state_reason, innovation.state_at = draft.state, reason, now
        innovation.save()


def locked_draft(innovation: Innovation) -> InnovationDraft | None:
    """The working copy, held until the transaction ends."""
    return InnovationDraft.objects.select_for_update().filter(innovation=innovation).first()


def draft_for_writing(innovation: Innovation, *, by: Any, now: datetime) -> InnovationDraft:
    """The working copy, begun from the published text when there is none. Refused while somebody decides on it."""
    draft = locked_draft(innovation)
    if draft is None:
        if innovation.state == State.WITHDRAWN:
            raise Refused(_("Catatan ini sudah ditarik. Pulihkan dulu sebelum menyuntingnya."))
        content = content_of(innovation)
        base = new_version(innovation, content, by=None, now=now, moved="catalogue.edit")
        return _open(innovation, content, base=base, by=by, now=now)
    if draft.state == State.REJECTED:
        raise Refused(_("Naskah ini ditolak. Buka kembali dulu sebelum menyuntingnya."))
    if draft.state not in EDITABLE:
        raise Refused(
            _("Naskah ini sedang diperiksa, jadi belum dapat diubah. Yang Anda ketik masih ada di halaman ini.")
        )
    return draft


def new_version(
    innovation: Innovation, content: Content, *, by: Any, now: datetime, moved: str, always: bool = False
) -> int:
    """The number of a version with this content: the last one when it says the same (but `always`), else a new one."""
    last = innovation.versions.last()
    if last is not None and last.content == content and not always:
        return last.number
    number = last.number + 1 if last else 1
    InnovationVersion.objects.create(innovation=innovation, number=number, content=content, by=by, at=now, moved=moved)
    return number


def _open(innovation: Innovation, content: Content, *, base: int, by: Any, now: datetime) -> InnovationDraft:
    return InnovationDraft.objects.create(
        innovation=innovation, state=State.DRAFT, state_at=now, content=content, base_version=base,
        opened_by=by, opened_at=now, edited_by=by, edited_at=now,
    )  # fmt: skip


def _rename(innovation: Innovation, title: str) -> None:
    """Lists of those who write it call a record by its working title until it is published."""
    if title and innovation.published_at is None and innovation.state not in (State.PUBLISHED, State.WITHDRAWN):
        innovation.title = title[:300]
        innovation.save(update_fields=["title"])


def _new_code(now: datetime) -> str:
    """A code that nobody has: year and six letters."""
    while True:
        code = f"t{now:%y}-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        if not Innovation.objects.filter(code=code).exists():
            return code
