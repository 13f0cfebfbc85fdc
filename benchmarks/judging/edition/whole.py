"""The steps of an edition in their order."""

from __future__ import annotations

from datetime import datetime

from benchmarks.judging.edition.afterwards import Work, conclude
from benchmarks.judging.edition.desk import publish_list, read
from benchmarks.judging.edition.hearing import hear
from benchmarks.judging.edition.opening import FINAL, Edition, Sizes, open_edition, submit
from benchmarks.judging.edition.rating import let_the_public_rate
from benchmarks.judging.edition.sitting import decide_winners
from benchmarks.judging.edition.visiting import visit


def hold(sizes: Sizes, work: Work, now: datetime) -> Edition:
    """Hold a whole edition that is over at `now`. `work` does what waits in the background."""
    edition = open_edition(sizes, now)
    made = submit(edition)
    read(edition, made)
    let_the_public_rate(edition)
    hear(edition)
    visit(edition)
    decide_winners(edition, FINAL)
    publish_list(edition, FINAL, "Pemenang", edition.day(76), objection_days=5)
    conclude(edition, work, now)
    return edition
