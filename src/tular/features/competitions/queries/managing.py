"""What the organiser's people see of a competition: calendar, categories, invitations, staff, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import (
    Category,
    Competition,
    Extension,
    GroupInvitation,
    Staff,
    Window,
)
from tular.features.competitions.queries.call import (
    STATE_KINDS,
    BookLink,
    CategoryRow,
    SpanRow,
    book_link,
    calendar_rows,
)
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.rulebook import Slot, calendar_of, categories_of
from tular.features.competitions.queries.visibility import organises_for
from tular.foundation.audit.models import AuditEntry
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Kind


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """One agency's later close, who granted it and why."""

    agency: str
    closes: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An agency that was invited to a group."""

    id: int
    agency: str
    agency_slug: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """A group that is open to invited agencies only."""

    id: str
    label: str
    invited: tuple[InvitationRow, ...]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works, or worked, for the competition."""

    id: int
    name: str
    email: str
    role: str
    since: datetime
    until: datetime | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A later version of the rulebook; `gaps` keep it from being adopted."""

    number: int
    note: str
    published_at: datetime
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManagePage:
    """Everything on the page of the organiser. `hindrances` keep it from being opened, `warnings` do not."""

    slug: str
    title: str
    organiser: str
    state: str
    state_word: str
    kind: Kind
    state_at: datetime
    state_reason: str
    decree: str
    year: int
    about: str
    feeds: str
    is_demo: bool
    rulebook: BookLink
    calendar: tuple[SpanRow, ...]
    missing: tuple[Slot, ...]
    extensions: tuple[ExtensionRow, ...]
    categories: tuple[CategoryRow, ...]
    closed_groups: tuple[ClosedGroup, ...]
    staff: tuple[StaffRow, ...]
    former: tuple[StaffRow, ...]
    corrections: tuple[Correction, ...]
    hindrances: tuple[str, ...]
    warnings: tuple[str, ...]
    may_hold: bool
    competition: Competition

    @property
    def is_prepared(self) -> bool:
        """Whether nobody outside sees it yet."""
        return self.state == CompetitionState.PREPARED

    @property
    def is_open(self) -> bool:
        """Whether it was opened and is not over."""
        return self.state == CompetitionState.OPEN

    @property
    def is_over(self) -> bool:
        """Whether nothing may change any more."""
        return not (self.is_prepared or self.is_open)


def manage_page(competition: Competition, reader: Any, now: datetime) -> ManagePage:
    """The page for somebody who runs this competition. A fixed number of queries."""
    rules = rules_of(competition.rulebook)
    calendar = calendar_rows(competition, rules, now)
    there = {(row.kind, row.stage) for row in calendar}
    missing = tuple(slot for slot in calendar_of(rules) if (slot.kind, slot.stage) not in there)
    categories = tuple(
        CategoryRow(one.pk, one.name, one.description, one.examples) for one in competition.categories.all()
    )
    closed = _closed_groups(competition, rules)
    staff = [_staff(row) for row in competition.staff.select_related("person").order_by("person__name", "pk")]
    return ManagePage(
        slug=competition.slug,
        title=competition.title,
        organiser=competition.organiser.name,
        state=competition.state,
        state_word=competition.get_state_display(),
        kind=STATE_KINDS[competition.state],
        state_at=competition.state_at,
        state_reason=competition.state_reason,
        decree=competition.decree,
        year=competition.year,
        about=competition.about,
        feeds=competition.feeds.title if competition.feeds else "",
        is_demo=competition.is_demo,
        rulebook=book_link(competition.rulebook),
        calendar=calendar,
        missing=missing,
        extensions=tuple(_extensions(competition)),
        categories=categories,
        closed_groups=closed,
        staff=tuple(row for row in staff if row.until is None),
        former=tuple(row for row in staff if row.until is not None),
        corrections=tuple(_corrections(competition)),
        hindrances=tuple(_hindrances(calendar, now)),
        warnings=tuple(_warnings(competition, rules, categories, closed, missing)),
        may_hold=organises_for(reader, competition.organiser),
        competition=competition,
    )


def subjects_of(competition: Competition) -> list[Any]:
    """Everything whose history belongs to a competition, for `foundation.audit.queries.history`."""
    windows = list(competition.windows.values_list("pk", flat=True))
    return [
        competition,
        (Extension, Extension.objects.filter(window__in=windows).values_list("pk", flat=True)),
        *((model, _ever_of(competition, model)) for model in (Window, Category, GroupInvitation, Staff)),
    ]


def _ever_of(competition: Competition, model: type[Model]) -> list[str]:
    """Keys of the rows that belong, or once belonged, to a competition: some were deleted, their history was not."""
    told = AuditEntry.objects.filter(subject_type=model._meta.label_lower, changes__competition_id__1=competition.pk)
    return list(told.values_list("subject_id", flat=True).distinct())


def newer_version(competition: Competition, number: int) -> RulebookVersion | None:
    """A later version of the competition's rulebook, by its number."""
    current = competition.rulebook
    later = RulebookVersion.objects.filter(identity=current.identity, number__gt=current.number)
    return later.filter(number=number).first()


def _extensions(competition: Competition) -> Iterator[ExtensionRow]:
    rows = Extension.objects.filter(window__competition=competition).select_related("agency", "by", "window")
    for row in rows.order_by("-at", "-pk"):
        yield ExtensionRow(row.agency.name, in_words(row.closes_at, row.window.zone), row.reason, row.by.name, row.at)


def _closed_groups(competition: Competition, rules: Rules) -> tuple[ClosedGroup, ...]:
    rows: dict[str, list[InvitationRow]] = {}
    for one in competition.invitations.select_related("agency").order_by("agency__name", "pk"):
        row = InvitationRow(one.pk, one.agency.name, one.agency.slug, one.note, one.at)
        rows.setdefault(one.group, []).append(row)
    return tuple(
        ClosedGroup(group.id, group.label, tuple(rows.get(group.id, ())))
        for group in rules.groups
        if group.intake == "invited"
    )


def _staff(row: Staff) -> StaffRow:
    return StaffRow(
        row.pk, row.person.name, row.person.email, row.get_role_display(), row.since, row.until, row.person.is_demo
    )


def _corrections(competition: Competition) -> Iterator[Correction]:
    current = competition.rulebook
    later = RulebookVersion.objects.filter(identity=current.identity, number__gt=current.number)
    for row in later.order_by("number"):
        gaps = tuple(gap.sentence for gap in rules_of(row).gaps if gap.blocks)
        yield Correction(row.number, row.note, row.published_at, gaps)


def _hindrances(calendar: tuple[SpanRow, ...], now: datetime) -> Iterator[str]:
    submission = next((row for row in calendar if row.kind == WindowKind.SUBMISSION), None)
    if submission is None:
        yield _("Jadwal pengajuan proposal belum diisi.")
    elif submission.closes_at <= now:
        yield _("Menurut jadwalnya pengajuan sudah ditutup.")


def _warnings(
    competition: Competition,
    rules: Rules,
    categories: tuple[CategoryRow, ...],
    closed: tuple[ClosedGroup, ...],
    missing: tuple[Slot, ...],
) -> Iterator[str]:
    if not competition.about:
        yield _("Seruannya belum ditulis: peserta belum tahu untuk apa kompetisi ini.")
    if not competition.decree:
        yield _("Nomor keputusan atau suratnya belum disebut.")
    if not categories and categories_of(rules):
        yield _("Buku aturan mengenal kategori, tetapi belum satu pun dibuat.")
    if bare := sum(not one.description for one in categories):
        yield ngettext(
            "%(count)d kategori belum diuraikan; orang sering ragu memilih.",
            "%(count)d kategori belum diuraikan; orang sering ragu memilih.",
            bare,
        ) % {"count": bare}
    for group in closed:
        if not group.invited:
            yield _("%(group)s hanya bagi yang diundang, dan belum ada yang diundang.") % {"group": group.label}
    if stages := [slot.label for slot in missing if slot.kind == WindowKind.STAGE]:
        yield _("Tanggalnya belum ada: %(stages)s.") % {"stages": ", ".join(stages)}
