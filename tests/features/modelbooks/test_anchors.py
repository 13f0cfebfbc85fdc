"""Passages are found again in later texts; what is not certain is told as lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tular.features.modelbooks.choices import AnchorState
from tular.features.modelbooks.queries.anchors import LOST, Later, Passage, Place, passage_at

SAME, MOVED, CHANGED = AnchorState.SAME, AnchorState.MOVED, AnchorState.CHANGED

FIRST = "Enam inovasi dipakai sebagai rujukan, dan lima melaporkan penurunan stunting."
SECOND = "Di Flores Timur kader posyandu mengantarkan makanan tambahan selama 90 hari."
THIRD = "Orang tua asuh bekerja di lima kecamatan bersama kader dan ketua tim penggerak."
FOREIGN = "Pajak hotel dibayar lewat aplikasi baru milik kota."
TEXT = f"{FIRST} {SECOND}\n{THIRD}"


def passage(exact: str, text: str = TEXT) -> Passage:
    start = text.index(exact)
    return passage_at(text, start, start + len(exact))


def placed(exact: str, now: str, *, before: str = TEXT, others: dict[str, str] | None = None) -> tuple[Place, str]:
    """The place, and what stands there now."""
    texts = {"bukti": now, **(others or {})}
    place = Later(before, "bukti", texts).place(passage(exact, before))
    return place, texts[place.chapter][place.start : place.end] if place.chapter else ""


def test_a_passage_of_an_unchanged_text_stays_where_it_is() -> None:
    place, words = placed("lima", TEXT)
    assert (place.state, words, place.start) == (SAME, "lima", TEXT.index("lima"))


def test_of_words_that_stand_twice_the_right_ones_are_found() -> None:
    again = passage_at(TEXT, TEXT.rindex("kader"), TEXT.rindex("kader") + 5)
    now = f"Kader dan kader lain. {TEXT}"
    place = Later(TEXT, "bukti", {"bukti": now}).place(again)
    assert (place.state, place.start) == (SAME, now.rindex("kader"))


def test_a_sentence_that_was_put_elsewhere_has_moved() -> None:
    place, words = placed(SECOND, f"{FIRST}\n{THIRD}\n{FOREIGN} {SECOND}")
    assert (place.state in {SAME, MOVED}, words) == (True, SECOND)
    place, words = placed(SECOND, FIRST, others={"biaya": f"{FOREIGN} {SECOND}"})
    assert (place.state, place.chapter, words) == (MOVED, "biaya", SECOND)


def test_a_sentence_that_was_worded_anew_has_changed() -> None:
    new = SECOND.replace("mengantarkan makanan tambahan", "membagikan makanan")
    place, words = placed(SECOND, f"{FIRST} {new}\n{THIRD}")
    assert (place.state, words) == (CHANGED, new)


def test_a_sentence_that_was_worded_anew_in_another_chapter_has_changed() -> None:
    new = SECOND.replace("90 hari", "sembilan puluh hari")
    place, words = placed(SECOND, THIRD, others={"biaya": f"{FOREIGN} {new} {FOREIGN}"})
    assert (place.state, place.chapter) == (CHANGED, "biaya")
    assert words.startswith("Di Flores Timur kader")


@pytest.mark.parametrize("now", ["", FOREIGN, f"{FIRST}\n{THIRD}", f"{FIRST} {FOREIGN}\n{THIRD}"])
def test_a_sentence_that_was_taken_out_or_replaced_is_lost(now: str) -> None:
    assert placed(SECOND, now) == (LOST, "")


def test_a_sentence_that_now_stands_in_two_other_chapters_is_lost_rather_than_guessed() -> None:
    assert placed(SECOND, FIRST, others={"biaya": SECOND, "risiko": SECOND}) == (LOST, "")


def test_a_single_word_is_not_found_in_a_text_about_something_else() -> None:
    assert placed("lima", f"{FOREIGN} Lima atau lima ratus orang.")[0] == LOST


def test_a_comment_on_the_whole_chapter_stays_as_long_as_there_is_the_chapter() -> None:
    assert Later(TEXT, "bukti", {"bukti": FIRST}).place(Passage("")).state == SAME
    assert Later(TEXT, "bukti", {"biaya": FIRST}).place(Passage("")) == LOST


WORDS = ["anak", "biaya", "cara", "data", "evaluasi", "faskes", "gizi", "hasil", "ibu", "jalan", "kader", "layanan"]
sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(lambda row: " ".join(row).capitalize() + ".")
chapter = st.lists(sentence, min_size=3, max_size=9, unique=True)
FILLERS = ["Aula", "baru", "citra", "desa", "etos", "fakta", "guru"]
elsewhere = st.lists(st.sampled_from(FILLERS), min_size=1, max_size=9)


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[str], int, list[str]]:
    """Sentences, which of them is the passage, and the sentences after others were changed, taken out, put in."""
    before = draw(chapter)
    held = draw(st.integers(0, len(before) - 1))
    after: list[str] = []
    for place, one in enumerate(before):
        if place == held:
            after.append(one)
            continue
        what = draw(st.sampled_from(["keep", "drop", "replace", "insert", "append"]))
        new = " ".join(draw(elsewhere)) + "."
        after += {"keep": [one], "drop": [], "replace": [new], "insert": [new, one], "append": [one, new]}[what]
    return before, held, after


@given(edits())
def test_changes_elsewhere_never_lose_a_passage(case: tuple[list[str], int, list[str]]) -> None:
    before, held, after = case
    assume(len(before[held]) >= 24 and sum(before[held] in one for one in before) == 1)
    old, new = " ".join(before), " ".join(after)
    start = old.index(before[held])
    place = Later(old, "bab", {"bab": new}).place(passage_at(old, start, start + len(before[held])))
    assert place.state in {SAME, MOVED}
    assert new[place.start : place.end] == before[held]


@given(edits())
def test_a_passage_that_is_gone_is_never_said_to_be_as_it_was(case: tuple[list[str], int, list[str]]) -> None:
    before, held, after = case
    assume(not any(before[held] in one for place, one in enumerate(before) if place != held))
    old, new = " ".join(before), " ".join(one for one in after if one != before[held])
    assume(before[held] not in new)
    start = old.index(before[held])
    place = Later(old, "bab", {"bab": new}).place(passage_at(old, start, start + len(before[held])))
    assert place.state not in {SAME, MOVED}


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_text_gets_an_answer_and_never_a_place_outside_of_it(before: str, now: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    place = Later(before, "bab", {"bab": now}).place(passage_at(before, start, end))
    assert 0 <= place.start <= place.end <= len(now)
    if place.state == SAME and before[start:end].strip():
        assert now[place.start : place.end] == before[start:end]
