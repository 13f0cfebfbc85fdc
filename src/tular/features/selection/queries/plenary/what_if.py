"""Who comes in and who goes out by another line or score; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.features.selection.models import PlenaryBasis
from tular.features.selection.queries.plenary.balance import dimension_labels, value_label, value_of
from tular.features.selection.queries.plenary.records import following
from tular.features.selection.queries.plenary.settling import PASSED, Settled, settings_of, with_settings
from tular.features.selection.queries.plenary.stages import CALIBRATED, RAW

MOST_MOVED = 60


@dataclass(frozen=True, slots=True)
class Moved:
    """Who comes in and who goes out by another line or score, and what it does to the balance."""

    score: str
    into: tuple[tuple[str, str, str], ...]
    out: tuple[tuple[str, str, str], ...]
    more: int
    balance: tuple[tuple[str, str, int], ...]


def by_other_score(
    basis: PlenaryBasis, told: Mapping[str, Any], decisions: Sequence[Any], found: Settled, groups: Mapping[str, str]
) -> Moved | None:
    """What the other score, raw or calibrated, would give; None where nobody has it."""
    settings = settings_of(decisions)
    other = RAW if settings["score"] == CALIBRATED else CALIBRATED
    known = any((one["scores"].get(settings["decides"]) or {}).get(other) is not None for one in told["proposals"])
    if not known:
        return None
    name = _("nilai mentah") if other == RAW else _("nilai terkalibrasi")
    return moved_by(told, found, following(basis, dict(told), with_settings(decisions, score=other)), groups, name)


def moved_by(told: Mapping[str, Any], now: Settled, then: Settled, groups: Mapping[str, str], score: str) -> Moved:
    """What differs between two settlings of the same basis. `score` names what the second was ranked by."""
    facts = {one["code"]: one for one in told["proposals"]}
    held = {line.code for line in now.lines if line.outcome == PASSED}
    wanted = {line.code for line in then.lines if line.outcome == PASSED}

    def named(codes: set[str]) -> tuple[tuple[str, str, str], ...]:
        ordered = [line.code for line in then.lines if line.code in codes]
        return tuple((code, facts[code]["title"], facts[code]["agency"]) for code in ordered[:MOST_MOVED])

    into, out = wanted - held, held - wanted
    shifts: dict[tuple[str, str], int] = {}
    for codes, step in ((into, 1), (out, -1)):
        for code in codes:
            for name in ("kind", "island", "lagging"):
                key = (name, value_of(facts[code], name))
                shifts[key] = shifts.get(key, 0) + step
    labels = dimension_labels()
    balance = tuple(
        (labels[name], _named(labels[name], name, value, groups), shift)
        for (name, value), shift in sorted(shifts.items())
        if shift
    )
    more = max(0, len(into) - MOST_MOVED) + max(0, len(out) - MOST_MOVED)
    return Moved(score, named(into), named(out), more, balance)


def _named(label: str, name: str, value: str, groups: Mapping[str, str]) -> str:
    """A value that can be read without its heading: what is not known says what it is that is not known."""
    said = value_label(name, value, groups)
    return said if value else f"{label}: {said}"
