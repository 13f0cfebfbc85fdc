"""Scores an entry by its rulebook: a total, its band, whether it passes, and how each number came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.criteria import Band
from tular.engines.rulebook.exact import exact, rounded, written
from tular.engines.rulebook.parts import Entry, Gate, Otherwise, Over, Part, Scale, Scored, Step, Unfit, evaluate

__all__ = ["Score", "Unfit", "score_entry", "score_government", "score_total", "total_of_stages"]


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one entry.

    `total` is rounded as the rulebook says and is what bands and passing grades look at; `value` is the same unrounded,
    `values` the unrounded number of every part by its id. `passes` is None where the rules name neither a passing
    grade nor a gate that fails. `notes` are assumptions made.
    """

    total: Decimal
    value: Fraction
    maximum: Fraction | None
    band: str | None
    passes: bool | None
    values: Mapping[str, Fraction | None]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    digest: str


def score_entry(
    rules: Competition, marks: Mapping[str, object], *, group: str = "", stage: str = "", jury: str = "",
    facts: Mapping[str, object] | None = None,
) -> Score:  # fmt: skip
    """Score the marks of one entry (criterion → number, None where it does not apply) in a stage.

    Group and stage may be left out where the rulebook has only one set of criteria for what is named; with `jury` only
    that jury's parts count. Raises `Unfit` for marks or names that the rulebook does not know, and for rules that are
    not known well enough to compute.
    """
    known_groups = [one.id for one in rules.groups]
    if group and known_groups and group not in known_groups:
        raise Unfit(f'kelompok "{group}" tidak ada; yang ada: {", ".join(known_groups)}')
    if stage and rules.stage(stage) is None:
        raise Unfit(f'tahap "{stage}" tidak ada; yang ada: {", ".join(one.id for one in rules.stages)}')
    told = rules.criteria_for(stage, group)
    if told is None and not group and rules.criteria:
        raise Unfit(f"sebutkan kelompok dan tahapnya; kelompok yang ada: {', '.join(known_groups)}")
    if told is None:
        raise Unfit(f"kriteria untuk kelompok {group or '–'} pada tahap {stage or '–'} belum diketahui")
    stages = {one.stage for one in rules.criteria if not one.groups or not group or group in one.groups}
    if not stage and len(stages) > 1:
        raise Unfit(f"sebutkan tahapnya: {', '.join(sorted(one for one in stages if one))}")
    if not group and told.groups and sum(1 for one in rules.criteria if one.stage == told.stage) > 1:
        raise Unfit(f"sebutkan kelompoknya: {', '.join(known_groups)}")
    if told.partial:
        known = written(sum((one.weight or Fraction(0) for one in told.part.parts), Fraction(0)))
        raise Unfit(f"kriteria {told.part.rule} belum lengkap: bobot yang diketahui baru {known}; lengkapi dahulu")
    part = told.part if not jury else _of_jury(told.part, jury)
    if part is None:
        raise Unfit(f'juri "{jury}" tidak menilai apa pun pada tahap ini')
    entry = Entry(_marks(marks, part), facts=_facts(facts or {}))
    found = _score(rules, part, entry, told.stage or stage)
    # What one of several juries gave is not yet what passes, or lies in a band.
    return found if part == told.part else replace(found, band=None, passes=None)


def score_government(
    rules: Competition,
    government: Mapping[str, object],
    innovations: Iterable[Mapping[str, object]],
    facts: Mapping[str, object] | None = None,
) -> Score:
    """Score a government by its own indicators and those of all its innovations. Raises `Unfit` like `score_entry`."""
    if rules.index is None:
        raise Unfit("buku aturan ini tidak menghitung indeks, atau bagian dan bobotnya belum diketahui")
    own = [one for one in rules.index.parts if one.over is not Over.INNOVATIONS]
    each = [one for one in rules.index.parts if one.over is Over.INNOVATIONS]
    entry = Entry(
        _marks(government, *own),
        tuple(_marks(marks, *each, place=place) for place, marks in enumerate(innovations, start=1)),
        _facts(facts or {}),
    )
    stage = next((one.id for one in rules.stages if one.kind == "index"), "")
    return _score(rules, rules.index, entry, stage)


def score_total(
    rules: Competition, total: str, stages: Mapping[str, Mapping[str, object]], *, group: str = "",
    facts: Mapping[str, object] | None = None,
) -> Score:  # fmt: skip
    """Score one entry over several stages: stage → marks (criterion → number). Raises `Unfit` like `score_entry`.

    The derivation begins with those of the stages, in the order of the rulebook.
    """
    told = rules.total(total)
    if told is None:
        known = ", ".join(one.id for one in rules.totals) or "belum satu pun"
        raise Unfit(f'jumlah "{total}" tidak ada; yang ada: {known}')
    if group and told.groups and group not in told.groups:
        raise Unfit(f'jumlah "{total}" tidak untuk kelompok {group}; hanya untuk {", ".join(told.groups)}')
    parts, marks, before, scores = [], {}, [], []
    for term in told.terms:
        if term.is_total:
            found = score_total(rules, term.id, stages, group=group, facts=facts)
        elif term.id not in stages:
            raise Unfit(f'nilai tahap "{term.id}" belum ada')
        else:
            found = score_entry(rules, stages[term.id], group=group, stage=term.id, facts=facts)
        scores.append(found)
        label = _label_of(rules, term.id)
        before += [replace(step, label=f"{label}: {step.label}") for step in found.steps]
        # A stage is a criterion of the total, on the scale from nothing to the most that it can give.
        high = found.maximum if found.maximum is not None else max(found.value, Fraction(1))
        parts.append(Part(term.id, label, term.rule, term.weight, scale=Scale(min(found.value, Fraction(0)), high)))
        marks[term.id] = found.value
    part = Part(
        told.id, told.label, told.rule, parts=tuple(parts), combine=told.combine, cap=told.cap, floor=told.floor,
        gates=told.gates,
    )  # fmt: skip
    score = _score(rules, part, Entry(marks, facts=_facts(facts or {})), told.id, told.passing_grade)
    # Whoever did not pass a stage does not pass by the stages together.
    passes = False if any(one.passes is False for one in scores) else score.passes
    notes = tuple(dict.fromkeys(note for one in (*scores, score) for note in one.notes))
    return replace(score, steps=(*before, *score.steps), passes=passes, notes=notes)


def total_of_stages(
    rules: Competition, total: str, values: Mapping[str, Fraction], *, group: str = ""
) -> Fraction | None:
    """A total from what each stage gave as a whole; None while a stage that it needs has given nothing.

    Serves where several people mark a stage and their readings were made one number before. Unrounded. Raises `Unfit`
    for a total that the rulebook does not have, or not for this group.
    """
    told = rules.total(total)
    if told is None:
        raise Unfit(f'jumlah "{total}" tidak ada')
    if group and told.groups and group not in told.groups:
        raise Unfit(f'jumlah "{total}" tidak untuk kelompok {group}')
    parts, marks = [], {}
    for term in told.terms:
        value = total_of_stages(rules, term.id, values, group=group) if term.is_total else values.get(term.id)
        if value is None:
            return None
        criteria = None if term.is_total else rules.criteria_for(term.id, group)
        high = (criteria.part.highest() if criteria else None) or max(value, Fraction(1))
        low = min(value, Fraction(0))
        parts.append(Part(term.id, _label_of(rules, term.id), term.rule, term.weight, scale=Scale(low, high)))
        marks[term.id] = value
    part = Part(
        told.id, told.label, told.rule, parts=tuple(parts), combine=told.combine, cap=told.cap, floor=told.floor,
        gates=told.gates,
    )  # fmt: skip
    return evaluate(part, Entry(marks), Scored())


def _label_of(rules: Competition, identity: str) -> str:
    named = rules.stage(identity) or rules.total(identity)
    return named.label if named else identity


def _score(rules: Competition, part: Part, entry: Entry, stage: str, grade: Fraction | None = None) -> Score:
    scored = Scored()
    value = evaluate(part, entry, scored)
    if value is None:
        raise Unfit("tidak satu kriteria pun berlaku untuk pengajuan ini")
    total = rounded(value, rules.decimals, rules.rounding)
    told = rules.stage(stage)
    grade = told.passing_grade if told else grade
    passes = None
    if grade is not None or scored.failed or any(gate.otherwise is Otherwise.FAIL for gate in _gates(part)):
        passes = not scored.failed and (grade is None or Fraction(total) >= grade)
    return Score(
        total=total,
        value=value,
        maximum=part.highest(),
        band=_band(rules.bands.get(stage) or rules.bands.get("", ()), Fraction(total)),
        passes=passes,
        values=scored.values,
        steps=tuple(scored.steps),
        notes=tuple(_notes(part)),
        digest=rules.book.digest,
    )


def _band(bands: tuple[Band, ...], total: Fraction) -> str | None:
    return next((band.label for band in bands if band.holds(total)), None)


def _notes(part: Part) -> Iterable[str]:
    if any(one.scale and one.scale.assumed for one in part.criteria()):
        yield "skala nilai belum diketahui; dihitung atas 0–100"


def _gates(part: Part) -> Iterable[Gate]:
    yield from part.gates
    for one in part.parts:
        yield from _gates(one)


def _of_jury(part: Part, jury: str) -> Part | None:
    """The tree with only what a jury marks."""
    if part.jury == jury:
        return part
    parts = tuple(one for one in (_of_jury(one, jury) for one in part.parts) if one)
    return replace(part, parts=parts) if parts else None


def _marks(told: Mapping[str, object], *parts: Part, place: int = 0) -> dict[str, Fraction | None]:
    """The marks as exact numbers; refuses criteria that do not exist, with those that do."""
    where = f"inovasi ke-{place}: " if place else ""
    known = {criterion.id: criterion for part in parts for criterion in part.criteria()}
    found: dict[str, Fraction | None] = {}
    for name, mark in told.items():
        if name not in known:
            raise Unfit(f'{where}kriteria "{name}" tidak ada; yang ada: {", ".join(known) or "tidak ada"}')
        try:
            found[name] = None if mark is None else exact(mark)
        except ValueError as error:
            raise Unfit(f"{where}{known[name].label} ({name}): {error}") from None
    return found


def _facts(told: Mapping[str, object]) -> dict[str, Fraction | frozenset[str]]:
    found: dict[str, Fraction | frozenset[str]] = {}
    for name, value in told.items():
        if isinstance(value, list | tuple | set | frozenset):
            found[name] = frozenset(str(one) for one in value)
        elif isinstance(value, bool):
            found[name] = Fraction(int(value))
        else:
            try:
                found[name] = exact(value)
            except ValueError as error:
                raise Unfit(f"{name}: {error}") from None
    return found
