"""The timeline of a case: what was done about it and its rows, as its reader may know it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from tular.features.replications.choices import Side
from tular.features.replications.models import (
    Agreement,
    AgreementClause,
    Case,
    CaseFile,
    CaseIndicator,
    CasePart,
    CaseRisk,
    Decision,
    Measurement,
    Meeting,
    Member,
    Reply,
    Task,
    Tick,
)
from tular.features.replications.queries.visibility import sides_of
from tular.foundation.audit.queries import History, history

OF_CASE: tuple[type[models.Model], ...] = (
    Agreement, CaseFile, CaseIndicator, CasePart, CaseRisk, Decision, Meeting, Member, Reply, Task, Tick,
)  # fmt: skip
"""Rows that carry their case themselves. Steps are told by the case."""

NEWEST = 5


def past_of(case: Case, person: Any, mine: frozenset[Side], *, page: int = 1, size: int = 20) -> History:
    """A page of the timeline. Everybody who may open the case reads its rows, so all of them are told; what the taker
    did before anybody was asked stays the taker's. A fixed number of queries.
    """
    subjects: list[Any] = [case]
    for model in OF_CASE:
        subjects.append((model, model._default_manager.filter(case=case).order_by().values_list("pk", flat=True)))
    clauses = AgreementClause.objects.filter(agreement__case=case)
    measured = Measurement.objects.filter(indicator__case=case)
    subjects.append((AgreementClause, clauses.order_by().values_list("pk", flat=True)))
    subjects.append((Measurement, measured.order_by().values_list("pk", flat=True)))
    return history(subjects, person, page=page, size=size, since=known_since(case, mine))


def known_since(case: Case, mine: frozenset[Side]) -> datetime | None:
    """From when on a reader of these sides may know what was done; None for all of it."""
    return None if Side.TAKER in mine else case.asked_at


def whole_past(case: Case, person: Any, page: int) -> History:
    """A page of the whole timeline."""
    return past_of(case, person, sides_of(person, case), page=page)
