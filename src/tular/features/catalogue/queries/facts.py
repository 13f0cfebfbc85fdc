"""Which facts a record gives, in the names of the rulebook, and how complete its description is."""

from __future__ import annotations

from functools import lru_cache

from tular.engines.rulebook import Completeness, Component, assess, record_components
from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.row_facts import facts_in_rows
from tular.features.catalogue.queries.texts import states_a_figure
from tular.foundation.rulebooks.registry import rulebook

MODEL = "innovation-model-2"
"""The rulebook that says what a complete description contains."""


def known_facts(
    *,
    unit: str,
    problem: str,
    solution: str,
    results: str,
    sustainability: str,
    has_theme: bool,
    has_sdg: bool,
    has_source_url: bool,
) -> frozenset[str]:
    """The facts that the row itself gives; `row_facts` tells those of its lists.

    The owner is always known: no innovation exists without its agency.
    """
    told = {
        "agency": True,
        "unit": bool(unit),
        "theme": has_theme,
        "sdg": has_sdg,
        "problem": bool(problem),
        "measured_problem": states_a_figure(problem),
        "solution": bool(solution),
        "results": bool(results),
        "measured_results": states_a_figure(results),
        "source_url": has_source_url,
        "sustainability_known": sustainability != Sustainability.UNKNOWN,
    }
    return frozenset(name for name, known in told.items() if known)


def facts_of(innovation: Innovation) -> frozenset[str]:
    """All facts of a record. No query when themes, sources and `FACT_ROWS` are prefetched."""
    return known_facts(
        unit=innovation.unit,
        problem=innovation.problem,
        solution=innovation.solution,
        results=innovation.results,
        sustainability=innovation.sustainability,
        has_theme=bool(innovation.themes.all()),
        has_sdg=bool(innovation.sdgs),
        has_source_url=any(source.source_url for source in innovation.sources.all()),
    ) | facts_in_rows(innovation)


def completeness_of(facts: frozenset[str]) -> Completeness:
    """The components of a record with these facts, by the rulebook of this installation."""
    book = rulebook(MODEL)
    return _assessed(_components(book.digest), facts)


@lru_cache(maxsize=4)
def _components(digest: str) -> tuple[Component, ...]:
    return record_components(rulebook(MODEL))


@lru_cache(maxsize=4096)
def _assessed(components: tuple[Component, ...], facts: frozenset[str]) -> Completeness:
    return assess(components, facts)
