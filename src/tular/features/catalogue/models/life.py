"""What becomes of a record: its working copy, its versions, who wrote what, and what its owner declared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.catalogue.choices import COPY_STATES, RemindStep, State, StopReason, Sustainability
from tular.features.catalogue.models.record import Innovation


class InnovationDraft(models.Model):
    """The working copy of a record: at most one. The published text stays as it is until the copy is published.

    `content` maps section → field → value, as `content_of` gives it. `versions` maps section → how often it was
    saved; whoever saves says on which number they worked, so that two people at once do not undo each other.
    """

    innovation = models.OneToOneField(Innovation, on_delete=models.CASCADE, related_name="draft")
    state = models.CharField(max_length=12, choices=[(one.value, one.label) for one in COPY_STATES])
    state_reason = models.TextField(blank=True)
    state_at = models.DateTimeField()
    content = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(help_text="Number of the version it began with; 0: an empty record.")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "state_at"], name="drafts_by_state")]
        constraints = [
            models.CheckConstraint(name="draft_has_a_known_state", condition=Q(state__in=COPY_STATES)),
            models.CheckConstraint(
                name="draft_sent_back_says_why",
                condition=~Q(state__in=[State.RETURNED, State.REJECTED]) | ~Q(state_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.state}"


class InnovationVersion(models.Model):
    """The content of a record as it stood at a moment that matters. Never changed: a trigger refuses it.

    `moved` is the name of the action that made it: `catalogue.submit`, or `catalogue.edit` for the published text as
    it was before the first change.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["innovation", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.innovation_id} v{self.number}"


class SectionRevision(models.Model):
    """What one person wrote in one section: one save, or a sitting of `saves` once it is some time ago.

    `kept` is False for a text that lost against that of somebody who saved first and has not been merged: it is never
    thrown away.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="revisions")
    section = models.CharField(max_length=40)
    version = models.PositiveIntegerField(help_text="Number of the section after the last save.")
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["innovation", "section", "at"], name="revisions_of_a_section")]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.section} {self.version}"


class SustainabilityDeclaration(models.Model):
    """What the owner declared about the innovation itself on a day, with evidence. The latest one holds."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="declarations")
    status = models.CharField(max_length=16, choices=Sustainability)
    reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True, help_text="What shows it: a letter, a report, an address.")
    evidence_file = models.UUIDField(null=True, help_text="Id of the stored file.")
    on = models.DateField(help_text="Day for which it holds.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="declaration_of_a_known_status", condition=Q(status__in=Sustainability.values)),
            models.CheckConstraint(
                name="declaration_of_a_stop_says_why",
                condition=Q(status=Sustainability.STOPPED, reason__in=StopReason.values)
                | (~Q(status=Sustainability.STOPPED) & Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.status} {self.on}"


class UpdateRequest(models.Model):
    """Somebody, or the calendar, asked for a record to be brought up to date; answered by the next update.

    `step` says whom the chain of reminders reached; an own request of an admin has the step of the unit.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="update_requests")
    step = models.CharField(max_length=10, choices=RemindStep)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the calendar.",
    )
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    due = models.DateTimeField(help_text="After this the next in the chain is asked.")
    closed_at = models.DateTimeField(null=True, help_text="When it was answered, or taken back.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(
                fields=["step", "innovation", "by", "due", "at"],
                condition=Q(closed_at__isnull=True),
                name="open_update_requests",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "step"], condition=Q(closed_at__isnull=True), name="update_asked_once_per_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.step} {self.at}"


class BulkChange(models.Model):
    """One action that was done to many records at once, so that it can be undone at once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    innovations = models.JSONField(help_text="Ids of the records it was done to.")
    refused = models.JSONField(default=list, help_text="Pairs of code and sentence of those it was not done to.")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.action} {len(self.innovations)}"
