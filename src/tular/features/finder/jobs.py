"""Background work of the finder: the index follows the catalogue."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tular.features.finder.actions import catalogue_changed, reindex
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
