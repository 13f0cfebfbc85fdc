"""From one list of words to another, within a time that does not depend on what the words are."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import islice, takewhile

MOST_WORK = 100_000_000
"""Pairs of same words, times words: some seconds at worst. Few words many times over would else take hours."""


def steps_between(olds: list[str], news: list[str]) -> list[tuple[str, int, int, int, int]] | None:
    """From one to the other as `SequenceMatcher` tells it; None where that would take too long.

    What both begin and end with is left out of the work, and where it is still much, words that stand everywhere.
    """
    head = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(olds, news, strict=False))))
    most = min(len(olds), len(news)) - head
    ends = zip(reversed(olds), reversed(news), strict=False)
    tail = len(list(takewhile(lambda pair: pair[0] == pair[1], islice(ends, most))))
    old, new = olds[head : len(olds) - tail], news[head : len(news) - tail]
    counted, sought = Counter(new), Counter(old)
    often = len(new) // 100 + 1 if len(new) >= 200 else len(new)  # as `autojunk` has it
    work = {
        rare: sum(times * sought[word] for word, times in counted.items() if not rare or times <= often)
        * min(len(old), len(new))
        for rare in (False, True)
    }
    rare = next((one for one in (False, True) if work[one] <= MOST_WORK), None)
    if rare is None:
        return None
    steps = [("equal", 0, head, 0, head)] if head else []
    steps += [
        (code, i + head, j + head, k + head, end + head)
        for code, i, j, k, end in SequenceMatcher(None, old, new, autojunk=rare).get_opcodes()
    ]
    if tail:
        steps.append(("equal", len(olds) - tail, len(olds), len(news) - tail, len(news)))
    return steps
