"""The page of replicating, and the cases of the reader's agencies on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.replications import make_case, people
from tests.people import agency, make_person
from tular.features.replications.choices import CaseState, Side
from tular.features.replications.queries.index import CaseFilters, own_cases, table_of_cases

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_stranger_reads_how_replicating_goes(client: Client) -> None:
    page = client.get("/replikasi").content.decode()
    assert page.count("<h3") >= 8
    assert "Kerja sama" in page
    assert "/aturan/replication-steps-1" in page
    assert "Replikasi instansi saya" not in page


def test_states_are_counted_apart_with_a_day(client: Client) -> None:
    before = _counts(client)
    make_case(CaseState.RUNNING)
    make_case(CaseState.AGREED, taker=agency("pemkab-malang"))
    after = _counts(client)
    assert {state: after[state] - before[state] for state in after if after[state] != before[state]} == {
        "kesepakatan ditandatangani": 1, "berjalan menurut sumber": 1,
    }  # fmt: skip
    assert "Dihitung" in client.get("/replikasi").content.decode()


def test_each_side_has_its_own_list() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    for name, side in (("taker", Side.TAKER), ("owner", Side.OWNER), ("hub", Side.REVIEWER)):
        own = own_cases(who[name], CaseFilters(), "")
        assert (own.side, [row.case for row in own.rows]) == (side, [case]), name
    assert own_cases(who["owner"], CaseFilters(), "").rows[0].mine
    assert not own_cases(who["taker"], CaseFilters(), "").rows[0].mine


def test_the_owner_does_not_see_what_was_not_yet_asked() -> None:
    make_case(CaseState.ASKED)
    assert own_cases(people()["owner"], CaseFilters(side=Side.OWNER), "").rows == ()


@pytest.mark.parametrize(("words", "state", "found"), [
    ("posyandu gresik", "", 1), ("rumah sakit", "", 0), ("", "persiapan", 1), ("", "selesai", 0), ("", "tiada", 1),
])  # fmt: skip
def test_the_list_is_narrowed_by_words_and_state(words: str, state: str, found: int) -> None:
    make_case()
    filters = CaseFilters(state=state, words=words)
    assert len(own_cases(people()["taker"], filters, "").rows) == found
    assert len(table_of_cases(people()["taker"], CaseFilters(Side.TAKER, state, words))) == found


def test_a_long_list_has_pages_and_the_table_has_them_all(client: Client) -> None:
    for _number in range(21):
        case = make_case()
        case.state, case.state_reason = CaseState.CANCELLED, "lagi"
        case.save()
    client.force_login(people()["taker"])
    assert len(client.get("/replikasi?halaman=2").context["own"].rows) == 1
    table = client.get("/replikasi/kasus.csv?sisi=penerima")
    assert table["Content-Type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").count("R-") == 21


def test_the_table_has_nothing_on_a_side_that_is_not_the_readers() -> None:
    make_case(CaseState.VERIFIED)
    assert table_of_cases(people()["taker"], CaseFilters(side=Side.REVIEWER)) == []
    assert table_of_cases(people()["taker"], CaseFilters(side="tiada")) != []


def test_who_has_no_agency_is_told_how_to_get_one(client: Client) -> None:
    client.force_login(make_person("Tanpa Peran"))
    page = client.get("/replikasi").content.decode()
    assert "Cari instansi Anda" in page


@pytest.mark.parametrize("cases", [1, 6])
def test_the_page_asks_as_often_for_one_case_as_for_many(
    client: Client, cases: int, django_assert_max_num_queries: Any
) -> None:
    for _number in range(cases):
        case = make_case(CaseState.RUNNING)
        case.state, case.stop_reason, case.state_reason = CaseState.STOPPED, "lainnya", "contoh"
        case.save()
    client.force_login(people()["taker"])
    client.get("/replikasi")
    with django_assert_max_num_queries(22):
        client.get("/replikasi")


def _counts(client: Client) -> dict[str, Any]:
    return {one.label: one.value for one in client.get("/replikasi").context["told"].figures}
