"""`tular rulebook check | score | eligible`: results in words and as JSON, refusals that say what would be right."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tular.config.cli import run

CONTEST = """
schema = "tular-competition-1"
id = "lomba-2026"
title = "Lomba buatan untuk pengujian"
scope = "regional"
unknown = ["nama piala"]

[submission]
closes = 2026-03-31T16:00:00+07:00

[[groups]]
id = "umum"
label = "Umum"
min_age_months = 12
source = "pedoman buatan, pasal 4"
confidence = "certain"

[[eligibility]]
rule = "title_decency"
check = "human"
note = "judulnya pantas"

[form]
sections = [{ id = "ringkasan", label = "Ringkasan", max_words = 200 }]

[[stages]]
id = "proposal"
kind = "scored_desk_review"
scale = [0, 100]
passing_grade = 75

[criteria.umum]
stage = "proposal"
items = [{ id = "kebaruan", label = "Kebaruan", weight = 40 }, { id = "dampak", label = "Dampak", weight = 60 }]

[[bands]]
items = [{ label = "biasa", max = 80, max_open = true }, { label = "unggul", min = 80 }]
"""

CASES = """
[[score]]
name = "the higher weight counts more"
group = "umum"
marks = { kebaruan = 70, dampak = 90 }
total = 82
"""

GOOD = {"group": "umum", "stage": "proposal", "marks": {"kebaruan": 70, "dampak": 90}}
WEAK = {"group": "umum", "stage": "proposal", "marks": {"kebaruan": 70, "dampak": 70.5}}
OLD = {"group": "umum", "implementation_start": "2025-03-31"}
YOUNG = {"group": "umum", "implementation_start": "2025-04-01"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "lomba.toml"
    path.write_text(CONTEST, encoding="utf-8")
    return path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command: its exit code, what it printed, and what it complained of."""

    def told(*arguments: object) -> tuple[int, str, str]:
        code = run(["rulebook", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return told


def data(book: Path, value: object) -> Path:
    path = book.with_name("masukan.json")
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def named(book: Path) -> dict[str, str]:
    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    return {"id": "lomba-2026", "title": "Lomba buatan untuk pengujian", "sha256": digest}


# ------------------------------------------------------------------ check


def test_a_whole_rulebook_may_be_opened_and_still_says_what_is_not_known(book: Path, said: Any) -> None:
    code, out, err = said("check", book)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"Lomba buatan untuk pengujian (lomba-2026, {named(book)['sha256'][:12]})",
        "  belum diketahui: nama piala",
        "Lengkap: dapat dibuka sebagai kompetisi.",
    ]


def test_a_gap_that_matters_is_told_with_its_place_and_is_no_failure(book: Path, said: Any) -> None:
    book.write_text(CONTEST.replace("closes = 2026-03-31T16:00:00+07:00", ""), encoding="utf-8")
    code, out, err = said("check", book)
    assert (code, err) == (0, "")
    assert out.splitlines()[2:] == [
        "  perlu dilengkapi: hari dan jam penutupan pengajuan belum ditetapkan (submission.closes)",
        "Dapat dibaca. Belum dapat dibuka sebagai kompetisi: 1 hal perlu dilengkapi.",
    ]


def test_check_as_json_is_the_same_told_to_a_program(book: Path, said: Any) -> None:
    code, out, _ = said("check", book, "--json")
    assert (code, json.loads(out)) == (
        0,
        {
            "rulebook": named(book),
            "can_be_opened": True,
            "gaps": [{"key": "unknown", "sentence": "nama piala", "blocks": False}],
            "failed_cases": [],
        },
    )


def test_cases_beside_the_file_are_run_and_a_failing_one_is_told(book: Path, said: Any) -> None:
    cases = book.with_name("lomba.cases.toml")
    cases.write_text(CASES)
    assert said("check", book)[0] == 0
    cases.write_text(CASES.replace("82", "83"))
    code, out, _ = said("check", book)
    assert code == 1
    assert "  kasus gagal: the higher weight counts more: total 82.00, seharusnya 83\n" in out
    code, out, _ = said("check", book, "--json")
    assert (code, len(json.loads(out)["failed_cases"])) == (1, 1)


BROKEN = {
    "no TOML at all": ("= 3", "lomba.toml: baris 1: bukan TOML yang benar"),
    "an empty file": ("", "lomba.toml: schema: harus salah satu dari tular-competition-1"),
    "a weight in quotes": (
        CONTEST.replace("weight = 40", 'weight = "40"'),
        "criteria.umum.items[1].weight: harus angka",
    ),
    "a stage that does not exist": (
        CONTEST.replace('stage = "proposal"', 'stage = "final"'),
        'lomba.toml: criteria.umum.stage: tahap "final" tidak ada; yang ada: proposal',
    ),
    "bands that overlap": (CONTEST.replace(", max_open = true", ""), 'bertumpang tindih dengan "biasa"'),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", ["check", "score", "eligible"])
def test_a_broken_rulebook_is_refused_with_file_key_and_what_would_be_right(
    book: Path, said: Any, command: str, kind: str
) -> None:
    text, message = BROKEN[kind]
    book.write_text(text, encoding="utf-8")
    code, out, err = said(command, book, *([] if command == "check" else ["--input", data(book, GOOD)]))
    assert (code, out) == (1, "")
    assert message in err and "Traceback" not in err


@pytest.mark.parametrize("command", ["check", "score", "eligible"])
def test_a_file_that_is_not_there_is_named(book: Path, said: Any, command: str) -> None:
    gone = book.with_name("lain.toml")
    assert said(command, gone, *([] if command == "check" else ["--input", data(book, GOOD)])) == (
        1, "", f"{gone} tidak dapat dibaca: periksa nama berkasnya.\n",
    )  # fmt: skip


# ------------------------------------------------------------------ score


def test_a_score_is_told_with_how_it_came_about(book: Path, said: Any) -> None:
    code, out, err = said("score", book, "--input", data(book, GOOD))
    assert (code, err) == (0, "")
    assert out == (
        "Kebaruan: 70 × bobot 40 = 2.800\n"
        "Dampak: 90 × bobot 60 = 5.400\n"
        "Nilai: 2.800 + 5.400 = 8.200\n"
        "Nilai: 8.200 ÷ 100 (jumlah bobot) = 82\n"
        "Nilai: 82 (unggul)\n"
    )


def test_a_score_as_json_has_every_step_with_its_rule(book: Path, said: Any) -> None:
    code, out, _ = said("score", book, "--input", data(book, GOOD), "--json")
    assert code == 0
    assert json.loads(out) == {
        "total": 82.0,
        "maximum": 100.0,
        "band": "unggul",
        "passes": True,
        "derivation": [
            {"part": "kebaruan", "label": "Kebaruan", "formula": "70 × bobot 40", "value": 2800.0,
             "rule": "criteria.umum.items[1]"},
            {"part": "dampak", "label": "Dampak", "formula": "90 × bobot 60", "value": 5400.0,
             "rule": "criteria.umum.items[2]"},
            {"part": "umum", "label": "Nilai", "formula": "2.800 + 5.400", "value": 8200.0, "rule": "criteria.umum"},
            {"part": "umum", "label": "Nilai", "formula": "8.200 ÷ 100 (jumlah bobot)", "value": 82.0,
             "rule": "criteria.umum"},
        ],
        "notes": [],
        "rulebook": named(book),
    }  # fmt: skip


def test_a_list_gives_a_list_in_its_order(book: Path, said: Any) -> None:
    _, out, _ = said("score", book, "--input", data(book, [GOOD, WEAK]), "--json")
    # 0.4 × 70 + 0.6 × 70.5
    assert [(one["total"], one["band"], one["passes"]) for one in json.loads(out)] == [
        (82.0, "unggul", True),
        (70.3, "biasa", False),
    ]
    _, out, _ = said("score", book, "--input", data(book, [GOOD, WEAK]))
    assert [line for line in out.splitlines() if "bobot" not in line and "+" not in line] == [
        "Nilai: 82 (unggul)", "Nilai: 70,3 (biasa)",
    ]  # fmt: skip


def test_a_minus_reads_from_standard_input(book: Path, said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode())))
    code, out, _ = said("score", book, "--input", "-", "--json")
    assert (code, json.loads(out)["total"]) == (0, 82.0)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(OLD).encode())))
    code, out, _ = said("eligible", book, "--input", "-", "--json")
    assert (code, json.loads(out)["eligible"]) == (0, True)


REFUSED: dict[str, tuple[object, str]] = {
    "broken JSON": ('{"marks": ', "bukan JSON yang benar"),
    "a number": (5, "Masukan harus satu objek JSON atau daftar objek."),
    "an empty list": ([], "Masukan harus satu objek JSON atau daftar objek."),
    "no marks": ({"group": "umum"}, "masukan ke-1: marks: harus ada"),
    "marks in a list": ({"group": "umum", "marks": [70, 90]}, "masukan ke-1: marks: harus seperti"),
    "the second of two": (
        [GOOD, {**GOOD, "marks": {"kebaruan": 101, "dampak": 90}}],
        "masukan ke-2: Kebaruan (kebaruan): nilai 101 di luar skala 0–100",
    ),
    "a mark in quotes": ({**GOOD, "marks": {"kebaruan": "70", "dampak": 90}}, "Kebaruan (kebaruan): '70' bukan angka"),
    "not a number": ('{"group": "umum", "marks": {"kebaruan": NaN, "dampak": 90}}', "bukan angka biasa"),
    "a mark that nobody could add up": (
        '{"group": "umum", "marks": {"kebaruan": 1e999999, "dampak": 90}}', "bukan angka biasa",
    ),
    "a mark too large to be one": (
        '{"group": "umum", "marks": {"kebaruan": 1e999, "dampak": 90}}', "(kebaruan): 1E+999 bukan angka biasa",
    ),
    "a criterion that is marked twice": (
        '{"group": "umum", "marks": {"kebaruan": 7, "kebaruan": 70, "dampak": 90}}', '"kebaruan" disebut dua kali',
    ),
    "an unknown criterion": ({**GOOD, "marks": {"kebaruan": 70, "guna": 90}}, 'kriteria "guna" tidak ada; yang ada:'),
    "a missing criterion": ({**GOOD, "marks": {"kebaruan": 70}}, "nilai untuk Dampak (dampak) belum ada"),
    "an unknown group": ({**GOOD, "group": "khusus"}, 'kelompok "khusus" tidak ada; yang ada: umum'),
    "an unknown stage": ({**GOOD, "stage": "final"}, 'tahap "final" tidak ada; yang ada: proposal'),
    "an index that there is not": ({"government": {}, "innovations": []}, "tidak menghitung indeks"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_scored_is_refused_whole_with_the_reason(book: Path, said: Any, kind: str) -> None:
    value, message = REFUSED[kind]
    code, out, err = said("score", book, "--input", data(book, value), "--json")
    assert (code, out) == (1, "")
    assert message in err and "Traceback" not in err


@pytest.mark.parametrize("command", ["score", "eligible"])
def test_an_input_that_is_not_there_is_named(book: Path, said: Any, command: str) -> None:
    gone = book.with_name("lain.json")
    assert said(command, book, "--input", gone) == (
        1, "", f"{gone} tidak dapat dibaca: periksa nama berkasnya.\n",
    )  # fmt: skip


# ------------------------------------------------------------------ eligible


def test_each_rule_about_entering_gets_its_verdict_in_words(book: Path, said: Any) -> None:
    code, out, err = said("eligible", book, "--input", data(book, [OLD, YOUNG, {"group": "umum"}]))
    assert (code, err) == (0, "")
    age = "bulan pada penutupan 31 Maret 2026; paling sedikit 12 bulan (groups[1].min_age_months)"
    human = "[diperiksa orang] human: judulnya pantas (eligibility[1])"
    assert out.splitlines() == [
        human,
        f"[ya] min_age_months: berumur 12 {age}",
        human,
        f"[TIDAK] min_age_months: berumur 11 {age}",
        human,
        "[?] min_age_months: tanggal mulai penerapan belum diisi (groups[1].min_age_months)",
    ]


def test_verdicts_as_json_name_rule_place_and_source(book: Path, said: Any) -> None:
    code, out, _ = said("eligible", book, "--input", data(book, YOUNG), "--json")
    assert (code, json.loads(out)) == (
        0,
        {
            "eligible": False,
            "needs_a_person": True,
            "rules": [
                {
                    "rule": "human",
                    "status": "human",
                    "reason": "judulnya pantas",
                    "key": "eligibility[1]",
                    "source": "",
                    "confidence": None,
                },
                {
                    "rule": "min_age_months",
                    "status": "unmet",
                    "reason": "berumur 11 bulan pada penutupan 31 Maret 2026; paling sedikit 12 bulan",
                    "key": "groups[1].min_age_months",
                    "source": "pedoman buatan, pasal 4",
                    "confidence": "certain",
                },
            ],
            "rulebook": named(book),
        },
    )


def test_what_is_not_known_makes_nobody_eligible_or_not(book: Path, said: Any) -> None:
    code, out, _ = said("eligible", book, "--input", data(book, [OLD, YOUNG, {"group": "umum"}]), "--json")
    assert (code, [one["eligible"] for one in json.loads(out)]) == (0, [True, False, None])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[", "bukan JSON yang benar"),
        ({"group": 4}, "group: harus teks"),
        ({"group": "anak"}, 'kelompok "anak" tidak ada; yang ada: umum'),
        ({"group": "umum", "age": 12}, '"age" tidak dikenal; yang dikenal: agency_type,'),
        ({"group": "umum", "implementation_start": "31-03-2025"}, "implementation_start: harus tanggal"),
        ([OLD, {"group": "umum", "entered": -1}], "masukan ke-2: entered: harus bilangan bulat mulai 0"),
        ({"group": "umum", "awards": ["terpuji"]}, "awards[1]: harus berisi award"),
    ],
)
def test_facts_that_cannot_be_read_are_refused_with_the_reason(
    book: Path, said: Any, value: object, message: str
) -> None:
    code, out, err = said("eligible", book, "--input", data(book, value))
    assert (code, out) == (1, "")
    assert message in err and "Traceback" not in err
