"""Suggestions while typing, the thesaurus as a page, similar innovations."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.features.finder.conftest import Asking, text_of
from tular.features.catalogue.models import Innovation
from tular.features.finder.queries.neighbours import neighbours


def offered(ask: Asking, typed: str) -> list[tuple[str, str]]:
    answer = ask.client.get("/temukan/saran", {"q": typed}).json()
    count = len(answer["options"])
    assert answer["status"] == (f"{count} saran" if count else "Tidak ada saran")
    return [(option["value"], option["note"]) for option in answer["options"]]


def test_the_last_words_are_completed_and_the_rest_kept(ask: Asking) -> None:
    options = offered(ask, "banyak balita stunt")
    assert ("banyak balita stunting", "istilah") in options
    assert all(value.startswith("banyak balita ") for value, note in options if note == "istilah")
    assert len(options) <= 8
    assert len({value for value, _note in options}) == len(options)


def test_words_of_the_catalogue_and_titles_are_offered_too(ask: Asking) -> None:
    assert ("obat mengantarkan", "") in offered(ask, "obat mengantark")
    options = offered(ask, "kelas perah")
    assert options[-1] == ("Kelas Perahu", "judul inovasi")
    assert len(options) == 8, "terms fill the other places"


@pytest.mark.parametrize("typed", ["", " ", "a", "antrean obat.", "xqzw", "!?"])
def test_nothing_is_offered_where_there_is_nothing_to_complete(ask: Asking, typed: str) -> None:
    assert offered(ask, typed) == []


def test_askers_are_offered_by_the_names_people_use(ask: Asking) -> None:
    options = ask.client.get("/temukan/saran-instansi", {"q": "pemkab alo"}).json()["options"]
    assert {"value": "Pemerintah Kabupaten Alor"} in options


def test_the_thesaurus_finds_a_group_by_any_of_its_terms(catalogue: None, client: Client) -> None:
    response = client.get("/tesaurus", {"q": "TENGKES"})
    page = response.context["page"]
    assert "stunting" in [concept.id for concept in page.concepts]
    text = text_of(response)
    assert "gizi kronis" in text
    assert "Termasuk: gizi masyarakat" in text
    assert page.total >= 600


def test_the_thesaurus_lists_its_fields_with_counts_that_add_up(catalogue: None, client: Client) -> None:
    page = client.get("/tesaurus").context["page"]
    assert len(page.fields) >= 15
    assert sum(count for _name, count in page.fields) == page.total
    assert page.concepts == []
    name, count = page.fields[0]
    assert client.get("/tesaurus", {"bidang": name}).context["page"].found == count


def test_an_unknown_term_is_said_and_escaped(catalogue: None, client: Client) -> None:
    response = client.get("/tesaurus", {"q": "<b>xqzw</b>"})
    assert "Tidak ada kelompok yang memuat istilah itu." in text_of(response)
    assert b"<b>xqzw" not in response.content


def page_of(client: Client, code: str) -> Any:
    slug = Innovation.objects.values_list("slug", flat=True).get(code=code)
    response = client.get(f"/inovasi/{slug}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(("code", "other"), [("kipp-2021-007", "kipp-2018-013"), ("kipp-2018-013", "kipp-2021-007")])
def test_the_same_innovation_of_another_year_stands_first_and_is_marked(ask: Asking, code: str, other: str) -> None:
    found = neighbours(code)
    slug = Innovation.objects.values_list("slug", flat=True).get(code=other)
    assert (found[0].slug, found[0].title, found[0].may_be_same) == (slug, "Kelas Perahu", True)
    assert [one.may_be_same for one in found[1:]] == [False] * 4
    text = text_of(page_of(ask.client, code))
    assert "Kelas Perahu mungkin inovasi yang sama" in text


def test_an_innovation_is_not_its_own_neighbour_and_asks_few_questions(ask: Asking) -> None:
    for code in ("kipp-2021-007", "oth-a-049", "kipp-2014-003"):
        with CaptureQueriesContext(connection) as captured:
            found = neighbours(code)
        slug = Innovation.objects.values_list("slug", flat=True).get(code=code)
        assert len(found) == len({one.slug for one in found}) == 5
        assert slug not in {one.slug for one in found}
        assert len(captured) == 2


def test_an_unknown_innovation_has_no_neighbours(ask: Asking) -> None:
    assert neighbours("tidak-ada") == []
