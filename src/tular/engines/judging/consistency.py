"""Whether those who compare two at a time agree: with themselves, with each other, and with the order that came out.

Circular triads (A over B, B over C, C over A) after Kendall & Babington Smith (1940), Biometrika 31, 324-345. Their
coefficient needs every pair from every judge; where pairs are chosen only some triads are complete, so the share among
the complete ones is told, and a quarter of them would be circular by chance alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tular.engines.judging.pairs import Better, Comparison

BY_CHANCE = 0.25
"""Share of circular triads where every answer is the toss of a coin."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class JudgeFigures:
    """One judge: comparisons, how many could not be told apart, triads, and decisions against the order as it is."""

    judge: str
    comparisons: int
    ties: int
    triads: int
    circular: int
    against: int


@dataclass(frozen=True, slots=True)
class Consistency:
    """Figures of everybody together; `judges` sorted by id."""

    triads: int
    """Three proposals of which each two were decided by most who compared them."""
    circular: int
    repeated: int
    """Pairs of judgements by two judges about the same two proposals."""
    agreeing: int
    """Those of them that say the same."""
    judges: tuple[JudgeFigures, ...]


def consistency(comparisons: Sequence[Comparison], order: Sequence[str] = ()) -> Consistency:
    """Count it; `order` is the band, best first, for what is said against it. Any order of rows gives the same."""
    place = {id: number for number, id in enumerate(order)}
    of_judge: dict[str, list[Comparison]] = defaultdict(list)
    said: dict[Pair, Counter[str]] = defaultdict(Counter)
    for one in comparisons:
        of_judge[one.judge].append(one)
        said[_pair(one)][_winner(one)] += 1
    triads, circular = _circles({pair: winner for pair, votes in said.items() if (winner := _most(votes))})
    repeated = agreeing = 0
    for votes in said.values():
        several = votes.total()
        repeated += several * (several - 1) // 2
        agreeing += sum(count * (count - 1) // 2 for count in votes.values())
    judges = tuple(_of(judge, of_judge[judge], place) for judge in sorted(of_judge))
    return Consistency(triads, circular, repeated, agreeing, judges)


def _of(judge: str, rows: Iterable[Comparison], place: Mapping[str, int]) -> JudgeFigures:
    told = {_pair(one): _winner(one) for one in rows}
    decided = {pair: winner for pair, winner in told.items() if winner}
    triads, circular = _circles(decided)
    against = 0
    for pair, winner in decided.items():
        loser = pair[0] if winner == pair[1] else pair[1]
        against += winner in place and loser in place and place[winner] > place[loser]
    return JudgeFigures(judge, len(told), len(told) - len(decided), triads, circular, against)


def _circles(winners: Mapping[Pair, str]) -> tuple[int, int]:
    """Complete triads among decided pairs, and those without a best one."""
    met: dict[str, set[str]] = defaultdict(set)
    for one, other in winners:
        met[one].add(other)
        met[other].add(one)
    triads = circular = 0
    for first in sorted(met):
        for second, third in combinations(sorted(id for id in met[first] if id > first), 2):
            if third in met[second]:
                triads += 1
                # Each wins once: round and round.
                circular += len({winners[first, second], winners[second, third], winners[first, third]}) == 3
    return triads, circular


def _pair(one: Comparison) -> Pair:
    return (one.left, one.right) if one.left < one.right else (one.right, one.left)


def _winner(one: Comparison) -> str:
    """ "" where it could not be told."""
    return {Better.LEFT: one.left, Better.RIGHT: one.right}.get(one.better, "")


def _most(votes: Counter[str]) -> str:
    """Who won most often; "" where nobody did."""
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else ""
