"""Background work of the finder: the index follows the catalogue, people hear of new answers to kept needs."""

from __future__ import annotations

from datetime import time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tular.features.finder.actions import catalogue_changed, look_again, reindex
from tular.features.finder.forms import question_from
from tular.features.finder.models import SavedNeed
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled(
    "finder.reindex", _("Memperbarui indeks pencarian"), every=timedelta(seconds=20), when=catalogue_changed, rest=2
)
def rebuild(run: Run) -> None:
    """Build the index anew after a change of the catalogue.

    Changes of twenty seconds are taken together. A build is followed by a pause of twice its length, so that a large
    catalogue under constant change takes a third of one processor at most.
    """
    reindex(lambda text: run.progress(0, 0, text))


@scheduled("finder.watch_needs", _("Mencari jawaban baru untuk kebutuhan yang disimpan"), daily_at=time(5, 30))
def watch_needs(run: Run) -> None:
    """Ask every watched need again; what newly stands among its first answers is told once."""
    now = timezone.now()
    watched = SavedNeed.objects.filter(watched=True, person__is_active=True).select_related("person")
    total = watched.count()
    for done, need in enumerate(watched.iterator(chunk_size=200)):
        run.progress(done, total)
        look_again(need, question_from(QueryDict(need.query)), now)
