"""Editions of competitions: their rules, calendar, categories, and who looks after them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency
from tular.features.competitions.choices import (
    CompetitionLevel,
    CompetitionState,
    DigestOccasion,
    StaffRole,
    WindowKind,
)
from tular.foundation.rulebooks.models import RulebookVersion

ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


class RulebookDraft(models.Model):
    """A rulebook that an organiser is writing, mostly cloned from another one. Publishing it makes a version."""

    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="rulebook_drafts")
    identity = models.CharField(max_length=80, unique=True, help_text="The id in the text.")
    title = models.CharField(max_length=300)
    text = models.TextField(help_text="TOML; may be unfinished, never broken.")
    cloned_from = models.CharField(max_length=80, blank=True, help_text="Id of the rulebook it began as.")
    saves = models.PositiveIntegerField(default=0, help_text="How often it was saved: whoever saves says on which.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Competition(models.Model):
    """One edition. Its rules are those of `rulebook`; `feeds` is the competition to which its winners go on."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    organiser = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="competitions")
    level = models.CharField(max_length=20, choices=CompetitionLevel)
    year = models.PositiveSmallIntegerField()
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="competitions")
    feeds = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="fed_by")
    state = models.CharField(max_length=12, choices=CompetitionState, default=CompetitionState.PREPARED)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    about = models.TextField(blank=True, help_text="The call in words, for those who may take part.")
    decree = models.CharField(max_length=120, blank=True, help_text="Number of the decree or letter of the call.")
    last_number = models.PositiveIntegerField(default=0, help_text="Of the last proposal that was begun.")
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "title", "id"]
        indexes = [models.Index(fields=["state", "level"], name="competitions_by_state")]
        constraints = [
            models.CheckConstraint(name="competition_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="competition_has_a_known_state", condition=Q(state__in=CompetitionState.values)
            ),
            models.CheckConstraint(
                name="competition_cancelled_says_why",
                condition=~Q(state=CompetitionState.CANCELLED) | ~Q(state_reason=""),
            ),
            models.CheckConstraint(name="competition_feeds_another", condition=~Q(feeds=F("id"))),
        ]

    def __str__(self) -> str:
        return self.title


class Category(models.Model):
    """A category in which proposals compete, described so that people know which to choose."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    examples = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "name"], name="category_once"),
            models.CheckConstraint(name="category_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A span of the calendar, with the zone that its deadline names. `stage` is the id in the rulebook, or empty."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(max_length=12, choices=WindowKind)
    stage = models.CharField(max_length=60, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    zone = models.CharField(max_length=40, choices=ZONES, default="Asia/Jakarta")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["opens_at", "closes_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "kind", "stage"], name="window_once"),
            models.CheckConstraint(name="window_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(name="window_of_a_known_kind", condition=Q(kind__in=WindowKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.kind} {self.stage}".strip()


class WindowChange(models.Model):
    """A deadline was moved: from when to when, why, and by which decree. Never changed."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="changes")
    opens_before = models.DateTimeField()
    closes_before = models.DateTimeField()
    opens_after = models.DateTimeField()
    closes_after = models.DateTimeField()
    reason = models.TextField()
    decree = models.CharField(max_length=120, blank=True, help_text="Number of the decree or letter.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="window_change_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.window_id} {self.closes_before} → {self.closes_after}"


class Extension(models.Model):
    """One agency may submit until later than the others, for a logged reason. The latest one holds. Never changed."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="extensions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["window", "agency"], name="extensions_of_an_agency")]
        constraints = [models.CheckConstraint(name="extension_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.closes_at}"


class GroupInvitation(models.Model):
    """An agency may enter a group that is open to invited ones only."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="invitations")
    group = models.CharField(max_length=40, help_text="Id of the group in the rulebook.")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="Which innovation is meant, where it was named.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["group", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "group", "agency"], name="invited_once_to_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.group}"


class Staff(models.Model):
    """Somebody who works for one competition without being an admin of its organiser. Never deleted."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="competition_work")
    role = models.CharField(max_length=12, choices=StaffRole)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="When it was taken back; empty while it holds.")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "person", "role"], condition=Q(until__isnull=True), name="staff_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class TrailDigest(models.Model):
    """The head of the audit trail soon after something happened in a stage; published at once and never changed.

    Whoever noted `hash` that day can tell later whether anything that was done before it has been altered since.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="digests")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    occasion = models.CharField(max_length=14, choices=DigestOccasion)
    happened_at = models.DateTimeField(help_text="When it happened.")
    number = models.BigIntegerField(help_text="Of the last entry of the trail that it covers.")
    hash = models.CharField(max_length=64, help_text="SHA-256 of that entry, chained to all before.")
    at = models.DateTimeField(help_text="When it was taken and published.")

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage", "occasion", "happened_at"], name="digest_once"),
            models.CheckConstraint(name="digest_has_a_known_occasion", condition=Q(occasion__in=DigestOccasion.values)),
            models.CheckConstraint(name="digest_covers_something", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.stage} {self.occasion}"
