"""A proposal in words: the whole to read, and old beside new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.wordcount import count_words
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.content import Difference, difference
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries import asked
from tular.features.proposals.queries.asked import parts_of
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, NO, RESULTS, SAYS, YES, form_of, rules_for
from tular.features.proposals.queries.general import day_told
from tular.foundation.ui.templatetags.tular import day

GENERAL_LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("Judul"),
    "group": gettext_lazy("Kelompok"),
    "category": gettext_lazy("Kategori"),
    "innovation": gettext_lazy("Inovasi dalam katalog"),
    "replicates": gettext_lazy("Inovasi yang ditiru"),
    "started_on": gettext_lazy("Mulai diterapkan"),
    "sdgs": gettext_lazy("Tujuan Pembangunan Berkelanjutan (TPB)"),
}
RESULT_LABELS: dict[str, str | Promise] = {
    "indicator": gettext_lazy("Indikator"),
    "unit": gettext_lazy("Satuan"),
    "before": gettext_lazy("Sebelum"),
    "before_on": gettext_lazy("Waktu ukur sebelum"),
    "after": gettext_lazy("Sesudah"),
    "after_on": gettext_lazy("Waktu ukur sesudah"),
    "method": gettext_lazy("Cara mengukur"),
    "evidence": gettext_lazy("Bukti"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A label with what was written, "" where nothing was; `href` for a link that may be followed."""

    label: str
    text: str
    words: int = 0
    most: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class SectionTold:
    """A section to read; `rows` are those of the table of results."""

    code: str
    title: str
    lines: tuple[Told, ...]
    rows: tuple[Mapping[str, str], ...] = ()


def whole(proposal: Proposal) -> tuple[SectionTold, ...]:
    """All sections that are asked, in their order. Four queries at most."""
    form = form_of(proposal)
    lying = {row.attachment: row for row in proposal.files.select_related("file") if row.removed_at is None}
    return tuple(
        section_told(proposal, one.code, one.title, proposal.content.get(one.code) or {}, lying)
        for one in asked.sections_of(proposal, form)
    )


def section_told(
    proposal: Proposal, code: str, title: str, content: Mapping[str, Any],
    lying: Mapping[str, ProposalFile] | None = None,
) -> SectionTold:  # fmt: skip
    """One section with this content."""
    if code == RESULTS:
        return SectionTold(code, title, (), tuple(content.get("rows") or ()))
    if code == GENERAL:
        return SectionTold(code, title, tuple(_general(proposal, content)))
    if code == ATTACHMENTS:
        return SectionTold(code, title, tuple(_files(proposal, content, lying or {})))
    section = asked.section_called(proposal, code)
    return SectionTold(code, title, tuple(_texts(section, content)) if section else ())


def section_differences(
    proposal: Proposal, code: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """What differs between two contents of a section, in words."""
    before, after = (section_told(proposal, code, "", one) for one in (old, new))
    pairs = {one.label: (one.text, "") for one in before.lines}
    for one in after.lines:
        pairs[one.label] = (pairs.get(one.label, ("", ""))[0], one.text)
    for place in range(max(len(before.rows), len(after.rows))):
        label = _("Indikator %(number)d") % {"number": place + 1}
        pairs[label] = (_row(before.rows, place), _row(after.rows, place))
    return tuple(difference(label, *texts) for label, texts in pairs.items() if texts[0] != texts[1])


def _row(rows: tuple[Mapping[str, str], ...], place: int) -> str:
    if place >= len(rows):
        return ""
    return "; ".join(f"{label}: {rows[place][name]}" for name, label in RESULT_LABELS.items() if rows[place].get(name))


def _texts(section: Any, content: Mapping[str, Any]) -> list[Told]:
    found = []
    for part in parts_of(section):
        text, said = str(content.get(part.id) or ""), str(content.get(part.id + SAYS) or "")
        if part.kind == "yes_no_then_text":
            found.append(Told(_("%(label)s: ya atau tidak") % {"label": part.label}, _yes_no(said)))
        if said != NO or text:
            found.append(Told(part.label, text, count_words(text), part.max_words))
    return found


def _general(proposal: Proposal, content: Mapping[str, Any]) -> list[Told]:
    rules = rules_for(proposal)
    groups = {one.id: one.label for one in rules.groups}
    categories = {one.pk: one.name for one in proposal.competition.categories.all()}
    group, started = str(content.get("group") or ""), str(content.get("started_on") or "")
    told_day = day_told(started)
    values = {
        "title": str(content.get("title") or ""),
        "group": groups.get(group, group),
        "category": categories.get(content.get("category") or 0, ""),
        "innovation": _innovation(content),
        "replicates": str(content.get("replicates") or ""),
        "started_on": day(told_day) if told_day else started,
        "sdgs": ", ".join(str(one) for one in content.get("sdgs") or ()),
    }
    if not asked.asks_replicated(rules, group) and not values["replicates"]:
        del values["replicates"]
    found = [Told(str(GENERAL_LABELS[name]), text) for name, text in values.items()]
    conditions, fields = content.get("conditions") or {}, content.get("fields") or {}
    for name, label in asked.conditions_asked(rules):
        found.append(Told(label, _yes_no(str(conditions.get(name) or ""))))
    for one in rules.form.fields:
        text = str(fields.get(one.id) or "")
        found.append(Told(one.label, _yes_no(text) if one.kind == "yes_no" else text))
    return found


def _innovation(content: Mapping[str, Any]) -> str:
    code = str(content.get("innovation") or "")
    if code:
        title = Innovation.objects.filter(code=code).values_list("title", flat=True).first()
        return f"{title} ({code})" if title else code
    never = content.get("never_entered") == YES
    return _("belum pernah diikutkan dalam kompetisi mana pun") if never else ""


def _files(proposal: Proposal, content: Mapping[str, Any], lying: Mapping[str, ProposalFile]) -> list[Told]:
    links, found = content.get("links") or {}, []
    for one in rules_for(proposal).form.attachments:
        link = str(links.get(one.id) or "")
        row = lying.get(one.id)
        if one.kind == "link":
            found.append(Told(one.label, link, href=link if link.startswith(("https://", "http://")) else ""))
        elif row is not None:
            found.append(Told(one.label, row.file.name, href=row.file.path))
        else:
            found.append(Told(one.label, ""))
    return found


def _yes_no(value: str) -> str:
    return {YES: _("ya"), NO: _("tidak")}.get(value, "")
