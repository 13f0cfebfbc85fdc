"""Comments on a draft: by who says it, or by who takes notes. Each arrives once, and none is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.events.models import Invitation
from tular.features.modelbooks.models import DraftChapter, FgdComment, Round
from tular.features.modelbooks.models.review import LONGEST_COMMENT
from tular.features.modelbooks.queries.anchors import Passage
from tular.features.modelbooks.queries.blocks import quoted
from tular.features.modelbooks.queries.draft_text import blocks_of_text
from tular.features.modelbooks.queries.seats import invitations_to, participants_of, takes_late
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.ui.typed import line_typed, prose_typed

GRACE = timedelta(days=1)
"""How long after the end comments are taken that were written before it on a device without a connection."""

LONGEST_QUOTE = 2_000
LONGEST_NAME, LONGEST_AGENCY = 150, 200


class Arrived(Refused):
    """This very comment is here already: nothing is to be done, and it counts as sent."""

    def __init__(self, comment: FgdComment) -> None:
        super().__init__(_("Masukan ini sudah masuk."))
        self.comment = comment


@dataclass(frozen=True, slots=True)
class Words:
    """A comment as it was sent. `quote` are words of paragraph `block` (0: the whole chapter), from letter `offset`.

    `client` was made by the device; `written_at` is None when it was written just now.
    """

    chapter: int
    text: str
    client: UUID
    quote: str = ""
    block: int = 0
    offset: int = 0
    written_at: datetime | None = None


@action("modelbooks.comment", gettext_lazy("Memberi masukan"), by_system=True)
def comment(
    fgd: Round, *, words: Words, invitation: Invitation | None = None, by: Any, now: datetime, reason: str = ""
) -> FgdComment:  # fmt: skip
    """What a participant says. Without an account (`by` None) they are who their invitation says.

    Raises `Arrived` when it is here already, `Refused` with what to do otherwise.
    """
    if by is None and invitation is None:
        raise Refused(_("Masuk dulu, atau pakai tautan undangan Anda."))
    held = _invitation(fgd, invitation, by)
    name = held.name if held else str(by)
    agency = (held.agency.name if held.agency else held.agency_text) if held else ""
    return _made(fgd, words, now, speaker=name, speaker_agency=agency, person=by, invitation=held)


@action("modelbooks.note", gettext_lazy("Mencatat masukan pembicara"))
def note(
    fgd: Round, *, words: Words, speaker: str, agency: str = "", by: Any, now: datetime, reason: str = ""
) -> FgdComment:  # fmt: skip
    """What somebody said, written down by a note-taker. A speaker who is invited by that name gets the answer."""
    speaker, agency = line_typed(speaker, LONGEST_NAME), line_typed(agency, LONGEST_AGENCY)
    if not speaker:
        raise Refused(Reason(_("Tulis siapa yang menyampaikannya."), "pembicara"))
    found = [one for one in participants_of(fgd) if one.name.casefold() == speaker.casefold()]
    if agency and len(found) > 1:
        found = [one for one in found if agency in {one.agency_text, one.agency.name if one.agency else ""}]
    guest = found[0] if len(found) == 1 else None
    if guest is not None and not agency:
        agency = guest.agency.name if guest.agency else guest.agency_text
    return _made(fgd, words, now, speaker=speaker, speaker_agency=agency, invitation=guest, noted_by=by)


def _invitation(found: Round, given: Invitation | None, by: Any) -> Invitation | None:
    """The invitation as it is now. Raises `Refused` when it was withdrawn meanwhile."""
    held_now = invitations_to(found).select_related("agency")
    if given is None:
        return held_now.filter(person_id=by.pk).first()
    held = held_now.filter(pk=given.pk).first()
    if held is None:
        raise Refused(_("Undangan Anda dicabut, jadi masukan ini tidak masuk. Salin tulisan Anda dan hubungi panitia."))
    return held


def _made(found: Round, words: Words, now: datetime, **who: Any) -> FgdComment:
    _refuse_arrived(found, words.client, who)
    chapter = DraftChapter.objects.filter(draft_id=found.draft_id, number=words.chapter).first()
    if chapter is None:
        raise Refused(Reason(_("Bab ini tidak ada di rancangan yang dibahas."), "chapter"))
    text = prose_typed(words.text).strip()
    wrong = []
    if not text:
        wrong.append(Reason(_("Tulis masukannya."), "text"))
    if len(text) > LONGEST_COMMENT:
        said = _("Masukan paling panjang %(n)d huruf; ini %(have)d. Bagi menjadi beberapa masukan.")
        wrong.append(Reason(said % {"n": LONGEST_COMMENT, "have": len(text)}, "text"))
    passage = _passage(chapter, words)
    if passage is None:
        wrong.append(
            Reason(_("Kalimat yang dikutip tidak ada di bab ini. Pilih lagi kalimatnya, lalu kirim."), "quote")
        )
    if wrong:
        raise Refused(*wrong)
    assert passage is not None
    written = min(words.written_at or now, now)
    _refuse_late(found, written, now)
    return FgdComment.objects.create(
        round=found, chapter=chapter, exact=passage.exact, prefix=passage.prefix, suffix=passage.suffix,
        start=passage.start, text=text, client=words.client, written_at=written, at=now, **who,
    )  # fmt: skip


def _passage(chapter: DraftChapter, words: Words) -> Passage | None:
    if len(words.quote) > LONGEST_QUOTE:
        return None
    return quoted(blocks_of_text(chapter.text), prose_typed(words.quote), words.block, words.offset)


def _refuse_arrived(found: Round, client: UUID, who: dict[str, Any]) -> None:
    here = FgdComment.objects.filter(round=found, client=client).first()
    if here is None:
        return
    noted_by, person, guest = who.get("noted_by"), who.get("person"), who.get("invitation")
    same = (
        here.noted_by_id == noted_by.pk
        if noted_by
        else (person is not None and here.person_id == person.pk)
        or (guest is not None and here.invitation_id == guest.pk)
    )
    if same:
        raise Arrived(here)
    raise Refused(_("Masukan ini sudah pernah dikirim orang lain dari perangkat ini. Muat ulang, lalu kirim lagi."))


def _refuse_late(found: Round, written: datetime, now: datetime) -> None:
    """What was written in time may arrive up to a day later; everything else only while the round is open."""
    if now <= found.until and found.closed_at is None:
        return
    if written <= found.until and now <= found.until + GRACE and takes_late(found):
        return
    when = date_format(timezone.localtime(found.until), "j F Y H.i")
    text = _(
        "Masukan untuk putaran ini diterima sampai %(when)s. Tulisan Anda masih ada di sini: salin, lalu sampaikan "
        "kepada ketua tim penulis, yang dapat memperpanjang waktunya."
    )
    raise Refused(text % {"when": when})
