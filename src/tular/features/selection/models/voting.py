"""Who sits in a plenary, what they are asked, and what they answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.proposals.models import Proposal
from tular.features.selection.choices import QuestionKind, VoteChoice
from tular.features.selection.models.plenaries import Plenary


class PlenaryMember(models.Model):
    """Somebody who votes in a plenary. Never deleted: who leaves says why."""

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plenaries")
    present_at = models.DateTimeField(null=True, help_text="When they were recorded as present; empty: they are not.")
    left_at = models.DateTimeField(null=True, help_text="Empty while they sit in it.")
    left_reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "person"], name="plenary_member_once"),
            models.CheckConstraint(
                name="plenary_member_who_left_says_why", condition=Q(left_at__isnull=True) | ~Q(left_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.person_id}"


class PlenaryQuestion(models.Model):
    """Something put to the vote. Nobody sees how others vote before it is closed; `result` is what it gave.

    `result`: {"yes", "no", "abstained", "recused", "silent": numbers, "quorum": bool, "names": {…} unless secret}.
    """

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict, help_text="Of a tie {'tied': codes, 'chosen': codes}.")
    text = models.TextField(help_text="Why it is proposed; becomes the reason of the decision.")
    secret = models.BooleanField(default=False, help_text="Also afterwards only numbers are told.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    accepted = models.BooleanField(null=True, help_text="Empty while it is open, or when it was withdrawn.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "number"], name="plenary_question_once"),
            models.CheckConstraint(name="plenary_question_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="plenary_question_names_its_proposal",
                condition=Q(kind__in=[QuestionKind.IN, QuestionKind.OUT], proposal__isnull=False)
                | Q(kind__in=[QuestionKind.TIE, QuestionKind.WHOLE], proposal__isnull=True),
            ),
            models.CheckConstraint(
                name="plenary_question_decided_is_closed",
                condition=Q(accepted__isnull=True) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.number}"


class PlenaryVote(models.Model):
    """How a member votes; theirs alone while the question is open, and unchangeable once it is closed."""

    question = models.ForeignKey(PlenaryQuestion, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(PlenaryMember, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=VoteChoice)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["question", "member"]
        constraints = [
            models.UniqueConstraint(fields=["question", "member"], name="plenary_vote_once"),
            models.CheckConstraint(
                name="plenary_recusal_says_why", condition=~Q(choice=VoteChoice.RECUSED) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.member_id}"
