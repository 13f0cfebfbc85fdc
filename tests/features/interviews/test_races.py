"""Two who change a timetable in the same moment; and what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.at_once import at_once, refused
from tests.factories.competitions import NOW
from tests.factories.interviews import MORNING, make_heard, make_interview_review, make_plan, make_session
from tests.factories.judging import make_entry
from tests.factories.selection import arrived
from tests.people import agency, make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.interviews.actions.placing import move, place, put, take_out
from tular.features.interviews.actions.planning import Lengths, Told, add_session, drop_session, plan
from tular.features.interviews.models import InterviewPlan, Slot
from tular.features.judging.models import Review
from tular.foundation.audit.queries import verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_interview_review(sidoarjo, admin)


@pytest.fixture
def made(review: Review) -> InterviewPlan:
    return make_plan(review, published=True)


@pytest.fixture
def colleague(sidoarjo: Agency) -> User:
    return make_member(Role.AGENCY, sidoarjo).person


def heard(made: InterviewPlan) -> dict[int, int]:
    rows = Slot.objects.filter(session__plan=made, entry__isnull=False)
    return dict(rows.values_list("entry", "pk"))


def test_a_slot_is_filled_once_and_an_entry_has_one_slot(made: InterviewPlan, admin: User, colleague: User) -> None:
    slots = make_session(made, made.review.panels.get(name="Tim A"))
    one, other = (make_entry(made.review, arrived(made.review.competition, agency("pemkab-gresik"))) for _n in range(2))
    ends = at_once([
        lambda: put(slots[0], entry=one, by=admin, now=NOW),
        lambda: put(slots[0], entry=other, by=colleague, now=NOW),
    ])  # fmt: skip
    assert (refused(ends), len(heard(made))) == (1, 1)
    late = other if one.pk in heard(made) else one
    ends = at_once([
        lambda: put(slots[1], entry=late, by=admin, now=NOW),
        lambda: put(slots[2], entry=late, by=colleague, now=NOW),
    ])  # fmt: skip
    assert (refused(ends), len(heard(made))) == (1, 2)


def test_moves_that_cross_neither_hang_nor_lose_anybody(made: InterviewPlan, admin: User, colleague: User) -> None:
    review = made.review
    slots = make_session(made, review.panels.get(name="Tim A"), count=4)
    entries = [make_heard(review, slot, agency("pemkab-gresik")) for slot in slots[:2]]
    free = make_entry(review, arrived(review.competition, agency("pemkab-gresik")))
    at_once([
        lambda: move(
            slots[0], target=slots[1], expected=entries[1].pk, by=admin, now=NOW, reason="Tukar."
        ),
        lambda: move(
            slots[1], target=slots[0], expected=entries[0].pk, by=colleague, now=NOW, reason="Tukar."
        ),
        lambda: place(made, by=admin, now=NOW),
        lambda: take_out(slots[3], by=colleague, now=NOW, reason="Kosongkan."),
        lambda: plan(review, lengths=Lengths(7, 13, 5), by=admin, now=NOW),
    ])  # fmt: skip
    found = heard(made)
    assert {one.pk for one in entries} <= set(found) <= {one.pk for one in (*entries, free)}
    assert verify().faults == ()


def test_two_sessions_of_a_panel_do_not_overlap(made: InterviewPlan, admin: User, colleague: User) -> None:
    panel = made.review.panels.get(name="Tim A")

    def told(minutes: int) -> Told:
        since = MORNING + timedelta(minutes=minutes)
        return Told(panel, since, since + timedelta(hours=2), "Asia/Jakarta", (), ())

    ends = at_once([
        lambda: add_session(made, told=told(0), by=admin, now=NOW),
        lambda: add_session(made, told=told(30), by=colleague, now=NOW),
    ])  # fmt: skip
    assert refused(ends) == 1
    session = made.sessions.get()
    ends = at_once([
        lambda: drop_session(session, by=admin, now=NOW),
        lambda: drop_session(session, by=colleague, now=NOW),
    ])  # fmt: skip
    assert (refused(ends), Slot.objects.count()) == (1, 0)


def test_the_database_refuses_two_slots_of_a_panel_at_the_same_time(made: InterviewPlan) -> None:
    panels = made.review.panels.order_by("name")
    slots = make_session(made, panels[0])
    make_session(made, panels[1])  # another panel at the same time
    session, length = slots[0].session, timedelta(minutes=20)
    for minutes in (-19, 1, 5, 44):
        since = MORNING + timedelta(minutes=minutes)
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.create(session=session, panel=panels[0], starts_at=since, ends_at=since + length)
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.bulk_create([
                Slot(session=session, panel=panels[0], starts_at=since + n * length / 2, ends_at=since + length * 2)
                for n in range(2)
            ])  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slots[1].pk).update(starts_at=MORNING + timedelta(minutes=19))
    Slot.objects.filter(pk=slots[0].pk).update(ends_at=slots[1].starts_at)  # one ends as the next begins
    before = MORNING - length
    Slot.objects.create(session=session, panel=panels[0], starts_at=before, ends_at=MORNING)


def test_two_slots_written_at_once_past_all_actions_do_not_overlap(made: InterviewPlan) -> None:
    panel = made.review.panels.get(name="Tim A")
    session = make_session(made, panel, count=1)[0].session

    def write(minutes: int) -> object:
        since = MORNING + timedelta(hours=5, minutes=minutes)
        try:
            return Slot.objects.create(
                session=session, panel=panel, starts_at=since, ends_at=since + timedelta(minutes=20)
            )
        except IntegrityError:
            return None

    at_once([lambda n=n: write(n) for n in range(6)])
    assert Slot.objects.count() == 2
