"""`tular calibrate`: the JSON of the issue, a table for people, and clear sentences for files that cannot be read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.engines.judging.competitions import made
from tular.config.cli import run
from tular.engines.judging.marks import Mark

Output = pytest.CaptureFixture[str]
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of marks and tells its name."""

    def written(content: str | bytes) -> str:
        path = tmp_path / "nilai.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


def _csv(marks: list[Mark], separator: str = ",") -> str:
    comma = separator == ";"
    rows = [
        (one.proposal, one.evaluator, f"{one.value:.2f}".replace(".", "," if comma else "."), one.group)
        for one in marks
    ]
    return "\r\n".join(separator.join(row) for row in [("proposal", "evaluator", "mark", "group"), *rows])


def _json(capsys: Output) -> dict[str, Any]:
    def never(name: str) -> None:
        raise AssertionError(name)

    told: dict[str, Any] = json.loads(capsys.readouterr().out, parse_constant=never)
    return told


def test_json_has_the_shape_of_the_issue(write: Write, capsys: Output) -> None:
    assert run(["calibrate", write(_csv(made(proposals=50).marks)), "--places", "8", "--json"]) == 0
    told = _json(capsys)
    assert list(told) == ["identifiable", "reason", "proposals", "evaluators"]
    assert told["identifiable"] is True and told["reason"] == ""
    assert all(list(one) == ["id", "raw", "calibrated", "low90", "high90", "p_in"] for one in told["proposals"])
    assert all(list(one) == ["id", "severity", "scale"] for one in told["evaluators"])
    assert all(one["low90"] < one["calibrated"] < one["high90"] for one in told["proposals"])
    assert sum(one["p_in"] for one in told["proposals"]) == pytest.approx(8, abs=1e-4)


def test_options_may_stand_before_the_file(write: Write, capsys: Output) -> None:
    assert run(["calibrate", "--json", "--places", "8", write(_csv(made(proposals=50).marks))]) == 0
    assert len(_json(capsys)["proposals"]) == 50


def test_a_severe_evaluator_has_positive_severity(write: Write, capsys: Output) -> None:
    told = made(proposals=200, evaluators=8)
    run(["calibrate", write(_csv(told.marks)), "--places", "8", "--json"])
    severity = {one["id"]: one["severity"] for one in _json(capsys)["evaluators"]}
    assert max(severity, key=lambda id: severity[id]) == min(told.leniency, key=lambda id: told.leniency[id])


def test_rows_in_any_order_print_the_same_bytes(write: Write, capsys: Output) -> None:
    marks = made(proposals=300, evaluators=15).marks
    run(["calibrate", write(_csv(marks)), "--places", "30", "--json"])
    first = capsys.readouterr().out
    run(["calibrate", write(_csv(marks[::-1])), "--places", "30", "--json"])
    assert capsys.readouterr().out == first


def test_excel_in_indonesia_is_read_with_its_mark_of_order_semicolons_and_decimal_commas(
    write: Write, capsys: Output
) -> None:
    marks = made(proposals=40).marks
    run(["calibrate", write(_csv(marks)), "--places", "5", "--json"])
    first = capsys.readouterr().out
    assert run(["calibrate", write("\ufeff" + _csv(marks, ";")), "--places", "5", "--json"]) == 0
    assert capsys.readouterr().out == first


def test_a_refused_design_leaves_with_1_and_keeps_the_raw_means(write: Write, capsys: Output) -> None:
    assert run(["calibrate", write(_csv(made(blocks=2).marks)), "--places", "8", "--json"]) == 1
    told = _json(capsys)
    assert told["identifiable"] is False
    assert "kelompok bidang 0" in told["reason"] and "Tambahkan bacaan bersama" in told["reason"]
    first = told["proposals"][0]
    assert first["raw"] > 0
    assert [first[key] for key in ("calibrated", "low90", "high90", "p_in")] == [None] * 4
    assert told["evaluators"][0] == {"id": "e00", "severity": None, "scale": None}


def test_equal_marks_are_refused_without_nonsense(write: Write, capsys: Output) -> None:
    rows = "\n".join(f"p{i},e{j},80" for i in range(6) for j in range(3))
    assert run(["calibrate", write(f"proposal,evaluator,mark\n{rows}"), "--places", "2", "--json"]) == 1
    told = _json(capsys)
    assert "Semua nilai sama" in told["reason"]
    assert {one["raw"] for one in told["proposals"]} == {80}


def test_teams_drawn_by_lot_can_be_compared(write: Write, capsys: Output) -> None:
    path = write(_csv(made(blocks=6, evaluators=18, proposals=200).marks))
    assert run(["calibrate", path, "--places", "8", "--json"]) == 1
    capsys.readouterr()
    assert run(["calibrate", path, "--places", "8", "--json", "--by-lot"]) == 0


def test_places_can_be_given_per_group(write: Write, capsys: Output) -> None:
    marks = made(proposals=80, blocks=2, bridges=15).marks
    places = ["--places", "bidang 0=5", "--places", "bidang 1=3"]
    assert run(["calibrate", write(_csv(marks)), *places, "--json"]) == 0
    chances = {one["id"]: one["p_in"] for one in _json(capsys)["proposals"]}
    of_group = {one.proposal: one.group for one in marks}
    for group, count in (("bidang 0", 5), ("bidang 1", 3)):
        assert sum(p for id, p in chances.items() if of_group[id] == group) == pytest.approx(count, abs=1e-4)


def test_more_places_than_proposals_are_said_and_everybody_is_in(write: Write, capsys: Output) -> None:
    path = write(_csv(made(proposals=30).marks))
    assert run(["calibrate", path, "--places", "99", "--json"]) == 0
    told = capsys.readouterr()
    assert "99 tempat untuk 30 proposal: semuanya mendapat tempat." in told.err
    assert {one["p_in"] for one in json.loads(told.out)["proposals"]} == {1.0}


def test_people_read_a_table_with_the_line_and_what_to_read_next(write: Write, capsys: Output) -> None:
    assert run(["calibrate", write(_csv(made(proposals=60).marks)), "--places", "6"]) == 0
    told = capsys.readouterr().out
    for words in ("60 proposal, 12 penilai, 180 nilai", "terkalibrasi", "batas", "Garis: selisih", "sekali lagi:"):
        assert words in told
    assert "Keketatan penilai" in told


def test_the_example_of_the_manual_is_what_the_command_prints(write: Write, capsys: Output) -> None:
    manual = Path("docs/judging/calibration.md").read_text(encoding="utf-8")
    marks, printed = (manual.split(f"```{kind}\n")[1].split("```")[0] for kind in ("csv", "text"))
    assert run(["calibrate", write(marks), "--places", "3"]) == 0
    assert capsys.readouterr().out == printed


def test_people_read_why_a_design_is_refused(write: Write, capsys: Output) -> None:
    assert run(["calibrate", write(_csv(made(blocks=2).marks)), "--places", "8"]) == 1
    assert "Tidak dikalibrasi. Penilai terbagi dalam 2 bagian" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "Berkas kosong"),
        ("proposal,evaluator,mark\n", "belum ada baris data"),
        ("proposal,evaluator\na,b\n", "Kolom wajib belum ada: mark"),
        ("proposal,evaluator,mark,grup\na,b,1,c\n", "grup: Kolom ini tidak dikenal"),
        ("proposal,evaluator,mark\na,b,80\na,c,\n", "baris 3: Kolom mark kosong"),
        ("proposal,evaluator,mark\na,b,80\n,c,70\n", "baris 3: Kolom proposal kosong"),
        ("proposal,evaluator,mark\na,b,baik\n", 'baris 2: mark "baik" bukan angka'),
        ("proposal,evaluator,mark\na,b,NaN\n", 'mark "NaN" bukan angka'),
        ("proposal,evaluator,mark\na,b,inf\n", 'mark "inf" bukan angka'),
        ("proposal,evaluator,mark\na,b,1e308\n", "di luar batas"),
        ('proposal,evaluator,mark\na,b,"1.234,5"\n', "bukan angka"),
        ("proposal,evaluator,mark\na,b,78,5\n", "bergeser"),
        ("proposal,evaluator,mark\na,b,80\na,b,81\n", "sudah menilai proposal a di baris 2"),
        ("proposal,evaluator,mark,group\na,b,80,x\na,c,81,y\n", 'dua kelompok: "x" dan "y"'),
        ("proposal,evaluator,mark\nP\xe9,b,80\n".encode("cp1252"), "bukan UTF-8"),
        ("proposal,evaluator,mark\na,b,80\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "Excel (.xlsx)"),
    ],
)
def test_files_that_cannot_be_read_are_told_with_line_and_remedy(
    write: Write, capsys: Output, content: str | bytes, words: str
) -> None:
    assert run(["calibrate", write(content), "--places", "2", "--json"]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (["0"], "mulai dari 1"),
        (["1.5"], "mulai dari 1"),
        (["banyak"], "mulai dari 1"),
        (["-1"], "mulai dari 1"),
        (["tidak ada=3"], "Yang ada: bidang 0"),
        (["3", "4"], "disebut dua kali"),
        (["3", "bidang 0=4"], "disebut dua kali"),
    ],
)
def test_places_that_make_no_sense_are_told(write: Write, capsys: Output, places: list[str], words: str) -> None:
    path = write(_csv(made(proposals=20).marks))
    assert run(["calibrate", path, "--json", *(f"--places={one}" for one in places)]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_a_file_that_is_not_there_is_told(capsys: Output) -> None:
    assert run(["calibrate", "/tidak/ada.csv", "--places", "2"]) == 2
    assert "tidak ditemukan" in capsys.readouterr().err


def test_marks_come_from_standard_input_too(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    content = io.TextIOWrapper(io.BytesIO(_csv(made(proposals=20).marks).encode()))
    monkeypatch.setattr("sys.stdin", content)
    assert run(["calibrate", "-", "--places", "2", "--json"]) == 0
    assert len(_json(capsys)["proposals"]) == 20
