"""`tular evidence pool`: the JSON of the issue, a table for people, clear sentences for files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tular.config.cli import run

Output = pytest.CaptureFixture[str]

COUNTS = """study,events_after,n_after,events_before,n_before
Kab. A,12,200,30,210
Kota B,8,150,19,140
Kab. C,40,900,55,870
"""
KEYS = ["effect", "low95", "high95", "tau2", "i2", "q", "prediction_low95", "prediction_high95", "method", "comparable"]


def _file(folder: Path, text: str) -> str:
    path = folder / "hasil.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_json_has_the_shape_of_the_issue(tmp_path: Path, capsys: Output) -> None:
    assert run(["evidence", "pool", _file(tmp_path, COUNTS), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [*KEYS, "reason"]
    assert told["comparable"] is True and told["reason"] == ""
    assert told["prediction_low95"] < told["low95"] < told["effect"] < told["high95"] < told["prediction_high95"]
    assert "REML" in told["method"]


def test_effects_with_decimal_commas_give_the_same_in_any_order(tmp_path: Path, capsys: Output) -> None:
    run(["evidence", "pool", _file(tmp_path, "study;effect;variance\nA;-0,5;0,04\nB;-0,1;0,02\n"), "--json"])
    first = capsys.readouterr().out
    run(["evidence", "pool", _file(tmp_path, "variance,study,effect\n0.02,B,-0.1\n0.04,A,-0.5\n"), "--json"])
    assert capsys.readouterr().out == first
    assert "dua tempat" in json.loads(first)["reason"]


def test_people_get_a_row_for_each_place_and_plain_words(tmp_path: Path, capsys: Output) -> None:
    assert run(["evidence", "pool", _file(tmp_path, COUNTS)]) == 0
    told = capsys.readouterr().out
    assert "Kab. A" in told and "Gabungan: -0," in told and "Di tempat baru:" in told


def test_one_place_is_refused_with_the_reason_also_in_json(tmp_path: Path, capsys: Output) -> None:
    assert run(["evidence", "pool", _file(tmp_path, "study,effect,variance\nA,0.1,0.2\n"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["comparable"] is False and told["effect"] is None
    assert "Baru satu tempat" in told["reason"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("study,effect\nA,1\n", "perlu kolom study dan effect, variance"),
        ("study,effect,variance\nA,satu,0.1\n", "baris 2: effect \"satu\" bukan angka"),
        ("study,effect,variance\nA,0.1,0\nB,,1\n", "baris 2: Ragam"),
        ("study,effect,variance\nA,0.1,1\nB,,1\n", "baris 3: Kolom effect kosong"),
        ("study,events_after,n_after,events_before,n_before\nA,5,0,1,3\n", "Penyebut sesudah harus lebih dari 0"),
        ("study,events_after,n_after,events_before,n_before\nA,5,4,1,3\n", "tidak dapat lebih dari 100%"),
        ("study,effect,variance\n,0.1,1\n", "Kolom study kosong"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_by_line(tmp_path: Path, capsys: Output, text: str, said: str) -> None:
    assert run(["evidence", "pool", _file(tmp_path, text), "--json"]) == 2
    assert said in capsys.readouterr().err
