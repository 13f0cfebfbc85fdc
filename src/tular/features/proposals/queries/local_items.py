"""What of proposals waits for a local admin on their desk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Extension, Window
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.local_desk import AT_UNIT, NOT_YET
from tular.foundation.ui.desk import DeskItem


def local_items(person: Any, now: datetime) -> list[DeskItem]:
    """One item per competition and agency in which something is not submitted, and one for fixes. Five queries."""
    agencies = roles_of(person).agencies
    if not agencies:
        return []
    mine = Proposal.objects.filter(agency__in=agencies, competition__state=CompetitionState.OPEN)
    return _not_submitted(mine.filter(state__in=NOT_YET), agencies, now) + _to_mend(mine)


def _not_submitted(mine: Any, agencies: frozenset[int], now: datetime) -> list[DeskItem]:
    rows = list(
        mine.order_by()
        .values("competition", "competition__slug", "competition__title", "agency", "agency__slug", "agency__name")
        .annotate(
            here=Count("pk", filter=Q(state=ProposalState.WITH_ADMIN)),
            at_unit=Count("pk", filter=Q(state__in=AT_UNIT)),
            full=Count("pk", filter=Q(obstacles=0)),
            since=Min("state_at", filter=Q(state=ProposalState.WITH_ADMIN)),
        )
    )
    closes = _closes({row["competition"] for row in rows}, agencies)
    items = []
    for row in rows:
        due = closes.get((row["competition"], row["agency"])) or closes.get((row["competition"], None))
        if due is None or due <= now:
            continue
        path = f"/kompetisi/{row['competition__slug']}/instansi/{row['agency__slug']}"
        title = f"{row['competition__title']}: {row['agency__name']}"
        items.append(
            DeskItem(
                title, path, _("Admin lokal"), _("Ajukan atau kembalikan") if row["here"] else _("Lihat"),
                "; ".join(_words(row)) + ".", due=due, since=row["since"], count=row["here"] + row["at_unit"],
                waits_for="" if row["here"] or row["full"] else _("unit"),
            )
        )  # fmt: skip
    return items


def _words(row: dict[str, Any]) -> list[str]:
    found = []
    if row["here"]:
        found.append(ngettext("%(n)d menunggu Anda", "%(n)d menunggu Anda", row["here"]) % {"n": row["here"]})
    if row["at_unit"]:
        said = ngettext(
            "%(n)d masih di unit dan belum diserahkan", "%(n)d masih di unit dan belum diserahkan", row["at_unit"]
        )
        found.append(said % {"n": row["at_unit"]})
    if row["full"]:
        said = ngettext(
            "%(n)d sudah lengkap dan tinggal diajukan", "%(n)d sudah lengkap dan tinggal diajukan", row["full"]
        )
        found.append(said % {"n": row["full"]})
    return found


def _closes(competitions: set[int], agencies: frozenset[int]) -> dict[tuple[int, int | None], datetime]:
    """(competition, agency) → its close where it has an extension; (competition, None) → that of all others."""
    windows = list(Window.objects.filter(competition__in=competitions, kind=WindowKind.SUBMISSION, stage=""))
    found: dict[tuple[int, int | None], datetime] = {(one.competition_id, None): one.closes_at for one in windows}
    latest: dict[tuple[int, int], datetime] = defaultdict()
    extensions = Extension.objects.filter(window__in=windows, agency__in=agencies).order_by("at", "pk")
    for one in extensions.values("window__competition", "agency", "closes_at"):
        latest[one["window__competition"], one["agency"]] = one["closes_at"]
    for (competition, agency), closes in latest.items():
        found[competition, agency] = max(closes, found[competition, None])
    return found


def _to_mend(mine: Any) -> list[DeskItem]:
    rows = mine.filter(state=ProposalState.FIXING, unit__isnull=False).order_by("fix_until", "pk")
    return [
        DeskItem(
            row.title, f"/proposal/{row.code}", _("Admin lokal"), _("Perbaiki"),
            _("Diminta diperbaiki: %(reason)s") % {"reason": row.state_reason[:160]},
            due=row.fix_until, since=row.state_at,
        )
        for row in rows[:20]
    ]  # fmt: skip
