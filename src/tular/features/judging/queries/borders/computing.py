"""From what was said about pairs to the order of a band. Pure, so that a replay computes the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tular.engines.judging.band import BandOrder, Standing, State, Stopping, order_of
from tular.engines.judging.consistency import Consistency, consistency
from tular.engines.judging.pairs import Better, Comparison, PairsFit, Prior, fit_pairs
from tular.features.judging.choices import Judgement
from tular.features.judging.models import BorderBand

SCHEMA = "tular-band-1"
DIGITS = 6

BETTER = {
    Judgement.LEFT.value: Better.LEFT,
    Judgement.RIGHT.value: Better.RIGHT,
    Judgement.TIE.value: Better.TIE,
}


@dataclass(frozen=True, slots=True)
class Solved:
    """Strengths, order, and whether those who compare agree."""

    fit: PairsFit
    order: BandOrder
    comparisons: tuple[Comparison, ...]
    consistency: Consistency


def named(number: int) -> str:
    """The id of an entry or evaluator in the engine: sorts as the number does."""
    return f"{number:05d}"


def stopping_of(budget: int) -> Stopping:
    """When the comparing of a band ends."""
    return Stopping(budget=budget)


def input_of(band: BorderBand, entries: list[int], said: list[list[Any]]) -> dict[str, Any]:
    """What the order is computed from. `said`: [evaluator, left, right, judgement]; `entries`: still judged."""
    stopping = stopping_of(band.budget)
    return {
        "schema": SCHEMA,
        "calibration": band.calibration.sha256,
        "places": band.places,
        "entries": sorted(entries),
        "priors": {number: band.priors[number] for number in sorted(band.priors) if int(number) in set(entries)},
        "stopping": {
            "budget": stopping.budget, "sure": stopping.sure, "tolerated": stopping.tolerated,
            "opening": stopping.opening,
        },
        "comparisons": sorted(said),
    }  # fmt: skip


def solved(told: Mapping[str, Any]) -> Solved:
    """The order of a band from its input."""
    comparisons = tuple(
        Comparison(named(evaluator), named(left), named(right), BETTER[better])
        for evaluator, left, right, better in told["comparisons"]
    )
    priors = {named(int(number)): Prior(mean, sd) for number, (mean, sd) in told["priors"].items()} or None
    fit = fit_pairs([named(one) for one in told["entries"]], comparisons, priors=priors)
    order = order_of(fit, places=told["places"], stopping=Stopping(**told["stopping"]))
    found = consistency(comparisons, [one.id for one in order.standings])
    return Solved(fit, order, comparisons, found)


def figures_of(found: Solved) -> dict[str, Any]:
    """The result as it is kept."""
    order, said = found.order, found.consistency
    return {
        "state": order.state.value, "border": round(order.border, DIGITS), "wrong": round(order.wrong, DIGITS),
        "places": order.places, "comparisons": order.comparisons, "words": order.words,
        "chosen": sorted(int(one) for one in order.chosen),
        "order": [_kept(one) for one in order.standings],
        "triads": said.triads, "circular": said.circular, "repeated": said.repeated, "agreeing": said.agreeing,
    }  # fmt: skip


def _kept(one: Standing) -> dict[str, Any]:
    return {
        "entry": int(one.id), "place": one.place, "p_in": round(one.p_in, DIGITS),
        "strength": round(one.strength, DIGITS), "low": round(one.low, DIGITS), "high": round(one.high, DIGITS),
        "place_low": one.place_low, "place_high": one.place_high, "wins": one.wins, "losses": one.losses,
        "ties": one.ties,
    }  # fmt: skip


def is_settled(found: Solved) -> bool:
    """Whether no more pairs are needed."""
    return found.order.state is State.SETTLED
