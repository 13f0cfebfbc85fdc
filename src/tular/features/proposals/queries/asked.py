"""What the editor asks, section by section: the rulebook's own, and the three that every proposal has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.form import Attachment, Form, Section
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, form_of, rules_for

REPLICATION = "replikasi"
"""Rulebooks call their group for copies so."""

RESULT_FIELDS = ("indicator", "unit", "before", "before_on", "after", "after_on", "method", "evidence")
MOST_RESULTS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """A section of the editor: its code and what people call it."""

    code: str
    title: str


def sections_of(proposal: Proposal, form: Form | None = None) -> tuple[Asked, ...]:
    """The sections in the order of the editor."""
    form = form or form_of(proposal)
    return (
        Asked(GENERAL, _("Data umum")),
        *(Asked(one.id, one.label) for one in form.sections),
        Asked(RESULTS, _("Hasil sebelum dan sesudah")),
        Asked(ATTACHMENTS, _("Lampiran dan tautan")),
    )


def section_titles(proposal: Proposal) -> dict[str, str]:
    """Code → title of all sections, also of those that the chosen group is not asked."""
    own = {GENERAL: _("Data umum"), RESULTS: _("Hasil sebelum dan sesudah"), ATTACHMENTS: _("Lampiran dan tautan")}
    return {one.id: one.label for one in known_sections(rules_for(proposal))} | own


def known_sections(rules: Rules) -> tuple[Section, ...]:
    """Every section of the rulebook, whichever group is asked it; one that several groups have once."""
    form = rules.form
    found: dict[str, Section] = {}
    for sections in (form.for_all, *form.for_group.values(), *form.extra.values()):
        for one in sections:
            found.setdefault(one.id, one)
    return tuple(found.values())


def section_called(proposal: Proposal, code: str) -> Section | None:
    """The section of the rulebook: as the chosen group is asked it, else as another one is."""
    asked = next((one for one in form_of(proposal).sections if one.id == code), None)
    return asked or next((one for one in known_sections(rules_for(proposal)) if one.id == code), None)


def parts_of(section: Section) -> tuple[Section, ...]:
    """What is answered one by one."""
    return section.parts or (section,)


def conditions_asked(rules: Rules) -> tuple[tuple[str, str], ...]:
    """(condition, its words) of which rules or attachments depend and that no field of the form asks for."""
    fields = {one.id for one in rules.form.fields}
    found: dict[str, str] = {}
    for rule in rules.rules:
        for one in rule.exceptions:
            found.setdefault(one.when, one.label)
    for attachment in rules.form.attachments:
        if attachment.required_when:
            words = _("berlaku untuk %(label)s: %(condition)s") % {
                "label": attachment.label, "condition": attachment.required_when.replace("_", " "),
            }  # fmt: skip
            found.setdefault(attachment.required_when, words)
    return tuple((name, label) for name, label in found.items() if name not in fields)


def asks_replicated(rules: Rules, group: str) -> bool:
    """Whether entries of the group copy another innovation, which has to be named."""
    return REPLICATION in group or any(
        rule.kind == "replicates_awarded" and (not rule.groups or group in rule.groups) for rule in rules.rules
    )


def attachment_called(proposal: Proposal, identity: str) -> Attachment | None:
    """The attachment of the rulebook, asked for or not."""
    return next((one for one in rules_for(proposal).form.attachments if one.id == identity), None)


def requirements_of(rules: Rules, group: str) -> tuple[str, ...]:
    """What the rulebook says in words about entering the group: labels of its requirements, and its note."""
    table = next((item for item in rules.book.block("groups") if item.get("id") == group), {})
    told: list[Any] = []
    wanted = table.get("requires")
    for one in wanted if isinstance(wanted, tuple) else ():
        told.append(one.get("label") if hasattr(one, "get") else one)
    told.append(table.get("note"))
    return tuple(str(one) for one in told if one)


def examples_of(rules: Rules, section: str, part: str) -> tuple[str, ...]:
    """Examples that the rulebook gives for a part of the form."""
    table: Any = next(iter(rules.book.block("form")), {})
    found: list[str] = []
    for one in _tables(table):
        if one.get("id") in (section, part):
            for key in ("example", "examples", "contoh"):
                value = one.get(key)
                found += [str(item) for item in value] if isinstance(value, tuple) else [str(value)] if value else []
    return tuple(dict.fromkeys(found))


def _tables(value: Any) -> list[Any]:
    """All tables with an id below a table of a rulebook."""
    found = []
    for inner in value.values() if hasattr(value, "values") else value:
        if hasattr(inner, "values"):
            found += ([inner] if "id" in inner else []) + _tables(inner)
        elif isinstance(inner, tuple):
            found += _tables(inner)
    return found
