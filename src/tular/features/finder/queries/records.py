"""Everything the index must know of the catalogue, gathered in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from tular.engines.matching.facts import LASTING, UNKNOWN, Facts, RecordFacts, gather
from tular.engines.matching.index import Record
from tular.features.agencies.models import Agency, Region
from tular.features.agencies.queries import families, indicators_by_region
from tular.features.catalogue.choices import AwardLevel
from tular.features.catalogue.models import Innovation, Recognition, SourceRecord, Theme
from tular.features.catalogue.queries import (
    completeness_of,
    facts_in_all_rows,
    known_facts,
    needs_in_words,
    states_a_figure,
)
from tular.features.finder.queries.rules import ranking_rules, resource_reader
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.shown import real_replications

EPOCH = date(1970, 1, 1)


def index_records() -> tuple[list[Record], Facts]:
    """All innovations as the engine wants them, in the order of their codes."""
    reader = _Reader()
    innovations = Innovation.published.order_by("code").values(
        "id", "code", "title", "unit", "agency_id", "province_id", "year", "start_year", "sdgs",
        "problem", "solution", "results", "sustainability", "confirmed_on",
    )  # fmt: skip
    records, facts = [], []
    row: Mapping[str, Any]
    for row in innovations.iterator(chunk_size=5000):
        records.append(reader.record(row))
        facts.append(reader.facts(row))
    rules = ranking_rules()
    sets: dict[str, Sequence[str]] = {
        "themes": list(reader.theme_names),
        "sdgs": [str(number) for number in range(1, 18)],
        "awards": list(AwardLevel.values),
        "resources": [resource.id for resource in rules.resources],
    }
    return records, gather(facts, sets, ReplicationState.values, [rule.id for rule in rules.indicators])


class _Reader:
    """The side tables, read once, and how one row becomes a record and its facts."""

    def __init__(self) -> None:
        self.rules = ranking_rules()
        self.resources = resource_reader()
        self.theme_names = dict(Theme.objects.order_by("slug").values_list("slug", "name"))
        self.agencies = {row.id: row for row in Agency.objects.all()}
        self.families = families()
        self.regions = {row.code: row for row in Region.objects.all()}
        self.themes = _grouped(Innovation.themes.through.objects.values_list("innovation_id", "theme_id"))
        self.awards = _grouped(Recognition.objects.values_list("innovation_id", "level"))
        self.sources = set(SourceRecord.objects.exclude(source_url="").values_list("innovation_id", flat=True))
        self.row_facts = facts_in_all_rows()
        self.needs = needs_in_words()
        self.replications: dict[int, dict[str, int]] = defaultdict(dict)
        counts = real_replications().exclude(innovation=None).values_list("innovation_id", "state")
        for innovation_id, state, count in counts.annotate(count=Count("id")):
            self.replications[innovation_id][state] = count
        self.taken = taken_by_kind(self.rules.lasting_months)
        self.figures = {
            code: {
                rule.id: (number, not fact.from_province)
                for rule in self.rules.indicators
                if (fact := known.get(rule.id)) and (number := rule.number(fact.value)) is not None
            }
            for code, known in indicators_by_region(self.regions).items()
        }

    def record(self, row: Mapping[str, Any]) -> Record:
        """The texts. The owner carries the names of its successors and predecessors, so that either name finds it."""
        agency = self.agencies[row["agency_id"]]
        kin = [self.agencies[other] for other in self.families.get(agency.id, ())]
        names = " ".join(f"{body.name} {body.abbreviation}" for body in [agency, *kin])
        themes = " ".join(self.theme_names[slug] for slug in self.themes.get(row["id"], ()))
        fields = tuple(text for text in (row["problem"], row["solution"], row["results"]) if text)
        return Record(row["code"], row["title"], fields, f"{names} {row['unit']} {themes}")

    def facts(self, row: Mapping[str, Any]) -> RecordFacts:
        """The facts of one record."""
        agency = self.agencies[row["agency_id"]]
        province = self.regions.get(row["province_id"] or "")
        region = agency.region_id or row["province_id"] or ""
        more = self.row_facts.get(row["id"], frozenset())
        needs = self.needs.get(row["id"], "")
        complete = completeness_of(
            known_facts(
                unit=row["unit"],
                problem=row["problem"],
                solution=row["solution"],
                results=row["results"],
                sustainability=row["sustainability"],
                has_theme=row["id"] in self.themes,
                has_sdg=bool(row["sdgs"]),
                has_source_url=row["id"] in self.sources,
            )
            | more
        )
        confirmed = row["confirmed_on"]
        return RecordFacts(
            agency=agency.slug,
            kind=agency.kind,
            province=province.code if province else "",
            island_group=province.island_group if province else "",
            region=region,
            year=row["year"] or UNKNOWN,
            themes=tuple(self.themes.get(row["id"], ())),
            sdgs=tuple(str(number) for number in row["sdgs"]),
            awards=tuple(self.awards.get(row["id"], ())),
            status=row["sustainability"],
            confirmed_day=(confirmed - EPOCH).days if confirmed else UNKNOWN,
            replications=self.replications.get(row["id"], {}),
            taken=self.taken.get(row["id"], {}),
            filled=complete.full,
            partly=complete.part,
            components=complete.total,
            has_problem=bool(row["problem"]),
            has_solution=bool(row["solution"]),
            has_results=bool(row["results"]) or "results" in more,
            measured=states_a_figure(row["results"]) or "measured_results" in more,
            resources=tuple({hit.resource.id for hit in self.resources.mentioned(f"{row['solution']}. {needs}")}),
            indicators=self.figures.get(region, {}),
        )


def taken_by_kind(lasting_months: int) -> dict[int, dict[tuple[str, str], int]]:
    """Innovation id → (kind of agency, state) → takers; `LASTING` counts those proven after so many months. A query."""
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    rows = real_replications().filter(innovation__isnull=False, taker__isnull=False)
    for innovation, kind, state, months in rows.values_list("innovation_id", "taker__kind", "state", "proven_months"):
        assert innovation is not None, "the filter lets only linked ones pass"
        found[innovation][kind, state] += 1
        if state == ReplicationState.PROVEN and months is not None and months >= lasting_months:
            found[innovation][kind, LASTING] += 1
    return found


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    result: dict[int, list[str]] = defaultdict(list)
    for key, value in pairs:
        result[key].append(value)
    return dict(result)
