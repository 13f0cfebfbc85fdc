"""How an innovation spread: tree, map and table for everybody; counters in which nothing is added up."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.replications import make_case
from tests.people import agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.replications.choices import CaseState, ReplicationState
from tular.features.replications.models import Replication
from tular.features.replications.queries.counters import Per, counters
from tular.features.replications.queries.tree import lineage_page

pytestmark = pytest.mark.usefixtures("catalogue")

TODAY = date(2026, 3, 1)


@pytest.fixture
def innovation() -> Innovation:
    return make_innovation(agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")


def take(innovation: Innovation, code: str, taker: str, state: str, parent: Replication | None = None) -> Replication:
    body = agency(taker)
    return Replication.objects.create(
        code=code, innovation=innovation, origin_title=innovation.title, origin_agency=innovation.agency,
        origin_agency_text=innovation.agency.name, taker=body, taker_text=body.name, state=state, parent=parent,
        year=2024, source_url="https://contoh.example/berita",
    )  # fmt: skip


def test_everybody_sees_who_took_it_over_and_from_whom_they_learned(innovation: Innovation, client: Client) -> None:
    first = take(innovation, "a", "pemkab-gresik", ReplicationState.PROVEN)
    take(innovation, "b", "pemkab-sumedang", ReplicationState.RUNNING, first)
    page = lineage_page(innovation, "", 1)
    assert (page.total, page.depth, page.off_map) == (2, 2, 0)
    assert {line.name: line.learned_from for line in page.lines} == {
        "Pemerintah Kabupaten Gresik": "", "Pemerintah Kabupaten Sumedang": "Pemerintah Kabupaten Gresik",
    }  # fmt: skip
    text = client.get(f"/inovasi/{innovation.slug}/silsilah").content.decode()
    assert "Sampai 2 generasi" in text and "Kab. Sumedang" in text
    rows = client.get(f"/inovasi/{innovation.slug}/silsilah.csv").content.decode().splitlines()
    assert len(rows) == 3


def test_the_table_is_narrowed_to_one_state(innovation: Innovation) -> None:
    take(innovation, "a", "pemkab-gresik", ReplicationState.PLANNED)
    take(innovation, "b", "pemkab-sumedang", ReplicationState.STOPPED)
    page = lineage_page(innovation, ReplicationState.STOPPED, 1)
    assert [line.code for line in page.lines] == ["b"]
    assert page.total == 2


def test_nobody_on_record_is_no_proof_that_nobody_copied_it(innovation: Innovation, client: Client) -> None:
    assert "Itu bukan bukti" in client.get(f"/inovasi/{innovation.slug}/silsilah").content.decode()


def test_a_circle_in_the_data_does_not_hang(innovation: Innovation) -> None:
    first = take(innovation, "a", "pemkab-gresik", ReplicationState.RUNNING)
    second = take(innovation, "b", "pemkab-sumedang", ReplicationState.RUNNING, first)
    Replication.objects.filter(pk=first.pk).update(parent=second)
    assert lineage_page(innovation, "", 1).depth == 2


def test_a_private_case_is_nowhere(innovation: Innovation, client: Client) -> None:
    make_case(CaseState.VERIFIED, innovation=innovation, name="Nama Rahasia Kasus")
    for path in ("silsilah", "silsilah.csv", "bukti"):
        assert "Nama Rahasia Kasus" not in client.get(f"/inovasi/{innovation.slug}/{path}").content.decode()


@pytest.mark.parametrize("path", ["silsilah", "silsilah.csv", "bukti"])
def test_of_what_is_not_published_nothing_is_told(innovation: Innovation, client: Client, path: str) -> None:
    Innovation.objects.filter(pk=innovation.pk).update(state="draf")
    assert client.get(f"/inovasi/{innovation.slug}/{path}").status_code == 404


def test_counters_tell_events_and_states_apart(innovation: Innovation, client: Client) -> None:
    Replication.objects.all().delete()
    take(innovation, "a", "pemkab-sumedang", ReplicationState.SIGNED)
    make_case(CaseState.VERIFIED, innovation=innovation)
    case = make_case(CaseState.DONE, innovation=innovation, taker=agency("pemkab-klungkung"))
    found = counters(Per.INNOVATION, case.created_at.date())
    (row,) = found.rows
    assert (row.name, row.asked, row.answered, row.signed, row.total) == (innovation.title, 2, 1, 2, 2)
    assert row.states[ReplicationState.PROVEN] == row.states[ReplicationState.SIGNED] == 1
    assert [(one.name, one.total) for one in counters(Per.TAKER, found.on).rows] == [
        ("Pemerintah Kabupaten Klungkung", 1), ("Pemerintah Kabupaten Sumedang", 1),
        ("Pemerintah Kabupaten Gresik", 0),
    ]  # fmt: skip
    assert "Pemerintah Kabupaten Sidoarjo" in {one.name for one in counters(Per.OWNER, found.on).rows}
    assert client.get("/replikasi/angka.csv?per=hub").content.decode().count("\n") >= 2


@pytest.mark.parametrize("per", list(Per))
def test_a_case_that_only_its_taker_knows_adds_no_line(innovation: Innovation, per: Per) -> None:
    innovation.themes.set(Theme.objects.order_by("slug")[:1])
    before = counters(per, TODAY)
    make_case(CaseState.PREPARING, innovation=innovation)
    assert counters(per, TODAY) == before
    make_case(CaseState.ASKED, innovation=innovation, taker=agency("pemkab-klungkung"))
    assert counters(per, TODAY).whole.asked == before.whole.asked + 1


def test_counters_by_theme_count_a_replication_under_each_of_its_themes(innovation: Innovation) -> None:
    Replication.objects.all().delete()
    innovation.themes.set(Theme.objects.order_by("slug")[:2])
    take(innovation, "a", "pemkab-sumedang", ReplicationState.RUNNING)
    found = counters(Per.THEME, TODAY)
    assert [one.states[ReplicationState.RUNNING] for one in found.rows] == [1, 1]
    assert found.whole.states[ReplicationState.RUNNING] == 1


def test_made_up_replications_are_in_no_counter(innovation: Innovation) -> None:
    take(innovation, "a", "pemkab-sumedang", ReplicationState.RUNNING)
    before = counters(Per.INNOVATION, TODAY).whole.total
    Replication.objects.filter(code="a").update(is_demo=True)
    assert counters(Per.INNOVATION, TODAY).whole.total == before - 1


@pytest.mark.parametrize("path", ["angka?per=tema", "angka?per=bohong", "daya-tahan?menurut=tahun", "daya-tahan"])
def test_the_figures_are_public(client: Client, path: str) -> None:
    assert client.get(f"/replikasi/{path}").status_code == 200
