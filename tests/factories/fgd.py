"""Made-up rounds of FGD: a book, its draft, an event with guests, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.factories.modelbooks import NOW, make_book, write_chapter
from tests.people import agency, make_person
from tular.features.accounts.models import User
from tular.features.events.choices import EventKind, EventState, GuestRole, Mode
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.visibility import token_of
from tular.features.modelbooks.actions.beginning import add_author
from tular.features.modelbooks.actions.commenting import Words, comment
from tular.features.modelbooks.actions.drafting import freeze_draft
from tular.features.modelbooks.actions.rounds import open_round
from tular.features.modelbooks.choices import AuthorRole, RoundKind
from tular.features.modelbooks.models import FgdComment, ModelBook, Round

TEXT = """\
Enam inovasi dipakai sebagai rujukan, dan lima di antaranya melaporkan penurunan stunting.

## Tiga cara

Di Flores Timur kader posyandu mengantarkan makanan tambahan selama 90 hari.

- Data lebih dulu
- Makanan dari bahan setempat
"""

SENTENCE = "Di Flores Timur kader posyandu mengantarkan makanan tambahan selama 90 hari."
CHAPTER = "inovasi_rujukan"
DURING = NOW + timedelta(days=3)
UNTIL = NOW + timedelta(days=7)
AFTER = UNTIL + timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round with everybody who sits in it. `number` is that of the chapter with `TEXT`."""

    round: Round
    lead: User
    participant: User
    taker: User
    guest: Invitation
    number: int

    @property
    def book(self) -> ModelBook:
        """The book as it is now."""
        return ModelBook.objects.get(pk=self.round.book_id)

    @property
    def path(self) -> str:
        """Where the round is."""
        return f"/model/{self.round.book.slug}/fgd/{self.round.number}"

    @property
    def door(self) -> str:
        """The same for the guest."""
        return f"/model/fgd/undangan/{token_of(self.guest)}/{self.round.book.slug}/{self.round.number}"


def make_event(host: str = "pemkab-sidoarjo", *, title: str = "FGD contoh", now: datetime = NOW) -> Event:
    """An event that was announced, a few days ahead."""
    return Event.objects.create(
        slug=f"fgd-{uuid4().hex[:8]}", title=title, kind=EventKind.FGD, mode=Mode.ONLINE, host=agency(host),
        starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=3), state=EventState.ANNOUNCED,
        created_at=now,
    )  # fmt: skip


def invite(event: Event, person: User | None = None, *, now: datetime = NOW, **fields: Any) -> Invitation:
    """Somebody is invited to it."""
    told: dict[str, Any] = (
        {"name": str(person)} if person else {"name": "Tamu Tanpa Akun", "agency_text": "Universitas"}
    )
    return Invitation.objects.create(event=event, person=person, invited_at=now, **told | fields)


def make_meeting(*, now: datetime = NOW, book: ModelBook | None = None, until: datetime = UNTIL) -> Meeting:
    """A round that is open: a participant with an account, a guest without one, a note-taker."""
    book = book or make_book(now=now)
    lead: Any = book.authors.get(role=AuthorRole.LEAD).person
    write_chapter(book, CHAPTER, TEXT, by=lead, now=now)
    event = make_event(now=now)
    participant, taker = make_person("Peserta Contoh"), make_person("Notulis Contoh")
    add_author(book, person=taker, role=AuthorRole.NOTE_TAKER, by=lead, now=now)
    invite(event, lead, role=GuestRole.SPEAKER, now=now)
    invite(event, participant, agency=agency("pemkab-gresik"), now=now)
    guest = invite(event, email="tamu@contoh.example", now=now)
    draft = freeze_draft(book, by=lead, now=now)
    made = open_round(
        ModelBook.objects.get(pk=book.pk), kind=RoundKind.REVIEW, event=event, until=until, by=lead, now=now
    )
    return Meeting(
        round=Round.objects.select_related("book", "draft", "event").get(pk=made.pk),
        lead=lead,
        participant=participant,
        taker=taker,
        guest=guest,
        number=draft.chapters.get(section__code=CHAPTER).number,
    )


def words(meeting: Meeting, text: str = "Sebut biaya per anak.", **fields: Any) -> Words:
    """A comment on the sentence about Flores Timur, unless told otherwise."""
    told: dict[str, Any] = {"chapter": meeting.number, "text": text, "client": uuid4(), "quote": SENTENCE, "block": 3}
    return Words(**told | fields)


def say(meeting: Meeting, text: str = "Sebut biaya per anak.", *, now: datetime = DURING, **fields: Any) -> FgdComment:
    """What the participant says."""
    return comment(meeting.round, words=words(meeting, text, **fields), by=meeting.participant, now=now)
