"""The call page of a competition: what it is, who may enter, until when, what is asked and how it is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.form import Attachment, Section
from tular.engines.rulebook.parts import Part
from tular.features.competitions.choices import CompetitionLevel, CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.moments import in_words, left_in_words
from tular.features.competitions.queries.rulebook import GroupRow, groups_of, kinds_of, label_of
from tular.features.competitions.queries.visibility import competitions_visible_to, runs_competition
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Kind

STATE_KINDS: dict[str, Kind] = {
    CompetitionState.PREPARED: "unknown",
    CompetitionState.OPEN: "ok",
    CompetitionState.FINISHED: "info",
    CompetitionState.CANCELLED: "stop",
}


@dataclass(frozen=True, slots=True)
class Body:
    """The organiser."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A date that moved: its end before and after, why, by which letter, and when it was decided."""

    before: str
    after: str
    opens_before: str
    opens_after: str
    reason: str
    decree: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A span of the calendar in words. `state` is lewat, berlangsung or nanti; `kind` the shape of its tag."""

    id: int
    kind: str
    stage: str
    label: str
    opens: str
    closes: str
    opens_at: datetime
    closes_at: datetime
    zone: str
    note: str
    state: str
    tag: Kind
    left: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category with what helps to choose it."""

    id: int
    name: str
    description: str
    examples: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A question of the form; `words` says how long the answer may be, "" where the rules do not."""

    label: str
    asks: str
    words: str
    required: bool
    parts: tuple[SectionRow, ...]


@dataclass(frozen=True, slots=True)
class FormShown:
    """What all groups are asked (`groups` is "" then), or one group, instead of that or `besides`."""

    groups: str
    sections: tuple[SectionRow, ...]
    besides: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or link that is asked for, with its limits in words."""

    label: str
    limits: str
    when: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion and its weight; "" where it has none."""

    label: str
    weight: str


@dataclass(frozen=True, slots=True)
class JudgingShown:
    """What is marked in one stage."""

    label: str
    criteria: tuple[CriterionRow, ...]
    total: str
    partial: bool


@dataclass(frozen=True, slots=True)
class BookLink:
    """The rulebook under which it is held, exactly."""

    identity: str
    number: int
    title: str
    sha256: str
    published_at: datetime

    @property
    def digest(self) -> tuple[str, ...]:
        """The hash in groups of eight, so that it breaks on narrow pages."""
        return tuple(self.sha256[start : start + 8] for start in range(0, len(self.sha256), 8))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The competition to which winners go on."""

    slug: str
    title: str
    organiser: str
    state: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything that the call page shows; `competition` is for slots alone."""

    competition: Competition
    slug: str
    title: str
    organiser: Body
    level: str
    year: int
    state: str
    state_word: str
    kind: Kind
    state_reason: str
    state_at: datetime
    about: tuple[str, ...]
    decree: str
    is_demo: bool
    area: str
    kinds: tuple[str, ...]
    groups: tuple[GroupRow, ...]
    categories: tuple[CategoryRow, ...]
    submission: SpanRow | None
    calendar: tuple[SpanRow, ...]
    forms: tuple[FormShown, ...]
    files: tuple[FileRow, ...]
    judging: tuple[JudgingShown, ...]
    stages: tuple[str, ...]
    rulebook: BookLink
    feeds: Neighbour | None
    may_manage: bool

    @property
    def takes_proposals(self) -> bool:
        """Whether the submission is open at this moment."""
        open_now = self.submission is not None and self.submission.state == RUNNING
        return self.state == CompetitionState.OPEN and open_now


PAST, RUNNING, COMING = "lewat", "berlangsung", "nanti"


def call_page(slug: str, reader: Any, now: datetime) -> CallPage | None:
    """The page, None when there is nothing for this reader. A fixed number of queries."""
    visible = competitions_visible_to(reader).select_related("organiser__region", "rulebook", "feeds__organiser")
    competition = visible.filter(slug=slug).first()
    if competition is None:
        return None
    rules = rules_of(competition.rulebook)
    calendar = calendar_rows(competition, rules, now)
    feeds = competition.feeds
    if feeds is not None and feeds.state == CompetitionState.PREPARED:
        feeds = None  # nobody but its organiser knows of it yet
    return CallPage(
        competition=competition,
        slug=competition.slug,
        title=competition.title,
        organiser=Body(competition.organiser.slug, competition.organiser.name),
        level=competition.get_level_display(),
        year=competition.year,
        state=competition.state,
        state_word=competition.get_state_display(),
        kind=STATE_KINDS[competition.state],
        state_reason=competition.state_reason,
        state_at=competition.state_at,
        about=tuple(filter(None, (part.strip() for part in competition.about.split("\n\n")))),
        decree=competition.decree,
        is_demo=competition.is_demo,
        area=area_in_words(competition),
        kinds=kinds_of(rules),
        groups=groups_of(rules),
        categories=tuple(
            CategoryRow(one.pk, one.name, one.description, one.examples) for one in competition.categories.all()
        ),
        submission=next((row for row in calendar if row.kind == WindowKind.SUBMISSION), None),
        calendar=calendar,
        forms=tuple(_forms(rules)),
        files=tuple(_file(one, rules) for one in rules.form.attachments),
        judging=tuple(_judging(rules)),
        stages=tuple(stage.label for stage in rules.stages),
        rulebook=book_link(competition.rulebook),
        feeds=_neighbour(feeds) if feeds else None,
        may_manage=reader.is_authenticated and runs_competition(reader, competition),
    )


def calendar_rows(competition: Competition, rules: Rules, now: datetime) -> tuple[SpanRow, ...]:
    """The calendar with everything that moved in it. Two queries."""
    rows = competition.windows.prefetch_related("changes").order_by("opens_at", "closes_at", "pk")
    return tuple(_span(row, rules, now) for row in rows)


def book_link(version: RulebookVersion) -> BookLink:
    """The version of a rulebook, for links and prints."""
    return BookLink(version.identity, version.number, version.title, version.sha256, version.published_at)


def area_in_words(competition: Competition) -> str:
    """From where proposals may come."""
    name = competition.organiser.name
    if competition.level == CompetitionLevel.NATIONAL:
        return _("Seluruh Indonesia")
    if competition.level == CompetitionLevel.PROVINCE:
        return _("%(organiser)s serta kabupaten dan kota di wilayahnya") % {"organiser": name}
    return _("Unit di %(organiser)s") % {"organiser": name}


def _neighbour(row: Competition) -> Neighbour:
    return Neighbour(row.slug, row.title, row.organiser.name, row.get_state_display(), STATE_KINDS[row.state])


def _span(row: Window, rules: Rules, now: datetime) -> SpanRow:
    state = PAST if row.closes_at <= now else RUNNING if row.opens_at <= now else COMING
    return SpanRow(
        id=row.pk,
        kind=row.kind,
        stage=row.stage,
        label=label_of(rules, row.kind, row.stage),
        opens=in_words(row.opens_at, row.zone),
        closes=in_words(row.closes_at, row.zone),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        zone=row.zone,
        note=row.note,
        state=state,
        tag={PAST: "info", RUNNING: "ok", COMING: "part"}[state],  # type: ignore[arg-type] # a shape for each
        left=left_in_words(row.opens_at if state == COMING else row.closes_at, now),
        changes=tuple(
            ChangeRow(
                in_words(one.closes_before, row.zone),
                in_words(one.closes_after, row.zone),
                in_words(one.opens_before, row.zone) if one.opens_before != one.opens_after else "",
                in_words(one.opens_after, row.zone) if one.opens_before != one.opens_after else "",
                one.reason,
                one.decree,
                one.at,
            )
            for one in row.changes.all()
        ),
    )


def _forms(rules: Rules) -> Iterator[FormShown]:
    """What all are asked, then what some are asked besides; whole forms where groups have nothing in common."""
    asked = {group.label: rules.form.form_for(group.id).sections for group in rules.groups}
    together = [one for one in rules.form.for_all if all(one in sections for sections in asked.values())]
    if together:
        yield FormShown("", tuple(map(_section, together)))
    several: dict[tuple[Section, ...], list[str]] = {}
    for label, sections in asked.items():
        more = tuple(one for one in sections if one not in together)
        several.setdefault(more, []).append(label)
    for more, labels in several.items():
        if more:
            yield FormShown(", ".join(labels), tuple(map(_section, more)), besides=bool(together))


def _section(one: Section) -> SectionRow:
    return SectionRow(one.label, one.asks, _words(one), one.required, tuple(map(_section, one.parts)))


def _words(one: Section) -> str:
    if one.min_words and one.max_words:
        return _("%(least)d sampai %(most)d kata") % {"least": one.min_words, "most": one.max_words}
    if one.max_words:
        return _("paling banyak %(most)d kata") % {"most": one.max_words}
    return _("paling sedikit %(least)d kata") % {"least": one.min_words} if one.min_words else ""


def _file(one: Attachment, rules: Rules) -> FileRow:
    limits = [_("tautan") if one.kind == "link" else _("berkas"), *(name.upper() for name in one.formats)]
    if one.max_mib is not None:
        limits.append(_("paling besar %(size)s MiB") % {"size": f"{one.max_mib:g}"})
    if one.max_seconds is not None:
        limits.append(_("paling lama %(count)d detik") % {"count": one.max_seconds})
    if one.host:
        limits.append(one.host)
    fields = {field.id: field.label for field in rules.form.fields}
    asked_by = next((field.label for field in rules.form.fields if one.id in field.when_yes), "")
    condition = fields.get(one.required_when, one.required_when.replace("_", " ")) or asked_by
    when = _("wajib") if one.required else _("bila: %(case)s") % {"case": condition} if condition else _("boleh kosong")
    return FileRow(one.label, ", ".join(limits), when)


def _judging(rules: Rules) -> Iterator[JudgingShown]:
    groups = {one.id: one.label for one in rules.groups}
    for one in rules.criteria:
        stage = rules.stage(one.stage)
        labels = [stage.label if stage else "", ", ".join(groups.get(name, name) for name in one.groups)]
        rows = tuple(_criteria(one.part))
        weights = [part.weight for part in _leaves(one.part) if part.weight is not None]
        total = _figure(sum(weights)) if weights else ""
        yield JudgingShown(" · ".join(filter(None, labels)) or _("Kriteria"), rows, total, one.partial)


def _criteria(part: Part) -> Iterator[CriterionRow]:
    for leaf in _leaves(part):
        yield CriterionRow(leaf.label, "" if leaf.weight is None else _figure(leaf.weight))


def _leaves(part: Part) -> Iterator[Part]:
    if not part.parts:
        yield part
    for one in part.parts:
        yield from _leaves(one)


def _figure(value: Any) -> str:
    whole = int(value) if value == int(value) else round(float(value), 4)
    return number_format(whole, use_l10n=True)
