"""What follows from a list: certificates, feedback to those who applied, records of winners in the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.catalogue.models import Innovation, Recognition
from tular.features.competitions.models import Competition
from tular.features.judging.models import ScoreSheet
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import HolderKind, RecordOrigin
from tular.features.selection.models.lists import Announcement, AnnouncementLine
from tular.foundation.documents.models import Certificate


class AwardCertificate(models.Model):
    """A certificate that follows from a list: of whom it is, and from which line. Never changed.

    Those for service have no line: who judged is certified, not what.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="award")
    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="certificates")
    line = models.ForeignKey(AnnouncementLine, null=True, on_delete=models.PROTECT, related_name="certificates")
    holder = models.CharField(max_length=10, choices=HolderKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who may download it besides the agency; empty where the holder has no account.",
    )  # fmt: skip

    class Meta:
        ordering = ["certificate"]
        constraints = [
            models.CheckConstraint(
                name="certificate_of_a_line_or_for_service",
                condition=Q(holder=HolderKind.EVALUATOR, line__isnull=True, person__isnull=False)
                | (~Q(holder=HolderKind.EVALUATOR) & Q(line__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.holder}"


class HeldComment(models.Model):
    """A comment that the organiser keeps from those who applied, and why. Deleted when it is let through again."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="held_comments")
    criterion = models.CharField(max_length=80)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="comment_held_once"),
            models.CheckConstraint(name="comment_held_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.criterion}"


class FeedbackRelease(models.Model):
    """The feedback of a stage was given to all who applied. Never changed, and never taken back."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="feedback_releases")
    stage = models.CharField(max_length=60, help_text="Id of the stage in which marks were given.")
    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="+")
    shows = models.CharField(max_length=10, help_text="What the rulebook let be shown.")
    proposals = models.PositiveIntegerField()
    comments = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["competition", "stage"], name="feedback_released_once")]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.stage}"


class Feedback(models.Model):
    """What one applicant was told about the marks of a stage. Never changed; names no evaluator.

    `content` holds the criteria in order with words, marks where the rulebook shows them, and comments in an order
    that tells nothing of who wrote them.
    """

    release = models.ForeignKey(FeedbackRelease, on_delete=models.PROTECT, related_name="feedback")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="feedback")
    content = models.JSONField()

    class Meta:
        ordering = ["release", "proposal"]
        constraints = [models.UniqueConstraint(fields=["release", "proposal"], name="feedback_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.proposal_id}"


class WinnerRecord(models.Model):
    """A winner stands in the catalogue: by which line, as which record, and how that was found."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="winner_records")
    stage = models.CharField(max_length=60)
    line = models.ForeignKey(AnnouncementLine, on_delete=models.PROTECT, related_name="+", help_text="The latest one.")
    innovation = models.ForeignKey(Innovation, on_delete=models.PROTECT, related_name="+")
    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=RecordOrigin)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "stage"], name="winner_recorded_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.innovation_id}"
