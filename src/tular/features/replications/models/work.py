"""What is done on the way: ticks, tasks, files, meetings, parts, risks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency
from tular.features.competitions.models import ZONES
from tular.features.replications.choices import (
    MeetingKind,
    MeetingMode,
    MeetingState,
    PartKind,
    Purpose,
    RiskState,
    Side,
)
from tular.features.replications.models.case import Case
from tular.foundation.files.models import StoredFile


class Tick(models.Model):
    """A point of a checklist is done, with what shows it. Taken back, the row goes; the trail keeps it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ticks")
    item = models.CharField(max_length=40, help_text="Id in the rulebook.")
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="tick_once")]

    def __str__(self) -> str:
        return self.item


class Task(models.Model):
    """Something that somebody has to do. `question` is the low answer from which it came, where it did."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=40, help_text="Id of the step in the rulebook.")
    title = models.CharField(max_length=300)
    side = models.CharField(max_length=12, choices=Side, default=Side.TAKER)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="tasks")
    question = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, help_text="When it was found not to be needed.")
    reminded_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["person", "done_at", "due_on"], name="tasks_of_a_person")]
        constraints = [
            models.CheckConstraint(name="task_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                fields=["case", "question"],
                condition=~Q(question="") & Q(dropped_at__isnull=True),
                name="task_once_per_question",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CaseFile(models.Model):
    """A file of a case. Taken away it is no longer shown; it stays for the trail."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    step = models.CharField(max_length=40, blank=True, help_text="Id of the step in the rulebook.")
    purpose = models.CharField(max_length=16, choices=Purpose)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="case_file_has_a_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A visit or a mentoring session, booked with the owner or with a peer who copied it earlier (`host`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=14, choices=MeetingKind)
    host = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="replication_meetings")
    mode = models.CharField(max_length=10, choices=MeetingMode)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40, choices=ZONES, default="Asia/Jakarta")
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    agenda = models.TextField(blank=True, help_text="What the taker wants to learn.")
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PROPOSED)
    state_reason = models.TextField(blank=True)
    report = models.TextField(blank=True, help_text="What was learnt, failures among it.")
    attended = models.TextField(blank=True, help_text="Who took part, by office.")
    revision = models.PositiveIntegerField(default=0, help_text="Grows with every change that calendars take over.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="meeting_ends_after_it_began", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_called_off_says_why",
                condition=~Q(state__in=[MeetingState.DECLINED, MeetingState.CANCELLED]) | ~Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_held_says_what_was_learnt", condition=~Q(state=MeetingState.HELD) | ~Q(report="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%d-%m-%Y}"


class CasePart(models.Model):
    """A part of the innovation that was kept, changed, left out or added, and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=14, choices=PartKind)
    core = models.BooleanField(default=False, help_text="The owner counts it among what must not be left out.")
    name = models.CharField(max_length=300)
    there = models.TextField(blank=True, help_text="How it is at the origin.")
    here = models.TextField(blank=True, help_text="How it is at the taker.")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-core", "id"]
        constraints = [
            models.CheckConstraint(name="case_part_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="case_part_changed_says_why", condition=Q(kind=PartKind.KEPT) | ~Q(reason="")),
            models.UniqueConstraint(
                fields=["case", "name"], condition=Q(removed_at__isnull=True), name="case_part_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CaseRisk(models.Model):
    """What went wrong elsewhere, looked for here; `failure` is the id in the rulebook."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="risks")
    failure = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=RiskState, default=RiskState.WATCHED)
    plan = models.TextField(blank=True, help_text="What is done against it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "failure"]
        constraints = [
            models.UniqueConstraint(fields=["case", "failure"], name="case_risk_once"),
            models.CheckConstraint(
                name="case_risk_that_happened_says_what_is_done", condition=Q(state=RiskState.WATCHED) | ~Q(plan="")
            ),
        ]

    def __str__(self) -> str:
        return self.failure
