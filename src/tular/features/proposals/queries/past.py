"""Who wrote what in a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from tular.features.catalogue.queries.content import Difference
from tular.features.proposals.models import Proposal, SectionSave
from tular.features.proposals.queries.asked import section_titles
from tular.features.proposals.queries.wording import section_differences
from tular.foundation.once.sittings import sittings

SHOWN, LOOKED_AT = 60, 600
"""Sittings that the history shows, and saves among which they are looked for."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person wrote in one section within a while. `lost`: it came second and was kept aside."""

    pk: int
    section: str
    by: str
    began_at: datetime
    at: datetime
    saves: int
    lost: bool


def subjects_of(proposal: Proposal) -> list[Model]:
    """The proposal, its files, members and remarks: all that its history tells of. Three queries."""
    return [proposal, *proposal.files.all(), *proposal.team.all(), *proposal.comments.all()]


def writing_of(proposal: Proposal) -> tuple[Sitting, ...]:
    """The latest sittings, newest first. One query."""
    titles = section_titles(proposal)
    rows = proposal.saves.select_related("by").defer("before", "after").order_by("-pk")[:LOOKED_AT]
    groups = sittings(reversed(list(rows)))[-SHOWN:]
    return tuple(
        Sitting(
            group[-1].pk, titles.get(group[-1].section, group[-1].section), str(group[-1].by or ""),
            group[0].began_at, group[-1].at, sum(row.saves for row in group), not group[-1].kept,
        )
        for group in reversed(groups)
    )  # fmt: skip


def sitting_of(proposal: Proposal, pk: int) -> tuple[SectionSave, str, tuple[Difference, ...]] | None:
    """(last save of the sitting that ended with this row, title of its section, what it changed)."""
    last = proposal.saves.filter(pk=pk).first()
    if last is None:
        return None
    rows = proposal.saves.select_related("by").filter(section=last.section, pk__lte=pk).order_by("-pk")[:LOOKED_AT]
    group = next(one for one in sittings(reversed(list(rows))) if one[-1].pk == pk)
    first, last = group[0], group[-1]
    last.began_at = first.began_at
    title = section_titles(proposal).get(last.section, last.section)
    return last, title, section_differences(proposal, last.section, first.before, last.after)
