"""Long and regular work of judging."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.models import Review
from tular.features.judging.queries.assignments.listing import JOB
from tular.foundation.jobs.registry import job
from tular.foundation.jobs.run import Report, Run


@job(JOB)
def plan(run: Run, *, review: int) -> Report:
    """Compute the assignment of a review; see `planning.compute_plan`."""
    row = Review.objects.select_related("competition__rulebook").filter(pk=review).first()
    if row is None:
        return Report(_("Penilaian ini sudah tidak ada."))
    found = compute_plan(
        row, by=run.owner, now=timezone.now(), progress=lambda share, text: run.progress(share, 1, text)
    )
    if found.feasible:
        return Report(_("Rencana nomor %(n)d siap dilihat.") % {"n": found.number})
    return Report("\n".join((_("Tidak dapat dibagi seperti ini:"), *found.explanation)))
