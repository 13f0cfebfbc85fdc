"""The first page."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import caches
from django.test import Client

from tests.features.portal.records import a_province, a_regency, a_replication, an_agency
from tular.features.catalogue.models import Innovation
from tular.features.portal.queries.home import home_page
from tular.features.replications.models import Replication

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    caches["process"].clear()


@pytest.mark.django_db
def test_an_empty_installation_has_a_first_page_that_says_what_to_do(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    page = response.content.decode()
    assert 'action="/temukan"' in page
    assert "tular load-catalogue" in page
    assert "Belum ada catatan replikasi" in page


def test_the_problem_search_asks_with_ordinary_fields(client: Client, catalogue: None) -> None:
    page = client.get("/").content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    assert 'method="get"' in form and 'role="search"' in form
    assert re.search(r"<textarea[^>]* name=\"q\"", form)
    assert re.search(r"<input[^>]* name=\"untuk\"[^>]* data-suggest=\"/temukan/saran-instansi\"", form)
    assert "/temukan?q=antrean%20obat%20di%20rumah%20sakit%20panjang" in form


def test_figures_are_computed_from_the_catalogue_and_dated(catalogue: None) -> None:
    page = home_page(TODAY)
    told = Innovation.objects.exclude(problem="").exclude(solution="").exclude(results="")
    assert page.totals.innovations == Innovation.objects.count()
    assert page.totals.described == told.count()
    assert page.totals.counted_on == TODAY
    assert page.spread.total == Replication.objects.count()
    assert sum(state.count for state in page.spread.states) == page.spread.total
    assert page.spread.proven == Replication.objects.filter(state="terbukti").count()


def test_each_quoted_figure_stands_with_its_date_and_source(client: Client, catalogue: None) -> None:
    page = client.get("/").content.decode()
    assert "dari 633" in page and "November\u00a02024" in page
    assert "https://narasipos.com/" in page and "18\u00a0Oktober\u00a02024" in page
    assert "Belum diketahui: belum dimutakhirkan" in page
    assert "Belum satu pun terbukti dengan pengukuran" in page


def test_a_theme_has_one_dot_for_five_innovations(catalogue: None) -> None:
    for row in home_page(TODAY).themes:
        assert sum(row.dots) == max(1, round(row.count / 5))
        assert max(row.dots) <= 30


def test_a_second_visit_asks_the_database_only_whether_anything_changed(
    client: Client, catalogue: None, django_assert_num_queries
) -> None:
    client.get("/")
    with django_assert_num_queries(2):
        client.get("/")


@pytest.mark.django_db
def test_a_new_or_changed_replication_is_drawn_at_once() -> None:
    province = a_province()
    belu = an_agency("Pemerintah Kabupaten Belu", a_regency("53.04", "Kabupaten Belu", province))
    alor = an_agency("Pemerintah Kabupaten Alor", a_regency("53.05", "Kabupaten Alor", province))
    assert home_page(TODAY).spread.lines == 0
    record = a_replication("A", belu, alor, "rencana")
    assert "f-line--rencana" in home_page(TODAY).spread.svg
    record.state = "berjalan"
    record.save()
    assert "f-line--jalan" in home_page(TODAY).spread.svg


def test_tomorrow_the_date_of_the_count_is_tomorrow(catalogue: None) -> None:
    home_page(TODAY)
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert home_page(tomorrow).totals.counted_on == tomorrow


def test_the_drawing_is_small_and_names_each_agency_once(client: Client, catalogue: None) -> None:
    response = client.get("/")
    labels = re.findall(r"<circle[^>]*><title>([^<]*)</title>", response.content.decode())
    assert labels and len(labels) == len(set(labels))
    assert len(response.content) < 45_000
