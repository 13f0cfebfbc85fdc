"""What the machine finds in submissions, and what stays of it when people have decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories.checking import make_submitted, make_version
from tests.factories.competitions import NOW, full_content, make_competition, make_proposal
from tests.people import agency, make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import Competition, Staff
from tular.features.proposals.actions.doublets import decide_cluster, decide_doublet
from tular.features.proposals.actions.screening import begin_screening, screen_competition
from tular.features.proposals.choices import DoubletState, ReasonCode
from tular.features.proposals.jobs import screen
from tular.features.proposals.models import Doublet, Finding, Proposal, Screening
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.jobs.models import JobRun
from tular.foundation.jobs.run import Cancelled, Run

BOAT = (
    "Kader posyandu menimbang balita di atas perahu yang singgah di kampung tepi sungai setiap Senin pagi. "
    "Bidan memeriksa ibu hamil, mencatat tekanan darah, lalu mengirim hasilnya ke puskesmas lewat pesan singkat."
)
WASTE = (
    "Warga menukar botol plastik dengan tabungan yang dapat dipakai membayar pajak bumi dan bangunan tahun berjalan. "
    "Petugas kelurahan menimbang setoran, menulis buku, dan menjual plastik kepada pengepul resmi kota."
)
COPY, TITLE = ReasonCode.COPIED, ReasonCode.SAME_TITLE


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def secretary(contest: Competition) -> User:
    person = make_person("Sekretaris")
    Staff.objects.create(competition=contest, person=person, role=StaffRole.SECRETARIAT, by=person, since=NOW)
    return person


def submitted(contest: Competition, title: str, text: str, by: str = "pemkab-sidoarjo", **fields: Any) -> Proposal:
    content = full_content(contest)
    content["_umum"]["title"] = title
    content["ringkasan"] = {"ringkasan": text}
    return make_submitted(contest, agency(by), content=content, **fields)


def run(contest: Competition) -> None:
    screen_competition(contest, by=None, now=NOW, progress=lambda share, text: None)


def codes_of(proposal: Proposal) -> set[str]:
    return set(Finding.objects.filter(proposal=proposal).values_list("code", flat=True))


def test_rules_are_read_of_the_frozen_text_with_rule_and_sentence(contest: Competition) -> None:
    young = submitted(contest, "Posyandu Terapung", BOAT, started_on=date(2026, 1, 1))
    Proposal.objects.filter(pk=young.pk).update(content={})
    run(contest)
    found = Finding.objects.get(proposal=young, code=ReasonCode.UNDER_AGE)
    assert not found.needs_person and found.rule == "groups[1].min_age_months" and "bulan" in found.sentence
    assert ReasonCode.INCOMPLETE not in codes_of(young), "what was emptied since is not what was submitted"


def test_a_missing_file_is_incomplete_and_a_dot_is_careless(contest: Competition) -> None:
    dot = submitted(contest, "Posyandu Terapung", ".")
    bare = submitted(contest, "Bank Sampah Pajak", WASTE)
    bare.files.all().delete()
    make_version(bare)
    run(contest)
    careless = Finding.objects.get(proposal=dot, code=ReasonCode.CARELESS)
    assert careless.needs_person and careless.section == "ringkasan" and careless.sentence.startswith("Ringkasan")
    assert "belum dilampirkan" in Finding.objects.get(proposal=bare, code=ReasonCode.INCOMPLETE).sentence


def test_only_the_last_ones_of_an_agency_are_over_its_quota(contest: Competition) -> None:
    texts = (BOAT, WASTE, "Guru mengajar anak nelayan lewat lembar kerja yang dibawa melaut dan dinilai sepulangnya.")
    rows = [
        submitted(contest, f"Judul {name}", text, submitted_at=NOW + timedelta(hours=hour))
        for hour, (name, text) in enumerate(zip(("Perahu", "Plastik", "Lembar"), texts, strict=True))
    ]
    run(contest)
    assert [ReasonCode.OVER_QUOTA in codes_of(row) for row in rows] == [False, False, True]


def test_copies_are_found_here_in_other_competitions_and_in_the_catalogue(contest: Competition) -> None:
    elsewhere = make_competition(agency("pemprov-jawa-barat"))
    old = submitted(elsewhere, "Timbang di Sungai", BOAT, "pemkab-sumedang")
    record = Innovation.objects.create(
        code="uji-1", slug="uji-1", title="Tabungan Plastik", agency=agency("pemkab-gresik"), solution=WASTE
    )
    boat = submitted(contest, "Posyandu Terapung Baru", BOAT)
    again = submitted(contest, "Layanan Balita Keliling", BOAT, "pemkab-gresik")
    waste = submitted(contest, "Botol Bayar Pajak", WASTE)
    make_proposal(elsewhere, agency("pemkab-gresik"), content=boat.content)
    run(contest)
    pairs = {(row.proposal_id, row.other_id, row.record_id) for row in Doublet.objects.all()}
    assert pairs == {
        (boat.pk, again.pk, None), (boat.pk, old.pk, None), (again.pk, old.pk, None), (waste.pk, None, record.pk)
    }  # fmt: skip
    assert COPY in codes_of(boat) and COPY in codes_of(again) and COPY in codes_of(waste)
    assert not codes_of(old), "another competition is screened by its own people"
    clusters = {row.cluster for row in Doublet.objects.filter(proposal__in=[boat, again])}
    assert len(clusters) == 1 and Doublet.objects.get(proposal=waste).cluster not in clusters
    row = Screening.objects.get()
    assert (row.proposals, row.compared_with) == (3, 1 + Innovation.objects.count())


def test_its_own_record_and_the_proposal_it_was_promoted_from_are_no_doublets(contest: Competition) -> None:
    record = Innovation.objects.create(
        code="uji-2", slug="uji-2", title="Posyandu Terapung Uji", agency=agency("pemkab-sidoarjo"), solution=BOAT
    )
    before = submitted(make_competition(agency("pemkab-gresik")), "Posyandu Terapung Uji", BOAT)
    submitted(contest, "Posyandu Terapung Uji", BOAT, innovation=record, promoted_from=before)
    run(contest)
    assert not Doublet.objects.exists()


def test_a_record_is_known_by_each_of_its_titles(contest: Competition) -> None:
    record = Innovation.objects.create(
        code="uji-3", slug="uji-3", title="Nama Sekarang", agency=agency("pemkab-gresik")
    )
    record.sources.create(
        source="kipp", source_id="x", payload={"title": "Sekolah Pelaut Cilik"}, payload_hash="0" * 64, imported_at=NOW
    )
    here = submitted(contest, "Sekolah Pelaut Cilik 2026", BOAT)
    run(contest)
    assert Doublet.objects.get(proposal=here).record == record and TITLE in codes_of(here)


def test_a_second_run_finds_the_same_and_keeps_what_people_said(contest: Competition, secretary: User) -> None:
    first = submitted(contest, "Posyandu Terapung", BOAT)
    second = submitted(contest, "Layanan Balita Keliling", BOAT, "pemkab-gresik")
    third = submitted(contest, "Kapal Imunisasi", BOAT, "pemkab-sumedang")
    run(contest)
    before = list(Finding.objects.order_by("proposal", "code").values_list("proposal", "code", "sentence"))
    run(contest)
    assert before == list(Finding.objects.order_by("proposal", "code").values_list("proposal", "code", "sentence"))
    assert Doublet.objects.count() == 3
    pair = Doublet.objects.get(proposal=first, other=second)
    decide_doublet(pair, by=secretary, now=NOW, state=DoubletState.DIFFERENT, note="Kampung lain.")
    Proposal.objects.filter(pk=third.pk).update(state="ditarik", state_reason="Batal")
    run(contest)
    kept = Doublet.objects.get()
    assert (kept.state, kept.by, kept.note) == (DoubletState.DIFFERENT, secretary, "Kampung lain.")
    assert COPY not in codes_of(first) | codes_of(second)


def test_a_flag_goes_with_the_last_pair_and_comes_back_with_it(contest: Competition, secretary: User) -> None:
    first = submitted(contest, "Posyandu Terapung", BOAT)
    second = submitted(contest, "Layanan Balita Keliling", BOAT, "pemkab-gresik")
    run(contest)
    pair = Doublet.objects.get()
    decide_doublet(pair, by=secretary, now=NOW, state=DoubletState.DIFFERENT)
    assert COPY not in codes_of(first) | codes_of(second)
    decide_doublet(pair, by=secretary, now=NOW, state=DoubletState.SAME)
    assert COPY in codes_of(first) & codes_of(second)


def test_a_whole_group_is_decided_at_once_but_not_what_was_decided_before(
    contest: Competition, secretary: User
) -> None:
    rows = [
        submitted(contest, f"Perahu {name}", BOAT, by)
        for name, by in (("Sehat", "pemkab-sidoarjo"), ("Gizi", "pemkab-gresik"), ("Imunisasi", "pemkab-sumedang"))
    ]
    run(contest)
    different = Doublet.objects.get(proposal=rows[0], other=rows[1])
    decide_doublet(different, by=secretary, now=NOW, state=DoubletState.DIFFERENT)
    decide_cluster(contest, by=secretary, now=NOW, cluster=different.cluster, state=DoubletState.SAME)
    states = sorted(Doublet.objects.values_list("state", flat=True))
    assert states == [DoubletState.DIFFERENT, DoubletState.SAME, DoubletState.SAME]
    with pytest.raises(Refused):
        decide_cluster(contest, by=secretary, now=NOW, cluster=different.cluster, state=DoubletState.SAME)


def test_only_the_secretariat_starts_it_and_one_at_a_time(contest: Competition, secretary: User, admin: User) -> None:
    with pytest.raises(Refused):
        begin_screening(contest, by=secretary, now=NOW)
    submitted(contest, "Posyandu Terapung", BOAT)
    with pytest.raises(Denied):
        begin_screening(contest, by=admin, now=NOW)
    begun = begin_screening(contest, by=secretary, now=NOW)
    assert JobRun.objects.get(name="proposals.screen").pk == begun.pk
    with pytest.raises(Refused):
        begin_screening(contest, by=secretary, now=NOW)


def test_the_job_reports_and_can_be_cancelled(contest: Competition, secretary: User) -> None:
    submitted(contest, "Posyandu Terapung", BOAT)
    submitted(contest, "Layanan Balita Keliling", BOAT, "pemkab-gresik")
    report = screen(Run(1, secretary), competition=contest.pk)
    assert [row[1] for row in report.rows] == [2, Innovation.objects.count(), 2, 1, 1]
    Screening.objects.all().delete()
    with pytest.raises(Cancelled):
        screen(Run(1, secretary, cancelled=True), competition=contest.pk)
    assert not Screening.objects.exists()
