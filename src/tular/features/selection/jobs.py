"""Long work on lists."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tular.features.selection.actions.telling import tell_of_list
from tular.features.selection.models import Announcement
from tular.foundation.jobs.registry import job
from tular.foundation.jobs.run import Run


@job("selection.tell")
def tell(run: Run, *, announcement: int) -> str:
    """Tell local admins and writers of a list that was announced."""
    row = Announcement.objects.select_related("competition__rulebook").get(pk=announcement)

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("Memberi tahu instansi dan penulis"))

    agencies, proposals = tell_of_list(row, progress)
    return _("%(agencies)d instansi dan penulis %(proposals)d proposal diberi tahu.") % {
        "agencies": agencies, "proposals": proposals,
    }  # fmt: skip
