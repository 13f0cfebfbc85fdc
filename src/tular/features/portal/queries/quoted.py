"""National figures that others published: quoted with date and source, never computed here.

They live in `data/quoted-facts.csv`: id, value, of (the whole that the value is part of, or empty), definition in
Indonesian and English, date (a day, month or year), source (who said so), outlet (who printed it), source_url, note
(doubts about the figure).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tular.features.portal.queries.dates import partial_date


@dataclass(frozen=True, slots=True)
class QuotedFact:
    """One figure as its source gives it."""

    id: str
    value: int
    of: int | None
    definition_id: str
    definition_en: str
    date: str
    source: str
    outlet: str
    source_url: str
    note: str

    @property
    def definition(self) -> str:
        """What the figure counts, in the reader's language."""
        return self.definition_en if translation.get_language() == "en" else self.definition_id

    @property
    def when(self) -> str:
        """The date as precisely as known."""
        return partial_date(self.date)


@dataclass(frozen=True, slots=True)
class StatusShare:
    """One row of the sustainability figures. `known` is False where the source states no status."""

    key: str
    label: str
    value: int
    total: int
    known: bool

    @property
    def percent(self) -> float:
        """The share, rounded to one decimal."""
        return round(100 * self.value / self.total, 1)


@dataclass(frozen=True, slots=True)
class Sustainability:
    """JIPPNas records by status. What the source leaves open is worked out as the rest and keeps its own rows."""

    total: QuotedFact
    shares: tuple[StatusShare, ...]

    @property
    def stopped(self) -> int:
        """Records that stopped or lie dormant."""
        return next(share.value for share in self.shares if share.key == "stopped")

    @property
    def unknown(self) -> int:
        """Records of which nobody has said whether they go on."""
        return sum(share.value for share in self.shares if not share.known)


def quoted_facts() -> dict[str, QuotedFact]:
    """All quoted facts by id. Raises ValueError or KeyError when the shipped file is damaged."""
    return _read(settings.DATA_DIR / "quoted-facts.csv")


def sustainability(facts: dict[str, QuotedFact]) -> Sustainability:
    """The national figures on innovations that go on, stopped, or are not known to do either."""
    total, updated = facts["jippnas-records"].value, facts["jippnas-updated"].value
    going_on, stopped = facts["jippnas-continuing"].value, facts["jippnas-stopped"].value
    rows = (
        ("continuing", _("Berlanjut, juga dengan pengembangan"), going_on),
        ("stopped", _("Berhenti atau vakum"), stopped),
        ("unstated", _("Belum diketahui: mutakhir, tanpa status"), updated - going_on - stopped),
        ("not-updated", _("Belum diketahui: belum dimutakhirkan"), total - updated),
    )
    return Sustainability(
        facts["jippnas-records"],
        tuple(
            StatusShare(key, label, value, total, known=key in {"continuing", "stopped"}) for key, label, value in rows
        ),
    )


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, QuotedFact]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: QuotedFact(
                id=row["id"],
                value=int(row["value"]),
                of=int(row["of"]) if row["of"] else None,
                definition_id=row["definition"],
                definition_en=row["definition_en"],
                date=row["date"],
                source=row["source"],
                outlet=row["outlet"],
                source_url=row["source_url"],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        }
