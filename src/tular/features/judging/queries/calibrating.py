"""From score sheets to calibrated scores, lines and alerts.

`marks_of` reads the sheets; `computed` is pure, so that a replay computes the same from the same marks. Ids are numbers
of entries and evaluators, written as people see them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tular.engines.judging.agreement import agreement
from tular.engines.judging.alerts import Habit, find_alerts
from tular.engines.judging.calibrating import Calibration, Fit, calibrate, low_and_high
from tular.engines.judging.ceiling import ceiling
from tular.engines.judging.marks import Mark
from tular.engines.judging.ranks import Class, Pool, Ranking, rankings
from tular.engines.judging.rereading import borderline_of, errors_of, whom_to_read
from tular.engines.judging.sheets import Sheet, lay_out, lay_out_readings
from tular.engines.rulebook.choosing import Disagreement, ReadingRule, settle
from tular.engines.rulebook.wordcount import count_words
from tular.features.judging.choices import AssignmentState, Belongs
from tular.features.judging.models import Review, ScoreSheet
from tular.features.judging.queries.marks import GENERAL
from tular.features.judging.queries.rules import criteria_list, criteria_of, places_of, reading_rule, stage_of
from tular.features.proposals.models import ProposalVersion
from tular.features.proposals.queries.checklist.computed import whole_text

SCHEMA = "tular-calibration-1"
DIGITS = 6
"""After the comma, of everything that is kept."""

BELONGS = {Class.IN: Belongs.IN, Class.BORDERLINE: Belongs.BORDERLINE, Class.OUT: Belongs.OUT}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """Figures of the whole, and a row for each proposal that was read: entry number → fields of `CalibratedScore`."""

    identifiable: bool
    reason: str
    figures: dict[str, Any]
    scores: dict[int, Row]


def marks_of(review: Review, words: Mapping[int, int]) -> dict[str, Any]:
    """All sheets that count, of each reading the latest round. `words`: submission id → words to read. Two queries."""
    stage = stage_of(review)
    rows = (
        ScoreSheet.objects.filter(
            assignment__entry__review=review, assignment__entry__left_at__isnull=True, handed_in_at__isnull=False,
            assignment__state=AssignmentState.DONE,
        )
        .order_by("assignment__entry__number", "assignment__evaluator__number", "round")
        .values_list(
            "assignment__entry__number", "assignment__evaluator__number", "total", "handed_in_at", "seconds",
            "assignment__entry__submission", "assignment__entry__proposal__group", "content",
        )
    )  # fmt: skip
    sheets: dict[tuple[int, int], list[Any]] = {}
    asked: dict[str, dict[str, Any]] = {}
    for entry, evaluator, total, at, seconds, submission, group, content in rows:
        if group not in asked:
            asked[group] = _asked(review, group)
        assert at is not None, "only what was handed in"
        marks = [(content.get(name) or {}).get("mark") for name in asked[group]["ids"]]
        sheets[entry, evaluator] = [
            entry, evaluator, total, at.isoformat(), seconds or None, words.get(submission), group,
            [one or None for one in marks],
        ]  # fmt: skip
    rule = reading_rule(stage)
    return {
        "schema": SCHEMA,
        "pools": [{"groups": list(one.pool), "places": one.count} for one in places_of(review)],
        "rule": {
            "readings": rule.readings, "disagreement": rule.disagreement.value, "gap": str(rule.gap),
            "threshold": None if rule.threshold is None else str(rule.threshold), "with_third": rule.with_third.value,
        },
        "criteria": asked,
        "sheets": [sheets[pair] for pair in sorted(sheets)],
    }  # fmt: skip


@lru_cache(maxsize=8192)
def words_of(submission: int) -> int:
    """How many words an evaluator reads of a submission; what was submitted never changes."""
    frozen = json.loads(ProposalVersion.objects.values_list("canonical", flat=True).get(pk=submission))
    return count_words(whole_text(frozen))


def _asked(review: Review, group: str) -> dict[str, Any]:
    told = criteria_of(review, group)
    scaled = [one for one in criteria_list(told) if one.scale is not None and one.id != GENERAL] if told else []
    return {
        "ids": [one.id for one in scaled],
        "labels": [one.label for one in scaled],
        "maxima": [float(one.scale.high) for one in scaled if one.scale],
    }


def computed(told: Mapping[str, Any]) -> Computed:
    """What the marks say; the same for the same marks, to the last digit."""
    if not told["sheets"]:
        return Computed(False, "Belum ada lembar nilai yang masuk.", {"lines": [], "evaluators": [], "alerts": []}, {})
    sheets = told["sheets"]
    found = calibrate([Mark(_id(row[0]), _who(row[1]), float(row[2]), row[6]) for row in sheets])
    scores = _raw(told)
    figures: dict[str, Any] = {"lines": [], "evaluators": [], "agreement": _agreement(told), **_watched(told)}
    figures["rule"] = told["rule"]
    if found.fit is not None:
        _add_calibrated(found, found.fit, scores)
        figures["evaluators"] = _evaluators(found, found.fit)
        figures["noise"] = round(found.fit.severities.noise**0.5, DIGITS)
        pools = [Pool(one["places"], tuple(one["groups"])) for one in told["pools"]]
        for number, ranking in enumerate(rankings(found, pools)):
            _add_standings(found, ranking, number, scores)
            figures["lines"].append(_line(ranking, scores))
        figures["outside"] = [int(one) for one in found.outside]
    return Computed(found.identifiable, found.reason, figures, scores)


def _id(number: int) -> str:
    return f"{number:05d}"


def _who(number: int) -> str:
    return f"{number:02d}"


def rule_of(told: Mapping[str, Any]) -> ReadingRule:
    """The rule of readings as it is kept."""
    rule = told["rule"]
    return ReadingRule(
        rule["readings"], Disagreement(rule["disagreement"]), Fraction(rule["gap"]),
        None if rule["threshold"] is None else Fraction(rule["threshold"]), rule["with_third"],
    )  # fmt: skip


def _raw(told: Mapping[str, Any]) -> dict[int, Row]:
    """Raw totals by the rule of readings, and their ranks; equal totals share a rank."""
    totals: dict[int, list[Fraction]] = defaultdict(list)
    for row in told["sheets"]:
        totals[row[0]].append(Fraction(row[2]))
    rule = rule_of(told)
    scores: dict[int, Row] = {}
    values: dict[int, Fraction] = {}
    for entry, several in totals.items():
        # Talked about or not: what the second marking gave is what counts now.
        settled = settle(several, rule, discussed=True)
        if settled.value is not None:
            values[entry] = settled.value
        scores[entry] = {
            "readings": len(several), "apart": float(max(several) - min(several)),
            "raw": None if settled.value is None else round(float(settled.value), DIGITS), "raw_rank": None,
        }  # fmt: skip
    ordered = sorted(values.values(), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    for entry, value in values.items():
        scores[entry]["raw_rank"] = first[value]
    return scores


def _add_calibrated(found: Calibration, fit: Fit, scores: dict[int, Row]) -> None:
    low, high = low_and_high(fit)
    means = fit.adjusted.mean
    # By what is shown: digits beyond it depend on the processor and its threads, and would rank equal ones by chance.
    order = sorted(range(len(means)), key=lambda at: (-round(float(means[at]), DIGITS), found.table.proposals[at]))
    for rank, at in enumerate(order, start=1):
        scores[int(found.table.proposals[at])] |= {
            "calibrated": round(float(means[at]), DIGITS), "low": round(float(low[at]), DIGITS),
            "high": round(float(high[at]), DIGITS), "rank": rank,
        }  # fmt: skip


def _add_standings(found: Calibration, ranking: Ranking, number: int, scores: dict[int, Row]) -> None:
    for one in ranking.standings:
        scores[int(one.id)] |= {
            "pool": number, "p_in": round(one.p_in, DIGITS), "low_rank": one.low_rank, "high_rank": one.high_rank,
            "belongs": BELONGS[one.belongs].value,
        }  # fmt: skip
    for reading in whom_to_read(found, ranking):
        scores[int(reading.proposal)]["gain"] = round(reading.gain, DIGITS)


def _line(ranking: Ranking, scores: Mapping[int, Row]) -> dict[str, Any]:
    """A line in figures; `up` and `down` are proposals that calibration brings over it, either way.

    `near`: each borderline proposal with mean and standard deviation of what is known of its quality.
    """
    line, places = ranking.line, ranking.pool.places
    counts = {one: sum(standing.belongs is one for standing in ranking.standings) for one in Class}
    of_pool = [int(one.id) for one in ranking.standings]
    raw = sorted((entry for entry in of_pool if scores[entry]["raw_rank"]), key=lambda one: scores[one]["raw_rank"])
    listed = {int(one) for one in line.listed}
    by_raw = set(raw[:places])
    return {
        "groups": list(ranking.pool.groups), "places": places, "proposals": len(of_pool),
        "in": counts[Class.IN], "borderline": counts[Class.BORDERLINE], "out": counts[Class.OUT],
        "misplaced": round(line.misplaced, DIGITS), "gap": round(line.gap, DIGITS),
        "gap_error": round(line.gap_error, DIGITS), "at": round(line.at, DIGITS),
        "near": [
            [int(one.id), round(one.expected, DIGITS), round(one.spread, DIGITS)] for one in borderline_of(ranking)
        ],
        "tied": sorted(int(one) for one in line.tied), "up": sorted(listed - by_raw), "down": sorted(by_raw - listed),
    }  # fmt: skip


def _evaluators(found: Calibration, fit: Fit) -> list[dict[str, Any]]:
    """Severity (positive: marks lower than others) with the standard error, and use of the scale (1 as usual).

    `variance` is that with which one mark of theirs tells quality.
    """
    errors = fit.severities.covariance.diagonal() ** 0.5
    loads = found.table.loads
    variances = errors_of(found)
    return [
        {
            "number": int(name), "severity": round(-float(fit.severities.leniency[at]), DIGITS),
            "error": round(float(errors[at]), DIGITS), "sheets": int(loads[at]),
            "scale": round(float(1 + fit.stretch.mean[at]), DIGITS) if fit.stretch else 1.0,
            "variance": round(variances[name], DIGITS),
        }
        for at, name in enumerate(found.table.evaluators)
    ]  # fmt: skip


def _agreement(told: Mapping[str, Any]) -> dict[str, Any]:
    gap = float(Fraction(told["rule"]["gap"])) if told["rule"]["disagreement"] != Disagreement.MEAN else None
    found = agreement(lay_out_readings((_id(row[0]), _who(row[1]), float(row[2])) for row in told["sheets"]), gap=gap)
    several = {"absolute": found.intraclass.agreement, "consistent": found.intraclass.consistency, "alpha": found.alpha}
    told_words: dict[str, Any] = {
        name: {
            "value": None if one.value is None else round(one.value, DIGITS),
            "low": None if one.low is None else round(one.low, DIGITS),
            "high": None if one.high is None else round(one.high, DIGITS),
            "words": one.words,
        }
        for name, one in several.items()
    }
    return {**told_words, "gap": found.gap.words, "caution": f"{found.intraclass.caution} {found.caution}"}


def _watched(told: Mapping[str, Any]) -> dict[str, Any]:
    """Alerts, habits and what could not be looked for, of every set of criteria; and marks at the top of the scale.

    Groups that are asked the same are looked at together.
    """
    tables: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    maxima: dict[tuple[str, ...], list[float]] = {}
    for row in told["sheets"]:
        criteria = told["criteria"][row[6]]
        key = tuple(criteria["ids"])
        tables[key].append(row)
        maxima[key] = criteria["maxima"]
    found: list[Row] = []
    habits: list[Row] = []
    silent: dict[str, str] = {}
    at_top: list[tuple[float, float]] = []
    for key, rows in sorted(tables.items()):
        moments = {at: place for place, at in enumerate(sorted({row[3] for row in rows}))}
        table = lay_out(
            [
                Sheet(
                    _id(row[0]), _who(row[1]), [None if one is None else float(one) for one in row[7]], float(row[2]),
                    moments[row[3]], row[4], row[5],
                )
                for row in rows
            ],
            key,
        )  # fmt: skip
        seen = find_alerts(table, maxima[key])
        found += [
            {
                "kind": one.kind.value, "evaluator": int(one.evaluator), "entries": [int(id) for id in one.proposals],
                "says": one.says, "may_mean": one.may_mean, "do": one.do,
            }
            for one in seen.alerts
        ]  # fmt: skip
        silent |= {kind.value: why for kind, why in seen.silent}
        habits += [_habit(one) for one in seen.habits]
        at_top += [
            (float(one), highest)
            for row in rows
            for one, highest in zip(row[7], maxima[key], strict=True)
            if one is not None
        ]
    return {
        "alerts": found, "silent": [[kind, why] for kind, why in sorted(silent.items())], "habits": habits,
        "ceiling": ceiling(at_top).words,
    }  # fmt: skip


def _habit(one: Habit) -> dict[str, Any]:
    def kept(value: float | None) -> float | None:
        return None if value is None else round(value, DIGITS)

    return {
        "number": int(one.evaluator), "sheets": one.sheets, "drift": kept(one.drift), "scale": kept(one.scale_use),
        "within": kept(one.within_sheet), "repeated": one.repeated, "all_maximum": one.all_maximum,
        "words": kept(one.words_a_minute), "seconds": kept(one.seconds),
    }  # fmt: skip
