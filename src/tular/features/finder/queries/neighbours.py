"""Similar innovations of one innovation, and which of them may be the same one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tular.engines.matching import analysis, duplicates
from tular.features.catalogue.models import Innovation
from tular.features.finder.queries.opened import IndexMissing, opened
from tular.features.finder.queries.rules import ranking_rules, the_thesaurus


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar innovation: what both speak of, and whether it may be the same one."""

    code: str
    slug: str
    title: str
    agency: str
    year: int | None
    shared: tuple[str, ...]
    may_be_same: bool


def neighbours(code: str, limit: int = 5) -> list[Neighbour]:
    """The nearest innovations by words and meaning; empty while there is no index. Two queries."""
    try:
        index = opened()
    except IndexMissing:
        return []
    place = index.places.get(code)
    own = Innovation.published.filter(code=code).first()
    if place is None or own is None:
        return []
    rules = ranking_rules().text
    topics = analysis.topics(f"{own.title} {own.problem} {own.solution}")[:120]
    fit = index.search.around(place, topics, rules)
    nearest = [int(fit.numbers[i]) for i in np.argsort(-fit.fused, kind="stable") if fit.numbers[i] != place]
    codes = [index.search.keys[number] for number in nearest[: limit * 2]]
    rows = {row.code: row for row in Innovation.published.filter(code__in=codes).select_related("agency")}
    found = [_neighbour(own, rows[other]) for other in codes if other in rows]
    found.sort(key=lambda neighbour: not neighbour.may_be_same)
    return found[:limit]


def _neighbour(own: Innovation, other: Innovation) -> Neighbour:
    return Neighbour(
        code=other.code,
        slug=other.slug,
        title=other.title,
        agency=other.agency.name,
        year=other.year,
        shared=_shared(own, other),
        may_be_same=duplicates.are_near_duplicates(own.title, other.title, _text(own), _text(other)),
    )


def _shared(own: Innovation, other: Innovation, most: int = 4) -> tuple[str, ...]:
    """What both speak of: concepts of the thesaurus that both name, those of the other's title first."""
    mine = _concepts(f"{own.title} {_text(own)}")
    theirs = _concepts(f"{other.title} {_text(other)}")
    in_title = _concepts(other.title)
    labels = [label for concept, label in theirs.items() if concept in mine]
    first = [label for concept, label in in_title.items() if concept in mine]
    return tuple(dict.fromkeys([*first, *labels]))[:most]


def _concepts(text: str) -> dict[str, str]:
    mentions = the_thesaurus().mentions(analysis.tokens(text))
    return {mention.concept.id: mention.concept.label for mention in mentions}


def _text(innovation: Innovation) -> str:
    return f"{innovation.problem} {innovation.solution} {innovation.results}"
