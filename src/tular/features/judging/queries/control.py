"""The control room: how far the marks are, what they say, and what to do next."""

from __future__ import annotations

from tular.features.judging.models import Review
from tular.foundation.jobs.choices import OPEN
from tular.foundation.jobs.models import JobRun

JOB = "judging.calibrate"


def running_calibration(review: Review) -> JobRun | None:
    """The run that computes the calibration of this review now."""
    return JobRun.objects.filter(name=JOB, state__in=OPEN, arguments__review=review.pk).order_by("-pk").first()
