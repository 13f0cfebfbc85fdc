"""An evaluator's own work: opening, marking on two devices, handing in, reopening, not judging."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.marking import (
    Conflict,
    Page,
    Saved,
    abstain,
    hand_in,
    mark,
    open_reading,
    reopen_sheet,
)
from tular.features.judging.choices import AssignmentState, ReviewState
from tular.features.judging.models import Assignment, IntegrityPact, Review, ScoreSheet
from tular.features.judging.queries.sheets import asides_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice

LATER = NOW + timedelta(minutes=30)


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_review(make_competition(sidoarjo), admin, running=True)


@pytest.fixture
def reading(review: Review) -> Assignment:
    return make_reading(make_evaluator(review), make_entry(review))


def opened(reading: Assignment, now: datetime = NOW) -> ScoreSheet:
    return open_reading(reading, by=reading.evaluator.person, now=now)


def marked(reading: Assignment, section: str, mark_: Any = "80", base: int = 0, **more: Any) -> Saved | Conflict:
    sheet = reading.sheets.last() or opened(reading)
    content = {"mark": mark_, "comment": more.pop("comment", "")}
    page = Page(more.pop("page", ""), more.pop("seconds", 0), settles=more.pop("settles", False))
    told: dict[str, Any] = {"by": reading.evaluator.person, "now": LATER, "page": page} | more
    return mark(sheet, section=section, content=content, base=base, **told)


def test_the_first_opening_is_noted_and_lays_out_a_sheet(reading: Assignment) -> None:
    sheet = opened(reading)
    assert opened(reading, LATER) == sheet
    reading.refresh_from_db()
    assert (reading.opened_at, sheet.round, sheet.content) == (NOW, 1, {})


def test_marks_are_kept_as_exact_decimals_with_every_change(reading: Assignment) -> None:
    assert isinstance(marked(reading, "dampak", "80,50", comment="Jelas."), Saved)
    assert isinstance(marked(reading, "dampak", "85", base=1, comment="Jelas."), Saved)
    assert isinstance(marked(reading, "kebaruan", None, comment="Tidak diminta."), Saved)
    sheet = reading.sheets.get()
    assert sheet.content == {
        "dampak": {"mark": "85", "comment": "Jelas."},
        "kebaruan": {"mark": None, "comment": "Tidak diminta."},
    }
    assert [(row.section, row.before.get("mark"), row.after["mark"]) for row in sheet.history.all()] == [
        ("dampak", None, "80.5"), ("dampak", "80.5", "85"), ("kebaruan", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("120", "120 di luar skala. Isi angka dari 0 sampai 100."),
        ("-1", "-1 di luar skala. Isi angka dari 0 sampai 100."),
        ("80,5,1", "“80,5,1” bukan angka. Tulis angka saja, misalnya 80."),
        ("delapan", "“delapan” bukan angka. Tulis angka saja, misalnya 80."),
        ("٨٠", "“٨٠” bukan angka. Tulis angka saja, misalnya 80."),
    ],
)
def test_a_mark_that_cannot_be_is_refused_at_its_field(reading: Assignment, typed: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        marked(reading, "dampak", typed)
    assert [(one.text, one.field) for one in refused.value.reasons] == [(said, "mark")]
    assert reading.sheets.get().content == {}


def test_two_devices_are_merged_or_both_kept(reading: Assignment) -> None:
    marked(reading, "dampak", "80", page="a")
    one = marked(reading, "dampak", "80", base=1, comment="Jelas.", page="a")
    other = marked(reading, "dampak", "75", base=1, page="b")
    assert isinstance(one, Saved) and isinstance(other, Saved)
    assert (other.merged, reading.sheets.get().content["dampak"]) == (("comment",), {"mark": "75", "comment": "Jelas."})
    late = marked(reading, "dampak", "60", base=1, page="c")
    assert isinstance(late, Conflict)
    assert (late.theirs["mark"], late.mine["mark"]) == ("75", "60")
    assert [row.after["mark"] for row in reading.sheets.get().history.filter(kept=False)] == ["60"]
    assert reading.sheets.get().content["dampak"]["mark"] == "75"
    assert asides_of(reading.sheets.get()) == ["dampak"]
    marked(reading, "dampak", "75", base=3, comment="Jelas.")
    assert asides_of(reading.sheets.get()) == ["dampak"], "saving the same again chooses nothing"
    marked(reading, "dampak", "75", base=3, comment="Jelas.", settles=True)
    assert asides_of(reading.sheets.get()) == []
    assert [row.after["mark"] for row in reading.sheets.get().history.order_by("pk")][-2:] == ["60", "75"]


def test_a_mark_alone_leaves_the_comment(reading: Assignment) -> None:
    marked(reading, "dampak", "80", comment="Jelas.")
    sheet = reading.sheets.get()
    mark(sheet, by=reading.evaluator.person, now=LATER, section="dampak", content={"mark": "70"}, base=1)
    assert reading.sheets.get().content["dampak"] == {"mark": "70", "comment": "Jelas."}


def test_time_is_counted_up_to_what_the_clock_allows(reading: Assignment) -> None:
    opened(reading)
    marked(reading, "dampak", seconds=600)
    assert reading.sheets.get().seconds == 600
    marked(reading, "kebaruan", seconds=9000)
    assert reading.sheets.get().seconds == 30 * 60
    marked(reading, "kebaruan", "70", base=1, seconds=-5)
    assert reading.sheets.get().seconds == 30 * 60


def test_handing_in_needs_every_mark_and_gives_the_total_of_the_rulebook(reading: Assignment) -> None:
    person = reading.evaluator.person
    marked(reading, "dampak", "80")
    with pytest.raises(Refused) as refused:
        hand_in(reading, by=person, now=LATER)
    assert [(one.text, one.field) for one in refused.value.reasons] == [("kebaruan belum dinilai.", "kebaruan")]
    marked(reading, "kebaruan", None)
    with pytest.raises(Refused, match="mengapa kriteria ini tidak berlaku"):
        hand_in(reading, by=person, now=LATER)
    marked(reading, "kebaruan", "70,5", base=1)
    sheet = hand_in(reading, by=person, now=LATER)
    assert (sheet.total, sheet.handed_in_at, sheet.rulebook) == (
        "76.20",
        LATER,
        reading.entry.review.competition.rulebook,
    )
    reading.refresh_from_db()
    assert (reading.state, reading.state_at) == (AssignmentState.DONE, LATER)
    trail = AuditEntry.objects.filter(action="judging.hand_in").order_by("pk")
    assert "70.5" in str(trail.last().changes)  # type: ignore[union-attr]
    with pytest.raises(Refused, match="sudah diserahkan"):
        hand_in(reading, by=person, now=LATER)


def test_nothing_is_marked_outside_the_running_review_but_what_was_typed_is_kept(
    review: Review, reading: Assignment
) -> None:
    marked(reading, "dampak", "80")
    late = marked(reading, "dampak", "90", base=1, now=NOW + timedelta(days=11))
    assert isinstance(late, Conflict) and "Masa penilaian berakhir" in late.why
    sheet = reading.sheets.get()
    assert (sheet.content["dampak"]["mark"], sheet.history.get(kept=False).after["mark"]) == ("80", "90")
    with pytest.raises(Refused, match="Masa penilaian berakhir"):
        hand_in(reading, by=reading.evaluator.person, now=NOW + timedelta(days=11))
    Review.objects.filter(pk=review.pk).update(state=ReviewState.PREPARED)
    with pytest.raises(Denied):
        hand_in(reading, by=reading.evaluator.person, now=LATER)


def test_the_pact_comes_first_where_the_rulebook_asks_for_it(sidoarjo: Agency, admin: User) -> None:
    text = RULEBOOK + "\n[integrity]\nintegrity_pact = true\n"
    book = make_rulebook(text, identity="lomba-pakta")
    reading = _complete(make_review(make_competition(sidoarjo, rulebook=book), admin, running=True))
    person = reading.evaluator.person
    with pytest.raises(Refused, match="pakta integritas"):
        hand_in(reading, by=person, now=LATER)
    IntegrityPact.objects.create(
        competition=reading.entry.review.competition,
        person=person,
        text="Jujur.",
        sha256="0" * 64,
        signed_as="P",
        at=NOW,
    )
    assert hand_in(reading, by=person, now=LATER).total


def _complete(review: Review) -> Assignment:
    reading = make_reading(make_evaluator(review), make_entry(review))
    make_sheet(reading, done=False, dampak="80", kebaruan="70")
    return reading


def test_an_evaluator_reopens_until_all_readers_are_in_then_the_organiser_with_a_reason(
    review: Review, admin: User
) -> None:
    entry = make_entry(review)
    first, second = (make_reading(make_evaluator(review), entry) for _ in range(2))
    for one in (first, second):
        make_sheet(one, done=False, dampak="80", kebaruan="70")
    person = first.evaluator.person
    hand_in(first, by=person, now=LATER)
    assert reopen_sheet(first, by=person, now=LATER).handed_in_at is None
    hand_in(first, by=person, now=LATER)
    hand_in(second, by=second.evaluator.person, now=LATER)
    with pytest.raises(Refused, match="sudah dikunci"):
        reopen_sheet(first, by=person, now=LATER)
    with pytest.raises(Refused, match="Tulis mengapa"):
        reopen_sheet(first, by=admin, now=LATER)
    sheet = reopen_sheet(first, by=admin, now=LATER, reason="Nilai tertukar.")
    assert (sheet.total, sheet.reopened_reason) == ("", "Nilai tertukar.")
    assert Notice.objects.get(kind="judging.reopened").person == person
    with pytest.raises(Denied):
        reopen_sheet(second, by=person, now=LATER)


def test_a_discussion_is_marked_on_a_sheet_of_its_own(reading: Assignment) -> None:
    before = make_sheet(reading, dampak="80", kebaruan="70")
    Assignment.objects.filter(pk=reading.pk).update(state=AssignmentState.ASSIGNED)
    after = opened(reading)
    assert (after.round, after.content, after.handed_in_at) == (2, before.content, None)
    marked(reading, "dampak", "60", base=1)
    before.refresh_from_db()
    assert (before.content["dampak"]["mark"], before.total) == ("80", "80")


def test_not_judging_needs_a_reason_and_tells_the_organiser(reading: Assignment, admin: User) -> None:
    person = reading.evaluator.person
    with pytest.raises(Refused, match="Tulis mengapa"):
        abstain(reading, by=person, now=LATER, reason=" ")
    abstain(reading, by=person, now=LATER, reason="Bukan bidang saya.")
    reading.refresh_from_db()
    assert (reading.state, reading.state_reason) == (AssignmentState.ABSTAINED, "Bukan bidang saya.")
    notice = Notice.objects.get(kind="judging.abstained")
    assert notice.person == admin and person.name not in str(notice.params)


def test_nobody_else_marks_and_the_organisers_people_never_do(
    review: Review, reading: Assignment, admin: User, upp: User
) -> None:
    sheet = opened(reading)
    fellow = make_evaluator(review).person
    member = make_evaluator(review, person=make_person("Staf Penyelenggara"))
    own = make_reading(member, make_entry(review))
    review.competition.staff.create(person=member.person, role="sekretariat", by=admin, since=NOW)
    for stranger in (fellow, admin, upp):
        for act in (hand_in, abstain, open_reading):
            with pytest.raises(Denied):
                act(reading, by=stranger, now=LATER, reason="x")
        with pytest.raises(Denied):
            mark(sheet, by=stranger, now=LATER, section="dampak", content={"mark": "1"}, base=0)
    with pytest.raises(Denied):
        open_reading(own, by=member.person, now=LATER)
