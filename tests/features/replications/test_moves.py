"""The way of a case: who moves it, what stands in its way, and what everybody is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories.replications import NOW, make_case, people, ready, told
from tests.people import agency
from tular.features.catalogue.choices import StopReason
from tular.features.replications.actions.requesting import accept, ask, choose_again, refuse, return_interest, verify
from tular.features.replications.actions.starting import describe, start
from tular.features.replications.actions.stepping import Decided, begin, decide, finish_step, go_back
from tular.features.replications.actions.stopping import cancel, pause, resume, revive, stop
from tular.features.replications.choices import CaseState, Kind, Outcome, ReplicationState, WorkModel
from tular.features.replications.models import Replication
from tular.features.replications.queries.visibility import cases_visible_to, sides_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_case_goes_from_need_to_proof_and_everybody_may_know_it() -> None:
    case = make_case(CaseState.DONE)
    row = case.replication
    assert row is not None
    assert (case.state, row.state, row.proven_months) == (CaseState.DONE, ReplicationState.PROVEN, 6)
    assert (row.taker, row.origin_agency, row.code) == (agency("pemkab-gresik"), agency("pemkab-sidoarjo"), case.code)


@pytest.mark.parametrize("state", [CaseState.PREPARING, CaseState.ASKED, CaseState.VERIFIED])
def test_before_the_owner_agrees_nobody_else_knows(state: CaseState) -> None:
    assert make_case(state).replication is None
    assert not Replication.objects.filter(code__startswith="R-").exists()


def test_states_stay_apart_on_the_way() -> None:
    wanted = {
        CaseState.AGREEING: ReplicationState.PLANNED,
        CaseState.AGREED: ReplicationState.SIGNED,
        CaseState.RUNNING: ReplicationState.RUNNING,
        CaseState.CLOSING: ReplicationState.RUNNING,
    }
    for state, public in wanted.items():
        case = make_case(state)
        assert case.replication is not None
        assert case.replication.state == public
        case.state, case.state_reason, case.stop_reason = CaseState.CANCELLED, "lagi", ""
        case.save()


def test_who_works_alone_skips_owner_and_agreement_and_is_confirmed_by_the_hub() -> None:
    case = make_case(CaseState.DONE, model=WorkModel.ALONE)
    assert case.owner_told_at is None
    assert case.replication is not None
    assert case.replication.state == ReplicationState.PROVEN


def test_interest_is_not_sent_without_decision_and_baseline() -> None:
    who, case = people(), make_case()
    with pytest.raises(Refused) as refused:
        ask(case, by=who["taker"], now=NOW)
    assert len(refused.value.reasons) == 2
    ready(case, who["taker"], NOW)
    assert ask(case, by=who["taker"], now=NOW).state == CaseState.ASKED


def test_who_works_alone_asks_nobody() -> None:
    who, case = people(), make_case(model=WorkModel.ALONE)
    ready(case, who["taker"], NOW)
    with pytest.raises(Refused, match="mandiri"):
        ask(case, by=who["taker"], now=NOW)


def test_each_side_sees_the_case_from_its_own_moment() -> None:
    who, case = people(), make_case()
    seen = {name: cases_visible_to(person).filter(pk=case.pk).exists() for name, person in who.items()}
    assert seen == {"taker": True, "owner": False, "hub": False}
    ready(case, who["taker"], NOW)
    case = ask(case, by=who["taker"], now=NOW)
    seen = {name: cases_visible_to(person).filter(pk=case.pk).exists() for name, person in who.items()}
    assert seen == {"taker": True, "owner": False, "hub": True}
    case = verify(case, by=who["hub"], now=NOW)
    assert all(cases_visible_to(person).filter(pk=case.pk).exists() for person in who.values())


def test_strangers_see_nothing(outsider: object, member: object, pembina: object) -> None:
    case = make_case(CaseState.VERIFIED)
    assert not cases_visible_to(outsider).exists()
    assert not cases_visible_to(member).exists()
    assert cases_visible_to(pembina).filter(pk=case.pk).exists()
    assert not cases_visible_to(None).exists()


def test_only_the_owner_answers_and_only_the_hub_checks() -> None:
    who, case = people(), make_case(CaseState.ASKED)
    for person in (who["taker"], who["owner"]):
        with pytest.raises(Denied):
            verify(case, by=person, now=NOW)
    case = verify(case, by=who["hub"], now=NOW)
    for person in (who["taker"], who["hub"]):
        with pytest.raises(Denied):
            accept(case, by=person, now=NOW)
    assert accept(case, by=who["owner"], now=NOW).answered_at == NOW


def test_a_refusal_says_why_and_the_taker_may_go_another_way() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    with pytest.raises(Refused, match="alasan"):
        refuse(case, by=who["owner"], now=NOW, reason=" ")
    case = refuse(case, by=who["owner"], now=NOW, reason="Tim kami habis.")
    case = choose_again(case, by=who["taker"], now=NOW)
    case = describe(case, told=told(model=WorkModel.ALONE), by=who["taker"], now=NOW)
    assert begin(case, on=date(2026, 3, 1), by=who["taker"], now=NOW).state == CaseState.RUNNING


def test_interest_that_was_returned_is_sent_again_and_keeps_its_first_day() -> None:
    who, case = people(), make_case(CaseState.ASKED)
    first = case.asked_at
    case = return_interest(case, by=who["hub"], now=NOW, reason="Data awal tidak jelas.")
    again = ask(case, by=who["taker"], now=NOW + timedelta(days=9))
    assert (again.asked_at, again.state) == (first, CaseState.ASKED)


def test_the_way_of_working_is_fixed_once_the_owner_was_asked() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    with pytest.raises(Refused, match="model ini"):
        describe(case, told=told(model=WorkModel.ALONE), by=who["taker"], now=NOW)


def test_an_owner_extends_its_own_innovation_alone(sidoarjo: object) -> None:
    who = people()
    with pytest.raises(Refused, match="perluasan"):
        make_case(taker=agency("pemkab-sidoarjo"), by=who["owner"])
    case = make_case(taker=agency("pemkab-sidoarjo"), by=who["owner"], kind=Kind.SCALING, model=WorkModel.ALONE)
    assert case.owner == case.taker


def test_the_same_agency_does_not_begin_the_same_twice_at_once() -> None:
    who, case = people(), make_case()
    with pytest.raises(Refused, match=case.code):
        start(case.taker, innovation=case.innovation, told=told(), by=who["taker"], now=NOW)


def test_a_withdrawn_innovation_is_not_begun() -> None:
    who, case = people(), make_case()
    case.innovation.state, case.innovation.state_reason = "ditarik", "Sudah tidak ada"
    case.innovation.save()
    with pytest.raises(Refused, match="ditarik"):
        start(agency("pemkab-gresik"), innovation=case.innovation, told=told(), by=who["taker"], now=NOW)


def test_no_step_is_finished_behind_a_gate_and_going_back_opens_it_again() -> None:
    who, case = people(), make_case(model=WorkModel.ALONE)
    with pytest.raises(Refused, match="Gerbang"):
        finish_step(case, step="belajar", by=who["taker"], now=NOW)
    with pytest.raises(Refused, match="keputusan"):
        finish_step(case, step="kesiapan", by=who["taker"], now=NOW)
    with pytest.raises(Refused, match="tidak ada dalam"):
        finish_step(case, step="kesepakatan", by=who["taker"], now=NOW)
    ready(case, who["taker"], NOW)
    for step in ("kebutuhan", "cari", "kesiapan", "belajar"):
        case = finish_step(case, step=step, by=who["taker"], now=NOW)
    assert case.step == "adaptasi"
    case = go_back(case, step="cari", by=who["taker"], now=NOW, reason="Ada calon lain.")
    assert case.step == "cari"
    assert case.steps_done.filter(undone_at__isnull=True).count() == 3


def test_the_last_decision_counts() -> None:
    who, case = people(), make_case(model=WorkModel.ALONE)
    ready(case, who["taker"], NOW)
    told_now = Decided(Outcome.PREPARE, "Kepala Dinas", NOW.date())
    decide(case, told=told_now, by=who["taker"], now=NOW + timedelta(hours=1), reason="Anggaran belum ada.")
    with pytest.raises(Refused, match="bukan untuk lanjut"):
        begin(case, on=date(2026, 3, 1), by=who["taker"], now=NOW)


def test_a_pause_stops_the_clock() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    due = case.due_at
    assert due is not None
    case = pause(case, by=who["taker"], now=NOW, reason="Pemilihan kepala daerah.")
    case = resume(case, by=who["taker"], now=NOW + timedelta(days=10))
    assert case.due_at == due + timedelta(days=10)


def test_stopping_needs_a_coded_reason_and_a_day_after_the_beginning() -> None:
    who, case = people(), make_case(CaseState.RUNNING)
    now = NOW + timedelta(days=100)
    with pytest.raises(Refused, match="Pilih alasannya"):
        stop(case, code="", on=now.date(), by=who["taker"], now=now, reason="Dana habis.")
    with pytest.raises(Refused, match="sebelum mulai dijalankan \\(10 Maret 2026\\)"):
        stop(case, code=StopReason.BUDGET, on=date(2026, 1, 1), by=who["taker"], now=now, reason="Dana habis.")
    case = stop(case, code=StopReason.BUDGET, on=now.date(), by=who["taker"], now=now, reason="Dana habis.")
    assert case.replication is not None
    assert (case.replication.state, case.replication.stop_reason) == (ReplicationState.STOPPED, StopReason.BUDGET)
    case = revive(case, by=who["taker"], now=now, reason="Dana perubahan turun.")
    assert case.replication is not None
    assert (case.replication.state, case.replication.ended_on) == (ReplicationState.RUNNING, None)


def test_the_day_is_that_of_the_site_also_before_seven_in_the_morning() -> None:
    who, case = people(), make_case(CaseState.RUNNING)
    early = datetime(2026, 6, 9, 22, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="belum tiba"):
        stop(case, code=StopReason.BUDGET, on=date(2026, 6, 11), by=who["taker"], now=early, reason="Dana habis.")
    case = stop(case, code=StopReason.BUDGET, on=date(2026, 6, 10), by=who["taker"], now=early, reason="Dana habis.")
    assert case.ended_on == date(2026, 6, 10)


def test_nobody_wishes_to_begin_on_a_day_that_is_over() -> None:
    case, who = make_case(wished_start=date(2026, 3, 10)), people()["taker"]
    with pytest.raises(Refused, match="sudah lewat") as refused:
        describe(case, told=told(wished_start=date(2020, 3, 10)), by=who, now=NOW)
    assert [one.field for one in refused.value.reasons] == ["wished_start"]
    # What was wished in time stays when something else is corrected later.
    later = NOW + timedelta(days=60)
    changed = describe(case, told=told(wished_start=date(2026, 3, 10), name="Nama lain"), by=who, now=later)
    assert (changed.name, changed.wished_start) == ("Nama lain", date(2026, 3, 10))


def test_what_was_cancelled_before_anybody_knew_stays_unknown() -> None:
    who, case = people(), make_case(CaseState.ASKED)
    case = cancel(case, by=who["taker"], now=NOW, reason="Ganti prioritas.")
    assert case.replication is None


def test_a_measurement_without_improvement_proves_nothing() -> None:
    who, case = people(), make_case(CaseState.CLOSING)
    value = case.indicators.get().measurements.get()
    value.value = value.events = 40
    value.save()
    from tular.features.replications.actions.closing import confirm_closing  # noqa: PLC0415

    case = confirm_closing(case, by=who["owner"], now=NOW + timedelta(days=300))
    assert case.replication is not None
    assert case.replication.state == ReplicationState.RUNNING


def test_nobody_is_both_sides_but_who_belongs_to_both(unit: object) -> None:
    who, case = people(), make_case(CaseState.RUNNING)
    assert {name: set(sides_of(person, case)) for name, person in who.items()} == {
        "taker": {"penerima"}, "owner": {"asal"}, "hub": {"pembina"},
    }  # fmt: skip


def test_moves_through_a_gate_finish_it_and_take_the_work_along() -> None:
    wanted = {
        CaseState.ASKED: ("kesepakatan", {"kesiapan"}),
        CaseState.AGREED: ("belajar", {"kesiapan", "kesepakatan"}),
        CaseState.RUNNING: ("pelaksanaan", {"kesiapan", "kesepakatan"}),
        CaseState.DONE: ("penutupan", {"kesiapan", "kesepakatan", "penutupan"}),
    }
    for number, (state, expected) in enumerate(wanted.items()):
        case = make_case(state, taker=agency(("pemkab-gresik", "pemkab-sumedang", "pemkab-klungkung",
                                              "pemkab-buleleng")[number]))  # fmt: skip
        done = set(case.steps_done.filter(undone_at__isnull=True).values_list("step", flat=True))
        assert (case.step, done) == expected


def test_finishing_an_early_step_late_does_not_take_the_work_back() -> None:
    who, case = people(), make_case(CaseState.RUNNING)
    case = finish_step(case, step="kebutuhan", by=who["taker"], now=NOW)
    assert case.step == "pelaksanaan"
    case = finish_step(case, step="pelaksanaan", by=who["taker"], now=NOW)
    assert case.step == "penutupan"
