"""The work on one replication: who, what, why, and how far."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.choices import StopReason
from tular.features.catalogue.models import Innovation
from tular.features.events.models import Event
from tular.features.modelbooks.models import Edition
from tular.features.replications.choices import CaseState, Kind, Outcome, Side, WorkModel
from tular.features.replications.models.record import Replication
from tular.foundation.files.models import StoredFile
from tular.foundation.rulebooks.models import RulebookVersion

LONGEST_NEED = 4_000
"""Letters of a need and of the texts about what is taken and changed."""


class Case(models.Model):
    """One agency takes over one innovation. Private to the taker until interest is sent or the replication is public.

    `owner` is the agency that had the innovation when the case began; who speaks for it follows the record of the
    catalogue. `step` is the id of the step in `rulebook` at which the work stands. `paused_at` stops all clocks without
    changing the state. `recorded` marks what happened elsewhere, years ago, and was entered with its documents.
    `replication` is what everybody may know of it, once there is something to know. `edition` is the model book from
    which it was begun, `event` the event at which; the innovation is then the one it leans on.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.PROTECT, related_name="cases")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases_given")
    taker = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases_taken")
    unit = models.ForeignKey(ServiceUnit, null=True, on_delete=models.PROTECT, related_name="cases")
    facilitator = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="cases_facilitated")
    learned_from = models.ForeignKey(Replication, null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="cases")
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="cases")
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="replication_cases")
    replication = models.OneToOneField(Replication, null=True, on_delete=models.PROTECT, related_name="case")

    name = models.CharField(max_length=300, help_text="What it is called at the taker.")
    model = models.CharField(max_length=12, choices=WorkModel)
    model_reason = models.TextField(blank=True, help_text="Why this way of working.")
    kind = models.CharField(max_length=12, choices=Kind)
    need = models.TextField(help_text="The problem, with its figures.")
    affected = models.TextField(blank=True, help_text="Who is hit, and how many.")
    wish = models.TextField(blank=True, help_text="The result that is wished for.")
    sponsor = models.CharField(max_length=200, blank=True, help_text="Office that backs it; never a person's number.")
    takes = models.TextField(blank=True, help_text="Which parts are taken over.")
    changes = models.TextField(blank=True, help_text="What will be different.")
    wished_start = models.DateField(null=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who answers for it at the taker.",
    )  # fmt: skip

    state = models.CharField(max_length=14, choices=CaseState, default=CaseState.PREPARING)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    step = models.CharField(max_length=40, help_text="Id of the step in the rulebook.")
    paused_at = models.DateTimeField(null=True)
    paused_reason = models.TextField(blank=True)

    asked_at = models.DateTimeField(null=True, help_text="When interest was first sent.")
    owner_told_at = models.DateTimeField(null=True, help_text="From then on the owner sees the case.")
    due_at = models.DateTimeField(null=True, help_text="Until when the side whose turn it is should answer.")
    escalated_at = models.DateTimeField(null=True, help_text="When a late answer was told to the side above.")
    reminded_at = models.DateTimeField(null=True, help_text="When the side whose turn it is was last reminded.")
    answered_at = models.DateTimeField(null=True, help_text="When the owner first answered.")
    agreed_on = models.DateField(null=True, help_text="Day on which the working agreement was signed.")
    began_on = models.DateField(null=True, help_text="First day on which it served somebody.")
    ended_on = models.DateField(null=True, help_text="Day on which it stopped.")
    closed_at = models.DateTimeField(null=True)
    lessons = models.TextField(blank=True, help_text="What others should know, failures among it.")
    help_until = models.DateField(null=True, help_text="Day on which the owner's help ends.")

    recorded = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["taker", "state"], name="cases_of_a_taker"),
            models.Index(fields=["owner", "state"], name="cases_of_an_owner"),
            models.Index(fields=["state", "due_at"], name="cases_by_due"),
        ]
        constraints = [
            models.CheckConstraint(name="case_has_a_known_state", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="case_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="case_has_a_need", condition=~Q(need="")),
            models.CheckConstraint(
                name="case_sent_back_says_why",
                condition=~Q(state__in=[CaseState.RETURNED, CaseState.REFUSED, CaseState.STOPPED, CaseState.CANCELLED])
                | ~Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="case_stop_has_a_code",
                condition=~Q(state=CaseState.STOPPED) | Q(stop_reason__in=StopReason.values),
            ),
            models.CheckConstraint(
                name="case_paused_says_why", condition=Q(paused_at__isnull=True) | ~Q(paused_reason="")
            ),
            models.CheckConstraint(
                name="case_ends_after_it_began",
                condition=Q(began_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="case_of_itself_is_scaling",
                condition=~Q(owner=F("taker")) | Q(kind=Kind.SCALING, model=WorkModel.ALONE),
            ),
            models.CheckConstraint(
                name="case_facilitated_by_somebody",
                condition=~Q(model=WorkModel.FACILITATED) | Q(facilitator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        """What people call it by; "R-0017"."""
        return f"R-{self.pk:04d}"

    @property
    def path(self) -> str:
        """The address of its workspace."""
        return f"/replikasi/{self.pk}"


class Member(models.Model):
    """Somebody who works on a case besides those whose role lets them. Never deleted: who leaves, left."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="replicating")
    side = models.CharField(max_length=12, choices=Side)
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(left_at__isnull=True), name="case_member_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class StepDone(models.Model):
    """A step was finished; who goes back takes it back, and the row stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps_done")
    step = models.CharField(max_length=40, help_text="Id of the step in the rulebook.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(undone_at__isnull=True), name="step_done_once"
            ),
            models.CheckConstraint(
                name="step_undone_says_why", condition=Q(undone_at__isnull=True) | ~Q(undone_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class Decision(models.Model):
    """What was decided after both profiles, by whom, and why. The latest one counts; none is ever changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200, help_text="Office that decided.")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="case_decision_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="case_decision_by_an_office", condition=~Q(decided_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
