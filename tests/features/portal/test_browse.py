"""The browse page: every count is a link to its list."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.portal.queries.browse import browse_page, finder_link

TODAY = datetime.date(2026, 11, 22)


def test_provinces_and_the_rest_are_the_whole_catalogue(catalogue: None) -> None:
    page = browse_page(TODAY)
    assert len(page.map.tiles) == 38
    assert sum(tile.value for tile in page.map.tiles) + page.without_province == page.totals.innovations
    assert page.with_province + page.without_province == page.totals.innovations


def test_each_tile_links_to_the_list_of_its_province(catalogue: None) -> None:
    for tile in browse_page(TODAY).map.tiles:
        (code,) = parse_qs(urlsplit(tile.href).query)["provinsi"]
        assert tile.value == Innovation.objects.filter(province=code).count()
        assert tile.label == f"{tile.name}: {tile.value} inovasi"


def test_themes_and_sectors_stand_apart_and_link_by_their_own_filter(catalogue: None) -> None:
    page = browse_page(TODAY)
    for rows, parameter in ((page.themes, "tema"), (page.sectors, "bidang")):
        assert rows
        for row in rows:
            (slug,) = parse_qs(urlsplit(row.href).query)[parameter]
            assert row.count == Innovation.objects.filter(themes=slug).count()


def test_years_and_kinds_cover_every_innovation_and_the_unknown_comes_last(catalogue: None) -> None:
    page = browse_page(TODAY)
    for bars in (page.years, page.kinds):
        assert sum(bar.value or 0 for bar in bars) == page.totals.innovations
    assert page.awards[-1].gap and "pengakuan=tidak-disebut" in page.awards[-1].label
    assert page.awards[-1].value == Innovation.objects.filter(recognitions=None).count()


def test_the_longest_bar_is_full(catalogue: None) -> None:
    page = browse_page(TODAY)
    for bars in (page.awards, page.years, page.kinds, page.agencies):
        assert max(bar.share for bar in bars) == 1


def test_agencies_with_most_records_come_first(catalogue: None) -> None:
    values = [bar.value for bar in browse_page(TODAY).agencies]
    assert values == sorted(values, reverse=True)
    top = max(Agency.objects.all(), key=lambda agency: agency.innovations.count())
    assert values[0] == top.innovations.count()


def test_the_page_shows_the_map_its_table_and_how_the_catalogue_was_made(client: Client, catalogue: None) -> None:
    page = client.get("/jelajah").content.decode()
    assert page.count('href="/temukan?provinsi=') == 2 * 38
    assert "Katalog disusun dari halaman publik" in page
    assert 'action="/instansi"' in page


@pytest.mark.django_db
def test_an_empty_catalogue_says_so(client: Client) -> None:
    response = client.get("/jelajah")
    assert response.status_code == 200
    assert "Katalog masih kosong" in response.content.decode()


def test_the_number_of_queries_is_fixed(catalogue: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(10):
        browse_page(TODAY)


def test_values_in_links_are_encoded() -> None:
    assert finder_link(tema="a b&c") == "/temukan?tema=a+b%26c"
