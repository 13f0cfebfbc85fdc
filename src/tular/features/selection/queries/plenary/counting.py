"""Counting the votes on a question."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tular.features.selection.choices import VoteChoice
from tular.features.selection.models import PlenaryQuestion


def counted(question: PlenaryQuestion) -> dict[str, Any]:
    """What `PlenaryQuestion.result` keeps. Who is not present, or left, is not counted; silent ones did not vote."""
    members = list(
        question.plenary.members.filter(left_at__isnull=True, present_at__isnull=False).select_related("person")
    )
    votes = {one.member_id: one.choice for one in question.votes.all()}
    of = Counter(votes[one.pk] for one in members if one.pk in votes)
    voted = of[VoteChoice.YES] + of[VoteChoice.NO] + of[VoteChoice.ABSTAIN]
    found: dict[str, Any] = {
        "yes": of[VoteChoice.YES], "no": of[VoteChoice.NO], "abstained": of[VoteChoice.ABSTAIN],
        "recused": of[VoteChoice.RECUSED], "silent": sum(1 for one in members if one.pk not in votes),
        "present": len(members), "quorum": voted >= question.plenary.quorum,
    }  # fmt: skip
    if not question.secret:
        found["names"] = {
            choice.value: [one.person.name for one in members if votes.get(one.pk) == choice] for choice in VoteChoice
        }
    return found
