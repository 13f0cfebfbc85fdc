"""What of lists and objections waits on a person's desk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Window
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.selection.choices import LineChange, ObjectionState, Outcome, PlenaryState
from tular.features.selection.models import Announcement, AnnouncementLine, Objection, Plenary, PlenaryQuestion
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.plenary.seeing import members_of, plenaries_run_by, plenaries_to_approve
from tular.foundation.ui.desk import DeskItem

MOST = 200


def desk_items(person: Any, now: datetime) -> list[DeskItem]:
    """Results that may still be objected to, objections to answer, granted ones that no list shows yet."""
    if person is None or not person.is_authenticated:
        return []
    agencies = roles_of(person).agencies
    return [*(_refused(agencies, now) if agencies else ()), *_objections(person), *_sessions(person)]


def _refused(agencies: frozenset[int], now: datetime) -> list[DeskItem]:
    newest = (
        Announcement.objects.filter(
            competition=OuterRef("announcement__competition"), stage=OuterRef("announcement__stage")
        )
        .order_by("-number")
        .values("pk")[:1]
    )
    until = Window.objects.filter(
        kind=WindowKind.OBJECTION, competition=OuterRef("announcement__competition"),
        stage=OuterRef("announcement__stage"),
    ).values("closes_at")[:1]  # fmt: skip
    objected = Objection.objects.filter(line__proposal=OuterRef("proposal"))
    rows = (
        AnnouncementLine.objects.filter(
            Q(outcome=Outcome.FAILED) | Q(change=LineChange.LEFT), proposal__agency__in=agencies,
            announcement=Subquery(newest), announcement__objections_until__isnull=False,
        )
        .annotate(until=Subquery(until))
        .filter(~Exists(objected), until__gt=now)
        .select_related("announcement__competition")
        .order_by("order")
    )  # fmt: skip
    by_list: dict[int, list[Any]] = defaultdict(list)
    for row in rows[:MOST]:
        by_list[row.announcement_id].append(row)
    return [_refused_item(found) for found in by_list.values()]


def _refused_item(found: list[Any]) -> DeskItem:
    first, n = found[0], len(found)
    text = _("Baca alasannya. Bila tidak sependapat, sanggah sebelum masanya berakhir.")
    if n == 1:
        title = _("Tidak lolos: %(title)s") % {"title": first.title}
        path = f"/proposal/{first.code}/sanggah"
    else:
        title = ngettext("%(n)d proposal tidak lolos", "%(n)d proposal tidak lolos", n) % {"n": n}
        title = f"{title}: {first.announcement.title}"
        path = "/sanggah"
    return DeskItem(
        title, path, _("Admin lokal"), _("Baca hasil"), text, due=first.until, since=first.announcement.at, count=n
    )


def _objections(person: Any) -> list[DeskItem]:
    mine = competitions_run_by(person).filter(state=CompetitionState.OPEN)
    latest = (
        Announcement.objects.filter(
            competition=OuterRef("line__announcement__competition"), stage=OuterRef("line__announcement__stage")
        )
        .values("stage")
        .annotate(last=Max("at"))
        .values("last")
    )
    rows = Objection.objects.filter(line__announcement__competition__in=mine.values("pk")).annotate(
        slug=F("line__announcement__competition__slug"),
        competition=F("line__announcement__competition__title"),
        last=Subquery(latest),
    )
    waiting: dict[str, list[Any]] = defaultdict(list)
    pending: dict[str, list[Any]] = defaultdict(list)
    open_rows = rows.filter(
        Q(state=ObjectionState.WAITING) | Q(state=ObjectionState.GRANTED, answered_at__gt=F("last"))
    )
    for row in open_rows.order_by("at", "pk")[:MOST]:
        (waiting if row.state == ObjectionState.WAITING else pending)[row.slug].append(row)
    items = []
    for slug, found in waiting.items():
        title = ngettext("%(n)d sanggah menunggu jawaban", "%(n)d sanggah menunggu jawaban", len(found))
        path = f"/seleksi/{slug}/sanggah" + (f"/{found[0].pk}" if len(found) == 1 else "")
        items.append(
            DeskItem(
                title % {"n": len(found)}, path, _("Sekretariat kompetisi"), _("Jawab"), found[0].competition,
                since=found[0].at, count=len(found),
            )
        )  # fmt: skip
    for slug, found in pending.items():
        title = ngettext(
            "%(n)d sanggah diterima belum masuk daftar", "%(n)d sanggah diterima belum masuk daftar", len(found)
        )
        items.append(
            DeskItem(
                title % {"n": len(found)}, f"/seleksi/{slug}/daftar", _("Sekretariat kompetisi"),
                _("Siapkan daftar"), found[0].competition, since=found[0].answered_at, count=len(found),
            )
        )  # fmt: skip
    return items


def _sessions(person: Any) -> list[DeskItem]:
    """Votes that are open for a member, and results that wait for a second person or for their list. Three queries."""
    open_to_me = PlenaryQuestion.objects.filter(
        closed_at__isnull=True, plenary__members__in=members_of(person).filter(present_at__isnull=False)
    ).exclude(votes__member__person=person.pk)
    items = [
        DeskItem(
            _("Suara Anda diminta: %(title)s") % {"title": one.plenary.competition.title},
            f"/kompetisi/{one.plenary.competition.slug}/pleno/{one.plenary.stage}/suara/{one.number}",
            _("Anggota sidang"), _("Beri suara"), one.text[:200], since=one.asked_at,
        )
        for one in open_to_me.select_related("plenary__competition").order_by("asked_at", "pk")[:MOST]
    ]  # fmt: skip
    items += _agreed(person)
    waiting = plenaries_to_approve(person).filter(state=PlenaryState.SETTLED, proposed_by__isnull=False)
    for one in waiting.select_related("competition").order_by("proposed_at", "pk")[:MOST]:
        items.append(
            DeskItem(
                _("Hasil sidang menunggu persetujuan Anda"), f"/kompetisi/{one.competition.slug}/pleno/{one.stage}",
                _("Pemberi persetujuan"), _("Periksa"), one.competition.title, since=one.proposed_at,
            )
        )  # fmt: skip
    return items


def _agreed(person: Any) -> list[DeskItem]:
    """Approved results that no list shows yet, for whoever runs the competition. One query."""
    newer = Plenary.objects.filter(
        competition=OuterRef("competition"), stage=OuterRef("stage"), number__gt=OuterRef("number")
    )
    shown = Announcement.objects.filter(plenary=OuterRef("pk"))
    rows = plenaries_run_by(person).filter(state=PlenaryState.APPROVED, competition__state=CompetitionState.OPEN)
    found = rows.exclude(Exists(newer)).exclude(Exists(shown)).select_related("competition__rulebook")
    return [
        DeskItem(
            _("Umumkan hasil sidang: %(stage)s") % {"stage": stage_label(one.competition, one.stage)},
            f"/seleksi/{one.competition.slug}/daftar?{urlencode({'tahap': one.stage})}", _("Sekretariat kompetisi"),
            _("Siapkan daftar"), one.competition.title, since=one.approved_at,
        )
        for one in found.order_by("approved_at", "pk")[:MOST]
    ]  # fmt: skip
