"""Regular work of public ratings: looking for groups, and forgetting people."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.ratings.actions.computing import forget_people, forget_unconfirmed
from tular.features.ratings.actions.inspecting import inspect
from tular.features.ratings.queries.keeping_time import ratings_to_forget, ratings_to_inspect, some_to_inspect
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled(
    "ratings.inspect",
    gettext_lazy("Memeriksa penilaian masyarakat"),
    every=timedelta(minutes=10),
    when=some_to_inspect,
    rest=5,
)
def inspect_ratings(run: Run) -> str:
    """Look for suspicious groups where something came in since the last time."""
    found = list(ratings_to_inspect())
    for place, rating in enumerate(found):
        run.progress(place, len(found))
        inspect(rating, by=None, now=timezone.now())
    return _("%(n)d penilaian masyarakat diperiksa.") % {"n": len(found)}


@scheduled("ratings.forget", gettext_lazy("Menghapus data penilai masyarakat"), daily_at=time(3, 20))
def forget(run: Run) -> str:
    """Empty what was not confirmed in time; delete what leads to people once objections are over."""
    now = timezone.now()
    late, people = forget_unconfirmed(now), 0
    for rating in ratings_to_forget(now):
        people += forget_people(rating, now)
    return _("Dikosongkan: %(late)d yang tidak dikonfirmasi, %(people)d yang masa sanggahnya lewat.") % {
        "late": late, "people": people,
    }  # fmt: skip
