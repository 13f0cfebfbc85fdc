"""Reads the level and year out of an award as a source writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tular.features.catalogue.choices import AwardLevel

NO_AWARD = {"", "none", "-", "tidak ada", "belum ada"}
"""Labels by which a row says that no award is known."""

# The first pattern that fits decides, so the more special one stands first.
PATTERNS: tuple[tuple[AwardLevel, str], ...] = (
    (AwardLevel.IGA, r"\biga\b|innovative government award"),
    (AwardLevel.INOLAN, r"\binolan\b"),
    (AwardLevel.UNPSA, r"\bunpsa\b|united nations public service"),
    (
        AwardLevel.REGIONAL,
        r"regional|kovablik|yanlik|novik\b|(kompetisi|kipp|lomba).*(daerah|provinsi|kabupaten|kota)\b",
    ),
    (AwardLevel.OUTSTANDING, r"outstanding"),
    (AwardLevel.TOP15_REPLICATION, r"top ?(5|15).*replikasi|replikasi.*top ?(5|15)\b"),
    (AwardLevel.TOP15_SPECIAL, r"top ?15.*khusus|khusus.*top ?15\b"),
    (AwardLevel.TOP21_COVID, r"top ?21\b"),
    (AwardLevel.TOP9, r"top ?9\b"),
    (AwardLevel.TOP25, r"top ?25\b"),
    (AwardLevel.TOP35, r"top ?35\b"),
    (AwardLevel.TOP40, r"top ?40\b"),
    (AwardLevel.TOP45, r"top ?45\b"),
    (AwardLevel.TOP99, r"top ?99\b"),
    (AwardLevel.COMMENDED, r"terpuji"),
    (AwardLevel.FINALIST, r"finalis"),
    (AwardLevel.KIPP_UNKNOWN, r"\bkipp\b|kompetisi inovasi pelayanan publik"),
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words that only the name of an award holds; "Kesehatan" or "Kelompok umum" is a group within a competition.
NAMES_AN_AWARD = re.compile(
    r"\b(kipp|unpsa|iga|inolan|inagara|kovablik|\w*novik|yanlik|jipp|lan|top \d+|outstanding|terpuji|awards?|anugerah|"
    r"penghargaan|lomba|juara|finalis|\d+ besar|terbaik|nominasi|kompetisi|indeks inovasi|innovation week)\b",
    re.IGNORECASE,
)
LONGEST_LABEL = 200


@dataclass(frozen=True)
class AwardClaim:
    """An award that a source gives to an innovation; `as_written` is its own wording."""

    level: AwardLevel
    year: int | None
    as_written: str


def parse_awards(label: str, category: str, year: int | None) -> tuple[AwardClaim, ...]:
    """The awards in the columns award, category and year of a row; several labels are separated by semicolons.

    The category is kept as the wording when it names the award rather than a group within a competition. Its level
    is never upgraded by what the category adds ("disebut sumber Top 45"): the source itself was not sure. The year
    is the one in the wording when there is exactly one, else that of the row. An unknown label is kept as it is.
    """
    labels = [part.strip() for part in label.split(";")]
    labels = [part for part in labels if part.lower() not in NO_AWARD]
    claims: dict[tuple[AwardLevel, int | None, str], AwardClaim] = {}
    for part in labels:
        wording = category.strip() if len(labels) == 1 and NAMES_AN_AWARD.search(category) else part
        years = set(YEAR.findall(wording))
        claim = AwardClaim(_level(part), int(years.pop()) if len(years) == 1 else year, wording)
        claims[claim.level, claim.year, claim.as_written] = claim
    return tuple(claims.values())


def _level(label: str) -> AwardLevel:
    plain = " ".join(label.lower().split())
    if plain in AwardLevel.values:
        return AwardLevel(plain)
    spelled = plain.replace("-", " ")
    return next((level for level, pattern in PATTERNS if re.search(pattern, spelled)), AwardLevel.UNKNOWN)
