"""The public rating of a stage: what is rated, by whom as far as that is kept, what was held aside, and the result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Region
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.ratings.choices import Channel, LastUse, RatingState, Rule, Stance, Standing


class PublicRating(models.Model):
    """Users of a service rate the entrants of one stage, apart from expert marks.

    `questions` is a list of {"id", "asks", "levels"}, as the rulebook told them when it was opened.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="public_ratings")
    stage = models.CharField(max_length=60, help_text="Id of the stage in the rulebook.")
    state = models.CharField(max_length=10, choices=RatingState, default=RatingState.OPEN)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    questions = models.JSONField()
    by_rulebook = models.BooleanField(help_text="Whether the questions are the rulebook's, not the usual ones.")
    inspected_at = models.DateTimeField(null=True, help_text="When groups were last looked for.")
    forgotten_at = models.DateTimeField(null=True, help_text="When all that leads to persons was deleted.")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["competition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "stage"], name="public_rating_once"),
            models.CheckConstraint(name="public_rating_of_a_known_state", condition=Q(state__in=RatingState.values)),
            models.CheckConstraint(name="public_rating_asks_something", condition=~Q(questions=[])),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.stage}"


class RatedEntry(models.Model):
    """A proposal that the public rates. Never deleted: who leaves says why, and its ratings stay uncounted."""

    rating = models.ForeignKey(PublicRating, on_delete=models.PROTECT, related_name="entries")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="public_ratings")
    admitted_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, help_text="When it fell out of the list; empty while it is rated.")
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["rating", "proposal__code"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "proposal"], name="rated_entry_once"),
            models.CheckConstraint(
                name="rated_entry_that_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.proposal_id}"


class ServiceRating(models.Model):
    """What one person sent about one service, once; what they send later is a row of its own and replaces it.

    Who it was is known as keyed hashes alone, which are deleted after the time for objections. `token` is the hash of
    the link in the mail.
    """

    entry = models.ForeignKey(RatedEntry, on_delete=models.PROTECT, related_name="ratings")
    person = models.CharField(max_length=64, help_text="Keyed hash of the mail address.")
    network = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the /24 or /48 of the sender.")
    domain = models.CharField(max_length=64, blank=True, help_text="Keyed hash; empty for public mail providers.")
    token = models.CharField(max_length=64, blank=True, help_text="Hash; empty: by an account, or over.")
    channel = models.CharField(max_length=10, choices=Channel)
    stance = models.CharField(max_length=10, choices=Stance)
    standing = models.CharField(max_length=20, choices=Standing, blank=True)
    last_use = models.CharField(max_length=12, choices=LastUse)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(help_text="Levels from 1 to 5, in the order of the questions.")
    comment = models.TextField(blank=True, help_text="Read by the organiser alone.")
    words = models.CharField(max_length=64, blank=True, help_text="Hash of the comment's words, to find copies.")
    at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="Until when it may be confirmed.")
    confirmed_at = models.DateTimeField(null=True, help_text="Empty while the mail was not answered.")
    replaced_at = models.DateTimeField(null=True, help_text="When a later one took its place, or it was withdrawn.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["network", "at"], name="ratings_of_a_network"),
            models.Index(fields=["person", "at"], name="ratings_of_a_person"),
            models.Index(fields=["entry", "confirmed_at", "replaced_at"], name="ratings_of_an_entry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"],
                condition=Q(confirmed_at__isnull=False, replaced_at__isnull=True),
                name="one_rating_of_a_person",
            ),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="rating_link_once"),
            models.CheckConstraint(name="rating_of_a_known_standing", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(name="rating_by_a_known_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="rating_has_a_person", condition=~Q(person="")),
            models.CheckConstraint(
                name="rating_by_mail_waits", condition=~Q(channel=Channel.ACCOUNT) | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="rating_of_an_employee_is_apart", condition=~Q(stance=Stance.EMPLOYEE) | ~Q(standing="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.pk}"


class RatingCluster(models.Model):
    """Ratings that came together, as last found. `held` follows the engine until people decide."""

    entry = models.ForeignKey(RatedEntry, on_delete=models.PROTECT, related_name="clusters")
    rule = models.CharField(max_length=10, choices=Rule)
    key = models.CharField(max_length=64, help_text="What its ratings share: a hash, or a stretch of hours.")
    size = models.PositiveIntegerField(help_text="Ratings in the group.")
    members = models.JSONField(help_text="Ids of the ratings that are aside while it is held.")
    block = models.CharField(max_length=60, blank=True, help_text="In what they agree; empty: nothing suspicious.")
    chance = models.FloatField(help_text="How often chance would make it.")
    held = models.BooleanField()
    decided_at = models.DateTimeField(null=True, help_text="Empty: as the engine found.")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["chance", "id"]
        indexes = [models.Index(fields=["entry", "held"], name="clusters_of_an_entry")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "rule", "key"], name="cluster_once"),
            models.CheckConstraint(name="cluster_by_a_known_rule", condition=Q(rule__in=Rule.values)),
            models.CheckConstraint(name="cluster_of_several", condition=Q(size__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.rule} ({self.size})"


class ClusterDecision(models.Model):
    """Somebody held a group aside, or restored it, and why. Never changed; the latest one holds."""

    cluster = models.ForeignKey(RatingCluster, on_delete=models.PROTECT, related_name="decisions")
    held = models.BooleanField()
    size = models.PositiveIntegerField(help_text="Ratings concerned when it was decided.")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="cluster_decision_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.held}"


class BenefitComputation(models.Model):
    """All ratings as they stood at a moment, and what follows from them. Never changed; a later one has a new number.

    `canonical` is what the engine computed from (`engines.judging.rated`): without names, addresses or hashes.
    """

    rating = models.ForeignKey(PublicRating, on_delete=models.PROTECT, related_name="computations")
    number = models.PositiveIntegerField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of `canonical` in UTF-8.")
    figures = models.JSONField(help_text="Of the protection as a whole.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["rating", "number"], name="benefit_computation_once")]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.number}"


class BenefitScore(models.Model):
    """What a computation says of one proposal. Never changed. `told` holds the engine's result and the counts."""

    computation = models.ForeignKey(BenefitComputation, on_delete=models.PROTECT, related_name="scores")
    entry = models.ForeignKey(RatedEntry, on_delete=models.PROTECT, related_name="+")
    confirmed = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    score = models.FloatField(help_text="From 1 to 5, robust.")
    low = models.FloatField(help_text="Ends of the 90 % interval.")
    high = models.FloatField()
    told = models.JSONField()

    class Meta:
        ordering = ["-score", "entry_id"]
        constraints = [
            models.UniqueConstraint(fields=["computation", "entry"], name="benefit_score_once"),
            models.CheckConstraint(name="benefit_counts_some_of_all", condition=Q(counted__lte=models.F("confirmed"))),
        ]

    def __str__(self) -> str:
        return f"{self.computation_id} {self.entry_id}"
