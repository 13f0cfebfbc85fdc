"""What a record tells in rows: who, what it needs, what it costs, what came of it, pictures and papers.

Rows of one innovation are replaced together (`actions.apply_content`); `place` keeps their order, from 0. A null number
or an empty text is unknown.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from tular.features.catalogue.choices import (
    Better,
    CompetitionGroup,
    Consent,
    MeansKind,
    MoneySource,
    OecdFacet,
    PartKind,
    ReformTheme,
    RuleKind,
    RuleUse,
    Scheme,
    WorkTime,
)
from tular.features.catalogue.models.record import Innovation
from tular.foundation.files.models import StoredFile


def _rows(name: str) -> models.ForeignKey[Innovation, Innovation]:
    return models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name=name)


class Row(models.Model):
    """A row of a list that belongs to an innovation."""

    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Classification(models.Model):
    """An entry of a list under which the innovation falls."""

    innovation = _rows("classifications")
    scheme = models.CharField(max_length=12, choices=Scheme)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["innovation", "scheme", "code"], name="classification_once"),
            models.CheckConstraint(
                name="classification_known",
                condition=models.Q(scheme=Scheme.REFORM, code__in=ReformTheme.values)
                | models.Q(scheme=Scheme.OECD, code__in=OecdFacet.values)
                | models.Q(scheme=Scheme.GROUP, code__in=CompetitionGroup.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Innovator(Row):
    """A person or team that made the innovation. Personal data: shown to others only with `consent`."""

    innovation = _rows("innovators")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    consent = models.BooleanField(default=False, help_text="The person agrees that the name is shown.")

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.CheckConstraint(name="innovator_has_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return self.name


class PeopleNeed(Row):
    """People that the innovation needs in one role."""

    innovation = _rows("people_needs")
    role = models.CharField(max_length=120)
    number = models.PositiveIntegerField(null=True)
    time = models.CharField(max_length=8, choices=WorkTime, blank=True)
    skill = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="people_need_has_role", condition=~models.Q(role="")),
            models.CheckConstraint(
                name="people_need_counts_somebody", condition=models.Q(number__isnull=True) | models.Q(number__gte=1)
            ),
            models.CheckConstraint(name="people_need_time_known", condition=models.Q(time__in=["", *WorkTime.values])),
        ]

    def __str__(self) -> str:
        return self.role


def _rupiah() -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(max_digits=18, decimal_places=2, null=True)


class Cost(Row):
    """Money from one source in the first, second and third year, in rupiah. Null is unknown, 0 is nothing."""

    innovation = _rows("costs")
    source = models.CharField(max_length=16, choices=MoneySource)
    use = models.CharField(max_length=300, blank=True, help_text="What it is spent on.")
    year_1 = _rupiah()
    year_2 = _rupiah()
    year_3 = _rupiah()

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="cost_source_known", condition=models.Q(source__in=MoneySource.values)),
            *(
                models.CheckConstraint(
                    name=f"cost_{year}_not_negative",
                    condition=models.Q(**{f"{year}__isnull": True}) | models.Q(**{f"{year}__gte": 0}),
                )
                for year in ("year_1", "year_2", "year_3")
            ),
        ]

    def __str__(self) -> str:
        return self.source


class LegalRule(Row):
    """A rule on which it rests, or which a taker has to make."""

    innovation = _rows("legal_rules")
    kind = models.CharField(max_length=12, choices=RuleKind)
    number = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    about = models.CharField(max_length=300, blank=True)
    use = models.CharField(max_length=16, choices=RuleUse, blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="legal_rule_kind_known", condition=models.Q(kind__in=RuleKind.values)),
            models.CheckConstraint(name="legal_rule_use_known", condition=models.Q(use__in=["", *RuleUse.values])),
            models.CheckConstraint(
                name="legal_rule_address_is_web",
                condition=models.Q(url="") | models.Q(url__startswith="https://") | models.Q(url__startswith="http://"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.year or ''}".strip()


class Means(Row):
    """Infrastructure or technology that it needs."""

    innovation = _rows("means")
    kind = models.CharField(max_length=12, choices=MeansKind)
    name = models.CharField(max_length=200)
    amount = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="means_kind_known", condition=models.Q(kind__in=MeansKind.values)),
            models.CheckConstraint(name="means_has_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(Row):
    """A result as a number before and after, by the word of the owner."""

    innovation = _rows("indicators")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    before = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    before_period = models.CharField(max_length=60, blank=True)
    after = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    after_period = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=400, blank=True, help_text="Who measured, and how.")
    better = models.CharField(max_length=8, choices=Better, blank=True)
    evidence = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="indicator_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="indicator_has_unit", condition=~models.Q(unit="")),
            models.CheckConstraint(name="indicator_better_known", condition=models.Q(better__in=["", *Better.values])),
        ]

    def __str__(self) -> str:
        return self.name


class Part(Row):
    """A part that must not be left out, or one that a taker may change, with the reason."""

    innovation = _rows("parts")
    kind = models.CharField(max_length=12, choices=PartKind)
    name = models.CharField(max_length=300)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="part_kind_known", condition=models.Q(kind__in=PartKind.values)),
            models.CheckConstraint(name="part_has_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Video(Row):
    """A video elsewhere, by its address; pages link to it and never load it."""

    innovation = _rows("videos")
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="video_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(name="video_address_is_https", condition=models.Q(url__startswith="https://")),
        ]

    def __str__(self) -> str:
        return self.title


class Photo(Row):
    """A picture. What it shows is told in words, and the people on it agree to be shown."""

    innovation = _rows("photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(max_length=250)
    consent = models.CharField(max_length=12, choices=Consent)
    caption = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(name="photo_says_what_it_shows", condition=~models.Q(alt="")),
            models.CheckConstraint(
                name="photo_has_consent_of_people", condition=models.Q(consent__in=Consent.values)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.alt


class Document(Row):
    """A document that takers may download."""

    innovation = _rows("documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.CheckConstraint(name="document_has_title", condition=~models.Q(title=""))]

    def __str__(self) -> str:
        return self.title
