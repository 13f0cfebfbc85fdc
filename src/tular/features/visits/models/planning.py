"""Who is verified and why, by whom, when and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.competitions.models import ZONES, Competition
from tular.features.proposals.models import Proposal
from tular.features.visits.choices import OPEN, VisitMode, VisitState


class VisitChoice(models.Model):
    """A proposal is to be verified in a stage, and why. Promises nothing. Never deleted: who takes it back says why."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="visit_choices")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="visit_choices")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, help_text="Empty while it stands.")
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["competition", "stage", "undone_at"], name="visit_choices_of_a_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "stage", "proposal"], condition=Q(undone_at__isnull=True), name="chosen_once"
            ),
            models.CheckConstraint(name="visit_choice_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="visit_choice_undone_says_why", condition=Q(undone_at__isnull=True) | ~Q(undone_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.proposal_id}"


class Verifier(models.Model):
    """Somebody who verifies in a stage of a competition. Never deleted: who leaves says why."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="verifiers")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verifying")
    days_off = models.JSONField(default=list, help_text="Days without visits, as ISO dates.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="Empty while they verify.")
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage", "person"], name="verifier_once"),
            models.CheckConstraint(
                name="verifier_who_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.person_id}"


class VerifierConflict(models.Model):
    """A verifier says that they should not verify a proposal, and why. Judging knows its own conflicts besides."""

    verifier = models.ForeignKey(Verifier, on_delete=models.PROTECT, related_name="conflicts")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["verifier", "proposal"], name="verifier_conflict_once"),
            models.CheckConstraint(name="verifier_conflict_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.verifier_id} {self.proposal_id}"


class Visit(models.Model):
    """One verification of a chosen proposal, on the spot or online. Hidden from the agency until it is announced.

    A visit that was cancelled stays; another one may be planned after it. `revision` grows with every change that
    calendars have to take over.
    """

    choice = models.ForeignKey(VisitChoice, on_delete=models.PROTECT, related_name="visits")
    mode = models.CharField(max_length=10, choices=VisitMode)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40, choices=ZONES, default="Asia/Jakarta")
    place = models.CharField(max_length=300, blank=True, help_text="Where they meet; of an online visit who is where.")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, help_text="Of the place, in degrees.")
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, help_text="Of the place, in degrees.")
    link = models.URLField(max_length=500, blank=True, help_text="Of the video meeting.")
    contact = models.CharField(max_length=200, blank=True, help_text="Whom of the agency the team calls.")
    note = models.TextField(blank=True, help_text="What the agency should prepare; it reads this.")
    state = models.CharField(max_length=14, choices=VisitState, default=VisitState.PLANNED)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    announced_at = models.DateTimeField(null=True, help_text="When the agency was first told; empty: it never was.")
    revision = models.PositiveIntegerField(default=0)
    change_reason = models.TextField(blank=True, help_text="Why it was last changed after it had been announced.")
    released_at = models.DateTimeField(null=True, help_text="When the agency was given the whole minutes.")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["state", "starts_at"], name="visits_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["choice"], condition=~Q(state=VisitState.CANCELLED), name="one_visit_stands_per_choice"
            ),
            models.CheckConstraint(name="visit_has_a_known_state", condition=Q(state__in=VisitState.values)),
            models.CheckConstraint(name="visit_has_a_known_mode", condition=Q(mode__in=VisitMode.values)),
            models.CheckConstraint(name="visit_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="visit_says_where", condition=(Q(mode=VisitMode.ONSITE) & ~Q(place="")) | Q(mode=VisitMode.ONLINE)
            ),
            models.CheckConstraint(
                name="visit_cancelled_says_why", condition=~Q(state=VisitState.CANCELLED) | ~Q(state_reason="")
            ),
            models.CheckConstraint(
                name="visit_has_whole_coordinates",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
            models.CheckConstraint(
                name="visit_announced_knows_when",
                condition=Q(state__in=[VisitState.PLANNED, VisitState.CANCELLED]) | Q(announced_at__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_released_once_done", condition=Q(released_at__isnull=True) | Q(state=VisitState.DONE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id} {self.starts_at}"

    @property
    def may_change(self) -> bool:
        """Whether time, place and team may still be changed."""
        return self.state in OPEN


class VisitMember(models.Model):
    """A verifier in the team of a visit. Never deleted: who leaves says why, and what they wrote stays."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="members")
    verifier = models.ForeignKey(Verifier, on_delete=models.PROTECT, related_name="memberships")
    lead = models.BooleanField(default=False)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="Empty while they belong to the team.")
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "verifier"], name="visit_member_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(lead=True, left_at__isnull=True), name="one_lead_per_visit"
            ),
            models.CheckConstraint(
                name="visit_member_who_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.verifier_id}"
