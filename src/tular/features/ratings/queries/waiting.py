"""What of public ratings waits on the organiser's desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Window
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import PublicRating
from tular.features.ratings.queries.listing import base_of
from tular.foundation.ui.desk import DeskItem


def organiser_items(person: Any, now: datetime) -> list[DeskItem]:
    """Suspicious groups that nobody decided about, ratings to be closed, results to be announced. Two queries."""
    if person is None or not person.is_authenticated:
        return []
    run = competitions_run_by(person).values("pk")
    rows = PublicRating.objects.filter(competition__in=run).exclude(state=RatingState.RELEASED)
    undecided = Q(entries__clusters__decided_at__isnull=True) & ~Q(entries__clusters__block="")
    listed = list(
        rows.select_related("competition").annotate(
            groups=Count("entries__clusters", filter=undecided & Q(entries__clusters__isnull=False), distinct=True)
        )
    )
    if not listed:
        return []
    ends = {
        (one.competition_id, one.stage): one.closes_at
        for one in Window.objects.filter(kind=WindowKind.STAGE, competition__in=[row.competition_id for row in listed])
    }
    found = []
    for row in listed:
        text, due = "", ends.get((row.competition_id, row.stage))
        if row.state == RatingState.CLOSED:
            text, action = _("Sudah ditutup: periksa kelompok, hitung, lalu umumkan."), _("Umumkan hasilnya")
        elif due is not None and due <= now:
            text, action = _("Waktunya sudah berakhir."), _("Tutup penilaian")
        elif row.groups:
            text, action = _groups(row.groups), _("Periksa kelompok")
        if text:
            found.append(
                DeskItem(
                    _("Penilaian masyarakat: %(title)s") % {"title": row.competition.title}, f"{base_of(row)}/kelola",
                    _("penyelenggara"), action, text, since=row.state_at, count=max(1, row.groups),
                )
            )  # fmt: skip
    return found


def _groups(n: int) -> str:
    text = ngettext("%(n)d kelompok penilaian mencurigakan.", "%(n)d kelompok penilaian mencurigakan.", n)
    return text % {"n": n}
