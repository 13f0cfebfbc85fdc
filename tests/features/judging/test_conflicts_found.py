"""Conflicts that the machine finds between evaluators and proposals, and what people do with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Region
from tular.features.catalogue.models import Innovation
from tular.features.judging.actions.conflicts import (
    confirm_conflict,
    find_conflicts,
    lift_conflict,
    record_conflict,
    seek_conflicts,
)
from tular.features.judging.actions.declaring import declare_conflict, disclose, disclose_entry
from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.choices import AssignmentState
from tular.features.judging.jobs import search, search_changed
from tular.features.judging.models import Conflict, Entry, Evaluator, EvaluatorProfile, Review
from tular.features.judging.queries.conflicts import standing_in, to_be_looked_at
from tular.features.judging.queries.planning import conflicts_standing
from tular.features.judging.queries.searching import reviews_to_search, some_to_search
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.jobs.run import Run
from tular.foundation.notifications.models import Notice


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_review(make_competition(sidoarjo), admin)


@pytest.fixture
def gresik(review: Review) -> Entry:
    return make_entry(review, owner=agency("pemkab-gresik"))


def profile(evaluator: Evaluator, **fields: Any) -> None:
    EvaluatorProfile.objects.create(person=evaluator.person, updated_at=NOW, **fields)


def found(review: Review) -> set[tuple[int, int, str, bool]]:
    find_conflicts(review, by=None, now=NOW)
    return {(one.evaluator.number, one.entry.number, one.kind, one.doubtful) for one in standing_in(review)}


def test_where_an_evaluator_belongs_speaks_against_its_proposals(review: Review, gresik: Entry) -> None:
    far = make_entry(review, owner=agency("pemkab-sumedang"))
    province = make_entry(review, owner=agency("pemprov-jawa-timur"))
    told, member, hub, named, former, free = (make_evaluator(review) for _n in range(6))
    profile(told, institution=gresik.proposal.agency)
    make_member(Role.UNIT, make_unit(gresik.proposal.agency, "Puskesmas"), person=member.person)
    make_member(Role.HUB, Hub.objects.get(agency__region_id="35"), person=hub.person)
    profile(named, institution_name="pemkab Gresik")
    make_member(Role.AGENCY, gresik.proposal.agency, person=former.person, until=NOW.date())
    profile(free, institution_name="Universitas Contoh", region=Region.objects.get(code="35"))
    assert far.number == 2
    assert province.number == 3
    assert found(review) == {
        (told.number, 1, "instansi", False),
        (member.number, 1, "instansi", False),
        (hub.number, 1, "pembinaan", False),
        (hub.number, 3, "instansi", False),
        *((one.number, 3, "instansi", False) for one in (told, member, named)),  # of an agency below it
        (named.number, 1, "instansi", False),
        (former.number, 1, "kerja-sama", False),
    }
    assert free.pk not in {evaluator for _entry, evaluator in conflicts_standing(review)}


def test_the_same_province_counts_where_the_rulebook_says_so(sidoarjo: Agency, admin: User) -> None:
    text = RULEBOOK.replace('kind = "scored_desk_review"', 'kind = "scored_desk_review"\nrecusal = ["region"]')
    review = make_review(make_competition(sidoarjo, rulebook=make_rulebook(text, identity="lomba-daerah")), admin)
    make_entry(review, owner=agency("pemkab-gresik"))
    make_entry(review, owner=agency("pemkab-sumedang"))
    near = make_evaluator(review)
    profile(near, institution_name="Universitas Contoh", region=Region.objects.get(code="35.78"))
    assert found(review) == {(near.number, 1, "daerah", False)}


def test_who_wrote_or_coached_a_proposal_or_an_earlier_one_does_not_judge_it(
    review: Review, gresik: Entry, admin: User
) -> None:
    proposal = gresik.proposal
    made = Innovation.objects.create(code="x-1", slug="x-1", title="Inovasi", agency=proposal.agency)
    earlier = arrived(make_competition(review.competition.organiser), proposal.agency)
    for one in (proposal, earlier):
        one.innovation = made
        one.save()
    team, adviser, before, catalogue, wrote = (make_evaluator(review) for _n in range(5))
    proposal.team.create(person=team.person, since=NOW, until=NOW)
    proposal.comments.create(section="ringkasan", text="Sebut angkanya.", by=adviser.person, at=NOW)
    earlier.team.create(person=before.person, since=NOW)
    made.revisions.create(section="masalah", by=catalogue.person, before={}, after={}, version=1, began_at=NOW, at=NOW)
    proposal.created_by = wrote.person
    proposal.save()
    assert found(review) == {
        (team.number, 1, "penulis", False),
        (adviser.number, 1, "pendampingan", False),
        (before.number, 1, "pendampingan", False),
        (catalogue.number, 1, "penulis", False),
        (wrote.number, 1, "penulis", False),
    }


def test_the_competition_before_counts_too(review: Review, gresik: Entry) -> None:
    first = arrived(make_competition(review.competition.organiser), gresik.proposal.agency)
    second = arrived(make_competition(review.competition.organiser), gresik.proposal.agency, promoted_from=first)
    gresik.proposal.promoted_from = second
    gresik.proposal.save()
    coach = make_evaluator(review)
    first.comments.create(section="ringkasan", text="Singkatkan.", by=coach.person, at=NOW)
    assert found(review) == {(coach.number, 1, "pendampingan", False)}


def test_innovators_of_the_same_name_are_looked_at_by_a_person(review: Review, gresik: Entry, admin: User) -> None:
    made = Innovation.objects.create(code="x-1", slug="x-1", title="Inovasi", agency=gresik.proposal.agency)
    gresik.proposal.innovation = made
    gresik.proposal.save()
    for place, name in enumerate(("Dr. Ratna Dewi, M.Si.", "Bambang Hadi Prasetyo")):
        made.innovators.create(place=place, name=name)
    likely = make_evaluator(review, person=make_person("Ratna Dewi"))
    sure = make_evaluator(review, person=make_person("Prof. Bambang Hadi Prasetyo"))
    make_evaluator(review, person=make_person("Sulastri Wahyuni"))
    assert found(review) == {(likely.number, 1, "penulis", True), (sure.number, 1, "penulis", False)}
    assert (gresik.pk, likely.pk) in conflicts_standing(review)
    doubtful = to_be_looked_at(standing_in(review)).get()
    assert doubtful.evaluator == likely
    assert confirm_conflict(doubtful, by=admin, now=NOW).doubtful is False
    with pytest.raises(Refused, match="sudah berlaku"):
        confirm_conflict(doubtful, by=admin, now=NOW)
    assert not to_be_looked_at(standing_in(review)).exists()


def test_what_was_lifted_is_not_found_anew_unless_better_evidence_comes(
    review: Review, gresik: Entry, admin: User, upp: User
) -> None:
    evaluator = make_evaluator(review, person=make_person("Ratna Dewi"))
    profile(evaluator, institution=gresik.proposal.agency)
    made = Innovation.objects.create(code="x-1", slug="x-1", title="Inovasi", agency=gresik.proposal.agency)
    gresik.proposal.innovation = made
    gresik.proposal.save()
    made.innovators.create(place=0, name="Ratna Dewi")
    assert {kind for _e, _n, kind, _d in found(review)} == {"instansi", "penulis"}
    with pytest.raises(Denied):
        lift_conflict(standing_in(review).first(), by=upp, now=NOW, reason="Bukan.")  # type: ignore[arg-type]
    for one in standing_in(review):
        with pytest.raises(Refused, match="Tulis mengapa"):
            lift_conflict(one, by=admin, now=NOW, reason=" ")
        lift_conflict(one, by=admin, now=NOW, reason="Sudah pindah instansi.")
    assert found(review) == set()
    gresik.proposal.team.create(person=evaluator.person, since=NOW)
    assert {kind for _e, _n, kind, _d in found(review)} == {"penulis"}


def test_ties_of_an_agency_meet_its_own_proposals_alone(review: Review, gresik: Entry, admin: User) -> None:
    other = make_entry(review, owner=agency("pemkab-sumedang"))
    evaluator = make_evaluator(review, person=make_person("Prof. Ratna Dewi"))
    make_evaluator(review, person=make_person("Sulastri Wahyuni"))
    review.competition.ties.create(
        agency=gresik.proposal.agency, name="Dr. Ratna Dewi, M.Si.", kind="keluarga", note="Adik kepala dinas.",
        by=admin, at=NOW,
    )  # fmt: skip
    review.competition.ties.create(
        agency=other.proposal.agency, name="Sulastri Wahyuni", kind="keluarga", by=admin, at=NOW, taken_back_at=NOW
    )
    review.competition.ties.create(agency=other.proposal.agency, name="Ratna D.", kind="kerja-sama", by=admin, at=NOW)
    assert found(review) == {(evaluator.number, 1, "keluarga", False), (evaluator.number, 2, "kerja-sama", True)}
    certain = Conflict.objects.get(entry=gresik)
    assert (certain.source, certain.note) == (
        "instansi", f"{gresik.proposal.agency.name} menyebut Dr. Ratna Dewi, M.Si.. Adik kepala dinas.",
    )  # fmt: skip


def test_an_evaluator_in_conflict_with_everything_is_said_to_be(review: Review, admin: User) -> None:
    for _n in range(3):
        make_entry(review, owner=agency("pemkab-gresik"))
    evaluator = make_evaluator(review)
    make_member(Role.HUB, Hub.objects.get(agency__region_id="35"), person=evaluator.person)
    assert find_conflicts(review, by=admin, now=NOW).new == 3
    assert {pair[1] for pair in conflicts_standing(review)} == {evaluator.pk}
    assert find_conflicts(review, by=admin, now=NOW).new == 0


def test_a_conflict_with_what_is_read_already_waits_for_the_organiser(
    review: Review, gresik: Entry, admin: User
) -> None:
    evaluator = make_evaluator(review)
    reading = make_reading(evaluator, gresik)
    make_sheet(reading, dampak="80", kebaruan="80")
    profile(evaluator, institution=gresik.proposal.agency)
    assert find_conflicts(review, by=None, now=NOW).waiting == 1
    reading.refresh_from_db()
    assert reading.state == AssignmentState.DONE
    assert Notice.objects.get(kind="judging.conflicts_to_look_at").person == admin
    confirm_conflict(standing_in(review).get(), by=admin, now=NOW)
    reading.refresh_from_db()
    assert (reading.state, reading.sheets.get().total) == (AssignmentState.CONFLICT, "80")
    assert find_conflicts(review, by=None, now=NOW).waiting == 0
    assert Notice.objects.filter(kind="judging.conflicts_to_look_at").count() == 1


def test_the_organiser_records_one_by_hand(review: Review, gresik: Entry, admin: User, rival: User) -> None:
    evaluator = make_evaluator(review)
    reading = make_reading(evaluator, gresik)
    with pytest.raises(Denied):
        record_conflict(evaluator, entry=gresik, kind="keluarga", by=rival, now=NOW)
    with pytest.raises(Refused, match="Jelaskan hubungannya"):
        record_conflict(evaluator, entry=gresik, kind="lainnya", by=admin, now=NOW)
    with pytest.raises(Refused, match="Pilih jenis"):
        record_conflict(evaluator, entry=gresik, kind="tiada", by=admin, now=NOW)
    made = record_conflict(evaluator, entry=gresik, kind="keluarga", note="Sepupu.", by=admin, now=NOW)
    reading.refresh_from_db()
    assert (made.by, reading.state, reading.state_reason) == (admin, AssignmentState.CONFLICT, "Sepupu.")
    with pytest.raises(Refused, match="sudah tercatat"):
        record_conflict(evaluator, entry=gresik, kind="keluarga", by=admin, now=NOW)


def test_an_evaluator_declares_one_on_a_reading_of_their_own(
    review: Review, gresik: Entry, admin: User, rival: User
) -> None:
    evaluator, other = make_evaluator(review), make_evaluator(review)
    reading = make_reading(evaluator, gresik)
    with pytest.raises(Denied):  # not before it starts: nobody sees what they will read
        declare_conflict(reading, kind="keluarga", by=evaluator.person, now=NOW)
    Review.objects.update(state="berjalan")
    for stranger in (other.person, rival, admin):
        with pytest.raises(Denied):
            declare_conflict(reading, kind="keluarga", by=stranger, now=NOW)
    make_sheet(reading, dampak="80", kebaruan="80")
    declare_conflict(reading, kind="keluarga", note="Adik saya.", by=evaluator.person, now=NOW)
    reading.refresh_from_db()
    assert (reading.state, reading.state_reason) == (AssignmentState.CONFLICT, "Adik saya.")
    assert Conflict.objects.get().source == "penilai"
    assert {one.person for one in Notice.objects.filter(kind="judging.conflict_declared")} == {admin}


def test_ties_disclosed_beforehand_hold_for_all_proposals_of_an_agency(
    review: Review, gresik: Entry, admin: User
) -> None:
    evaluator, other = make_evaluator(review), make_evaluator(review)
    with pytest.raises(Denied):
        disclose(evaluator, agency=gresik.proposal.agency, kind="keluarga", by=other.person, now=NOW)
    disclose(evaluator, agency=gresik.proposal.agency, kind="keluarga", by=evaluator.person, now=NOW)
    disclose(evaluator, agency=agency("pemkab-sumedang"), kind="kerja-sama", by=evaluator.person, now=NOW)
    with pytest.raises(Refused, match="sudah Anda nyatakan"):
        disclose(evaluator, agency=gresik.proposal.agency, kind="keluarga", by=evaluator.person, now=NOW)
    assert conflicts_standing(review) == {(gresik.pk, evaluator.pk)}
    later = make_entry(review, owner=agency("pemkab-sumedang"))
    find_conflicts(review, by=None, now=NOW)
    assert conflicts_standing(review) == {(gresik.pk, evaluator.pk), (later.pk, evaluator.pk)}
    disclose_entry(other, entry=later, kind="keluarga", note="Kakak.", by=other.person, now=NOW)
    assert (later.pk, other.pk) in conflicts_standing(review)


def test_a_review_is_searched_again_once_something_changed(review: Review, gresik: Entry, admin: User) -> None:
    assert not reviews_to_search(NOW).exists()  # nobody judges yet
    evaluator = make_evaluator(review)
    assert list(reviews_to_search(NOW)) == [review]
    find_conflicts(review, by=None, now=NOW)
    assert not reviews_to_search(NOW).exists()
    later = NOW.replace(hour=3)
    profile(evaluator, institution_name="Universitas Contoh")
    EvaluatorProfile.objects.update(updated_at=later)
    assert list(reviews_to_search(later)) == [review]
    find_conflicts(review, by=None, now=later)
    review.competition.ties.create(agency=gresik.proposal.agency, name="Ani", kind="keluarga", by=admin, at=later)
    assert not reviews_to_search(later).exists()
    review.competition.ties.update(at=NOW.replace(hour=4))
    assert list(reviews_to_search(later)) == [review]


def test_nothing_changes_once_the_judging_is_closed(review: Review, gresik: Entry, admin: User) -> None:
    evaluator = make_evaluator(review)
    made = record_conflict(evaluator, entry=gresik, kind="keluarga", by=admin, now=NOW)
    Review.objects.update(state="ditutup")
    for change in (
        lambda: lift_conflict(Conflict.objects.get(pk=made.pk), by=admin, now=NOW, reason="Keliru."),
        lambda: record_conflict(
            Evaluator.objects.get(pk=evaluator.pk), entry=gresik, kind="instansi", by=admin, now=NOW
        ),
    ):
        with pytest.raises(Refused, match="sudah ditutup"):
            change()


def test_conflicts_are_looked_for_before_a_plan_is_computed(review: Review, gresik: Entry, admin: User) -> None:
    evaluators = [make_evaluator(review) for _n in range(3)]
    make_member(Role.AGENCY, gresik.proposal.agency, person=evaluators[0].person)
    plan = compute_plan(review, by=admin, now=NOW, progress=lambda _share, _text: None)
    assert plan.feasible
    assert conflicts_standing(review) == {(gresik.pk, evaluators[0].pk)}


def test_a_search_runs_in_the_background_and_by_itself(review: Review, gresik: Entry, admin: User, rival: User) -> None:
    evaluator = make_evaluator(review)
    make_member(Role.AGENCY, gresik.proposal.agency, person=evaluator.person)
    with pytest.raises(Denied):
        seek_conflicts(review, by=rival, now=NOW)
    asked = seek_conflicts(review, by=admin, now=NOW)
    with pytest.raises(Refused, match="sedang berjalan"):
        seek_conflicts(review, by=admin, now=NOW)
    report = search(Run(asked.pk, owner=admin), **asked.arguments)
    assert [row[1] for row in report.rows] == [1, 0, 0]
    assert not some_to_search()
    make_member(Role.AGENCY, gresik.proposal.agency, person=make_evaluator(review, since=timezone.now()).person)
    assert some_to_search()
    assert search_changed(Run(0)) == "1 benturan baru"
    assert not some_to_search()
