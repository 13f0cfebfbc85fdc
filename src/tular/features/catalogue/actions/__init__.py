"""Everything that may change the catalogue."""

from tular.features.catalogue.actions.awards import AwardClaim, parse_awards
from tular.features.catalogue.actions.innovations import (
    InnovationRow,
    owners_of_codes,
    upsert_innovation,
    upsert_innovations,
)
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.actions.themes import load_themes

__all__ = [
    "AwardClaim",
    "InnovationRow",
    "load_themes",
    "mark_changed",
    "owners_of_codes",
    "parse_awards",
    "upsert_innovation",
    "upsert_innovations",
]
