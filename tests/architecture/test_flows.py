"""Tables of states and moves are what the program does and what the documentation shows."""

from __future__ import annotations

import pytest

from scripts import flows
from tular.engines.workflow import Move
from tular.features.catalogue.flow import COPY, RECORD
from tular.features.judging.flow import READING, REVIEW
from tular.features.proposals.flow import PROPOSAL
from tular.features.ratings.flow import RATING
from tular.features.selection.flow import PLENARY
from tular.features.visits.flow import VISIT
from tular.foundation.access.permissions import permission_names
from tular.foundation.actions.action import ACTIONS

MOVES = [move for flow in (COPY, RECORD, PROPOSAL, REVIEW, READING, VISIT, RATING, PLENARY) for move in flow.moves]


@pytest.mark.parametrize("move", MOVES, ids=[move.name for move in MOVES])
def test_every_move_is_an_action_with_a_permission_of_its_name(move: Move) -> None:
    assert move.name in ACTIONS and move.name in permission_names()


def test_the_page_of_flows_is_what_the_tables_say() -> None:
    """A flow was changed on purpose: then run `python scripts/flows.py` and commit `docs/flows.md`."""
    assert flows.PAGE.read_text(encoding="utf-8") == flows.page()
