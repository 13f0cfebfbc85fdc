"""All clues of a review together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tular.features.judging.models import Review
from tular.features.judging.queries.clues.belonging import clues_of_places
from tular.features.judging.queries.clues.clue import Clue
from tular.features.judging.queries.clues.judged import judged_in
from tular.features.judging.queries.clues.telling import clues_of_disclosures, clues_of_ties
from tular.features.judging.queries.clues.working import clues_of_work
from tular.features.judging.queries.rules import stage_of

REGION = "region"
"""What the recusals of a stage call the province."""


def clues_of(review: Review, evaluators: Iterable[int] | None = None) -> Iterator[Clue]:
    """What speaks against evaluators (all, unless told) reading entries, hints too. Queries do not grow with rows."""
    judged = judged_in(review, evaluators)
    yield from clues_of_places(judged, by_region=REGION in stage_of(review).recusal)
    yield from clues_of_work(review, judged)
    yield from clues_of_disclosures(review, judged)
    yield from clues_of_ties(review, judged)
