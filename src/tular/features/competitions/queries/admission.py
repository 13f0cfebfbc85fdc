"""Which agencies a competition is for: the area of its organiser, and the kinds that its rulebook admits."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import Competition
from tular.foundation.rulebooks.versions import rules_of


def kinds_admitted(competition: Competition, rules: Rules | None = None) -> tuple[str, ...]:
    """The kinds of agency that the rulebook names, as it names them; empty where it names none: every kind.

    `rules` other than those of the competition may be tried on it.
    """
    known = (rules or rules_of(competition.rulebook)).rules
    return next((rule.allowed for rule in known if rule.kind == "agency_type"), ())


def kind_in(competition: Competition, agency: Agency, rules: Rules | None = None) -> str:
    """The kind of an agency as the rulebook of the competition calls it.

    A government that enters its own competition does so through its offices, where the rulebook knows those
    ("perangkat_daerah_provinsi") and not the government itself.
    """
    kinds = kinds_admitted(competition, rules)
    if agency.kind in kinds or competition.organiser_id not in (agency.pk, agency.parent_id):
        return agency.kind
    return next((kind for kind in kinds if kind not in AgencyKind.values), agency.kind)


def agencies_in_area(competition: Competition) -> QuerySet[Agency]:
    """The agencies within reach of the organiser, whatever their kind: all for a national competition.

    Otherwise the organiser, the bodies below it, and the governments and companies of its region.
    """
    standing = Agency.objects.filter(until="")
    if competition.level == CompetitionLevel.NATIONAL:
        return standing
    organiser = competition.organiser
    area = Q(pk=organiser.pk) | Q(parent_id=organiser.pk)
    if organiser.region_id:
        area |= Q(region_id=organiser.region_id) | Q(region__parent_id=organiser.region_id)
    return standing.filter(area)


def agencies_admitted(competition: Competition) -> QuerySet[Agency]:
    """The agencies that may enter. One query when it is read; the rulebook must be loaded."""
    kinds = kinds_admitted(competition)
    area = agencies_in_area(competition)
    if not kinds:
        return area
    admitted = Q(kind__in=[kind for kind in kinds if kind in AgencyKind.values])
    if any(kind not in AgencyKind.values for kind in kinds):
        # Offices of a government ("perangkat daerah") enter through the government that holds the competition.
        admitted |= Q(pk=competition.organiser_id) | Q(parent_id=competition.organiser_id)
    return area.filter(admitted)
