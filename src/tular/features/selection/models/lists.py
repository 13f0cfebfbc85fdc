"""Published lists, each with its number and decree, and the objections to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.choices import AgencyKind
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import LineChange, ObjectionState, Outcome
from tular.features.selection.models.plenaries import Plenary
from tular.foundation.files.models import StoredFile


class StageOutcome(models.Model):
    """What a stage decided about a proposal, as last announced."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="outcomes")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reasons = models.JSONField(default=list, help_text="Codes of reasons.")
    explanation = models.TextField(blank=True)
    award = models.CharField(max_length=60, blank=True, help_text="Id of the award in the rulebook.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["stage", "proposal_id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "stage"], name="outcome_once_per_stage"),
            models.CheckConstraint(
                name="outcome_refusal_says_why", condition=Q(outcome=Outcome.PASSED) | ~Q(reasons=[])
            ),
            models.CheckConstraint(
                name="outcome_award_is_for_who_passes", condition=Q(award="") | Q(outcome=Outcome.PASSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.stage} {self.outcome}"


class Announcement(models.Model):
    """A list as it was published: numbered, with its decree. Never changed; a correction is a new number."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="announcements")
    stage = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    decree = models.CharField(max_length=120, help_text="Number of the decree or announcement.")
    decree_on = models.DateField()
    note = models.TextField(blank=True, help_text="Why it was issued again; of the first one empty.")
    objections_until = models.DateTimeField(null=True, help_text="Empty: no objections are heard.")
    sha256 = models.CharField(max_length=64, help_text="Of the list's lines as CSV in UTF-8.")
    plenary = models.ForeignKey(
        Plenary, null=True, on_delete=models.PROTECT, related_name="announcements",
        help_text="The approved plenary whose lines it is; empty: the list comes from checks.",
    )  # fmt: skip
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["competition", "stage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage", "number"], name="announcement_once"),
            models.CheckConstraint(name="announcement_has_decree", condition=~Q(decree="")),
            models.CheckConstraint(name="announcement_again_says_why", condition=Q(number=1) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class AnnouncementLine(models.Model):
    """A proposal in a list, in the words of that day. Never changed.

    Of a line that left the list, `outcome` is what the list before said. Everybody reads the lines that pass or passed
    before; the others are read by their agencies alone.
    """

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="announced")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    agency_name = models.CharField(max_length=200)
    agency_kind = models.CharField(max_length=12, choices=AgencyKind, blank=True)
    province = models.CharField(max_length=100, blank=True, help_text="Name of the province; empty for the nation's.")
    group = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    award = models.CharField(max_length=60, blank=True, help_text="Id of the award in the rulebook.")
    award_label = models.CharField(max_length=200, blank=True, help_text="What the rulebook called it that day.")
    reasons = models.JSONField(default=list)
    explanation = models.TextField(blank=True, help_text="Read by the agency alone.")
    outcome_before = models.CharField(
        max_length=12, choices=Outcome, blank=True, help_text="In the list before; empty: it was not in it."
    )
    change = models.CharField(max_length=10, choices=LineChange)
    change_reason = models.TextField(blank=True, help_text="Read by everybody.")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "proposal"], name="announced_once"),
            models.CheckConstraint(
                name="line_that_changed_says_why",
                condition=Q(change__in=[LineChange.FIRST, LineChange.SAME]) | ~Q(change_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.code}"


class Omission(models.Model):
    """A submitted proposal that a list leaves out since it is not decided yet, and why. Never changed."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="omissions")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="omissions")
    reason = models.TextField()

    class Meta:
        ordering = ["proposal__code"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "proposal"], name="left_out_once"),
            models.CheckConstraint(name="omission_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.proposal_id}"


class ListDraft(models.Model):
    """The next list of a stage while it is being prepared; announcing it deletes it. Nothing of it is public.

    What was decided stands in the checks; here is only what the list needs besides. `sha256` is that of all its lines
    when it was last saved: what is announced is what was looked at.
    """

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="list_drafts")
    stage = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    decree = models.CharField(max_length=120, blank=True)
    decree_on = models.DateField(null=True)
    note = models.TextField(blank=True, help_text="Why it is issued again.")
    objection_days = models.PositiveSmallIntegerField(null=True, help_text="Empty: no objections are heard.")
    reasons = models.JSONField(default=dict, help_text="Code of a proposal → why its line changed.")
    reason_for_others = models.TextField(blank=True, help_text="Why the other lines changed.")
    left_out = models.JSONField(
        default=dict, help_text="Code of a proposal that is not decided yet → why it is left out."
    )
    reason_left_out = models.TextField(blank=True, help_text="Why the other undecided ones are left out.")
    sha256 = models.CharField(max_length=64)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["competition", "stage"], name="list_draft_once")]

    def __str__(self) -> str:
        return self.title


class Objection(models.Model):
    """An agency objects (sanggah) to what a list says of its proposal; the answer gives reasons."""

    line = models.ForeignKey(AnnouncementLine, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.WAITING)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["state", "at"], name="objections_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["line"], name="objection_once_per_line"),
            models.CheckConstraint(name="objection_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="objection_answered_says_why",
                condition=Q(state=ObjectionState.WAITING, answered_at__isnull=True)
                | (~Q(state=ObjectionState.WAITING) & ~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.state}"
