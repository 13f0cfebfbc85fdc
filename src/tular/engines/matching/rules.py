"""The ranking rulebook as the engine uses it. The TOML file stays the only place where weights are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tular.engines.matching.index import TextRules
from tular.engines.matching.resources import Resource, ResourceReader


class RankingRulesError(ValueError):
    """The rulebook cannot rank. The message names the key and what would be right."""


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """One reason: its part, names and the most points it can give."""

    id: str
    part: str
    name: str
    name_en: str
    weight: float


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part of the score, whose reasons' weights add up to its own."""

    id: str
    name: str
    name_en: str
    weight: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """How far two regions may differ on a figure before it counts as not similar at all."""

    id: str
    scale: float
    logarithm: bool
    order: tuple[str, ...]

    def number(self, value: str) -> float | None:
        """A figure or category as a comparable number; None when it cannot be read."""
        if self.order:
            return float(self.order.index(value)) if value in self.order else None
        try:
            number = float(value)
        except ValueError:
            return None
        if self.logarithm:
            return math.log10(number) if number > 0 else None
        return number


@dataclass(frozen=True, slots=True)
class RankingRules:
    """Everything the ranking reads from its rulebook."""

    id: str
    parts: tuple[PartRule, ...]
    reasons: dict[str, ReasonRule]
    text: TextRules
    minimum_fit: float
    minimum_guess: float
    theme: Mapping[str, float]
    context: Mapping[str, float]
    indicators: tuple[IndicatorRule, ...]
    recognition: Mapping[str, float]
    alive: Mapping[str, float]
    fresh_days: int
    replication: Mapping[str, float]
    taken_alike: Mapping[str, float]
    lasting_months: int
    measured: float
    stated: float
    partly: float
    resources: tuple[Resource, ...]
    cues: tuple[str, ...]
    window: int

    def resource_reader(self) -> ResourceReader:
        """A reader of what needs lack and descriptions use."""
        return ResourceReader(self.resources, self.cues, self.window)


def rules_from(document: Mapping[str, Any]) -> RankingRules:
    """Read the rulebook's blocks. Raises `RankingRulesError` for a missing key or weights that do not add up."""
    try:
        parts, reasons = _parts(document["parts"])
        text = document["text"]
        return RankingRules(
            id=document["id"],
            parts=parts,
            reasons=reasons,
            text=TextRules(
                **{
                    key: text[key]
                    for key in ("words_share", "same", "narrower", "broader", "depth", "scale_depth", "thin_record")
                }
            ),
            minimum_fit=text["minimum_fit"],
            minimum_guess=text["minimum_guess"],
            theme={key: document["theme"][key] for key in ("nearest", "share", "lift", "most")},
            context={key: document["context"][key] for key in ("same_province", "same_island_group")},
            indicators=tuple(
                IndicatorRule(row["id"], row["scale"], row.get("logarithm", False), tuple(row.get("order", ())))
                for row in document["indicators"]
            ),
            recognition=document["recognition"]["levels"],
            alive=document["alive"]["statuses"],
            fresh_days=document["alive"]["fresh_days"],
            replication=document["replication"]["states"],
            taken_alike=document["taken_alike"]["states"],
            lasting_months=document["taken_alike"]["lasting_months"],
            measured=document["results"]["measured"],
            stated=document["results"]["stated"],
            partly=document["completeness"]["partly"],
            resources=tuple(
                Resource(row["id"], row["name_id"], row["name_en"], tuple(row["words"]))
                for row in document["resources"]
            ),
            cues=tuple(document["lack"]["cues"]),
            window=document["lack"]["window"],
        )
    except KeyError as error:
        raise RankingRulesError(f"kunci {error} tidak ada dalam rulebook peringkat.") from error


def _parts(rows: list[Mapping[str, Any]]) -> tuple[tuple[PartRule, ...], dict[str, ReasonRule]]:
    parts, reasons = [], {}
    for row in rows:
        inside = [
            ReasonRule(reason["id"], row["id"], reason["name_id"], reason["name_en"], float(reason["weight"]))
            for reason in row["reasons"]
        ]
        total = sum(reason.weight for reason in inside)
        if not math.isclose(total, row["weight"]):
            raise RankingRulesError(
                f"parts.{row['id']}: bobot alasannya berjumlah {total:g}, seharusnya {row['weight']:g}."
            )
        reasons.update({reason.id: reason for reason in inside})
        parts.append(
            PartRule(
                row["id"],
                row["name_id"],
                row["name_en"],
                float(row["weight"]),
                tuple(reason.id for reason in inside),
            )
        )
    if not math.isclose(sum(part.weight for part in parts), 100):
        raise RankingRulesError("parts: jumlah bobot semua bagian seharusnya 100.")
    return tuple(parts), reasons
