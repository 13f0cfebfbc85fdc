"""Replications come in and are linked to what was copied."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tular.features.agencies.queries import find_agency
from tular.features.catalogue.actions import InnovationRow, upsert_innovations
from tular.features.catalogue.models import IndexOutbox, Innovation
from tular.features.replications.actions.records import COLUMNS, load_replications
from tular.features.replications.models import Replication

NOW = datetime(2026, 1, 2, tzinfo=UTC)
Row = tuple[str, str, str, str, str]


def write(path: Path, *rows: Row) -> Path:
    lines = [",".join(COLUMNS)]
    lines += [
        f'{code},"{title}","{origin}","{taker}",,2024,{state},,https://a.example'
        for code, title, origin, taker, state in rows
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def load(path: Path, *rows: Row) -> Replication:
    report = load_replications(write(path / "r.csv", *rows), now=NOW)
    assert report.ok, report.sentences()
    return Replication.objects.select_related("innovation").get(code=rows[0][0])


def test_shipped_replications_are_linked_where_title_and_agency_agree(catalogue: None) -> None:
    exact = Replication.objects.get(code="rep-001")
    assert exact.innovation is not None
    assert (exact.linked_by, exact.innovation.title) == ("exact", "Tempat Olah Sampah Setempat (TOSS)")
    assert (exact.taker and exact.taker.slug, exact.state) == ("pemkab-buleleng", "rencana")
    similar = Replication.objects.get(code="rep-041")
    assert similar.innovation is not None
    assert similar.linked_by == "similar" and similar.innovation.title.startswith("Teropong Jiwa (")
    unlinked = Replication.objects.get(code="rep-003")
    assert (unlinked.taker, unlinked.taker_text) == (
        None,
        "Delapan kabupaten/kota di Jawa Tengah (nama tidak disebut sumber)",
    )


def test_loading_again_changes_nothing(catalogue: None) -> None:
    IndexOutbox.objects.all().delete()
    report = load_replications(now=NOW)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 84)
    assert not IndexOutbox.objects.exists()


def test_another_agency_with_the_same_title_is_not_the_origin(catalogue: None, tmp_path: Path) -> None:
    replication = load(tmp_path, ("x-1", "Rat Hunter", "Pemkab Alor", "Pemkab Belu", "rencana"))
    assert (replication.innovation, replication.linked_by) == (None, "")


def test_the_origin_may_be_a_predecessor_of_the_named_agency(catalogue: None, tmp_path: Path) -> None:
    former = find_agency("kemenkumham")
    assert former is not None
    row = InnovationRow("t-1", "Paspor Simpatik Uji", former.pk, {"id": "t-1"})
    upsert_innovations([row], source="uji", now=NOW)
    replication = load(tmp_path, ("x-1", "paspor simpatik uji", "KemenImipas", "Pemkab Belu", "berjalan"))
    assert (replication.innovation, replication.linked_by) == (Innovation.objects.get(code="t-1"), "exact")


def test_an_unknown_origin_is_kept_as_written(catalogue: None, tmp_path: Path) -> None:
    replication = load(tmp_path, ("x-1", "Rat Hunter", "Kerajaan Antah", "Pemkab Belu", "belum jelas"))
    assert (replication.origin_agency, replication.origin_agency_text) == (None, "Kerajaan Antah")


def test_a_change_marks_the_innovations_that_gained_and_lost(catalogue: None, tmp_path: Path) -> None:
    IndexOutbox.objects.all().delete()
    origin = "Pemerintah Kabupaten Grobogan"
    first = load(tmp_path, ("x-1", "Rat Hunter", origin, "Pemkab Belu", "rencana")).innovation
    second = load(tmp_path, ("x-1", "Lumbung Pangan Reborn", origin, "Pemkab Belu", "rencana")).innovation
    assert first is not None and second is not None
    marked = list(IndexOutbox.objects.order_by("id").values_list("innovation_id", flat=True))
    assert marked == [first.pk, *sorted([first.pk, second.pk])]


@pytest.mark.parametrize(
    ("rows", "column", "saying"),
    [
        ([("x-1", "A", "B", "C", "mungkin")], "state", "'mungkin' tidak dikenal"),
        ([("x-1", "", "B", "C", "rencana")], "origin_title", "wajib diisi"),
        ([("x-1", "A", "B", "C", "rencana"), ("x-1", "A", "B", "D", "rencana")], "id", "sudah dipakai di baris 2"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(
    db: None, tmp_path: Path, rows: list[Row], column: str, saying: str
) -> None:
    report = load_replications(write(tmp_path / "r.csv", *rows), now=NOW)
    assert [problem.column for problem in report.problems] == [column]
    assert saying in report.problems[0].message
    assert not Replication.objects.exists()
