"""What the effects of several places come to together, and what a new place may expect.

Random effects: every place has an effect of its own, and those spread around a mean. Nobody believes that a copy in a
mountain regency does exactly what the original does in a city, so a common effect is not assumed.

- Spread of the true effects (tau²): restricted maximum likelihood, nearly unbiased also for few places (Viechtbauer
  2005, J. Educ. Behav. Stat. 30: 261–293; recommended by Langan et al. 2019, Res. Synth. Methods 10: 83–98).
- Interval of the mean: Hartung–Knapp–Sidik–Jonkman with Student's t, k − 1 degrees of freedom, for the usual interval
  is far too narrow with few places (IntHout, Ioannidis & Borm 2014, BMC Med. Res. Methodol. 14: 25); never narrower
  than the usual standard error allows (Röver, Knapp & Friede 2015, BMC Med. Res. Methodol. 15: 99).
- Range to expect in a new place: Student's t with k − 2 degrees of freedom (Higgins, Thompson & Spiegelhalter 2009,
  J. R. Stat. Soc. A 172: 137–159; with these two: Partlett & Riley 2017, Stat. Med. 36: 301–317).
- Heterogeneity: Cochran's Q and I² = (Q − (k − 1)) / Q (Higgins & Thompson 2002, Stat. Med. 21: 1539–1558).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.stats import chi2, t

from tular.engines.evidence.effects import Effect

Floats = NDArray[np.float64]

METHOD = "random effects: REML, Hartung-Knapp-Sidik-Jonkman (modified), prediction t(k-2)"

FEWEST = 2
"""One place is that place's effect; there is nothing to pool."""
FEWEST_FOR_NEW = 3
"""Places from which the range in a new place can be computed: with two, Student's t has no degree of freedom left."""

GRID = 200


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean effect over all places one could have tried, with its 95 % interval, in units of the measure.

    `tau2` is the variance of the true effects between places; `i2` the percentage of all variance that it makes;
    `q` with `q_p` tests whether there is any. `prediction_…` is where the effect in a new place lies with probability
    95 %, None below three places. `weights` are those of the places in the order of `effects`, adding up to 1.
    """

    effects: tuple[Effect, ...]
    effect: float
    low95: float
    high95: float
    tau2: float
    i2: float
    q: float
    q_p: float
    prediction_low95: float | None
    prediction_high95: float | None
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Unpoolable:
    """Why these effects cannot stand together: a code, and the reason in Indonesian with what to do."""

    code: str
    reason: str


def pool(effects: Sequence[Effect]) -> Pooled | Unpoolable:
    """Pool the effects of one indicator over the places; the order in which they come is no matter."""
    if why := incomparable(effects):
        return why
    rows = tuple(sorted(effects, key=lambda one: one.study))
    y = np.array([one.effect for one in rows])
    v = np.array([one.variance for one in rows])
    k = len(rows)
    tau2 = _reml(y, v)
    w = 1 / (v + tau2)
    share = w / w.sum()
    mean = float(share @ y)
    # The factor below 1 would make few like-minded places surer than their own errors allow.
    factor = max(1.0, float(w @ (y - mean) ** 2) / (k - 1))
    error2 = factor / float(w.sum())
    half = float(t.ppf(0.975, k - 1)) * error2**0.5
    fixed = 1 / v
    q = float(fixed @ (y - float(fixed @ y) / fixed.sum()) ** 2)
    low_new = high_new = None
    if k >= FEWEST_FOR_NEW:
        reach = float(t.ppf(0.975, k - 2)) * (tau2 + error2) ** 0.5
        low_new, high_new = mean - reach, mean + reach
    return Pooled(
        rows, mean, mean - half, mean + half, tau2, 100 * max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0, q,
        float(chi2.sf(q, k - 1)), low_new, high_new, tuple(share.tolist()),
    )  # fmt: skip


def incomparable(effects: Sequence[Effect]) -> Unpoolable | None:
    """Why the effects are not of one kind, if so."""
    if len(effects) < FEWEST:
        said = "Belum ada tempat yang terukur." if not effects else "Baru satu tempat yang terukur."
        return Unpoolable("too_few", f"{said} Penggabungan perlu sedikitnya dua; lihat hasil tempat itu sendiri.")
    twice = sorted(name for name, count in Counter(one.study for one in effects).items() if count > 1)
    if twice:
        return Unpoolable(
            "twice", f"{', '.join(twice[:5])} disebut lebih dari sekali. Sisakan satu pengukuran untuk setiap tempat."
        )
    measures = sorted({one.measure.value for one in effects})
    if len(measures) > 1:
        return Unpoolable(
            "measures",
            f"Diukur dengan cara berbeda ({', '.join(measures)}). Gabungkan yang ukurannya sama satu per satu.",
        )
    compared = sum(one.compared for one in effects)
    if 0 < compared < len(effects):
        return Unpoolable(
            "designs",
            f"{compared} tempat memakai pembanding, {len(effects) - compared} tidak. Perubahan tanpa pembanding memuat "
            "juga perubahan yang terjadi di mana-mana, jadi keduanya tidak digabungkan.",
        )
    return None


def _reml(y: Floats, v: Floats) -> float:
    """The variance between places that makes the residuals most likely; found on a grid, then refined."""

    def minus_twice_log(tau2: float) -> float:
        w = 1 / (v + tau2)
        mean = (w @ y) / w.sum()
        return float(np.log(v + tau2).sum() + np.log(w.sum()) + w @ (y - mean) ** 2)

    largest = 10 * float(np.var(y, ddof=1)) + 1e-9 * float(v.max())
    smallest = 1e-6 * min(float(v.min()), largest)
    tried = np.concatenate([[0.0], np.geomspace(smallest, largest, GRID)])
    best = int(np.argmin([minus_twice_log(float(one)) for one in tried]))
    if best == 0 and minus_twice_log(0.0) <= minus_twice_log(smallest):
        return 0.0
    around = (float(tried[max(best - 1, 0)]), float(tried[min(best + 1, GRID)]))
    found = minimize_scalar(minus_twice_log, bounds=around, method="bounded", options={"xatol": 1e-10 * around[1]})
    return float(found.x)
