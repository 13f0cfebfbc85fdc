"""`/api/v1/finder` and the neighbours of a record, over the shipped catalogue with its index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.features.finder.conftest import Asking

FINDER = "/api/v1/finder"
NEED = "banyak balita stunting, kader posyandu sedikit"


def find(client: Client, **asked: Any) -> dict[str, Any]:
    response = client.get(FINDER, asked)
    assert response.status_code == 200, response.json()
    body: dict[str, Any] = response.json()
    return body


def test_the_api_ranks_as_the_page_does(index: Path, client: Client, ask: Asking) -> None:
    body = find(client, need=NEED, **{"for": "Kabupaten Alor"}, limit=5)
    page = ask.page(q=NEED, untuk="Kabupaten Alor")
    assert [hit["id"] for hit in body["results"]] == [line.hit.code for line in page.lines]
    assert body["total"] == page.total
    assert body["asker"] == {
        "text": "Kabupaten Alor", "recognised": True, "label": "Pemerintah Kabupaten Alor", "agency": "pemkab-alor",
        "kind": "kabupaten", "province": "53", "region": "53.05",
    }  # fmt: skip


def test_parts_add_up_and_each_hit_says_why_and_what_to_beware_of(index: Path, client: Client) -> None:
    body = find(client, need=NEED, limit=5)
    names = [part["id"] for part in body["parts"]]
    for hit in body["results"]:
        assert list(hit["parts"]) == names
        assert round(sum(hit["parts"].values()), 1) == hit["score"]
        assert hit["reasons"] and all(reason["text"] for reason in hit["reasons"])
    assert any(hit["cautions"] for hit in body["results"])


def test_a_count_of_a_facet_is_what_its_filter_gives(index: Path, client: Client) -> None:
    facets = find(client, need=NEED, limit=1)["facets"]
    for facet in facets:
        option = facet["options"][0]
        narrowed = find(client, need=NEED, limit=1, **{facet["parameter"]: option["value"]})
        assert narrowed["total"] == option["count"], facet["parameter"]
        chosen = next(one for one in narrowed["facets"] if one["parameter"] == facet["parameter"])["options"][0]
        assert (chosen["value"], chosen["chosen"]) == (option["value"], True)


def test_a_filter_may_be_given_several_times_and_any_fits(index: Path, client: Client) -> None:
    either = [find(client, need=NEED, province=code)["total"] for code in ("33", "35")]
    assert find(client, need=NEED, province=["33", "35"])["total"] == sum(either)


def test_ignored_reasons_give_no_points(index: Path, client: Client) -> None:
    body = find(client, need=NEED, without=["proof", "kind"], limit=3)
    assert {hit["parts"]["proof"] for hit in body["results"]} == {0}
    ignored = {part["id"]: part["ignored"] for part in body["parts"] if part["ignored"]}
    assert ignored == {"context": ["kind"], "proof": ["recognition", "alive", "replication", "taken_alike", "results"]}


def test_pages_follow_each_other_and_one_behind_the_last_is_empty(index: Path, client: Client) -> None:
    both = find(client, need=NEED, limit=10)["results"]
    second = find(client, need=NEED, limit=5, page=2)
    assert [hit["id"] for hit in second["results"]] == [hit["id"] for hit in both[5:]]
    behind = find(client, need=NEED, limit=5, page=second["pages"] + 1)
    assert (behind["results"], behind["total"]) == ([], second["total"])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"theme": "stuntin"}, "theme"),
        ({"sector": "xx"}, "sector"),
        ({"province": ["33", "00"]}, "province"),
        ({"year": "lama"}, "year"),
        ({"agency": "pemkab-mana"}, "agency"),
        ({"sdg": "18"}, "sdg"),
        ({"status": "hidup"}, "status"),
        ({"limit": 101}, "limit"),
    ],
)
def test_values_that_do_not_exist_are_refused_by_name(
    index: Path, client: Client, asked: dict[str, Any], field: str
) -> None:
    response = client.get(FINDER, {"need": NEED, **asked})
    assert response.status_code == 422
    assert list(response.json()["error"]["fields"]) == [field]


def test_a_misspelt_need_comes_back_with_a_suggestion_and_an_unknown_one_as_a_guess(
    index: Path, client: Client
) -> None:
    assert find(client, need="antrian obaat")["suggestion"] is not None
    assert find(client, need="儿童生病了没有药")["guessed"] is True


def test_a_list_asks_the_database_as_often_for_three_hits_as_for_one(
    index: Path, client: Client, django_assert_max_num_queries: Any
) -> None:
    find(client, need=NEED)  # names are read once
    with django_assert_max_num_queries(20) as one:
        find(client, need=NEED, limit=1)
    with django_assert_max_num_queries(20) as three:
        find(client, need=NEED, limit=3)
    assert len(one) == len(three)


def test_a_record_names_its_neighbours(index: Path, client: Client) -> None:
    code = find(client, need=NEED, limit=1)["results"][0]["id"]
    neighbours = client.get(f"/api/v1/innovations/{code}").json()["neighbours"]
    assert neighbours and code not in [one["code"] for one in neighbours]
    assert client.get(f"/api/v1/innovations/{neighbours[0]['code']}").json()["title"] == neighbours[0]["title"]
