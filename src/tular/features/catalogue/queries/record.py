"""One record for those who work on it: where it stands, what is in it, who wrote what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of, today
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import (
    Innovation,
    InnovationDraft,
    InnovationVersion,
    SectionRevision,
    UpdateRequest,
)
from tular.features.catalogue.queries import statuses
from tular.features.catalogue.queries.content import (
    SECTIONS,
    Content,
    SectionContent,
    SectionDifference,
    SectionText,
    content_of,
    differences,
    readable,
)
from tular.features.catalogue.queries.declarations import DeclarationLine, declarations_of
from tular.features.catalogue.queries.listing import record_completeness
from tular.features.catalogue.queries.visibility import (
    innovations_approved_by,
    innovations_curated_by,
    innovations_minded_by,
)
from tular.features.catalogue.queries.working import working_completeness
from tular.foundation.once.sittings import sittings
from tular.foundation.ui.shapes import Status

REVISIONS = 60
"""Sittings that the history shows."""

SAVES = 600
"""Saves among which they are looked for."""

QUEUE = 200


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list of the record page: how much of it is filled, and who wrote it last."""

    code: str
    title: str
    filled: int
    total: int


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as its workers see it. `draft` is None while nothing is being worked on."""

    innovation: Innovation
    draft: InnovationDraft | None
    title: str
    statuses: tuple[Status, ...]
    sections: tuple[SectionLine, ...]
    requests: tuple[UpdateRequest, ...]
    declarations: tuple[DeclarationLine, ...]
    versions: int

    @property
    def is_public(self) -> bool:
        """Whether everybody can read the record now."""
        return self.innovation.state == State.PUBLISHED

    @property
    def state(self) -> str:
        """Of the working copy, else of the record."""
        return self.draft.state if self.draft else self.innovation.state


def record_for(person: Any, code: str) -> Innovation | None:
    """The record, if the person works on it or answers for it."""
    return (
        innovations_minded_by(person)
        .select_related("agency", "service_unit", "draft__edited_by", "draft__submitted_by")
        .filter(code=code)
        .first()
    )


def draft_of(innovation: Innovation) -> InnovationDraft | None:
    """The working copy, None while there is none."""
    return cast("InnovationDraft | None", getattr(innovation, "draft", None))


def working_content(innovation: Innovation) -> Content:
    """What is being worked on, or else what is published."""
    draft = draft_of(innovation)
    return draft.content if draft else content_of(innovation)


def record_page(innovation: Innovation, now: datetime) -> RecordPage:
    """The page of a record that `record_for` gave. A fixed number of queries."""
    draft = draft_of(innovation)
    content = working_content(innovation)
    return RecordPage(
        innovation=innovation,
        draft=draft,
        title=title_of(innovation, draft),
        statuses=(
            statuses.editorial(innovation.state, innovation.state_at, draft.state if draft else ""),
            statuses.completeness(
                working_completeness(innovation, content) if draft else record_completeness(innovation)
            ),
            statuses.freshness(innovation.fresh_on, statuses.local_day(now)),
            statuses.sustainability(innovation.sustainability, innovation.confirmed_on),
        ),
        sections=tuple(_line(one.code, str(one.title), content.get(one.code) or {}) for one in SECTIONS),
        requests=tuple(innovation.update_requests.filter(closed_at=None).select_related("by")),
        declarations=declarations_of(innovation),
        versions=innovation.versions.count(),
    )


def title_of(innovation: Innovation, draft: InnovationDraft | None) -> str:
    """The working title, else the published one."""
    return str(((draft.content.get("identitas") or {}).get("title") if draft else "") or innovation.title)


def _line(code: str, title: str, content: SectionContent) -> SectionLine:
    total = next(len(one.fields) + len(one.rows) for one in SECTIONS if one.code == code)
    return SectionLine(code, title, sum(1 for value in content.values() if value not in (None, "", [], False)), total)


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as it would be published, in words."""

    title: str
    sections: tuple[SectionText, ...]


def preview(innovation: Innovation) -> Preview:
    """What is being worked on, as readers would get it."""
    return Preview(title_of(innovation, draft_of(innovation)), readable(working_content(innovation)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions side by side. `new` None: the working copy as it is now."""

    old: InnovationVersion
    new: InnovationVersion | None
    sections: tuple[SectionDifference, ...]


def compared(innovation: Innovation, old: int, new: int | None) -> Compared | None:
    """Two versions of the record; None when there is no such version. `new` None means the working copy."""
    found = {row.number: row for row in innovation.versions.select_related("by").filter(number__in=[old, new or 0])}
    draft = draft_of(innovation)
    if old not in found or (new is None and draft is None) or (new is not None and new not in found):
        return None
    content = found[new].content if new is not None else (draft.content if draft else {})
    return Compared(found[old], found.get(new or 0), differences(found[old].content, content))


def _made_by(moved: str) -> str:
    return {
        "catalogue.edit": _("teks yang terbit sebelum disunting"),
        "catalogue.submit": _("diajukan"),
        "catalogue.publish": _("terbit"),
        "catalogue.unpublish": _("teks sesudah penerbitan dibatalkan"),
        "catalogue.discard": _("perubahan yang dibuang"),
    }.get(moved, moved)


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """What one person wrote in one section within a while. `lost` marks a text that came second and was kept aside."""

    pk: int
    section: str
    by: str
    began_at: datetime
    at: datetime
    saves: int
    lost: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a record, and what made it in words."""

    number: int
    by: str
    at: datetime
    moved_label: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The versions of a record, newest first, and the latest revisions behind them."""

    versions: tuple[VersionLine, ...]
    revisions: tuple[RevisionLine, ...]


def writing(innovation: Innovation) -> Writing:
    """Who wrote what. Two queries."""
    names = {one.code: str(one.title) for one in SECTIONS}
    rows = innovation.revisions.select_related("by").defer("before", "after").order_by("-pk")[:SAVES]
    groups = sittings(reversed(list(rows)))[-REVISIONS:]
    return Writing(
        tuple(
            VersionLine(row.number, str(row.by or ""), row.at, _made_by(row.moved))
            for row in innovation.versions.select_related("by").defer("content").order_by("-number")
        ),
        tuple(
            RevisionLine(
                pk=group[-1].pk,
                section=names.get(group[-1].section, group[-1].section),
                by=str(group[-1].by or ""),
                began_at=group[0].began_at,
                at=group[-1].at,
                saves=sum(row.saves for row in group),
                lost=not group[-1].kept,
            )
            for group in reversed(groups)
        ),
    )


def revision_of(innovation: Innovation, pk: int) -> tuple[SectionRevision, tuple[SectionDifference, ...]] | None:
    """The sitting that ended with this row, as one revision with what it changed."""
    last = innovation.revisions.filter(pk=pk).first()
    if last is None:
        return None
    rows = innovation.revisions.select_related("by").filter(section=last.section, pk__lte=pk).order_by("-pk")[:SAVES]
    group = next(one for one in sittings(reversed(list(rows))) if one[-1].pk == pk)
    first, last = group[0], group[-1]
    last.began_at = first.began_at
    return last, differences({last.section: first.before}, {last.section: last.after})


def kept_aside(innovation: Innovation, section: str, person: Any) -> SectionRevision | None:
    """The person's text of the section that came second and was not merged, if nothing of theirs was saved since."""
    aside = innovation.revisions.filter(section=section, by=person, kept=False).last()
    if aside is None:
        return None
    later = innovation.revisions.filter(section=section, by=person, kept=True, at__gte=aside.at)
    return None if later.exists() else aside


@dataclass(frozen=True, slots=True)
class Review:
    """A text to be decided: what it changes of the published one, or the whole of a new one, and the next in line."""

    innovation: Innovation
    draft: InnovationDraft
    title: str
    is_new: bool
    changes: tuple[SectionDifference, ...]
    whole: tuple[SectionText, ...]
    statuses: tuple[Status, ...]
    versions: tuple[InnovationVersion, ...]


def review(innovation: Innovation, draft: InnovationDraft, now: datetime) -> Review:
    """One screen for who decides."""
    base = innovation.versions.filter(number=draft.base_version).first()
    is_new = base is None or not base.content
    return Review(
        innovation=innovation,
        draft=draft,
        title=title_of(innovation, draft),
        is_new=is_new,
        changes=() if is_new or base is None else differences(base.content, draft.content),
        whole=readable(draft.content) if is_new else (),
        statuses=record_page(innovation, now).statuses,
        versions=tuple(innovation.versions.select_related("by")),
    )


def waiting_text(state: str) -> str:
    """Whose turn it is."""
    return {
        State.DRAFT: _("Giliran penulis: lengkapi, lalu ajukan."),
        State.RETURNED: _("Giliran penulis: perbaiki, lalu ajukan lagi."),
        State.SUBMITTED: _("Menunggu persetujuan admin instansi."),
        State.APPROVED: _("Menunggu diterbitkan hub wilayah atau pusat."),
        State.REJECTED: _("Naskah ini ditolak."),
    }.get(State(state), "")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A text that waits for a decision."""

    code: str
    title: str
    agency: str
    state: str
    since: datetime
    is_new: bool
    by: str


def decides(person: Any) -> bool:
    """Whether texts ever wait for this person's decision."""
    roles = roles_of(person)
    return bool(roles.agencies or roles.hubs or roles.is_national)


def curation_queue(person: Any) -> list[QueueLine]:
    """The texts that wait for this person's decision, the oldest first: approval as agency, publication as curator."""
    approving = Q(innovation__in=innovations_approved_by(person), state=State.SUBMITTED)
    # An agency without an admin must not keep its people waiting: the curator may approve in its place.
    curating = Q(innovation__in=innovations_curated_by(person), state__in=[State.SUBMITTED, State.APPROVED])
    rows = (
        InnovationDraft.objects.filter(approving | curating)
        .select_related("innovation__agency", "submitted_by")
        .order_by("state_at", "pk")[:QUEUE]
    )
    return [
        QueueLine(
            row.innovation.code, title_of(row.innovation, row), row.innovation.agency.name,
            str(State(row.state).label), row.state_at, row.innovation.state == row.state, str(row.submitted_by or ""),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What everybody may know of a record that was withdrawn."""

    title: str
    agency: str
    agency_slug: str
    reason: str
    at: datetime | None


def withdrawn(slug: str) -> Withdrawn | None:
    """The record at this address, if it was withdrawn."""
    row = Innovation.objects.select_related("agency").filter(slug=slug, state=State.WITHDRAWN).first()
    return Withdrawn(row.title, row.agency.name, row.agency.slug, row.state_reason, row.state_at) if row else None


def places_to_write_for(person: Any) -> tuple[list[ServiceUnit], list[Agency]]:
    """The units and agencies for which a person may begin a record: own units, own agencies with all their units."""
    roles = roles_of(person)
    day = today()
    units = ServiceUnit.objects.filter(Q(agency_id__in=roles.agencies) | Q(pk__in=list(roles.units)))
    open_units = units.filter(Q(until=None) | Q(until__gte=day)).select_related("agency")
    return list(open_units), list(Agency.objects.filter(pk__in=roles.agencies, until=""))
