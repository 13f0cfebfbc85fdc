"""Plenaries with their votes; published lists with their objections; what follows from lists."""

from tular.features.selection.models.afterwards import (
    AwardCertificate,
    Feedback,
    FeedbackRelease,
    HeldComment,
    WinnerRecord,
)
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
    "AwardCertificate",
    "Feedback",
    "FeedbackRelease",
    "HeldComment",
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
    "WinnerRecord",
]
