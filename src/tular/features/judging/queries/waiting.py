"""What of judging waits on somebody's desk besides readings: pacts to sign, profiles to fill, conflicts to look at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Conflict, EvaluatorProfile, IntegrityPact, Review
from tular.features.judging.queries.conflicts import to_be_looked_at
from tular.features.judging.queries.pact import asks_pact
from tular.features.judging.queries.review_page import base_of
from tular.features.judging.queries.visibility import evaluators_of, reviews_run_by
from tular.foundation.ui.desk import DeskItem


def own_items(person: Any, now: datetime) -> list[DeskItem]:
    """Pacts that an evaluator has to sign, and their profile while it is empty. Three queries."""
    rows = evaluators_of(person).exclude(review__state=ReviewState.CLOSED)
    mine = list(rows.select_related("review__competition__rulebook").order_by("since", "pk"))
    if not mine:
        return []
    role, found = _("penilai"), []
    competitions = {one.review.competition_id: one for one in mine}
    signed = set(
        IntegrityPact.objects.filter(person_id=person.pk, competition__in=list(competitions)).values_list(
            "competition", flat=True
        )
    )
    for pk, one in competitions.items():
        competition = one.review.competition
        if pk not in signed and asks_pact(competition):
            found.append(
                DeskItem(
                    _("Pakta integritas: %(title)s") % {"title": competition.title},
                    f"/penilaian/pakta/{competition.slug}", role, _("Tandatangani"),
                    _("Tanpa tanda tangan Anda belum dapat menilai."), since=one.since,
                )
            )  # fmt: skip
    if not EvaluatorProfile.objects.filter(person_id=person.pk).exists():
        found.append(
            DeskItem(
                _("Profil penilai"), "/penilaian/profil", role, _("Isi profil"),
                _("Agar Anda mendapat proposal di bidang Anda."), since=mine[0].since,
            )
        )  # fmt: skip
    return found


def organiser_items(person: Any, now: datetime) -> list[DeskItem]:
    """Conflicts that whoever runs a competition has to look at, one item for each review. One query beside roles."""
    if person is None or not person.is_authenticated:
        return []
    reviews = reviews_run_by(person).exclude(state=ReviewState.CLOSED)
    rows = Conflict.objects.filter(lifted_at__isnull=True, entry__review__in=reviews.values("pk"))
    counted = dict(to_be_looked_at(rows).order_by().values_list("entry__review").annotate(n=Count("pk")))
    if not counted:
        return []
    found = []
    for review in Review.objects.filter(pk__in=counted).select_related("competition").order_by("pk"):
        n = counted[review.pk]
        text = ngettext("%(n)d benturan perlu dilihat.", "%(n)d benturan perlu dilihat.", n) % {"n": n}
        found.append(
            DeskItem(
                _("Benturan kepentingan: %(title)s") % {"title": review.competition.title},
                f"{base_of(review)}/benturan?bagian=lihat", _("penyelenggara"), _("Lihat benturannya"), text, count=n,
            )
        )  # fmt: skip
    return found
