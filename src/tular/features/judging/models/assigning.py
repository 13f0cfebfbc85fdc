"""Who must not read what, who reads what, and how that was computed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.choices import (
    AssignmentKind,
    AssignmentState,
    ConflictKind,
    ConflictSource,
    Objective,
)
from tular.features.judging.models.reviewing import Entry, Evaluator, Review


class Tie(models.Model):
    """An agency says to whom it has ties, without knowing who judges. Compared with whoever does."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="ties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="Name of the person, as the agency knows it.")
    institution_name = models.CharField(max_length=200, blank=True, help_text="Where the person works.")
    kind = models.CharField(max_length=14, choices=ConflictKind)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["competition", "agency"], name="ties_of_an_agency")]
        constraints = [models.CheckConstraint(name="tie_has_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.name}"


class Disclosure(models.Model):
    """An evaluator says to which agency they have ties, before knowing what they read. Holds for all its proposals."""

    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="disclosures")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=ConflictKind)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluator", "agency", "kind"], name="disclosure_once"),
            models.CheckConstraint(
                name="disclosure_of_another_kind_is_explained", condition=~Q(kind=ConflictKind.OTHER) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} {self.agency_id} {self.kind}"


class Conflict(models.Model):
    """An evaluator should not judge a proposal, why, and who said so. Stands until it is lifted with a reason."""

    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=14, choices=ConflictKind)
    source = models.CharField(max_length=14, choices=ConflictSource)
    note = models.TextField(blank=True)
    doubtful = models.BooleanField(
        default=False, help_text="Looks like one: nobody is assigned there until a person has looked at it."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, help_text="Empty while it stands.")
    lift_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["entry", "lifted_at"], name="conflicts_of_an_entry")]
        constraints = [
            # One that was lifted stays: the machine does not find it anew.
            models.UniqueConstraint(fields=["evaluator", "entry", "kind", "source"], name="conflict_once"),
            models.CheckConstraint(
                name="conflict_lifted_says_why", condition=Q(lifted_at__isnull=True) | ~Q(lift_reason="")
            ),
            models.CheckConstraint(
                name="conflict_of_another_kind_is_explained", condition=~Q(kind=ConflictKind.OTHER) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} {self.entry_id} {self.kind}"


class ConflictSearch(models.Model):
    """When the machine last looked for conflicts among all entries and evaluators of a review, and what was new."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="search")
    at = models.DateTimeField()
    found = models.PositiveIntegerField(default=0, help_text="Conflicts that were not known before.")

    def __str__(self) -> str:
        return f"{self.review_id} {self.at}"


class AssignmentPlan(models.Model):
    """Assignments as the engine computed them for both objectives, with exactly what they were computed from.

    `canonical` is the input of `tular assign` without an objective, as JSON with sorted keys; a replay computes it
    again. `solutions` maps objective → {"pairs": [[number of entry, number of evaluator], …], "figures": {…}}. Nothing
    of it changes but whether, when and which one was adopted.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    feasible = models.BooleanField()
    solutions = models.JSONField(default=dict)
    explanation = models.JSONField(default=list, help_text="Why it cannot be done, sentence by sentence.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    adopted = models.CharField(max_length=10, choices=Objective, blank=True, help_text="Empty: not adopted.")
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="assignment_plan_once"),
            models.CheckConstraint(
                name="adopted_plan_is_feasible",
                condition=Q(adopted="", adopted_at__isnull=True)
                | (~Q(adopted="") & Q(adopted_at__isnull=False, feasible=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class Assignment(models.Model):
    """Somebody reads a proposal. Never deleted: what became of it is its state."""

    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=10, choices=AssignmentKind)
    state = models.CharField(max_length=14, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    plan = models.ForeignKey(AssignmentPlan, null=True, on_delete=models.PROTECT, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, help_text="When the evaluator first opened it.")
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["evaluator", "entry"]
        indexes = [
            models.Index(fields=["evaluator", "state"], name="assignments_by_state"),
            models.Index(fields=["entry", "state"], name="assignments_of_an_entry"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["evaluator", "entry"], name="assignment_once"),
            models.CheckConstraint(name="assignment_of_a_known_state", condition=Q(state__in=AssignmentState.values)),
            models.CheckConstraint(
                name="assignment_not_read_says_why",
                condition=Q(state__in=[AssignmentState.ASSIGNED, AssignmentState.DONE]) | ~Q(state_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} {self.entry_id}"


class BulkAssignment(models.Model):
    """Readings given and taken at once, by a spreadsheet or by adopting a plan, so that it can be undone at once."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="bulk_assignments")
    plan = models.ForeignKey(AssignmentPlan, null=True, on_delete=models.PROTECT, related_name="+")
    given = models.JSONField(default=list, help_text="[number of entry, number of evaluator], sorted.")
    taken = models.JSONField(default=list, help_text="The same of those taken back.")
    reason = models.TextField(blank=True, help_text="Why readings were taken back; read by their evaluators.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="readings_taken_say_why", condition=Q(taken=[]) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} +{len(self.given)} −{len(self.taken)}"
