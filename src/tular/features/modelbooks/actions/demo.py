"""A book made up for the demo: written from real records, discussed in a scripted FGD, approved and published.

Its texts lie in `data/books`. Authors and participants are made up and marked so; every statement of a chapter cites
the record from which it comes, or says what is not known. All of it goes through the real actions at made-up times.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction

from tular.features.accounts.actions.demo import demo_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.competitions.queries.visibility import CENTRE
from tular.features.events.actions.inviting import Guest, invite
from tular.features.events.actions.organising import Item, announce, draft, set_agenda
from tular.features.events.actions.organising import Told as EventTold
from tular.features.events.choices import EventKind, GuestRole, Mode
from tular.features.events.models import Event
from tular.features.modelbooks.actions.answering import Reply, answer
from tular.features.modelbooks.actions.approving import finalise, sign_off
from tular.features.modelbooks.actions.assembling import assemble
from tular.features.modelbooks.actions.beginning import Told, add_author, describe, start
from tular.features.modelbooks.actions.commenting import Words, note
from tular.features.modelbooks.actions.demo_figure import draw_results
from tular.features.modelbooks.actions.drafting import freeze_draft
from tular.features.modelbooks.actions.figures import add_figure
from tular.features.modelbooks.actions.grouping import group
from tular.features.modelbooks.actions.outlining import assign_section
from tular.features.modelbooks.actions.publishing import publish
from tular.features.modelbooks.actions.referring import ask_owners, choose_reference
from tular.features.modelbooks.actions.rounds import close_round, open_round
from tular.features.modelbooks.actions.sources import SourceTold, add_source
from tular.features.modelbooks.actions.writing import save_chapter
from tular.features.modelbooks.choices import AuthorKind, AuthorRole, RoundKind
from tular.features.modelbooks.models import FgdComment, ModelBook, Round, Section
from tular.features.modelbooks.queries.approving import text_to_approve

SHELF = settings.DATA_DIR / "books"
STUNTING = "penanganan-stunting"
FROM_TABLE = "Digambar dari tabel bab 3"
LEAD, CENTRE_ADMIN, SUPER = "Contoh Penulis", "Contoh Admin Pembina", "Contoh Super Admin"


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who plays. `signers` wrote nothing."""

    lead: User
    second: User
    taker: User
    signers: tuple[User, User]


@transaction.atomic
def create_demo_book(*, now: datetime) -> bool:
    """Make it once; nothing where it is, or where the catalogue lacks its references. Whether it was made."""
    script = tomllib.loads((SHELF / STUNTING / "book.toml").read_text(encoding="utf-8"))
    cast = _cast()
    wanted = {one["code"] for one in script["references"]}
    known = set(Innovation.published.filter(code__in=wanted).values_list("code", flat=True))
    if ModelBook.objects.filter(slug=STUNTING).exists() or cast is None or known != wanted:
        return False
    texts = {path.stem.partition("-")[2]: path.read_text(encoding="utf-8") for path in _chapters(SHELF / STUNTING)}
    book = _begun(script, cast, now - timedelta(days=120))
    _written(book, script, texts, cast, now - timedelta(days=118))
    _discussed(book, script, texts, cast, now - timedelta(days=60))
    _published(book, cast, now - timedelta(days=30))
    return True


def _chapters(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9][0-9]-*.md"))


def _cast() -> _Cast | None:
    held = {one.name: one for one in User.objects.filter(is_demo=True, name__in=[LEAD, CENTRE_ADMIN, SUPER])}
    if len(held) < 3:
        return None
    second, taker = demo_person("Contoh Penulis Kedua"), demo_person("Contoh Notulis")
    return _Cast(held[LEAD], second, taker, (held[CENTRE_ADMIN], held[SUPER]))


def _fresh(book: ModelBook) -> ModelBook:
    return ModelBook.objects.get(pk=book.pk)


def _begun(script: dict[str, Any], cast: _Cast, at: datetime) -> ModelBook:
    """Begun, with its people."""
    theme, lead = Theme.objects.get(slug=script["theme"]), cast.lead
    book = start(
        Agency.objects.get(slug=CENTRE), theme=theme, title=script["title"], subtitle=script["subtitle"], by=lead,
        now=at,
    )  # fmt: skip
    told = Told(script["title"], script["subtitle"], tuple(script["kinds"]), script["licence"])
    describe(book, told=told, by=lead, now=at)
    add_author(
        book, person=cast.second, role=AuthorRole.AUTHOR, kind=AuthorKind.ACADEMIC, affiliation="Universitas Contoh",
        by=lead, now=at,
    )  # fmt: skip
    add_author(book, person=cast.taker, role=AuthorRole.NOTE_TAKER, by=lead, now=at)
    return _fresh(book)


def _written(book: ModelBook, script: dict[str, Any], texts: dict[str, str], cast: _Cast, at: datetime) -> None:
    """References, sources, the first draft as it is assembled, then the chapters as they came into the FGD."""
    lead = cast.lead
    for one in script["references"]:
        innovation = Innovation.objects.get(code=one["code"])
        choose_reference(book, innovation=innovation, why=one["why"], key=one["key"], by=lead, now=at)
    for one in script["sources"]:
        told = SourceTold(**{name: value for name, value in one.items() if name != "key"})
        add_source(book, told=told, key=one["key"], by=lead, now=at)
    ask_owners(book, by=lead, now=at + timedelta(days=1))
    assemble(book, by=lead, now=at + timedelta(days=2))
    picture, alt = draw_results(texts["inovasi_rujukan"], by=lead, now=at + timedelta(days=3))
    add_figure(book, file=picture, name="hasil", alt=alt, source=FROM_TABLE, by=lead, now=at + timedelta(days=3))
    writers = [(book.authors.get(person=person), person) for person in (lead, cast.second)]
    for section in book.sections.order_by("number"):
        author, person = writers[section.number % 2]
        day = at + timedelta(days=4 + section.number)
        assign_section(section, author=author, by=lead, now=day)
        _save(section, _as_drafted(section.code, texts[section.code], script), person, day + timedelta(hours=2))


def _as_drafted(code: str, text: str, script: dict[str, Any]) -> str:
    """A chapter as it read before the comments."""
    for one in script["comments"]:
        if one["chapter"] == code and "old" in one:
            assert one["new"] in text, one["new"]
            text = text.replace(one["new"], one["old"])
    return text


def _save(section: Section, text: str, by: User, at: datetime) -> int:
    section = Section.objects.get(pk=section.pk)
    save_chapter(section, by=by, now=at, text=text, base=section.version)
    return Section.objects.get(pk=section.pk).version


def _discussed(book: ModelBook, script: dict[str, Any], texts: dict[str, str], cast: _Cast, at: datetime) -> None:
    """The scripted FGD: every comment noted, answered, and its change made."""
    lead = cast.lead
    freeze_draft(_fresh(book), note="Naskah lengkap untuk FGD review.", by=lead, now=at)
    event = _event(script, cast, at)
    until = at + timedelta(days=20)
    made = open_round(_fresh(book), kind=RoundKind.REVIEW, event=event, until=until, by=lead, now=at)
    fgd = Round.objects.get(pk=made.pk)
    rows = script["comments"]
    began = event.starts_at + timedelta(hours=1)
    said = [_said(fgd, one, cast, began + timedelta(minutes=5 * place)) for place, one in enumerate(rows)]
    versions: dict[str, int] = {}
    for place, (comment, one) in enumerate(zip(said, rows, strict=True)):
        when = at + timedelta(days=21, hours=place)
        section = book.sections.get(code=one["chapter"])
        if one.get("alike"):
            group(comment, head=said[place - 1], by=lead, now=when)
            continue
        if "old" in one and section.code not in versions:
            versions[section.code] = _save(section, texts[section.code], cast.second, when)
        change = versions.get(section.code) if "old" in one else None
        reply = Reply(one["decision"], one["reason"], section if change else None, change)
        answer(comment, reply=reply, by=lead, now=when + timedelta(minutes=20))
    close_round(Round.objects.get(pk=fgd.pk), by=lead, now=at + timedelta(days=24))


def _event(script: dict[str, Any], cast: _Cast, at: datetime) -> Event:
    """The FGD at which the draft is discussed, with everybody who speaks there."""
    starts = (at + timedelta(days=10)).replace(hour=2, minute=0, second=0, microsecond=0)
    told = EventTold(
        "FGD review buku model penanganan stunting", EventKind.FGD, Mode.ONLINE, starts, starts + timedelta(hours=4),
        link="https://rapat.tular.example/fgd-stunting", description="Acara contoh: pesertanya karangan.",
    )  # fmt: skip
    before = at - timedelta(days=5)
    event = draft(Agency.objects.get(slug=CENTRE), told=told, by=cast.lead, now=before)
    speakers = dict.fromkeys((one["speaker"], one["agency"]) for one in script["comments"])
    guests = [
        Guest(str(cast.taker), cast.taker.email, "", GuestRole.NOTE_TAKER),
        *(Guest(name, "", agency) for name, agency in speakers),
    ]
    invite(event, guests=guests, by=cast.lead, now=before)
    items = [Item("Pembukaan", 15), Item("Paparan rancangan", 45, str(cast.lead), "ketua tim penulis (contoh)"),
             Item("Masukan bab demi bab", 150), Item("Penutup", 15)]  # fmt: skip
    set_agenda(event, items=items, by=cast.lead, now=before)
    return announce(Event.objects.get(pk=event.pk), by=cast.lead, now=before)


def _said(fgd: Round, one: dict[str, Any], cast: _Cast, at: datetime) -> FgdComment:
    """A comment as the note-taker wrote it down."""
    chapter = fgd.draft.chapters.get(section__code=one["chapter"])
    words = Words(chapter.number, one["text"], uuid5(NAMESPACE_URL, one["speaker"] + one["text"]), one["passage"])
    return note(fgd, words=words, speaker=one["speaker"], agency=one["agency"], by=cast.taker, now=at)


def _published(book: ModelBook, cast: _Cast, at: datetime) -> None:
    """Approved by two who did not write it, and published by one of them."""
    finalise(_fresh(book), by=cast.lead, now=at)
    for day, person in enumerate(cast.signers, start=1):
        digest = text_to_approve(_fresh(book)).sha256
        sign_off(_fresh(book), sha256=digest, by=person, now=at + timedelta(days=day))
    publish(_fresh(book), by=cast.signers[0], now=at + timedelta(days=3))
