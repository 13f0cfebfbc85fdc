"""What of requests and agreements waits on somebody's desk."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import Roles, agencies_of_hubs, memberships_on, roles_of, today
from tular.features.replications.choices import CaseState, Paper
from tular.features.replications.models import Agreement, Case
from tular.features.replications.queries.agreements import DRAFTING
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.turns import turn_of
from tular.features.replications.queries.visibility import cases_held, cases_taken_by, cases_visible_to
from tular.foundation.ui.desk import DeskItem

BEFORE = (CaseState.ASKED, CaseState.RETURNED, CaseState.VERIFIED, CaseState.REFUSED, CaseState.AGREEING)

ASKED_OF_OTHERS = (CaseState.ASKED, CaseState.VERIFIED, CaseState.CLOSING)
"""States in which the taker has nothing to do but to wait."""

LONGEST_TERM = 366
"""Days before an end beyond which no rulebook tells of it."""


def answer_items(person: Any, now: datetime) -> list[DeskItem]:
    """Interests to check, requests to answer, agreements to draw up. At most six queries."""
    if person is None or not person.is_authenticated:
        return []
    rows = list(
        cases_visible_to(person)
        .filter(state__in=BEFORE, paused_at__isnull=True)
        .select_related("innovation", "taker", "owner")
        .order_by("state_at", "pk")
    )
    if not rows:
        return []
    roles = roles_of(person)
    taken = set(cases_taken_by(person).values_list("pk", flat=True))
    checked = _checked_by(roles, rows)
    found: list[DeskItem] = []
    for case in rows:
        found += [_of_taker(case)] if case.pk in taken and case.state in TAKERS else []
        found += [_of_owner(case)] if case.state in OWNERS and _owns(roles, case) and case.owner_told_at else []
        found += [_of_reviewer(case)] if case.pk in checked else []
    return found


def waiting_items(person: Any, now: datetime) -> list[DeskItem]:
    """Cases of the person's side that somebody else has to answer. A fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    rows = cases_held().filter(
        pk__in=cases_taken_by(person).values("pk"), state__in=ASKED_OF_OTHERS, paused_at__isnull=True
    )  # fmt: skip
    return [
        DeskItem(
            case.name, case.path, pgettext("pihak", "penerima"), text=case.innovation.title, due=case.due_at,
            since=case.state_at, waits_for=str(turn_of(case)[0].label),
        )
        for case in rows.select_related("innovation").order_by("state_at", "pk")
    ]  # fmt: skip


def ending_items(person: Any, now: datetime) -> list[DeskItem]:
    """Working agreements of one's cases that end soon, or ended, and were not extended. Two queries."""
    if person is None or not person.is_authenticated:
        return []
    roles, day = roles_of(person), day_of(now)
    later = Agreement.objects.filter(
        case=OuterRef("case"), paper=Paper.WORKING, edition__gt=OuterRef("edition"), signed_on__isnull=False
    )
    rows = (
        Agreement.objects.filter(
            _mine(person, roles), ~Exists(later), paper=Paper.WORKING, signed_on__isnull=False,
            case__state__in=DRAFTING, valid_until__lte=day + timedelta(days=LONGEST_TERM),
            valid_until__gte=day - timedelta(days=LONGEST_TERM),
        )
        .select_related("case__rulebook", "case__innovation")
        .order_by("valid_until", "pk")
    )  # fmt: skip
    return [_ending(one, now) for one in rows if _is_soon(one, now)]


TAKERS = (CaseState.RETURNED, CaseState.REFUSED, CaseState.AGREEING)
OWNERS = (CaseState.VERIFIED, CaseState.AGREEING)


def _of_taker(case: Case) -> DeskItem:
    role, path = pgettext("pihak", "penerima"), f"{case.path}/minat"
    if case.state == CaseState.RETURNED:
        title = _("Perbaiki minat: %(title)s") % {"title": case.innovation.title}
        return DeskItem(title, path, role, _("Perbaiki"), case.state_reason, since=case.state_at)
    if case.state == CaseState.REFUSED:
        title = _("Pemilik menolak: %(title)s") % {"title": case.innovation.title}
        return DeskItem(title, path, role, _("Pilih cara lain"), case.state_reason, since=case.state_at)
    return _to_agree(case, role)


def _of_owner(case: Case) -> DeskItem:
    role = _("Pemilik inovasi")
    if case.state == CaseState.AGREEING:
        return _to_agree(case, role)
    title = _("Permintaan replikasi: %(title)s") % {"title": case.innovation.title}
    return DeskItem(
        title, f"{case.path}/minat", role, _("Jawab"), case.taker.name, due=case.due_at, since=case.state_at
    )


def _of_reviewer(case: Case) -> DeskItem:
    title = _("Periksa minat: %(title)s") % {"title": case.innovation.title}
    return DeskItem(
        title, f"{case.path}/minat", _("pemeriksa minat"), _("Periksa"), case.taker.name, due=case.due_at,
        since=case.state_at,
    )  # fmt: skip


def _to_agree(case: Case, role: str) -> DeskItem:
    title = _("Susun kesepakatan: %(title)s") % {"title": case.innovation.title}
    return DeskItem(title, f"{case.path}/kesepakatan", role, _("Susun"), case.name, since=case.state_at)


def _ending(one: Agreement, now: datetime) -> DeskItem:
    assert one.valid_until
    title = _("Kesepakatan akan berakhir: %(name)s") % {"name": one.case.name}
    if one.valid_until < day_of(now):
        title = _("Kesepakatan sudah berakhir: %(name)s") % {"name": one.case.name}
    text = _("Berlaku sampai %(until)s.") % {"until": date_format(one.valid_until, "j F Y")}
    path = f"{one.case.path}/kesepakatan/{one.pk}"
    due = datetime.combine(one.valid_until, time(23, 59), timezone.get_default_timezone())
    return DeskItem(title, path, _("pihak kesepakatan"), _("Perpanjang"), text, due=due, since=one.ending_told_at)


def _is_soon(one: Agreement, now: datetime) -> bool:
    assert one.valid_until
    return (one.valid_until - day_of(now)).days <= max(rules_of(one.case).clock.ending)


def _owns(roles: Roles, case: Case) -> bool:
    innovation = case.innovation
    return innovation.agency_id in roles.agencies or innovation.service_unit_id in roles.units


def _checked_by(roles: Roles, rows: list[Case]) -> set[int]:
    """The asked cases that the person checks: a hub those of its area; the centre those without a hub, or late ones."""
    asked = [case for case in rows if case.state == CaseState.ASKED]
    if not asked or not (roles.hubs or roles.is_national):
        return set()
    area = set(agencies_of_hubs(roles.hubs).values_list("pk", flat=True)) if roles.hubs else set()
    found = {case.pk for case in asked if case.taker_id in area}
    if roles.is_national:
        held = memberships_on(today()).filter(role=Role.HUB, hub__isnull=False)
        hubs = frozenset(hub for hub in held.values_list("hub", flat=True) if hub)
        takers = agencies_of_hubs(hubs).filter(pk__in={case.taker_id for case in asked})
        covered = set(takers.values_list("pk", flat=True))
        found |= {case.pk for case in asked if case.escalated_at or case.taker_id not in covered}
    return found


def _mine(person: Any, roles: Roles) -> Q:
    taken = cases_taken_by(person).values("pk")
    owned = Q(case__innovation__agency_id__in=roles.agencies)
    owned |= Q(case__innovation__service_unit_id__in=list(roles.units))
    return Q(case__in=taken) | owned & Q(case__owner_told_at__isnull=False)
