"""Which two proposals a judge compares next, so that the border of a band becomes sure soonest.

First an opening in which pairs do not depend on what was said; then the pair that is expected to teach most (the gain
of information of Glickman & Jensen 2005, Journal of Statistical Planning and Inference 127, 279-293; adaptive
comparative judgement: Pollitt 2012, Assessment in Education 19, 281-300), weighed by how near its proposals stand to
the border. Adaptive choice makes the usual reliability look better than it is (Bramley & Vitello 2019): hence the
opening, and hence `band` shows posterior probabilities and no such reliability.

Never a pair with a proposal that the judge is in conflict with, never a pair twice for one judge, each proposal about
as often on the left as on the right. Nothing is drawn: where pairs are equal a digest of their names decides.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tular.engines.judging.band import BandOrder, State, Stopping
from tular.engines.judging.pairs import Comparison, PairsFit
from tular.engines.judging.sheets import Floats
from tular.engines.judging.writing import steady

Flags = NDArray[np.bool_]


class Phase(StrEnum):
    """Why this pair, or why none."""

    OPENING = "opening"
    BORDER = "border"
    SETTLED = "settled"
    SPENT = "spent"
    NONE_LEFT = "none_left"


WORDS = {
    Phase.OPENING: "Pilih yang lebih baik menurut kriteria. Pada putaran pembuka setiap proposal dibandingkan beberapa"
    " kali.",
    Phase.BORDER: "Pilih yang lebih baik menurut kriteria. Jawaban Anda untuk pasangan ini paling banyak menambah"
    " kepastian.",
    Phase.SETTLED: "Batas sudah cukup pasti. Tidak ada yang perlu dibandingkan lagi.",
    Phase.SPENT: "Jatah perbandingan sudah habis. Pleno memutuskan sisanya, atau menambah jatah.",
    Phase.NONE_LEFT: "Anda sudah membandingkan semua pasangan yang boleh Anda nilai. Terima kasih; penilai lain"
    " melanjutkan.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair that was handed to a judge and is not answered yet."""

    judge: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class NextPair:
    """A pair for a judge; `left` and `right` are None where there is none, and `words` say why."""

    left: str | None
    right: str | None
    phase: Phase
    gain: float
    """Expected gain of information about the difference of the two, nats; 0 in the opening. Not for the judge."""
    words: str
    """In Indonesian, to the judge; says nothing of where the two stand, as must the page."""


@dataclass(frozen=True, slots=True)
class Band:
    """What is known when a pair is chosen."""

    fit: PairsFit
    order: BandOrder
    """Of this fit (`order_of`)."""
    comparisons: Sequence[Comparison]
    """What the fit comes from."""
    asked: Sequence[Asked] = ()
    """Pairs that judges hold at the moment: they count as if compared."""

    def shown(self) -> list[tuple[str, str, str]]:
        """Judge, left and right of every pair that anybody got to see."""
        answered = [(one.judge, one.left, one.right) for one in self.comparisons]
        return answered + [(one.judge, one.left, one.right) for one in self.asked]


def next_pair(judge: str, band: Band, *, stopping: Stopping, conflicts: Collection[str] = ()) -> NextPair:
    """The next pair for a judge.

    Args:
        judge: who compares.
        band: strengths, order, the comparisons they come from, and pairs that are out with judges.
        stopping: budget, sureness and length of the opening.
        conflicts: proposals of the band that this judge must not see.
    """
    if band.order.state is State.SETTLED:
        return NextPair(None, None, Phase.SETTLED, 0.0, WORDS[Phase.SETTLED])
    if len(band.comparisons) + len(band.asked) >= stopping.budget:
        return NextPair(None, None, Phase.SPENT, 0.0, WORDS[Phase.SPENT])
    allowed = _allowed(judge, band, conflicts)
    if not allowed.any():
        return NextPair(None, None, Phase.NONE_LEFT, 0.0, WORDS[Phase.NONE_LEFT])
    met = _met(band)
    opening = _opening_pair(judge, band, allowed, met, stopping.opening)
    if opening:
        return _sided(judge, band, opening, Phase.OPENING, 0.0)
    gains = expected_gain(band.fit)
    worth = np.where(allowed, gains * _nearness(band.fit, band.order.places) / (1 + met), -1.0)
    top = float(worth.max())
    alike = np.argwhere(worth >= top - 1e-12 * max(top, 1e-12))
    pair = min(((int(i), int(j)) for i, j in alike if i < j), key=lambda two: _digest(judge, band, two))
    return _sided(judge, band, pair, Phase.BORDER, steady(float(gains[pair])))


def expected_gain(fit: PairsFit) -> Floats:
    """Expected information about the difference of every two strengths from one more comparison, nats.

    ½·ln(1 + I·v): v the variance of the difference, I the information that one comparison carries about it.
    """
    variances = np.diag(fit.covariance)
    variance = np.maximum(variances[:, None] + variances[None, :] - 2 * fit.covariance, 0.0)
    half = np.clip((fit.strength[:, None] - fit.strength[None, :]) / 2, -300, 300)
    total = np.exp(half) + np.exp(-half) + fit.tie
    win, tie = np.exp(half) / total, fit.tie / total
    information = win + tie / 4 - (win + tie / 2) ** 2
    return np.asarray(0.5 * np.log1p(information * variance), dtype=np.float64)


def _nearness(fit: PairsFit, places: int) -> Floats:
    """Of every two, how open it is whether they stand above or below the border: 1 on it, 0 far away."""
    ranked = np.sort(fit.strength)[::-1]
    line = float(ranked[places - 1] + ranked[places]) / 2
    away = (fit.strength - line) / np.sqrt(np.maximum(np.diag(fit.covariance), 1e-12))
    near = np.exp(-0.5 * away**2)
    return np.asarray((near[:, None] + near[None, :]) / 2, dtype=np.float64)


def _allowed(judge: str, band: Band, conflicts: Collection[str]) -> Flags:
    place = {id: number for number, id in enumerate(band.fit.ids)}
    allowed = ~np.eye(len(place), dtype=np.bool_)
    for by, left, right in band.shown():
        if by == judge:
            allowed[place[left], place[right]] = allowed[place[right], place[left]] = False
    for id in conflicts:
        if id in place:
            allowed[place[id], :] = allowed[:, place[id]] = False
    return allowed


def _met(band: Band) -> Floats:
    """How often every two are out with judges at the moment."""
    place = {id: number for number, id in enumerate(band.fit.ids)}
    met = np.zeros((len(place), len(place)))
    for one in band.asked:
        met[place[one.left], place[one.right]] += 1
        met[place[one.right], place[one.left]] += 1
    return met


def _opening_pair(
    judge: str,
    band: Band,
    allowed: Flags,
    met: Floats,
    opening: int,
) -> tuple[int, int] | None:
    """The allowed pair whose proposals were heard least; None when each was heard often enough."""
    heard = np.array([sum(counts) for counts in band.fit.counts]) + met.sum(axis=1)
    short = heard < opening
    open_to = allowed & (short[:, None] | short[None, :])
    if not open_to.any():
        return None
    place = {id: number for number, id in enumerate(band.fit.ids)}
    known = {tuple(sorted((place[left], place[right]))) for _, left, right in band.shown()}
    pairs = [(int(i), int(j)) for i, j in np.argwhere(open_to) if i < j]
    return min(
        pairs,
        key=lambda two: (
            min(heard[two[0]], heard[two[1]]),
            two in known,
            heard[two[0]] + heard[two[1]],
            _digest("", band, two),
        ),
    )


def _digest(judge: str, band: Band, pair: tuple[int, int]) -> bytes:
    """A fixed order that favours no name."""
    text = "\0".join((judge, band.fit.ids[pair[0]], band.fit.ids[pair[1]]))
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _sided(judge: str, band: Band, pair: tuple[int, int], phase: Phase, gain: float) -> NextPair:
    """The two with their sides: who stood more often on the right comes to the left."""
    surplus: Counter[str] = Counter()
    for _, stood_left, stood_right in band.shown():
        surplus[stood_left] += 1
        surplus[stood_right] -= 1
    left, right = band.fit.ids[pair[0]], band.fit.ids[pair[1]]
    turned = surplus[left] > surplus[right] or (surplus[left] == surplus[right] and _digest(judge, band, pair)[0] & 1)
    return (
        NextPair(right, left, phase, gain, WORDS[phase]) if turned else NextPair(left, right, phase, gain, WORDS[phase])
    )
