"""The administrative selection: what the machine found and what people decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import CheckDecision, DoubletState, ReasonCode
from tular.features.proposals.models.writing import Proposal, ProposalVersion


class Screening(models.Model):
    """One run of the machine over the proposals of a competition: computed reasons, careless answers, doublets."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="screenings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    proposals = models.PositiveIntegerField()
    compared_with = models.PositiveIntegerField(help_text="Texts of other years and sources that were looked at.")
    seconds = models.FloatField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.at}"


class Finding(models.Model):
    """What the machine found in one submitted proposal. `needs_person`: it only asks somebody to look."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="findings")
    submission = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40, choices=ReasonCode)
    sentence = models.TextField(help_text="What was found, in words.")
    section = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=200, blank=True, help_text="Place of the rule in the rulebook.")
    source = models.TextField(blank=True, help_text="Where that rule comes from, as its rulebook tells.")
    needs_person = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["needs_person", "code", "id"]
        indexes = [models.Index(fields=["proposal", "code"], name="findings_of_a_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.code}"


class Doublet(models.Model):
    """Two texts that look alike: a proposal and another one, or a catalogue record; each pair stands once.

    `cluster` is the same for all pairs of a competition that hang together.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="doublets")
    other = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="doublets_of")
    record = models.ForeignKey(Innovation, null=True, on_delete=models.CASCADE, related_name="+")
    cluster = models.PositiveIntegerField()
    title_likeness = models.FloatField(help_text="0–100")
    text_likeness = models.FloatField(help_text="0–1")
    state = models.CharField(max_length=6, choices=DoubletState, default=DoubletState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="When it was found, or decided.")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["cluster", "-title_likeness", "id"]
        indexes = [models.Index(fields=["proposal", "state"], name="doublets_of_a_proposal")]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "other"], condition=Q(other__isnull=False), name="doublet_of_proposals_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "record"], condition=Q(record__isnull=False), name="doublet_of_a_record_once"
            ),
            models.CheckConstraint(
                name="doublet_is_of_one_other",
                condition=Q(other__isnull=True, record__isnull=False) | Q(other__isnull=False, record__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} ~ {self.other_id or self.record_id}"


class Check(models.Model):
    """What one checker decided about one submission in a stage. Hidden until the list is announced."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="checks")
    submission = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="checks")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    decision = models.CharField(max_length=12, choices=CheckDecision)
    reasons = models.JSONField(default=list, help_text="Codes of `ReasonCode`.")
    explanation = models.TextField(blank=True, help_text="For the agency to read.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settles = models.BooleanField(
        default=False, help_text="The word of the secretariat where checkers differed; it holds alone."
    )
    taken_back_at = models.DateTimeField(null=True, help_text="When it was undone or replaced; empty while it holds.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["proposal", "stage"], name="checks_of_a_proposal")]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "stage", "by"],
                condition=Q(taken_back_at__isnull=True),
                name="check_once_by_a_person",
            ),
            models.CheckConstraint(
                name="check_refusal_says_why", condition=Q(decision=CheckDecision.PASSED) | ~Q(reasons=[])
            ),
            models.UniqueConstraint(
                fields=["proposal", "stage"],
                condition=Q(taken_back_at__isnull=True, settles=True),
                name="check_settled_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.decision}"


class BulkCheck(models.Model):
    """One decision about many proposals at once, so that it can be undone at once."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="bulk_checks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=CheckDecision)
    checks = models.JSONField(help_text="Ids of the checks it made.")
    refused = models.JSONField(default=list, help_text="Pairs of code and sentence of those it was not done to.")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.decision} {len(self.checks)}"
