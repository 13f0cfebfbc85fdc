"""What a rulebook says is asked of the public."""

from __future__ import annotations

import pytest

from tests.engines.rulebook.books import competition
from tular.engines.rulebook import RulebookError
from tular.engines.rulebook.competition import Stage

HEAD = """
[[stages]]
id = "kebermanfaatan"
kind = "public_rating"
"""

ONE = '{ id = "manfaat", asks = "Bermanfaat?", levels = ["a", "b", "c", "d", "e"] }'


def stage_of(questions: str) -> Stage:
    return competition(f"{HEAD}{questions}").stages[0]


def test_without_questions_the_stage_tells_none() -> None:
    assert stage_of("").questions == ()


def test_questions_keep_their_order_and_the_words_of_their_levels() -> None:
    [first, second] = stage_of(f"questions = [{ONE}, {ONE.replace('manfaat', 'mudah')}]").questions
    assert (first.id, first.asks, first.levels) == ("manfaat", "Bermanfaat?", ("a", "b", "c", "d", "e"))
    assert second.id == "mudah"


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (ONE.replace(', "e"', ""), "5 tingkat"),
        (f"{ONE}, {ONE}", "id sendiri"),
        (", ".join(ONE.replace("manfaat", f"q{number}") for number in range(11)), "paling banyak 10"),
        ('{ id = "manfaat", levels = ["a", "b", "c", "d", "e"] }', "asks"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused_by_their_place(questions: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        stage_of(f"questions = [{questions}]")
