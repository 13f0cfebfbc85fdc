"""The choice inside an agency of what it sends to a competition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import PreselectionState
from tular.features.proposals.models.writing import Proposal
from tular.foundation.rulebooks.models import RulebookVersion


class Preselection(models.Model):
    """The choice inside one agency, by a small rulebook of its own, of what it sends to a competition."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="preselections")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="preselections")
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PreselectionState, default=PreselectionState.OPEN)
    note = models.TextField(blank=True, help_text="The minutes: how it was decided.")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "agency"], name="preselection_once"),
            models.CheckConstraint(
                name="preselection_closed_knows_when",
                condition=Q(state=PreselectionState.OPEN, closed_at__isnull=True)
                | Q(state=PreselectionState.CLOSED, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.competition_id}"


class PreselectionMark(models.Model):
    """The marks of one person for one proposal in the choice inside an agency: criterion → mark as text."""

    preselection = models.ForeignKey(Preselection, on_delete=models.CASCADE, related_name="marks")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="preselection_marks")
    marks = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["preselection", "proposal", "by"], name="preselection_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.preselection_id} {self.proposal_id}"


class PreselectionResult(models.Model):
    """What became of a proposal in the choice inside its agency: total, place, whether it goes on, and why."""

    preselection = models.ForeignKey(Preselection, on_delete=models.CASCADE, related_name="results")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="preselection_results")
    total = models.CharField(max_length=30, blank=True, help_text="Exact decimal; empty: not marked.")
    derivation = models.JSONField(default=list, help_text="How the total came about, line by line.")
    place = models.PositiveSmallIntegerField(null=True)
    chosen = models.BooleanField()
    reason = models.TextField(blank=True, help_text="Why it departs from the ranking, where it does.")

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["preselection", "proposal"], name="preselection_result_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.total}"
