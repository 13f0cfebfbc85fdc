"""Model books, who writes them, and the innovations they are made of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation, Theme
from tular.features.conversations.models import Question
from tular.features.modelbooks.choices import AuthorKind, AuthorRole, BookState, Licence
from tular.foundation.rulebooks.models import RulebookVersion


class ModelBook(models.Model):
    """A book about one theme, as it is being written. What was published lies in its `Edition`s.

    `agency` answers for it. `kinds` are the kinds of agency for which it is meant. `rulebook` is the outline under
    which it began: components, and what each must answer.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="model_books")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="model_books")
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="model_books")
    kinds = models.JSONField(default=list, help_text="Kinds of agency for which it is meant; empty: not decided.")
    licence = models.CharField(max_length=12, choices=Licence, blank=True, help_text="Empty: not decided.")
    state = models.CharField(max_length=12, choices=BookState, default=BookState.WRITING)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True, help_text="Why it was sent back to its authors.")
    changes = models.TextField(blank=True, help_text="What the next edition says has changed since the last.")
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "slug"]
        constraints = [
            models.CheckConstraint(name="model_book_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="model_book_has_a_known_state", condition=Q(state__in=BookState.values)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The address of its public page."""
        return f"/model/{self.slug}"

    @property
    def desk(self) -> str:
        """The address where it is written."""
        return f"/model/{self.slug}/naskah"


class Author(models.Model):
    """Somebody who writes a book or takes notes for it. Kept when they left, for the title page and the history."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="model_books")
    role = models.CharField(max_length=10, choices=AuthorRole)
    kind = models.CharField(max_length=10, choices=AuthorKind, blank=True, help_text="Empty: not told.")
    affiliation = models.CharField(max_length=200, blank=True, help_text="As the title page prints it.")
    order = models.PositiveSmallIntegerField(default=1, help_text="Place on the title page.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="When they left; empty while they belong to it.")

    class Meta:
        ordering = ["order", "since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["book", "person"], condition=Q(until__isnull=True), name="author_once"),
            models.UniqueConstraint(
                fields=["book"], condition=Q(role="ketua", until__isnull=True), name="one_lead_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.person}"


class BookReference(models.Model):
    """An innovation of which a book is made, with the record exactly as it was when it was chosen.

    `frozen` is the public record as text → value, `facts` the facts by which the rulebook says what it evidences.
    Choosing it anew takes the row of today; the row of before stays, closed by `dropped_at`.
    """

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="references")
    innovation = models.ForeignKey(Innovation, on_delete=models.PROTECT, related_name="model_books")
    key = models.SlugField(max_length=80, help_text="By which chapters cite it.")
    reason = models.TextField(help_text="Why this one.")
    frozen = models.JSONField()
    facts = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, help_text="Of the frozen record as JSON with sorted keys.")
    frozen_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["frozen_at", "id"]
        constraints = [
            models.CheckConstraint(name="book_reference_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["book", "innovation"], condition=Q(dropped_at__isnull=True), name="book_reference_once"
            ),
            models.UniqueConstraint(
                fields=["book", "key"], condition=Q(dropped_at__isnull=True), name="book_reference_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.key}"


class GapQuestion(models.Model):
    """A gap of a reference innovation about which its owner was asked."""

    reference = models.ForeignKey(BookReference, on_delete=models.CASCADE, related_name="gap_questions")
    component = models.CharField(max_length=40, help_text="Id of the component in the rulebook.")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["reference", "component"], name="gap_asked_once")]

    def __str__(self) -> str:
        return f"{self.reference_id} {self.component}"
