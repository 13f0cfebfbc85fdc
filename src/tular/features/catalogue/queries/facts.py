"""Which facts a record gives, in the names of the rulebook, and how complete its description is."""

from __future__ import annotations

from functools import lru_cache

from tular.engines.rulebook import Completeness, Component, assess, record_components
from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.queries.texts import states_a_figure
from tular.foundation.rulebooks.registry import rulebook

MODEL = "innovation-model-1"
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
    """The facts that a record gives. The owner is always known: no innovation exists without its agency."""
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
