"""The shipped rulebooks of competitions: each is read, its worked cases hold, and it says what it does not know."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tular.engines.rulebook import load
from tular.engines.rulebook.cases import failures
from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.eligibility import RULES
from tular.engines.rulebook.parts import Unfit
from tular.engines.rulebook.reading import read_competition
from tular.engines.rulebook.scoring import score_entry

SHIPPED = Path(__file__).parents[3] / "rulebooks" / "competitions"
BOOKS = sorted(path for path in SHIPPED.glob("*.toml") if not path.name.endswith(".cases.toml"))

NO_CLOSE = ("submission.closes", "hari dan jam penutupan pengajuan belum ditetapkan")
NO_SCALE = "skala nilai belum diketahui; dihitung atas 0–100"

BLOCKING = {
    "iga-2023": [
        NO_CLOSE,
        ("criteria.presentasi", NO_SCALE),
        ("index", "bagian dan bobot indikator indeks belum diketahui"),
    ],
    "iga-2026": [NO_CLOSE, ("stages", "tahap belum ditetapkan")],
    "kipp-2018": [
        NO_CLOSE,
        ("form", "isian belum ditetapkan untuk umum"),
        ("stages[2]", "kriteria tahap proposal belum ada untuk umum"),
    ],
    "kipp-2019": [
        NO_CLOSE,
        ("form", "isian belum ditetapkan untuk umum"),
        ("stages[2]", "kriteria tahap proposal belum ada untuk umum"),
    ],
    "kipp-2020": [
        NO_CLOSE,
        ("form", "isian belum ditetapkan untuk umum, replikasi, khusus"),
        ("stages[2]", "kriteria tahap proposal belum ada untuk umum, replikasi, khusus"),
    ],
    "kipp-2021": [NO_CLOSE, ("criteria", "kriteria dan bobotnya belum lengkap"), ("criteria", NO_SCALE)],
    "kipp-2022": [("criteria.umum", NO_SCALE), ("stages[2]", "kriteria tahap proposal belum ada untuk khusus")],
    "kipp-2023": [
        ("form", "isian belum ditetapkan untuk khusus"),
        ("criteria.umum", NO_SCALE),
        ("stages[2]", "kriteria tahap proposal belum ada untuk khusus"),
    ],
    "kipp-2025": [
        ("submission.closes", "jam dan zona waktu penutupan belum ditetapkan"),
        ("form", "isian belum ditetapkan untuk umum, replikasi"),
        ("stages[2]", "kriteria tahap proposal belum ada untuk replikasi"),
        ("stages[3]", "kriteria tahap fisibilitas belum ada untuk umum, replikasi"),
    ],
    "kipp-sulsel-2022": [
        NO_CLOSE,
        ("criteria.proposal", "kriteria dan bobotnya belum lengkap"),
        ("criteria.proposal", NO_SCALE),
        ("criteria.presentasi", NO_SCALE),
    ],
    "koin-yanlik-ntt-2023": [NO_CLOSE],
    "kovablik-jatim-2022": [NO_CLOSE, ("criteria", "belum satu tahap pun punya kriteria")],
}
"""What keeps each from being opened as it stands; none of these editions is known whole."""

READY = ("kompetisi-daerah", "pilihan-instansi")
"""Made to be cloned: nothing is missing."""

ALL = sorted((*BLOCKING, *READY))


@cache
def competition(name: str) -> Competition:
    return read_competition(load(SHIPPED / f"{name}.toml"))


def failed_cases(name: str, rules: Competition) -> list[str]:
    path = SHIPPED / f"{name}.cases.toml"
    return list(failures(rules, path.read_text(encoding="utf-8"), path.name))


def test_these_and_no_others_are_shipped() -> None:
    assert [path.stem for path in BOOKS] == ALL
    assert [load(path).id for path in BOOKS] == ALL


@pytest.mark.parametrize("name", READY)
def test_the_ready_made_ones_can_be_opened_as_they_are(name: str) -> None:
    rules = competition(name)
    assert (rules.gaps, rules.can_be_opened) == ((), True)
    sources = {source.text for source in rules.book.sources}
    assert sources == {"ditetapkan Tular sebagai contoh; ubah menurut keputusan penyelenggara"}


def test_one_that_asks_nothing_is_for_choosing_inside_an_agency() -> None:
    assert [name for name in ALL if competition(name).is_preselection] == ["pilihan-instansi"]


@pytest.mark.parametrize("name", ALL)
def test_the_worked_cases_hold(name: str) -> None:
    assert failed_cases(name, competition(name)) == []


@pytest.mark.parametrize("name", sorted(BLOCKING))
def test_what_is_not_known_is_told_and_keeps_it_from_being_opened(name: str) -> None:
    rules = competition(name)
    told = [(gap.key, gap.sentence, gap.blocks) for gap in rules.gaps]
    assert told == [("unknown", text, False) for text in rules.book.unknown] + [
        (key, sentence, True) for key, sentence in BLOCKING[name]
    ]
    assert not rules.can_be_opened


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_rule_tells_its_source_and_how_sure_it_is(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = [
        (key, rule)
        for key, block in table.items()
        if isinstance(block, dict) or (isinstance(block, list) and block and isinstance(block[0], dict))
        for rule in (block if isinstance(block, list) else [block])
    ]
    # Forms and criteria that differ by group tell it once for each.
    told = [one for _, rule in rules for one in ([rule] if "source" in rule else rule.values())]
    assert [key for key, rule in rules if "source" not in rule and key not in ("form", "criteria")] == []
    assert [one for one in told if not {"source", "confidence"} <= set(one)] == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_the_head_speaks_both_languages(path: Path) -> None:
    book = load(path)
    assert book.title_en != book.title
    assert [one for one, other in zip(book.unknown, book.unknown_en, strict=True) if one == other] == []


@pytest.mark.parametrize("name", ALL)
def test_stages_awards_and_rules_have_names_for_people(name: str) -> None:
    rules = competition(name)
    assert [stage.id for stage in rules.stages if stage.label == stage.id] == []
    assert [award.id for award in rules.awards if award.label == award.id] == []
    assert [group.id for group in rules.groups if group.label == group.id] == []
    criteria = [part for one in rules.criteria for part in one.part.criteria()]
    assert [part.id for part in criteria if part.label == part.id] == []


def test_agencies_are_named_by_the_codes_of_the_directory() -> None:
    named = {kind for name in ALL for rule in competition(name).rules for kind in rule.allowed}
    directory = {"kementerian", "lembaga", "provinsi", "kabupaten", "kota", "bumn", "bumd"}
    assert named - directory == {"perangkat_daerah_provinsi"}


def test_the_series_tells_which_competition_an_award_is_of() -> None:
    series = Counter(competition(name).series for name in BLOCKING)
    assert series == {"kipp": 7, "iga": 2, "kipp-sulsel": 1, "koin-yanlik": 1, "kovablik": 1}


def test_the_cases_try_every_kind_of_rule_about_entering_that_is_in_use() -> None:
    used = {rule.kind for name in ALL for rule in competition(name).rules}
    tried: set[str] = set()
    for name in BLOCKING:
        for case in tomllib.loads((SHIPPED / f"{name}.cases.toml").read_text(encoding="utf-8")).get("eligible", []):
            tried |= set(case.get("verdicts", {}))
    assert used == tried == RULES


def test_a_changed_rule_breaks_its_cases() -> None:
    data = (SHIPPED / "kipp-2023.toml").read_bytes()
    changed = data.replace(b'label = "Signifikansi", weight = 30', b'label = "Signifikansi", weight = 40')
    assert changed != data
    failed = failed_cases("kipp-2023", read_competition(load(changed, "kipp-2023.toml")))
    assert [text.partition(": total ")[2] for text in failed] == [
        "78.86, seharusnya 78.25", "78.86, seharusnya 78.25", "70.00, seharusnya 70.01",
    ]  # fmt: skip


CITY = """
schema = "tular-competition-1"
id = "lomba-kota-buatan-2026"
title = "Lomba kota yang dibuat-buat untuk pengujian"
scope = "regional"
unknown = []

[[groups]]
id = "umum"

[[stages]]
id = "penilaian"
kind = "scored_panel_review"

[criteria.penilaian]
stage = "penilaian"
levels = [1, 2, 3]
combine = "sum"
parts = [
  { id = "isi", jury = "akademisi", combine = "weighted_sum", items = [
    { id = "kebaruan", weight = 5 }, { id = "manfaat", weight = 6 }, { id = "keberlanjutan", weight = 4 },
  ] },
  { id = "tampil", jury = "media", combine = "weighted_sum", items = [
    { id = "video", weight = 2 }, { id = "paparan", weight = 4 },
  ] },
]
"""
"""Made up: the shape of city contests, with levels 1 to 3, weights that total 21, and a jury for each part."""

MARKS = {"kebaruan": 3, "manfaat": 2, "keberlanjutan": 2, "video": 3, "paparan": 1}


def city() -> Competition:
    return read_competition(load(CITY.encode(), "lomba-kota.toml"))


def test_levels_times_weights_of_several_juries_add_up() -> None:
    score = score_entry(city(), MARKS)
    # 15 + 12 + 8 and 6 + 4
    assert (score.total, score.maximum, score.band, score.passes) == (Decimal(45), 63, None, None)
    assert {name: score.values[name] for name in ("isi", "tampil")} == {"isi": 35, "tampil": 10}
    assert score.notes == ()


def test_each_jury_marks_its_own_part_only() -> None:
    inner = {"kebaruan": 3, "manfaat": 3, "keberlanjutan": 3}
    assert [
        (score.total, score.maximum)
        for score in (
            score_entry(city(), inner, jury="akademisi"),
            score_entry(city(), {"video": 3, "paparan": 1}, jury="media"),
        )
    ] == [(Decimal(45), 45), (Decimal(10), 18)]
    with pytest.raises(Unfit, match='kriteria "video" tidak ada'):
        score_entry(city(), {**inner, "video": 3}, jury="akademisi")
    with pytest.raises(Unfit, match='juri "warga" tidak menilai apa pun'):
        score_entry(city(), inner, jury="warga")


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Unfit, match=r"nilai 4 bukan salah satu tingkat \(1, 2, 3\)"):
        score_entry(city(), {**MARKS, "paparan": 4})
