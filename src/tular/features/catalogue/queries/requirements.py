"""What innovations need, in lines of words: for whoever says what they lack, and for comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.features.catalogue.models import Cost, Innovation, LegalRule, Means, PeopleNeed
from tular.features.catalogue.queries.told import CostTable, cost_table, rule_line


@dataclass(frozen=True, slots=True)
class Requirements:
    """What one innovation needs, by the word of its owner. Empty or None is unknown."""

    people: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    rules_to_make: tuple[str, ...] = ()
    costs: CostTable | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that somebody may lack: people, things, money."""
        return (*self.people, *self.means, *((_money(self.costs),) if self.costs else ()))


def requirements_of(ids: Collection[int]) -> dict[int, Requirements]:
    """The needs of these innovations that told any, by id. Five queries, however many there are."""
    people: dict[int, list[str]] = defaultdict(list)
    for need in PeopleNeed.objects.filter(innovation__in=ids):
        people[need.innovation_id].append(_people(need))
    means: dict[int, list[str]] = defaultdict(list)
    for thing in Means.objects.filter(innovation__in=ids):
        means[thing.innovation_id].append(f"{thing.name}: {thing.amount}" if thing.amount else thing.name)
    rules: dict[int, list[str]] = defaultdict(list)
    for rule in LegalRule.objects.filter(innovation__in=ids):
        if (line := rule_line(rule)).to_make:
            rules[rule.innovation_id].append(f"{line.title} {line.about}".strip())
    costs: dict[int, list[Cost]] = defaultdict(list)
    for cost in Cost.objects.filter(innovation__in=ids):
        costs[cost.innovation_id].append(cost)
    years = dict(Innovation.objects.filter(pk__in=list(costs)).values_list("pk", "first_cost_year")) if costs else {}
    return {
        id: Requirements(
            tuple(people.get(id, ())), tuple(means.get(id, ())), tuple(rules.get(id, ())),
            cost_table(costs.get(id, []), years.get(id)),
        )
        for id in {*people, *means, *rules, *costs}
    }  # fmt: skip


def needs_in_words() -> dict[int, str]:
    """The names of the people and things that each innovation needs, as one text, by id. Three queries."""
    found: dict[int, list[str]] = defaultdict(list)
    for id, role, skill in PeopleNeed.objects.values_list("innovation_id", "role", "skill"):
        found[id] += [role, skill]
    for id, name in Means.objects.values_list("innovation_id", "name"):
        found[id].append(name)
    for id in Cost.objects.order_by().values_list("innovation_id", flat=True).distinct():
        found[id].append("anggaran")
    return {id: ". ".join(filter(None, words)) for id, words in found.items()}


def rupiah(amount: Decimal) -> str:
    """An amount as people write it: Rp 1.250.000."""
    places = 0 if amount == amount.to_integral_value() else 2
    number = number_format(amount, places, use_l10n=True, force_grouping=True)
    return _("Rp %(number)s") % {"number": number}


def _people(need: PeopleNeed) -> str:
    if need.number is None:
        return need.role
    number = number_format(need.number, use_l10n=True, force_grouping=True)
    return _("%(role)s: %(number)s orang") % {"role": need.role, "number": number}


def _money(costs: CostTable) -> str:
    if costs.first is None:
        return _("biaya yang jumlahnya belum lengkap")
    return _("biaya tahun pertama %(amount)s") % {"amount": rupiah(costs.first)}
