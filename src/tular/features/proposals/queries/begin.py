"""What is asked before a proposal begins: whether the competition takes it, for which unit, of which innovation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.matching.duplicates import TITLE_ALIKE, title_likeness
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.record import places_to_write_for
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.admission import agencies_admitted, agencies_in_area, kinds_admitted
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.visibility import competitions_visible_to
from tular.features.competitions.queries.windows import submission_for, window_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.general import own_innovations
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.rulebooks.wording import word_of

SHOWN = 40
"""Records offered at once; the others are found by words."""

ALIKE = 3
OWN = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or an agency as a whole, for which the person may begin a proposal."""

    key: str
    label: str
    agency: Agency
    unit: ServiceUnit | None


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """A record of one's own agency; `proposal` is the code of the one that it already has in this competition."""

    code: str
    title: str
    unit: str
    year: int | None
    proposal: str


def open_competitions(person: Any) -> list[Competition]:
    """Competitions that are open, for who begins without having chosen one."""
    found = competitions_visible_to(person).filter(state=CompetitionState.OPEN)
    return list(found.select_related("organiser", "rulebook").order_by("-year", "title", "pk")[:SHOWN])


def competition_called(person: Any, slug: str) -> Competition | None:
    """The competition at this address, if the person sees it."""
    found = competitions_visible_to(person).filter(slug=slug)
    return found.select_related("organiser", "rulebook").first()


def places_of(person: Any) -> list[Place]:
    """Own units first, then own agencies as a whole. Three queries."""
    units, agencies = places_to_write_for(person)
    found = [Place(f"u{one.pk}", f"{one.name}, {one.agency.name}", one.agency, one) for one in units]
    return found + [Place(f"i{one.pk}", one.name, one, None) for one in agencies]


def why_not(competition: Competition, agency: Agency, now: datetime) -> str:
    """Why this agency cannot begin a proposal there now, "" when it can. The rulebook must be loaded."""
    if competition.state != CompetitionState.OPEN:
        return _("%(title)s tidak sedang dibuka: %(state)s.") % {
            "title": competition.title, "state": competition.get_state_display(),
        }  # fmt: skip
    deadline = submission_for(competition, agency.pk)
    if deadline is None:
        return _("Masa pengajuan %(title)s belum ditetapkan penyelenggara.") % {"title": competition.title}
    if not deadline.is_open(now):
        begins = now < deadline.opens_at
        when = in_words(deadline.opens_at if begins else deadline.closes_at, deadline.zone)
        said = _("Pengajuan baru dibuka pada %(when)s.") if begins else _("Pengajuan sudah ditutup pada %(when)s.")
        return said % {"when": when}
    if not agencies_in_area(competition).filter(pk=agency.pk).exists():
        return _("%(title)s hanya untuk instansi dalam wilayah %(organiser)s.") % {
            "title": competition.title, "organiser": competition.organiser.name,
        }  # fmt: skip
    if not agencies_admitted(competition).filter(pk=agency.pk).exists():
        return _("%(agency)s tidak termasuk peserta; yang boleh ikut: %(kinds)s.") % {
            "agency": agency.name, "kinds": ", ".join(map(word_of, kinds_admitted(competition))),
        }  # fmt: skip
    rules = rules_of(competition.rulebook)
    closed = [one for one in rules.groups if one.intake == "invited"]
    if closed and len(closed) == len(rules.groups) and not competition.invitations.filter(agency=agency).exists():
        return _("Semua kelompok %(title)s hanya untuk instansi yang diundang penyelenggara.") % {
            "title": competition.title
        }
    return ""


def records_to_choose(
    person: Any, agencies: list[int], competition: Competition, words: str
) -> tuple[list[RecordChoice], bool]:
    """(records of the agencies, the newest first; whether there are more). Two queries for each agency at most."""
    found = own_innovations(person, agencies[0]).none()
    for agency in agencies:
        found = found | own_innovations(person, agency)
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    rows = list(found.distinct().order_by("-year", "title", "pk").select_related("service_unit")[: SHOWN + 1])
    taken = dict(
        Proposal.objects.filter(competition=competition, innovation__in=rows)
        .exclude(state=ProposalState.WITHDRAWN)
        .values_list("innovation_id", "code")
    )
    shown = [
        RecordChoice(
            one.code, one.title, one.service_unit.name if one.service_unit else one.unit, one.year,
            taken.get(one.pk, ""),
        )
        for one in rows[:SHOWN]
    ]  # fmt: skip
    return shown, len(rows) > SHOWN


def alike(person: Any, agency: int, title: str) -> list[Innovation]:
    """Records of the agency whose titles are the same or nearly so, the nearest first."""
    rows = own_innovations(person, agency).only("pk", "code", "slug", "title", "year")
    likeness = sorted(
        ((title_likeness(title, one.title), one.pk, one) for one in rows), key=lambda pair: (-pair[0], pair[1])
    )
    return [one for score, _pk, one in likeness if score >= TITLE_ALIKE][:ALIKE]


@dataclass(frozen=True, slots=True)
class Own:
    """One's proposals in one competition; `why_not` says why no other can be begun."""

    rows: tuple[Proposal, ...]
    more: bool
    why_not: str


def takes_now(competition: Competition, now: datetime) -> bool:
    """Whether its submission runs, for whoever is not known yet: extensions of single agencies aside."""
    window = window_of(competition, WindowKind.SUBMISSION)
    return (
        competition.state == CompetitionState.OPEN and window is not None and window.opens_at <= now < window.closes_at
    )


def own_in(person: Any, competition: Competition, now: datetime) -> Own | None:
    """For the page of a competition; None for who writes for no unit and no agency."""
    roles = roles_of(person)
    if not (roles.units or roles.agencies):
        return None
    rows = list(
        proposals_written_by(person)
        .filter(competition=competition)
        .defer("content", "versions")
        .order_by("-edited_at", "-pk")[: OWN + 1]
    )
    agencies = Agency.objects.filter(pk__in={*roles.agencies, *roles.unit_agencies})
    reasons = [why_not(competition, agency, now) for agency in agencies[:OWN]]
    return Own(tuple(rows[:OWN]), len(rows) > OWN, "" if not all(reasons) else reasons[0] if reasons else "")


def competitions_for(person: Any, code: str) -> list[Competition]:
    """Open competitions to which who may write for its owner could bring this record; those that it is in left out."""
    roles = roles_of(person)
    if not (roles.units or roles.agencies):
        return []
    innovation = Innovation.objects.filter(code=code, agency__in={*roles.agencies, *roles.unit_agencies}).first()
    if innovation is None:
        return []
    entered = Proposal.objects.filter(innovation=innovation).exclude(state=ProposalState.WITHDRAWN)
    found = Competition.objects.filter(state=CompetitionState.OPEN).exclude(pk__in=entered.values("competition"))
    now = timezone.now()
    windows = Window.objects.filter(kind=WindowKind.SUBMISSION, stage="", opens_at__lte=now, closes_at__gt=now)
    found = found.filter(pk__in=windows.values("competition")).select_related("organiser", "rulebook")
    agency = Agency.objects.get(pk=innovation.agency_id)
    return [one for one in found[:OWN] if not why_not(one, agency, now)]
