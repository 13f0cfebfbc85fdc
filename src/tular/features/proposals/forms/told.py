"""What was typed into the editor, in its own words: for who signs in again and wants to see that nothing is lost."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tular.features.proposals.forms.beginning import BeginForm, CommentForm, MemberForm
from tular.features.proposals.forms.checking import DecideForm
from tular.features.proposals.forms.steps import ReasonForm
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.asked import known_sections, parts_of
from tular.features.proposals.queries.form import rules_for
from tular.features.proposals.queries.wording import GENERAL_LABELS, RESULT_LABELS
from tular.foundation.access.telling import of_form, tell_of
from tular.foundation.ui.typed import number_typed

OWN = {
    "judul": "title", "kelompok": "group", "kategori": "category", "inovasi": "innovation", "ditiru": "replicates",
    "mulai": "started_on", "tpb": "sdgs",
}  # fmt: skip

REASONED = ("kembalikan", "tarik")
"""Steps that ask for a reason."""


def tell_of_forms() -> None:
    """Say how the fields of these forms are called; called when the application starts."""
    tell_of("proposals:edit", _of_section)
    tell_of("proposals:new", of_form(BeginForm))
    tell_of("proposals:comment", of_form(CommentForm))
    tell_of("proposals:check", of_form(DecideForm))
    tell_of("proposals:check_many", of_form(DecideForm))
    tell_of("proposals:add_member", of_form(MemberForm))
    for name in REASONED:
        tell_of(f"proposals:step_{name}", of_form(ReasonForm))
    tell_of("proposals:mark", _of_marks)
    tell_of("proposals:preselection", _of_choice)
    tell_of("proposals:local_remind", _of_reminder)


def _of_marks(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """Names of criteria are told as they are: which rulebook they are of is the agency's own matter."""
    if name == "komentar":
        return _("Komentar"), value
    kind, _dash, identity = name.partition("-")
    return (identity.replace("_", " ").capitalize(), value) if kind == "nilai" and value else None


def _of_choice(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """The minutes and the reasons; which boxes were ticked is chosen anew."""
    if name == "catatan":
        return _("Berita acara: bagaimana diputuskan"), value
    return (_("Alasan bila menyimpang dari urutan"), value) if name.startswith("alasan-") and value else None


def _of_reminder(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    return (_("Pesan untuk penulis"), value) if name == "pesan" and value else None


def _of_section(parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """Rulebooks are public, so their labels tell nothing of the proposal to who may not see it."""
    if name in OWN:
        return str(GENERAL_LABELS[OWN[name]]), value
    kind, _dash, identity = name.partition("-")
    if kind == "baris":
        number, _second, field = identity.partition("-")
        if field in RESULT_LABELS:
            place = number_typed(number, -1) + 1
            label = str(RESULT_LABELS[field]).lower()
            return _("Indikator %(number)d, %(label)s") % {"number": place, "label": label}, value
    if kind not in ("teks", "jawab", "tautan", "isian", "syarat"):
        return None
    proposal = Proposal.objects.select_related("competition__rulebook").filter(code=str(parts.get("code"))).first()
    if proposal is None:
        return None
    rules = rules_for(proposal)
    labels = {part.id: part.label for section in known_sections(rules) for part in parts_of(section)}
    labels |= {one.id: one.label for one in rules.form.attachments} | {one.id: one.label for one in rules.form.fields}
    return labels.get(identity, identity.replace("_", " ")), value
