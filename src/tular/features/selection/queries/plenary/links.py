"""Ways to the plenaries of a competition, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.selection.models import Plenary
from tular.features.selection.queries.entering import decides
from tular.features.selection.queries.plenary.stages import is_nomination, plenary_stages


@dataclass(frozen=True, slots=True)
class PlenaryLink:
    """A stage with its plenary; `state` is empty before it was opened."""

    stage: str
    label: str
    path: str
    state: str


def plenary_links(competition: Competition) -> list[PlenaryLink]:
    """The stages that end with a choice by the rules, and those for which one was opened. One query."""
    held = {one.stage: one for one in Plenary.objects.filter(competition=competition).order_by("number")}
    found = []
    for stage in plenary_stages(competition):
        if not decides(stage) and stage.id not in held:
            continue
        name = _("Nominasi %(stage)s") if is_nomination(stage) else _("Sidang: %(stage)s")
        path = f"/kompetisi/{competition.slug}/pleno/{stage.id}"
        state = str(held[stage.id].get_state_display()) if stage.id in held else ""
        found.append(PlenaryLink(stage.id, name % {"stage": stage.label}, path, state))
    return found
