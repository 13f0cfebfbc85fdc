"""How a choice is spread over kinds of agency, groups, categories and areas, beside entrants and the ranking alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.choosing import Candidate, balance
from tular.engines.rulebook.competition import Stage
from tular.features.agencies.choices import AgencyKind
from tular.features.selection.queries.plenary.settling import PASSED, Settled

DIMENSIONS = ("kind", "group", "category", "island", "province", "lagging", "first_time")

OF_RULEBOOK = {
    "agency_type": ("kind",), "category": ("category",), "group": ("group",), "region": ("island", "province"),
    "underdeveloped_area": ("lagging",),
}  # fmt: skip
"""What rulebooks call a dimension → what it is here."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: how many wanted a place, how many the ranking alone would give, how many have one."""

    value: str
    label: str
    candidates: int
    ranked: int
    chosen: int
    most: int
    """Candidates of the largest kind, for the length of bars."""

    @property
    def moved(self) -> int:
        """Places more (or fewer, negative) than by the ranking alone."""
        return self.chosen - self.ranked

    @property
    def bar(self) -> float:
        """Length of the bar: chosen out of the largest kind, 0 to 100."""
        return 100 * self.chosen / self.most if self.most else 0.0

    @property
    def percent(self) -> float:
        """Share in per cent; 0 where nobody wanted a place."""
        return 100 * (self.share or 0)

    @property
    def share(self) -> float | None:
        """Part of those who wanted one; None where nobody did."""
        return self.chosen / self.candidates if self.candidates else None


@dataclass(frozen=True, slots=True)
class Table:
    """A dimension. `asked`: the rulebook wants its balance."""

    dimension: str
    label: str
    asked: bool
    rows: tuple[Row, ...]

    @property
    def hint(self) -> str:
        """What a reader might take for something else; "" where nothing is."""
        if self.dimension == "lagging" and any(not one.value for one in self.rows):
            return _(
                "Belum diketahui berarti Tular tidak memegang daftar daerah tertinggal untuk wilayah itu, bukan bahwa "
                "wilayahnya tidak tertinggal."
            )
        return ""


def dimension_labels() -> dict[str, str]:
    """What each is called."""
    return {
        "kind": _("Jenis instansi"), "group": _("Kelompok"), "category": _("Kategori"), "island": _("Pulau"),
        "province": _("Provinsi"), "lagging": _("Daerah tertinggal"), "first_time": _("Penghargaan sebelumnya"),
    }  # fmt: skip


def value_label(dimension: str, value: str, groups: Mapping[str, str]) -> str:
    """A value in words; what is not known is told as such."""
    if dimension == "lagging":
        return {"ya": _("daerah tertinggal"), "tidak": _("bukan daerah tertinggal")}.get(value, _("belum diketahui"))
    if dimension == "first_time":
        return _("instansi belum pernah tercatat menang") if value == "ya" else _("instansi pernah tercatat menang")
    if not value:
        return {
            "province": _("pusat, tanpa provinsi"), "island": _("pusat, tanpa pulau"), "category": _("tanpa kategori"),
        }.get(dimension, _("belum diketahui"))  # fmt: skip
    if dimension == "kind":
        return str(dict(AgencyKind.choices).get(value, value))
    return groups.get(value, value) if dimension == "group" else value


def value_of(proposal: Mapping[str, Any], dimension: str) -> str:
    """The value of a proposal of a basis; "" where it is not known or there is none."""
    told = proposal.get(dimension)
    if isinstance(told, bool):
        return "ya" if told else "tidak"
    return str(told or "")


def balance_tables(
    proposals: Iterable[Mapping[str, Any]], found: Settled, stage: Stage, groups: Mapping[str, str]
) -> list[Table]:
    """Every dimension, those that the rulebook asks for first."""
    candidates = [
        Candidate(str(one["code"]), Fraction(0), dimensions={name: value_of(one, name) for name in DIMENSIONS})
        for one in proposals
    ]
    chosen = {line.code for line in found.lines if line.outcome == PASSED}
    ranked = {line.code for line in found.lines if line.ranked == PASSED}
    asked = [name for told in stage.balance_over for name in OF_RULEBOOK.get(told, ())]
    order = [*asked, *(name for name in DIMENSIONS if name not in asked)]
    labels, tables = dimension_labels(), []
    by_ranking = {(one.dimension, one.value): one.chosen for one in balance(candidates, ranked, order)}
    rows = balance(candidates, chosen, order)
    for name in order:
        of_it = [one for one in rows if one.dimension == name]
        if len(of_it) < 2 and name in ("group", "category"):
            continue
        most = max((one.candidates for one in of_it), default=0)
        tables.append(
            Table(
                name,
                labels[name],
                name in asked,
                tuple(
                    Row(
                        one.value, value_label(name, one.value, groups), one.candidates,
                        by_ranking[name, one.value], one.chosen, most,
                    )
                    for one in of_it
                ),
            )
        )  # fmt: skip
    return tables
