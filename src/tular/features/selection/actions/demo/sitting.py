"""Nominations and plenaries of the demo's competitions: a departure, a vote, a tie, and a second person's approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.demo_rules import FINAL, HEARD
from tular.features.selection.actions.plenary.approving import approve, propose
from tular.features.selection.actions.plenary.deciding import Pick, break_tie, decide
from tular.features.selection.actions.plenary.sitting import Sitting, describe_plenary, open_plenary
from tular.features.selection.actions.plenary.voting import Asked, ask, close_vote, record_presence, seat, vote
from tular.features.selection.choices import DecisionKind, QuestionKind, TieWay, VoteChoice
from tular.features.selection.models import Plenary
from tular.features.selection.queries.plenary.records import current

OUT = "Contoh: layanannya berhenti sejak Maret karena bidannya pindah; menunggu petugas baru."
IN = "Contoh: satu-satunya dari bidangnya, dan dampaknya diukur pihak lain."
LEFT_OUT, ASKED = 2, 6
"""Places in the ranking: of who is left out for a reason, and of whom the vote is about."""

HOUR = timedelta(hours=1)


def nominate(competition: Competition, stage: str, *, by: User, second: User, now: datetime) -> None:
    """Those whom the ranking puts first; a second person agrees."""
    plenary = open_plenary(competition, stage=stage, by=by, now=now)
    told = Sitting(held_on=now.date(), place="Surabaya (contoh)", chair="Contoh Ketua Sidang")
    plenary = describe_plenary(plenary, sitting=told, by=by, now=now)
    plenary = propose(plenary, by=by, now=now)
    approve(plenary, by=second, now=now + HOUR)


def open_demo_plenary(competition: Competition, codes: Sequence[str], *, by: User, now: datetime) -> Plenary:
    """Open, with members, one left out for a reason, a vote in which half have voted, and equal ones at the line."""
    plenary = open_plenary(competition, stage=FINAL, by=by, now=now)
    plenary = seat(plenary, review=HEARD, by=by, now=now)
    plenary = record_presence(plenary, present=[one.pk for one in plenary.members.all()], by=by, now=now)
    told = Sitting(held_on=now.date(), place="Surabaya (contoh)", chair="Contoh Ketua Sidang", quorum=3)
    plenary = describe_plenary(plenary, sitting=told, by=by, now=now)
    plenary = decide(plenary, kind=DecisionKind.OUT, codes=[codes[LEFT_OUT]], by=by, now=now + HOUR, reason=OUT)
    question = ask(plenary, asked=Asked(QuestionKind.IN, IN, code=codes[ASKED]), by=by, now=now + 2 * HOUR)
    # The first is the one whom visitors of the demo may be: their vote is still to come.
    for member in plenary.members.order_by("pk").select_related("person")[1:3]:
        vote(question, choice=VoteChoice.YES, by=member.person, now=now + 2 * HOUR)
    return Plenary.objects.select_related("competition__rulebook").get(pk=plenary.pk)


def vote_demo_winners(plenary: Plenary, *, by: User, second: User, now: datetime) -> None:
    """The vote is closed, equal ones are told apart by lot, and a second person agrees."""
    question = plenary.questions.get()
    for member in plenary.members.select_related("person"):
        vote(question, choice=VoteChoice.YES, by=member.person, now=now)
    close_vote(question, by=by, now=now)
    plenary = Plenary.objects.select_related("competition__rulebook").get(pk=plenary.pk)
    for tie in current(plenary)[2].ties:
        pick = Pick(tie.pool, TieWay.LOT, seed="kata contoh yang disebut di hadapan sidang")
        plenary = break_tie(plenary, pick=pick, by=by, now=now, reason="Contoh: undian di hadapan sidang.")
    plenary = propose(plenary, by=by, now=now)
    approve(plenary, by=second, now=now + HOUR)
