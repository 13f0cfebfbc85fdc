"""The team's pages: its visits, one visit, one item of the checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from tular.features.competitions.queries.moments import in_words
from tular.features.judging.models import Entry
from tular.features.judging.queries.submitted import Submitted, submitted
from tular.features.visits.choices import FindingKind, VisitState
from tular.features.visits.models import RecordSave, Visit, VisitMember
from tular.features.visits.queries.minutes import SIGNS
from tular.features.visits.queries.photos import Shown, photos_of
from tular.features.visits.queries.record import GENERAL, PRESENT, asides_of, barred, item_of, missing_in, sections_of
from tular.features.visits.queries.standing import TO_DRAW_UP, standing_of
from tular.features.visits.queries.visibility import WITH, memberships_of, team_of, visits_of_team
from tular.foundation.ui.shapes import Kind


def visit_for(person: Any, pk: int, *, former: bool = False) -> Visit | None:
    """A visit of the person's own, with what its pages need."""
    return visits_of_team(person, former=former).filter(pk=pk).select_related(*WITH, "record").first()


@dataclass(frozen=True, slots=True)
class MyVisit:
    """A visit on the person's own list; `kind` and `status` are its mark."""

    visit: Visit
    when: str
    is_lead: bool
    kind: Kind
    status: str


STATUS: Mapping[str, Kind] = {
    VisitState.PLANNED: "part", VisitState.ANNOUNCED: "info", VisitState.MINUTED: "part", VisitState.DONE: "ok",
    VisitState.CANCELLED: "stop",
}  # fmt: skip


def my_visits(person: Any) -> list[MyVisit]:
    """All visits of a person, those that are open first, by date. One query."""
    rows = memberships_of(person).select_related(*(f"visit__{one}" for one in WITH)).order_by("visit__starts_at", "pk")
    over = (VisitState.DONE, VisitState.CANCELLED)
    found = [
        MyVisit(
            one.visit, in_words(one.visit.starts_at, one.visit.zone), one.lead, STATUS[one.visit.state],
            str(one.visit.get_state_display()),
        )
        for one in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.visit.state in over)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of the record in the list: an item of the checklist, who was there, the summary."""

    id: str
    number: int
    label: str
    sign: Kind
    status: str
    photos: int
    twice: bool
    path: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One visit as its team sees it."""

    visit: Visit
    member: VisitMember
    team: tuple[VisitMember, ...]
    when: str
    until: str
    barred: str
    lines: tuple[SectionLine, ...]
    against: tuple[str, ...]
    submitted: Submitted | None
    minutes: int | None

    @property
    def path(self) -> str:
        """Its address."""
        return f"/verifikasi/{self.visit.pk}"


def team_page(visit: Visit, person: Any, now: datetime) -> TeamPage:
    """The page. A fixed number of queries."""
    member = memberships_of(person).filter(visit=visit).select_related("verifier").get()
    against: list[str] = []
    if visit.state == VisitState.ANNOUNCED:
        told = standing_of(visit, TO_DRAW_UP, now).against
        against = [text for texts in told.values() for text in texts]
    last = visit.minutes.order_by("-number").values_list("pk", flat=True).first()
    return TeamPage(
        visit=visit,
        member=member,
        team=tuple(team_of(visit)),
        when=in_words(visit.starts_at, visit.zone),
        until=in_words(visit.ends_at, visit.zone),
        barred=barred(visit, belongs=True),
        lines=tuple(lines_of(visit)),
        against=tuple(against),
        submitted=claims_of(visit),
        minutes=last,
    )


def lines_of(visit: Visit) -> list[SectionLine]:
    """Every section with where it stands. Two queries."""
    record = visit.record
    counts: dict[str, int] = {}
    for of in visit.photos.filter(dropped_at__isnull=True).values_list("item", flat=True):
        counts[of] = counts.get(of, 0) + 1
    twice, missing = asides_of(record), {one.section for one in missing_in(record)}
    labels = {PRESENT: _("Siapa yang hadir"), GENERAL: _("Ringkasan dan saran")}
    found = []
    for number, section in enumerate(sections_of(record), start=1):
        item = item_of(record, section)
        finding = (record.content.get(section) or {}).get("finding") or ""
        sign: Kind = SIGNS.get(finding, "unknown")
        status = str(FindingKind(finding).label) if finding else _("belum diisi")
        if item is None:
            sign, status = ("unknown", _("belum lengkap")) if section in missing else ("ok", _("terisi"))
        found.append(
            SectionLine(
                section, number, item["question"] if item else labels[section], sign, status, counts.get(section, 0),
                section in twice, f"/verifikasi/{visit.pk}/isi?butir={quote(section)}",
            )
        )  # fmt: skip
    return found


def claims_of(visit: Visit) -> Submitted | None:
    """What the proposal says, as it was submitted last; who is visited is known, so nothing is hidden."""
    proposal = visit.choice.proposal
    last = proposal.submissions.select_related("rulebook").last()
    if last is None:
        return None
    # Judging reads a submission through an entry; this one is never saved.
    return submitted(Entry(proposal=proposal, submission=last, number=0), None)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One section to be filled in; `item` is None for the two that every record has."""

    visit: Visit
    section: str
    item: Mapping[str, Any] | None
    number: int
    total: int
    content: Mapping[str, str]
    version: int
    problems: Mapping[str, str]
    findings: tuple[tuple[str, str], ...]
    photos: tuple[Shown, ...]
    asides: tuple[RecordSave, ...]
    barred: str
    before: str
    after: str

    @property
    def here(self) -> str:
        """Its address."""
        return f"/verifikasi/{self.visit.pk}/isi?butir={quote(self.section)}"

    @property
    def key(self) -> str:
        """What the browser calls what it keeps of it."""
        return f"verifikasi/{self.visit.pk}/{self.section}"


def answer_page(
    visit: Visit, section: str, *, content: Mapping[str, str] | None = None, base: int | None = None,
    problems: Mapping[str, str] | None = None,
) -> AnswerPage | None:  # fmt: skip
    """The page of a section, "" for the first; None for one that the record does not have. Two queries."""
    record = visit.record
    sections = sections_of(record)
    section = section or sections[0]
    if section not in sections:
        return None
    number = sections.index(section)
    return AnswerPage(
        visit=visit,
        section=section,
        item=item_of(record, section),
        number=number + 1,
        total=len(sections),
        content=content if content is not None else record.content.get(section) or {},
        version=record.versions.get(section, 0) if base is None else base,
        problems=problems or {},
        findings=tuple((str(one.value), str(one.label)) for one in FindingKind),
        photos=tuple(photos_of(visit, section)),
        asides=tuple(asides_of(record).get(section, ())),
        barred=barred(visit, belongs=True),
        before=_path(visit, sections, number - 1),
        after=_path(visit, sections, number + 1),
    )


def _path(visit: Visit, sections: Sequence[str], number: int) -> str:
    if not 0 <= number < len(sections):
        return ""
    return f"/verifikasi/{visit.pk}/isi?butir={quote(sections[number])}"


def pages_to_keep(visit: Visit) -> list[str]:
    """Addresses of everything of a visit that may be read and filled in without a connection."""
    own = [_path(visit, sections_of(visit.record), n) for n in range(len(sections_of(visit.record)))]
    return ["/verifikasi", f"/verifikasi/{visit.pk}", f"/verifikasi/{visit.pk}/isi", *own]
