"""Write docs/flows.md from the tables of states and moves, so that drawing and program cannot differ.

    python scripts/flows.py

A test compares the file with what this would write.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "flows.md"

HEAD = """# States and moves

Written by `scripts/flows.py` from the tables of the features. The name of a move is the name of its action, of its
permission and of its entry in history; a button is there when the table has the move, and a refusal tells the need that
is not met.
"""


@dataclass(frozen=True)
class Drawn:
    """One flow with what it is about and the names of its states."""

    title: str
    file: str
    flow: Any
    states: Mapping[str, str]


def page() -> str:
    """The whole page. Needs Django's registry of actions."""
    return "\n".join([HEAD, *(part for one in _flows() for part in _section(one))]).rstrip() + "\n"


def _flows() -> Iterator[Drawn]:
    from tular.features.catalogue import flow as catalogue
    from tular.features.catalogue.choices import State
    from tular.features.judging import flow as judging
    from tular.features.judging.choices import AssignmentState, ReviewState
    from tular.features.proposals import flow as proposals
    from tular.features.proposals.choices import ProposalState
    from tular.features.ratings import flow as ratings
    from tular.features.ratings.choices import RatingState
    from tular.features.replications import flow as replications
    from tular.features.replications.choices import CaseState
    from tular.features.selection import flow as selection
    from tular.features.selection.choices import PlenaryState
    from tular.features.visits import flow as visits
    from tular.features.visits.choices import VisitState

    records = {one.value: str(one.label) for one in State}
    entries = {one.value: str(one.label) for one in ProposalState}
    yield Drawn("A working copy of a record", "features/catalogue/flow.py", catalogue.COPY, records)
    yield Drawn("A record once it was published", "features/catalogue/flow.py", catalogue.RECORD, records)
    reviews = {one.value: str(one.label) for one in ReviewState}
    readings = {one.value: str(one.label) for one in AssignmentState}
    yield Drawn("A proposal", "features/proposals/flow.py", proposals.PROPOSAL, entries)
    yield Drawn("The judging of a stage", "features/judging/flow.py", judging.REVIEW, reviews)
    yield Drawn("A reading by one evaluator", "features/judging/flow.py", judging.READING, readings)
    rated = {one.value: str(one.label) for one in RatingState}
    yield Drawn("The public rating of a stage", "features/ratings/flow.py", ratings.RATING, rated)
    journeys = {one.value: str(one.label) for one in VisitState}
    yield Drawn("A field verification", "features/visits/flow.py", visits.VISIT, journeys)
    cases = {one.value: str(one.label) for one in CaseState}
    yield Drawn("A replication", "features/replications/flow.py", replications.CASE, cases)
    sessions = {one.value: str(one.label) for one in PlenaryState}
    yield Drawn("A plenary session", "features/selection/flow.py", selection.PLENARY, sessions)


def _section(one: Drawn) -> Iterator[str]:
    from tular.engines.workflow import diagram
    from tular.foundation.actions.action import ACTIONS

    labels = {name: str(spec.label) for name, spec in ACTIONS.items()}
    yield f"## {one.title}\n\n`src/tular/{one.file}`\n"
    yield f"```mermaid\n{diagram(one.flow, one.states, labels)}```\n"
    yield "| move | button | from | to | needs |\n|---|---|---|---|---|"
    for move in one.flow.moves:
        sources = ", ".join(one.states[source] for source in move.sources)
        needs = ", ".join(f"`{need}`" for need in move.needs)
        yield f"| `{move.name}` | {labels.get(move.name, '')} | {sources} | {one.states[move.target]} | {needs} |"
    yield ""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
    django.setup()
    from django.utils import translation

    with translation.override("id"):
        PAGE.write_text(page(), encoding="utf-8")
