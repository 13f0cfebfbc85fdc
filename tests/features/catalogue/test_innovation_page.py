"""The page of one innovation, as an object and as a visitor reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import (
    IMPORTED_AT,
    make_agency,
    make_innovation,
    make_province,
    make_recognition,
    make_regency,
    make_source,
    make_theme,
)
from tular.engines.rulebook import Status, record_facts
from tular.features.agencies.models import Succession
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import innovation_page, known_facts
from tular.features.catalogue.queries.facts import MODEL
from tular.features.catalogue.queries.innovation import (
    Address,
    AgencyLine,
    RecognitionLine,
    ResultsCare,
    SourceLine,
    ThemeLine,
)
from tular.foundation.rulebooks.registry import rulebook

pytestmark = pytest.mark.django_db


def simpati(**fields: Any) -> Innovation:
    """A well described innovation, after a real one."""
    province = make_province()
    region = make_regency("32.11", "Kabupaten Sumedang", province)
    agency = make_agency("Pemerintah Kabupaten Sumedang", region=region)
    themes = (make_theme("stunting", "Stunting"), make_theme("kesehatan", "Kesehatan", "sector"))
    told = {
        "code": "oth-1",
        "slug": "oth-1-simpati",
        "unit": "Bappppeda",
        "province": province,
        "year": 2022,
        "start_year": 2020,
        "problem": "Stunting mencapai 32,2 persen pada 2018.",
        "solution": "Kader mencatat data. Dinas menganalisis.",
        "results": "Turun dari 32,2 persen menjadi 8,3 persen.",
        "note": "sumber sekunder",
    }
    innovation = make_innovation(agency, "SIMPATI", themes=themes, **told | fields)
    make_source(innovation, "https://www.contoh.id/a ; https://lain.id/b", source_id="oth-1")
    return innovation


def bare(**fields: Any) -> Innovation:
    """Title and owner only, as in many old award lists."""
    return make_innovation(
        make_agency("Kementerian Contoh", kind="kementerian"), **{"title": "Fiducia", "slug": "fiducia"} | fields
    )


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_page_object_carries_everything_that_is_known() -> None:
    innovation = simpati()
    winner = make_agency("Pemerintah Kabupaten Lama")
    make_recognition(
        innovation, "Top 45 ", year=2021, level="top45", agency=winner, source_url="https://menpan.go.id/x"
    )
    make_recognition(innovation, "Top 99", year=None, source_url="https://lain.id/b")
    page = innovation_page("oth-1-simpati")
    assert page is not None
    assert page.agency == AgencyLine(
        "pemerintah-kabupaten-sumedang", "Pemerintah Kabupaten Sumedang", "kabupaten", "Kabupaten Sumedang", "", ()
    )
    assert (page.subject_id, page.code, page.title, page.unit) == (innovation.pk, "oth-1", "SIMPATI", "Bappppeda")
    assert (page.province, page.province_code, page.year, page.start_year) == ("Jawa Barat", "32", 2022, 2020)
    assert page.lead == "Kader mencatat data."
    assert page.steps == ("Kader mencatat data.", "Dinas menganalisis.")
    assert page.themes == (ThemeLine("kesehatan", "Kesehatan", "bidang"), ThemeLine("stunting", "Stunting", "tema"))
    assert sorted(page.recognitions, key=lambda line: line.as_written) == [
        RecognitionLine(
            "Top 45 ", "Top 45", 2021, "Pemerintah Kabupaten Lama",
            (Address("https://menpan.go.id/x", "menpan.go.id"),),
        ),
        RecognitionLine("Top 99", "Top 99", None, "", ()),
    ]  # fmt: skip
    assert page.sources == (
        SourceLine(
            "uji", "oth-1",
            (Address("https://www.contoh.id/a", "contoh.id"), Address("https://lain.id/b", "lain.id")), IMPORTED_AT,
        ),
    )  # fmt: skip
    assert page.imported_at == IMPORTED_AT
    assert page.care == ResultsCare(
        no_results=False, no_figure=False, no_baseline=False, baseline_elsewhere=False, no_method=True
    )
    assert {line.id for line in page.components if line.status is Status.FULL} == {"identitas", "masalah"}
    assert (page.completeness.full, page.completeness.total, len(page.gaps)) == (2, 19, 17)


def test_an_unknown_slug_has_no_page() -> None:
    assert innovation_page("tidak-ada") is None


def test_the_facts_of_a_row_are_among_those_of_the_rulebook() -> None:
    everything = known_facts(
        unit="x", problem="3 desa", solution="x", results="3 desa", sustainability="berlanjut",
        has_theme=True, has_sdg=True, has_source_url=True,
    )  # fmt: skip
    assert everything < record_facts(rulebook(MODEL)).keys()


def test_only_web_addresses_become_links() -> None:
    innovation = bare()
    make_source(innovation, "javascript:alert(1) ; buku tamu halaman 3 ; http://contoh.id")
    page = innovation_page("fiducia")
    assert page is not None
    assert page.sources[0].addresses == (Address("http://contoh.id", "contoh.id"),)


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    innovation = simpati()
    with django_assert_num_queries(18):
        innovation_page(innovation.slug)
    heirs = [make_agency(f"Badan {number}") for number in range(3)]
    for number, heir in enumerate(heirs):
        Succession.objects.create(predecessor=innovation.agency, successor=heir, change="split")
        make_source(innovation)
        make_recognition(innovation, f"Top {number}", agency=heir)
        innovation.themes.add(make_theme(f"tema-{number}", f"Tema {number}"))
    with django_assert_num_queries(18):
        page = innovation_page(innovation.slug)
    assert page is not None and page.agency.successors == ("Badan 0", "Badan 1", "Badan 2")


def test_a_visitor_reads_the_whole_record(client: Client) -> None:
    make_recognition(simpati(), "Top 99 Inovasi", year=2022)
    text = text_of(client, "/inovasi/oth-1-simpati")
    for part in (
        "<title>SIMPATI, Pemerintah Kabupaten Sumedang — Tular</title>",
        "2 dari 19 bagian terisi",
        "Pemilik belum ditanya",
        "Dimuat 5 Maret 2026, sumber tahun 2022",
        "NRI belum ada",
        "Top 99 Inovasi (2022)",
        '<a href="/temukan?tema=stunting">Stunting</a>',
        '<a href="/temukan?bidang=kesehatan">Kesehatan</a>',
        "<li>Kader mencatat data.</li><li>Dinas menganalisis.</li>",
        "Menurut sumber. Bukan hasil pemeriksaan Tular.",
        "Cara mengukur dan pembanding belum tercatat.",
        "Catatan penyusun data: sumber sekunder.",
        "Siapa yang mengukur, dan bagaimana caranya?",
        'href="/bandingkan?pilih=oth-1-simpati"',
        "http://testserver/inovasi/oth-1-simpati",
        '<a href="https://www.contoh.id/a" rel="external">contoh.id</a>',
    ):
        assert part in text
    assert "Mulai replikasi" not in text


def test_what_is_not_known_is_said(client: Client) -> None:
    bare()
    text = text_of(client, "/inovasi/fiducia")
    assert "Uraiannya belum ada." in text
    assert "0 dari 19 bagian terisi" in text
    assert "tidak ada yang tercatat" in text
    assert "Sumber tidak menyebut hasil. Itu tidak berarti hasilnya tidak ada." in text
    assert "Belum ada replikasi yang tercatat. Itu bukan bukti" in text
    assert text.count("belum diketahui") >= 12


@pytest.mark.parametrize(
    ("problem", "results", "said"),
    [
        ("", "Warga terbantu.", "Tidak ada angka yang terukur pada uraian hasil."),
        ("", "Melayani 70 desa.", "Tidak ada angka sebelumnya, jadi perubahannya tidak dapat dihitung."),
        ("Hanya 12 desa terlayani.", "Melayani 70 desa.", "Ada angka pada uraian masalah"),
    ],
)
def test_the_panel_beside_the_results_warns_of_what_they_lack(
    client: Client, problem: str, results: str, said: str
) -> None:
    bare(problem=problem, results=results)
    assert said in text_of(client, "/inovasi/fiducia")


def test_a_solution_of_one_sentence_is_not_made_a_chain(client: Client) -> None:
    bare(solution="Warga mendaftar lewat telepon.")
    assert '<ol class="t-chain' not in text_of(client, "/inovasi/fiducia")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sustainability": "berhenti"}, "Berhenti atau vakum"),
        ({"sustainability": "berlanjut", "confirmed_on": date(2025, 2, 1)}, "Dipastikan 1 Februari 2025"),
        ({"sustainability": "berkembang"}, "Tanggal kepastian belum diketahui"),
    ],
)
def test_whether_it_still_runs_is_said_with_the_day(client: Client, fields: dict[str, Any], said: str) -> None:
    bare(**fields)
    assert said in text_of(client, "/inovasi/fiducia")


def test_an_award_stays_with_the_body_that_won_it(client: Client) -> None:
    innovation = bare()
    innovation.agency.until = "2024"
    innovation.agency.save()
    heir = make_agency("Kementerian Penerus", kind="kementerian")
    Succession.objects.create(predecessor=innovation.agency, successor=heir, change="split")
    make_recognition(innovation, "Top 9", agency=heir, year=2014)
    text = text_of(client, "/inovasi/fiducia")
    assert "Instansi ini ada sampai 2024. Kini: Kementerian Penerus." in text
    assert "Top 9 (2014), diraih Kementerian Penerus" in text


def test_texts_of_a_record_are_shown_as_text_not_as_markup(client: Client) -> None:
    bare(title="<b>x</b>", solution="<script>alert(1)</script>", note="<i>ragu</i>")
    text = text_of(client, "/inovasi/fiducia")
    assert "<script>alert" not in text and "<b>x</b>" not in text and "<i>ragu</i>" not in text


def test_the_english_page_names_components_and_themes_in_english(client: Client) -> None:
    simpati()
    text = text_of(client, "/inovasi/oth-1-simpati?bahasa=en")
    assert "Readiness checklist" in text and "What must be in place before the start?" in text
    assert "Stunting (en)" in text


def test_an_unknown_address_offers_a_search_with_its_words(client: Client) -> None:
    text = text_of(client, "/inovasi/kelas-perahu-pangkep", 404)
    assert "Inovasi ini tidak ada di katalog" in text
    assert '<form action="/temukan" role="search"' in text
    assert 'value="kelas perahu pangkep"' in text


def test_the_address_lasts_when_the_title_changes(client: Client) -> None:
    innovation = bare()
    innovation.title = "Fiducia Daring"
    innovation.save()
    assert "Fiducia Daring" in text_of(client, "/inovasi/fiducia")
