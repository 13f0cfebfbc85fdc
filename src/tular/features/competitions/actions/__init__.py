"""Everything that may change about competitions."""

from tular.features.competitions.actions.calendar import Span, drop_window, extend_window, move_window, set_window
from tular.features.competitions.actions.categories import CategoryText, add_category, change_category, drop_category
from tular.features.competitions.actions.demo import create_demo_competition
from tular.features.competitions.actions.drafting import (
    begin_draft,
    discard_draft,
    edit_draft,
    publish_draft,
    save_draft,
)
from tular.features.competitions.actions.opening import (
    Description,
    adopt_correction,
    announce_competition,
    cancel_competition,
    create_competition,
    describe_competition,
    finish_competition,
)
from tular.features.competitions.actions.people import appoint, dismiss, invite_agencies, invite_agency, uninvite

__all__ = [
    "CategoryText",
    "Description",
    "Span",
    "add_category",
    "adopt_correction",
    "announce_competition",
    "appoint",
    "begin_draft",
    "cancel_competition",
    "change_category",
    "create_competition",
    "create_demo_competition",
    "describe_competition",
    "discard_draft",
    "dismiss",
    "drop_category",
    "drop_window",
    "edit_draft",
    "extend_window",
    "finish_competition",
    "invite_agencies",
    "invite_agency",
    "move_window",
    "publish_draft",
    "save_draft",
    "set_window",
    "uninvite",
]
