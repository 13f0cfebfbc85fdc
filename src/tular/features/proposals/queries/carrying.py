"""What a proposal takes along into another competition, and what has no place there and stays with the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries.asked import conditions_asked, known_sections, parts_of
from tular.features.proposals.queries.attachments import file_problem, link_problem
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, SAYS, rules_for
from tular.foundation.files.models import StoredFile
from tular.foundation.rulebooks.versions import rules_of

OWN = (GENERAL, RESULTS, ATTACHMENTS)
EVERYWHERE = ("title", "started_on", "never_entered", "sdgs", "innovation", "replicates")
"""What "_umum" holds in every competition."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The content for the other competition, its group and category there, and the files that have a place."""

    content: dict[str, Any]
    group: str
    category_id: int | None
    files: tuple[ProposalFile, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """An answer of the first competition that the second does not ask for."""

    section: str
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class RemainingFile:
    """A file of the first competition that the second has no place for."""

    label: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class LeftWithFirst:
    """What a promoted proposal has in the first competition only; nothing of it is lost."""

    code: str
    competition: str
    texts: tuple[Remaining, ...]
    files: tuple[RemainingFile, ...]

    def __bool__(self) -> bool:
        return bool(self.texts or self.files)


def carried_to(proposal: Proposal, target: Competition) -> Carried:
    """What goes along: answers to what both ask under the same names, and the files of places that both have."""
    rules = rules_of(target.rulebook)
    group = _group(proposal, rules)
    category = _category(proposal, target)
    places = _places(rules, group)
    content: dict[str, Any] = {GENERAL: _general(proposal, rules, group, category)}
    for section, values in proposal.content.items():
        if section in OWN:
            continue
        for name, value in values.items():
            place = places.get(name.removesuffix(SAYS))
            if place is not None:
                content.setdefault(place, {})[name] = value
    if results := proposal.content.get(RESULTS):
        content[RESULTS] = results
    links = _links(proposal, rules)
    if links:
        content[ATTACHMENTS] = {"links": links}
    return Carried(content, group, category, _files(proposal, rules))


def left_with_first(proposal: Proposal) -> LeftWithFirst | None:
    """What the proposal it was promoted from has besides; None where it was not promoted. Five queries at most."""
    if proposal.promoted_from_id is None:
        return None
    rows = Proposal.objects.select_related("competition__rulebook", "agency").prefetch_related("files__file")
    first = rows.get(pk=proposal.promoted_from_id)
    rules, theirs = rules_for(proposal), rules_for(first)
    places = _places(rules, proposal.group)
    texts = [
        Remaining(section.label, part.label if part is not section else "", str(text))
        for section in known_sections(theirs)
        for part in parts_of(section)
        for text in [(first.content.get(section.id) or {}).get(part.id)]
        if text and part.id not in places
    ]
    kept_links = _links(first, rules)
    labels = {one.id: one.label for one in theirs.form.attachments}
    for name, link in ((first.content.get(ATTACHMENTS) or {}).get("links") or {}).items():
        if link and name not in kept_links:
            texts.append(Remaining(labels.get(name, name), "", str(link)))
    kept = {one.file_id for one in _files(first, rules)}
    files = [
        RemainingFile(labels.get(one.attachment, one.attachment), one.file)
        for one in first.files.all()
        if one.removed_at is None and one.file_id not in kept
    ]
    return LeftWithFirst(first.code, first.competition.title, tuple(texts), tuple(files))


def _group(proposal: Proposal, rules: Rules) -> str:
    ids = [one.id for one in rules.groups]
    return proposal.group if proposal.group in ids else ids[0] if len(ids) == 1 else ""


def _category(proposal: Proposal, target: Competition) -> int | None:
    if proposal.category is None:
        return None
    return target.categories.filter(name__iexact=proposal.category.name).values_list("pk", flat=True).first()


def _places(rules: Rules, group: str) -> dict[str, str]:
    """Part → the section that asks for it: as this group is asked, else as any is."""
    found: dict[str, str] = {}
    for section in (*rules.form.form_for(group).sections, *known_sections(rules)):
        for part in parts_of(section):
            found.setdefault(part.id, section.id)
    return found


def _general(proposal: Proposal, rules: Rules, group: str, category: int | None) -> dict[str, Any]:
    held = proposal.content.get(GENERAL) or {}
    general = {name: held[name] for name in EVERYWHERE if name in held}
    general |= {"title": proposal.title, "group": group}
    if category is not None:
        general["category"] = category
    fields, conditions = {one.id for one in rules.form.fields}, {name for name, _label in conditions_asked(rules)}
    for table, known in (("fields", fields), ("conditions", conditions)):
        kept = {name: value for name, value in (held.get(table) or {}).items() if name in known}
        if kept:
            general[table] = kept
    return general


def _links(proposal: Proposal, rules: Rules) -> dict[str, str]:
    held = (proposal.content.get(ATTACHMENTS) or {}).get("links") or {}
    places = {one.id: one for one in rules.form.attachments if one.kind == "link"}
    return {
        name: str(link)
        for name, link in held.items()
        if name in places and link and not link_problem(places[name], str(link))
    }


def _files(proposal: Proposal, rules: Rules) -> tuple[ProposalFile, ...]:
    """Those that lie in a place of the same name there, and that its kinds and size allow."""
    places = {one.id: one for one in rules.form.attachments if one.kind == "file"}
    return tuple(
        one
        for one in proposal.files.all()
        if one.removed_at is None and one.attachment in places and not file_problem(places[one.attachment], one.file)
    )
