"""What the editor sends, as content of a section. Nothing typed is cut or dropped for being wrong.

Fields that the form did not hold keep their value: it may be older than a change of group that asks for more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from tular.engines.rulebook.form import Attachment
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries import asked
from tular.features.proposals.queries.attachments import LONGEST_LINK
from tular.features.proposals.queries.editor import NEW
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, NO, RESULTS, SAYS, YES, rules_for
from tular.features.proposals.queries.general import day_told
from tular.foundation.ui.typed import line_typed, number_typed, prose_typed

LONGEST_LINE = 1000
ROW, COUNT, REMOVED = "baris", "jumlah", "hapus"


def content_sent(proposal: Proposal, section: str, sent: QueryDict) -> dict[str, Any]:
    """The section as the form tells it, on top of what is kept."""
    held = dict(proposal.content.get(section) or {})
    if section == GENERAL:
        return held | _general(proposal, held, sent)
    if section == RESULTS:
        return {"rows": _rows(sent)} if COUNT in sent else held
    if section == ATTACHMENTS:
        links = [one for one in rules_for(proposal).form.attachments if one.kind == "link"]
        told = {one.id: link_sent(one, sent) for one in links if f"tautan-{one.id}" in sent}
        return held | ({"links": (held.get("links") or {}) | told} if told else {})
    found = asked.section_called(proposal, section)
    for part in asked.parts_of(found) if found else ():
        if f"teks-{part.id}" in sent:
            held[part.id] = prose_typed(str(sent[f"teks-{part.id}"]))
        if part.kind == "yes_no_then_text" and f"teks-{part.id}" in sent:
            held[part.id + SAYS] = _yes_no(sent.get(f"jawab-{part.id}", ""))
    return held


def link_sent(attachment: Attachment, sent: QueryDict) -> str:
    """A link as it was pasted, without blanks around it."""
    return line_typed(sent.get(f"tautan-{attachment.id}", ""), LONGEST_LINK)


def taken_text(sent: QueryDict) -> tuple[str, str]:
    """(part, name of the record's text) of the button "Pakai teks ini"; ("", "") when it was not pressed."""
    part, _colon, name = sent.get("pakai", "").partition(":")
    return (part, name) if name else ("", "")


def _general(proposal: Proposal, held: Mapping[str, Any], posted: QueryDict) -> dict[str, Any]:
    sent = {name: str(value) for name, value in posted.items()}
    rules, told = rules_for(proposal), dict[str, Any]()
    if "judul" in sent:
        told["title"] = line_typed(sent["judul"], LONGEST_LINE)
    if "kelompok" in sent:
        told["group"] = sent["kelompok"] if sent["kelompok"] in {one.id for one in rules.groups} else ""
    if "kategori" in sent:
        told["category"] = number_typed(sent["kategori"]) or None
    if "inovasi" in sent:
        code = line_typed(sent["inovasi"], LONGEST_LINE)
        told["innovation"] = "" if code == NEW else code
        told["never_entered"] = YES if code == NEW else ""
    if "ditiru" in sent:
        told["replicates"] = line_typed(sent["ditiru"], LONGEST_LINE)
    if "mulai" in sent:
        typed = line_typed(sent["mulai"], LONGEST_LINE)
        day = day_told(typed)
        told["started_on"] = day.isoformat() if day else typed
    if "tpb-ada" in sent:  # boxes that are not ticked are not sent
        told["sdgs"] = sorted({number_typed(one) for one in posted.getlist("tpb")} & set(range(1, 18)))
    told["conditions"] = dict(held.get("conditions") or {}) | {
        name: _yes_no(sent[f"syarat-{name}"])
        for name, _label in asked.conditions_asked(rules)
        if f"syarat-{name}" in sent
    }
    told["fields"] = dict(held.get("fields") or {}) | {
        one.id: _yes_no(sent[f"isian-{one.id}"])
        if one.kind == "yes_no"
        else line_typed(sent[f"isian-{one.id}"], LONGEST_LINE)
        for one in rules.form.fields
        if f"isian-{one.id}" in sent
    }
    return {
        name: value for name, value in told.items() if value or name in held or name not in ("conditions", "fields")
    }


def _rows(sent: QueryDict) -> list[dict[str, str]]:
    """The rows that say something, in their order."""
    found = []
    for number in range(min(number_typed(sent.get(COUNT, "")), asked.MOST_RESULTS)):
        row = {name: line_typed(sent.get(f"{ROW}-{number}-{name}", ""), LONGEST_LINE) for name in asked.RESULT_FIELDS}
        if any(row.values()) and f"{ROW}-{number}-{REMOVED}" not in sent:
            found.append(row)
    return found


def _yes_no(value: str) -> str:
    return value if value in (YES, NO) else ""
