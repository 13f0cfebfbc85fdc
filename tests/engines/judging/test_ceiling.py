"""Many marks at the top of the scale are told of; a few are nothing."""

from __future__ import annotations

from tular.engines.judging.ceiling import ceiling


def test_many_marks_at_the_top_are_told_of_and_a_few_are_not() -> None:
    few = ceiling([(100.0, 100.0)] * 14 + [(80.0, 100.0)] * 86)
    assert (few.at_top, few.marks, few.words) == (14, 100, "")
    many = ceiling([(5.0, 5.0)] * 3 + [(90.0, 100.0)] * 9)
    assert many.words.startswith("25% dari 12 nilai berada di ujung atas skala.")
    assert ceiling([]).words == ""
