"""What plenaries decided, computed again: lines from basis and decisions, minutes from what they were set from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.judging.models import Calibration
from tular.features.selection.models import Plenary, PlenaryBasis, PlenaryLine, PlenaryMinutes
from tular.features.selection.queries.plenary.minutes import set_minutes
from tular.features.selection.queries.plenary.records import decisions_of
from tular.features.selection.queries.plenary.settling import lines_text, settled, sha256_of

FIELDS = ("place", "rank", "pool", "score", "outcome", "ranked", "award", "why", "reason")


def plenary_steps(competition: Competition) -> Iterator[Step]:
    """Session by session, those that were handed to a second person: basis, lines, minutes."""
    rows = Plenary.objects.filter(competition=competition).exclude(sha256="").order_by("proposed_at", "pk")
    for one in rows:
        name = f"{one.stage}: sidang {one.number}"
        basis = PlenaryBasis.objects.filter(plenary=one).order_by("number").last()
        assert basis is not None, "a plenary is opened with a basis"
        told = json.loads(basis.canonical)
        yield Step(
            one.stage, "basis", f"Bahan {name}", canonical([basis.sha256, _named(told)]),
            partial(_basis_again, competition, basis.canonical, told),
        )  # fmt: skip
        yield Step(one.stage, "lines", f"Hasil {name}", _kept_lines(one), partial(_lines_again, one, told))
        minutes = PlenaryMinutes.objects.filter(plenary=one).defer("pdf").first()
        if minutes is not None:
            yield Step(one.stage, "minutes", f"Berita acara {name}", minutes.sha256, partial(_minutes_again, minutes))


def _named(told: dict[str, Any]) -> list[list[Any]]:
    """The calibrations from which a basis says that it has its scores."""
    return [[one["id"], one["calibration"], one["sha256"]] for one in told["sources"] if one["calibration"]]


def _basis_again(competition: Competition, text: str, told: dict[str, Any]) -> str:
    """Its hash, and the calibrations of which it speaks as they are kept."""
    rows = Calibration.objects.filter(review__competition=competition).values_list("review__stage", "number", "sha256")
    known = {(stage, number): sha256 for stage, number, sha256 in rows}
    found = [[stage, number, known.get((stage, number), "-")] for stage, number, _sha256 in _named(told)]
    return canonical([sha256_of(text), found])


def _kept_lines(plenary: Plenary) -> str:
    rows = PlenaryLine.objects.filter(plenary=plenary).order_by("place").values_list("proposal__code", *FIELDS)
    return canonical([plenary.sha256, [list(row) for row in rows]])


def _lines_again(plenary: Plenary, told: dict[str, Any]) -> str:
    found = settled(told, decisions_of(plenary))
    lines = sorted(found.lines, key=lambda one: one.place)
    rows = [[line.code, *(getattr(line, field) for field in FIELDS)] for line in lines]
    return canonical([sha256_of(lines_text(found)), rows])


def _minutes_again(minutes: PlenaryMinutes) -> str:
    return set_minutes(json.loads(minutes.canonical), at=minutes.at)[1]
