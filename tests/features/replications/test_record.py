"""Recording a replication that happened outside the platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.replications import NOW, make_case, make_paper, people, told
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.recording import Paper, Past, record
from tular.features.replications.actions.records import load_replications
from tular.features.replications.choices import CaseState, Kind, ReplicationState, WorkModel
from tular.features.replications.models import Case, Replication
from tular.features.replications.queries.steps import blocking
from tular.features.replications.queries.visibility import cases_visible_to
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")

RUNNING = Past(
    ReplicationState.RUNNING,
    began_on=date(2019, 5, 1),
    seen_on=date(2025, 12, 1),
    source_url="https://a.example/berita",
)


@pytest.fixture
def innovation() -> Innovation:
    return make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")


def test_what_ran_before_it_was_written_down_waits_at_no_gate_of_the_past(innovation: Innovation) -> None:
    case = record(
        agency("pemkab-gresik"), innovation=innovation, told=told(), past=RUNNING, by=people()["taker"], now=NOW
    )  # fmt: skip
    assert blocking(case, "pelaksanaan") == []
    assert blocking(case, "kesiapan") and blocking(case, "penutupan")


def test_what_runs_is_told_to_everybody_as_the_takers_word(innovation: Innovation) -> None:
    taker = people()["taker"]
    paper = Paper("PKS 2019", make_paper(taker))
    case = record(
        agency("pemkab-gresik"), innovation=innovation, told=told(), past=replace(RUNNING, papers=(paper,)), by=taker,
        now=NOW,
    )  # fmt: skip
    row = case.replication
    assert row is not None
    assert (case.recorded, case.state, case.files.get().title) == (True, CaseState.RUNNING, "PKS 2019")
    assert (row.state, row.year, row.seen_on) == (ReplicationState.RUNNING, 2019, date(2025, 12, 1))
    assert row.note.startswith("Menurut penerima")


@pytest.mark.parametrize(("past", "state", "public", "year"), [
    (Past(ReplicationState.PLANNED), CaseState.PREPARING, ReplicationState.PLANNED, None),
    (Past(ReplicationState.SIGNED, agreed_on=date(2020, 2, 1)), CaseState.AGREED, ReplicationState.SIGNED, 2020),
    (Past(ReplicationState.STOPPED, began_on=date(2018, 1, 1), ended_on=date(2020, 1, 1), stop_reason="anggaran",
          note="Anggarannya habis."), CaseState.STOPPED, ReplicationState.STOPPED, 2018),
])  # fmt: skip
def test_each_state_has_its_case(innovation: Innovation, past: Past, state: str, public: str, year: int | None) -> None:
    case = _record(innovation, replace(past, source_url="https://a.example/berita"))
    assert case.replication is not None
    assert (case.state, case.replication.state, case.replication.year) == (state, public, year)


@pytest.mark.parametrize(("past", "field"), [
    (Past(ReplicationState.PROVEN), "state"),
    (Past(ReplicationState.UNCLEAR), "state"),
    (replace(RUNNING, began_on=date(2030, 1, 1), seen_on=date(2030, 1, 1)), "began_on"),
    (replace(RUNNING, agreed_on=date(2019, 6, 1)), "began_on"),
    (replace(RUNNING, seen_on=date(2018, 1, 1)), "seen_on"),
    (replace(RUNNING, seen_on=None), "seen_on"),
    (replace(RUNNING, began_on=None), "began_on"),
    (replace(RUNNING, ended_on=date(2020, 1, 1)), "state"),
    (replace(RUNNING, source_url=""), "paper_1"),
    (replace(RUNNING, state=ReplicationState.PLANNED), "state"),
    (replace(RUNNING, state=ReplicationState.SIGNED), "agreed_on"),
    (replace(RUNNING, state=ReplicationState.STOPPED), "ended_on"),
    (replace(RUNNING, state=ReplicationState.STOPPED, ended_on=date(2018, 1, 1)), "ended_on"),
    (replace(RUNNING, state=ReplicationState.STOPPED, ended_on=date(2024, 1, 1)), "seen_on"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(innovation: Innovation, past: Past, field: str) -> None:
    with pytest.raises(Refused) as refused:
        _record(innovation, past)
    assert field in [reason.field for reason in refused.value.reasons]
    assert not Case.objects.exists()


def test_nobody_is_late_with_what_was_due_before_it_was_recorded(innovation: Innovation, client: Client) -> None:
    case = _record(innovation, RUNNING)
    client.force_login(people()["taker"])
    page = client.get(case.path).content.decode()
    assert "dicatat sesudah terjadi" in page
    assert "terlambat" not in page


def test_the_same_year_is_recorded_once(innovation: Innovation) -> None:
    first = _record(innovation, RUNNING)
    with pytest.raises(Refused, match=first.code):
        _record(innovation, RUNNING)
    again = replace(RUNNING, began_on=date(2024, 1, 1))
    assert _record(innovation, again).pk != first.pk


def test_a_case_that_runs_already_is_not_recorded_besides(innovation: Innovation) -> None:
    case = make_case(CaseState.RUNNING, innovation=innovation)
    assert case.began_on is not None
    with pytest.raises(Refused, match=case.code):
        record(
            agency("pemkab-gresik"), innovation=innovation, told=told(), by=people()["taker"],
            past=replace(RUNNING, began_on=case.began_on, seen_on=case.began_on), now=NOW.replace(year=2027),
        )  # fmt: skip


def test_of_ones_own_innovation_only_scaling_up_is_recorded(innovation: Innovation) -> None:
    owner = people()["owner"]
    with pytest.raises(Refused, match="perluasan"):
        record(innovation.agency, innovation=innovation, told=told(), past=RUNNING, by=owner, now=NOW)
    wider = told(kind=Kind.SCALING, model=WorkModel.ALONE)
    assert record(innovation.agency, innovation=innovation, told=wider, past=RUNNING, by=owner, now=NOW).recorded


def test_only_the_takers_people_record(innovation: Innovation) -> None:
    with pytest.raises(Denied):
        record(agency("pemkab-gresik"), innovation=innovation, told=told(), past=RUNNING, by=people()["owner"], now=NOW)


def test_the_owner_hears_of_it_and_sees_it_when_they_worked_together(innovation: Innovation) -> None:
    who = people()
    together = _record(innovation, RUNNING)
    alone = _record(innovation, replace(RUNNING, began_on=date(2021, 1, 1)), model=WorkModel.ALONE)
    seen = set(cases_visible_to(who["owner"]))
    assert together in seen
    assert alone not in seen
    paths = set(Notice.objects.filter(person=who["owner"], kind="replications.recorded").values_list("path", flat=True))
    assert paths == {together.path, f"/inovasi/{innovation.slug}#peniru"}
    assert {together, alone} <= set(cases_visible_to(who["hub"]))


class TestARowOfASource:
    """A shipped row that tells of the same replication is taken over, never doubled."""

    @pytest.fixture
    def row(self, catalogue: None) -> Replication:
        load_replications(now=NOW)
        rows = Replication.objects.filter(innovation__isnull=False, taker__isnull=False, year__isnull=False)
        return rows.order_by("code")[0]

    def test_is_taken_over_and_stays_with_the_case_when_sources_are_loaded_again(self, row: Replication) -> None:
        count = Replication.objects.count()
        case = self._take(row, row)
        load_replications(now=NOW)
        row.refresh_from_db()
        assert (case.replication, Replication.objects.count()) == (row, count)
        assert (row.state, row.replica_name) == (ReplicationState.RUNNING, "Posyandu Cepat Gresik")
        assert row.source_url

    def test_names_of_the_source_stay(self, row: Replication) -> None:
        before = (row.code, row.origin_title, row.taker_text)
        self._take(row, row)
        row.refresh_from_db()
        assert (row.code, row.origin_title, row.taker_text) == before

    def test_is_not_doubled_for_its_year(self, row: Replication) -> None:
        with pytest.raises(Refused, match="Pilih catatan itu"):
            self._take(row, None)

    def test_is_taken_over_once(self, row: Replication) -> None:
        self._take(row, row)
        with pytest.raises(Refused, match="tidak dapat diambil alih"):
            self._take(row, row)

    def test_is_never_touched_by_made_up_people(self, row: Replication) -> None:
        with pytest.raises(Refused, match="tidak dapat diambil alih"):
            self._take(row, row, is_demo=True)

    def _take(self, row: Replication, claims: Replication | None, *, is_demo: bool = False) -> Case:
        assert row.taker is not None
        assert row.innovation is not None
        assert row.year is not None
        person: User = make_member(Role.AGENCY, row.taker).person
        person.is_demo = is_demo
        began = date(row.year, 6, 1)
        past = replace(RUNNING, began_on=began, seen_on=began, source_url="", claims=claims)
        past = past if claims else replace(past, source_url="https://a.example/berita")
        return record(row.taker, innovation=row.innovation, told=told(), past=past, by=person, now=NOW)


def test_the_innovation_is_looked_for_first(client: Client, innovation: Innovation) -> None:
    client.force_login(people()["taker"])
    page = client.get("/replikasi/catat?cari=posyandu pintar").content.decode()
    assert f"/replikasi/catat?inovasi={innovation.slug}" in page
    assert "Tidak ada inovasi bernama begitu" in client.get("/replikasi/catat?cari=tiadaa").content.decode()


def test_the_form_keeps_what_was_typed_and_the_file_that_was_sent(client: Client, innovation: Innovation) -> None:
    client.force_login(people()["taker"])
    address = f"/replikasi/catat?inovasi={innovation.slug}"
    sent = _typed(client, address) | {"began_on": "2019-05-01", "seen_on": "2018-05-01"}
    page = client.post(address, sent | {"paper_1": SimpleUploadedFile("pks.pdf", PDF, "application/pdf")})
    assert page.status_code == 409
    assert "Posyandu Cepat" in page.content.decode()
    kept = page.context["form"].fields["paper_1"].ticket
    assert kept
    page = client.post(address, sent | {"seen_on": "2025-05-01", "paper_1-id": kept, "title_1": "PKS 2019"})
    case = Case.objects.get()
    assert page["Location"] == case.path
    assert case.files.get().title == "PKS 2019"


def test_who_has_no_agency_is_told_how_to_get_one(client: Client, innovation: Innovation) -> None:
    client.force_login(make_person())
    page = client.get(f"/replikasi/catat?inovasi={innovation.slug}").content.decode()
    assert "belum bekerja untuk sebuah instansi" in page


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _record(innovation: Innovation, past: Past, **fields: Any) -> Case:
    taker = people()["taker"]
    return record(agency("pemkab-gresik"), innovation=innovation, told=told(**fields), past=past, by=taker, now=NOW)


def _typed(client: Client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    return {
        "place": form.fields["place"].choices[0][0], "name": "Posyandu Cepat", "need": "Antrean 120 menit",
        "model": WorkModel.TOGETHER, "kind": Kind.ADAPTATION, "state": ReplicationState.RUNNING,
    }  # fmt: skip


def test_what_is_shipped_names_its_source_and_claims_no_proof() -> None:
    load_replications(now=NOW)
    shipped = Replication.objects.filter(is_demo=False)
    assert shipped.count() > 50
    assert not shipped.filter(source_url="").exists()
    assert not shipped.filter(state=ReplicationState.PROVEN).exists()
