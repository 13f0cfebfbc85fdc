"""Plenaries: nominations after the desk review, and the last one with a departure, a vote and a tie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from benchmarks.judging.edition.opening import HEARD, Edition
from benchmarks.judging.edition.telling import timed
from tular.features.accounts.models import User
from tular.features.selection.actions.plenary.approving import approve, propose
from tular.features.selection.actions.plenary.deciding import Pick, break_tie, decide
from tular.features.selection.actions.plenary.sitting import Sitting, describe_plenary, open_plenary
from tular.features.selection.actions.plenary.voting import Asked, ask, close_vote, record_presence, seat, vote
from tular.features.selection.choices import DecisionKind, Outcome, QuestionKind, TieWay, VoteChoice
from tular.features.selection.models import Plenary, PlenaryMinutes
from tular.features.selection.queries.plenary.records import current

WELCOME = "Contoh: instansinya belum pernah masuk daftar."
ROOM = "Contoh: memberi tempat bagi instansi yang belum pernah masuk daftar."


def nominate(edition: Edition, stage: str) -> None:
    """Nominations that depart from the ranking twice and break their ties by lot; a second person agrees."""
    by, now = edition.secretary, edition.day(50.1)
    with timed("finalists nominated, a second person agreed") as told:
        plenary = open_plenary(edition.competition, stage=stage, by=by, now=now)
        first_out, last_in = _beside_the_line(plenary)
        plenary = decide(plenary, kind=DecisionKind.IN, codes=[first_out], by=by, now=now, reason=WELCOME)
        plenary = decide(plenary, kind=DecisionKind.OUT, codes=[last_in], by=by, now=now, reason=ROOM)
        ties = current(plenary)[2].ties
        for tie in ties:
            pick = Pick(tie.pool, TieWay.LOT, seed="sidang pleno edisi karangan")
            plenary = break_tie(plenary, pick=pick, by=by, now=now, reason="Contoh: undian di hadapan sidang.")
        told += [f"{current(plenary)[2].chosen} chosen", f"{len(ties)} ties", _ended(plenary, edition, now)]


def decide_winners(edition: Edition, stage: str) -> None:
    """The last plenary: panels vote one proposal in, another is left out with a reason, and equal ones are voted on."""
    by, now, hour = edition.secretary, edition.day(75), timedelta(hours=1)
    with timed("plenary held: departures, votes, ties; a second person agreed") as told:
        plenary = open_plenary(edition.competition, stage=stage, by=by, now=now)
        plenary = seat(plenary, review=HEARD, by=by, now=now)
        members = list(plenary.members.select_related("person"))
        plenary = record_presence(plenary, present=[one.pk for one in members], by=by, now=now)
        first_out, last_in = _beside_the_line(plenary)
        asked = Asked(QuestionKind.IN, WELCOME, code=first_out, secret=True)
        people = [one.person for one in members]
        plenary = _voted(plenary, asked, people, by, now + hour)
        plenary = decide(plenary, kind=DecisionKind.OUT, codes=[last_in], by=by, now=now + hour, reason=ROOM)
        ties = current(plenary)[2].ties
        for tie in ties:
            why = "Contoh: dampaknya terlihat saat wawancara."
            asked = Asked(QuestionKind.TIE, why, pool=tie.pool, chosen=tie.tied[: tie.places])
            plenary = _voted(plenary, asked, people, by, now + 2 * hour)
        told += [f"{len(members)} members", f"{plenary.questions.count()} votes"]
        told += [f"{len(tie.tied)} equal for {tie.places} places" for tie in ties]
        told += [f"{current(plenary)[2].chosen} chosen", _ended(plenary, edition, now + 3 * hour)]
        assert ties, "those with the very same marks are not at the line"


def _beside_the_line(plenary: Plenary) -> tuple[str, str]:
    """(the first one outside whose agency has nobody inside, the last one inside), neither of them in a tie."""
    told, _decisions, found = current(plenary)
    agencies = {one["code"]: one["agency"] for one in told["proposals"]}
    tied = {code for tie in found.ties for code in tie.tied}
    inside = [line for line in found.lines if line.outcome == Outcome.PASSED and line.code not in tied]
    outside = [line for line in found.lines if line.outcome != Outcome.PASSED and line.code not in tied]
    chosen = {agencies[line.code] for line in inside}
    first_out = next((line for line in outside if agencies[line.code] not in chosen), outside[0])
    return first_out.code, inside[-1].code


def _voted(plenary: Plenary, asked: Asked, members: Sequence[User], by: User, now: datetime) -> Plenary:
    question = ask(plenary, asked=asked, by=by, now=now)
    for number, person in enumerate(members):
        against = len(members) > 2 and number == len(members) - 1
        vote(question, choice=VoteChoice.NO if against else VoteChoice.YES, by=person, now=now)
    question = close_vote(question, by=by, now=now)
    assert question.accepted, "all but one were for it"
    return Plenary.objects.select_related("competition__rulebook").get(pk=plenary.pk)


def _ended(plenary: Plenary, edition: Edition, now: datetime) -> str:
    """Describe, hand on and approve; the size of the minutes."""
    sitting = Sitting(held_on=now.date(), place="Jakarta (contoh)", chair="Contoh Ketua Sidang")
    plenary = describe_plenary(plenary, sitting=sitting, by=edition.secretary, now=now)
    plenary = propose(plenary, by=edition.secretary, now=now)
    approve(plenary, by=edition.second, now=now + timedelta(hours=1))
    return f"minutes of {len(bytes(PlenaryMinutes.objects.get(plenary=plenary).pdf)):,} bytes"
