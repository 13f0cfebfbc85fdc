"""Importing a file of innovations: all of it or nothing, with a report row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tular.features.catalogue.actions import innovations as writing
from tular.features.catalogue.models import IndexOutbox, Innovation, Recognition, SourceRecord
from tular.features.exchange.actions import ImportReport, import_indicators, import_innovations
from tular.features.exchange.models import ImportRun

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Importer = Callable[..., ImportReport]


@pytest.fixture
def importing(catalogue: None, tmp_path: Path) -> Importer:
    """`importing("id,title,agency\\n…")` imports this text as a file; the outbox starts empty."""
    IndexOutbox.objects.all().delete()

    def run(content: str | bytes, **options: Any) -> ImportReport:
        path = tmp_path / "inovasi.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_innovations(path, now=NOW, **options)

    return run


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def stored() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in (Innovation, SourceRecord, Recognition, IndexOutbox, ImportRun)
    }


FULL = (
    "id,title,year,award,agency,unit,agency_type,province,category,themes,problem,solution,results,start_year,"
    "source_url,note,sdgs,sustainability,confirmed_on\n"
    'uji-1, Posyandu  Keliling ,2024,top45,Pemkab Alor,Dinas Kesehatan,kabupaten,NTT,"KIPP 2024, Top 45",'
    "Stunting;kesehatan,Jauh.,Perahu.,Turun.,2022,https://a.example,sumber sekunder,3;2;3,Berlanjut,31/12/2025\n"
)


def test_a_full_row_is_understood_column_by_column(importing: Importer) -> None:
    report = importing(FULL)
    assert counts(report) == (1, 0, 0)
    innovation = Innovation.objects.get(code="uji-1")
    values = (
        innovation.title,
        innovation.agency.slug,
        innovation.unit,
        innovation.province_id,
        innovation.year,
        innovation.start_year,
        innovation.sdgs,
        innovation.sustainability,
        innovation.confirmed_on,
        innovation.note,
    )
    assert values == (
        "Posyandu Keliling",
        "pemkab-alor",
        "Dinas Kesehatan",
        "53",
        2024,
        2022,
        [2, 3],
        "berlanjut",
        date(2025, 12, 31),
        "sumber sekunder",
    )
    assert set(innovation.themes.values_list("slug", flat=True)) == {"stunting", "kesehatan"}
    assert [str(recognition) for recognition in innovation.recognitions.all()] == ["KIPP 2024, Top 45 2024"]
    assert innovation.sources.get().payload["title"] == " Posyandu  Keliling ", "the payload is untouched"
    run = ImportRun.objects.get(kind="innovations", file_name="inovasi.csv")
    assert (run.rows, run.created, run.file_hash) == (1, 1, report.file_hash)


def test_three_columns_are_enough_and_the_province_is_that_of_the_agency(importing: Importer) -> None:
    importing("id,title,agency\nuji-1,Satu,Pemkab Alor\nuji-2,Dua,Kemenkes\n")
    imported = Innovation.objects.filter(code__in=["uji-1", "uji-2"]).order_by("code")
    assert list(imported.values_list("province_id", "year")) == [("53", None), (None, None)]


def test_a_second_import_of_the_same_file_changes_nothing(importing: Importer) -> None:
    importing(FULL)
    IndexOutbox.objects.all().delete()
    before = stored()
    report = importing(FULL)
    assert counts(report) == (0, 0, 1) and not report.changed
    assert stored() == before


def test_the_same_table_with_semicolons_is_the_same_table(importing: Importer) -> None:
    importing("id,title,agency\nuji-1,Satu,Pemkab Alor\n")
    assert counts(importing("\ufeffid;title;agency\r\nuji-1;Satu;Pemkab Alor\r\n")) == (0, 0, 1)


def test_a_changed_row_is_an_update_and_only_that_one_is_marked_for_the_index(importing: Importer) -> None:
    importing("id,title,agency\nuji-1,Satu,Pemkab Alor\nuji-2,Dua,Pemkab Alor\n")
    IndexOutbox.objects.all().delete()
    report = importing("id,title,agency\nuji-1,Satu,Pemkab Alor\nuji-2,Dua baru,Pemkab Alor\n")
    assert counts(report) == (0, 1, 1)
    changed = Innovation.objects.get(code="uji-2")
    assert changed.title == "Dua baru"
    assert list(IndexOutbox.objects.values_list("innovation_id", flat=True)) == [changed.pk]


def test_a_dry_run_counts_and_writes_nothing(importing: Importer) -> None:
    before = stored()
    report = importing(FULL, dry_run=True)
    assert counts(report) == (1, 0, 0) and report.ok and not report.changed
    assert "uji coba" in report.sentences()[0]
    assert stored() == before


def test_the_shipped_file_is_unchanged_after_the_load(catalogue: None) -> None:
    report = import_innovations(settings.DATA_DIR / "innovations.csv", now=NOW)
    assert counts(report) == (0, 0, 737)


@pytest.mark.parametrize(
    ("column", "value", "saying"),
    [
        ("agency", "Pemerintah Kabupaten Banyuwagi", "Mungkin maksud Anda: Pemerintah Kabupaten Banyuwangi; "),
        ("agency", "", "wajib diisi"),
        ("id", "", "wajib diisi"),
        ("id", "x" * 61, "paling banyak 60"),
        ("title", " ", "wajib diisi"),
        ("title", "x" * 301, "(301 huruf); paling banyak 300"),
        ("year", "20l9", "Tahun '20l9' tidak sah. Tulis empat angka antara 1945 dan 2027"),
        ("year", "1899", "tidak sah"),
        ("start_year", "2019.0", "tidak sah"),
        ("themes", "stuntin", "Mungkin maksud Anda: stunting"),
        ("agency_type", "Jawa Timur", "bukan jenis instansi. Periksa apakah isi kolom bergeser"),
        ("province", "kabupaten", "bukan nama provinsi. Periksa apakah isi kolom bergeser"),
        ("sdgs", "18", "angka 1 sampai 17"),
        ("sdgs", "tiga", "angka 1 sampai 17"),
        ("sustainability", "hidup", "bukan status keberlanjutan"),
        ("confirmed_on", "2025-13-01", "tidak sah. Tulis seperti 2025-08-31"),
        ("confirmed_on", "2030-01-01", "belum terjadi"),
        ("source_url", "javascript:alert(1)", "https://"),
        ("unit", "x" * 201, "paling banyak 200"),
        ("note", "x" * 401, "paling banyak 400"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_column(
    importing: Importer, column: str, value: str, saying: str
) -> None:
    header = ["id", "title", "agency", "sustainability", "confirmed_on", column]
    cells = {"id": "uji-2", "title": "Dua", "agency": "Pemkab Alor", "sustainability": "berlanjut", "confirmed_on": ""}
    cells[column] = value
    columns = list(dict.fromkeys(header))
    good = {**cells, column: "", "id": "uji-1", "title": "Satu", "agency": "Pemkab Alor", "sustainability": "berlanjut"}
    lines = [",".join(columns), *(",".join(row[name] for name in columns) for row in (good, cells))]
    before = stored()
    report = importing("\n".join(lines))
    assert [(problem.line, problem.column) for problem in report.problems] == [(3, column)]
    assert saying in report.problems[0].message
    assert stored() == before, "the good row was not imported either"


def test_a_confirmation_needs_a_status(importing: Importer) -> None:
    report = importing("id,title,agency,confirmed_on\nuji-1,Satu,Pemkab Alor,2025-01-01\n")
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, "confirmed_on")]


def test_an_id_used_twice_is_named_with_both_lines(importing: Importer) -> None:
    report = importing('id,title,agency\nuji-1,"Satu\nlagi",Pemkab Alor\n\nuji-1,Dua,Pemkab Alor\n')
    assert [str(problem) for problem in report.problems] == [
        "Baris 5, kolom id: id 'uji-1' sudah dipakai di baris 2. Setiap baris perlu id sendiri."
    ]


def test_an_id_of_another_source_is_refused(importing: Importer) -> None:
    importing("id,title,agency\nuji-1,Satu,Pemkab Alor\n", source="jatim")
    report = importing("id,title,agency\nuji-1,Satu,Pemkab Alor\n", source="bali")
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, "id")]
    assert "(jatim)" in report.problems[0].message


@pytest.mark.parametrize("source", ["", "x" * 61])
def test_a_source_needs_a_name(importing: Importer, source: str) -> None:
    assert not importing("id,title,agency\nuji-1,Satu,Pemkab Alor\n", source=source).ok


def test_all_problems_of_a_file_are_reported_at_once_in_the_order_of_its_lines(importing: Importer) -> None:
    report = importing("id,title,agency,year\na,Satu,Siapa,x\nb,Dua\nc,,Pemkab Alor,2020\n")
    assert [(problem.line, problem.column) for problem in report.problems] == [
        (2, "agency"),
        (2, "year"),
        (3, ""),
        (4, "title"),
    ]


def test_shifted_columns_are_noticed(importing: Importer) -> None:
    report = importing(
        "id,title,year,agency,agency_type,province\nuji-1,Satu,Pemkab Alor,kabupaten,Nusa Tenggara Timur,2024\n"
    )
    assert [problem.column for problem in report.problems] == ["agency", "agency_type", "year", "province"]


def test_an_unknown_award_is_kept_as_written(importing: Importer) -> None:
    importing("id,title,agency,award,year\nuji-1,Satu,Pemkab Alor,Piala Camat,2020\n")
    recognition = Recognition.objects.get(innovation__code="uji-1")
    assert (recognition.level, recognition.as_written, recognition.year) == ("tidak-dikenal", "Piala Camat", 2020)


def test_markup_and_emoji_are_text_like_any_other(importing: Importer) -> None:
    importing("id,title,agency,problem\nuji-1,<b>Satu</b> 🙂,Pemkab Alor,\"<script>alert('a')</script>\"\n")
    innovation = Innovation.objects.get(code="uji-1")
    assert (innovation.title, innovation.problem) == ("<b>Satu</b> 🙂", "<script>alert('a')</script>")


def test_an_interrupted_import_leaves_nothing(importing: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    before = stored()
    said: list[str] = []

    def interrupt(sentence: str) -> None:
        said.append(sentence)
        if sentence == "2 dari 3 inovasi disimpan":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing(
            "id,title,agency\nuji-1,Satu,Pemkab Alor\nuji-2,Dua,Pemkab Alor\nuji-3,Tiga,Pemkab Alor\n",
            progress=interrupt,
        )
    assert said[-1] == "2 dari 3 inovasi disimpan"
    assert stored() == before


def test_indicators_remember_a_run_only_when_something_changed(catalogue: None, tmp_path: Path) -> None:
    path = tmp_path / "angka.csv"
    path.write_text("region_code,indicator,year,value,unit,source_url\n53.05,population,2024,1,people,https://a\n")
    assert [counts(import_indicators(path, now=NOW)) for _ in range(2)] == [(1, 0, 0), (0, 0, 1)]
    assert ImportRun.objects.filter(file_name="angka.csv").count() == 1


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    content=st.binary(max_size=200)
    | st.lists(st.text(alphabet='a1,;"\n \u00e9🙂<', max_size=10), min_size=3, max_size=3).map(
        lambda cells: ("id,title,agency\n" + ",".join(cells)).encode()
    )
)
def test_whatever_the_file_holds_there_is_a_report(importing: Importer, content: bytes) -> None:
    before = stored()
    report = importing(content)
    assert report.problems
    assert all(problem.message for problem in report.problems)
    assert stored() == before
