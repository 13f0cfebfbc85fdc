"""Long and regular work of judging."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.actions.reassigning import remind_before_close, reminded_in_words
from tular.features.judging.models import Review
from tular.features.judging.queries.assignments.listing import JOB as PLAN
from tular.features.judging.queries.control import JOB as CALIBRATE
from tular.foundation.jobs.registry import job, scheduled
from tular.foundation.jobs.run import Report, Run


@job(PLAN)
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


@job(CALIBRATE)
def calibrate(run: Run, *, review: int) -> Report:
    """Compute what the marks of a review say; see `calibrating.compute_calibration`."""
    row = Review.objects.select_related("competition__rulebook").filter(pk=review).first()
    if row is None:
        return Report(_("Penilaian ini sudah tidak ada."))
    found = compute_calibration(
        row, by=run.owner, now=timezone.now(), progress=lambda share, text: run.progress(share, 1, text)
    )
    if found.identifiable:
        return Report(_("%(n)d lembar nilai dihitung. Buka ruang kendali untuk melihatnya.") % {"n": found.sheets})
    return Report(_("Nilai tidak dikalibrasi: %(reason)s") % {"reason": found.reason})


@scheduled("judging.remind", gettext_lazy("Mengingatkan penilai sebelum penutupan"), daily_at=time(7, 0))
def remind_evaluators(run: Run) -> str:
    """Remind whoever has readings left, and tell the organiser of who does not begin."""
    return reminded_in_words(*remind_before_close(now=timezone.now()))
