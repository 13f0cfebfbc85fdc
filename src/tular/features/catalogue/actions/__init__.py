"""Everything that may change the catalogue."""

from tular.features.catalogue.actions.awards import AwardClaim, parse_awards
from tular.features.catalogue.actions.bulk import change_many, undo_many
from tular.features.catalogue.actions.content import apply_content
from tular.features.catalogue.actions.deciding import approve, publish, reject, send_back, submit, unpublish
from tular.features.catalogue.actions.drafting import (
    Conflict,
    Saved,
    create_innovation,
    discard_draft,
    reopen,
    save_section,
)
from tular.features.catalogue.actions.innovations import (
    InnovationRow,
    owners_of_codes,
    upsert_innovation,
    upsert_innovations,
)
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.actions.passing import give_back, give_back_many, pass_on, pass_on_many
from tular.features.catalogue.actions.reminding import remind
from tular.features.catalogue.actions.themes import load_themes
from tular.features.catalogue.actions.units import assign_units
from tular.features.catalogue.actions.upkeep import (
    Declared,
    ask_update,
    assign_unit,
    confirm_fresh,
    declare_sustainability,
    restore,
    take_back_request,
    withdraw,
)

__all__ = [
    "AwardClaim",
    "Conflict",
    "Declared",
    "InnovationRow",
    "Saved",
    "apply_content",
    "approve",
    "ask_update",
    "assign_unit",
    "assign_units",
    "change_many",
    "confirm_fresh",
    "create_innovation",
    "declare_sustainability",
    "discard_draft",
    "give_back",
    "give_back_many",
    "load_themes",
    "mark_changed",
    "owners_of_codes",
    "parse_awards",
    "pass_on",
    "pass_on_many",
    "publish",
    "reject",
    "remind",
    "reopen",
    "restore",
    "save_section",
    "send_back",
    "submit",
    "take_back_request",
    "undo_many",
    "unpublish",
    "upsert_innovation",
    "upsert_innovations",
    "withdraw",
]
