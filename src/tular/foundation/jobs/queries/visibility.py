"""The single truth of who sees which run, and who directs it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tular.foundation.access.permissions import allows, permission_names
from tular.foundation.jobs.models import JobRun

SEE_ALL = "jobs.see_all"
"""The permission that an upper layer registers for whoever operates the installation; without it nobody has it."""


def may_see_all(person: Any) -> bool:
    """Whether the person sees the runs of everybody, those of the system, and the traces of what went wrong."""
    return SEE_ALL in permission_names() and allows(person, SEE_ALL)


def runs_visible_to(person: Any) -> QuerySet[JobRun]:
    """One's own runs; all runs for those who may see all."""
    if person is None or not person.is_authenticated or not person.is_active:
        return JobRun.objects.none()
    return JobRun.objects.filter(Q() if may_see_all(person) else Q(owner=person))


def may_direct(person: Any, run: JobRun) -> bool:
    """Whether the person may cancel and retry: its owner; what belongs to the system, whoever sees all."""
    if person is None or not person.is_authenticated or not person.is_active:
        return False
    return run.owner_id == person.pk if run.owner_id else may_see_all(person)
