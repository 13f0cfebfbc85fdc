"""Innovations, what they were recognised for, and where each fact came from."""

from __future__ import annotations

from django.db import models

from tular.features.agencies.models import Agency, Region, ServiceUnit
from tular.features.catalogue.choices import AwardLevel, Digital, State, Sustainability, ThemeKind


class PublishedManager(models.Manager["Innovation"]):
    """The records that everybody may read: all that public pages, the index, the API and the counts know."""

    def get_queryset(self) -> models.QuerySet[Innovation]:
        """Only those that are published."""
        return super().get_queryset().filter(state=State.PUBLISHED)


class Theme(models.Model):
    """A policy theme or a field of service under which innovations are found."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=ThemeKind)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Innovation(models.Model):
    """One innovation through all its years, titles and sources.

    `code` is the identity inside Tular: the source id of the row that first brought the innovation. `nri` is the
    national registration number, empty while unknown. `slug` is made once and never changes, so addresses last.

    The row holds the published text; what is being worked on lies in its `InnovationDraft`. `state` is that of the
    working copy until the record is published for the first time. Rows of sources arrive published.
    """

    code = models.CharField(max_length=60, unique=True)
    nri = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - many are unknown, none may repeat
    slug = models.SlugField(max_length=140, unique=True)
    title = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="innovations")
    unit = models.CharField(max_length=200, blank=True)
    province = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True, help_text="Year of entry or of the source.")
    start_year = models.PositiveSmallIntegerField(null=True, help_text="Year in which it began to run.")
    themes = models.ManyToManyField(Theme, related_name="innovations")
    sdgs = models.JSONField(default=list, help_text="Numbers 1–17 of the Sustainable Development Goals.")
    kind = models.CharField(max_length=12, choices=Digital, blank=True, help_text="Empty: unknown.")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    stakeholder = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The agency responsible for the policy field.",
    )  # fmt: skip
    contact = models.CharField(max_length=200, blank=True, help_text="The office to ask; never a person's number.")
    summary = models.TextField(blank=True, help_text="Curated: what a stranger must know, in a few sentences.")
    problem = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    novelty = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    results = models.TextField(blank=True, help_text="The owner's own claims: shown as 'menurut sumber'.")
    adaptation = models.TextField(blank=True, help_text="How it can be adapted, replicated, scaled up.")
    resources = models.TextField(blank=True, help_text="Supporting resources, told in words.")
    low_cost = models.TextField(blank=True, help_text="How it can be done with little means.")
    preparation_months = models.PositiveSmallIntegerField(null=True, help_text="Months from decision to first use.")
    personal_data = models.TextField(blank=True, help_text="Which personal data are used, and how they are protected.")
    continuity = models.TextField(blank=True, help_text="The condition of its sustainability, told in words.")
    first_cost_year = models.PositiveSmallIntegerField(null=True, help_text="Calendar year of the first year of cost.")
    sustainability = models.CharField(max_length=16, choices=Sustainability, default=Sustainability.UNKNOWN)
    confirmed_on = models.DateField(null=True, help_text="Day the sustainability status was last confirmed.")
    note = models.CharField(max_length=400, blank=True, help_text="Doubts about the record, shown with it.")
    service_unit = models.ForeignKey(
        ServiceUnit, null=True, on_delete=models.PROTECT, related_name="innovations",
        help_text="Whose people may edit it besides the agency's; empty while only the name in `unit` is known.",
    )  # fmt: skip
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    state_reason = models.TextField(blank=True, help_text="Why it was returned, rejected or withdrawn.")
    state_at = models.DateTimeField(null=True, help_text="When it came into its state; empty for rows of sources.")
    published_at = models.DateTimeField(null=True, help_text="When the text that is public was published here.")
    fresh_on = models.DateField(null=True, help_text="Day on which the owner last updated or confirmed the record.")

    objects = models.Manager()
    published = PublishedManager()

    class Meta:
        ordering = ["title", "code"]
        indexes = [
            models.Index(fields=["state", "title", "code"], name="innovations_by_state"),
            models.Index(fields=["title", "code", "agency", "state"], name="innovations_by_title"),
            models.Index(fields=["agency", "state", "fresh_on"], name="innovations_of_an_agency"),
            models.Index(fields=["service_unit", "state", "fresh_on"], name="innovations_of_a_unit"),
            models.Index(fields=["state", "fresh_on"], name="innovations_by_freshness"),
        ]
        constraints = [
            models.CheckConstraint(name="innovation_has_a_known_state", condition=models.Q(state__in=State.values)),
            models.CheckConstraint(
                name="innovation_sent_back_says_why",
                condition=~models.Q(state__in=[State.RETURNED, State.REJECTED, State.WITHDRAWN])
                | ~models.Q(state_reason=""),
            ),
            models.CheckConstraint(name="innovation_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="innovation_unknown_status_has_no_date",
                condition=~models.Q(sustainability=Sustainability.UNKNOWN) | models.Q(confirmed_on__isnull=True),
            ),
            models.CheckConstraint(name="innovation_kind_known", condition=models.Q(kind__in=["", *Digital.values])),
            models.CheckConstraint(
                name="innovation_place_has_two_coordinates",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StandingRecognitions(models.Manager["Recognition"]):
    """Awards that hold: without those that were withdrawn."""

    def get_queryset(self) -> models.QuerySet[Recognition]:
        """Only these."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Recognition(models.Model):
    """An award. It stays with the body that won it, whatever became of that body.

    One that was withdrawn is kept; it is found by `every` only. Filters that reach here from an innovation
    (`recognitions__…`) find it too, and have to say that they do not want it.
    """

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="recognitions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="recognitions")
    level = models.CharField(max_length=20, choices=AwardLevel)
    year = models.PositiveSmallIntegerField(null=True)
    as_written = models.CharField(max_length=200, help_text="The label exactly as the source gives it.")
    source_url = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it holds.")
    withdrawn_reason = models.TextField(blank=True)

    every = models.Manager()
    objects = StandingRecognitions()

    class Meta:
        ordering = ["-year", "level"]
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="recognition_withdrawn_says_why",
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
            ),
            models.UniqueConstraint(fields=["innovation", "level", "year", "as_written"], name="recognition_once"),
            models.UniqueConstraint(
                fields=["innovation", "level", "as_written"],
                condition=models.Q(year__isnull=True),
                name="recognition_of_unknown_year_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_written} {self.year or ''}".strip()


class SourceRecord(models.Model):
    """A row as it arrived: source, source id, untouched payload, time. Several may feed one innovation."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="sources")
    source = models.CharField(max_length=60, help_text="Which catalogue or file family the row belongs to.")
    source_id = models.CharField(max_length=60)
    payload = models.JSONField(help_text="The row as it came, column by column.")
    payload_hash = models.CharField(max_length=64, help_text="SHA-256 of the payload.")
    source_url = models.CharField(max_length=500, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["source", "source_id"]
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="source_record_once")]

    def __str__(self) -> str:
        return f"{self.source}:{self.source_id}"


class IndexOutbox(models.Model):
    """An innovation changed and the search index does not know yet; written in the transaction of the change."""

    innovation_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.at}"
