"""The page of one innovation as a plain object: its template asks the database for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from tular.engines.rulebook import Completeness, ComponentResult, Status
from tular.features.agencies.models import Agency, Succession
from tular.features.catalogue.choices import Sustainability, ThemeKind
from tular.features.catalogue.models import FormerOwner, Innovation, Recognition, SourceRecord, Theme
from tular.features.catalogue.queries.declarations import PublicDeclaration, public_declaration
from tular.features.catalogue.queries.facts import completeness_of, facts_of
from tular.features.catalogue.queries.statuses import freshness, local_day
from tular.features.catalogue.queries.texts import sentences, states_a_baseline, states_a_figure
from tular.features.catalogue.queries.told import RELATED, Told, paragraphs, told
from tular.foundation.ui.shapes import Status as StatusLine

SDG_NUMBERS = range(1, 18)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """The owner. `until` is the year or month when it ended, `successors` the bodies that went on."""

    slug: str
    name: str
    kind: str
    region: str
    until: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerOwnerLine:
    """An agency that owned the record until a day."""

    slug: str
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Address:
    """A web address and the site it leads to."""

    url: str
    site: str


@dataclass(frozen=True, slots=True)
class RecognitionLine:
    """An award as the source wrote it, told by `addresses` besides the sources of the record itself.

    `winner` is empty when the owner itself won it under its present name.
    """

    as_written: str
    level: str
    year: int | None
    winner: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme or field of service with the parameter that lists its innovations."""

    slug: str
    name: str
    facet: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row from which the innovation came."""

    source: str
    source_id: str
    addresses: tuple[Address, ...]
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One component of the description with its status, and the questions that would fill it."""

    id: str
    name: str
    status: Status
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultsCare:
    """What a reader of the results must know; each flag is one sentence on the page.

    `baseline_elsewhere`: the results tell no figure from before, but the problem has a figure that may be it.
    """

    no_results: bool
    no_figure: bool
    no_baseline: bool
    baseline_elsewhere: bool
    no_method: bool


@dataclass(frozen=True, slots=True)
class InnovationPage:
    """Everything that the page of an innovation shows. `subject_id` lets upper features find what belongs to it."""

    subject_id: int
    code: str
    slug: str
    nri: str
    title: str
    agency: AgencyLine
    former_owners: tuple[FormerOwnerLine, ...]
    """The latest first."""
    unit: str
    province: str
    province_code: str
    year: int | None
    start_year: int | None
    lead: str
    problem: tuple[str, ...]
    solution: str
    steps: tuple[str, ...]
    """The solution, sentence by sentence."""
    results: tuple[str, ...]
    care: ResultsCare
    told: Told
    freshness: StatusLine
    sustainability: Sustainability
    confirmed_on: date | None
    declared: PublicDeclaration | None
    completeness: Completeness
    components: tuple[ComponentLine, ...]
    recognitions: tuple[RecognitionLine, ...]
    themes: tuple[ThemeLine, ...]
    sdgs: tuple[int, ...]
    note: str
    sources: tuple[SourceLine, ...]
    imported_at: datetime | None
    published_at: datetime | None
    """When the text was published here; None while it is that of its source."""

    @property
    def is_bare(self) -> bool:
        """Nothing is known but title and owner."""
        return not (self.problem or self.solution or self.results or self.told.summary or self.told.figures)

    @property
    def gaps(self) -> tuple[ComponentLine, ...]:
        """The components that are not full, with what to ask."""
        return tuple(line for line in self.components if line.status is not Status.FULL)


def innovation_page(slug: str) -> InnovationPage | None:
    """The page of an innovation, or None for an unknown slug. At most twenty-one queries, whatever hangs on it."""
    innovation = (
        Innovation.published.select_related("agency__region", "province", "stakeholder")
        .prefetch_related(
            Prefetch("recognitions", Recognition.objects.select_related("agency")),
            "themes",
            "sources",
            "declarations",
            *RELATED,
            Prefetch("former_owners", FormerOwner.objects.select_related("agency")),
            Prefetch("agency__successions", Succession.objects.select_related("successor")),
        )
        .filter(slug=slug)
        .first()
    )
    return _page(innovation) if innovation else None


def _page(innovation: Innovation) -> InnovationPage:
    themes, sources = tuple(innovation.themes.all()), tuple(innovation.sources.all())
    agency = innovation.agency
    completeness = completeness_of(facts_of(innovation))
    more = told(innovation)
    steps = sentences(innovation.solution)
    lines = tuple(_source(source) for source in sources)
    told_already = frozenset(address for line in lines for address in line.addresses)
    return InnovationPage(
        subject_id=innovation.pk,
        code=innovation.code,
        slug=innovation.slug,
        nri=innovation.nri or "",
        title=innovation.title,
        agency=AgencyLine(
            slug=agency.slug,
            name=agency.name,
            kind=agency.kind,
            region=agency.region.name if agency.region else "",
            until=agency.until,
            successors=tuple(sorted(link.successor.name for link in agency.successions.all())),
        ),
        former_owners=tuple(
            FormerOwnerLine(row.agency.slug, row.agency.name, row.until) for row in innovation.former_owners.all()
        ),
        unit=innovation.unit,
        province=innovation.province.name if innovation.province else "",
        province_code=innovation.province_id or "",
        year=innovation.year,
        start_year=innovation.start_year,
        lead=" ".join(more.summary) or (steps[0] if steps else ""),
        problem=paragraphs(innovation.problem),
        solution=innovation.solution,
        steps=steps,
        results=paragraphs(innovation.results),
        care=_care(innovation, more),
        told=more,
        freshness=freshness(innovation.fresh_on, local_day(timezone.now())),
        sustainability=Sustainability(innovation.sustainability),
        confirmed_on=innovation.confirmed_on,
        declared=public_declaration(list(innovation.declarations.all())),
        completeness=completeness,
        components=tuple(_component(result) for result in completeness.components),
        recognitions=tuple(_recognition(row, agency, told_already) for row in innovation.recognitions.all()),
        themes=tuple(_theme(theme) for theme in themes),
        sdgs=tuple(number for number in innovation.sdgs if number in SDG_NUMBERS),
        note=innovation.note,
        sources=lines,
        imported_at=max((source.imported_at for source in sources), default=None),
        published_at=innovation.published_at,
    )


def _care(innovation: Innovation, more: Told) -> ResultsCare:
    measured = states_a_figure(innovation.results) or any(line.after is not None for line in more.figures)
    compared = states_a_baseline(innovation.results) or any(line.chart for line in more.figures)
    no_baseline = measured and not compared
    return ResultsCare(
        no_results=not innovation.results and not more.figures,
        no_figure=bool(innovation.results or more.figures) and not measured,
        no_baseline=no_baseline,
        baseline_elsewhere=no_baseline and states_a_figure(innovation.problem),
        no_method=measured and not any(line.method for line in more.figures),
    )


def _recognition(row: Recognition, owner: Agency, told: frozenset[Address]) -> RecognitionLine:
    return RecognitionLine(
        as_written=row.as_written,
        level=row.get_level_display(),
        year=row.year,
        winner="" if row.agency_id == owner.pk else row.agency.name,
        addresses=tuple(address for address in _addresses(row.source_url) if address not in told),
    )


def _theme(theme: Theme) -> ThemeLine:
    name = theme.name_en if get_language() == "en" else theme.name
    return ThemeLine(theme.slug, name, "bidang" if theme.kind == ThemeKind.SECTOR else "tema")


def _source(row: SourceRecord) -> SourceLine:
    return SourceLine(row.source, row.source_id, _addresses(row.source_url), row.imported_at)


def _addresses(text: str) -> tuple[Address, ...]:
    """The addresses in a field that may hold several, parted by semicolons; anything but web addresses is left out."""
    return tuple(
        Address(url, urlsplit(url).netloc.removeprefix("www."))
        for part in text.split(" ; ")
        if (url := part.strip()).startswith(("http://", "https://"))
    )


def _component(result: ComponentResult) -> ComponentLine:
    english = get_language() == "en"
    return ComponentLine(
        id=result.component.id,
        name=result.component.name_en if english else result.component.name,
        status=result.status,
        questions=tuple(question.text_en if english else question.text for question in result.missing),
    )
