"""The source comes again: it brings what is new and leaves what people wrote here, and the report says which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.people import agency, make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.actions import (
    Declared,
    approve,
    confirm_fresh,
    declare_sustainability,
    discard_draft,
    publish,
    save_section,
    submit,
    unpublish,
)
from tular.features.catalogue.models import Innovation
from tular.features.exchange.actions import ImportReport, import_innovations
from tular.features.exchange.models import ImportRun

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Importer = Callable[[str], ImportReport]

HEAD = "id,title,agency,problem,solution,themes,award,year,sustainability,confirmed_on\n"
FIRST = HEAD + "uji-1,Antre Cepat,Pemkab Sidoarjo,Antre lama.,Nomor.,stunting,top45,2024,,\n"
AGAIN = HEAD + "uji-1,Judul sumber,Pemkab Sidoarjo,Teks sumber.,Lain.,kesehatan,top99,2025,berlanjut,2025-06-01\n"
LEFT = (
    "1 baris dibiarkan, karena isinya sudah ditulis atau dipastikan di sini:",
    "- uji-1 (Judul sumber): seluruh isinya",
)


@pytest.fixture
def importing(catalogue: None, tmp_path: Path) -> Importer:
    """`importing("id,title,agency\\n…")` imports this text as a file."""

    def run(content: str, **options: Any) -> ImportReport:
        path = tmp_path / "inovasi.csv"
        path.write_text(content)
        return import_innovations(path, now=NOW, **options)

    return run


def record() -> Innovation:
    return Innovation.objects.get(code="uji-1")


def told() -> tuple[Any, ...]:
    row = record()
    themes = sorted(row.themes.values_list("slug", flat=True))
    return row.title, row.problem, row.solution, themes, row.sustainability, row.confirmed_on


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def draft_text(by: User) -> None:
    save_section(record(), by=by, now=NOW, section="masalah", content={"problem": "Tulisan pemilik."}, base=0)


def published_text(by: User, hub: User) -> None:
    draft_text(by)
    submit(record(), by=by, now=NOW)
    approve(record(), by=by, now=NOW)
    publish(record(), by=hub, now=NOW)


def test_a_row_that_nobody_touched_here_follows_its_source(importing: Importer) -> None:
    importing(FIRST)
    report = importing(AGAIN)
    assert (counts(report), report.left_alone) == ((0, 1, 0), ())
    assert told() == ("Judul sumber", "Teks sumber.", "Lain.", ["kesehatan"], "berlanjut", date(2025, 6, 1))


@pytest.mark.parametrize("step", ["draft", "published", "unpublished", "confirmed"])
def test_what_an_owner_wrote_or_confirmed_is_never_overwritten(
    importing: Importer, admin: User, hub_admin: User, step: str
) -> None:
    importing(FIRST)
    if step == "draft":
        draft_text(admin)
    elif step == "confirmed":
        confirm_fresh(record(), by=admin, now=NOW)
    else:
        published_text(admin, hub_admin)
    if step == "unpublished":
        unpublish(record(), by=hub_admin, now=NOW)
    before = told()
    report = importing(AGAIN)
    assert told() == before
    assert (counts(report), tuple(report.sentences()[1:])) == ((0, 0, 0), LEFT)
    assert [str(award) for award in record().recognitions.all()] == ["top99 2025"], "awards are facts of the source"
    assert record().sources.get().payload["title"] == "Judul sumber", "what the source says is kept beside it"
    assert ImportRun.objects.filter(kind="innovations").count() == 3
    assert importing(AGAIN).left_alone == (), "the same row again changes nothing and is not told again"


def test_a_draft_that_was_thrown_away_leaves_the_text_to_its_source(importing: Importer, admin: User) -> None:
    importing(FIRST)
    draft_text(admin)
    discard_draft(record(), by=admin, now=NOW)
    assert counts(importing(AGAIN)) == (0, 1, 0)
    assert told()[1] == "Teks sumber."


def test_a_dry_run_tells_what_would_be_left_alone(importing: Importer, admin: User) -> None:
    importing(FIRST)
    draft_text(admin)
    report = importing(AGAIN, dry_run=True)  # type: ignore[call-arg]
    assert tuple(report.sentences()[1:]) == LEFT
    assert record().sources.get().payload["title"] == "Antre Cepat"


def test_the_owners_word_on_sustainability_stays_and_the_rest_follows(importing: Importer, admin: User) -> None:
    importing(FIRST)
    declared = Declared("berhenti", date(2025, 12, 1), "anggaran", "Surat 1/2025")
    declare_sustainability(record(), by=admin, now=NOW, declared=declared, reason="Tidak ada uang.")
    report = importing(AGAIN)
    assert told() == ("Judul sumber", "Teks sumber.", "Lain.", ["kesehatan"], "berhenti", date(2025, 12, 1))
    assert counts(report) == (0, 1, 0)
    assert report.sentences()[2:] == ["- uji-1 (Judul sumber): pernyataan keberlanjutannya"]


def test_a_record_that_went_to_another_agency_stays_there_until_the_source_names_another(importing: Importer) -> None:
    importing(FIRST)
    Innovation.objects.filter(code="uji-1").update(agency=agency("pemkab-gresik"))
    importing(AGAIN)
    assert record().agency.slug == "pemkab-gresik"
    importing(AGAIN.replace("Pemkab Sidoarjo", "Pemkab Alor"))
    assert record().agency.slug == "pemkab-alor"


COLUMNS = {
    "kind": ("digital", "digital"),
    "latitude": ("-7,45", Decimal("-7.45")),
    "longitude": ("112.7", Decimal("112.7")),
    "contact": ("Bagian Organisasi", "Bagian Organisasi"),
    "summary": ("Nomor antre lewat telepon.", "Nomor antre lewat telepon."),
    "aim": ("Antre sepuluh menit.", "Antre sepuluh menit."),
    "novelty": ("Tanpa aplikasi.", "Tanpa aplikasi."),
    "adaptation": ("Mulai dari satu loket.", "Mulai dari satu loket."),
    "resources": ("Satu petugas.", "Satu petugas."),
    "low_cost": ("Pakai papan tulis.", "Pakai papan tulis."),
    "preparation_months": ("3", 3),
    "personal_data": ("Nomor telepon, dihapus tiap hari.", "Nomor telepon, dihapus tiap hari."),
    "continuity": ("Masuk anggaran rutin.", "Masuk anggaran rutin."),
}
"""Column of what owners tell too: the cell, and what is kept of it."""


def file_of(cells: dict[str, str], id: str = "uji-1") -> str:
    values = ",".join(f'"{cell}"' for cell in cells.values())
    return f"id,title,agency,{','.join(cells)}\n{id},Antre Cepat,Pemkab Sidoarjo,{values}\n"


def test_the_columns_of_what_owners_tell_are_read_as_their_editor_reads_them(importing: Importer) -> None:
    assert importing(file_of({name: cell for name, (cell, _value) in COLUMNS.items()})).problems == ()
    row = record()
    assert {name: getattr(row, name) for name in COLUMNS} == {name: value for name, (_cell, value) in COLUMNS.items()}


def test_an_empty_cell_of_such_a_column_takes_nothing_away(importing: Importer) -> None:
    importing(file_of({name: cell for name, (cell, _value) in COLUMNS.items()}))
    report = importing(file_of(dict.fromkeys(COLUMNS, "")))
    assert counts(report) == (0, 1, 0)
    row = record()
    assert {name: getattr(row, name) for name in COLUMNS} == {name: value for name, (_cell, value) in COLUMNS.items()}


@pytest.mark.parametrize(
    ("cells", "saying"),
    [
        ({"kind": "daring"}, "tidak ada di daftar"),
        ({"latitude": "-7,45"}, "Isi garis lintang dan garis bujur"),
        ({"latitude": "-97", "longitude": "112"}, "Paling kecil -90"),
        ({"latitude": "selatan", "longitude": "112"}, "Tulis angka"),
        ({"contact": "x" * 201}, "Terlalu panjang"),
        ({"preparation_months": "tiga"}, "bilangan bulat"),
    ],
)
def test_a_wrong_cell_of_such_a_column_stops_the_import_with_its_place(
    importing: Importer, cells: dict[str, str], saying: str
) -> None:
    report = importing(file_of(cells))
    assert [problem.line for problem in report.problems] == [2]
    assert report.problems[0].column in {"latitude", "longitude", *cells}
    assert saying in report.problems[0].message
    assert not Innovation.objects.filter(code="uji-1").exists()


def test_who_is_of_no_agency_changes_nothing_of_this_rule(importing: Importer) -> None:
    """A membership alone is no writing: the source still leads."""
    importing(FIRST)
    make_member(Role.AGENCY, agency("pemkab-sidoarjo"))
    assert counts(importing(AGAIN)) == (0, 1, 0)
