"""What is measured in a case, as a page and as a table: beside the schedule, and beside the origin's own figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook.replication import Words
from tular.features.catalogue.models import Indicator
from tular.features.replications.choices import CaseState, Scale, Side
from tular.features.replications.models import Case, CaseIndicator, Measurement
from tular.features.replications.queries.figures import shown
from tular.features.replications.queries.measuring_chart import chart_of
from tular.features.replications.queries.measuring_due import MEASURED_STATES, due_end
from tular.features.replications.queries.proof import Proof, got_better, proof_of
from tular.features.replications.queries.rules import in_language, rules_of
from tular.features.replications.queries.schedule import Slot, months_between, nearest_month, slots_of
from tular.features.replications.queries.visibility import cases_held, sides_of
from tular.foundation.charts.measures import Measures
from tular.foundation.files.streams import Cell

COLUMNS = (
    "indikator", "satuan", "jenis", "utama", "tanggal", "bulan_sejak_mulai", "nilai", "kejadian", "seluruhnya",
    "simpangan_baku", "cara", "bukti", "dilepas",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One value: the baseline or a measurement. `months` after the beginning, None for the baseline."""

    row: Measurement | None
    on: date | None
    months: int | None
    value: str
    counted: str
    method: str
    source: str
    file: Any
    note: str
    better: bool | None

    @property
    def is_proving(self) -> bool:
        """Whether something backs it."""
        return bool(self.source or self.file)


@dataclass(frozen=True, slots=True)
class SlotCell:
    """One month of the schedule: what was measured for it, or that it is to be filled in."""

    slot: Slot
    value: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin's own figures, beside and never in one drawing: their scope and method may differ."""

    before: str
    after: str
    before_period: str
    after_period: str
    method: str


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """One indicator with all that was measured; `others` takers of the same innovation measure it as well."""

    row: CaseIndicator
    lines: tuple[Line, ...]
    cells: tuple[SlotCell, ...]
    origin: Origin | None
    others: int
    effect: str
    chart: Measures | None

    @property
    def baseline(self) -> str:
        """As the reader writes it."""
        return shown(self.row.baseline)

    @property
    def target(self) -> str:
        """As the reader writes it."""
        return shown(self.row.target)


@dataclass(frozen=True, slots=True)
class MeasuringPage:
    """What everybody sees of it who may open the case; `takes` lets the reader write."""

    case: Case
    takes: bool
    measures: bool
    slots: tuple[Slot, ...]
    awaited: Slot | None
    until: datetime | None
    blocks: tuple[IndicatorBlock, ...]
    dropped: tuple[IndicatorBlock, ...]
    proof: Proof
    about: str

    @property
    def main(self) -> IndicatorBlock | None:
        """The one by which it is judged."""
        return next((one for one in self.blocks if one.row.main), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator that somebody measures already: of the origin, or of other takers."""

    key: str
    name: str
    unit: str
    better: str
    method: str
    told_by: str
    origin: Indicator | None


def measuring_page(person: Any, case: Case, now: datetime) -> MeasuringPage:
    """All indicators with their values. A fixed number of queries."""
    rows = list(
        case.indicators.select_related("origin", "baseline_file").prefetch_related("measurements__file").order_by(
            "-main", "pk"
        )
    )  # fmt: skip
    others = _others(case)
    rules = rules_of(case)
    today = timezone.localdate(now, timezone.get_default_timezone())
    main = next((one for one in rows if one.main and one.dropped_at is None), None)
    slots: tuple[Slot, ...] = ()
    if case.began_on is not None:
        days = [one.on for one in main.measurements.all()] if main else []
        slots = slots_of(case.began_on, days, rules.remind, today)
    blocks = [_block(case, one, slots, others.get(one.key, 0)) for one in rows]
    measures = case.state in MEASURED_STATES and case.began_on is not None
    awaited = next((slot for slot in slots if slot.is_awaited), None) if measures else None
    return MeasuringPage(
        case=case,
        takes=Side.TAKER in sides_of(person, case) and case.state not in (CaseState.STOPPED, CaseState.CANCELLED),
        measures=measures,
        slots=slots,
        awaited=awaited,
        until=due_end(awaited) if awaited else None,
        blocks=tuple(one for one in blocks if one.row.dropped_at is None),
        dropped=tuple(one for one in blocks if one.row.dropped_at is not None),
        proof=proof_of(case),
        about=_about(case),
    )


def proposals_for(case: Case) -> tuple[Proposal, ...]:
    """Indicators to take over: those of the origin, then those of other takers, without what is measured here."""
    held = set(case.indicators.filter(dropped_at__isnull=True).values_list("key", "origin_id"))
    keys, origins = {key for key, _origin in held}, {origin for _key, origin in held}
    found = [
        Proposal(f"asal-{one.pk}", one.name, one.unit, one.better, one.method, case.owner.name, one)
        for one in Indicator.objects.filter(innovation=case.innovation)
        if one.pk not in origins
    ]
    seen: dict[str, CaseIndicator] = {}
    for row in _of_others(case).select_related("case__taker", "origin").order_by("pk"):
        if row.key not in keys:
            seen.setdefault(row.key, row)
    found += [
        Proposal(f"rekan-{row.pk}", row.name, row.unit, row.better, row.method, row.case.taker.name, row.origin)
        for row in seen.values()
    ]
    return tuple(found)


def table_of(case: Case) -> Iterator[tuple[Cell, ...]]:
    """Every value of the case, one to a row; see `COLUMNS`. Two queries."""
    for one in case.indicators.prefetch_related("measurements").order_by("-main", "pk"):
        head = (one.name, one.unit, one.get_scale_display(), _("ya") if one.main else "")
        tail = (one.dropped_reason,)
        if one.baseline is not None:
            yield (
                *head, one.baseline_on, _("data awal"), shown(one.baseline), shown(one.baseline_events),
                shown(one.baseline_total), shown(one.baseline_sd), one.method, one.baseline_source, *tail,
            )  # fmt: skip
        for row in one.measurements.all():
            months = months_between(case.began_on, row.on) if case.began_on else None
            yield (
                *head, row.on, months, shown(row.value), shown(row.events), shown(row.total), shown(row.sd), row.method,
                row.source, *tail,
            )  # fmt: skip


def effect_in_words(indicator: CaseIndicator, last: Measurement | None, began: date | None) -> str:
    """What became of it, in one sentence; "" while there is nothing to compare."""
    if indicator.baseline is None or last is None or began is None:
        return ""
    told = {
        "name": indicator.name, "before": shown(indicator.baseline), "after": shown(last.value),
        "unit": indicator.unit, "n": months_between(began, last.on),
    }  # fmt: skip
    if last.value == indicator.baseline:
        return _("%(name)s tetap %(before)s %(unit)s, %(n)d bulan sesudah mulai.") % told
    if got_better(indicator, last):
        return _("%(name)s membaik dari %(before)s menjadi %(after)s %(unit)s, %(n)d bulan sesudah mulai.") % told
    return _("%(name)s memburuk dari %(before)s menjadi %(after)s %(unit)s, %(n)d bulan sesudah mulai.") % told


def _block(case: Case, row: CaseIndicator, slots: tuple[Slot, ...], others: int) -> IndicatorBlock:
    measured = list(row.measurements.all())
    lines = [_line(case, row, one) for one in measured]
    if row.baseline is not None:
        lines.insert(0, Line(
            None, row.baseline_on, None, shown(row.baseline), _counted(row.scale, row.baseline_events,
            row.baseline_total, row.baseline_sd), row.method, row.baseline_source, row.baseline_file, "", None,
        ))  # fmt: skip
    return IndicatorBlock(
        row, tuple(lines), tuple(_cells(case, measured, slots)), _origin(row.origin), others,
        effect_in_words(row, measured[-1] if measured else None, case.began_on), chart_of(case, row, slots),
    )  # fmt: skip


def _line(case: Case, row: CaseIndicator, one: Measurement) -> Line:
    return Line(
        one, one.on, months_between(case.began_on, one.on) if case.began_on else None, shown(one.value),
        _counted(row.scale, one.events, one.total, one.sd), one.method, one.source, one.file, one.note,
        got_better(row, one) if row.baseline is not None else None,
    )  # fmt: skip


def _cells(case: Case, measured: list[Measurement], slots: tuple[Slot, ...]) -> Iterator[SlotCell]:
    values: dict[int, str] = {}
    months = tuple(slot.month for slot in slots)
    for one in measured:
        if case.began_on is not None and months:
            values[nearest_month(case.began_on, one.on, months)] = shown(one.value)
    for slot in slots:
        yield SlotCell(slot, values.get(slot.month, ""))


def _counted(scale: str, events: Any, total: Any, sd: Any) -> str:
    """The counts behind a value, as far as they are known."""
    if scale == Scale.RATE and events is not None and total is not None:
        return _("%(events)s dari %(total)s") % {"events": shown(events), "total": shown(total)}
    if scale == Scale.COUNT and total is not None:
        return _("dari %(total)s") % {"total": shown(total)}
    if scale == Scale.MEAN and total is not None:
        text = _("n = %(n)s") % {"n": shown(total)}
        return f"{text}, {_('simpangan baku %(sd)s') % {'sd': shown(sd)}}" if sd is not None else text
    return ""


def _origin(row: Indicator | None) -> Origin | None:
    if row is None or (row.before is None and row.after is None):
        return None
    nothing, sometime = _("belum diketahui"), _("waktu belum diketahui")
    return Origin(
        shown(row.before) or nothing, shown(row.after) or nothing, row.before_period or sometime,
        row.after_period or sometime, row.method,
    )  # fmt: skip


def _of_others(case: Case) -> Any:
    """What other takers of the same innovation measure, once their replication is public; made-up ones apart."""
    rows = CaseIndicator.objects.filter(
        case__in=cases_held().filter(replication__isnull=False, is_demo=case.is_demo).values("pk"),
        case__innovation=case.innovation, dropped_at__isnull=True,
    )  # fmt: skip
    return rows.exclude(case=case.pk)


def _others(case: Case) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for key, other in _of_others(case).values_list("key", "case"):
        found.setdefault(key, set()).add(other)
    return {key: len(cases) for key, cases in found.items()}


def _about(case: Case) -> str:
    """What proven means, in the words of the rules."""
    table = next(iter(rules_of(case).book.block("measurement")), {})
    return in_language(Words("", str(table.get("about_id", "")), str(table.get("about_en", ""))))
