"""The judging of one stage, what is judged in it, and who judges."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.models import Theme
from tular.features.competitions.models import Category, Competition
from tular.features.judging.choices import ReviewState
from tular.features.proposals.models import Proposal, ProposalVersion


class EvaluatorProfile(models.Model):
    """What somebody can judge, and how much a day; their own, for all competitions."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evaluator_profile")
    institution = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="When it is an agency."
    )
    institution_name = models.CharField(max_length=200, blank=True, help_text="Else: a university, an association.")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    expertise = models.TextField(blank=True, help_text="In own words; compared with what proposals say.")
    languages = models.JSONField(default=list, help_text="ISO 639 codes besides Indonesian.")
    per_day = models.PositiveSmallIntegerField(null=True, help_text="Readings a day; empty: not told.")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="profile_reads_something_a_day", condition=Q(per_day=None) | Q(per_day__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class IntegrityPact(models.Model):
    """The integrity pact as somebody signed it for one competition. Never changed."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="pacts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pacts")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of the text in UTF-8.")
    signed_as = models.CharField(max_length=200, help_text="The name typed as a signature.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "person"], name="pact_once"),
            models.CheckConstraint(name="pact_has_a_name", condition=~Q(signed_as="")),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.person_id}"


class Review(models.Model):
    """The judging of one stage of a competition. What is marked there, and by how many, its rulebook says."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.PREPARED)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    readings = models.PositiveSmallIntegerField(help_text="How many read each proposal; begins as in the rulebook.")
    minimum = models.PositiveSmallIntegerField(default=0, help_text="Least readings of one evaluator.")
    maximum = models.PositiveSmallIntegerField(help_text="Most readings of one evaluator.")
    bridges = models.PositiveSmallIntegerField(
        default=0, help_text="Proposals that every two panels read together; 0: as many as comparing them takes."
    )
    minutes = models.PositiveSmallIntegerField(default=30, help_text="Planned for one reading.")
    days_off = models.JSONField(default=list, help_text="Holidays: days without readings for everybody, as ISO dates.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["competition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage"], name="review_once"),
            models.CheckConstraint(name="review_reads_at_least_once", condition=Q(readings__gte=1)),
            models.CheckConstraint(name="review_load_has_room", condition=Q(maximum__gte=F("minimum"))),
            models.CheckConstraint(name="review_has_a_known_state", condition=Q(state__in=ReviewState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.stage}"


class Panel(models.Model):
    """A small team of evaluators; with categories, it is at home in these, else in all."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="panels")
    name = models.CharField(max_length=100)
    categories = models.ManyToManyField(Category, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "name"], name="panel_once"),
            models.CheckConstraint(name="panel_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A proposal that is judged in a review, as it was submitted. Never deleted: who leaves says why."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="entries")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="What it is called where its agency is hidden.")
    fits = models.JSONField(
        default=dict, help_text="Number of an evaluator → fit, as the last plan was computed; nought is left out."
    )
    admitted_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="When it fell out of the list; empty while it is judged.")
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["review", "left_at", "number"], name="entries_of_a_review")]
        constraints = [
            models.UniqueConstraint(fields=["review", "proposal"], name="entry_once"),
            models.UniqueConstraint(fields=["review", "number"], name="entry_number_once"),
            models.CheckConstraint(
                name="entry_that_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class Evaluator(models.Model):
    """Somebody who judges in a review. Never deleted: who leaves says why, and what they marked stays."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="evaluators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judging")
    number = models.PositiveSmallIntegerField(help_text="What they are called where their name is hidden.")
    panel = models.ForeignKey(Panel, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluators")
    minimum = models.PositiveSmallIntegerField(null=True, help_text="Empty: as the review says.")
    maximum = models.PositiveSmallIntegerField(null=True, help_text="Empty: as the review says.")
    per_day = models.PositiveSmallIntegerField(null=True, help_text="Most readings a day; empty: as the profile says.")
    days_off = models.JSONField(default=list, help_text="Days without readings, as ISO dates.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="Empty while they judge.")
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="evaluator_once"),
            models.UniqueConstraint(fields=["review", "number"], name="evaluator_number_once"),
            models.CheckConstraint(
                name="evaluator_load_has_room",
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gte=F("minimum")),
            ),
            models.CheckConstraint(
                name="evaluator_who_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"
