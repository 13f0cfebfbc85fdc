"""Computing anew what the marks of a review say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging import permissions  # noqa: F401 - registers who may do all this
from tular.features.judging.actions.planning import Progress
from tular.features.judging.models import CalibratedScore, Calibration, Review
from tular.features.judging.queries.calibrating import computed, marks_of, words_of
from tular.features.judging.queries.control import JOB, running_calibration
from tular.features.judging.queries.made_with import noted, of_figures, taken
from tular.features.judging.queries.planning import canonical_of
from tular.foundation.actions import Refused, action, together
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun

BATCH = 500


@action("judging.calibrate", gettext_lazy("Menghitung kalibrasi nilai"))
def begin_calibration(review: Review, *, by: Any, now: datetime, reason: str = "") -> JobRun:
    """Have the marks computed anew in the background. One run at a time."""
    if running_calibration(review) is not None:
        raise Refused(_("Kalibrasi sedang dihitung. Tunggu sampai selesai."))
    title = _("Kalibrasi nilai: %(title)s") % {"title": review.competition.title}
    return start(JOB, by=by, title=title, arguments={"review": review.pk}, now=now)


def compute_calibration(review: Review, *, by: Any, now: datetime, progress: Progress) -> Calibration:
    """What the marks say now, kept beside them. The same marks and versions as last time give no new row."""
    with translation.override("id"):
        progress(0.05, _("Membaca lembar nilai"))
        submissions = list(review.entries.filter(left_at__isnull=True).values_list("submission", flat=True))
        words = {pk: words_of(pk) for pk in submissions}
        told = marks_of(review, words)
        text, sha256 = canonical_of(told)
        last = review.calibrations.order_by("number").last()
        if last is not None and last.sha256 == sha256 and taken(last.figures)[1] == of_figures():
            return last
        progress(0.4, _("Menghitung keketatan penilai dan kepastian daftar"))
        found = computed(told)
        progress(0.9, _("Menyimpan"))
        entries = dict(review.entries.values_list("number", "pk"))
        with together():
            made = Calibration.objects.create(
                review=review, number=last.number + 1 if last else 1, canonical=text, sha256=sha256,
                identifiable=found.identifiable, reason=found.reason, figures=noted(found.figures, of_figures()),
                sheets=len(told["sheets"]), by=by, at=now,
            )  # fmt: skip
            rows = [
                CalibratedScore(calibration=made, entry_id=entries[number], **row)
                for number, row in found.scores.items()
            ]
            CalibratedScore.objects.bulk_create(rows, batch_size=BATCH)
        return made
