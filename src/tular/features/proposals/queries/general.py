"""What "_umum" holds, as values of the columns beside it: dates, groups, categories, innovations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.visibility import innovations_visible_to
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.form import LONGEST_TITLE

_DAY = re.compile(r"^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$")
_PAGE = re.compile(r"(?:/inovasi/|^)([a-z0-9][a-z0-9-]{2,150})/?(?:[?#].*)?$")


def day_told(text: str) -> date | None:
    """A day as browsers send it (2024-01-10) or as people write it (10/1/2024); None for all else."""
    try:
        if found := _DAY.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def own_innovations(person: Any, agency: int) -> QuerySet[Innovation]:
    """The records of an agency that the person may name in a proposal: those they see."""
    return innovations_visible_to(person).filter(agency=agency).exclude(state=State.WITHDRAWN)


def innovation_called(text: str) -> Innovation | None:
    """A published innovation by its code, NRI or the address of its page."""
    found = _PAGE.search(text.strip().lower())
    if found is None:
        return None
    name = found[1]
    published = Innovation.objects.filter(state=State.PUBLISHED)
    return published.filter(code=name).first() or published.filter(slug=name).first()


def told_innovation(person: Any, proposal: Proposal, code: str) -> Innovation | None:
    """The innovation that "_umum" names: one of the agency's own, or the one that was named before."""
    if not code:
        return None
    if proposal.innovation is not None and proposal.innovation.code == code:
        return proposal.innovation
    return own_innovations(person, proposal.agency_id).filter(code=code).first()


def title_told(general: Mapping[str, Any]) -> str:
    """The title as lists show it; "" where none is told."""
    return str(general.get("title") or "")[:LONGEST_TITLE].strip()
