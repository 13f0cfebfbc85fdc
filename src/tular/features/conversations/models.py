"""What people say to each other about innovations, and what they keep and follow."""

from __future__ import annotations

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations.choices import CommentState, Level, QuestionState, ReportReason, ReportState

LONGEST = 4_000
"""Letters of a question, an answer or a comment."""


def _begin(text: str) -> str:
    """The first words, for a list."""
    short = shorten(text, 80, placeholder="…")
    return short if short != "…" else text.strip()[:80]  # one word that is longer than that


class Question(models.Model):
    """A question to the owner of an innovation, or to an agency. Neither side sees the other's address or number.

    `level` tells who is asked now. Public is only what the owner published, and then without the asker's name.
    """

    innovation = models.ForeignKey(Innovation, null=True, on_delete=models.PROTECT, related_name="questions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="questions")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions")
    on_behalf_of = models.CharField(max_length=200, blank=True, help_text="The asker's agency, if they name it.")
    text = models.TextField(max_length=LONGEST)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    level = models.CharField(max_length=10, choices=Level, default=Level.UNIT)
    asked_at = models.DateTimeField()
    level_since = models.DateTimeField(help_text="When it came to whoever is asked now.")
    due_at = models.DateTimeField(help_text="Until when they should answer; then it climbs.")
    answered_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    public_text = models.TextField(max_length=LONGEST, blank=True, help_text="The question as it is published.")
    close_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="questions_by_deadline"),
            models.Index(fields=["innovation", "published_at"], name="published_questions"),
        ]
        constraints = [
            models.CheckConstraint(name="question_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="answered_question_has_a_day", condition=~Q(state="dijawab") | Q(answered_at__isnull=False)
            ),
            models.CheckConstraint(
                name="published_question_was_answered_and_has_a_text",
                condition=Q(published_at__isnull=True) | (Q(answered_at__isnull=False) & ~Q(public_text="")),
            ),
            models.CheckConstraint(
                name="hidden_question_is_not_public", condition=~Q(state="diblokir") | Q(published_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return _begin(self.text)


class Answer(models.Model):
    """What was said in reply: by the owner's side, or by the asker going on. `published` ones stand on the page."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_owner = models.BooleanField(help_text="Said by the side that was asked.")
    as_role = models.CharField(max_length=260, blank=True, help_text="As what they answered: role and place.")
    text = models.TextField(max_length=LONGEST)
    at = models.DateTimeField()
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="answer_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="only_the_owners_answers_are_published", condition=Q(published=False) | Q(by_owner=True)
            ),
        ]

    def __str__(self) -> str:
        return _begin(self.text)


class Comment(models.Model):
    """A public remark on an innovation, shown once a curator has looked at it."""

    innovation = models.ForeignKey(Innovation, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST)
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.WAITING)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["innovation", "state"], name="comments_of_an_innovation")]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="refused_comment_says_why", condition=~Q(state="ditolak") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return _begin(self.text)


class Report(models.Model):
    """Somebody finds a question, an answer or a comment improper; a curator decides."""

    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="reports")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.PROTECT, related_name="reports")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.PROTECT, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=14, choices=ReportReason)
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="report_is_about_one_thing",
                condition=Q(question__isnull=False, answer__isnull=True, comment__isnull=True)
                | Q(question__isnull=True, answer__isnull=False, comment__isnull=True)
                | Q(question__isnull=True, answer__isnull=True, comment__isnull=False),
            ),
            models.UniqueConstraint(fields=["person", "question"], name="question_reported_once_by_a_person"),
            models.UniqueConstraint(fields=["person", "answer"], name="answer_reported_once_by_a_person"),
            models.UniqueConstraint(fields=["person", "comment"], name="comment_reported_once_by_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.question or self.answer or self.comment}"


class Block(models.Model):
    """A person who may not ask or comment until a day, and why. Kept when it is over."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="blocks")
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(name="block_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="block_ends_after_it_began", condition=Q(until__gt=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.until:%Y-%m-%d}"


class Bookmark(models.Model):
    """An innovation that a person keeps, with a note for themselves."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "innovation"], name="bookmark_once")]

    def __str__(self) -> str:
        return str(self.innovation)


class Follow(models.Model):
    """A person wants to hear of news about an innovation, a theme or an agency."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    innovation = models.ForeignKey(Innovation, null=True, on_delete=models.CASCADE, related_name="followers")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="followers")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.CASCADE, related_name="followers")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="follow_is_of_one_thing",
                condition=Q(innovation__isnull=False, theme__isnull=True, agency__isnull=True)
                | Q(innovation__isnull=True, theme__isnull=False, agency__isnull=True)
                | Q(innovation__isnull=True, theme__isnull=True, agency__isnull=False),
            ),
            models.UniqueConstraint(fields=["person", "innovation"], name="innovation_followed_once"),
            models.UniqueConstraint(fields=["person", "theme"], name="theme_followed_once"),
            models.UniqueConstraint(fields=["person", "agency"], name="agency_followed_once"),
        ]

    def __str__(self) -> str:
        return str(self.innovation or self.theme or self.agency)


class News(models.Model):
    """A publication of which followers were told."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "published_at"], name="news_told_once")]

    def __str__(self) -> str:
        return f"{self.innovation} {self.published_at}"
