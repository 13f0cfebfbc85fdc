"""Plenaries with their decisions and votes; published lists, each with its decree, and the objections to them."""

from tular.features.selection.models.lists import (
    Announcement,
    AnnouncementLine,
    ListDraft,
    Objection,
    Omission,
    StageOutcome,
)
from tular.features.selection.models.plenaries import (
    Plenary,
    PlenaryApproval,
    PlenaryBasis,
    PlenaryDecision,
    PlenaryLine,
    PlenaryMinutes,
)
from tular.features.selection.models.voting import PlenaryMember, PlenaryQuestion, PlenaryVote

__all__ = [
    "Announcement",
    "AnnouncementLine",
    "ListDraft",
    "Objection",
    "Omission",
    "Plenary",
    "PlenaryApproval",
    "PlenaryBasis",
    "PlenaryDecision",
    "PlenaryLine",
    "PlenaryMember",
    "PlenaryMinutes",
    "PlenaryQuestion",
    "PlenaryVote",
    "StageOutcome",
]
