"""What of field verification waits on somebody's desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Minutes, Signature, Visit, VisitChoice, VisitMember
from tular.features.visits.queries.minutes import NOTHING, shown_to_agency
from tular.features.visits.queries.rules import stage_label
from tular.features.visits.queries.visibility import base_of, memberships_of
from tular.foundation.ui.desk import DeskItem


def team_items(person: Any, now: datetime) -> list[DeskItem]:
    """Visits that are to be made or recorded, and minutes to sign. A fixed number of queries."""
    latest = Minutes.objects.filter(visit=OuterRef("visit")).order_by("-number").values("pk")[:1]
    mine = memberships_of(person).filter(visit__state__in=[VisitState.ANNOUNCED, VisitState.MINUTED])
    signed = Signature.objects.filter(member=OuterRef("pk"), minutes=OuterRef("latest"))
    rows = mine.annotate(latest=Subquery(latest)).annotate(has_signed=Exists(signed))
    return [
        _team_item(one, now)
        for one in rows.select_related("visit__choice__proposal").order_by("visit__starts_at", "pk")
        if not (one.visit.state == VisitState.MINUTED and one.has_signed)
    ]


def _team_item(one: VisitMember, now: datetime) -> DeskItem:
    visit = one.visit
    title = _("Verifikasi: %(title)s") % {"title": visit.choice.proposal.title}
    role, path = _("verifikator"), f"/verifikasi/{visit.pk}"
    when = in_words(visit.starts_at, visit.zone)
    if visit.state == VisitState.MINUTED:
        text = _("Bacalah berita acaranya, lalu tandatangani.")
        return DeskItem(title, f"{path}/berita-acara", role, _("Tandatangani"), text, since=visit.state_at)
    if visit.starts_at > now:
        return DeskItem(title, path, role, _("Siapkan"), when, due=visit.starts_at)
    text = _("Dimulai %(when)s. Lengkapi temuannya, lalu susun berita acara.") % {"when": when}
    return DeskItem(title, path, role, _("Isi temuan"), text, since=visit.starts_at)


def organiser_items(person: Any, now: datetime) -> list[DeskItem]:
    """Chosen proposals without a visit, and visits that are not announced: one item for each stage. Three queries."""
    if person is None or not person.is_authenticated:
        return []
    standing = Visit.objects.filter(choice=OuterRef("pk")).exclude(state=VisitState.CANCELLED)
    planned = Visit.objects.filter(choice=OuterRef("pk"), state=VisitState.PLANNED)
    choices = VisitChoice.objects.filter(
        competition__in=competitions_run_by(person).values("pk"), undone_at__isnull=True
    ).annotate(has_visit=Exists(standing), is_planned=Exists(planned))
    rows = choices.filter(Q(has_visit=False) | Q(is_planned=True)).order_by()
    counted = rows.values("competition", "stage").annotate(
        unplanned=Count("pk", filter=Q(has_visit=False)), hidden=Count("pk", filter=Q(is_planned=True))
    )
    found = {(one["competition"], one["stage"]): one for one in counted}
    competitions = competitions_run_by(person).filter(pk__in={pk for pk, _stage in found})
    held = {one.pk: one for one in competitions.select_related("rulebook")}
    items = []
    for (pk, stage), one in sorted(found.items()):
        competition = held[pk]
        texts = []
        if n := one["unplanned"]:
            texts.append(ngettext("%(n)d belum direncanakan", "%(n)d belum direncanakan", n) % {"n": n})
        if n := one["hidden"]:
            texts.append(ngettext("%(n)d belum diumumkan", "%(n)d belum diumumkan", n) % {"n": n})
        items.append(
            DeskItem(
                f"{stage_label(competition, stage)}: {competition.title}", base_of(competition, stage),
                _("penyelenggara"), _("Atur kunjungan"), ", ".join(texts) + ".", count=one["unplanned"] + one["hidden"],
            )
        )  # fmt: skip
    return items


def agency_items(person: Any, now: datetime) -> list[DeskItem]:
    """Visits that are ahead, and minutes to be acknowledged, for local admins and units. A fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    roles = roles_of(person)
    if not roles.agencies and not roles.units:
        return []
    mine = Q(choice__proposal__agency__in=roles.agencies) | Q(choice__proposal__unit__in=list(roles.units))
    wanted = Q(state=VisitState.ANNOUNCED, starts_at__gt=now)
    wanted |= Q(state=VisitState.DONE) & ~Q(minutes__acknowledgement__isnull=False)
    rows = Visit.objects.filter(mine & wanted, announced_at__isnull=False).distinct()
    role, items = _("instansi"), []
    for one in rows.select_related("choice__proposal", "choice__competition__rulebook").order_by("starts_at", "pk"):
        title = _("Verifikasi: %(title)s") % {"title": one.choice.proposal.title}
        path = f"/proposal/{one.choice.proposal.code}/verifikasi"
        if one.state == VisitState.ANNOUNCED:
            items.append(
                DeskItem(title, path, role, _("Lihat jadwal"), in_words(one.starts_at, one.zone), due=one.starts_at)
            )
        elif shown_to_agency(one) != NOTHING:
            text = _("Nyatakan bahwa Anda sudah membacanya. Itu bukan persetujuan.")
            items.append(DeskItem(title, path, role, _("Baca catatannya"), text, since=one.state_at))
    return items
