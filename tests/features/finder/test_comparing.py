"""Up to four innovations side by side."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.features.finder.conftest import text_of
from tular.features.catalogue.models import Innovation

CODES = ["kipp-2021-007", "oth-a-049", "kipp-2016-001", "oth-c-034", "kipp-2018-013"]


@pytest.fixture
def slugs(catalogue: None) -> list[str]:
    known = dict(Innovation.objects.values_list("code", "slug"))
    return [known[code] for code in CODES]


def compared(client: Client, chosen: list[str]) -> Any:
    response = client.get("/bandingkan", {"pilih": chosen})
    assert response.status_code == 200
    return response


def test_nothing_chosen_says_how_to_choose(client: Client, slugs: list[str]) -> None:
    text = text_of(compared(client, []))
    assert "Belum ada yang dibandingkan" in text
    assert "Tandai “Bandingkan” pada hasil pencarian" in text


@pytest.mark.parametrize("count", [1, 4])
def test_columns_keep_the_order_chosen(client: Client, slugs: list[str], count: int) -> None:
    for chosen in (slugs[:count], slugs[:count][::-1], CODES[:count]):
        response = compared(client, chosen)
        names = [column.slug for column in response.context["columns"]]
        assert names == [slugs[CODES.index(one)] if one in CODES else one for one in chosen]
        assert "tidak ada di katalog" not in text_of(response)


def test_a_fifth_is_left_out_and_said(client: Client, slugs: list[str]) -> None:
    response = compared(client, slugs)
    assert [column.slug for column in response.context["columns"]] == slugs[:4]
    assert "Paling banyak 4 inovasi dapat dibandingkan." in text_of(response)


def test_an_unknown_one_is_said_and_the_others_stay(client: Client, slugs: list[str]) -> None:
    response = compared(client, [slugs[0], "tidak-<b>ada</b>", slugs[1], "juga-\0tidak"])
    assert [column.slug for column in response.context["columns"]] == slugs[:2]
    assert "2 inovasi pada alamat ini tidak ada di katalog." in text_of(response)
    assert b"<b>ada" not in response.content


def test_one_that_is_chosen_twice_stands_once(client: Client, slugs: list[str]) -> None:
    response = compared(client, [slugs[0], slugs[0]])
    assert [column.slug for column in response.context["columns"]] == slugs[:1]
    assert "tidak ada di katalog" not in text_of(response)


def test_a_column_tells_what_is_known_and_names_what_is_not(client: Client, slugs: list[str]) -> None:
    response = compared(client, slugs[:1])
    column = response.context["columns"][0]
    assert (column.title, column.agency) == ("Kelas Perahu", "Pemerintah Kabupaten Pangkajene dan Kepulauan")
    assert column.awards == ("Top 15 kelompok khusus 2021",)
    assert column.measured
    assert [(mention.resource, mention.words) for mention in column.mentions] == [
        ("kendaraan atau kapal", ("perahu",)),
        ("petugas atau tenaga ahli", ("guru",)),
    ]
    assert {"tahun mulai", "biaya awal dan biaya tahunan", "masih berjalan atau tidak"} <= set(column.unknown)
    assert "masalah" not in column.unknown
    text = text_of(response)
    assert column.problem in text
    assert "belum diketahui" in text


def test_the_number_of_queries_does_not_depend_on_the_columns(client: Client, slugs: list[str]) -> None:
    counts = []
    for chosen in (slugs[:1], slugs[:4]):
        with CaptureQueriesContext(connection) as captured:
            compared(client, chosen)
        counts.append(len(captured))
    assert counts == [9, 9]
