"""What an owner told of an innovation beyond the short texts, ready to be shown: needs, money, figures, media."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tular.features.catalogue.choices import (
    Better,
    CompetitionGroup,
    Digital,
    MeansKind,
    MoneySource,
    OecdFacet,
    PartKind,
    ReformTheme,
    RuleKind,
    RuleUse,
    Scheme,
    WorkTime,
)
from tular.features.catalogue.models import Cost, Indicator, Innovation, LegalRule
from tular.features.catalogue.queries.content.reading import canonical
from tular.features.catalogue.queries.content.sections import VIDEO_HOSTS
from tular.foundation.charts.change import Change
from tular.foundation.files.models import StoredFile

RELATED = (
    "classifications", "innovators", "people_needs", "costs", "legal_rules", "means", "indicators__evidence", "parts",
    "photos__file", "videos", "documents__file",
)  # fmt: skip
"""What `told` reads: prefetch it."""

ENTRIES = {
    Scheme.REFORM: dict(ReformTheme.choices), Scheme.OECD: dict(OecdFacet.choices),
    Scheme.GROUP: dict(CompetitionGroup.choices),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """People that are needed in one role; `number` None and empty texts are unknown."""

    role: str
    number: int | None
    time: str
    skill: str


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money from one source in three years; None is unknown."""

    source: str
    use: str
    years: tuple[Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class CostTable:
    """Money by source and year, in rupiah. The total of a year is unknown as soon as one of its amounts is."""

    years: tuple[str, str, str]
    lines: tuple[CostLine, ...]
    totals: tuple[Decimal | None, Decimal | None, Decimal | None]

    @property
    def first(self) -> Decimal | None:
        """What the first year costs: the cost of beginning."""
        return self.totals[0]

    @property
    def yearly(self) -> Decimal | None:
        """What a year costs once it runs: that of the third year, else of the second."""
        return self.totals[2] if self.totals[2] is not None else self.totals[1]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: its kind with number and year, what it is about, what it is to a taker."""

    title: str
    about: str
    use: str
    to_make: bool
    url: str


@dataclass(frozen=True, slots=True)
class MeansLine:
    """A thing that is needed."""

    name: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A stored file to be downloaded."""

    title: str
    path: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class ResultFigure:
    """A number before and after; `chart` where both are known. `verdict` says whether the change is the good one."""

    name: str
    unit: str
    before: Decimal | None
    before_period: str
    after: Decimal | None
    after_period: str
    method: str
    better: str
    verdict: str
    evidence: FileLink | None
    chart: Change | None


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the innovation with the reason, or how far it may change."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A picture of consenting people, or of nobody."""

    path: str
    srcset: str
    alt: str
    caption: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class VideoLine:
    """A link to a video and the site it leads to; `known` sites are those that people know for videos."""

    url: str
    title: str
    site: str
    known: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything structured; an empty text, list or None is unknown."""

    summary: tuple[str, ...]
    aim: tuple[str, ...]
    novelty: tuple[str, ...]
    adaptation: tuple[str, ...]
    resources: tuple[str, ...]
    low_cost: tuple[str, ...]
    personal_data: tuple[str, ...]
    continuity: tuple[str, ...]
    kind: str
    coordinates: str
    """Latitude and longitude with decimal points, as maps take them."""
    contact: str
    stakeholder: tuple[str, str] | None
    """Slug and name."""
    innovators: tuple[tuple[str, str], ...]
    """Name and role of those who agreed to be shown."""
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    """Lists with the entries that fit."""
    people: tuple[People, ...]
    preparation_months: int | None
    costs: CostTable | None
    rules: tuple[RuleLine, ...]
    infrastructure: tuple[MeansLine, ...]
    technology: tuple[MeansLine, ...]
    figures: tuple[ResultFigure, ...]
    core: tuple[PartLine, ...]
    adaptable: tuple[PartLine, ...]
    photos: tuple[PhotoLine, ...]
    videos: tuple[VideoLine, ...]
    documents: tuple[FileLink, ...]

    @property
    def headcount(self) -> int | None:
        """How many people in all; unknown as soon as one number is."""
        numbers = [line.number for line in self.people]
        return sum(number for number in numbers if number) if numbers and None not in numbers else None

    @property
    def rules_to_make(self) -> tuple[RuleLine, ...]:
        """The rules that a taker has to make."""
        return tuple(rule for rule in self.rules if rule.to_make)


def told(innovation: Innovation) -> Told:
    """What the record tells. No query when `RELATED` is prefetched and the stakeholder selected."""
    stakeholder = innovation.stakeholder
    means = list(innovation.means.all())
    parts = list(innovation.parts.all())
    return Told(
        summary=paragraphs(innovation.summary),
        aim=paragraphs(innovation.aim),
        novelty=paragraphs(innovation.novelty),
        adaptation=paragraphs(innovation.adaptation),
        resources=paragraphs(innovation.resources),
        low_cost=paragraphs(innovation.low_cost),
        personal_data=paragraphs(innovation.personal_data),
        continuity=paragraphs(innovation.continuity),
        kind=str(Digital(innovation.kind).label) if innovation.kind else "",
        coordinates=_coordinates(innovation.latitude, innovation.longitude),
        contact=innovation.contact,
        stakeholder=(stakeholder.slug, stakeholder.name) if stakeholder else None,
        innovators=tuple((row.name, row.role) for row in innovation.innovators.all() if row.consent),
        classes=_classes(innovation),
        people=tuple(
            People(row.role, row.number, str(WorkTime(row.time).label) if row.time else "", row.skill)
            for row in innovation.people_needs.all()
        ),
        preparation_months=innovation.preparation_months,
        costs=cost_table(list(innovation.costs.all()), innovation.first_cost_year),
        rules=tuple(rule_line(row) for row in innovation.legal_rules.all()),
        infrastructure=tuple(
            MeansLine(row.name, row.amount, row.note) for row in means if row.kind == MeansKind.INFRASTRUCTURE
        ),
        technology=tuple(
            MeansLine(row.name, row.amount, row.note) for row in means if row.kind == MeansKind.TECHNOLOGY
        ),
        figures=result_figures(innovation),
        core=tuple(PartLine(row.name, row.reason) for row in parts if row.kind == PartKind.CORE),
        adaptable=tuple(PartLine(row.name, row.reason) for row in parts if row.kind == PartKind.ADAPTABLE),
        photos=tuple(
            PhotoLine(
                row.file.image_path(row.file.defined_purpose.images[1]),
                row.file.srcset, row.alt, row.caption, row.file.width, row.file.height,
            )
            for row in innovation.photos.all()
        ),
        videos=tuple(_video(row.url, row.title) for row in innovation.videos.all()),
        documents=tuple(link_to(row.file, row.title) for row in innovation.documents.all()),
    )  # fmt: skip


def result_figures(innovation: Innovation) -> tuple[ResultFigure, ...]:
    """The numbers of its results. No query when `indicators__evidence` is prefetched."""
    return tuple(_figure(number, row) for number, row in enumerate(innovation.indicators.all(), start=1))


def _tidy(value: Decimal | None) -> Decimal | None:
    """The number without the zeros that the column adds: 32.2000 is 32.2."""
    return None if value is None else Decimal(canonical(value))


def _money(amount: Decimal | None) -> Decimal | None:
    """Rupiah without decimals where there are none."""
    return amount if amount is None or amount != amount.to_integral_value() else Decimal(int(amount))


def _coordinates(latitude: Decimal | None, longitude: Decimal | None) -> str:
    known = latitude is not None and longitude is not None
    return f"{canonical(latitude)}, {canonical(longitude)}" if known else ""  # type: ignore[arg-type] # both are known


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that are not blank."""
    return tuple(part for line in text.splitlines() if (part := line.strip()))


def cost_table(rows: list[Cost], first_year: int | None) -> CostTable | None:
    """Rows of money as a table; None when nothing is told."""
    if not rows:
        return None
    lines = tuple(
        CostLine(
            str(MoneySource(row.source).label), row.use, (_money(row.year_1), _money(row.year_2), _money(row.year_3))
        )
        for row in rows
    )
    totals = tuple(_sum([line.years[year] for line in lines]) for year in range(3))
    if first_year:
        years = (str(first_year), str(first_year + 1), str(first_year + 2))
    else:
        years = (_("tahun ke-1"), _("tahun ke-2"), _("tahun ke-3"))
    return CostTable(years, lines, (totals[0], totals[1], totals[2]))


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _classes(innovation: Innovation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = list(innovation.classifications.all())
    found = (
        (str(scheme.label), tuple(str(ENTRIES[scheme][row.code]) for row in rows if row.scheme == scheme))
        for scheme in Scheme
    )
    return tuple((name, entries) for name, entries in found)


def rule_line(row: LegalRule) -> RuleLine:
    """A rule in words."""
    words = [str(RuleKind(row.kind).label)]
    if row.number:
        words.append(_("Nomor %(number)s") % {"number": row.number})
    if row.year:
        words.append(_("Tahun %(year)d") % {"year": row.year})
    use = str(RuleUse(row.use).label) if row.use else ""
    return RuleLine(" ".join(words), row.about, use, row.use == RuleUse.TO_MAKE, row.url)


def _figure(number: int, row: Indicator) -> ResultFigure:
    return ResultFigure(
        name=row.name,
        unit=row.unit,
        before=_tidy(row.before),
        before_period=row.before_period,
        after=_tidy(row.after),
        after_period=row.after_period,
        method=row.method,
        better=str(Better(row.better).label) if row.better else "",
        verdict=_verdict(row),
        evidence=link_to(row.evidence, _("bukti")) if row.evidence else None,
        chart=_chart(number, row),
    )


def _verdict(row: Indicator) -> str:
    """Whether the number went the good way; "" where that cannot be said."""
    if row.before is None or row.after is None or not row.better:
        return ""
    if row.before == row.after:
        return _("tidak berubah")
    return _("membaik") if (row.after > row.before) is (row.better == Better.UP) else _("memburuk")


def _chart(number: int, row: Indicator) -> Change | None:
    if row.before is None or row.after is None:
        return None
    description = _("%(before)s (%(before_period)s), kemudian %(after)s (%(after_period)s), %(unit)s.") % {
        "before": _plain(_tidy(row.before) or Decimal(0)),
        "before_period": row.before_period or _("waktu belum diketahui"),
        "after": _plain(_tidy(row.after) or Decimal(0)),
        "after_period": row.after_period or _("waktu belum diketahui"),
        "unit": row.unit,
    }
    return Change(
        f"angka-{number}", row.name, description, row.before, row.after, row.before_period or "?",
        row.after_period or "?", _("sebelum"), _("sesudah"),
    )  # fmt: skip


def _plain(value: Decimal) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def _video(url: str, title: str) -> VideoLine:
    site = (urlsplit(url).hostname or "").removeprefix("www.")
    return VideoLine(url, title, site, any(site == host or site.endswith(f".{host}") for host in VIDEO_HOSTS))


def link_to(file: StoredFile, title: str) -> FileLink:
    """Where a file can be had, with what it is."""
    kind = file.kind.label if file.kind else ""
    return FileLink(title, file.path, kind, file.size)
