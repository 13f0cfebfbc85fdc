"""Every page in both languages: asked for by the address, remembered by a cookie."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from scripts import messages
from tests.factories.catalogue import make_agency, make_innovation, make_province, make_regency
from tular.features.finder.actions import reindex
from tular.features.finder.queries.opened import forget

PAGES = [
    "/",
    "/temukan?q=stunting&untuk=Kabupaten+Belu",
    "/bandingkan?pilih=gerobak",
    "/inovasi/gerobak",
    "/inovasi/tidak-ada",
    "/jelajah",
    "/instansi",
    "/instansi?q=belu",
    "/instansi/pemerintah-kabupaten-belu",
    "/aturan",
    "/aturan/finder-1",
    "/tesaurus",
    "/data",
    "/pola",
    "/tidak-ada",
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the English texts as they are now, so that a test needs no `make messages`."""
    folder = tmp_path_factory.mktemp("locale")
    messages.compile_catalogue(messages.PO, folder / "en" / "LC_MESSAGES" / "django.mo")
    return folder


@pytest.fixture(autouse=True)
def english(compiled: Path, settings: Any) -> None:
    """Pages read those texts; changing the setting makes Django read them anew."""
    settings.LOCALE_PATHS = [compiled]


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("finder")


@pytest.fixture
def world(db: None, index_folder: Path, settings: Any) -> None:
    """One innovation of one regency, and a search index."""
    province = make_province("53", "Nusa Tenggara Timur", short_name="NTT", tile_column=9)
    belu = make_agency("Pemerintah Kabupaten Belu", region=make_regency("53.04", "Kabupaten Belu", province))
    make_innovation(belu, "Gerobak Cinta", slug="gerobak", problem="Banyak balita stunting.")
    settings.INDEX_DIR, settings.VECTOR_CACHE = index_folder / "index", index_folder / "vectors.sqlite3"
    forget()


def languages_of(response: HttpResponse) -> tuple[str, str]:
    """(of the document, of the header)."""
    found = re.search(r'<html lang="(\w+)"', response.text)
    assert found
    return found[1], response.headers["Content-Language"]


def asked_for(address: str, code: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}bahasa={code}"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_english_when_asked_remembers_it_and_comes_back(
    client: Client, world: None, address: str
) -> None:
    if address.startswith("/temukan"):
        reindex()
    addresses = (address, asked_for(address, "en"), address, asked_for(address, "id"), address)
    answers = [client.get(one) for one in addresses]
    assert [languages_of(answer) for answer in answers] == [
        ("id", "id"),
        ("en", "en"),
        ("en", "en"),
        ("id", "id"),
        ("id", "id"),
    ]
    assert {answer.status_code for answer in answers} == {404 if "tidak-ada" in address else 200}


def test_the_words_of_the_page_are_those_of_its_language(client: Client, world: None) -> None:
    def heading(address: str) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", client.get(address).text)
        assert found
        return found[1]

    assert heading("/?bahasa=id") == "Masalah pelayanan apa yang ingin Anda selesaikan?"
    assert heading("/?bahasa=en") == "What service problem do you want to solve?"
    assert heading("/tidak-ada") == "There is no such page"
    assert heading("/tidak-ada?bahasa=id") == "Halaman ini tidak ada"


def test_numbers_and_dates_follow_the_language(client: Client, world: None) -> None:
    def shown(address: str) -> list[str]:
        text = client.get(address).text.replace("\u00a0", " ")
        return sorted(set(re.findall(r"1[.,]916|65[.,]4 ?%|18 O\w+ 2024", text)))

    assert shown("/?bahasa=id") == ["1.916", "18 Oktober 2024", "65,4 %"]
    assert shown("/?bahasa=en") == ["1,916", "18 October 2024", "65.4%"]


def test_one_and_many_differ_in_english_only() -> None:
    def counted(count: int) -> str:
        return translation.ngettext("%(count)s inovasi", "%(count)s inovasi", count) % {"count": count}

    assert [counted(count) for count in (0, 1, 2)] == ["0 inovasi", "1 inovasi", "2 inovasi"]
    with translation.override("en"):
        assert [counted(count) for count in (0, 1, 2)] == ["0 innovations", "1 innovation", "2 innovations"]


@pytest.mark.parametrize("code", ["fr", "EN", "", "en-GB", "../en"])
def test_a_language_that_there_is_not_is_ignored(client: Client, code: str) -> None:
    answer = client.get("/pola", {"bahasa": code})
    assert languages_of(answer) == ("id", "id")
    assert "bahasa" not in answer.cookies
    client.get("/pola", {"bahasa": "en"})
    assert languages_of(client.get("/pola", {"bahasa": code})) == ("en", "en")
    client.cookies["bahasa"] = code
    assert languages_of(client.get("/pola")) == ("id", "id")


def test_the_browsers_own_preference_is_not_asked(client: Client) -> None:
    assert languages_of(client.get("/pola", headers={"Accept-Language": "en"})) == ("id", "id")


def test_the_choice_is_kept_for_a_year_and_sent_within_the_site_only(client: Client) -> None:
    cookie = client.get("/pola", {"bahasa": "en"}).cookies["bahasa"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("en", 365 * 24 * 3600, "Lax")
