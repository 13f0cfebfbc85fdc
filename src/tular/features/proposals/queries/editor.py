"""The editor of one section: what is asked, what was written, what the rulebook and the local admin say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.form import Attachment, Field, Form, Section
from tular.engines.rulebook.wordcount import count_words
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.queries.content.sections import SDG_NAMES
from tular.features.competitions.queries.rulebook import groups_of
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, SectionComment, SectionSave
from tular.features.proposals.queries import asked
from tular.features.proposals.queries.asked import Asked, examples_of, parts_of, sections_of
from tular.features.proposals.queries.attachments import link_problem, wanted
from tular.features.proposals.queries.form import (
    ATTACHMENTS,
    GENERAL,
    NO,
    RESULTS,
    SAYS,
    YES,
    Obstacle,
    form_of,
    obstacles_of,
    rules_for,
)
from tular.features.proposals.queries.general import day_told, own_innovations
from tular.features.proposals.queries.record_texts import RecordText, all_texts, fitting_texts, record_texts
from tular.features.proposals.queries.until import Until, until_of

CLOSED = (ProposalState.SUBMITTED, ProposalState.WITHDRAWN)
"""States that are in no way written; the flow's table tells the same (`EDITABLE`)."""

NEW = "baru"
"""Choice of the innovation: in no catalogue and never in any competition."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text that is asked, with what was written; `said` is the yes or no before it."""

    id: str
    label: str
    asks: str
    least: int | None
    most: int | None
    required: bool
    yes_no: bool
    said: str
    text: str
    count: int
    examples: tuple[str, ...]
    record: tuple[RecordText, ...]

    @property
    def over(self) -> int:
        """Words too many."""
        return max(0, self.count - self.most) if self.most else 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from, with what helps to choose; `barred` says why it cannot be chosen."""

    value: str
    label: str
    chosen: bool
    notes: tuple[str, ...] = ()
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer that the rulebook asks for, or (`condition`) whether something holds."""

    name: str
    label: str
    kind: str
    value: str
    required: bool


@dataclass(frozen=True, slots=True)
class General:
    """Section "_umum"."""

    title: str
    groups: tuple[Option, ...]
    categories: tuple[Option, ...]
    innovations: tuple[Option, ...]
    asks_replicated: bool
    replicated: str
    replicated_title: str
    started_on: str
    started_wrong: bool
    sdgs: tuple[Option, ...]
    conditions: tuple[Short, ...]
    fields: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An attachment that is asked for: its rule in words, and its link; its file is told by the form."""

    id: str
    label: str
    is_link: bool
    required: bool
    notes: tuple[str, ...]
    link: str = ""
    wrong: str = ""

    @property
    def optional(self) -> bool:
        """Whether it may stay empty."""
        return not self.required


@dataclass(frozen=True, slots=True)
class Line:
    """A section in the list of sections: how much of it is filled."""

    code: str
    title: str
    filled: int
    total: int


@dataclass(frozen=True, slots=True)
class EditorPage:
    """See the module. Of `parts`, `general`, `results` and `places` one is filled, by the kind of section."""

    proposal: Proposal
    section: Asked
    place: int
    total: int
    previous: Asked | None
    following: Asked | None
    lines: tuple[Line, ...]
    version: int
    until: Until
    barred: str
    is_asked: bool
    comments: tuple[SectionComment, ...]
    obstacles: tuple[Obstacle, ...]
    aside: SectionSave | None
    parts: tuple[Part, ...] = ()
    general: General | None = None
    results: tuple[Mapping[str, str], ...] = ()
    places: tuple[Place, ...] = field(default=())

    @property
    def kind(self) -> str:
        """Which of the four it is, for the template."""
        return {GENERAL: "general", RESULTS: "results", ATTACHMENTS: "files"}.get(self.section.code, "texts")


def editor_page(
    proposal: Proposal, code: str, content: Mapping[str, Any], version: int, *, person: Any, now: datetime
) -> EditorPage:
    """The editor with this content of the section: what is kept, or what was sent. A fixed number of queries."""
    form = form_of(proposal)
    order = sections_of(proposal, form)
    at = next((index for index, one in enumerate(order) if one.code == code), None)
    section = order[at] if at is not None else Asked(code, asked.section_titles(proposal).get(code, code))
    parts = asked.section_called(proposal, code)
    return EditorPage(
        proposal=proposal,
        section=section,
        place=(at or 0) + 1,
        total=len(order),
        previous=order[at - 1] if at else None,
        following=order[at + 1] if at is not None and at + 1 < len(order) else None,
        lines=lines_of(proposal, form),
        version=version,
        until=until_of(proposal, now),
        barred=why_barred(proposal, person),
        is_asked=at is not None,
        comments=tuple(proposal.comments.filter(section=code).select_related("by", "done_by")),
        obstacles=tuple(one for one in obstacles_of(proposal) if one.section == code),
        aside=kept_aside(proposal, code, person),
        parts=_parts(proposal, parts, content, person) if parts and code not in (GENERAL, RESULTS, ATTACHMENTS) else (),
        general=_general(proposal, form, content, person) if code == GENERAL else None,
        results=_results(content) if code == RESULTS else (),
        places=_places(form, content) if code == ATTACHMENTS else (),
    )


def why_barred(proposal: Proposal, person: Any) -> str:
    """Why the person cannot write it now, "" when they can."""
    if proposal.state == ProposalState.WITH_ADMIN and proposal.agency_id not in roles_of(person).agencies:
        return _("Proposal ini sedang di admin lokal, jadi hanya admin lokal yang mengubahnya. Ambil kembali dulu.")
    if proposal.state in CLOSED:
        return _("Proposal ini %(state)s, jadi tidak dapat diubah.") % {"state": proposal.get_state_display()}
    return ""


def lines_of(proposal: Proposal, form: Form) -> tuple[Line, ...]:
    """All sections with how much of each is filled; one query where the files are not prefetched."""
    content, sections = proposal.content, {one.id: one for one in form.sections}
    attached = {row.attachment for row in proposal.files.all() if row.removed_at is None}
    found = []
    for one in sections_of(proposal, form):
        told = content.get(one.code) or {}
        if one.code == GENERAL:
            names = ("title", "group", "category", "started_on", "innovation")
            filled = sum(bool(told.get(name)) for name in names[:4]) + bool(
                told.get("innovation") or told.get("never_entered") == YES
            )
            total = len(names) + len(form.fields)
            filled += sum(bool((told.get("fields") or {}).get(asked_.id)) for asked_ in form.fields)
        elif one.code == RESULTS:
            filled, total = len(told.get("rows") or ()), 0
        elif one.code == ATTACHMENTS:
            links = {name for name, link in (told.get("links") or {}).items() if link}
            filled, total = len({a.id for a in form.attachments} & (attached | links)), len(form.attachments)
        else:
            parts = parts_of(sections[one.code])
            filled = sum(_answered(part, told) for part in parts)
            total = len(parts)
        found.append(Line(one.code, one.title, filled, total))
    return tuple(found)


def _answered(part: Section, told: Mapping[str, Any]) -> bool:
    """A text where yes or no is asked first is no answer without it."""
    said = told.get(part.id + SAYS)
    return said == NO or bool(told.get(part.id) and (part.kind != "yes_no_then_text" or said == YES))


def kept_aside(proposal: Proposal, section: str, person: Any) -> SectionSave | None:
    """The person's text of the section that came second and was not merged, if nothing of theirs was saved since."""
    mine = proposal.saves.filter(section=section, by=person)
    aside = mine.filter(kept=False).last()
    if aside is None or mine.filter(kept=True, at__gte=aside.at).exists():
        return None
    return aside


def _parts(proposal: Proposal, section: Section, content: Mapping[str, Any], person: Any) -> tuple[Part, ...]:
    texts, rules, found = record_texts(proposal, person), rules_for(proposal), []
    for one in parts_of(section):
        text = str(content.get(one.id) or "")
        offered = fitting_texts(texts, one.id) or all_texts(texts)
        found.append(
            Part(
                one.id, one.label, one.asks, one.min_words, one.max_words, one.required,
                one.kind == "yes_no_then_text", str(content.get(one.id + SAYS) or ""), text, count_words(text),
                examples_of(rules, section.id, one.id), offered,
            )
        )  # fmt: skip
    return tuple(found)


def _general(proposal: Proposal, form: Form, content: Mapping[str, Any], person: Any) -> General:
    rules = rules_for(proposal)
    group, category = str(content.get("group") or ""), content.get("category")
    replicated = str(content.get("replicates") or "")
    conditions, fields = content.get("conditions") or {}, content.get("fields") or {}
    chosen = {str(one) for one in content.get("sdgs") or ()}
    started = str(content.get("started_on") or "")
    day = day_told(started)
    same = proposal.replicates is not None and replicated
    return General(
        title=str(content.get("title") or ""),
        groups=_groups(proposal, group),
        categories=tuple(
            Option(str(one.pk), one.name, one.pk == category, tuple(filter(None, (one.description, one.examples))))
            for one in proposal.competition.categories.all()
        ),
        innovations=_innovations(proposal, content, person),
        asks_replicated=asked.asks_replicated(rules, group),
        replicated=replicated,
        replicated_title=proposal.replicates.title if same and proposal.replicates else "",
        started_on=day.isoformat() if day else "",
        started_wrong=bool(started and not day),
        sdgs=tuple(
            Option(str(number), f"{number}. {name}", str(number) in chosen) for number, name in SDG_NAMES.items()
        ),
        conditions=tuple(
            Short(f"syarat-{name}", label[:1].upper() + label[1:], "yes_no", str(conditions.get(name) or ""), False)
            for name, label in asked.conditions_asked(rules)
        ),
        fields=tuple(_short(one, str(fields.get(one.id) or "")) for one in form.fields),
    )


def _short(one: Field, value: str) -> Short:
    return Short(f"isian-{one.id}", one.label, one.kind, value, one.required)


def _groups(proposal: Proposal, chosen: str) -> tuple[Option, ...]:
    rules = rules_for(proposal)
    invited = set(proposal.competition.invitations.filter(agency=proposal.agency_id).values_list("group", flat=True))
    found = []
    for row in groups_of(rules):
        closed = row.intake == "invited" and row.id not in invited
        barred = _("Hanya untuk instansi yang diundang penyelenggara.") if closed else ""
        notes = tuple(filter(None, (row.intake_word, row.age, row.quota))) + asked.requirements_of(rules, row.id)
        found.append(Option(row.id, row.label, row.id == chosen, tuple(map(str, notes)), barred))
    return tuple(found)


def _innovations(proposal: Proposal, content: Mapping[str, Any], person: Any) -> tuple[Option, ...]:
    code = str(content.get("innovation") or "")
    rows = list(
        own_innovations(person, proposal.agency_id).order_by("title", "pk").values_list("code", "title", "year")
    )
    if proposal.innovation is not None and proposal.innovation.code not in {row[0] for row in rows}:
        rows.insert(0, (proposal.innovation.code, proposal.innovation.title, proposal.innovation.year))
    never = content.get("never_entered") == YES and not code
    return (
        Option("", _("belum dipilih"), not code and not never),
        Option(NEW, _("Belum pernah diikutkan dalam kompetisi mana pun"), never),
        *(Option(one, f"{title} ({year})" if year else title, one == code) for one, title, year in rows),
    )


def _results(content: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    rows = [dict(one) for one in content.get("rows") or ()]
    return tuple([*rows, {}] if len(rows) < asked.MOST_RESULTS else rows)


def _places(form: Form, content: Mapping[str, Any]) -> tuple[Place, ...]:
    links = content.get("links") or {}
    return tuple(_place(one, str(links.get(one.id) or "")) for one in form.attachments)


def _place(one: Attachment, link: str) -> Place:
    notes = []
    if one.kind == "link" and one.host:
        notes.append(_("Tautan %(host)s.") % {"host": one.host})
    if one.max_seconds:
        minutes, seconds = divmod(one.max_seconds, 60)
        values = {"minutes": minutes, "seconds": seconds}
        long = _("%(minutes)d menit") % values if not seconds else _("%(minutes)d menit %(seconds)d detik") % values
        notes.append(_("Paling lama %(long)s; lamanya diperiksa petugas.") % {"long": long})
    if one.kind == "file":
        notes.append(f"{wanted(one)}.")
    return Place(one.id, one.label, one.kind == "link", one.required, tuple(notes), link, link_problem(one, link))
