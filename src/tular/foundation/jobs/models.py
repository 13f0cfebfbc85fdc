"""Runs of background work, and when regular work is due."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tular.foundation.jobs.choices import OPEN, State


class JobRun(models.Model):
    """One piece of work as people see it.

    The queue of django.tasks (`task_id`) holds a row only while the run is open. While it runs, `worker` holds it and
    renews `beat_at`; whoever finds that unchanged for the length of a lease may take the run over. `percent` is empty
    while nobody knows how much there is to do. `error` is a sentence for the owner, `traceback` is for the operator.
    """

    name = models.CharField(max_length=60, help_text="The function: feature.verb.")
    title = models.CharField(_("judul"), max_length=200, blank=True, help_text="Empty: the title of the regular work.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("diminta oleh")
    )
    is_scheduled = models.BooleanField(default=False)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    report = models.JSONField(null=True, help_text="See `run.Report`.")
    error = models.TextField(blank=True)
    traceback = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, help_text="When it is tried again after an error.")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, blank=True)
    beat_at = models.DateTimeField(null=True)
    task_id = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["owner", "-id"], name="job_run_of_a_person"),
            models.Index(fields=["name", "-id"], name="job_run_by_name"),
            models.Index(fields=["state"], name="job_run_open", condition=Q(state__in=OPEN)),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_run_held_while_it_runs",
                condition=(Q(state=State.RUNNING) & ~Q(worker="") & Q(beat_at__isnull=False))
                | (~Q(state=State.RUNNING) & Q(worker="")),
            ),
            models.CheckConstraint(
                name="job_run_ended_when_not_open",
                condition=Q(state__in=OPEN, ended_at__isnull=True) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="job_run_percent_is_one", condition=Q(percent__isnull=True) | Q(percent__lte=100)
            ),
            models.UniqueConstraint(
                name="job_run_scheduled_once_at_a_time",
                fields=["name"],
                condition=Q(is_scheduled=True, state__in=OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name


class Schedule(models.Model):
    """When a piece of regular work is due; kept here so that a restart forgets nothing."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, help_text="When it was started last.")

    def __str__(self) -> str:
        return self.name
