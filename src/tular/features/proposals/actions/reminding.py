"""Reminding people of proposals that have not moved: by the local admin, and by the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import days_until, in_words
from tular.features.competitions.queries.windows import Deadline, submission_for
from tular.features.proposals.actions.moving import let_fix_pass, tell
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, Reminder
from tular.features.proposals.queries.people import without, writers_of
from tular.features.proposals.queries.reminding import (
    common_deadline,
    fixes_over,
    people_of_agencies,
    people_of_proposals,
    silent_agencies,
    still_open,
    waiting_proposals,
)
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, action, together
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.models import Notice

STEPS = (14, 7, 3, 1)
"""Days before the close at which people are reminded. Nothing arrives until the last days: in one edition no proposal
had reached the ministry ten days before closing, and about 2,450 had at the end."""

AGAIN_AFTER = timedelta(hours=12)
"""Within which the same people are not reminded of the same proposal again by hand."""

TITLES = 3
"""How many proposals a reminder names; the page it leads to lists them all."""

MOST = 200
BATCH = 500


@action("proposals.remind", gettext_lazy("Mengingatkan penulis"))
def remind(proposal: Proposal, *, by: Any, now: datetime, reason: str = "") -> None:
    """Ask the writers to go on; `reason` is a message to them. Not of what was submitted, and not twice a day."""
    if proposal.state not in (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.FIXING):
        raise Refused(_("Proposal ini tidak sedang menunggu unitnya."))
    people = without(writers_of(proposal), by)
    if not people:
        raise Refused(_("Tidak ada penulis lain yang dapat diingatkan: unit ini belum punya akun."))
    told = Notice.objects.filter(person__in=people, kind="proposals.remind_one", at__gt=now - AGAIN_AFTER)
    if told.filter(path=f"/proposal/{proposal.code}").exists():
        raise Refused(_("Penulisnya sudah diingatkan kurang dari 12 jam yang lalu."))
    deadline = submission_for(proposal.competition, proposal.agency_id)
    closes = in_words(deadline.closes_at, deadline.zone) if deadline else _("waktu yang belum ditetapkan")
    tell(
        people, "proposals.remind_one", proposal, now,
        who=str(by), closes=closes, state=proposal.get_state_display(), note=reason.strip()[:2000],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a bulk reminder reached: how many proposals, and (code, title, why not) of the others."""

    done: int
    refused: tuple[tuple[str, str, str], ...]


def remind_many(proposals: Sequence[Proposal], *, by: Any, now: datetime, reason: str = "") -> Asked:
    """Remind of each of these by itself. Raises `Refused` when nothing was chosen or too much."""
    if not proposals:
        raise Refused(_("Pilih dulu proposalnya."))
    if len(proposals) > MOST:
        raise Refused(_("Paling banyak %(most)d proposal sekaligus.") % {"most": MOST})
    done, refused = 0, []
    with together():
        for row in sorted(proposals, key=lambda one: one.pk):
            try:
                remind(row, by=by, now=now, reason=reason)
                done += 1
            except Refused as error:
                refused.append((row.code, row.title, " ".join(one.text for one in error.reasons)))
            except Denied:
                refused.append((row.code, row.title, _("Akun Anda tidak berwenang untuk proposal ini.")))
    return Asked(done, tuple(refused))


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many proposals and agencies without any were reminded of."""

    proposals: int
    agencies: int


def remind_before_close(*, now: datetime) -> Reminded:
    """Remind once per step of `STEPS` before each close; safe to run as often as one likes.

    Of drafts that are not submitted their writers and local admins hear, each in one notice for all of theirs in the
    competition; of agencies that may enter, have nothing yet and were invited or took part before, their admins. A
    step that nobody ran in time is left out when the next one has come.
    """
    proposals = agencies = 0
    for competition in still_open(now):
        with transaction.atomic():
            proposals += _remind_of_proposals(competition, now)
            agencies += _remind_of_agencies(competition, now)
    return Reminded(proposals, agencies)


def end_fixes(*, now: datetime) -> int:
    """Let the time for mending pass where it is over; how many."""
    ended = 0
    for proposal in fixes_over(now):
        try:
            let_fix_pass(proposal, by=None, now=now)
            ended += 1
        except Refused:  # somebody submitted it, or got more time, meanwhile
            continue
    return ended


def step_of(days: int) -> int | None:
    """The step that has come with so many days left: the smallest that is not smaller; None before the first."""
    return min((step for step in STEPS if days <= step), default=None) if days >= 0 else None


def _remind_of_proposals(competition: Competition, now: datetime) -> int:
    due = [
        (proposal, deadline, step)
        for proposal, deadline in waiting_proposals(competition, now)
        if (step := step_of(days_until(deadline.closes_at, now, deadline.zone))) is not None
    ]
    known = set(
        Reminder.objects.filter(proposal__in=[one.pk for one, _deadline, _step in due]).values_list(
            "proposal_id", "days_left"
        )
    )
    due = [(one, deadline, step) for one, deadline, step in due if (one.pk, step) not in known]
    Reminder.objects.bulk_create(
        [
            Reminder(competition=competition, agency_id=one.agency_id, proposal=one, days_left=step, at=now)
            for one, _deadline, step in due
        ],
        batch_size=BATCH,
    )
    people = people_of_proposals([one for one, _deadline, _step in due])
    told: dict[tuple[int, Deadline], list[Proposal]] = defaultdict(list)
    everybody: dict[int, User] = {}
    for one, deadline, _step in due:
        for person in people[one.pk]:
            everybody[person.pk] = person
            told[person.pk, deadline].append(one)
    for (person_id, deadline), rows in told.items():
        _tell(competition, everybody[person_id], rows, deadline, now)
    return len(due)


def _tell(competition: Competition, person: User, rows: Sequence[Proposal], deadline: Deadline, now: datetime) -> None:
    path = f"/proposal/{rows[0].code}" if len(rows) == 1 else "/proposal"
    notify(
        [person], "proposals.closing", path=path, now=now, count=len(rows), competition=competition.title,
        days=days_until(deadline.closes_at, now, deadline.zone), closes=in_words(deadline.closes_at, deadline.zone),
        titles=_titles(rows),
    )  # fmt: skip


def _titles(rows: Iterable[Proposal]) -> str:
    titles = [row.title for row in rows]
    return "; ".join(titles[:TITLES]) + ("; …" if len(titles) > TITLES else "")


def _remind_of_agencies(competition: Competition, now: datetime) -> int:
    deadline = common_deadline(competition)
    if deadline is None or not deadline.is_open(now):
        return 0
    step = step_of(days_until(deadline.closes_at, now, deadline.zone))
    if step is None:
        return 0
    agencies = silent_agencies(competition, step)
    Reminder.objects.bulk_create(
        [Reminder(competition=competition, agency=one, days_left=step, at=now) for one in agencies], batch_size=BATCH
    )
    people = people_of_agencies([one.pk for one in agencies])
    for one in agencies:
        notify(
            people.get(one.pk, []), "proposals.none_yet", path=f"/kompetisi/{competition.slug}", now=now,
            agency=one.name, competition=competition.title,
            days=days_until(deadline.closes_at, now, deadline.zone), closes=in_words(deadline.closes_at, deadline.zone),
        )  # fmt: skip
    return len(agencies)
