"""The certificates that a list calls for, those that were issued, and those that no longer fit it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import formats, translation
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.catalogue.models import Innovator
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment
from tular.features.proposals.models import TeamMember
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.features.selection.choices import HolderKind, LineChange, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine, AwardCertificate
from tular.features.selection.queries.listing import stage_label
from tular.foundation.documents.choices import CertificateKind
from tular.foundation.documents.models import Certificate


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what, where; and what those are called who passed without an award of the rulebook."""

    name: str
    office: str
    place: str
    number: str = ""
    finalist: str = "Finalis"


@dataclass(frozen=True, slots=True)
class Planned:
    """A certificate that a list calls for. `about` stands below the holder's name."""

    occasion: str
    holder: HolderKind
    name: str
    about: str
    line: AnnouncementLine | None
    person_id: int | None
    issued: Certificate | None = None

    @property
    def kind(self) -> CertificateKind:
        """Winners get an award, evaluators a certificate of service."""
        return CertificateKind.SERVICE if self.line is None else CertificateKind.AWARD


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """What the organiser sees of a list's certificates. `outdated`: valid ones that the list no longer calls for."""

    competition: Competition
    announcement: Announcement | None
    stage: str
    lists: tuple[Announcement, ...]
    planned: tuple[Planned, ...]
    awards: Mapping[int, AwardCertificate]
    outdated: tuple[AwardCertificate, ...]

    @property
    def missing(self) -> int:
        """How many are not issued yet."""
        return sum(1 for one in self.planned if one.issued is None)

    @property
    def evaluators(self) -> int:
        """How many of these are for service."""
        return sum(1 for one in self.planned if one.line is None and one.issued is None)

    @property
    def issued(self) -> int:
        """How many are."""
        return len(self.planned) - self.missing

    def rows(self, words: str = "") -> list[tuple[Planned, AwardCertificate | None]]:
        """Each with what was issued for it; with `words`, those whose holder, work or number has them."""
        found = [one for one in self.planned if words.casefold() in _said(one).casefold()]
        return [(one, self.awards.get(one.issued.pk) if one.issued else None) for one in found]


def _said(one: Planned) -> str:
    issued = (one.issued.holder, one.issued.number) if one.issued else ()
    return " ".join((one.name, one.about, one.line.title if one.line else "", *issued))


def newest_lists(competition: Competition) -> list[Announcement]:
    """The list of each stage that holds, in the order of announcing, without those of the administrative selection."""
    newest: dict[str, Announcement] = {}
    for row in Announcement.objects.filter(competition=competition).order_by("number"):
        newest[row.stage] = row
    with_plenary = [row for row in newest.values() if row.plenary_id or _has_awards(row)]
    return sorted(with_plenary, key=lambda row: (row.at, row.pk), reverse=True)


def _has_awards(row: Announcement) -> bool:
    return row.lines.exclude(award="").exists()


def standing_lines(announcement: Announcement) -> list[AnnouncementLine]:
    """The lines that pass in the list, with what certificates and records need."""
    return list(
        AnnouncementLine.objects.filter(announcement=announcement, outcome=Outcome.PASSED)
        .exclude(change=LineChange.LEFT)
        .select_related("proposal__agency", "proposal__unit", "proposal__innovation", "announcement__competition")
        .order_by("order")
    )


def certificates_page(competition: Competition, stage: str) -> CertificatesPage:
    """The certificates of the list of a stage, without one of the newest list. A fixed number of queries."""
    lists = newest_lists(competition)
    announcement = next((row for row in lists if stage in ("", row.stage)), None)
    planned = planned_for(announcement) if announcement else ()
    awards, outdated = {}, []
    if announcement is not None:
        called_for = {one.occasion for one in planned}
        rows = AwardCertificate.objects.filter(
            announcement__competition=competition, announcement__stage=announcement.stage
        ).select_related("certificate__end", "line")
        for row in rows.order_by("certificate"):
            awards[row.certificate_id] = row
            holds = getattr(row.certificate, "end", None) is None
            if holds and row.line_id is not None and row.certificate.occasion not in called_for:
                outdated.append(row)
    return CertificatesPage(
        competition, announcement, stage_label(competition, announcement.stage) if announcement else "",
        tuple(lists), planned, awards, tuple(outdated),
    )  # fmt: skip


def planned_for(announcement: Announcement) -> tuple[Planned, ...]:
    """All certificates that a list calls for: its agencies, their innovators, and those who judged. Eight queries."""
    lines = standing_lines(announcement)
    people = _innovators(lines)
    found = []
    for line in lines:
        base = f"selection/{announcement.competition_id}/{announcement.stage}/{line.proposal_id}/{line.award}"
        found.append(Planned(f"{base}/{HolderKind.AGENCY}", HolderKind.AGENCY, line.agency_name, "", line, None))
        unit = line.proposal.unit.name if line.proposal.unit else ""
        about = ", ".join(filter(None, (unit, line.agency_name)))
        for key, name, person in people[line.proposal_id]:
            found.append(
                Planned(f"{base}/{HolderKind.INNOVATOR}/{key}", HolderKind.INNOVATOR, name, about, line, person)
            )
    for person, name in _evaluators(announcement.competition):
        occasion = f"selection/{announcement.competition_id}/{HolderKind.EVALUATOR}/{person}"
        found.append(Planned(occasion, HolderKind.EVALUATOR, name, "", None, person))
    issued: dict[str, Certificate] = {}
    begins = f"selection/{announcement.competition_id}/"
    for row in Certificate.objects.filter(occasion__startswith=begins).select_related("end").order_by("edition"):
        issued[row.occasion] = row
    return tuple(
        Planned(one.occasion, one.holder, one.name, one.about, one.line, one.person_id, issued.get(one.occasion))
        for one in found
    )


def _innovators(lines: Iterable[AnnouncementLine]) -> dict[int, list[tuple[str, str, int | None]]]:
    """Proposal → (key, name, account) of those who made it: its team, who of the unit wrote it, the record's people."""
    proposals = {line.proposal_id: line.proposal for line in lines}
    found: dict[int, dict[str, tuple[str, str, int | None]]] = defaultdict(dict)

    def add(proposal: int, name: str, person: int | None) -> None:
        plain = " ".join(name.split())
        if plain:
            key = hashlib.sha256(plain.casefold().encode()).hexdigest()[:12]
            found[proposal].setdefault(plain.casefold(), (key, plain, person))

    for row in TeamMember.objects.filter(proposal__in=proposals, until__isnull=True).select_related("person"):
        add(row.proposal_id, str(row.person), row.person_id)
    authors = {one.created_by_id for one in proposals.values() if one.created_by_id}
    units: dict[int, set[int]] = defaultdict(set)
    held = memberships_on(today()).filter(person__in=authors, unit__isnull=False)
    for member in held:
        if member.unit_id is not None:
            units[member.person_id].add(member.unit_id)
    names = {person.pk: str(person) for person in User.objects.filter(pk__in=authors)}
    for one in proposals.values():
        if one.created_by_id and one.unit_id in units[one.created_by_id]:
            add(one.pk, names[one.created_by_id], one.created_by_id)
    of_record = {one.innovation_id: one.pk for one in proposals.values() if one.innovation_id}
    for made in Innovator.objects.filter(innovation__in=of_record):
        add(of_record[made.innovation_id], made.name, None)
    return defaultdict(list, {proposal: list(rows.values()) for proposal, rows in found.items()})


def _evaluators(competition: Competition) -> list[tuple[int, str]]:
    """(account, name) of those who handed in a score sheet."""
    rows = Assignment.objects.filter(evaluator__review__competition=competition, state=AssignmentState.DONE)
    people = User.objects.filter(pk__in=rows.values("evaluator__person"))
    return [(person.pk, str(person)) for person in people.order_by("name", "pk")]


def title_of(one: Planned, signer: Signer) -> str:
    """What it certifies, in a few words."""
    if one.line is None:
        return "Pengabdian sebagai penilai"
    return one.line.award_label or signer.finalist


def facts_of(one: Planned, announcement: Announcement, signer: Signer, on: date) -> dict[str, Any]:
    """All that is printed, in Indonesian whatever the language of who issues it."""
    competition = announcement.competition
    with translation.override("id"):
        dated = formats.date_format(on, "j F Y")
        decree = _("%(decree)s tanggal %(on)s") % {
            "decree": announcement.decree, "on": formats.date_format(announcement.decree_on, "j F Y"),
        }  # fmt: skip
        event = competition.title
        title = title_of(one, signer)
        award = one.line is not None
        proof = [[_("Sebagai"), title]]
        if one.line is not None:
            proof.append([_("Atas inovasi"), one.line.title])
        if one.about:
            proof.append([_("Dari"), one.about])
        proof += [[_("Dalam"), event], [_("Dasar"), decree]]
        return {
            "heading": _("Sertifikat Penghargaan") if award else _("Piagam"),
            "given": _("diberikan kepada"),
            "about": one.about,
            "for_what": _("sebagai") if award else _("atas pengabdian sebagai"),
            "distinction": title if award else _("Penilai"),
            "before_work": _("atas inovasi"),
            "work": one.line.title if one.line else "",
            "event": _("dalam %(event)s") % {"event": event},
            "basis": _("Dasar: %(decree)s.") % {"decree": decree},
            "dated": f"{signer.place}, {dated}",
            "signer": {"name": signer.name, "office": signer.office, "number": signer.number},
            "proof": proof,
        }


def last_signer(competition: Competition) -> Signer | None:
    """Who signed the certificates that were issued last in the competition."""
    rows = AwardCertificate.objects.filter(announcement__competition=competition).select_related("certificate")
    row = rows.order_by("-certificate__issued_at", "-certificate").first()
    if row is None:
        return None
    facts = row.certificate.facts
    return Signer(
        facts["signer"]["name"], facts["signer"]["office"], facts["dated"].rpartition(",")[0], facts["signer"]["number"]
    )


def award_run_by(person: Any, slug: str, pk: int) -> AwardCertificate | None:
    """A certificate of a competition that the person runs."""
    rows = AwardCertificate.objects.filter(announcement__competition__in=competitions_run_by(person).filter(slug=slug))
    return rows.select_related("certificate__end", "announcement__competition", "line").filter(pk=pk).first()


def readable_by(person: Any) -> Q:
    """The certificates that somebody may download: their own, those of what they write or answer for, or run."""
    return (
        Q(award__person=person.pk)
        | Q(award__line__proposal__in=proposals_written_by(person).values("pk"))
        | Q(award__announcement__competition__in=competitions_run_by(person).values("pk"))
    )


def certificates_of(proposal: Any) -> list[Certificate]:
    """Those of a proposal that hold, in the order of their numbers."""
    rows = Certificate.objects.filter(award__line__proposal=proposal, end__isnull=True)
    return list(rows.order_by("series", "serial"))
