"""The scoring kernel: a tree of parts, from criteria that somebody marks up to one total, with its derivation.

A part is a criterion (a mark on a scale), a combination of parts, a part repeated over every innovation of a
government, or a number of points for how many innovations there are. Every scheme that the domain notes describe is a
tree of these; none needs a formula of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tular.engines.rulebook.exact import written

type Marks = Mapping[str, Fraction | None]
"""Criterion → mark; None where the criterion does not apply to the entry."""


class Combine(StrEnum):
    """How the parts of a part become one number."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_SUM = "weighted_sum"
    """Each times its weight; weights need not total anything."""
    WEIGHTED_MEAN = "weighted_mean"
    """Each times its weight, divided by the total of the weights: stays on the scale of the marks."""


class Over(StrEnum):
    """Of what a part is the score."""

    ENTRY = "entry"
    """The entry itself, or the government as a whole."""
    INNOVATIONS = "innovations"
    """Every innovation of a government: their total, divided by their number but at least by `divisor_floor`."""
    COUNT = "count"
    """How many innovations there are, by `steps`."""


class Unfit(ValueError):
    """Marks that a rulebook cannot score. The message is for the person who entered them."""


@dataclass(frozen=True, slots=True)
class Level:
    """One described value of a scale."""

    value: Fraction
    label: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where marks go. With `levels` only those values exist. `assumed` when the rules do not tell."""

    low: Fraction
    high: Fraction
    levels: tuple[Level, ...] = ()
    step: Fraction | None = None
    assumed: bool = False

    def objection(self, mark: Fraction) -> str:
        """Why this mark cannot be, "" when it can."""
        if self.levels:
            if mark not in {level.value for level in self.levels}:
                known = ", ".join(written(level.value) for level in self.levels)
                return f"nilai {written(mark)} bukan salah satu tingkat ({known})"
        elif not self.low <= mark <= self.high:
            return f"nilai {written(mark)} di luar skala {written(self.low)}–{written(self.high)}"
        elif self.step and (mark - self.low) % self.step:
            return f"nilai {written(mark)} bukan kelipatan {written(self.step)}"
        return ""


@dataclass(frozen=True, slots=True)
class Points:
    """So many points from so many innovations on."""

    at_least: int
    points: Fraction


class Otherwise(StrEnum):
    """What a gate does to a part when its condition is not met."""

    ZERO = "zero"
    CAP = "cap"
    """The part is worth at most `cap` of the gate."""
    FAIL = "fail"
    """The number stays, but the entry does not pass."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition on a mark (`criterion`) or on something known of the entry (`fact`): at least so much or so many."""

    id: str
    label: str
    rule: str
    at_least: Fraction
    criterion: str = ""
    fact: str = ""
    otherwise: Otherwise = Otherwise.ZERO
    cap: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is scored: its marks, for a government also those of each innovation, and facts for gates.

    A fact is a number, or a list of which the different members are counted.
    """

    marks: Marks
    innovations: tuple[Marks, ...] = ()
    facts: Mapping[str, Fraction | frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One node of the tree. `rule` is where the rulebook says it, such as `criteria.umum.items[2]`."""

    id: str
    label: str
    rule: str
    weight: Fraction | None = None
    scale: Scale | None = None
    """Of a criterion; None for everything else."""
    parts: tuple[Part, ...] = ()
    combine: Combine = Combine.SUM
    over: Over = Over.ENTRY
    jury: str = ""
    divisor_floor: int = 1
    points: tuple[Points, ...] = ()
    cap: Fraction | None = None
    floor: Fraction | None = None
    maximum: Fraction | None = None
    gates: tuple[Gate, ...] = ()
    scale_to: Fraction | None = None
    """The share of the maximum is written on this scale: 100 for an index."""

    def criteria(self) -> Iterator[Part]:
        """The criteria below this part, in their order."""
        if self.scale is not None:
            yield self
        for part in self.parts:
            yield from part.criteria()

    def highest(self) -> Fraction | None:
        """The most that can be reached; None when the rules do not tell enough."""
        if self.scale_to is not None:
            return self.scale_to
        found = self.maximum if self.maximum is not None else self._highest()
        return found if self.cap is None or found is None else min(found, self.cap)

    def _highest(self) -> Fraction | None:
        if self.scale is not None:
            return self.scale.high
        if self.over is Over.COUNT:
            return max((one.points for one in self.points), default=None)
        tops = [part.highest() for part in self.parts]
        if any(top is None for top in tops) or not tops:
            return None
        return _combined(self.combine, [(part, top) for part, top in zip(self.parts, tops, strict=True) if top])


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: what was computed, how, and by which rule."""

    part: str
    label: str
    formula: str
    value: Fraction
    rule: str


@dataclass(slots=True)
class Scored:
    """What a tree gave for some marks. `values` holds every part's number, before rounding."""

    values: dict[str, Fraction | None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    failed: list[Gate] = field(default_factory=list)
    """Gates that were not met and that mean: not passed."""

    def note(self, part: Part, formula: str, value: Fraction) -> Fraction:
        """Write a line of the derivation and pass its number on."""
        self.steps.append(Step(part.id, part.label, formula, value, part.rule))
        return value


def evaluate(part: Part, entry: Entry, scored: Scored) -> Fraction | None:
    """The number of a part; None where nothing in it applies. Writes into `scored` how it came about.

    Raises `Unfit` for marks that are missing, outside their scale, or of criteria that the part does not have, and
    for rules that are not known well enough to compute.
    """
    value = _plain(part, entry, scored)
    if value is not None:
        if part.scale is None:
            value = _bounded(part, value, scored)
        for gate in part.gates:
            value = _through(gate, part, value, entry, scored)
    scored.values[part.id] = value
    return value


def _plain(part: Part, entry: Entry, scored: Scored) -> Fraction | None:
    if part.scale is not None:
        return _mark(part, part.scale, entry.marks)
    if part.over is Over.COUNT:
        return _points(part, len(entry.innovations), scored)
    if part.over is Over.INNOVATIONS:
        return _over_all(part, entry, scored)
    return _together(part, [(one, evaluate(one, entry, scored)) for one in part.parts], scored)


def _mark(part: Part, scale: Scale, marks: Marks) -> Fraction | None:
    if part.id not in marks:
        if part.weight == 0:  # asked for, perhaps, but it counts for nothing
            return scale.low
        raise Unfit(f"nilai untuk {part.label} ({part.id}) belum ada")
    mark = marks[part.id]
    if mark is not None and (objection := scale.objection(mark)):
        raise Unfit(f"{part.label} ({part.id}): {objection}")
    return mark


def _through(gate: Gate, part: Part, value: Fraction, entry: Entry, scored: Scored) -> Fraction:
    """The number after a gate."""
    found = entry.marks.get(gate.criterion) if gate.criterion else entry.facts.get(gate.fact)
    if found is None:
        raise Unfit(f"{gate.label}: {gate.criterion or gate.fact} belum diketahui ({gate.rule})")
    reached = found if isinstance(found, Fraction) else Fraction(len(found))
    if reached >= gate.at_least:
        return value
    why = f"syarat {gate.label} tidak terpenuhi: {written(reached)}, paling sedikit {written(gate.at_least)}"
    if gate.otherwise is Otherwise.FAIL:
        scored.failed.append(gate)
        return scored.note(part, why, value)
    limit = gate.cap if gate.otherwise is Otherwise.CAP else Fraction(0)
    return scored.note(part, why, min(value, limit))


def _points(part: Part, count: int, scored: Scored) -> Fraction:
    reached = [one for one in part.points if count >= one.at_least]
    value = max(reached, key=lambda one: one.at_least).points if reached else Fraction(0)
    return scored.note(part, f"{count} inovasi", value)


def _over_all(part: Part, entry: Entry, scored: Scored) -> Fraction:
    totals = []
    facts = entry.facts
    for place, marks in enumerate(entry.innovations, start=1):
        inner = Scored()
        try:
            found = _together(
                part, [(one, evaluate(one, Entry(marks, facts=facts), inner)) for one in part.parts], inner
            )
        except Unfit as error:
            raise Unfit(f"inovasi ke-{place}: {error}") from None
        totals.append(found or Fraction(0))
        scored.failed += inner.failed
        scored.steps += [Step(one.part, f"Inovasi ke-{place}: {one.label}", *_rest(one)) for one in inner.steps]
    total = sum(totals, Fraction(0))
    scored.note(part, f"{_sum(totals)} (jumlah atas {len(totals)} inovasi)", total)
    divisor = max(part.divisor_floor, len(totals))
    why = f"pembagi paling sedikit {part.divisor_floor}" if divisor > len(totals) else "banyaknya inovasi"
    return scored.note(part, f"{written(total)} ÷ {divisor} ({why})", total / divisor)


def _rest(step: Step) -> tuple[str, Fraction, str]:
    return step.formula, step.value, step.rule


def _together(part: Part, found: list[tuple[Part, Fraction | None]], scored: Scored) -> Fraction | None:
    """The combination of what applies, with a line per criterion."""
    applying = [(one, value) for one, value in found if value is not None]
    if not applying:
        return None
    is_weighted = part.combine in (Combine.WEIGHTED_SUM, Combine.WEIGHTED_MEAN)
    terms = []
    for one, value in applying:
        weight = _weight(one) if is_weighted else Fraction(1)
        terms.append(value * weight)
        if is_weighted:
            scored.note(one, f"{written(value)} × bobot {written(weight)}", value * weight)
        elif one.scale is not None:
            scored.note(one, "nilai", value)
    total = scored.note(part, _sum(terms), sum(terms, Fraction(0))) if len(terms) > 1 or is_weighted else terms[0]
    divisor, what = Fraction(1), ""
    if part.combine is Combine.MEAN:
        divisor, what = Fraction(len(terms)), "banyaknya"
    elif part.combine is Combine.WEIGHTED_MEAN:
        divisor, what = sum((_weight(one) for one, _ in applying), Fraction(0)), "jumlah bobot"
    if divisor == 0:
        return None
    return scored.note(part, f"{written(total)} ÷ {written(divisor)} ({what})", total / divisor) if what else total


def _combined(combine: Combine, found: list[tuple[Part, Fraction]]) -> Fraction:
    weighted = combine in (Combine.WEIGHTED_SUM, Combine.WEIGHTED_MEAN)
    total = sum((value * (_weight(part) if weighted else 1) for part, value in found), Fraction(0))
    if combine is Combine.MEAN:
        return total / len(found)
    if combine is Combine.WEIGHTED_MEAN:
        weights = sum((_weight(part) for part, _ in found), Fraction(0))
        return total / weights if weights else Fraction(0)
    return total


def _weight(part: Part) -> Fraction:
    if part.weight is None:
        raise Unfit(f"bobot {part.label} ({part.id}) belum diketahui ({part.rule})")
    return part.weight


def _bounded(part: Part, value: Fraction, scored: Scored) -> Fraction:
    """Share of the maximum, then not above the cap, not below the floor."""
    if part.scale_to is not None:
        top = part.maximum if part.maximum is not None else part._highest()
        if not top:
            raise Unfit(f"nilai tertinggi {part.label} ({part.id}) belum diketahui ({part.rule})")
        formula = f"{written(value)} ÷ {written(top)} × {written(part.scale_to)} (bagian dari nilai tertinggi)"
        value = scored.note(part, formula, value / top * part.scale_to)
    if part.cap is not None and value > part.cap:
        value = scored.note(part, f"{written(value)} dibatasi paling tinggi {written(part.cap)}", part.cap)
    if part.floor is not None and value < part.floor:
        value = scored.note(part, f"{written(value)} dinaikkan ke batas terendah {written(part.floor)}", part.floor)
    return value


def _sum(terms: Sequence[Fraction]) -> str:
    return " + ".join(written(term) for term in terms) or "0"
