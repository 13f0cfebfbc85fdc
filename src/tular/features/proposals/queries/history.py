"""The awards of an innovation across titles and years, in the words of rulebooks."""

from __future__ import annotations

from tular.engines.rulebook.eligibility import AwardFact
from tular.features.catalogue.choices import AwardLevel
from tular.features.catalogue.models import Innovation

AS_AWARD: dict[str, tuple[str, str, str]] = {
    AwardLevel.OUTSTANDING: ("kipp", "outstanding", ""),
    AwardLevel.TOP9: ("kipp", "terpuji", ""),
    AwardLevel.TOP25: ("kipp", "terpuji", ""),
    AwardLevel.TOP35: ("kipp", "terpuji", ""),
    AwardLevel.TOP40: ("kipp", "terpuji", ""),
    AwardLevel.TOP45: ("kipp", "terpuji", ""),
    AwardLevel.COMMENDED: ("kipp", "terpuji", ""),
    AwardLevel.TOP99: ("kipp", "finalis", ""),
    AwardLevel.TOP15_SPECIAL: ("kipp", "finalis_khusus", "khusus"),
    AwardLevel.TOP15_REPLICATION: ("kipp", "finalis_replikasi", "replikasi"),
    AwardLevel.FINALIST: ("kipp", "finalis", ""),
    AwardLevel.KIPP_UNKNOWN: ("kipp", "", ""),
    AwardLevel.IGA: ("iga", "iga", ""),
    AwardLevel.INOLAN: ("inolan", "inolan", ""),
}
"""Level of a catalogue award → (competition, award, pool) as rulebooks name them; an unknown award is ""."""


def awards_of(innovation: Innovation) -> tuple[AwardFact, ...]:
    """What it was awarded, as far as the catalogue knows: also awards of which it knows neither level nor year."""
    return tuple(
        AwardFact(award, row.year, competition, pool)
        for row in innovation.recognitions.all()
        if row.level in AS_AWARD
        for competition, award, pool in (AS_AWARD[row.level],)
    )
