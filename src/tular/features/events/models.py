"""Events, their agenda, and who is invited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from tular.features.agencies.models import Agency
from tular.features.competitions.models import ZONES
from tular.features.events.choices import EventKind, EventState, GuestRole, GuestState, Mode


class Event(models.Model):
    """A meeting of the programme. `host` answers for it. Only those invited see where an online one is (`link`)."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=EventKind)
    mode = models.CharField(max_length=8, choices=Mode)
    host = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="events")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40, choices=ZONES, default="Asia/Jakarta", help_text="In which it is announced.")
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    quota = models.PositiveIntegerField(null=True, help_text="Most who may accept; empty: no limit.")
    is_public = models.BooleanField(default=False, help_text="Everybody may know that it takes place.")
    state = models.CharField(max_length=12, choices=EventState, default=EventState.DRAFT)
    state_reason = models.TextField(blank=True, help_text="Why it was cancelled.")
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["state", "starts_at"], name="events_by_day")]
        constraints = [
            models.CheckConstraint(name="event_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="event_ends_after_it_began", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="event_has_a_known_state", condition=Q(state__in=EventState.values)),
            models.CheckConstraint(
                name="event_cancelled_says_why", condition=~Q(state="dibatalkan") | ~Q(state_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/acara/{self.slug}"


class AgendaItem(models.Model):
    """One item of the agenda, in the order in which it takes place."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=150, blank=True)
    speaker_role = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.CheckConstraint(name="agenda_item_has_a_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """Somebody is invited to an event. Who has no account answers by a signed link (`queries.visibility`)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="event_invitations"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(max_length=254, blank=True, help_text="Never shown to anyone but the host.")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    agency_text = models.CharField(
        max_length=200, blank=True, help_text="As they name it; for who is of no agency here."
    )
    role = models.CharField(max_length=10, choices=GuestRole, default=GuestRole.GUEST)
    state = models.CharField(max_length=12, choices=GuestState, default=GuestState.INVITED)
    reply = models.CharField(max_length=300, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True, help_text="When the host noted that they came.")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="guest_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                F("event"), Lower("email"), condition=~Q(email="") & ~Q(state="dicabut"), name="guest_once_by_mail"
            ),
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(person__isnull=False) & ~Q(state="dicabut"), name="guest_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
