"""Warnings to takers, for those whom they concern: who copies the innovation, and who speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tular.features.catalogue.queries.visibility import innovations_minded_by
from tular.features.replications.models import TakerWarning
from tular.features.replications.queries.visibility import cases_visible_to
from tular.foundation.access.permissions import allows


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning; `may_settle` for who wrote it or speaks for the innovation."""

    pk: int
    text: str
    at: datetime
    by: str
    settled_at: datetime | None
    settled_text: str
    may_settle: bool


def warnings_visible_to(person: Any) -> QuerySet[TakerWarning]:
    """Those on innovations that the person copies, writes or answers for."""
    if person is None or not person.is_authenticated:
        return TakerWarning.objects.none()
    copied = cases_visible_to(person).values("innovation")
    return TakerWarning.objects.filter(Q(innovation__in=copied) | Q(innovation__in=innovations_minded_by(person)))


def may_warn(person: Any, innovation: int) -> bool:
    """Whether the person speaks for the innovation and may warn its takers."""
    if person is None or not person.is_authenticated:
        return False
    return innovations_minded_by(person).filter(pk=innovation).exists()


def warning_lines(person: Any, innovation: int) -> tuple[WarningLine, ...]:
    """The warnings on an innovation, those that stand first, then the newest."""
    if person is None or not person.is_authenticated:
        return ()
    rows = warnings_visible_to(person).filter(innovation=innovation).select_related("by", "innovation__agency")
    found = [
        WarningLine(
            row.pk, row.text, row.at, row.by.name, row.settled_at, row.settled_text,
            row.settled_at is None and allows(person, "replications.settle_warning", row),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: (line.settled_at is not None, -line.at.timestamp())))
