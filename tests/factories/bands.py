"""A made-up review whose marks are in and calibrated, with a line that they hardly settle."""

from __future__ import annotations

from tests.factories.competitions import NOW, RULEBOOK
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_sheet
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.models import Review

SHORTLISTED = RULEBOOK.replace("scale = [0, 100]\n", "scale = [0, 100]\nshortlist = 5\n")
BLIND = SHORTLISTED.replace("shortlist = 5\n", "shortlist = 5\nblind = true\n")


def make_calibrated(organiser: Agency, by: User, *, text: str = SHORTLISTED, entries: int = 12) -> Review:
    """Each proposal read by two of four; qualities a point apart, so that hardly anything is sure. Five places."""
    review = make_judged(organiser, by, text=text, running=True)
    people = [make_evaluator(review) for _number in range(4)]
    for number in range(entries):
        entry = make_entry(review)
        for place in (number, number + 1 + number % 2):
            total = str(70 + number + (place * 7 + number * 5) % 11)
            make_sheet(make_reading(people[place % 4], entry), total=total, dampak=total, kebaruan=total)
    compute_calibration(review, by=None, now=NOW, progress=lambda _share, _text: None)
    return review
