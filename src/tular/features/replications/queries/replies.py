"""Answers to the questions of readiness: which one holds, and which the owner may take along from earlier cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tular.engines.rulebook import readiness
from tular.engines.rulebook.replication import SIDES, Replicating, Words
from tular.features.replications.choices import Side
from tular.features.replications.models import Case, Reply
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.visibility import cases_visible_to

INNOVATION, TAKER = SIDES
"""The two parts: what the innovation allows, and what the taker brings."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as a form says it or a row keeps it; `level` None is no answer, `file` the id of a file or ""."""

    level: int | None = None
    evidence: str = ""
    file: str = ""


UNANSWERED = Said()


def said_of(reply: Reply | None) -> Said:
    """What a row says; no row is no answer."""
    if reply is None:
        return UNANSWERED
    return Said(reply.level, reply.evidence, str(reply.file_id or ""))


def replies_of(case: Case) -> list[Reply]:
    """All answers of a case, with what pages show of them. One query."""
    return list(case.replies.select_related("by", "file", "taken_from"))


def question_ids(rules: Replicating, part: str) -> dict[str, Words]:
    """The questions of one part by their ids, in order."""
    return {one.id: one for area in rules.areas if area.side == part for one in area.questions}


def answering_as(mine: Iterable[Side], part: str) -> Side | None:
    """The side for which somebody answers a part, None when they may not.

    Both parties answer for the innovation; who belongs to both does so as the owner, whose answer holds. Only the
    taker answers for the taker.
    """
    held = set(mine)
    if part == INNOVATION and Side.OWNER in held:
        return Side.OWNER
    return Side.TAKER if Side.TAKER in held else None


def holding(replies: Iterable[Reply]) -> dict[str, Reply]:
    """Of each question the answer that holds: the owner's where there is one, else the taker's."""
    found: dict[str, Reply] = {}
    for one in sorted(replies, key=lambda reply: reply.side == Side.OWNER):
        found[one.question] = one
    return found


def for_engine(reply: Reply) -> readiness.Reply:
    """An answer as the engine takes it: a file is evidence by its name."""
    return readiness.Reply(reply.level, reply.evidence or (reply.file.name if reply.file is not None else ""))


def profiles_of(case: Case, replies: Iterable[Reply]) -> tuple[readiness.Profile, readiness.Profile]:
    """Both profiles from the answers that hold. No query."""
    rules = rules_of(case)
    known = {name for part in SIDES for name in question_ids(rules, part)}
    held = holding(replies)
    return readiness.profiles(rules, {name: for_engine(one) for name, one in held.items() if name in known})


def carriable(case: Case, person: Any) -> list[Reply]:
    """The owner's last answers about this innovation from other cases that the person sees, where none is given here.

    Only of questions whose words are the same under the rules of both cases. Three queries, plus those of who sees
    what.
    """
    asked = question_ids(rules_of(case), INNOVATION)
    given = set(case.replies.filter(side=Side.OWNER).values_list("question", flat=True))
    missing = [name for name in asked if name not in given]
    if not missing:
        return []
    rows = (
        Reply.objects.filter(
            side=Side.OWNER, question__in=missing, case__innovation=case.innovation_id, case__owner=case.owner_id,
            case__in=cases_visible_to(person).values("pk"),
        )
        .exclude(case=case.pk)
        .select_related("case__rulebook", "taken_from")
        .order_by("at", "pk")
    )  # fmt: skip
    latest: dict[str, Reply] = {}
    for one in rows:
        same = question_ids(rules_of(one.case), INNOVATION).get(one.question)
        if same is not None and same.text == asked[one.question].text:
            latest[one.question] = one
    return [latest[name] for name in missing if name in latest]
