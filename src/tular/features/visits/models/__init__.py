"""Tables of field verification."""

from tular.features.visits.models.minutes import Acknowledgement, Addendum, Minutes, Signature
from tular.features.visits.models.planning import Verifier, VerifierConflict, Visit, VisitChoice, VisitMember
from tular.features.visits.models.recording import FieldRecord, RecordSave, VisitPhoto

__all__ = [
    "Acknowledgement", "Addendum", "FieldRecord", "Minutes", "RecordSave", "Signature", "Verifier", "VerifierConflict",
    "Visit", "VisitChoice", "VisitMember", "VisitPhoto",
]  # fmt: skip
