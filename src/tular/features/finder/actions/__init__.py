"""Everything the finder changes: the search index, and the needs that people keep."""

from tular.features.finder.actions import field_names  # noqa: F401 - registered by importing
from tular.features.finder.actions.indexing import (
    catalogue_changed,
    index_signature,
    needs_reindex,
    reindex,
    reindex_aside,
)
from tular.features.finder.actions.needs import drop_need, look_again, query_of, save_need, set_watching

__all__ = [
    "catalogue_changed",
    "drop_need",
    "index_signature",
    "look_again",
    "needs_reindex",
    "query_of",
    "reindex",
    "reindex_aside",
    "save_need",
    "set_watching",
]
