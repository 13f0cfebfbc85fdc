"""A competition's rulebook is read, with its gaps; rules that contradict themselves are refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.rulebook.books import CRITERIA, FORM, HEAD, PROPOSAL, competition
from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.competition import Award, Category, Group, Places
from tular.engines.rulebook.reading import read_competition


def test_a_whole_rulebook_can_be_opened() -> None:
    rules = competition(FORM, PROPOSAL, CRITERIA)
    assert rules.groups == (Group("umum", "umum", "open"), Group("khusus", "khusus", "invited"))
    assert (rules.series, rules.can_be_opened, rules.gaps) == ("lomba", True, ())


def test_places_are_read_in_each_of_their_forms() -> None:
    rules = competition(
        """
[[stages]]
id = "satu"
kind = "scored_desk_review"
shortlist = 150
[[stages]]
id = "dua"
kind = "scored_desk_review"
nominations = { umum = 198, khusus = 30 }
[[stages]]
id = "tiga"
kind = "panel_selection"
cutoffs = [{ pool = ["umum", "khusus"], count = 99 }]
[[awards]]
id = "finalis"
label = "Top 99"
count = 99
pool = ["umum"]
"""
    )
    assert [stage.shortlist for stage in rules.stages] == [
        (Places((), 150),),
        (Places(("umum",), 198), Places(("khusus",), 30)),
        (Places(("umum", "khusus"), 99),),
    ]
    assert rules.awards == (Award("finalis", "Top 99", 99, ("umum",), ""),)


def test_gaps_are_told_and_only_those_that_matter_block() -> None:
    text = HEAD.replace("unknown = []", 'unknown = ["aturan nilai seri"]').replace("T16:00:00+07:00", "")
    rules = read_competition(load((text + PROPOSAL).encode(), "lomba.toml"))
    assert [(gap.key, gap.sentence, gap.blocks) for gap in rules.gaps] == [
        ("unknown", "aturan nilai seri", False),
        ("submission.closes", "jam dan zona waktu penutupan belum ditetapkan", True),
        ("form", "isian belum ditetapkan untuk umum, khusus", True),
        ("stages[1]", "kriteria tahap proposal belum ada untuk umum, khusus", True),
    ]


def test_a_shortlist_may_be_a_multiple_of_a_multiple() -> None:
    rules = competition(
        """
[[stages]]
id = "panjang"
kind = "scored_desk_review"
shortlist = { times = 3, of = "finalis" }
[[stages]]
id = "finalis"
kind = "panel_selection"
shortlist = { times = 1.5, of = "pemenang" }
[[stages]]
id = "pemenang"
kind = "panel_selection"
cutoffs = [{ pool = ["umum"], count = 5 }, { pool = ["khusus"], count = 2 }]
"""
    )
    assert [[one.count for one in stage.shortlist] for stage in rules.stages] == [[24, 9], [8, 3], [5, 2]]


@pytest.mark.parametrize(
    ("items", "gaps"),
    [
        (
            '{ id = "a", weight = 70 }, { id = "b" }',
            [("criteria.proposal.items[2].weight", "bobot b belum diketahui")],
        ),
        ('{ id = "a", weight = 0 }', [("criteria.proposal", "semua bobotnya 0, jadi tidak ada yang dihitung")]),
        ('{ id = "a" }, { id = "b" }', []),  # a plain mean
    ],
)
def test_what_could_not_be_computed_keeps_an_edition_from_being_opened(items: str, gaps: list[tuple[str, str]]) -> None:
    rules = competition(FORM, PROPOSAL, f'[criteria.proposal]\nstage = "proposal"\nitems = [{items}]')
    assert [(gap.key, gap.sentence) for gap in rules.gaps if gap.blocks] == gaps


def test_a_rule_without_its_value_is_a_gap_that_matters() -> None:
    rules = competition(FORM, PROPOSAL, CRITERIA, '[[eligibility]]\nrule = "min_age_months"')
    assert [(gap.key, gap.blocks) for gap in rules.gaps] == [("eligibility[1].value", True)]


def test_a_passing_grade_that_nobody_can_reach_keeps_an_edition_from_being_opened() -> None:
    rules = competition(FORM, PROPOSAL, "passing_grade = 185", CRITERIA)
    assert [(gap.key, gap.sentence, gap.blocks) for gap in rules.gaps] == [
        ("stages[1].passing_grade", "batas lulus 185 tidak dapat dicapai; nilai tertinggi 100", True)
    ]
    assert competition(FORM, PROPOSAL, "passing_grade = 100", CRITERIA).can_be_opened


WRONG = {
    "a weight in quotes": (
        PROPOSAL + CRITERIA.replace("weight = 100", 'weight = "100"'),
        "criteria.proposal.items[1].weight",
        'harus angka, bukan teks "100"; hapus tanda kutipnya',
    ),
    "two sets of criteria for the same marks": (
        PROPOSAL + CRITERIA + CRITERIA.replace("criteria.proposal", "criteria.juri"),
        "criteria.juri.stage",
        "menilai tahap dan kelompok yang sama dengan criteria.proposal",
    ),
    "a part of which nothing is told": (
        PROPOSAL + CRITERIA + 'parts = [{ id = "isi", items = [] }]',
        "criteria.proposal.parts[1].items",
        "paling sedikit satu kriteria",
    ),
    "a cap below the floor": (PROPOSAL + CRITERIA + "cap = 10\nfloor = 50", "criteria.proposal.cap", "floor"),
    "a quota in words": (
        '[participants]\nagency_types = ["kota"]\n[quota]\nkota = "lima"', "quota.kota", 'bukan teks "lima"',
    ),
    "shortlists that lead back": (
        ('[[stages]]\nid = "a"\nkind = "checklist"\nshortlist = { times = 2, of = "b" }\n'
        '[[stages]]\nid = "b"\nkind = "checklist"\nshortlist = { times = 2, of = "a" }'),
        "stages[2].shortlist.of",
        "berputar: a → b → a",
    ),
    "a negative weight": (
        PROPOSAL + CRITERIA.replace("100", "-5"), "criteria.proposal.items[1].weight", "tidak boleh kurang dari 0",
    ),
    "two stages of the same id": (PROPOSAL + PROPOSAL, "stages[2].id", '"proposal" sudah dipakai'),
    "two criteria of the same id": (
        PROPOSAL + CRITERIA.replace("}]", '}, { id = "a", weight = 1 }]'),
        "criteria.proposal.items[2].id",
        '"a" sudah dipakai di criteria.proposal.items[1]',
    ),
    "an unknown operation": (
        PROPOSAL + CRITERIA + 'combine = "weighted_men"',
        "criteria.proposal.combine",
        'maksud Anda "weighted_mean"?',
    ),
    "an unknown kind of stage": (
        PROPOSAL.replace("scored_desk_review", "scored_desk"), "stages[1].kind", 'maksud Anda "scored_desk_review"?',
    ),
    "an unknown rule": (
        '[[eligibility]]\nrule = "min_age"\nvalue = 3', "eligibility[1].rule", 'maksud Anda "min_age_months"?',
    ),
    "a stage that does not exist": (
        PROPOSAL + CRITERIA.replace('stage = "proposal"', 'stage = "final"'),
        "criteria.proposal.stage",
        'tahap "final" tidak ada; yang ada: proposal',
    ),
    "a group that does not exist": (
        '[[awards]]\nid = "top"\npool = ["replikasi"]', "awards[1].pool", 'kelompok "replikasi" tidak ada',
    ),
    "a rule for a group that does not exist": (
        '[[eligibility]]\nrule = "min_age_months"\nvalue = 3\ngroups = ["anak"]',
        "eligibility[1]",
        'kelompok "anak" tidak ada; yang ada: umum, khusus',
    ),
    "a cycle": (
        ('[[awards]]\nid = "a"\nsubset_of = "b"\n[[awards]]\nid = "b"\nsubset_of = "c"\n[[awards]]\nid = "c"\n'
        'subset_of = "a"'),
        "awards[1].subset_of",
        "berputar: a → b → c → a",
    ),
    "an award above that does not exist": (
        '[[awards]]\nid = "a"\nsubset_of = "b"', "awards[1].subset_of", 'penghargaan "b" tidak ada; yang ada: a',
    ),
    "a gate on a criterion that does not exist": (
        PROPOSAL + CRITERIA + 'gates = [{ criterion = "x", at_least = 1, otherwise = "fail" }]',
        "criteria.proposal.gates[1].criterion",
        'kriteria "x" tidak ada; yang ada: a',
    ),
    "bands that overlap": (
        '[[bands]]\nitems = [{ label = "rendah", max = 40 }, { label = "tinggi", min = 40 }]',
        "bands[1].items[2].min",
        'bertumpang tindih dengan "rendah"; nyatakan min_open atau max_open',
    ),
    "a gap without its size": (
        PROPOSAL + 'evaluators_per_entry = 2\ndisagreement = { rule = "third_reader" }',
        "stages[1].disagreement.gap",
        "harus ada",
    ),
    "a tie-break that does not exist": (
        PROPOSAL + 'tie_breaks = ["undian"]' + CRITERIA,
        "stages[1].tie_breaks",
        'pemutus "undian" tidak ada; yang ada: submitted, criterion:a',
    ),
    "bands of a stage that does not exist": (
        PROPOSAL + '[[bands]]\nstage = "final"\nitems = [{ label = "baik", min = 1 }]',
        "bands.stage",
        'tahap "final" tidak ada; yang ada: proposal',
    ),
    "a scale upside down": (
        PROPOSAL.replace("[0, 100]", "[100, 0]"), "stages[1].scale", "harus dua angka, terendah lalu tertinggi",
    ),
    "a close without a zone": (
        "", "submission.closes", "jamnya harus disertai zona",
    ),
    "half an entry": (
        '[[groups]]\nid = "anak"\nquota_per_agency = 2.5', "groups[3].quota_per_agency", "harus bilangan bulat mulai 1",
    ),
    "a stage parallel with itself": (
        PROPOSAL + 'parallel_with = "proposal"', "stages[1].parallel_with", "harus menyebut tahap lain",
    ),
    "fields that each wait for a yes to the other": (
        '[form]\nfields = [{ id = "a", when_yes = ["b"] }, { id = "b", when_yes = ["a"] }]',
        "form.fields[1].when_yes",
        "berputar: a → b → a",
    ),
    "a rule about a section that does not exist": (
        FORM + '[[eligibility]]\nrule = "min_words"\nsection = "dampak"\nvalue = 10',
        "eligibility[1].section",
        'bagian "dampak" tidak ada; yang ada: ringkasan',
    ),
    "an unknown way to combine": (
        PROPOSAL + CRITERIA + 'combine = "average"', "criteria.proposal.combine", '"average" tidak dikenal; pilih',
    ),
    "an unknown way when readers disagree": (
        PROPOSAL + 'evaluators_per_entry = 2\ndisagreement = { rule = "coin" }',
        "stages[1].disagreement.rule",
        '"coin" tidak dikenal; pilih salah satu dari',
    ),
    "a close beside the wish to be asked for it": (
        "", "submission.set_when_opening", "tidak boleh berdampingan dengan closes",
    ),
    "a category twice": (
        '[[categories]]\nlabels = ["Kesehatan", "Kesehatan"]', "categories[1].labels", "disebut dua kali",
    ),
    "an inner table that is sure without a source": (
        '[form.umum]\nconfidence = "certain"\nsections = [{ id = "a" }]',
        "form.umum.source",
        "harus ada di samping confidence",
    ),
    "an inner table that is more or less sure": (
        PROPOSAL + CRITERIA + 'source = "pedoman"\nconfidence = "sure"',
        "criteria.proposal.confidence",
        "harus ada di samping source: certain, likely, atau inferred",
    ),
    "an infinite weight": (
        PROPOSAL + CRITERIA.replace("100", "inf"), "criteria.proposal.items[1].weight", "bukan angka biasa",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_rules_that_contradict_themselves_are_refused_with_the_place(name: str) -> None:
    text, key, message = WRONG[name]
    heads = {
        "a close without a zone": HEAD.replace("+07:00", ""),
        "a close beside the wish to be asked for it": HEAD.replace("closes", "set_when_opening = true\ncloses"),
    }
    head = heads.get(name, HEAD)
    with pytest.raises(RulebookError) as caught:
        read_competition(load((head + text).encode(), "lomba.toml"))
    assert (caught.value.file, caught.value.key) == ("lomba.toml", key)
    assert message in caught.value.message


def test_a_draft_may_name_a_stage_of_which_nothing_is_known() -> None:
    text = HEAD.replace("tular-competition-1", "rulebook-draft-1") + CRITERIA
    rules = read_competition(load(text.encode(), "lomba.toml"))
    assert ("criteria.proposal.stage", 'tahap "proposal" belum diuraikan', True) in [
        (gap.key, gap.sentence, gap.blocks) for gap in rules.gaps
    ]


def test_rules_for_every_year_leave_the_close_to_whoever_opens_it() -> None:
    text = HEAD.replace("closes = 2026-03-31T16:00:00+07:00", "set_when_opening = true") + FORM + PROPOSAL + CRITERIA
    rules = read_competition(load(text.encode(), "lomba.toml"))
    assert (rules.set_when_opening, rules.closes, rules.can_be_opened) == (True, None, True)


def test_an_agency_chooses_among_proposals_by_rules_that_ask_nothing() -> None:
    head = HEAD[: HEAD.index("[submission]")].replace("regional", "agency")
    rules = read_competition(load((head + PROPOSAL + CRITERIA).encode(), "lomba.toml"))
    assert (rules.is_preselection, rules.gaps) == (True, ())
    asking = read_competition(load((head + PROPOSAL + CRITERIA + FORM).encode(), "lomba.toml"))
    assert (asking.is_preselection, [gap.key for gap in asking.gaps]) == (False, ["submission.closes"])


def test_categories_are_names_or_tables_with_what_helps_to_choose() -> None:
    names = competition('[[categories]]\nlabel = "Kategori"\nlabels = ["Kesehatan", "Pendidikan"]')
    assert [one.label for one in names.categories] == ["Kesehatan", "Pendidikan"]
    tables = competition(
        '[[categories]]\nitems = [{ label = "Kesehatan", description = "gizi", examples = "posyandu" }]'
    )
    assert tables.categories == (Category("Kesehatan", "gizi", "posyandu"),)


BEYOND = {
    "fix_days = 10000000000": "paling besar 3650",
    "objection_days = 10000000000": "paling besar 3650",
    "checkers = 10000000": "paling besar 1000000",
}


@pytest.mark.parametrize(("line", "said"), BEYOND.items())
def test_counts_with_which_no_calendar_can_be_computed_are_refused(line: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        competition(FORM, PROPOSAL + line + "\n", CRITERIA)


def test_moments_with_which_no_calendar_can_be_computed_are_refused() -> None:
    text = HEAD.replace("2026-03", "9999-03") + FORM + PROPOSAL + CRITERIA
    assert "9999-03" in text
    with pytest.raises(RulebookError, match="tahunnya harus di antara 1900 dan 2200"):
        read_competition(load(text.encode(), "lomba.toml"))


def test_so_many_decimals_are_refused_that_rounding_would_not_end() -> None:
    with pytest.raises(RulebookError, match="paling besar 20"):
        competition(FORM, PROPOSAL, CRITERIA, "[rounding]\ndecimals = 100000\n")


@pytest.mark.parametrize(("key", "right"), [("stages", "[[stages]]"), ("form", "[form]"), ("quota", "[quota]")])
def test_what_is_computed_with_stands_in_tables(key: str, right: str) -> None:
    text = HEAD.replace("unknown = []", f'unknown = []\n{key} = "nanti"')
    with pytest.raises(RulebookError) as refused:
        read_competition(load(text.encode(), "lomba.toml"))
    assert str(refused.value) == f"lomba.toml: {key}: harus berupa tabel; tulis {right}"


def test_a_file_that_is_far_too_large_is_not_even_parsed(tmp_path: Path) -> None:
    path = tmp_path / "besar.toml"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(50_000_000)
    with pytest.raises(RulebookError, match=r"besar\.toml: isi: berkas terlalu besar; paling besar 1 MB"):
        load(path)


def test_the_mark_that_notepad_writes_before_a_file_does_no_harm() -> None:
    assert load(b"\xef\xbb\xbf" + HEAD.encode(), "lomba.toml").id == "lomba-2026"
