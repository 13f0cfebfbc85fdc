"""The page of open data, and the table behind each download."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from django.db.models import Max
from django.utils.translation import gettext as _

from tular.features.exchange.models import ImportRun
from tular.features.exchange.queries.agency_tables import AGENCIES, ALIASES, HUBS, INDICATORS, REGIONS, SUCCESSIONS
from tular.features.exchange.queries.catalogue_tables import INNOVATIONS, RECOGNITIONS, REPLICATIONS, SOURCES, THEMES
from tular.features.exchange.queries.content_tables import (
    CLASSIFICATIONS,
    COSTS,
    INDICATORS_OF_RESULTS,
    MEANS,
    PARTS,
    PEOPLE,
    RULES,
    VIDEOS,
)
from tular.features.exchange.queries.rule_tables import RULEBOOKS, THESAURUS
from tular.features.exchange.queries.tables import Dataset

DATASETS = {
    one.slug: one
    for one in (
        INNOVATIONS,
        RECOGNITIONS,
        SOURCES,
        REPLICATIONS,
        THEMES,
        CLASSIFICATIONS,
        PEOPLE,
        COSTS,
        RULES,
        MEANS,
        INDICATORS_OF_RESULTS,
        PARTS,
        VIDEOS,
        AGENCIES,
        ALIASES,
        SUCCESSIONS,
        HUBS,
        REGIONS,
        INDICATORS,
        THESAURUS,
        RULEBOOKS,
    )
}
"""All tables in the order of the page, by the name in their address."""

DICTIONARY_COLUMNS = ("table", "column", "meaning", "type", "unit", "unknown")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column as the dictionary explains it."""

    name: str
    meaning: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One table of the page. `changed_at` is None while nothing is loaded, and for what ships with the program."""

    slug: str
    name: str
    about: str
    rows: int
    changed_at: datetime | None
    is_shipped: bool
    columns: tuple[ColumnLine, ...]


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """Everything that the page shows."""

    lines: tuple[DatasetLine, ...]
    product_version: str

    @property
    def is_empty(self) -> bool:
        """Nothing but what ships with the program."""
        return not any(line.rows for line in self.lines if not line.is_shipped)

    @property
    def changed_at(self) -> datetime | None:
        """The last change of any table."""
        return max((line.changed_at for line in self.lines if line.changed_at), default=None)


def dataset(slug: str) -> Dataset | None:
    """The table of this name in an address."""
    return DATASETS.get(slug)


def open_data_page() -> OpenDataPage:
    """The page: one query for the runs, and one count for each table that is in the database."""
    runs: dict[str, datetime] = dict(ImportRun.objects.order_by().values_list("kind").annotate(Max("at")))
    return OpenDataPage(tuple(_line(one, runs) for one in DATASETS.values()), version("tular"))


def dictionary_rows() -> Iterator[tuple[str, ...]]:
    """The dictionary of all tables, in the order of `DICTIONARY_COLUMNS`, in the language of the request."""
    for one in DATASETS.values():
        for column in _columns(one):
            yield one.slug, column.name, column.meaning, column.kind, column.unit, _("kosong; null di JSON")


def _line(one: Dataset, runs: dict[str, datetime]) -> DatasetLine:
    return DatasetLine(
        slug=one.slug,
        name=str(one.name),
        about=str(one.about),
        rows=one.count(),
        changed_at=max((runs[kind] for kind in one.runs if kind in runs), default=None),
        is_shipped=not one.runs,
        columns=_columns(one),
    )


def _columns(one: Dataset) -> tuple[ColumnLine, ...]:
    return tuple(
        ColumnLine(column.name, str(column.meaning), str(column.kind.value), str(column.unit)) for column in one.columns
    )
