"""Sessions, slots, everybody placed with one button, clashes, moves by hand, publication and what follows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW
from tests.factories.interviews import (
    MORNING,
    STAGE,
    make_heard,
    make_interview_review,
    make_plan,
    make_session,
)
from tests.factories.judging import make_entry, make_evaluator
from tests.factories.selection import arrived
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.interviews.actions.placing import assign_panels, move, place, publish, put, take_out
from tular.features.interviews.actions.planning import Lengths, Told, add_session, change_session, drop_session, plan
from tular.features.interviews.models import Slot
from tular.features.interviews.queries.clashes import everything_wrong
from tular.features.interviews.queries.task import laid_out
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Conflict, Panel, Review
from tular.features.proposals.models import TeamMember
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_interview_review(sidoarjo, admin)


def panel(review: Review, name: str = "Tim A") -> Panel:
    return review.panels.get(name=name)


def entries(review: Review, owner: Agency, count: int) -> None:
    for _n in range(count):
        make_entry(review, arrived(review.competition, owner))


def kinds(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_session_is_cut_into_slots_of_the_lengths_of_the_plan(review: Review, admin: User) -> None:
    made = plan(review, lengths=Lengths(7, 13, 5), by=admin, now=NOW)
    noon = MORNING + timedelta(minutes=50), MORNING + timedelta(minutes=70)
    told = Told(panel(review), MORNING, MORNING + timedelta(hours=2), "Asia/Jakarta", (noon,), ("09.50–10.10",))
    session = add_session(made, told=told, by=admin, now=NOW)
    minutes = [int((one.starts_at - MORNING).total_seconds()) // 60 for one in session.slots.all()]
    assert minutes == [0, 25, 70, 95]
    with pytest.raises(Refused, match="sudah punya sesi"):
        add_session(made, told=told, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah lewat"):
        add_session(made, told=told, by=admin, now=MORNING + timedelta(days=1))
    drop_session(session, by=admin, now=NOW)
    assert not Slot.objects.exists()


def test_only_who_runs_the_competition_plans(review: Review, upp: User, rival: User, admin: User) -> None:
    evaluator = review.evaluators.first()
    assert evaluator is not None
    for stranger in (upp, rival, evaluator.person):
        with pytest.raises(Denied):
            plan(review, lengths=Lengths(7, 13, 5), by=stranger, now=NOW)
    made = make_plan(review)
    slots = make_session(made, panel(review))
    entry = make_heard(review, slots[0], review.competition.organiser)
    for stranger in (upp, rival, evaluator.person):
        for act in (place, publish, assign_panels):
            with pytest.raises(Denied):
                act(made, by=stranger, now=NOW)
        with pytest.raises(Denied):
            take_out(slots[0], by=stranger, now=NOW)
        with pytest.raises(Denied):
            move(slots[0], target=slots[1], by=stranger, now=NOW)
        with pytest.raises(Denied):
            put(slots[1], entry=entry, by=stranger, now=NOW)


def test_all_are_placed_at_once_over_both_panels(review: Review, admin: User, rival: User) -> None:
    made = make_plan(review)
    make_session(made, panel(review))
    make_session(made, panel(review, "Tim B"), at=MORNING + timedelta(hours=2))
    entries(review, agency("pemkab-gresik"), 4)
    assert place(made, by=admin, now=NOW) == []
    held = Slot.objects.filter(entry__isnull=False)
    assert sorted(held.values_list("panel__name", flat=True)) == ["Tim A", "Tim A", "Tim B", "Tim B"]
    assert not Notice.objects.filter(kind__startswith="interviews").exists(), "nobody hears of what is not published"


def test_where_slots_lack_it_says_how_many_and_what_to_extend(review: Review, admin: User) -> None:
    made = make_plan(review)
    make_session(made, panel(review), count=2)
    entries(review, agency("pemkab-gresik"), 5)
    missing = place(made, by=admin, now=NOW)
    assert len(missing) == 3
    assert "slotnya habis" in missing[0]
    page = signed_in(admin).get(f"/kompetisi/{review.competition.slug}/wawancara/{STAGE}")
    assert "Kurang 3 slot" in page.content.decode()
    assert "1 jam 15 menit" in page.content.decode()


def test_nobody_is_placed_before_somebody_with_a_conflict(review: Review, admin: User) -> None:
    made = make_plan(review)
    make_session(made, panel(review), count=1)
    make_session(made, panel(review, "Tim B"), count=1, at=MORNING + timedelta(hours=1))
    entries(review, agency("pemkab-gresik"), 1)
    entry, evaluator = review.entries.get(), panel(review).evaluators.first()
    Conflict.objects.create(evaluator=evaluator, entry=entry, kind="instansi", source="sistem", at=NOW)
    place(made, by=admin, now=NOW)
    assert Slot.objects.get(entry=entry).panel.name == "Tim B"
    with pytest.raises(Refused, match="punya benturan kepentingan"):
        move(Slot.objects.get(entry=entry), target=Slot.objects.get(entry=None), by=admin, now=NOW)


def test_one_agency_or_team_is_not_heard_twice_at_once(review: Review, admin: User, upp: User) -> None:
    made = make_plan(review)
    a = make_session(made, panel(review), count=2)
    b = make_session(made, panel(review, "Tim B"), count=2)
    one = make_heard(review, a[0], agency("pemkab-gresik"))
    two = make_heard(review, b[1], agency("pemkab-sumedang"))
    for entry in (one, two):
        TeamMember.objects.create(proposal=entry.proposal, person=upp, since=NOW)
    with pytest.raises(Refused, match="bertabrakan"):
        move(b[1], target=b[0], by=admin, now=NOW)
    Slot.objects.filter(pk=b[1].pk).update(entry=None)
    Slot.objects.filter(pk=b[0].pk).update(entry=two)
    said = [one.text for one in everything_wrong(laid_out(made), NOW) if one.is_obstacle]
    assert len(said) == 1
    assert "orang timnya sama" in said[0]
    with pytest.raises(Refused, match="bertabrakan"):
        publish(made, by=admin, now=NOW)


def test_no_slot_is_used_on_a_day_off_or_while_somebody_sits_elsewhere(
    review: Review, admin: User, sidoarjo: Agency
) -> None:
    made = make_plan(review)
    make_session(made, panel(review), count=1)
    entries(review, agency("pemkab-gresik"), 1)
    evaluator = panel(review).evaluators.first()
    assert evaluator is not None
    evaluator.days_off = [MORNING.date().isoformat()]
    evaluator.save()
    with pytest.raises(Refused, match="Tambah sesi"):
        place(made, by=admin, now=NOW)
    evaluator.days_off = []
    evaluator.save()
    other = make_interview_review(sidoarjo, admin)
    make_evaluator(other, person=evaluator.person, panel=panel(other))
    busy = make_session(make_plan(other), panel(other), count=1)
    make_heard(other, busy[0], agency("pemkab-gresik"))
    with pytest.raises(Refused, match="Tambah sesi"):
        place(made, by=admin, now=NOW)


def test_a_published_timetable_gives_the_panel_its_sheets_and_tells_both_sides(review: Review, admin: User) -> None:
    made = make_plan(review)
    slots = make_session(made, panel(review), count=2)
    entry = make_heard(review, slots[0], agency("pemkab-gresik"))
    publish(made, by=admin, now=NOW)
    readers = Assignment.objects.filter(entry=entry).values_list("evaluator__panel__name", flat=True)
    assert list(readers) == ["Tim A", "Tim A"]
    evaluator = panel(review).evaluators.first()
    assert evaluator is not None
    assert kinds(evaluator.person) == ["interviews.panel_given"]
    with pytest.raises(Refused, match="sudah terbit"):
        publish(made, by=admin, now=NOW)


def test_after_publication_a_change_needs_a_reason_and_another_panel_reads(review: Review, admin: User) -> None:
    made = make_plan(review)
    a = make_session(made, panel(review), count=2)
    b = make_session(made, panel(review, "Tim B"), count=1, at=MORNING + timedelta(hours=3))
    entry = make_heard(review, a[0], agency("pemkab-gresik"))
    publish(made, by=admin, now=NOW)
    with pytest.raises(Refused, match="tulis alasannya"):
        move(a[0], target=b[0], by=admin, now=NOW)
    move(a[0], target=b[0], by=admin, now=NOW, reason="Listrik padam di gedung A.")
    states = dict(Assignment.objects.filter(entry=entry).values_list("evaluator__panel__name", "state"))
    assert states == {"Tim A": AssignmentState.TAKEN_BACK, "Tim B": AssignmentState.ASSIGNED}
    before, after = panel(review).evaluators.first(), panel(review, "Tim B").evaluators.first()
    assert before is not None
    assert after is not None
    assert kinds(before.person)[-1] == "interviews.taken_out"
    assert kinds(after.person)[-1] == "interviews.moved"


def test_two_are_swapped_and_a_slot_that_changed_meanwhile_is_noticed(review: Review, admin: User) -> None:
    made = make_plan(review)
    slots = make_session(made, panel(review), count=2)
    one = make_heard(review, slots[0], agency("pemkab-gresik"))
    two = make_heard(review, slots[1], agency("pemkab-sumedang"))
    with pytest.raises(Refused, match="baru saja berubah"):
        move(slots[0], target=slots[1], expected=0, by=admin, now=NOW)
    move(slots[0], target=slots[1], expected=two.pk, by=admin, now=NOW)
    assert list(Slot.objects.order_by("starts_at").values_list("entry", flat=True)) == [two.pk, one.pk]
    with pytest.raises(Refused, match="sudah lewat"):
        move(slots[0], target=slots[1], expected=one.pk, by=admin, now=MORNING + timedelta(hours=5))


def test_two_organisers_who_place_at_the_same_time_notice(review: Review, admin: User) -> None:
    made = make_plan(review)
    make_session(made, panel(review), count=2)
    entries(review, agency("pemkab-gresik"), 1)
    client = signed_in(admin)
    base = f"/kompetisi/{review.competition.slug}/wawancara/{STAGE}"
    client.get(base)
    place(made, by=admin, now=NOW)
    late = client.post(f"{base}/tempatkan", {"versi": "lama"}, follow=True)
    assert Slot.objects.filter(entry__isnull=False).count() == 1
    assert late.status_code == 200


def test_who_joins_a_panel_later_is_given_what_it_hears(review: Review, admin: User) -> None:
    made = make_plan(review)
    slots = make_session(made, panel(review), count=1)
    entry = make_heard(review, slots[0], agency("pemkab-gresik"))
    publish(made, by=admin, now=NOW)
    late = make_evaluator(review, panel=panel(review))
    assert assign_panels(made, by=admin, now=NOW) == 1
    assert Assignment.objects.filter(entry=entry, evaluator=late).exists()
    with pytest.raises(Refused, match="sudah ditugaskan"):
        assign_panels(made, by=admin, now=NOW)


def test_an_evaluator_who_drops_out_is_told_to_the_organiser(review: Review, admin: User) -> None:
    made = make_plan(review)
    make_heard(review, make_session(made, panel(review), count=1)[0], agency("pemkab-gresik"))
    panel(review).evaluators.all().update(left_at=NOW, left_reason="Sakit.")
    wrong = everything_wrong(laid_out(made), NOW)
    assert any(one.is_obstacle and "hanya punya 0 penilai" in one.text for one in wrong)


def test_a_missing_link_is_a_caution_and_once_it_is_there_both_sides_hear(review: Review, admin: User) -> None:
    made = make_plan(review)
    slots = make_session(made, panel(review), count=1, link="")
    make_heard(review, slots[0], agency("pemkab-gresik"))
    assert any("belum diisi" in one.text for one in everything_wrong(laid_out(made), NOW))
    publish(made, by=admin, now=NOW)
    change_session(slots[0].session, place="", link="https://video.contoh.example/b", by=admin, now=NOW)
    with pytest.raises(Refused, match="Tulis alasannya"):
        change_session(slots[0].session, place="", link="https://video.contoh.example/c", by=admin, now=NOW)
    evaluator = panel(review).evaluators.first()
    assert evaluator is not None
    assert kinds(evaluator.person)[-1] == "interviews.where_changed"


def test_the_database_keeps_one_current_slot_for_an_entry_and_one_start_for_a_panel(review: Review) -> None:
    slots = make_session(make_plan(review), panel(review), count=2)
    entry = make_heard(review, slots[0], review.competition.organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slots[1].pk).update(entry=entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slots[1].pk).update(starts_at=slots[0].starts_at)
    Slot.objects.filter(pk=slots[0].pk).update(outcome="ditunda", outcome_reason="Listrik padam.")
    Slot.objects.filter(pk=slots[1].pk).update(entry=entry)


def test_the_timetable_takes_as_many_queries_for_many_as_for_few(review: Review, admin: User) -> None:
    made = make_plan(review)
    client = signed_in(admin)
    base = f"/kompetisi/{review.competition.slug}/wawancara/{STAGE}"
    counts = []
    for n in range(2):
        slots = make_session(made, panel(review), at=MORNING + timedelta(days=n), count=2 + 4 * n)
        for slot in slots:
            make_heard(review, slot, agency("pemkab-gresik"))
        client.get(base)
        with CaptureQueriesContext(connection) as asked:
            client.get(base)
        counts.append(len(asked))
    assert counts[0] == counts[1]
