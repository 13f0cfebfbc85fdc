"""`tular assign`: the JSON that integrators get, words for people, and refusals that name the place."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tular.config.cli import run

TASK: dict[str, Any] = {
    "proposals": [{"id": "P1", "readings": 2}, {"id": 7, "readings": 1}],
    "evaluators": [{"id": "Ani", "min": 1, "max": 2}, {"id": 12, "min": 0, "max": 2}],
    "affinity": [["P1", "Ani", 0.5], ["P1", 12, 0.25], [7, 12, 1], [7, "Ani", 0]],
    "conflicts": [],
    "objective": "total",
}


def _run(tmp_path: Path, told: Any, *options: str) -> int:
    path = tmp_path / "tugas.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return run(["assign", str(path), *options])


def test_the_answer_has_the_keys_of_the_contract_and_ids_as_they_came(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, TASK, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told.pop("seconds") >= 0
    assert told.pop("explanation")
    assert told == {
        "feasible": True,
        "assignments": [[7, 12], ["P1", 12], ["P1", "Ani"]],
        "total": 1.75,
        "worst": 0.75,
    }


def test_standard_input_and_the_worst_served(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = io.TextIOWrapper(io.BytesIO(json.dumps(TASK | {"objective": "worst"}).encode()))
    monkeypatch.setattr("sys.stdin", data)
    assert run(["assign", "-", "--json", "--detail"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["worst"], told["bound"], told["gap"]) == (0.75, 0.75, 0.0)


def test_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, TASK) == 0
    said = capsys.readouterr().out
    assert "P1: 12, Ani" in said and "Jumlah kecocokan 1.75" in said


def test_what_is_impossible_ends_with_1_and_says_what_to_relax(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = TASK | {
        "conflicts": [["P1", 12], [7, 12]],
        "evaluators": [TASK["evaluators"][0], {"id": 12, "min": 0, "max": 2}],
    }
    assert _run(tmp_path, asked, "--json", "--detail") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["feasible"] is False and told["assignments"] == [] and told["total"] is None and told["worst"] is None
    assert [(one["code"], one["proposals"]) for one in told["obstacles"]] == [("too_few_free_evaluators", ["P1"])]
    assert "cabut paling sedikit 1 benturan kepentingan (di antara P1–12)" in told["explanation"]
    assert told["partial"] == [[7, "Ani"], ["P1", "Ani"]]
    assert _run(tmp_path, asked) == 1
    assert "Tidak dapat ditugaskan." in capsys.readouterr().out


def test_fixed_pairs_and_groups_with_bridges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {
        "proposals": [{"id": number, "readings": 2} for number in range(8)],
        "evaluators": [{"id": who, "min": 0, "max": 9} for who in "abcd"],
        "affinity": [],
        "fixed": [[0, "a"]],
        "groups": {
            "proposals": [[number, number % 2] for number in range(8)],
            "evaluators": [["a", 0], ["b", 1], ["c", 0], ["d", 1]],
            "bridges": 2,
        },
    }
    assert _run(tmp_path, asked, "--json", "--detail") == 0
    told = json.loads(capsys.readouterr().out)
    assert [0, "a"] in told["assignments"]
    assert len(told["bridges"]) == 2 and len(told["design"]["components"]) == 1
    assert "2 proposal dibaca juga oleh kelompok lain." in told["explanation"]


def _without(key: str) -> dict[str, Any]:
    return {name: value for name, value in TASK.items() if name != key}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("{", "bukan JSON yang benar"),
        ("[" * 100_000, "terlalu dalam"),
        ('{"proposals": [], "proposals": []}', '"proposals" disebut dua kali'),
        (json.dumps(TASK).replace("0.25", "NaN"), "NaN bukan angka"),
        (json.dumps(TASK).replace("0.25", "1e999"), "affinity ke-2: nilai harus angka biasa, bukan inf"),
        (json.dumps(TASK).replace("0.25", "1" + "0" * 400), "bukan bilangan yang sangat besar"),
        (json.dumps(TASK).replace("0.25", '"x"'), 'bukan "x"'),
        ([], "satu objek JSON"),
        (None, "satu objek JSON"),
        (_without("proposals"), "tidak mempunyai kunci proposals"),
        (_without("affinity"), "tidak mempunyai kunci affinity"),
        (TASK | {"conflict": []}, "Mungkin maksudnya conflicts"),
        (TASK | {"proposals": []}, "proposals masih kosong"),
        (TASK | {"proposals": {}}, "proposals harus daftar, bukan objek"),
        (TASK | {"proposals": ["P1"]}, 'proposals ke-1 harus objek dengan id, readings, bukan "P1"'),
        (TASK | {"proposals": [{"id": "P1"}]}, "proposals ke-1 tidak mempunyai readings"),
        (TASK | {"proposals": [{"id": "P1", "readings": -1}]}, "antara 0 dan 1000000, bukan -1"),
        (TASK | {"proposals": [{"id": "P1", "readings": 1.5}]}, "bilangan bulat, bukan 1.5"),
        (TASK | {"proposals": [{"id": "P1", "readings": True}]}, "bilangan bulat, bukan true"),
        (TASK | {"proposals": [{"id": "P1", "readings": 1}] * 2}, "proposals ke-2: id P1 sudah dipakai"),
        (TASK | {"proposals": [{"id": None, "readings": 1}]}, "id harus teks atau angka, bukan null"),
        (TASK | {"proposals": [{"id": " ", "readings": 1}]}, "id masih kosong"),
        (TASK | {"evaluators": [{"id": "Ani", "min": 0, "max": 10**30}]}, "evaluators ke-1 (Ani): max harus antara 0"),
        (TASK | {"affinity": [["P9", "Ani", 1]]}, 'affinity ke-1 menyebut id yang tidak ada: "P9"'),
        (TASK | {"affinity": [["P1", ["Ani"], 1]]}, "affinity ke-1 menyebut id yang tidak ada: daftar"),
        (TASK | {"affinity": [["P1", "Ani"]]}, "affinity ke-1 harus [proposal, evaluator, nilai]"),
        (TASK | {"affinity": [["P1", "Ani", 1], ["P1", "Ani", 2]]}, "affinity ke-2: pasangan P1, Ani sudah"),
        (TASK | {"conflicts": [["P1", "Budi"]]}, 'conflicts ke-1 menyebut id yang tidak ada: "Budi"'),
        (TASK | {"conflicts": [["P1"]]}, "conflicts ke-1 harus [proposal, evaluator]"),
        (TASK | {"objective": "best"}, 'objective harus "total" atau "worst", bukan "best"'),
        (TASK | {"objective": ["total"]}, "bukan daftar"),
        (TASK | {"groups": []}, "groups harus objek"),
        (TASK | {"groups": {"bridges": 1, "precision": 1}}, "tepat satu"),
        (TASK | {"groups": {"precision": 0}}, "lebih dari 0, bukan 0"),
        (TASK | {"groups": {"bridges": 1, "proposals": [["P1", "x"]]}}, "kelompok x dari proposal P1 tidak mempunyai"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: Any, said: str
) -> None:
    assert _run(tmp_path, told, "--json") == 2
    streams = capsys.readouterr()
    assert said in streams.err and streams.out == ""


def test_no_evaluators_at_all_is_impossible_and_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, TASK | {"evaluators": [], "affinity": []}, "--json") == 1
    assert "Tambahkan penilai" in json.loads(capsys.readouterr().out)["explanation"]


def test_files_that_are_no_text_or_not_there_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tugas.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert run(["assign", str(path)]) == 2
    assert "bukan teks UTF-8" in capsys.readouterr().err
    for missing in (tmp_path / "tidak-ada.json", tmp_path):
        assert run(["assign", str(missing)]) == 2
        assert "tidak dapat dibaca" in capsys.readouterr().err


def test_too_many_pairs_for_memory_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = {
        "proposals": [{"id": number, "readings": 1} for number in range(1001)],
        "evaluators": [{"id": number, "min": 0, "max": 1} for number in range(5000)],
        "affinity": [],
    }
    assert _run(tmp_path, many, "--json") == 2
    assert "terlalu besar" in capsys.readouterr().err
