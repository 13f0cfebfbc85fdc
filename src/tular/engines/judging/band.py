"""Who of a borderline band gets the open places, and whether enough was compared to say so.

A band is settled when the border between the last place given and the first refused is sure enough, or when hardly any
place is expected to be given wrongly; else more pairs are compared until the budget is spent, and then people decide.

Reliability as comparative judgement usually reports it (scale separation) is left out on purpose: it is inflated when
pairs are chosen by what was said before (Bramley & Vitello 2019, Assessment in Education 26, 43-58). What is shown are
posterior probabilities, whose truth under adaptive choice is measured in `benchmarks/judging/pairs.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tular.engines.judging.pairs import Comparison, PairsFit, Prior, fit_pairs
from tular.engines.judging.sheets import Floats, Ints
from tular.engines.judging.writing import percent, steady, written

DRAWS = 4000
SEED = 1952
REACH = 1.6448536269514722
"""Normal quantile of a 90 % interval."""


class State(StrEnum):
    """How far a band is."""

    SETTLED = "settled"
    OPEN = "open"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Stopping:
    """When comparing ends."""

    budget: int
    """Comparisons that may be asked for in all."""
    sure: float = 0.90
    """Enough: probability that the last in is truly better than the first out."""
    tolerated: float = 0.10
    """Enough too: share of the places expected to go to those who do not belong there; 0: only `sure` counts."""
    opening: int = 3
    """Comparisons that every proposal needs before anything is settled; their pairs do not depend on what was said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One proposal of the band."""

    id: str
    place: int
    """1 is best; equals share a place."""
    strength: float
    """Logits around the band's mean."""
    low: float
    """Lower end of the 90 % interval of the strength."""
    high: float
    """Upper end."""
    place_low: int
    """Best place that it may well have (5 % of draws are better or equal)."""
    place_high: int
    """Worst place that it may well have."""
    p_in: float
    """Probability of belonging to the best of the open places."""
    wins: int
    losses: int
    ties: int


@dataclass(frozen=True, slots=True)
class BandOrder:
    """The band in order, and whether it is settled."""

    standings: tuple[Standing, ...]
    """Best first, equals by id."""
    places: int
    """Open places."""
    chosen: tuple[str, ...]
    """Who gets them as things stand; empty where equals compete for the last place."""
    border: float
    """Probability that the last in is truly better than the first out; 1 where all or none get a place."""
    wrong: float
    """Places expected to be given to one who does not belong there."""
    comparisons: int
    budget: int
    parts: int
    """Groups between which nothing was compared."""
    state: State
    words: str
    """State, figures and what to do, in Indonesian."""


def order_band(
    ids: Sequence[str],
    comparisons: Sequence[Comparison],
    *,
    places: int,
    stopping: Stopping,
    priors: Mapping[str, Prior] | None = None,
) -> BandOrder:
    """The order of a band from its comparisons; ValueError as in `fit_pairs`."""
    return order_of(fit_pairs(ids, comparisons, priors=priors), places=places, stopping=stopping)


def order_of(fit: PairsFit, *, places: int, stopping: Stopping) -> BandOrder:
    """The order of a band whose strengths are known. ValueError for a negative number of places."""
    if places < 0:
        raise ValueError(f"{places} places")
    size = len(fit.ids)
    rank, best = _drawn_places(fit, places)
    order = sorted(range(size), key=lambda row: (-round(float(fit.strength[row]), 8), fit.ids[row]))
    standings: list[Standing] = []
    for number, row in enumerate(order, start=1):
        # A logit's eighth decimal is rounding, not quality.
        same = standings and round(float(fit.strength[order[number - 2]] - fit.strength[row]), 8) == 0
        place = standings[-1].place if same else number
        standings.append(_standing(fit, row, place, float(fit.strength[row]), rank[:, row], float(best[row])))
    border, tied = _border(fit, order, places)
    chosen = () if tied else tuple(one.id for one in standings[:places])
    border = steady(border)
    wrong = steady(sum(1 - one.p_in for one in standings[:places]))
    state = _state(fit, border, wrong / places, stopping) if 0 < places < size else State.SETTLED
    words = _told(state, standings[:places], standings[places:], border, wrong, fit, stopping)
    return BandOrder(
        tuple(standings), places, chosen, border, wrong, fit.comparisons, stopping.budget, fit.parts, state, words
    )


def _drawn_places(fit: PairsFit, places: int) -> tuple[Ints, Floats]:
    """Places of every proposal in each draw from the posterior, and how often it is among the best."""
    size = len(fit.ids)
    if not size:
        return np.zeros((0, 0), dtype=np.int64), np.zeros(0)
    half = np.random.default_rng(SEED).standard_normal((DRAWS // 2, size))
    normal = np.concatenate([half, -half])
    root = np.linalg.cholesky(fit.covariance + 1e-9 * np.eye(size))
    drawn = fit.strength + normal @ root.T
    rank = np.argsort(np.argsort(-drawn, axis=1, kind="stable"), axis=1, kind="stable") + 1
    return rank.astype(np.int64), np.mean(rank <= places, axis=0)


def _standing(fit: PairsFit, row: int, place: int, strength: float, ranks: Ints, best: float) -> Standing:
    reach = REACH * math.sqrt(float(fit.covariance[row, row]))
    low, high = np.quantile(ranks, (0.05, 0.95), method="nearest")
    wins, losses, ties = fit.counts[row]
    return Standing(
        fit.ids[row],
        place,
        steady(strength),
        steady(strength - reach),
        steady(strength + reach),
        int(low),
        int(high),
        steady(best),
        wins,
        losses,
        ties,
    )


def _border(fit: PairsFit, order: list[int], places: int) -> tuple[float, bool]:
    """How sure the border is, and whether equals stand on both sides of it."""
    if not 0 < places < len(order):
        return 1.0, False
    last, first = fit.ids[order[places - 1]], fit.ids[order[places]]
    tied = round(float(fit.strength[order[places - 1]] - fit.strength[order[places]]), 8) == 0
    return (0.5, True) if tied else (fit.beats(last, first), False)


def _state(fit: PairsFit, border: float, wrong: float, stopping: Stopping) -> State:
    """`wrong`: share of the places that is expected to be given wrongly."""
    each = min((sum(counts) for counts in fit.counts), default=0)
    heard = each >= stopping.opening and (fit.parts == 1 or fit.seeded)
    if heard and (border >= stopping.sure or wrong <= stopping.tolerated):
        return State.SETTLED
    return State.SPENT if fit.comparisons >= stopping.budget else State.OPEN


def _told(
    state: State,
    inside: Sequence[Standing],
    outside: Sequence[Standing],
    border: float,
    wrong: float,
    fit: PairsFit,
    stopping: Stopping,
) -> str:
    if not inside or not outside:
        return "Tidak ada yang diperebutkan: tempatnya cukup untuk semua." if inside else "Tidak ada tempat terbuka."
    said = (
        f"{fit.comparisons} dari {stopping.budget} perbandingan. Peluang peringkat {len(inside)} memang lebih baik dari"
        f" peringkat {len(inside) + 1}: {percent(border)}; diperkirakan {written(wrong, 1)} dari {len(inside)} tempat"
        " jatuh pada yang bukan terbaik."
    )
    unsure = sum(0.1 < one.p_in < 0.9 for one in (*inside, *outside))
    if state is State.SETTLED:
        return f"{said} Cukup pasti: urutan ini dapat diusulkan ke pleno."
    if state is State.OPEN:
        split = " Sebagian proposal belum terhubung oleh perbandingan." if fit.parts > 1 else ""
        return f"{said}{split} Lanjutkan membandingkan; {unsure} proposal masih di sekitar batas."
    return (
        f"{said} Jatah perbandingan habis dan {unsure} proposal masih di sekitar batas: biarkan pleno memutuskan di"
        " antara mereka dengan alasan tertulis, atau tambah jatahnya."
    )
