"""What can be read from the audit trail."""

from tular.foundation.audit.queries.checking import (
    Fault,
    Verdict,
    compare,
    entry_hashes,
    exported,
    head_of_trail,
    verify,
)
from tular.foundation.audit.queries.history import Change, History, HistoryEntry, history
from tular.foundation.audit.queries.wording import Piece, word_difference

__all__ = [
    "Change", "Fault", "History", "HistoryEntry", "Piece", "Verdict", "compare", "entry_hashes",
    "exported", "head_of_trail", "history", "verify", "word_difference",
]  # fmt: skip
