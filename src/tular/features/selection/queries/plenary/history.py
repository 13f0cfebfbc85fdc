"""What was decided in a plenary, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.selection.choices import DecisionKind
from tular.features.selection.models import Plenary, PlenaryDecision
from tular.features.selection.queries.plenary.records import decisions_of
from tular.features.selection.queries.plenary.settling import active


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision. `holds`: it was not taken back; `may_undo`: it can be."""

    row: PlenaryDecision
    says: str
    holds: bool
    may_undo: bool


def history_of(plenary: Plenary) -> list[Decided]:
    """All decisions. Two queries."""
    holding = {one["number"] for one in active(decisions_of(plenary))}
    rows = plenary.decisions.select_related("proposal__agency", "by", "question").order_by("-number")
    rows = rows.defer("proposal__content", "proposal__versions")
    return [
        Decided(
            row, _says(row), row.number in holding or row.kind == DecisionKind.UNDO,
            row.number in holding and row.kind != DecisionKind.SETTINGS,
        )
        for row in rows
    ]  # fmt: skip


def _says(row: PlenaryDecision) -> str:
    if row.kind == DecisionKind.UNDO:
        numbers = ", ".join(str(number) for number in row.detail["undoes"])
        return _("Keputusan nomor %(numbers)s dibatalkan") % {"numbers": numbers}
    if row.kind == DecisionKind.SETTINGS:
        places = sum(one["count"] for one in row.detail["places"] if one["count"] and one["count"] > 0)
        return _("Pengaturan: %(n)d tempat") % {"n": places} if places else _("Pengaturan")
    if row.kind == DecisionKind.TIE:
        return _("Nilai sama diputus: %(codes)s") % {"codes": ", ".join(row.detail["chosen"]) or _("tidak satu pun")}
    title = row.proposal.title if row.proposal else ""
    return f"{row.get_kind_display()}: {title}"
