"""A question as its reader may see it: one's own vote, how many have voted, and once closed what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tular.features.selection.choices import QuestionKind, VoteChoice
from tular.features.selection.models import PlenaryQuestion, PlenaryVote
from tular.features.selection.queries.plenary.records import basis_that_holds
from tular.features.selection.queries.plenary.seeing import conflicts_of, members_of


@dataclass(frozen=True, slots=True)
class VotePage:
    """What of a question somebody sees. `names`: choice → who, empty while it is open or where it is secret."""

    cast: int
    present: int
    own: PlenaryVote | None
    may: bool
    conflict: bool
    about: tuple[tuple[str, str, str], ...]
    names: tuple[tuple[str, list[str]], ...]


def vote_page(question: PlenaryQuestion, person: Any) -> VotePage:
    """The page of a question. Before it is closed nobody learns how others vote, the organiser neither."""
    member = members_of(person).filter(plenary=question.plenary_id).first()
    own = PlenaryVote.objects.filter(question=question, member=member).first() if member else None
    _row, told = basis_that_holds(question.plenary)
    codes = set(question.detail.get("chosen", ())) | ({question.proposal.code} if question.proposal else set())
    about = tuple((one["code"], one["title"], one["agency"]) for one in told["proposals"] if one["code"] in codes)
    concerned = [question.proposal_id] if question.proposal_id else []
    conflict = bool(member and question.kind != QuestionKind.WHOLE and conflicts_of(person.pk, concerned))
    told_names = question.result.get("names", {}) if question.closed_at else {}
    return VotePage(
        cast=question.votes.count(),
        present=question.plenary.members.filter(left_at__isnull=True, present_at__isnull=False).count(),
        own=own,
        may=bool(member and member.present_at and question.closed_at is None),
        conflict=conflict,
        about=about,
        names=tuple((str(one.label), told_names[one.value]) for one in VoteChoice if told_names.get(one.value)),
    )
