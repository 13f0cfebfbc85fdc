"""Made-up competitions with known truth: who reads what in four designs, and marks from quality, severity and noise.

Designs (150 evaluators; every evaluator gets nearly the same load):

- *spread*: readers of a proposal are drawn from all evaluators.
- *team*: thirty teams of five; a proposal belongs to one team and is read by members of it; every tenth proposal gets
  one reader of another team instead ("guest reading"). Teams that shared nothing at all would not be identified.
- *fenced*: nine fields with their own evaluators, nothing shared; quality differs between fields (sd 3 of the total 6).
- *bridged*: the same fields, but every tenth proposal has one reader of another field.
- *lots*: thirty teams of five that share nothing, proposals given to teams by drawing lots (needs `by_lot`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tular.engines.judging.marks import Mark

PROPOSALS, EVALUATORS, FIELDS, TEAMS = 2_116, 150, 9, 30
QUALITY, SEVERITY, NOISE, STRETCH = 6.0, 5.0, 6.0, 0.15
FIELD = 3.0
MEAN = 70.0
SHARED = 0.10

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Draw = np.random.Generator


@dataclass(frozen=True)
class World:
    """What is true of one made-up competition; the figures are the issue's unless a sensitivity run changes them."""

    noise: Callable[[Draw, Ints], Floats] = field(default=lambda draw, readers: draw.normal(0, NOISE, len(readers)))
    severity: Callable[[Draw], Floats] = field(default=lambda draw: draw.normal(0, SEVERITY, EVALUATORS))
    custom: float = 0.0
    """Standard deviation of what is common to the severities of a field or team."""
    seen: Callable[[Floats], Floats] = field(default=lambda marks: marks)
    stretch: float = STRETCH
    fields_differ: bool = False
    equal_fields: bool = False
    by_affinity: bool = False


@dataclass(frozen=True)
class Simulated:
    """Marks as the engine gets them, and the truth."""

    marks: tuple[Mark, ...]
    proposal: Ints
    evaluator: Ints
    value: Floats
    quality: Floats
    group: Ints


def simulate(
    design: str, readings: int, seed: int, world: World | None = None, proposals: int = PROPOSALS
) -> Simulated:
    """One competition; the same seed gives the same one."""
    world = world or World()
    draw = np.random.default_rng([seed, readings, sum(design.encode())])
    home, blocks = _blocks(design, draw, proposals)
    by_field = design in ("fenced", "bridged") and not world.equal_fields
    quality = _quality(draw, home, differ=by_field or world.fields_differ)
    readers = _readers(design, readings, draw, home, blocks)
    if world.by_affinity:
        readers = _by_affinity(draw, readers, quality)
    proposal = np.repeat(np.arange(proposals), readings)
    evaluator = readers.ravel()
    lenient = world.severity(draw)
    for block in blocks:
        lenient[block] += draw.normal(0, world.custom)
    stretch = np.maximum(draw.normal(1, world.stretch, EVALUATORS), 0.1)
    value = MEAN + lenient[evaluator] + stretch[evaluator] * quality[proposal] + world.noise(draw, evaluator)
    value = world.seen(value)
    marks = tuple(Mark(f"P{p:04}", f"E{e:03}", float(v)) for p, e, v in zip(proposal, evaluator, value, strict=True))
    return Simulated(marks, proposal, evaluator, value, MEAN + quality, home)


def _blocks(design: str, draw: Draw, proposals: int) -> tuple[Ints, list[Ints]]:
    """Field or team of each proposal, and the evaluators of each."""
    count = {"spread": FIELDS, "team": TEAMS, "lots": TEAMS}.get(design, FIELDS)
    home = draw.permutation(np.arange(proposals) % count)
    return home, [part.astype(np.int64) for part in np.array_split(draw.permutation(EVALUATORS), count)]


def _quality(draw: Draw, home: Ints, *, differ: bool) -> Floats:
    if not differ:
        return draw.normal(0, QUALITY, len(home))
    of_field = draw.normal(0, FIELD, int(home.max()) + 1)
    return of_field[home] + draw.normal(0, np.sqrt(QUALITY**2 - FIELD**2), len(home))


def _readers(design: str, readings: int, draw: Draw, home: Ints, blocks: list[Ints]) -> Ints:
    """Readers of each proposal: distinct, loads balanced within the block."""
    found = np.empty((len(home), readings), dtype=np.int64)
    if design == "spread":
        blocks, home = [np.arange(EVALUATORS)], np.zeros(len(home), dtype=np.int64)
    for number, block in enumerate(blocks):
        mine = np.flatnonzero(home == number)
        found[mine] = _dealt(draw, block, len(mine), readings)
    if design in ("team", "bridged"):
        for one in np.flatnonzero(draw.random(len(home)) < SHARED):
            other = draw.choice([number for number in range(len(blocks)) if number != home[one]])
            found[one, draw.integers(readings)] = draw.choice(blocks[other])
    return found


def _dealt(draw: Draw, block: Ints, proposals: int, readings: int) -> Ints:
    """Readers in turn from shuffled rounds of the block, no one twice for one proposal."""
    found = np.empty((proposals, readings), dtype=np.int64)
    loads = dict.fromkeys(block.tolist(), 0)
    for row in range(proposals):
        order = sorted(block.tolist(), key=lambda one: (loads[one], draw.random()))
        found[row] = order[:readings]
        for one in order[:readings]:
            loads[one] += 1
    return found


def _by_affinity(draw: Draw, readers: Ints, quality: Floats) -> Ints:
    """Some evaluators are given better proposals: readers are swapped towards an order that quality partly decides."""
    taste = draw.normal(0, 1, EVALUATORS)
    found = readers.copy()
    for column in range(readers.shape[1]):
        wish = quality / QUALITY + draw.normal(0, 1, len(readers))
        given = found[np.argsort(taste[found[:, column]] + draw.normal(0, 1, len(readers))), column]
        found[np.argsort(wish), column] = given
    for row in range(len(readers)):
        while len(set(found[row])) < found.shape[1]:
            found[row, draw.integers(found.shape[1])] = draw.integers(EVALUATORS)
    return found
