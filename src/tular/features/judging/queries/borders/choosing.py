"""Which proposals of a line are compared: the borderline ones nearest to it, on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from tular.engines.judging.pairs import priors_of_scores
from tular.features.judging.choices import Belongs
from tular.features.judging.models import CalibratedScore, Calibration

USUAL, LARGEST, SMALLEST = 30, 60, 2
EACH = 8
"""Comparisons for each proposal that a band usually takes, begun with calibrated scores (`docs/judging/pairs.md`)."""

NINETY = 1.6448536269514722
DIGITS = 6
LEAST = 1e-3
"""Points: no score is surer than that."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The band: numbers of entries, how many of the line's places are open to it, where its order begins."""

    entries: tuple[int, ...]
    places: int
    priors: dict[str, list[float]]

    @property
    def is_contested(self) -> bool:
        """Whether some of it get a place and some do not."""
        return 0 < self.places < len(self.entries)


def chosen_band(calibration: Calibration, pool: int, size: int) -> Chosen:
    """The `size` borderline proposals nearest to the line of a pool by rank; as many above as below, where there are.

    Who stands above the line and outside the band keeps their place.
    """
    line = calibration.figures["lines"][pool]
    rows = list(
        CalibratedScore.objects.filter(calibration=calibration, pool=pool, calibrated__isnull=False)
        .select_related("entry")
        .order_by("rank", "pk")
    )
    above = [one for one in rows[: line["places"]] if one.belongs == Belongs.BORDERLINE][::-1]
    below = [one for one in rows[line["places"] :] if one.belongs == Belongs.BORDERLINE]
    half = size // 2
    over = min(len(above), max(half, size - len(below)))
    taken = [*above[:over], *below[: size - over]]
    return Chosen(tuple(sorted(one.entry.number for one in taken)), over, _priors(calibration, taken))


def _priors(calibration: Calibration, taken: list[CalibratedScore]) -> dict[str, list[float]]:
    """Empty where the calibration does not tell how noisy one reading is."""
    noise = calibration.figures.get("noise")
    if not noise:
        return {}
    scores = {}
    for one in taken:
        assert one.calibrated is not None and one.low is not None and one.high is not None, "kept together"
        scores[str(one.entry.number)] = (one.calibrated, max((one.high - one.low) / (2 * NINETY), LEAST))
    return {
        number: [round(one.mean, DIGITS), round(one.sd, DIGITS)]
        for number, one in priors_of_scores(scores, noise=noise).items()
    }
