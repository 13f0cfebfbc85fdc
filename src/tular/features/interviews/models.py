"""Who is heard when and by which panel; what presenters send; the clock."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.interviews.choices import CURRENT, Phase, Presence, RequestAnswer, SlotOutcome
from tular.features.judging.models import Entry, Evaluator, Panel, Review
from tular.foundation.files.models import StoredFile


class InterviewPlan(models.Model):
    """How a stage is heard. Seen by the organiser alone until it is published."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="interviews")
    presentation_minutes = models.PositiveSmallIntegerField(help_text="Begins as in the rulebook.")
    question_minutes = models.PositiveSmallIntegerField(help_text="Begins as in the rulebook.")
    gap_minutes = models.PositiveSmallIntegerField(default=5, help_text="Between two slots.")
    material_until = models.DateTimeField(null=True, help_text="Until when material is taken; empty: until the slot.")
    published_at = models.DateTimeField(null=True, help_text="Empty while only the organiser sees it.")
    changes = models.PositiveIntegerField(default=0, help_text="Grows with every change of the timetable.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interview_takes_time", condition=Q(presentation_minutes__gte=1, question_minutes__gte=1)
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}"


class PanelChair(models.Model):
    """The evaluator who leads a panel: starts the clock and records who came."""

    panel = models.OneToOneField(Panel, on_delete=models.CASCADE, related_name="chair")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.panel_id} {self.evaluator_id}"


class Session(models.Model):
    """A stretch of a day in which a panel hears entries, and where."""

    plan = models.ForeignKey(InterviewPlan, on_delete=models.PROTECT, related_name="sessions")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    breaks = models.JSONField(default=list, help_text='["12:00–13:00", …] on the clock of `zone`.')
    zone = models.CharField(max_length=40, default="Asia/Jakarta", help_text="In which its times were typed.")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True, help_text="Of the video conference.")

    class Meta:
        ordering = ["starts_at", "panel", "id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "starts_at"], name="session_once"),
            models.CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.starts_at}"


class Slot(models.Model):
    """Time in which a panel hears one entry. A slot in which nobody came, or that was put off, keeps its entry."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="slots")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="slots", help_text="That of its session.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="slots")
    outcome = models.CharField(max_length=12, choices=SlotOutcome, blank=True, default=SlotOutcome.PLANNED)
    outcome_reason = models.TextField(blank=True)
    came = models.TextField(blank=True, help_text="Who came, as recorded.")
    head_came = models.CharField(max_length=12, choices=Presence, default=Presence.UNKNOWN)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "panel", "id"]
        indexes = [models.Index(fields=["panel", "starts_at"], name="slots_of_a_panel")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "starts_at"], name="slot_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(entry__isnull=False, outcome__in=CURRENT), name="slot_current_once"
            ),
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="slot_of_a_known_outcome", condition=Q(outcome__in=SlotOutcome.values)),
            models.CheckConstraint(
                name="slot_with_outcome_has_entry", condition=Q(outcome="") | Q(entry__isnull=False)
            ),
            models.CheckConstraint(
                name="slot_not_heard_says_why", condition=Q(outcome__in=CURRENT) | ~Q(outcome_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.starts_at}"


class Clock(models.Model):
    """The clock of a slot, one for all who look. `spent` are seconds of the phase before `since`."""

    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="clock")
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.WAITING)
    since = models.DateTimeField(null=True, help_text="Since when it runs; empty while it stands still.")
    spent = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="clock_of_a_known_phase", condition=Q(phase__in=Phase.values))]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.phase}"


class Presentation(models.Model):
    """Who presents an entry, as its team says. `presenters` holds a name with office a line."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="presentation")
    presenters = models.TextField(blank=True)
    head_comes = models.CharField(max_length=12, choices=Presence, default=Presence.UNKNOWN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Material(models.Model):
    """A file that is shown in a presentation. One that was taken out stays on record."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="materials")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "file"], condition=Q(removed_at__isnull=True), name="material_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.file_id}"


class SlotRequest(models.Model):
    """A team asks for another slot, and what the organiser answered."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="requests")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="slot_requests")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=RequestAnswer, blank=True, default=RequestAnswer.NONE)
    answer_reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(answer=""), name="slot_request_open_once"),
            models.CheckConstraint(name="slot_request_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="slot_request_answered_says_why",
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & ~Q(answer_reason="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.at}"
