"""Up to four innovations side by side, with what is unknown said in every cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tular.engines.matching.resources import Resource
from tular.features.catalogue.choices import AwardLevel, Sustainability
from tular.features.catalogue.models import Innovation, Recognition, Theme
from tular.features.catalogue.queries import Requirements, requirements_of, states_a_figure
from tular.features.catalogue.queries.told import ResultFigure, result_figures
from tular.features.finder.queries.rules import resource_reader
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.shown import real_replications


@dataclass(frozen=True, slots=True)
class Mention:
    """A resource that the description mentions, with the words that do."""

    resource: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """One recorded replication: who, in which state, when."""

    taker: str
    state: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One column of the comparison. Empty text is unknown."""

    code: str
    slug: str
    title: str
    agency: str
    agency_slug: str
    kind: str
    province: str
    unit: str
    themes: tuple[str, ...]
    problem: str
    solution: str
    results: str
    measured: bool
    start_year: int | None
    awards: tuple[str, ...]
    status: str
    confirmed_on: date | None
    mentions: tuple[Mention, ...]
    needs: Requirements
    figures: tuple[ResultFigure, ...]
    preparation_months: int | None
    personal_data: str
    copies: tuple[Copy, ...]
    note: str
    unknown: tuple[str, ...] = field(default=())


def compare(chosen: list[str]) -> list[Compared]:
    """The chosen innovations (slugs or codes) in the order chosen; unknown ones are left out. Nine queries or fewer."""
    rows = (
        (Innovation.published.filter(slug__in=chosen) | Innovation.published.filter(code__in=chosen))
        .select_related("agency", "province")
        .prefetch_related(
            "indicators__evidence",
            Prefetch("themes", Theme.objects.order_by("name")),
            Prefetch("recognitions", Recognition.objects.order_by("-year")),
            Prefetch("replications", real_replications().order_by("state", "taker_text")),
        )
    )
    by_name = {name: row for row in rows for name in (row.slug, row.code)}
    found = dict.fromkeys(by_name[name] for name in chosen if name in by_name)
    needs = requirements_of([row.pk for row in found])
    return [_compared(row, needs.get(row.pk, Requirements())) for row in found]


def mentions(description: str) -> tuple[Mention, ...]:
    """Resources that a description mentions, in the order of the rulebook; no list of requirements, only mentions."""
    english = (get_language() or "").startswith("en")
    found: dict[str, tuple[Resource, list[str]]] = {}
    for hit in resource_reader().mentioned(description):
        words = found.setdefault(hit.resource.id, (hit.resource, []))[1]
        word = description[hit.start : hit.end]
        if word.lower() not in map(str.lower, words):
            words.append(word)
    return tuple(Mention(one.name_en if english else one.name, tuple(words)) for one, words in found.values())


def _compared(row: Innovation, needs: Requirements) -> Compared:
    english = (get_language() or "").startswith("en")
    award_names, state_names = dict(AwardLevel.choices), dict(ReplicationState.choices)
    recognitions = list(row.recognitions.all())
    copies = list(row.replications.all())
    return Compared(
        code=row.code,
        slug=row.slug,
        title=row.title,
        agency=row.agency.name,
        agency_slug=row.agency.slug,
        kind=row.agency.get_kind_display(),
        province=row.province.name if row.province else "",
        unit=row.unit,
        themes=tuple(theme.name_en if english else theme.name for theme in row.themes.all()),
        problem=row.problem,
        solution=row.solution,
        results=row.results,
        measured=states_a_figure(row.results) or any(one.after is not None for one in row.indicators.all()),
        start_year=row.start_year,
        awards=tuple(f"{award_names[one.level]} {one.year or ''}".strip() for one in recognitions),
        status=row.get_sustainability_display(),
        confirmed_on=row.confirmed_on,
        mentions=mentions(row.solution),
        needs=needs,
        figures=result_figures(row),
        preparation_months=row.preparation_months,
        personal_data=row.personal_data,
        copies=tuple(Copy(one.taker_text, str(state_names[one.state]), one.year) for one in copies),
        note=row.note,
        unknown=tuple(_unknown(row, needs)),
    )


def _unknown(row: Innovation, needs: Requirements) -> list[str]:
    """What nobody has told yet, in words."""
    costs = needs.costs
    gaps = [
        (not row.problem, _("masalah")),
        (not row.solution, _("cara kerja")),
        (not row.results and not row.indicators.all(), _("hasil")),
        (not row.start_year, _("tahun mulai")),
        (not row.unit, _("unit pelaksana")),
        (row.sustainability == Sustainability.UNKNOWN, _("masih berjalan atau tidak")),
        (costs is None or costs.first is None or costs.yearly is None, _("biaya awal dan biaya tahunan")),
        (row.preparation_months is None, _("waktu menyiapkan")),
        (not needs.people, _("jumlah orang")),
        (not needs.rules_to_make, _("dasar hukum daerah")),
    ]
    return [name for missing, name in gaps if missing]
