"""Rules of replicating: the shipped rulebook, broken ones, and the two profiles of readiness."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.loading import load
from tular.engines.rulebook.readiness import Reply, profiles
from tular.engines.rulebook.replication import Replicating, read_replicating

FILE = Path(__file__).parents[3] / "rulebooks" / "replications" / "replication-steps.toml"
RULES = read_replicating(load(FILE))
QUESTIONS = [question.id for area in RULES.areas for question in area.questions]


def changed(former: str, now: str) -> Replicating:
    text = FILE.read_text(encoding="utf-8")
    assert former in text
    return read_replicating(load(text.replace(former, now, 1).encode(), "aturan.toml"))


def test_eight_steps_with_gates_at_decision_agreement_and_closing() -> None:
    assert [step.order for step in RULES.steps] == list(range(1, 9))
    assert [step.order for step in RULES.steps if step.gate] == [3, 4, 8]
    assert all(step.checklist and step.activities and step.outputs for step in RULES.steps)


def test_who_replicates_on_their_own_skips_the_agreement() -> None:
    assert [step.order for step in RULES.steps_of("mandiri")] == [1, 2, 3, 5, 6, 7, 8]
    assert len(RULES.steps_of("kerja-sama")) == 8


def test_each_clause_names_the_agreements_it_belongs_to() -> None:
    levels = {one.name.id: one.papers for one in RULES.clauses}
    assert levels["haki"] == ("nota", "pks")
    assert levels["bimbingan-pemilik"] == ("pks",)
    assert RULES.remind == (3, 6, 12, 24)


def test_the_letter_of_interest_goes_in_copy_to_the_home_ministry() -> None:
    assert RULES.copies[0].text.endswith("Kementerian Dalam Negeri")
    assert RULES.clock.climb == (1, 4, 8)


def test_rules_that_name_no_levels_tell_a_late_answer_the_day_after() -> None:
    assert changed("climb_days = [1, 4, 8]\n", "").clock.climb == (1,)


def test_every_text_is_there_in_both_languages() -> None:
    lines = [line for step in RULES.steps for line in (step.name, *step.activities, *step.outputs, *step.checklist)]
    lines += [question for area in RULES.areas for question in area.questions]
    assert all(line.text and line.text_en and line.text != line.text_en for line in lines)


@pytest.mark.parametrize(
    ("former", "now", "said"),
    [
        ('schema = "tular-replication-1"', 'schema = "tular-life-1"', "schema"),
        ('lead = "penerima"', 'lead = "peneriima"', 'maksud Anda "penerima"'),
        ('skipped_by = ["mandiri"]', 'skipped_by = ["sendiri"]', '"sendiri" tidak dikenal; yang ada: mandiri'),
        ('{ value = 1, id = "sebagian"', '{ value = 3, id = "sebagian"', "harus 1"),
        ('id = "cari"', 'id = "kebutuhan"', '"kebutuhan" sudah dipakai'),
        ('id = "terdokumentasi"', 'id = "lebih-baik"', '"lebih-baik" disebut dua kali'),
        ('id = "dua-calon", ', "", "harus punya id"),
        ("remind_months = [3, 6, 12, 24]", "remind_months = [6, 3]", "naik dari 1"),
        ("remind_months = [3, 6, 12, 24]", "", "harus daftar bilangan"),
        ("remind_months = [3, 6, 12, 24]", "remind_months = [3, 999]", "dari 1 sampai 240"),
        ("remind_days = [7, 2]", "remind_days = [2, 7]", "turun dari 366 sampai 1"),
        ("answer_days = 14", "", "harus ada: berapa hari"),
        ("answer_days = 14", "answer_days = 900", "paling besar 366"),
        ('{ area = "kredibilitas", below = 1', '{ area = "kredibel", below = 1', 'maksud Anda "kredibilitas"'),
        ('{ area = "kredibilitas", below = 1', '{ area = "kredibilitas"', "harus ada: di bawah"),
        ('{ question = "pemilik-bersedia", below', "{ below", "tepat satu dari side, area, atau question"),
        ('name_en = "Know the need"', "", "harus berisi teks"),
    ],
)
def test_a_rulebook_that_contradicts_itself_is_refused_with_the_place(former: str, now: str, said: str) -> None:
    with pytest.raises(RulebookError) as error:
        changed(former, now)
    assert said in str(error.value)


def test_the_weakest_area_comes_first_and_unanswered_is_not_no() -> None:
    replies = {
        "masalah-sama": Reply(2, "Laporan dinas 2025"), "penanggung-jawab": Reply(0),
        "rencana-kerja": Reply(1, "Renja"), "dana-tahun-ini": Reply(2), "kewenangan": Reply(1, "Perbup 3/2024"),
    }  # fmt: skip
    innovation, taker = profiles(RULES, replies)
    assert [one.area.name.id for one in taker.areas] == [
        "kepemimpinan", "kecocokan-organisasi", "kebutuhan-nyata", "sumber-daya", "pengukuran",
    ]  # fmt: skip
    weakest = taker.weakest
    assert weakest is not None and weakest.mean == Fraction(1, 2) and weakest.counted == 2
    assert [one.id for one in weakest.unanswered] == ["bila-berganti"]
    assert [one.id for one in weakest.low] == ["penanggung-jawab"]
    means = taker.areas[3]
    assert means.mean is None and [one.id for one in means.unproven] == ["dana-tahun-ini"]
    assert innovation.weakest is None and innovation.advice == ()
    assert [one.text for one in taker.advice] == ["Siapkan bidang ini lebih dulu sebelum menyepakati kerja sama."]


def test_advice_of_a_single_question_waits_for_its_answer() -> None:
    said = "Pertimbangkan model mandiri atau calon lain."
    assert said in [one.text for one in profiles(RULES, {"pemilik-bersedia": Reply(0)})[0].advice]
    assert said not in [one.text for one in profiles(RULES, {"pemilik-bersedia": Reply(2, "surat")})[0].advice]
    assert said not in [one.text for one in profiles(RULES, {"syarat-jelas": Reply(0)})[0].advice]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_at_the_lowest_level_comes_with_advice_on_its_area(question: str) -> None:
    found = profiles(RULES, {question: Reply(0)})
    areas = [one for profile in found for one in profile.areas if question in [line.id for line in one.area.questions]]
    assert len(areas) == 1 and areas[0].advice
    assert [profile.advice for profile in found if profile.side != areas[0].area.side] == [()]


def test_a_good_mean_does_not_hide_the_advice_on_a_low_answer() -> None:
    proven = {"dana-tahun-ini": Reply(0), "dana-berikutnya": Reply(2, "RKA"), "pelaksana-cukup": Reply(2, "SK")}
    area = next(one for one in profiles(RULES, proven)[1].areas if one.area.name.id == "sumber-daya")
    assert area.mean is not None and area.mean > 1 and area.advice


def test_a_level_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="tingkat 3"):
        profiles(RULES, {"masalah-sama": Reply(3, "x")})


REPLIES = st.dictionaries(
    st.sampled_from(QUESTIONS), st.builds(Reply, st.integers(0, 2), st.sampled_from(["", " ", "surat"]))
)


@given(REPLIES)
def test_areas_are_complete_ordered_and_each_question_is_told_once(replies: dict[str, Reply]) -> None:
    for profile in profiles(RULES, replies):
        means = [one.mean for one in profile.areas if one.mean is not None]
        assert means == sorted(means)
        assert [one.mean is None for one in profile.areas] == sorted(one.mean is None for one in profile.areas)
        for one in profile.areas:
            assert one.counted + len(one.unanswered) + len(one.unproven) == len(one.area.questions)
            assert one.mean is None or 0 <= one.mean <= 2


@given(REPLIES, st.randoms(use_true_random=False))
def test_the_order_in_which_questions_were_answered_changes_nothing(replies: dict[str, Reply], chance: Random) -> None:
    turned = list(replies.items())
    chance.shuffle(turned)
    assert profiles(RULES, dict(turned)) == profiles(RULES, replies)


@given(REPLIES, st.sampled_from(QUESTIONS))
def test_a_better_answer_with_evidence_never_weakens_its_area(replies: dict[str, Reply], question: str) -> None:
    before = {**replies, question: Reply(1, "surat")}
    after = {**replies, question: Reply(2, "surat")}

    def mean(given: dict[str, Reply]) -> Fraction:
        found = next(
            one.mean
            for profile in profiles(RULES, given)
            for one in profile.areas
            if question in [line.id for line in one.area.questions]
        )
        assert found is not None
        return found

    assert mean(after) > mean(before)
