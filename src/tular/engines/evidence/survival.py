"""How long replications last: the share still running after so many months.

Kaplan & Meier (1958), J. Am. Stat. Assoc. 53: 457–481. A case that was last seen running is not a case that stopped: it
counts as long as it was seen and then leaves (right-censored). Intervals: Greenwood's variance on the log(−log) scale,
so that they stay between 0 and 1 (Kalbfleisch & Prentice 1980). Computed by `scipy.stats.ecdf`.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.stats import CensoredData, ecdf


@dataclass(frozen=True, slots=True)
class Spell:
    """One replication: `months` from its start until it stopped (`stopped`) or was last seen running."""

    months: float
    stopped: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From this month on `share` of all still run, with its 95 % interval (None where nothing tells it)."""

    months: float
    at_risk: int
    stopped: int
    share: float
    low95: float | None
    high95: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A group: `steps` at each month in which one stopped; `median` months, None while more than half still run.

    `seen` is the longest time that any of them was seen: the curve tells nothing beyond.
    """

    group: str
    count: int
    stopped: int
    seen: float
    median: float | None
    steps: tuple[Step, ...]
    spans: tuple[float, ...]
    """Months for which each was watched, rising; one that stopped was watched until then."""
    running: tuple[float, ...]
    """Those of them after which it was last seen running (censored), rising."""

    def share_at(self, months: float) -> float | None:
        """Share still running after so many months; None where nobody has been watched that long."""
        if months > self.seen:
            return None
        share = 1.0
        for step in self.steps:
            if step.months > months:
                break
            share = step.share
        return share


def curves(spells: Iterable[Spell]) -> list[Curve]:
    """One curve for each group, by name. Raises ValueError for a span below 0 or not finite."""
    groups: dict[str, list[Spell]] = {}
    for one in spells:
        if not math.isfinite(one.months) or one.months < 0:
            raise ValueError("Lama berjalan harus 0 bulan atau lebih.")
        groups.setdefault(one.group, []).append(one)
    return [_curve(name, groups[name]) for name in sorted(groups)]


def _curve(group: str, spells: Sequence[Spell]) -> Curve:
    ended = [one.months for one in spells if one.stopped]
    running = [one.months for one in spells if not one.stopped]
    spans = tuple(sorted(one.months for one in spells))
    censored = tuple(sorted(running))
    seen = spans[-1]
    if not ended:
        return Curve(group, len(spells), 0, seen, None, (), spans, censored)
    found = ecdf(CensoredData(uncensored=ended, right=running)).sf
    with warnings.catch_warnings():
        # Where none is left the interval is unknown, and stays None below.
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = found.confidence_interval(0.95, method="log-log")
    steps = []
    for at, months in enumerate(found.quantiles.tolist()):
        if months not in ended:
            continue
        low, high = float(bounds.low.probabilities[at]), float(bounds.high.probabilities[at])
        steps.append(
            Step(
                months, sum(one.months >= months for one in spells), ended.count(months),
                float(found.probabilities[at]), low if math.isfinite(low) else None,
                high if math.isfinite(high) else None,
            )
        )  # fmt: skip
    median = next((step.months for step in steps if step.share <= 0.5), None)
    return Curve(group, len(spells), len(ended), seen, median, tuple(steps), spans, censored)
