"""When what is open, for whom. The server's clock decides, whatever a browser says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Competition, Extension, Window
from tular.foundation.access.asked import asked_once


@dataclass(frozen=True, slots=True)
class Deadline:
    """The submission of one agency: its span, and whether the end is an extension of its own."""

    opens_at: datetime
    closes_at: datetime
    zone: str
    extended: bool

    def is_open(self, now: datetime) -> bool:
        """Whether something may still come in: up to and not including the moment of closing."""
        return self.opens_at <= now < self.closes_at


def window_of(competition: Competition, kind: WindowKind, stage: str = "") -> Window | None:
    """The span of this kind; None where the calendar has none."""
    return competition.windows.filter(kind=kind, stage=stage).first()


def submission_for(competition: Competition, agency: int) -> Deadline | None:
    """Until when an agency may submit; None where the calendar does not say. Two queries, once in a request."""
    question = ("submission", competition.pk, agency)
    return asked_once(question, lambda: submissions_for(competition, [agency]).get(agency))


def submissions_for(competition: Competition, agencies: Iterable[int]) -> dict[int, Deadline]:
    """The same for many agencies; two queries."""
    window = window_of(competition, WindowKind.SUBMISSION)
    if window is None:
        return {}
    wanted = set(agencies)
    latest = {
        row.agency_id: row.closes_at
        for row in Extension.objects.filter(window=window, agency_id__in=wanted).order_by("at", "pk")
    }
    return {
        agency: Deadline(
            window.opens_at,
            max(window.closes_at, latest.get(agency, window.closes_at)),
            window.zone,
            latest.get(agency, window.closes_at) > window.closes_at,
        )
        for agency in wanted
    }


def takes_submissions(competition: Competition, agency: int, now: datetime) -> bool:
    """Whether this agency may write and submit now."""
    deadline = submission_for(competition, agency)
    return competition.state == CompetitionState.OPEN and deadline is not None and deadline.is_open(now)
