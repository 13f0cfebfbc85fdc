"""Discussing a draft: rounds of FGD, comments tied to passages, and what became of each."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.events.models import Event, Invitation
from tular.features.modelbooks.choices import Decision, RoundKind
from tular.features.modelbooks.models.book import ModelBook
from tular.features.modelbooks.models.writing import Section

LONGEST_COMMENT = 4_000
"""Letters of a comment and of its answer."""


class Draft(models.Model):
    """The manuscript as it was frozen under a number, so that everybody talks about the same text. Never changed."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, help_text="What changed since the draft before.")
    sha256 = models.CharField(max_length=64, help_text="Of all chapters as JSON with sorted keys.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.book_id} rancangan {self.number}"


class DraftChapter(models.Model):
    """A chapter of a frozen draft, and the save of it that was frozen. Never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="chapters")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "section"], name="draft_chapter_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class Round(models.Model):
    """One FGD about one draft; who is invited to its event may comment while it is open."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="rounds")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="rounds")
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="book_rounds")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=RoundKind)
    opened_at = models.DateTimeField()
    until = models.DateTimeField(help_text="Until when comments are taken.")
    closed_at = models.DateTimeField(null=True, help_text="When it was closed, with every comment answered.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="round_once"),
            models.UniqueConstraint(fields=["book"], condition=Q(closed_at__isnull=True), name="one_open_round"),
            models.CheckConstraint(name="round_ends_after_it_opened", condition=Q(until__gt=F("opened_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} FGD {self.number}"


class FgdComment(models.Model):
    """What a participant says about a passage of a draft, or a note-taker wrote down on their behalf. Never deleted.

    The passage is `exact`, with what stood before and after it, by letters of the chapter's plain text (`start`;
    selectors of the W3C Web Annotation Data Model, 2017); an empty `exact` means the whole chapter. `client` is made by
    the device that wrote it, so that sending it twice keeps it once. Comments that say nearly the same hang on the
    first of them (`same_as`) and share its answer.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="comments")
    chapter = models.ForeignKey(DraftChapter, on_delete=models.PROTECT, related_name="comments")
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=80, blank=True)
    suffix = models.CharField(max_length=80, blank=True)
    start = models.PositiveIntegerField(default=0)
    text = models.TextField(max_length=LONGEST_COMMENT)
    speaker = models.CharField(max_length=150, help_text="Who says it.")
    speaker_agency = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="The speaker's account, if they wrote it signed in.",
    )  # fmt: skip
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who wrote it down for the speaker; empty: the speaker did.",
    )  # fmt: skip
    client = models.UUIDField(default=uuid.uuid4)
    written_at = models.DateTimeField(help_text="By the clock of the device.")
    at = models.DateTimeField(help_text="When it arrived.")
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="alike")
    grouped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who put it there, or took it out; empty: the machine, or nobody.",
    )  # fmt: skip

    class Meta:
        ordering = ["chapter__number", "start", "at", "id"]
        indexes = [models.Index(fields=["round", "chapter", "start"], name="comments_by_passage")]
        constraints = [
            models.UniqueConstraint(fields=["round", "client"], name="comment_arrives_once"),
            models.CheckConstraint(name="fgd_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="fgd_comment_has_a_speaker", condition=~Q(speaker="")),
            models.CheckConstraint(
                name="fgd_comment_is_not_like_itself", condition=Q(same_as__isnull=True) | ~Q(same_as=F("id"))
            ),
            models.CheckConstraint(
                name="fgd_comment_came_from_somebody",
                condition=Q(person__isnull=False) | Q(invitation__isnull=False) | Q(noted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Answer(models.Model):
    """What became of a comment and why; the change is save number `version` of `section`."""

    comment = models.OneToOneField(FgdComment, on_delete=models.PROTECT, related_name="answer")
    decision = models.CharField(max_length=15, choices=Decision)
    reason = models.TextField(max_length=LONGEST_COMMENT)
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="fgd_answer_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="fgd_answer_is_known", condition=Q(decision__in=Decision.values)),
            models.CheckConstraint(
                name="fgd_answer_names_a_whole_change",
                condition=Q(section__isnull=True, version__isnull=True)
                | Q(section__isnull=False, version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.decision}"
