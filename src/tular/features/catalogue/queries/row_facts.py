"""Which facts the rows and longer texts of a record give, in the names of the rulebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Q, QuerySet

from tular.features.catalogue.choices import MeansKind, PartKind, RuleKind, RuleUse, State
from tular.features.catalogue.models import (
    Cost,
    Document,
    Indicator,
    Innovation,
    LegalRule,
    Means,
    Part,
    PeopleNeed,
)

FACT_ROWS = ("people_needs", "costs", "legal_rules", "means", "indicators", "parts", "documents")
"""What `facts_in_rows` reads: prefetch it where more than one record is read."""

TEXTS = {
    "novelty": "novelty",
    "adaptation": "adaptation",
    "resources": "resources",
    "low_cost": "low_cost",
    "personal_data": "personal_data",
    "continuity": "continuity",
    "contact": "contact",
    "stakeholder": "stakeholder_id",
    "preparation": "preparation_months",
}
"""Fact by the column that gives it, when the column holds something."""


def facts_in_rows(innovation: Innovation) -> frozenset[str]:
    """The facts of one record."""
    found = {fact for fact, column in TEXTS.items() if getattr(innovation, column) not in (None, "")}
    for people in innovation.people_needs.all():
        found |= _people(people)
    for rule in innovation.legal_rules.all():
        found |= _rule(rule)
    for figure in innovation.indicators.all():
        found |= _indicator(figure)
    costs = list(innovation.costs.all())
    found |= _costs(costs)
    kinds = {row.kind for row in innovation.means.all()}
    found |= {"means"} if kinds else set()
    found |= {"technology"} if MeansKind.TECHNOLOGY in kinds else set()
    found |= {_part(row) for row in innovation.parts.all()}
    return frozenset(found | ({"document"} if innovation.documents.all() else set()))


def facts_in_all_rows() -> dict[int, frozenset[str]]:
    """The facts of every published record that gives any, by its id. Eight queries."""
    found: dict[int, set[str]] = defaultdict(set)
    for id, *values in Innovation.published.filter(_any_text()).values_list("id", *TEXTS.values()):
        found[id] |= {fact for fact, value in zip(TEXTS, values, strict=True) if value not in (None, "")}
    for people in _of_published(PeopleNeed.objects.all()):
        found[people.innovation_id] |= _people(people)
    for rule in _of_published(LegalRule.objects.all()):
        found[rule.innovation_id] |= _rule(rule)
    for figure in _of_published(Indicator.objects.all()):
        found[figure.innovation_id] |= _indicator(figure)
    costs: dict[int, list[Cost]] = defaultdict(list)
    for cost in _of_published(Cost.objects.all()):
        costs[cost.innovation_id].append(cost)
    for id, rows in costs.items():
        found[id] |= _costs(rows)
    for means in _of_published(Means.objects.all()):
        found[means.innovation_id] |= {"means"} | ({"technology"} if means.kind == MeansKind.TECHNOLOGY else set())
    for part in _of_published(Part.objects.all()):
        found[part.innovation_id].add(_part(part))
    for document in _of_published(Document.objects.all()):
        found[document.innovation_id].add("document")
    return {id: frozenset(facts) for id, facts in found.items()}


def _of_published[Row: models.Model](rows: QuerySet[Row]) -> Iterable[Row]:
    """Rows of published records, a few at a time."""
    return rows.filter(innovation__state=State.PUBLISHED).order_by().iterator(chunk_size=5000)


def _any_text() -> Q:
    found = Q()
    for column in TEXTS.values():
        is_number = column in ("stakeholder_id", "preparation_months")
        found |= Q(**{f"{column}__isnull": False}) if is_number else ~Q(**{column: ""})
    return found


def _people(row: PeopleNeed) -> set[str]:
    return {"people_needed"} | ({"skill"} if row.skill else set())


def _rule(row: LegalRule) -> set[str]:
    if row.use == RuleUse.TO_MAKE:
        return {"rule_to_make"}
    return {"procedure"} if row.kind == RuleKind.PROCEDURE else {"legal_basis"}


def _indicator(row: Indicator) -> set[str]:
    """A number after is a measured result; with the one before, a baseline."""
    found = {"indicator"}
    if row.after is not None:
        found |= {"results", "measured_results"}
        if row.before is not None:
            found.add("baseline")
    return found | ({"result_method"} if row.method else set())


def _costs(rows: list[Cost]) -> set[str]:
    """The cost of beginning is known when the first year of every source is; that of a year by the second or third."""
    found = set()
    if rows and all(row.year_1 is not None for row in rows):
        found.add("first_cost")
    if rows and (all(row.year_2 is not None for row in rows) or all(row.year_3 is not None for row in rows)):
        found.add("yearly_cost")
    return found


def _part(row: Part) -> str:
    return "core_part" if row.kind == PartKind.CORE else "adaptable_part"
