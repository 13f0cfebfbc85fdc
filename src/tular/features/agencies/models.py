"""Regions with their indicators, agencies with their names through time, and Hub JIPP."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.choices import (
    AGENCY_ROLES,
    HUB_ROLES,
    PLACELESS_ROLES,
    UNIT_ROLES,
    AgencyKind,
    RegionLevel,
    Role,
    SuccessionChange,
)


class Region(models.Model):
    """A province, regency or city. `code` is the Kemendagri code as text ("11.10"), never a number."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=RegionLevel)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    autonomous = models.BooleanField(help_text="False for Jakarta's six administrative areas.")
    zone = models.CharField(max_length=4, help_text="WIB, WITA or WIT")
    iana_zone = models.CharField(max_length=40)
    # Provinces only: the tile map (14 columns, 7 rows).
    short_name = models.CharField(max_length=20, blank=True)
    iso_code = models.CharField(max_length=6, blank=True, help_text="ISO 3166-2")
    island_group = models.CharField(max_length=30)
    tile_column = models.PositiveSmallIntegerField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_province_has_no_parent",
                condition=models.Q(level="provinsi", parent__isnull=True)
                | (~models.Q(level="provinsi") & models.Q(parent__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """One figure of one region in one year, with its source. A missing figure has no row."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="indicators")
    indicator = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=30, help_text="As printed by the source; a number or a category.")
    number = models.FloatField(null=True, help_text="The value as a number; empty for categories.")
    unit = models.CharField(max_length=40)
    period = models.CharField(max_length=40, blank=True)
    source_url = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["region_id", "indicator", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "indicator", "year"], name="indicator_once_per_region_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.indicator} {self.year}: {self.value}"


class Agency(models.Model):
    """A body that takes part: ministry, agency, government of a region, company."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=AgencyKind)
    abbreviation = models.CharField(max_length=60, blank=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    subkind = models.CharField(max_length=40, blank=True)
    counted = models.CharField(
        max_length=10, help_text="Whether the body is among the 633: yes, assumed (our composition) or no."
    )
    until = models.CharField(max_length=10, blank=True, help_text="Year or month when it ended; empty while it exists.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another name under which rows of any age may name the agency."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A body went on as another. Awards stay with the predecessor; search follows this link."""

    predecessor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="predecessions")
    change = models.CharField(max_length=12, choices=SuccessionChange)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                name="succession_to_another", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Hub(models.Model):
    """An agency that nurtures innovation for its own area (Hub JIPP), with the year it joined."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="hub")
    year = models.PositiveSmallIntegerField()
    source_url = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"Hub JIPP {self.agency}"


class ServiceUnit(models.Model):
    """An office, clinic or school of an agency that serves the public (UPP, unit penyelenggara pelayanan)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True, help_text="Last day; empty while it exists.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="unit_once_per_agency"),
            models.CheckConstraint(name="unit_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a person at a place, from a day to a day. Never deleted: who moves on keeps what they were.

    A unit's membership carries the unit's agency too. A delegation points to the membership it stands in for, and has
    an end.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    hub = models.ForeignKey(Hub, null=True, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(ServiceUnit, null=True, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField(help_text="First day.")
    until = models.DateField(null=True, help_text="Last day; empty without an end.")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: by the system.",
    )
    delegated_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="delegations")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="membership_has_the_place_of_its_role",
                condition=Q(role__in=HUB_ROLES, hub__isnull=False, agency__isnull=True, unit__isnull=True)
                | Q(role__in=AGENCY_ROLES, hub__isnull=True, agency__isnull=False, unit__isnull=True)
                | Q(role__in=UNIT_ROLES, hub__isnull=True, agency__isnull=False, unit__isnull=False)
                | Q(role__in=PLACELESS_ROLES, hub__isnull=True, agency__isnull=True, unit__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
            models.CheckConstraint(
                name="delegation_has_an_end", condition=Q(delegated_from__isnull=True) | Q(until__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["person", "role", "hub", "agency", "unit"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="endless_membership_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], name="membership_of_a_person")]

    def __str__(self) -> str:
        place = self.unit or self.agency or self.hub
        return f"{self.person}, {self.get_role_display()}{f' {place}' if place else ''}"
