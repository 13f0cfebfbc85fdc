"""The commands that bring data in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from tular.config.cli import run
from tular.features.catalogue.models import Innovation
from tular.features.exchange import commands


@pytest.fixture
def indexing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects "reindex" for each time the index was built; the index is otherwise up to date."""
    built: list[str] = []

    def reindex(progress: Callable[[str], None]) -> None:
        built.append("reindex")

    monkeypatch.setattr(commands, "reindex", reindex)
    monkeypatch.setattr(commands, "needs_reindex", lambda: False)
    return built


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "baik.csv"
    path.write_text("id,title,agency\nuji-1,Satu,Pemkab Alor\n", encoding="utf-8")
    return str(path)


def test_an_import_prints_its_report_and_brings_the_index_up_to_date(
    catalogue: None, indexing: list[str], good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "innovations", good]) == 0
    assert capsys.readouterr().out == "baik.csv: 1 baris dibaca; 1 baru, 0 diperbarui, 0 tetap.\n"
    assert indexing == ["reindex"]
    assert run(["import", "innovations", good]) == 0
    assert capsys.readouterr().out == "baik.csv: 1 baris dibaca; 0 baru, 0 diperbarui, 1 tetap.\n"
    assert indexing == ["reindex"], "nothing changed, so nothing to index"


def test_an_import_that_changes_nothing_still_finishes_an_index_that_is_behind(
    catalogue: None, indexing: list[str], good: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["import", "innovations", good])
    monkeypatch.setattr(commands, "needs_reindex", lambda: True)
    run(["import", "innovations", good])
    assert indexing == ["reindex", "reindex"]


def test_a_dry_run_leaves_catalogue_and_index_alone(catalogue: None, indexing: list[str], good: str) -> None:
    assert run(["import", "innovations", good, "--dry-run"]) == 0
    assert indexing == []
    assert not Innovation.objects.filter(code="uji-1").exists()


def test_a_refused_import_prints_every_problem_and_ends_with_1(
    catalogue: None, indexing: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "buruk.csv"
    path.write_text("id,title,agency,year\nuji-1,Satu,Pemkab Alor,dulu\n", encoding="utf-8")
    assert run(["import", "innovations", str(path)]) == 1
    next_year = timezone.now().year + 1
    assert capsys.readouterr().out.splitlines() == [
        "buruk.csv: ditemukan 1 masalah. Tidak ada yang disimpan; data yang sudah ada tetap utuh.",
        (
            "- Baris 2, kolom year: Tahun 'dulu' tidak sah. "
            f"Tulis empat angka antara 1945 dan {next_year}, atau kosongkan."
        ),
    ]
    assert indexing == []


def test_figures_of_regions_are_loaded(
    catalogue: None, indexing: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "angka.csv"
    path.write_text("region_code,indicator,year,value,unit,source_url\n53.05,population,2024,1,people,https://a\n")
    assert run(["load-indicators", str(path)]) == 0
    assert capsys.readouterr().out == "angka.csv: 1 baris dibaca; 1 baru, 0 diperbarui, 0 tetap.\n"
    assert run(["load-indicators", str(path) + "x"]) == 1


def test_the_shipped_catalogue_that_is_there_already_is_left_alone(
    catalogue: None, indexing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load-catalogue"]) == 0
    assert capsys.readouterr().err == "Katalog sudah mutakhir\n"
    assert indexing == []
