"""Minutes of a visit as they were drawn up, who signed them, and what was added later. Nothing here ever changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.visits.models.planning import Visit, VisitMember


class Minutes(models.Model):
    """The minutes (berita acara) drawn up from the answers; drawn up anew before all signed, they get a new number."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField()
    canonical = models.TextField(help_text="JSON with sorted keys: the visit, the team, the answers, the photos.")
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    reason = models.TextField(blank=True, help_text="Why they were drawn up anew.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="minutes_once"),
            models.CheckConstraint(name="minutes_have_a_digest", condition=~Q(sha256="")),
            models.CheckConstraint(name="minutes_anew_say_why", condition=Q(number=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.number}"


class Signature(models.Model):
    """A verifier signs minutes in the system."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    member = models.ForeignKey(VisitMember, on_delete=models.PROTECT, related_name="signatures")
    signed_as = models.CharField(max_length=200, help_text="The name typed as a signature.")
    sha256 = models.CharField(max_length=64, help_text="Of the minutes that were signed.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "member"], name="minutes_signed_once"),
            models.CheckConstraint(name="minutes_signed_with_a_name", condition=~Q(signed_as="")),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.member_id}"


class Acknowledgement(models.Model):
    """The agency has read what was recorded, with its remarks. It does not agree by that."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="acknowledgement")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    remarks = models.TextField(blank=True)
    shown = models.CharField(max_length=14, help_text="What the agency had read: facts, or all.")
    sha256 = models.CharField(max_length=64, help_text="Of the minutes that were acknowledged.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="acknowledgement_says_who", condition=~Q(signed_as="") & ~Q(position="")),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.by_id}"


class Addendum(models.Model):
    """A correction of signed minutes, beside them. `sha256` covers the text and the digest of what stood before it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveIntegerField()
    text = models.TextField()
    reason = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="addendum_once"),
            models.CheckConstraint(name="addendum_says_what_and_why", condition=~Q(text="") & ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.number}"
