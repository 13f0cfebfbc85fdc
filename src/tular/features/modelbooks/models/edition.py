"""What was approved and published: editions, their files, mistakes found later, and how often they were read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.modelbooks.choices import Counted, Form, Licence
from tular.features.modelbooks.models.book import ModelBook
from tular.foundation.files.models import StoredFile


class SignOff(models.Model):
    """One person's approval of exactly this text for one edition. Never changed; void once the text changes."""

    book = models.ForeignKey(ModelBook, on_delete=models.CASCADE, related_name="sign_offs")
    edition = models.PositiveSmallIntegerField(help_text="Number that the edition will have.")
    sha256 = models.CharField(max_length=64, help_text="Of the canonical manuscript that was approved.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_role = models.CharField(max_length=260, help_text="As what they approved: role and place.")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["book", "edition", "sha256", "person"], name="signed_off_once_by_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.edition} {self.person_id}"


class Edition(models.Model):
    """What was published. Never changed: a trigger refuses it.

    `canonical` is everything that the four forms are made of (chapters, sources, references, pictures by their hashes,
    answers to comments), as JSON with sorted keys; `sha256` is its hash as UTF-8.
    """

    book = models.ForeignKey(ModelBook, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    identifier = models.CharField(max_length=80, unique=True, help_text="What a citation names it by.")
    title = models.CharField(max_length=200)
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)
    licence = models.CharField(max_length=12, choices=Licence)
    changes = models.TextField(blank=True)
    published_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="edition_once"),
            models.CheckConstraint(name="edition_has_a_known_licence", condition=Q(licence__in=Licence.values)),
            models.CheckConstraint(name="later_edition_tells_its_changes", condition=Q(number=1) | ~Q(changes="")),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edisi {self.number}"


class EditionFile(models.Model):
    """One form of an edition, as it was built."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=Form)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "form"]
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="edition_form_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.form}"


class Erratum(models.Model):
    """A mistake in a published edition and how it should read. The edition itself stays as it is."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="errata")
    chapter = models.SlugField(max_length=40, help_text="Code of the chapter.")
    wrong = models.TextField()
    right = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="erratum_names_both", condition=~Q(wrong="") & ~Q(right="")),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.chapter}"


class EditionCount(models.Model):
    """How often something of an edition was read or taken on a day."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="counts")
    on = models.DateField()
    what = models.CharField(max_length=5, choices=Counted)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "what"]
        constraints = [models.UniqueConstraint(fields=["edition", "on", "what"], name="edition_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.on} {self.what} {self.times}"
