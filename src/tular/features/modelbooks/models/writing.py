"""The text of a book: chapters with everything that was ever written in them, pictures and sources."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tular.features.modelbooks.choices import RevisionKind, SourceKind
from tular.features.modelbooks.models.book import Author, ModelBook
from tular.foundation.files.models import StoredFile


class Section(models.Model):
    """One chapter of a book, as it stands now.

    `code` is the id of a component in the rulebook, or a word of its own for a chapter that the outline does not have.
    `version` counts saves. `gap_reason` tells why a required component stays incomplete. Whoever opened it for writing
    holds it (`held_by`); somebody else may ask for it (`wanted_by`).
    """

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="Markdown; the title is not in it.")
    version = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="sections")
    gap_reason = models.TextField(blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    held_at = models.DateTimeField(null=True, help_text="Last sign of life of who holds it.")
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    wanted_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "code"], name="section_code_once"),
            models.UniqueConstraint(fields=["book", "number"], name="section_number_once"),
            models.CheckConstraint(name="section_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="section_held_since_when",
                condition=Q(held_by__isnull=True, held_at__isnull=True)
                | Q(held_by__isnull=False, held_at__isnull=False),
            ),
            models.CheckConstraint(
                name="section_not_wanted_by_its_holder",
                condition=Q(wanted_by__isnull=True) | ~Q(wanted_by=F("held_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Revision(models.Model):
    """What one person wrote in one chapter: one save, or a sitting of `saves` once it is some time ago.

    See `foundation.once.sittings`. `kept` is False for a text that lost against one saved first; it is never thrown
    away. `before` and `after` hold the text under "text".
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(help_text="Number of the chapter after the last save.")
    kind = models.CharField(max_length=12, choices=RevisionKind, default=RevisionKind.TYPED)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=True)
    page = models.CharField(
        max_length=40, blank=True, help_text="Of which opened page it came; a page disputes nothing with itself."
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["section", "kept", "version"], name="revisions_of_a_chapter")]

    def __str__(self) -> str:
        return f"{self.section_id} {self.version}"


class Figure(models.Model):
    """A picture of a book. Chapters show it by its `key`; `alt` says in words what it shows."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    alt = models.TextField(blank=True, help_text="Empty: still to be written; it keeps the book from being published.")
    source = models.CharField(max_length=300, blank=True, help_text="Who made it, or where it is from.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "key"], condition=Q(removed_at__isnull=True), name="figure_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Source(models.Model):
    """An entry of the bibliography; chapters cite it by its `key`. Unknown parts stay empty and are printed as such."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=SourceKind)
    who = models.CharField(max_length=300, blank=True, help_text="Authors or institution.")
    year = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=400)
    where = models.CharField(max_length=300, blank=True, help_text="Publisher, journal, newspaper.")
    url = models.URLField(max_length=500, blank=True)
    accessed_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["who", "year", "title", "id"]
        constraints = [
            models.CheckConstraint(name="source_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                fields=["book", "key"], condition=Q(removed_at__isnull=True), name="source_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key
