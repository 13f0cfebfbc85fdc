"""Regions with their indicators, agencies with their names through time, and Hub JIPP."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower

from tular.features.agencies.choices import (
    AGENCY_ROLES,
    HUB_ROLES,
    PLACELESS_ROLES,
    UNIT_ROLES,
    AgencyKind,
    InvitationState,
    JoinState,
    RegionLevel,
    Role,
    SuccessionChange,
)

PLACE_OF_ROLE = (
    Q(role__in=HUB_ROLES, hub__isnull=False, agency__isnull=True, unit__isnull=True)
    | Q(role__in=AGENCY_ROLES, hub__isnull=True, agency__isnull=False, unit__isnull=True)
    | Q(role__in=UNIT_ROLES, hub__isnull=True, agency__isnull=False, unit__isnull=False)
    | Q(role__in=PLACELESS_ROLES, hub__isnull=True, agency__isnull=True, unit__isnull=True)
)
"""A role holds at a hub, an agency, a unit (with its agency) or everywhere, never at a place of another kind."""


def _or_none(field: str) -> Func:
    """The id, or 0: SQLite knows no unique constraint that takes two empty values for the same."""
    return Coalesce(F(field), Value(0), output_field=models.BigIntegerField())


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
    since = models.DateField(
        null=True, help_text="First day of the successor; empty where only the source's year is known."
    )

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
    ended_at = models.DateTimeField(
        null=True, help_text="When somebody ended it at once: from then on it does not hold, also on its last day."
    )
    end_told_at = models.DateTimeField(null=True, help_text="When the person was told that the end is near.")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="membership_has_the_place_of_its_role",
                condition=PLACE_OF_ROLE,
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
            models.CheckConstraint(
                name="delegation_has_an_end", condition=Q(delegated_from__isnull=True) | Q(until__isnull=False)
            ),
            models.UniqueConstraint(
                F("person"),
                F("role"),
                _or_none("hub"),
                _or_none("agency"),
                _or_none("unit"),
                condition=Q(until__isnull=True),
                name="endless_membership_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="membership_of_a_person"),
            models.Index(fields=["agency", "until"], name="membership_of_an_agency"),
            models.Index(fields=["until"], name="membership_by_end"),
        ]

    def __str__(self) -> str:
        place = self.unit or self.agency or self.hub
        return f"{self.person}, {self.get_role_display()}{f' {place}' if place else ''}"


class Invitation(models.Model):
    """A role offered by mail. The token stands in the mail alone; here is its SHA-256."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, choices=Role)
    hub = models.ForeignKey(Hub, null=True, on_delete=models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(ServiceUnit, null=True, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the system."
    )
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.WAITING)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(help_text="When the last mail with a link was asked for.")
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="When it was accepted or withdrawn.")
    membership = models.OneToOneField(
        Membership, null=True, on_delete=models.PROTECT, related_name="invitation", help_text="What came of it."
    )

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(name="invitation_has_the_place_of_its_role", condition=PLACE_OF_ROLE),
            models.CheckConstraint(
                name="invitation_accepted_made_a_membership",
                condition=Q(state=InvitationState.ACCEPTED, membership__isnull=False)
                | (~Q(state=InvitationState.ACCEPTED) & Q(membership__isnull=True)),
            ),
            models.UniqueConstraint(
                Lower("email"),
                F("role"),
                _or_none("hub"),
                _or_none("agency"),
                _or_none("unit"),
                condition=Q(state=InvitationState.WAITING),
                name="invitation_waits_once",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="invitation_of_an_agency")]

    def __str__(self) -> str:
        place = self.unit or self.agency or self.hub
        return f"{self.get_role_display()}{f' {place}' if place else ''}"


class JoinRequest(models.Model):
    """Somebody asks, with a signed letter, to become the first admin of an agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="join_requests")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    position = models.CharField(max_length=160)
    letter = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JoinState, default=JoinState.WAITING)
    token_hash = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of what opens the request to its sender."
    )
    language = models.CharField(max_length=2, default="id", help_text="In which the sender read the form.")
    sent_at = models.DateTimeField(help_text="When it was last sent.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="Why it was returned or refused, for the sender to read.")
    invitation = models.OneToOneField(Invitation, null=True, on_delete=models.PROTECT, related_name="join_request")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                F("agency"),
                condition=Q(state__in=[JoinState.WAITING, JoinState.RETURNED]),
                name="join_request_open_once",
            ),
            models.CheckConstraint(
                name="join_request_says_why_not",
                condition=~Q(state__in=[JoinState.RETURNED, JoinState.REFUSED]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="join_request_accepted_made_an_invitation",
                condition=Q(state=JoinState.ACCEPTED, invitation__isnull=False)
                | (~Q(state=JoinState.ACCEPTED) & Q(invitation__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["state", "agency"], name="join_request_by_state")]

    def __str__(self) -> str:
        return f"{self.agency}"
