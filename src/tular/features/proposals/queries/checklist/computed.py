"""What can be computed of a submission, read from its frozen text: rules that it does not meet, careless answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from tular.engines.matching.careless import careless
from tular.features.proposals.choices import ReasonCode
from tular.features.proposals.models import Proposal, ProposalFile, ProposalVersion
from tular.features.proposals.queries.form import obstacles_of


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that the machine found; as a `Finding` keeps it."""

    code: str
    sentence: str
    section: str = ""
    rule: str = ""
    source: str = ""
    needs_person: bool = False


def computed_of(proposal: Proposal, submission: ProposalVersion, entered: int) -> list[Found]:
    """The findings of one submission. `entered` is how many its agency had submitted in the group before.

    The text is the frozen one; what rules ask of the world (calendar, awards) is as it is known now. A few queries;
    fewer with `competition__rulebook`, `agency`, `innovation__recognitions` loaded.
    """
    frozen = json.loads(submission.canonical)
    found = [
        Found(
            one.code if one.code in ReasonCode.values else ReasonCode.INCOMPLETE,
            one.sentence, one.section, one.rule, one.source, one.needs_person,
        )
        for one in obstacles_of(_as_frozen(proposal, frozen), entered=entered)
    ]  # fmt: skip
    labels, asked = _asked(frozen)
    found += [
        Found(ReasonCode.CARELESS, one.sentence, one.section, needs_person=True)
        for one in careless(answers_in(frozen), labels, asked)
    ]
    return found


def answers_in(frozen: Mapping[str, Any]) -> dict[str, str]:
    """Part → text of everything that was answered in words, in the order of the form."""
    content = frozen["content"]
    found = {}
    for section in frozen["form"]["sections"]:
        told = content.get(section["id"]) or {}
        for part in section["parts"] or [section]:
            if text := str(told.get(part["id"]) or "").strip():
                found[part["id"]] = text
    return found


def whole_text(frozen: Mapping[str, Any]) -> str:
    """All answers in words, one after the other: what is compared with other texts."""
    return "\n".join(answers_in(frozen).values())


def _asked(frozen: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, int]]:
    labels: dict[str, str] = {}
    words: dict[str, int] = {}
    for section in frozen["form"]["sections"]:
        for part in section["parts"] or [section]:
            same = part["id"] == section["id"]
            labels[part["id"]] = section["label"] if same else f"{section['label']}, {part['label']}"
            # A limit that nobody told is that of a whole section; after a yes or no, a word may be enough.
            words[part["id"]] = 0 if part["kind"] == "yes_no_then_text" else part["max_words"] or 200
    return labels, words


def _as_frozen(proposal: Proposal, frozen: Mapping[str, Any]) -> Proposal:
    """The proposal with the answers and files of the submission, for the rules to read; never saved."""
    found = copy(proposal)
    found.content = frozen["content"]
    files = [ProposalFile(attachment=one["attachment"]) for one in frozen["files"]]
    found._prefetched_objects_cache = {"files": files}  # type: ignore[attr-defined] # as `prefetch_related` leaves it
    return found
