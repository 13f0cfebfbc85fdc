"""Tables of proposals."""

from tular.features.proposals.models.checking import BulkCheck, Check, Doublet, Finding, Screening
from tular.features.proposals.models.preselection import Preselection, PreselectionMark, PreselectionResult
from tular.features.proposals.models.writing import (
    Proposal,
    ProposalFile,
    ProposalVersion,
    Reminder,
    SectionComment,
    SectionSave,
    TeamMember,
)

__all__ = [
    "BulkCheck",
    "Check",
    "Doublet",
    "Finding",
    "Preselection",
    "PreselectionMark",
    "PreselectionResult",
    "Proposal",
    "ProposalFile",
    "ProposalVersion",
    "Reminder",
    "Screening",
    "SectionComment",
    "SectionSave",
    "TeamMember",
]
