"""Choosing who is verified, and planning visits: clashes, notices, what is hidden before it is announced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.competitions import NOW
from tests.factories.visits import STAGE, make_choice, make_finalist, make_visit
from tests.features.visits.conftest import World
from tests.people import make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.judging.models import Conflict
from tular.features.proposals.choices import ProposalState
from tular.features.visits.actions import choosing, planning, staffing
from tular.features.visits.actions.planning import Plan
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Visit, VisitChoice
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice

TOMORROW = NOW + timedelta(days=1)


def plan_of(world: World, **fields: Any) -> Plan:
    told: dict[str, Any] = {
        "mode": "langsung", "starts_at": NOW + timedelta(days=2), "ends_at": NOW + timedelta(days=2, hours=3),
        "zone": "Asia/Jakarta", "team": [world.lead, world.second], "lead": world.lead, "place": "Puskesmas Contoh",
    }  # fmt: skip
    return Plan(**told | fields)


@pytest.fixture
def another(world: World, sidoarjo: Agency) -> VisitChoice:
    return make_choice(make_finalist(world.competition, sidoarjo, "Loket malam"), world.organiser)


def test_choosing_keeps_the_reason_of_each_and_passes_over_who_is_chosen(world: World, sidoarjo: Agency) -> None:
    more = [make_finalist(world.competition, sidoarjo, f"Inovasi {n}").pk for n in range(2)]
    choosing.choose(
        world.competition, stage=STAGE, proposals=[world.proposal.pk, *more], by=world.organiser, now=NOW,
        reason="Klaim besar.",
    )  # fmt: skip
    rows = VisitChoice.objects.filter(proposal__in=more)
    assert [(one.reason, one.by) for one in rows] == [("Klaim besar.", world.organiser)] * 2
    assert VisitChoice.objects.filter(proposal=world.proposal).count() == 1
    told = AuditEntry.objects.filter(action="visits.choose_one")
    assert [one.reason for one in told] == ["Klaim besar."] * 2


@pytest.mark.parametrize(("reason", "said"), [("", "Tulis mengapa"), ("x" * 2001, "2.000")])
def test_choosing_needs_a_reason(world: World, reason: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        choosing.choose(
            world.competition, stage=STAGE, proposals=[world.proposal.pk], by=world.organiser, now=NOW, reason=reason
        )


def test_what_does_not_go_into_the_stage_is_not_chosen(world: World, sidoarjo: Agency) -> None:
    draft = make_finalist(world.competition, sidoarjo, "Draf")
    draft.state = ProposalState.DRAFT
    draft.save()
    with pytest.raises(Refused, match="tidak masuk tahap ini"):
        choosing.choose(
            world.competition, stage=STAGE, proposals=[draft.pk], by=world.organiser, now=NOW, reason="Klaim."
        )
    with pytest.raises(Refused, match="bukan verifikasi"):
        choosing.choose(
            world.competition, stage="proposal", proposals=[draft.pk], by=world.organiser, now=NOW, reason="Klaim."
        )


def test_a_choice_is_taken_back_once_no_visit_stands(world: World) -> None:
    with pytest.raises(Refused, match="Batalkan kunjungannya dulu"):
        choosing.undo_choice(world.choice, by=world.organiser, now=NOW, reason="Keliru.")
    planning.cancel(world.visit, by=world.organiser, now=NOW, reason="Banjir.")
    undone = choosing.undo_choice(world.choice, by=world.organiser, now=NOW, reason="Keliru.")
    assert (undone.undone_by, undone.undone_reason) == (world.organiser, "Keliru.")


def test_the_team_hears_of_a_plan_and_the_agency_of_its_announcement(
    world: World, another: VisitChoice, admin: User, upp: User
) -> None:
    visit = planning.plan(another, told=plan_of(world), by=world.organiser, now=NOW)
    assert set(Notice.objects.filter(kind="visits.assigned").values_list("person__name", flat=True)) == {
        "Ketua Panel", "Anggota Panel",
    }  # fmt: skip
    page = f"/proposal/{another.proposal.code}/verifikasi"
    assert signed_in(admin).get(page).status_code == 404
    planning.announce(visit, by=world.organiser, now=NOW)
    assert admin.pk in Notice.objects.filter(kind="visits.announced").values_list("person", flat=True)
    shown = signed_in(admin).get(page)
    assert "Puskesmas Contoh" in shown.content.decode() and "tidak menjanjikan" in shown.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_at": NOW - timedelta(hours=1)}, "day"),
        ({"ends_at": NOW + timedelta(days=2)}, "until"),
        ({"place": ""}, "place"),
        ({"mode": "daring", "place": ""}, "link"),
        ({"team": []}, "team"),
        ({"lead": None}, "lead"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    world: World, another: VisitChoice, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        planning.plan(another, told=plan_of(world, **fields), by=world.organiser, now=NOW)
    assert refused.value.reasons[0].field == field


def test_nobody_is_in_two_visits_at_once(world: World, another: VisitChoice) -> None:
    told = plan_of(world, starts_at=TOMORROW + timedelta(hours=1), ends_at=TOMORROW + timedelta(hours=4))
    with pytest.raises(Refused) as refused:
        planning.plan(another, told=told, by=world.organiser, now=NOW)
    assert len(refused.value.reasons) == 2 and "sedang di kunjungan lain" in str(refused.value)
    later = plan_of(world, starts_at=TOMORROW + timedelta(hours=2), ends_at=TOMORROW + timedelta(hours=4))
    assert planning.plan(another, told=later, by=world.organiser, now=NOW).state == VisitState.PLANNED


def test_nobody_visits_on_a_day_off(world: World, another: VisitChoice) -> None:
    staffing.set_days_off(world.second, days_off=[(NOW + timedelta(days=2)).date()], by=world.organiser, now=NOW)
    world.second.refresh_from_db()
    with pytest.raises(Refused, match="libur pada"):
        planning.plan(another, told=plan_of(world), by=world.organiser, now=NOW)


def test_nobody_visits_where_judging_knows_a_conflict(world: World) -> None:
    evaluator = world.evaluator
    verifier = staffing.appoint(
        world.competition, stage=STAGE, email=evaluator.person.email, by=world.organiser, now=NOW
    )
    Conflict.objects.create(
        evaluator=evaluator, entry=world.entry, kind="keluarga", source="penilai", doubtful=True, at=NOW
    )
    told = plan_of(world, team=[world.lead, verifier])
    with pytest.raises(Refused, match="benturan kepentingan di penilaian: keluarga"):
        planning.change(world.visit, told=told, by=world.organiser, now=NOW, reason="Ganti tim.")


def test_nobody_visits_their_own_agency(world: World, sidoarjo: Agency) -> None:
    person = make_person("Orang Dalam")
    make_member(Role.AGENCY, sidoarjo, person=person)
    verifier = staffing.appoint(world.competition, stage=STAGE, email=person.email, by=world.organiser, now=NOW)
    with pytest.raises(Refused, match="bekerja di instansi pengusul"):
        planning.change(
            world.visit, told=plan_of(world, team=[verifier], lead=verifier), by=world.organiser, now=NOW, reason="Tim."
        )


def test_who_runs_the_competition_does_not_verify(world: World) -> None:
    with pytest.raises(Refused, match="bekerja untuk penyelenggara"):
        staffing.appoint(world.competition, stage=STAGE, email=world.organiser.email, by=world.organiser, now=NOW)


def test_a_change_after_the_announcement_says_why_and_is_told(world: World, admin: User) -> None:
    with pytest.raises(Refused, match="Tulis mengapa"):
        planning.change(world.visit, told=plan_of(world), by=world.organiser, now=NOW)
    told = plan_of(world, team=[world.lead, world.third])
    visit = planning.change(world.visit, told=told, by=world.organiser, now=NOW, reason="Jalan putus.")
    assert (visit.revision, visit.change_reason) == (1, "Jalan putus.")
    kinds = {(one.kind, one.person.name) for one in Notice.objects.select_related("person")}
    assert {
        ("visits.assigned", "Panel Lain"), ("visits.taken_off", "Anggota Panel"), ("visits.changed", "Ketua Panel"),
        ("visits.changed", admin.name),
    } <= kinds  # fmt: skip
    assert signed_in(world.second.person).get(f"/verifikasi/{visit.pk}").status_code == 404


def test_a_cancelled_visit_stays_and_another_one_may_follow(world: World, admin: User) -> None:
    planning.cancel(world.visit, by=world.organiser, now=TOMORROW + timedelta(hours=1), reason="Jalan putus.")
    assert "Jalan putus." in signed_in(admin).get(f"/proposal/{world.proposal.code}/verifikasi").content.decode()
    again = planning.plan(world.choice, told=plan_of(world), by=world.organiser, now=NOW)
    assert Visit.objects.filter(choice=world.choice).count() == 2 and again.state == VisitState.PLANNED


def test_what_fell_out_of_the_list_is_marked_and_not_announced(world: World, another: VisitChoice) -> None:
    visit = planning.plan(another, told=plan_of(world), by=world.organiser, now=NOW)
    another.proposal.state = ProposalState.DRAFT
    another.proposal.save()
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        planning.announce(visit, by=world.organiser, now=NOW)
    page = signed_in(world.organiser).get(f"/kompetisi/{world.competition.slug}/verifikasi/{STAGE}")
    assert "keluar dari daftar" in page.content.decode()


def test_a_verifier_who_leaves_leaves_open_teams_and_not_finished_ones(world: World, sidoarjo: Agency) -> None:
    done = make_visit(
        make_choice(make_finalist(world.competition, sidoarjo, "Selesai"), world.organiser), [world.lead],
        state=VisitState.DONE, starts=NOW - timedelta(days=3),
    )  # fmt: skip
    staffing.release_verifier(world.lead, by=world.organiser, now=NOW, reason="Sakit.")
    assert world.visit.members.filter(left_at__isnull=True).get().verifier == world.second
    assert done.members.get().left_at is None
    with pytest.raises(Refused, match="ketua"):
        planning.announce(make_planned(world, sidoarjo), by=world.organiser, now=NOW)


def make_planned(world: World, sidoarjo: Agency) -> Visit:
    choice = make_choice(make_finalist(world.competition, sidoarjo, "Tanpa ketua"), world.organiser)
    visit = make_visit(choice, [world.third], state=VisitState.PLANNED, starts=NOW + timedelta(days=4))
    visit.members.update(lead=False)
    return visit


def test_stepping_aside_tells_the_organiser_and_bars_from_this_proposal(world: World) -> None:
    member = world.visit.members.get(verifier=world.second)
    with pytest.raises(Refused, match="Tulis mengapa"):
        staffing.step_aside(member, by=world.second.person, now=NOW)
    staffing.step_aside(member, by=world.second.person, now=NOW, reason="Sepupu kepala dinas.")
    assert Notice.objects.get(kind="visits.stepped_aside").person == world.organiser
    with pytest.raises(Refused, match="menyatakan sendiri"):
        planning.change(world.visit, told=plan_of(world), by=world.organiser, now=NOW, reason="Tim.")


def test_the_database_holds_one_standing_visit_one_lead_and_a_place(world: World) -> None:
    def fails(change: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    fails(lambda: make_visit(world.choice, []))
    fails(lambda: world.visit.members.update(lead=True))
    fails(lambda: Visit.objects.update(place=""))
    fails(lambda: Visit.objects.update(longitude=None))
    fails(lambda: Visit.objects.update(state=VisitState.CANCELLED))


def test_only_who_runs_the_competition_plans(world: World, admin: User, rival: User) -> None:
    for person in (admin, rival, world.lead.person, world.evaluator.person):
        with pytest.raises(Denied):
            planning.cancel(world.visit, by=person, now=NOW, reason="Tidak mau.")


def test_pages_are_shown_to_those_whom_they_concern(world: World, admin: User, rival: User, upp: User) -> None:
    base = f"/kompetisi/{world.competition.slug}/verifikasi/{STAGE}"
    one = f"{base}/kunjungan/{world.visit.pk}"
    organiser = [base, f"{base}.csv", f"{base}.ics", f"{base}/pilih", f"{base}/tim", f"{base}/tim/angkat", one,
                 f"{one}/ubah"]  # fmt: skip
    team = ["/verifikasi", "/verifikasi.ics", f"/verifikasi/{world.visit.pk}", f"/verifikasi/{world.visit.pk}/isi",
            f"/verifikasi/luring.json?kunjungan={world.visit.pk}"]  # fmt: skip
    own = [f"/proposal/{world.proposal.code}/verifikasi"]
    seen = {
        world.organiser: organiser, world.lead.person: team, world.second.person: team, admin: own, upp: own,
        rival: [], world.evaluator.person: [],
    }  # fmt: skip
    for person, allowed in seen.items():
        client = signed_in(person)
        for path in (*organiser, *team, *own):
            status = client.get(path).status_code
            assert status == (200 if path in allowed else 404), (person.name, path)
    for path in (*organiser, *team, *own):
        assert Client().get(path).status_code in (302, 404), path


def test_lists_take_the_same_queries_however_long(
    world: World, sidoarjo: Agency, django_assert_max_num_queries: Any
) -> None:
    base = f"/kompetisi/{world.competition.slug}/verifikasi/{STAGE}"
    client = signed_in(world.organiser)

    def queries(path: str) -> int:
        with django_assert_max_num_queries(60) as counted:
            client.get(path)
        return len(counted)

    paths = [base, f"{base}/pilih", f"{base}/tim"]
    before = [queries(path) for path in paths]
    for n in range(4):
        choice = make_choice(make_finalist(world.competition, sidoarjo, f"Inovasi {n}"), world.organiser)
        make_visit(choice, [world.lead, world.third], starts=NOW + timedelta(days=3 + n))
    assert [queries(path) for path in paths] == before


def test_filters_narrow_list_and_table(world: World, another: VisitChoice) -> None:
    base = f"/kompetisi/{world.competition.slug}/verifikasi/{STAGE}"
    client = signed_in(world.organiser)
    for query in ("keadaan=belum-direncanakan", "cari=malam"):
        page = client.get(f"{base}?{query}").content.decode()
        table = client.get(f"{base}.csv?{query}").content.decode()
        assert "Loket malam" in page and "Loket malam" in table and "Antar obat" not in table
    assert "Antar obat" in client.get(f"{base}.csv?verifikator=Ketua+Panel").content.decode()


def test_the_form_of_a_plan_reads_zone_and_coordinates_and_keeps_what_was_typed(
    world: World, another: VisitChoice
) -> None:
    page = f"/kompetisi/{world.competition.slug}/verifikasi/{STAGE}/pilihan/{another.pk}"
    client = signed_in(world.organiser)
    sent = {
        "mode": "langsung", "day": "2099-03-07", "begins": "09:00", "until": "11:30", "zone": "Asia/Makassar",
        "place": "Pulau Contoh", "coordinates": "-7,44716; 112,71833", "team": [world.lead.pk, world.second.pk],
        "lead": world.lead.pk,
    }  # fmt: skip
    wrong = client.post(page, sent | {"coordinates": "di sana"})
    assert wrong.status_code == 409 and "Pulau Contoh" in wrong.content.decode()
    assert client.post(page, sent).status_code == 302
    visit = Visit.objects.get(choice=another)
    assert visit.starts_at.isoformat() == "2099-03-07T01:00:00+00:00"
    assert (str(visit.latitude), str(visit.longitude)) == ("-7.44716", "112.71833")


def test_calendars_follow_changes(world: World) -> None:
    told = signed_in(world.lead.person).get("/verifikasi.ics").content.decode()
    assert f"UID:kunjungan-{world.visit.pk}@tular" in told and "STATUS:CONFIRMED" in told and "SEQUENCE:0" in told
    planning.cancel(world.visit, by=world.organiser, now=NOW, reason="Banjir.")
    told = signed_in(world.lead.person).get("/verifikasi.ics").content.decode()
    assert "STATUS:CANCELLED" in told and "SEQUENCE:1" in told
