"""What of the catalogue waits on a person's desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.models import Agency, Hub
from tular.features.agencies.queries.roles import Roles, memberships_on, roles_of, today
from tular.features.catalogue.choices import Freshness, RemindStep, State
from tular.features.catalogue.models import Innovation, InnovationDraft, UpdateRequest
from tular.features.catalogue.queries.records import ASKED, CLIMBED, WANTED
from tular.features.catalogue.queries.stale import WANTING, Stale, stale_counts
from tular.features.catalogue.queries.statuses import local_day
from tular.features.catalogue.queries.visibility import (
    innovations_approved_by,
    innovations_curated_by,
    innovations_editable_by,
)
from tular.foundation.ui.desk import DeskItem

MOST = 101
"""Rows that are counted one by one: from here on the desk need not know better."""


def desk_items(person: Any, now: datetime) -> list[DeskItem]:
    """What of the catalogue waits for a person: texts to decide, texts sent back, records to confirm. Fixed queries."""
    if person is None or not person.is_authenticated:
        return []
    roles = roles_of(person)
    if not (roles.units or roles.agencies or roles.hubs or roles.is_national):
        return []
    found: list[DeskItem] = []
    mine = innovations_editable_by(person, roles)
    if roles.units or roles.agencies:
        found += _returned(mine)
    if roles.agencies:
        waiting = _waiting(innovations_approved_by(person, roles), State.SUBMITTED)
        found += _queue(waiting, _("Admin instansi"), _("Periksa"), _("menunggu persetujuan Anda"))
    if roles.hubs or roles.is_national:
        area = innovations_curated_by(person, roles)
        waiting = _waiting(area, State.APPROVED)
        found += _queue(waiting, _curator(roles), _("Terbitkan"), _("sudah disetujui instansi, menunggu terbit"))
        found += _watched(area, roles, now)
    if roles.units or roles.agencies:
        found += _owned(mine, now)
    return found


def _waiting(among: QuerySet[Innovation], state: State) -> QuerySet[InnovationDraft]:
    return (
        InnovationDraft.objects.filter(innovation__in=among, state=state)
        .select_related("innovation__agency")
        .order_by("state_at")
    )


def _queue(waiting: QuerySet[InnovationDraft], role: str, action: str, text: str) -> list[DeskItem]:
    rows = list(waiting[:MOST])
    if not rows:
        return []
    first = rows[0]
    if len(rows) == 1:
        code, title = first.innovation.code, _title(first)
        return [
            DeskItem(title, f"/kurasi/{code}", role, action, f"{first.innovation.agency.name} · {text}",
                     since=first.state_at)
        ]  # fmt: skip
    title = ngettext("%(n)d naskah", "%(n)d naskah", len(rows)) % {"n": len(rows)}
    return [DeskItem(title, "/kurasi", role, action, text, since=first.state_at, count=len(rows))]


def _returned(mine: QuerySet[Innovation]) -> list[DeskItem]:
    rows = InnovationDraft.objects.filter(innovation__in=mine, state=State.RETURNED).select_related("innovation")
    return [
        DeskItem(
            _title(row), f"/catatan/{row.innovation.code}", _("Pemilik inovasi"), _("Perbaiki"),
            _("Dikembalikan: %(reason)s") % {"reason": row.state_reason[:160]}, since=row.state_at,
        )
        for row in rows.order_by("state_at")[:20]
    ]  # fmt: skip


def _owned(mine: QuerySet[Innovation], now: datetime) -> list[DeskItem]:
    """Records to confirm as their owner: those that somebody asked for, then those whose day has come, by kind.

    Computed from the records themselves, so that nothing depends on whether reminders went out yet.
    """
    open_requests = UpdateRequest.objects.filter(innovation__in=mine, closed_at=None)
    asked = list(open_requests.exclude(by=None).select_related("innovation", "by").order_by("due")[:MOST])
    rest = mine.filter(state=State.PUBLISHED).exclude(pk__in=[row.innovation_id for row in asked])
    # Of the rest nobody asked but the calendar.
    reminded = UpdateRequest.objects.filter(innovation__in=rest.filter(fresh_on=None), closed_at=None)
    return _asked(asked) + _stale(stale_counts(rest, local_day(now)), reminded.aggregate(due=Min("due"))["due"])


def _asked(rows: list[UpdateRequest]) -> list[DeskItem]:
    if not rows:
        return []
    first, count = rows[0], len({row.innovation_id for row in rows})
    role, verb = _("Pemilik inovasi"), _("Pastikan")
    text = _("%(who)s meminta isinya dibaca lagi: betulkan bila perlu, lalu pastikan.") % {"who": first.by}
    if count == 1:
        path, title = f"/catatan/{first.innovation.code}", first.innovation.title
        return [DeskItem(title, path, role, verb, text, due=first.due, since=first.at)]
    title = ngettext("%(n)d catatan diminta dimutakhirkan", "%(n)d catatan diminta dimutakhirkan", count) % {"n": count}
    path = f"/catatan?kesegaran={ASKED}"
    return [DeskItem(title, path, role, verb, text, due=first.due, since=first.at, count=count)]


def _stale(found: Stale, reminded: datetime | None) -> list[DeskItem]:
    """One item for each kind of records that wait; `reminded` is until when never confirmed ones were asked for."""
    texts = {
        Freshness.OVERDUE: _("Lewat waktu: baca lagi isinya, betulkan bila perlu, lalu pastikan."),
        Freshness.DUE: _("Segera jatuh tempo: baca lagi isinya, lalu pastikan."),
        Freshness.NEVER: _("Belum pernah dipastikan pemiliknya: baca isinya, betulkan bila perlu, lalu pastikan."),
    }
    alone = {one.only for one in found.kinds if one.only and one.status in WANTING}
    records = {row.pk: row for row in Innovation.objects.only("pk", "code", "title").filter(pk__in=alone)}
    items = []
    for one in found.kinds:
        if not one.count or one.status not in WANTING:
            continue
        record = records.get(one.only or 0)
        many = ngettext("%(n)d catatan", "%(n)d catatan", one.count) % {"n": one.count}
        items.append(
            DeskItem(
                record.title if record else many,
                f"/catatan/{record.code}" if record else f"/catatan?kesegaran={one.status.value}",
                _("Pemilik inovasi"), _("Pastikan"), texts[one.status],
                due=reminded if one.status == Freshness.NEVER else one.due, count=one.count,
            )
        )  # fmt: skip
    return items


def _watched(area: QuerySet[Innovation], roles: Roles, now: datetime) -> list[DeskItem]:
    """For a hub or the centre: records that are theirs now, since their owners did not answer, and those waited for."""
    theirs = area.filter(agency_id__in=_agencies_without_hub()) if roles.is_national else area
    climbed = UpdateRequest.objects.filter(closed_at=None, step=RemindStep.HUB, by=None, innovation__in=theirs)
    told = climbed.aggregate(count=Count("pk"), due=Min("due"), since=Min("at"), only=Min("innovation_id"))
    items = []
    if count := told["count"]:
        title = ngettext("%(n)d catatan tanpa jawaban pemilik", "%(n)d catatan tanpa jawaban pemilik", count)
        items.append(
            DeskItem(
                title % {"n": count}, _record_path(told["only"]) if count == 1 else f"/catatan?kesegaran={CLIMBED}",
                _curator(roles), _("Hubungi"), _("Unit dan instansinya sudah diingatkan. Hubungi, lalu pastikan."),
                due=told["due"], since=told["since"], count=count,
            )
        )  # fmt: skip
    rest = stale_counts(area.filter(state=State.PUBLISHED), local_day(now)).late - count
    if rest > 0:
        title = ngettext(
            "%(n)d catatan lewat waktu atau belum pernah dipastikan",
            "%(n)d catatan lewat waktu atau belum pernah dipastikan", rest,
        ) % {"n": rest}  # fmt: skip
        path = f"/catatan?kesegaran={WANTED}"
        items.append(DeskItem(title, path, _curator(roles), count=rest, waits_for=_("pemilik inovasi")))
    return items


def _record_path(pk: int) -> str:
    return f"/catatan/{Innovation.objects.values_list('code', flat=True).get(pk=pk)}"


def _agencies_without_hub() -> list[int]:
    """Ids of the agencies over which no hub has people (see `agencies_of_hubs`): for them the centre stands in."""
    minded = Hub.objects.filter(pk__in=memberships_on(today()).exclude(hub=None).values("hub"))
    areas = list(minded.values_list("agency_id", "agency__region_id"))
    bodies, regions = {body for body, _region in areas}, {region for _body, region in areas if region}
    places = Agency.objects.values_list("pk", "parent_id", "region_id", "region__parent_id")
    return [
        pk for pk, parent, region, above in places
        if not ({pk, parent} & bodies or {region, above} & regions)
    ]  # fmt: skip


def _curator(roles: Roles) -> str:
    return _("Admin pembina") if roles.is_national else _("Admin hub")


def _title(draft: InnovationDraft) -> str:
    return str((draft.content.get("identitas") or {}).get("title") or draft.innovation.title)
