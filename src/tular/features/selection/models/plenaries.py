"""The session that nominates or chooses: what it decides from, what it decided, who approved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import ApprovalDecision, DecisionKind, LineWhy, Outcome, PlenaryState


class Plenary(models.Model):
    """A session (sidang pleno, or nominations) that says who goes on from a stage.

    What it decides from lies in its last basis, what it decided in its decisions; the lines follow from both. A list
    that has to change after approval is a further plenary of the same stage, with its own number and reason.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="plenaries")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    number = models.PositiveIntegerField()
    reason = models.TextField(blank=True, help_text="Why it is held again; of the first one empty.")
    state = models.CharField(max_length=10, choices=PlenaryState, default=PlenaryState.OPEN)
    state_at = models.DateTimeField()
    decisions_count = models.PositiveIntegerField(default=0, help_text="So that who decides says on what they looked.")
    held_on = models.DateField(null=True, help_text="Day of the session, for its minutes.")
    place = models.CharField(max_length=200, blank=True, help_text="Where it was held, for its minutes.")
    chair = models.CharField(max_length=200, blank=True, help_text="Who led it, for its minutes.")
    notes = models.TextField(blank=True, help_text="What else the minutes have to say.")
    quorum = models.PositiveSmallIntegerField(default=1, help_text="Members that have to vote for a vote to count.")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="plenaries_to_approve",
        help_text="Who approves, when it is not somebody who runs the competition.",
    )  # fmt: skip
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the lines that were proposed, as JSON.")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["competition", "stage", "number"]
        verbose_name_plural = "plenaries"
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage", "number"], name="plenary_once"),
            models.UniqueConstraint(
                fields=["competition", "stage"], condition=~Q(state=PlenaryState.APPROVED), name="plenary_one_at_work"
            ),
            models.CheckConstraint(name="plenary_has_a_known_state", condition=Q(state__in=PlenaryState.values)),
            models.CheckConstraint(name="plenary_again_says_why", condition=Q(number=1) | ~Q(reason="")),
            models.CheckConstraint(name="plenary_quorum_is_somebody", condition=Q(quorum__gte=1)),
            models.CheckConstraint(
                name="plenary_closed_was_proposed",
                condition=Q(state=PlenaryState.OPEN)
                | (Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="plenary_approved_by_a_second_person",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) & ~Q(state=PlenaryState.APPROVED)
                | Q(state=PlenaryState.APPROVED, approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.stage} {self.number}"


class PlenaryBasis(models.Model):
    """What a plenary decides from, as it was at a moment: every proposal with its scores. Never changed.

    `canonical` is JSON with sorted keys; with the decisions it gives the lines again, byte for byte. Where marks were
    computed anew while the plenary is open, a further basis is taken; the last one holds.
    """

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="bases")
    number = models.PositiveIntegerField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    reason = models.TextField(blank=True, help_text="Why it was taken anew; of the first one empty.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "plenary bases"
        constraints = [models.UniqueConstraint(fields=["plenary", "number"], name="plenary_basis_once")]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.number}"


class PlenaryDecision(models.Model):
    """One thing that a plenary decided. Never changed nor deleted: what is taken back is a further decision.

    `detail` holds what its kind needs: settings whole, of a tie {"tied", "chosen", "way", "seed"}, of an undoing
    {"undoes": [number, …]}.
    """

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=DecisionKind)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    question = models.ForeignKey(
        "selection.PlenaryQuestion", null=True, on_delete=models.PROTECT, related_name="decisions",
        help_text="The vote by which it was decided.",
    )  # fmt: skip
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["plenary", "proposal"], name="decisions_of_a_proposal")]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "number"], name="plenary_decision_once"),
            models.CheckConstraint(
                name="plenary_departure_says_why",
                condition=Q(kind__in=[DecisionKind.UNDO, DecisionKind.SETTINGS]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="plenary_decision_names_its_proposal",
                condition=Q(kind__in=[DecisionKind.IN, DecisionKind.OUT, DecisionKind.GONE], proposal__isnull=False)
                | Q(kind__in=[DecisionKind.TIE, DecisionKind.SETTINGS, DecisionKind.UNDO], proposal__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.number} {self.kind}"


class PlenaryLine(models.Model):
    """What a plenary proposes for a proposal; written when it is handed to the approver. Never changed.

    Sent back, the lines are gone and written anew.
    """

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="plenary_lines")
    place = models.PositiveIntegerField(help_text="In the ranking, from 1; equal ones share a rank, never a place.")
    rank = models.PositiveIntegerField(null=True, help_text="Empty: without a score.")
    pool = models.PositiveSmallIntegerField(null=True, help_text="Which places it competed for; empty: none.")
    score = models.CharField(max_length=30, blank=True, help_text="Exact decimal by which it was ranked.")
    outcome = models.CharField(max_length=12, choices=Outcome)
    ranked = models.CharField(max_length=12, choices=Outcome, help_text="What the ranking alone would have given.")
    award = models.CharField(max_length=60, blank=True, help_text="Id of the award in the rulebook.")
    why = models.CharField(max_length=10, choices=LineWhy)
    reason = models.TextField(blank=True, help_text="Of a departure from the ranking.")

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(fields=["plenary", "outcome"], name="lines_of_a_plenary")]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "proposal"], name="plenary_line_once"),
            models.UniqueConstraint(fields=["plenary", "place"], name="plenary_place_once"),
            models.CheckConstraint(
                name="plenary_line_that_departs_says_why",
                condition=~Q(why__in=[LineWhy.TAKEN, LineWhy.LEFT]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="plenary_award_is_for_who_passes", condition=Q(award="") | Q(outcome=Outcome.PASSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.place} {self.outcome}"


class PlenaryApproval(models.Model):
    """What a second person said of the lines that were proposed. Never changed."""

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="approvals")
    decision = models.CharField(max_length=12, choices=ApprovalDecision)
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the lines that they looked at.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="approval_of_a_second_person", condition=~Q(by=F("proposed_by"))),
            models.CheckConstraint(
                name="approval_refused_says_why", condition=Q(decision=ApprovalDecision.APPROVED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.decision}"


class PlenaryMinutes(models.Model):
    """The minutes (berita acara) of a plenary as they were when it was approved. Never changed.

    `canonical` is what was set, as JSON with sorted keys: with the template and `at` it gives the file again.
    """

    plenary = models.OneToOneField(Plenary, on_delete=models.PROTECT, related_name="minutes")
    canonical = models.TextField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "plenary minutes"

    def __str__(self) -> str:
        return f"{self.plenary_id}"
