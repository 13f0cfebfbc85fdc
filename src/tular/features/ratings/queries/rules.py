"""What the rulebook says about a public rating: its stage and questions, the usual ones where it says nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.windows import window_of
from tular.features.ratings.models import PublicRating
from tular.foundation.rulebooks.versions import rules_of

KIND = "public_rating"

USUAL: list[dict[str, Any]] = [
    {
        "id": "manfaat",
        "asks": "Seberapa bermanfaat layanan ini bagi Anda?",
        "levels": ["tidak bermanfaat", "kurang bermanfaat", "cukup bermanfaat", "bermanfaat", "sangat bermanfaat"],
    },
    {
        "id": "mudah",
        "asks": "Seberapa mudah layanan ini dipakai?",
        "levels": ["sangat sulit", "sulit", "cukup mudah", "mudah", "sangat mudah"],
    },
    {
        "id": "anjuran",
        "asks": "Apakah Anda akan menganjurkan layanan ini kepada orang lain?",
        "levels": ["pasti tidak", "mungkin tidak", "belum tentu", "mungkin", "pasti"],
    },
]
"""Asked where a rulebook of 2025 tells that the public rates, and not what it is asked."""


def stage_in(competition: Competition, identity: str = "") -> Stage | None:
    """The stage in which the public rates, the first one unless named; no query with `rulebook` loaded."""
    stages = (one for one in rules_of(competition.rulebook).stages if one.kind == KIND)
    return next((one for one in stages if identity in ("", one.id)), None)


def stage_of(rating: PublicRating) -> Stage:
    """The stage of its rulebook. A rulebook that was corrected keeps its stages."""
    stage = rules_of(rating.competition.rulebook).stage(rating.stage)
    assert stage is not None, "a public rating belongs to a stage of its rulebook"
    return stage


def questions_in(stage: Stage) -> tuple[list[dict[str, Any]], bool]:
    """(the questions, whether they are the rulebook's)."""
    told = [{"id": one.id, "asks": one.asks, "levels": list(one.levels)} for one in stage.questions]
    return (told, True) if told else (USUAL, False)


def window_for(rating: PublicRating) -> Window | None:
    """From when to when people rate."""
    return window_of(rating.competition, WindowKind.STAGE, rating.stage)


def why_no_rating(rating: PublicRating, window: Window | None, now: Any) -> str:
    """Why nothing can be sent now; "" when it can."""
    if window is None:
        return _("Waktu penilaian belum ditetapkan.")
    if now < window.opens_at:
        return _("Penilaian belum dibuka.")
    if now >= window.closes_at or rating.state != "dibuka":
        return _("Waktu penilaian sudah berakhir. Tidak ada yang dapat dikirim atau diubah lagi.")
    return ""
