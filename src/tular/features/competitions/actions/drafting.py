"""Writing rulebooks: begun, saved by screen or as a whole text, published, discarded."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.loading import ID
from tular.engines.rulebook.reading import is_competition
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.competitions.actions.checks import one_line
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.cloning import Named, blank, clone
from tular.features.competitions.queries.drafting.places import place_of
from tular.features.competitions.queries.drafting.reading import rules_in, rules_of_draft, scopes_for, table_of
from tular.features.competitions.queries.drafting.writing import CannotWrite, Typed, written
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.rulebooks.actions import new_version
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import is_taken

LONGEST_ID, LONGEST_TITLE = 80, 300
RESERVED = {"banding", "baru", "rancangan"}
"""Words that addresses below /aturan have taken."""

SAVED_BEFORE = "saved_before"
"""Field of the reason when somebody else saved first; the page then shows both."""


@action("competitions.begin_draft", gettext_lazy("memulai rancangan buku aturan"))
def begin_draft(
    agency: Agency, *, identity: str, title: str, year: int, source: str, by: User, now: datetime, reason: str = ""
) -> RulebookDraft:
    """A draft of this agency: from the text of another rulebook (`source`), or with everything still to be decided.

    Raises `Refused` for an id that is taken or none, a missing title, a year that cannot be.
    """
    identity = _free_id(identity)
    title = one_line(title, LONGEST_TITLE, "title", missing=_("Tulis judul kompetisinya."))
    if not 2000 <= year <= 2100:
        raise Refused(Reason(_("Tulis tahun dengan empat angka, misalnya 2027."), "year"))
    text, cloned_from = _beginning(agency, Named(identity, title, year, agency.name, scopes_for(agency)[0]), source)
    draft = RulebookDraft(
        owner=agency, identity=identity, title=title, text=text, cloned_from=cloned_from, created_by=by, edited_by=by,
        edited_at=now,
    )  # fmt: skip
    try:
        rules_of_draft(draft)
        with transaction.atomic():
            draft.save(force_insert=True)
    except RulebookError as error:
        raise Refused(Reason(str(error), "source")) from None
    except IntegrityError:
        raise Refused(Reason(_("Kode ini baru saja dipakai orang lain; pilih kode lain."), "identity")) from None
    return draft


def _free_id(identity: str) -> str:
    identity = identity.strip().lower()
    if not ID.fullmatch(identity) or len(identity) > LONGEST_ID:
        text = _("Tulis kode dengan huruf kecil, angka, dan tanda hubung, misalnya lomba-jatim-2027.")
        raise Refused(Reason(text, "identity"))
    if identity in RESERVED or is_taken(identity) or RulebookDraft.objects.filter(identity=identity).exists():
        text = _("Kode %(id)s sudah dipakai; pilih kode lain, misalnya dengan nama daerah dan tahunnya.")
        raise Refused(Reason(text % {"id": identity}, "identity"))
    return identity


def _beginning(agency: Agency, named: Named, source: str) -> tuple[str, str]:
    """The text to begin with, and the id of what it was cloned from."""
    if not source:
        return blank(named), ""
    try:
        book = load(source.encode(), "")
    except RulebookError as error:
        raise Refused(Reason(str(error), "source")) from None
    if not is_competition(book):
        raise Refused(Reason(_("Pilih buku aturan sebuah kompetisi."), "source"))
    if book.scope == "agency" and "agency" in scopes_for(agency):
        named = Named(named.identity, named.title, named.year, named.organiser, "agency")
    try:
        return clone(source, book, named), book.id
    except CannotWrite as error:
        raise Refused(Reason(str(error), "source")) from None


@action("competitions.save_draft", gettext_lazy("mengubah teks rancangan buku aturan"))
def save_draft(
    draft: RulebookDraft, *, text: str, seen_saves: int, by: User, now: datetime, reason: str = ""
) -> RulebookDraft:
    """The whole text. Raises `Refused` when it is broken (file, key, what would be right) or somebody saved before."""
    text = text.replace("\r\n", "\n").strip() + "\n"
    if text == draft.text:
        return draft
    if draft.saves != seen_saves:
        raise Refused(_saved_before(draft))
    return _saved(draft, text, by, now)


@action("competitions.edit_draft", gettext_lazy("mengubah rancangan buku aturan"))
def edit_draft(
    draft: RulebookDraft,
    *,
    screen: str,
    way: tuple[str, ...],
    typed: Typed,
    seen: str,
    by: User,
    now: datetime,
    reason: str = "",
) -> RulebookDraft:
    """What was typed on one screen, into the text as it is now. `seen` is the place's fingerprint on the form.

    Raises `Refused` when the place was changed meanwhile, when it is gone, and when the rules would contradict
    themselves: then the reason's field is the key in the file.
    """
    place = place_of(table_of(draft), screen, way)
    if place is None:
        raise Refused(_("Bagian ini sudah dihapus orang lain. Salin isian Anda, lalu buka daftarnya lagi."))
    if place.fingerprint != seen:
        raise Refused(_saved_before(draft))
    try:
        text = written(draft.text, place, typed)
    except CannotWrite as error:
        raise Refused(str(error)) from None
    return draft if text == draft.text else _saved(draft, text, by, now)


def _saved(draft: RulebookDraft, text: str, by: User, now: datetime) -> RulebookDraft:
    try:
        rules = rules_in(text, draft)
    except RulebookError as error:
        raise Refused(Reason(str(error), error.key)) from None
    draft.text, draft.title, draft.saves = text, rules.book.title[:LONGEST_TITLE], draft.saves + 1
    draft.edited_by, draft.edited_at = by, now
    draft.save()
    return draft


def _saved_before(draft: RulebookDraft) -> Reason:
    text = _("%(name)s menyimpan bagian ini sesudah Anda membukanya. Isian Anda belum disimpan dan masih ada di sini.")
    return Reason(text % {"name": draft.edited_by.name}, SAVED_BEFORE)


@action("competitions.publish_draft", gettext_lazy("menerbitkan rancangan buku aturan"))
def publish_draft(draft: RulebookDraft, *, by: User, now: datetime, reason: str = "") -> RulebookVersion:
    """The next version of this rulebook; `reason` says what it corrects. The draft stays, for the next correction.

    Raises `Refused` while something is missing that a competition needs.
    """
    blocking = [gap for gap in rules_of_draft(draft).gaps if gap.blocks]
    if blocking:
        told = "; ".join(re.sub(r"\s+", " ", gap.sentence) for gap in blocking)
        raise Refused(_("Belum dapat diterbitkan. Lengkapi dulu: %(what)s.") % {"what": told})
    return new_version(draft.text.encode(), f"{draft.identity}.toml", note=reason, by=by, now=now)


@action("competitions.discard_draft", gettext_lazy("menghapus rancangan buku aturan"))
def discard_draft(draft: RulebookDraft, *, by: User, now: datetime, reason: str = "") -> RulebookDraft:
    """Throw a draft away. Versions that were published from it stay."""
    draft.delete()
    return draft
