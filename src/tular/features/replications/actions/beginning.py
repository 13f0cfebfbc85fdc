"""Beginning a case with all that its first form says: besides the case its main indicator, and parts that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import PartKind as CataloguePart
from tular.features.catalogue.models import Innovation, Part
from tular.features.replications.actions.indicators import IndicatorTold, add_indicator
from tular.features.replications.actions.parts import PartTold, note_part
from tular.features.replications.actions.starting import ITSELF, From, Told, start
from tular.features.replications.choices import PartKind
from tular.features.replications.models import Case
from tular.foundation.actions import Reason, Refused, together

MEASURED = "ukuran_"
"""Before the names of the fields of the main indicator: the case has a name and a unit of its own."""


@dataclass(frozen=True, slots=True)
class First:
    """What else is known at the beginning: the main indicator, if any, and the owner's parts that are taken over."""

    indicator: IndicatorTold | None = None
    parts: Sequence[Part] = ()


def begin_with(
    taker: Agency, *, innovation: Innovation, told: Told, first: First, by: Any, now: datetime, came: From = ITSELF
) -> Case:
    """All of it or nothing. Raises `Refused`; reasons at the indicator carry the names of its fields in the form."""
    with together():
        case = start(taker, innovation=innovation, told=told, came=came, by=by, now=now)
        for part in {one.name: one for one in first.parts}.values():
            kept = PartTold(PartKind.KEPT, part.name, there=part.reason, core=part.kind == CataloguePart.CORE)
            note_part(case, told=kept, by=by, now=now)
        if first.indicator is not None:
            try:
                add_indicator(case, told=first.indicator, by=by, now=now)
            except Refused as refused:
                raise Refused(*(Reason(one.text, f"{MEASURED}{one.field}") for one in refused.reasons)) from refused
    return case
