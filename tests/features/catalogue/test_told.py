"""What an owner tells in lists: on the page, in the completeness, and who may read its files."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_agency, make_innovation, make_theme
from tular.engines.rulebook import Status, record_facts
from tular.features.accounts.models import User
from tular.features.catalogue.actions.content import apply_content
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import MODEL, facts_in_all_rows, facts_of, innovation_page
from tular.features.catalogue.queries.files import in_use, may_read
from tular.features.catalogue.queries.row_facts import facts_in_rows
from tular.foundation.files.models import StoredFile
from tular.foundation.rulebooks.registry import rulebook

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def stored(purpose: str, name: str, content_type: str) -> StoredFile:
    return StoredFile.objects.create(
        purpose=purpose, name=name, size=1000, sha256="0" * 64, content_type=content_type, state="ready",
        created_at=NOW, finished_at=NOW, width=1200, height=800, stored_as=name,
    )  # fmt: skip


def full_record(**fields: Any) -> Innovation:
    """A record that tells everything."""
    make_theme()
    agency = make_agency()
    innovation = make_innovation(agency, "SIMPATI", slug="simpati", code="simpati", **fields)
    photo = stored("catalogue.photo", "kader.jpg", "image/jpeg")
    paper = stored("catalogue.document", "sop.pdf", "application/pdf")
    proof = stored("catalogue.evidence", "laporan.pdf", "application/pdf")
    told = everything(agency.slug, photo, paper, proof)
    apply_content(innovation, told, by=None, now=NOW)
    return innovation


def everything(agency: str, photo: StoredFile, paper: StoredFile, proof: StoredFile) -> dict[str, Any]:
    """A content with something in every section."""
    return {
        "identitas": {
            "title": "SIMPATI", "unit": "Bappppeda", "kind": "digital", "latitude": "-6.8573", "longitude": "107.921",
        },
        "orang": {
            "contact": "Bidang Data Bappppeda", "stakeholder": agency,
            "innovators": [
                {"name": "Ani", "role": "Penggagas", "consent": True}, {"name": "Budi", "consent": False},
            ],
        },
        "klasifikasi": {"themes": ["stunting"], "sdgs": ["3"], "reform_themes": ["penanganan-stunting"]},
        "masalah": {"summary": "Kader mencatat.", "problem": "Stunting 32,2 persen.", "aim": "Anak sehat."},
        "cara-kerja": {"solution": "Kader mencatat data.", "novelty": "Data tersambung."},
        "hasil": {
            "indicators": [
                {
                    "name": "Balita stunting", "unit": "persen balita", "before": "32.2", "before_period": "2018",
                    "after": "8.3", "after_period": "2022", "better": "turun", "method": "Bulan penimbangan balita",
                    "evidence": str(proof.pk),
                },
                {"name": "Kader terlatih", "unit": "orang", "after": "900"},
            ],
        },
        "tenaga": {
            "resources": "Mitra swasta.", "preparation_months": 6,
            "people_needs": [
                {"role": "Kader posyandu", "number": 12, "time": "paruh", "skill": "Telepon pintar"},
                {"role": "Petugas data", "number": 2},
            ],
        },
        "biaya": {
            "first_cost_year": 2020, "low_cost": "Pakai kertas dulu.",
            "costs": [
                {"source": "apbd", "year_1": "150000000", "year_2": "50000000.5", "year_3": "50000000"},
                {"source": "csr", "year_1": "25000000", "year_2": None, "year_3": "0", "use": "Telepon"},
            ],
        },
        "aturan": {
            "legal_rules": [
                {"kind": "perkada", "number": "12", "year": 2020, "about": "stunting", "use": "dasar"},
                {"kind": "sk", "use": "perlu-dibuat"}, {"kind": "sop", "about": "pengisian data"},
            ],
        },
        "sarana": {
            "personal_data": "Nama anak, disimpan terenkripsi.",
            "means": [{"kind": "sarana", "name": "Timbangan"}, {"kind": "teknologi", "name": "Aplikasi SIMPATI"}],
        },
        "bagian": {
            "adaptation": "Di pulau, data dikirim mingguan.",
            "parts": [
                {"kind": "inti", "name": "Data diisi setiap bulan"}, {"kind": "disesuaikan", "name": "Nama aplikasi"},
            ],
        },
        "keberlanjutan": {"continuity": "Masuk RPJMD."},
        "media": media(photo, paper),
    }  # fmt: skip


def media(photo: StoredFile, paper: StoredFile) -> dict[str, Any]:
    """A photo, a video and a document."""
    return {
        "photos": [
            {"file": str(photo.pk), "alt": "Kader menimbang balita", "consent": "setuju", "caption": "Posyandu"},
        ],
        "videos": [{"url": "https://www.youtube.com/watch?v=1", "title": "Cara kerja"}],
        "documents": [{"file": str(paper.pk), "title": "SOP pengisian"}],
    }


def text_of(client: Client) -> str:
    response = client.get("/inovasi/simpati")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_visitor_reads_all_that_the_owner_told(client: Client) -> None:
    full_record()
    text = text_of(client)
    for part in (
        '<p class="t-lead" lang="id">Kader mencatat.</p>',
        "<dd>Digital</dd>",
        "Prioritas Presiden: penanganan stunting",
        "Bidang Data Bappppeda",
        "<p>Ani, Penggagas</p>",
        "-6.8573, 107.921",
        "Anak sehat.",
        "Data tersambung.",
        '<svg viewBox="0 0 640 300"',
        "Balita stunting, persen balita",
        "2018 dan 2022 · membaik</span>",
        "<b>14</b>",
        "Kader posyandu: 12 orang, paruh waktu",
        "Rp&nbsp;175.000.000",
        "6 bulan",
        "50.000.000,50",
        "Peraturan kepala daerah Nomor 12 Tahun 2020 tentang stunting",
        "Perlu dibuat oleh peniru",
        "Nama anak, disimpan terenkripsi.",
        "Pakai kertas dulu.",
        "Data diisi setiap bulan",
        "Nama aplikasi",
        "Di pulau, data dikirim mingguan.",
        "Masuk RPJMD.",
        'alt="Kader menimbang balita"',
        '<a href="https://www.youtube.com/watch?v=1" rel="external noreferrer" lang="id">Cara kerja</a>',
        "SOP pengisian</a>",
    ):
        assert part in text, part
    assert "Budi" not in text, "no name without consent"
    assert "<iframe" not in text and "youtube.com/embed" not in text


def test_a_total_of_a_year_is_unknown_while_one_amount_is() -> None:
    full_record()
    page = innovation_page("simpati")
    assert page is not None and page.told.costs is not None
    assert page.told.costs.years == ("2020", "2021", "2022")
    assert page.told.costs.totals == (Decimal(175000000), None, Decimal(50000000))
    assert (page.told.costs.first, page.told.costs.yearly) == (Decimal(175000000), Decimal(50000000))
    assert [figure.verdict for figure in page.told.figures] == ["membaik", ""]
    assert [figure.chart is None for figure in page.told.figures] == [False, True]


def test_what_the_lists_tell_fills_components() -> None:
    innovation = full_record(sustainability="berlanjut")
    page = innovation_page("simpati")
    assert page is not None
    full = {line.id for line in page.components if line.status is Status.FULL}
    assert full == {
        "identitas", "inovasi_rujukan", "komponen_inti", "proses_layanan", "regulasi", "sumber_daya", "keterkaitan",
        "rujukan_kontak",
    }  # fmt: skip
    assert facts_of(innovation) <= record_facts(rulebook(MODEL)).keys()
    assert not page.care.no_results and not page.care.no_baseline and not page.care.no_method


def test_all_records_at_once_give_the_same_facts_as_one_by_one(django_assert_num_queries: Any) -> None:
    innovation = full_record()
    bare = make_innovation(innovation.agency, "Bare")
    make_innovation(innovation.agency, "Draf", state="draf", novelty="x")
    with django_assert_num_queries(8):
        found = facts_in_all_rows()
    assert found == {innovation.pk: facts_in_rows(innovation)}
    assert facts_in_rows(bare) == frozenset()


def test_the_number_of_queries_of_a_full_page_is_fixed(django_assert_num_queries: Any) -> None:
    innovation = full_record()
    with django_assert_num_queries(21):
        innovation_page("simpati")
    for table in (innovation.people_needs, innovation.costs, innovation.indicators, innovation.photos):
        for row in list(table.all()):  # type: ignore[attr-defined]
            row.pk = None
            row.save()
    with django_assert_num_queries(21):
        innovation_page("simpati")


def test_everybody_reads_files_of_published_texts_and_only_of_those() -> None:
    innovation = full_record()
    photo = StoredFile.objects.get(name="kader.jpg")
    stranger = User.objects.create(email="orang@contoh.id", name="Orang")
    assert may_read(None, photo) and may_read(stranger, photo)
    Innovation.objects.filter(pk=innovation.pk).update(state="draf")
    assert not may_read(None, photo) and not may_read(stranger, photo)


def test_a_file_that_only_a_version_mentions_is_in_use() -> None:
    innovation = full_record()
    kept, lost = stored("catalogue.photo", "a.jpg", "image/jpeg"), stored("catalogue.photo", "b.jpg", "image/jpeg")
    innovation.versions.create(number=1, content={"media": {"photos": [{"file": str(kept.pk)}]}}, at=NOW, moved="x")
    assert list(in_use([kept.pk, lost.pk])) == [kept.pk]
