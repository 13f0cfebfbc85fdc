"""What a published rulebook brings to a competition: calendar, categories, groups, who is admitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Gap, Stage
from tular.engines.rulebook.model import Value
from tular.engines.rulebook.reading import is_competition
from tular.features.agencies.choices import AgencyKind
from tular.features.competitions.choices import WindowKind
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import book_of, rules_of
from tular.foundation.rulebooks.wording import word_of

LAST_MINUTE = time(23, 59)
"""A deadline that names a day only is its last minute, as calls print it."""

OFFSETS = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the calendar that the rulebook has; `opens` and `closes` are local to `zone`, None where unknown."""

    kind: WindowKind
    stage: str
    label: str
    opens: datetime | None = None
    closes: datetime | None = None
    zone: str = "Asia/Jakarta"

    @property
    def key(self) -> str:
        """What tells it apart from others in a form."""
        return f"{self.kind}:{self.stage}"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with what its rules ask, in words; "" or () where the rulebook does not say."""

    id: str
    label: str
    intake: str
    intake_word: str
    age: str
    quota: str


@dataclass(frozen=True, slots=True)
class CategoryHint:
    """A category as the rulebook has it; "" where it does not describe it."""

    name: str
    description: str
    examples: str


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A published rulebook that may be chosen, or that may not because of its gaps."""

    id: int
    identity: str
    number: int
    title: str
    year: int | None
    newest: bool
    blocking: tuple[Gap, ...]


def versions_to_choose() -> tuple[VersionChoice, ...]:
    """Every published competition rulebook, those that can be opened first, the newest of each first. One query."""
    newest: dict[str, int] = {}
    rows = [row for row in RulebookVersion.objects.order_by("identity", "-number") if holds_a_competition(row)]
    for row in rows:
        newest.setdefault(row.identity, row.number)
    found = [_choice(row, newest[row.identity] == row.number) for row in rows if _is_for_entries(row)]
    return tuple(sorted(found, key=lambda one: (bool(one.blocking), not one.newest, -(one.year or 0), one.title)))


def _is_for_entries(row: RulebookVersion) -> bool:
    """Whether proposals are entered under it: no ranking, and not the small rules of a choice inside an agency."""
    rules = rules_of(row)
    return is_competition(rules.book) and not rules.is_preselection


def holds_a_competition(version: RulebookVersion) -> bool:
    """Whether a published rulebook is about a competition, rather than about ranking or a choice inside an agency."""
    return is_competition(book_of(version)) and not rules_of(version).is_preselection


def can_be_opened(version: RulebookVersion) -> bool:
    """Whether a competition may be held under this version: it is about one, and nothing that matters is missing."""
    return holds_a_competition(version) and rules_of(version).can_be_opened


def _choice(row: RulebookVersion, newest: bool) -> VersionChoice:
    rules = rules_of(row)
    year = rules.book.facts.get("year")
    gaps = tuple(gap for gap in rules.gaps if gap.blocks)
    known = year if isinstance(year, int) else None
    return VersionChoice(row.pk, row.identity, row.number, row.title, known, newest, gaps)


def calendar_of(rules: Rules) -> tuple[Slot, ...]:
    """The spans that the rulebook knows of: the submission, each stage, and what may be mended or objected to."""
    found = [_submission(rules)]
    tables = {str(item.get("id")): item for item in rules.book.block("stages")}
    for stage in rules.stages:
        found += _of_stage(stage, tables.get(stage.id, {}))
    return tuple(found)


def label_of(rules: Rules, kind: str, stage: str) -> str:
    """What a span of the calendar is called."""
    known = next((slot for slot in calendar_of(rules) if slot.kind == kind and slot.stage == stage), None)
    if known:
        return known.label
    return " ".join(filter(None, [str(WindowKind(kind).label).capitalize(), stage]))


def _submission(rules: Rules) -> Slot:
    tables = rules.book.block("submission")
    table: Mapping[str, Value] = tables[0] if tables else {}
    closes, opens = _moment(table.get("closes")), _moment(table.get("opens"))
    offset = closes.utcoffset() if isinstance(closes, datetime) else None
    zone = OFFSETS.get(int(offset.total_seconds() // 3600) if offset is not None else 7, "Asia/Jakarta")
    label = str(_("Pengajuan proposal"))
    return Slot(
        WindowKind.SUBMISSION, "", label, _local(opens, zone, time(0, 0)), _local(closes, zone, LAST_MINUTE), zone
    )


def _of_stage(stage: Stage, table: Mapping[str, Value]) -> Iterator[Slot]:
    span = table.get("window")
    first, last = span if isinstance(span, tuple) and len(span) == 2 else (None, None)
    zone = "Asia/Jakarta"
    opens, closes = _local(_moment(first), zone, time(0, 0)), _local(_moment(last), zone, LAST_MINUTE)
    yield Slot(WindowKind.STAGE, stage.id, stage.label, opens, closes, zone)
    if stage.fix_days is not None:
        yield Slot(WindowKind.FIX, stage.id, _("Perbaikan berkas, %(stage)s") % {"stage": stage.label})
    if stage.objection_days is not None:
        yield Slot(WindowKind.OBJECTION, stage.id, _("Masa sanggah, %(stage)s") % {"stage": stage.label})


def _moment(value: Value | None) -> date | datetime | None:
    """A date or a moment, as TOML's own or as text; None for anything else."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _local(value: date | datetime | None, zone: str, otherwise: time) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)) if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))
    return datetime.combine(value, otherwise, ZoneInfo(zone))


def categories_of(rules: Rules) -> tuple[CategoryHint, ...]:
    """The categories that the rulebook lists, in its order, each once."""
    found: dict[str, CategoryHint] = {}
    for item in rules.book.block("categories"):
        listed = item.get("labels") or item.get("items")
        for one in listed if isinstance(listed, tuple) else (item,) if "id" in item else ():
            table: Mapping[str, Value] = one if isinstance(one, Mapping) else {"label": one}
            name = str(table.get("label", table.get("id", ""))).strip()
            if name and name not in found:
                examples = table.get("examples", "")
                told = "; ".join(map(str, examples)) if isinstance(examples, tuple) else str(examples)
                found[name] = CategoryHint(name, str(table.get("description", "")), told)
    return tuple(found.values())


def groups_of(rules: Rules) -> tuple[GroupRow, ...]:
    """The groups with intake, age and quota in words."""
    return tuple(
        GroupRow(one.id, one.label, one.intake, word_of(one.intake), _age(rules, one.id), _quota(rules, one.id))
        for one in rules.groups
    )


def kinds_of(rules: Rules) -> tuple[str, ...]:
    """The kinds of agency that are admitted, in words; empty: the rulebook does not say."""
    allowed = next((rule.allowed for rule in rules.rules if rule.kind == "agency_type"), ())
    kinds = dict(AgencyKind.choices)
    return tuple(str(kinds[kind]) if kind in kinds else word_of(kind) for kind in allowed)


def _age(rules: Rules, group: str) -> str:
    told = []
    for rule in rules.rules:
        if rule.value is None or (rule.groups and group not in rule.groups):
            continue
        if rule.kind == "min_age_months":
            told.append(_("paling sedikit %(count)d bulan") % {"count": rule.value})
            told += [
                _("%(count)d bulan bila %(case)s") % {"count": one.value, "case": one.label}
                for one in rule.exceptions
                if one.value is not None
            ]
        elif rule.kind == "max_age_months":
            told.append(_("paling banyak %(count)d bulan") % {"count": rule.value})
    return "; ".join(told)


def _quota(rules: Rules, group: str) -> str:
    for rule in rules.rules:
        if rule.kind == "quota" and (not rule.groups or group in rule.groups):
            return "; ".join(
                _("%(count)d per %(kind)s") % {"count": most, "kind": word_of(kind) if kind else _("instansi")}
                for kind, most in rule.quotas.items()
            )
    return ""
