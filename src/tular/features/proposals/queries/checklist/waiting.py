"""What of administrative selections waits on a checker's desk."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_checked_by
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.models import Check, Proposal
from tular.features.proposals.queries.checklist.conflicts import own_work
from tular.features.proposals.queries.settled import checklist_of
from tular.foundation.ui.desk import DeskItem


def check_items(person: Any, now: datetime) -> list[DeskItem]:
    """One item for each competition in which submissions wait for this person. Four queries."""
    if person is None or not person.is_authenticated:
        return []
    competitions = {
        one.pk: one
        for one in competitions_checked_by(person).filter(state=CompetitionState.OPEN).select_related("rulebook")
    }
    if not competitions:
        return []
    found = []
    for pk, count in sorted(_waiting(person, competitions).items()):
        competition = competitions[pk]
        said = ngettext("%(n)d proposal perlu Anda periksa", "%(n)d proposal perlu Anda periksa", count) % {"n": count}
        found.append(
            DeskItem(
                title=_("Seleksi administrasi: %(title)s") % {"title": competition.title},
                href=f"/seleksi/{competition.slug}?keadaan=giliran", role=_("Pemeriksa"), action=_("Periksa proposal"),
                text=said, count=count,
            )
        )  # fmt: skip
    return found


def _waiting(person: Any, competitions: dict[int, Competition]) -> dict[int, int]:
    """Competition → how many submissions have too few checks, and none of this person's."""
    held = Check.objects.filter(proposal=OuterRef("pk"), taken_back_at__isnull=True).exclude(decision=CheckDecision.FIX)
    number = held.order_by().values("proposal").annotate(n=Count("pk")).values("n")
    rows = (
        Proposal.objects.filter(competition__in=list(competitions), state=ProposalState.SUBMITTED)
        .exclude(own_work(person))
        .annotate(held=Coalesce(Subquery(number), 0), mine=Exists(held.filter(by_id=person.pk)))
        .filter(mine=False)
        .order_by()
        .values_list("competition", "held")
        .annotate(n=Count("pk"))
    )
    counts: Counter[int] = Counter()
    for pk, checks, count in rows:
        stage = checklist_of(competitions[pk])
        if stage is not None and checks < stage.checkers:
            counts[pk] += count
    return dict(counts)
