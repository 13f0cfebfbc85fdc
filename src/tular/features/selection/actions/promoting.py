"""Sending those that passed on to the competition which this one feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.proposals.actions import promoting
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.people import both_sides_of
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.choices import Outcome
from tular.foundation.actions import Refused, action, together
from tular.foundation.notifications.actions import notify

MOST = 200
"""Proposals at once."""


@dataclass(frozen=True, slots=True)
class Promoted:
    """What was promoted, and of the others title and why not."""

    made: tuple[Proposal, ...]
    refused: tuple[tuple[str, str], ...]


@action("selection.promote", gettext_lazy("Mempromosikan yang lolos"))
def promote_passed(
    competition: Competition, *, stage: str, codes: Sequence[str], by: Any, now: datetime, reason: str = ""
) -> Promoted:
    """Promote each of these that passed the stage; those that cannot be are told with the reason, the others are done.

    Their people are told, and complete and submit them.
    """
    if competition.feeds_id is None:
        raise Refused(_("Kompetisi ini tidak meneruskan pemenangnya ke kompetisi lain."))
    if not codes:
        raise Refused(_("Pilih dulu proposalnya."))
    if len(codes) > MOST:
        raise Refused(_("Paling banyak %(most)d proposal sekaligus.") % {"most": MOST})
    chosen = Proposal.objects.filter(competition=competition, code__in=list(codes)).order_by("pk")
    passed = chosen.filter(outcomes__stage=stage, outcomes__outcome=Outcome.PASSED)
    made, refused = [], []
    with together():
        for proposal in passed.select_related("competition__feeds", "agency"):
            try:
                new = promoting.promote(proposal, by=by, now=now)
            except Refused as error:
                refused.append((proposal.title, " ".join(one.text for one in error.reasons)))
                continue
            made.append(new)
            notify(
                both_sides_of(new), "selection.promoted", path=f"/proposal/{new.code}", now=now, title=new.title,
                target=new.competition.title, source=competition.title,
            )  # fmt: skip
    missing = set(codes) - set(passed.values_list("code", flat=True))
    refused += [(code, _("Tidak lolos tahap ini menurut daftar yang diumumkan.")) for code in sorted(missing)]
    return Promoted(tuple(made), tuple(refused))
