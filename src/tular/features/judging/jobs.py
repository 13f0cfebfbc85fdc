"""Long and regular work of judging."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.conflicts import find_conflicts
from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.actions.reassigning import remind_before_close, reminded_in_words
from tular.features.judging.models import Review
from tular.features.judging.queries.assignments.listing import JOB as PLAN
from tular.features.judging.queries.control import JOB as CALIBRATE
from tular.features.judging.queries.searching import JOB as SEARCH
from tular.features.judging.queries.searching import reviews_to_search, some_to_search
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


@job(SEARCH)
def search(run: Run, *, review: int) -> Report:
    """Look for conflicts among all entries and evaluators of a review."""
    row = Review.objects.filter(pk=review).first()
    if row is None:
        return Report(_("Penilaian ini sudah tidak ada."))
    run.progress(0, 1, _("Membandingkan penilai dengan proposal"))
    found = find_conflicts(row, by=run.owner, now=timezone.now())
    return Report(
        text=_("Selesai. Buka halaman benturan untuk melihatnya."),
        columns=(_("Yang dihitung"), _("Jumlah")),
        rows=(
            (_("benturan yang baru ditemukan"), found.new),
            (_("di antaranya masih meragukan"), found.doubtful),
            (_("semua yang perlu dilihat"), found.waiting),
        ),
    )


@scheduled(
    "judging.search_changed",
    gettext_lazy("Mencari benturan kepentingan yang baru"),
    every=timedelta(minutes=1),
    when=some_to_search,
    rest=5,
)
def search_changed(run: Run) -> str:
    """Soon after entries, evaluators, profiles or ties changed, and once a day for what changes elsewhere."""
    reviews = list(reviews_to_search(timezone.now()))
    new = 0
    for place, review in enumerate(reviews):
        run.progress(place, len(reviews))
        new += find_conflicts(review, by=None, now=timezone.now()).new
    return ngettext("%(n)d benturan baru", "%(n)d benturan baru", new) % {"n": new}
