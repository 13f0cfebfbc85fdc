"""A rulebook that is being written, tried on proposals that were submitted under another one: what would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.eligibility import Facts, Rule, Status, judge
from tular.engines.rulebook.form import Section
from tular.engines.rulebook.wordcount import count_words
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.admission import kind_in
from tular.features.competitions.queries.visibility import competitions_checked_by
from tular.features.competitions.queries.windows import submissions_for
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries.form import GENERAL, NO, YES, answers_of, conditions_of
from tular.features.proposals.queries.history import awards_of
from tular.features.proposals.queries.visibility import ARRIVED
from tular.foundation.rulebooks.naming import name_of
from tular.foundation.rulebooks.wording import word_of
from tular.foundation.ui.shapes import Pages

PAGE_SIZE = 50
BATCH = 500
"""Proposals that are held in memory at once."""

REMEMBERED = 300
"""Seconds for which a result is good while the proposals stay as they are."""

KEPT = 8
"""Results that one process remembers, by text of the rules and state of the proposals."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many proposals came out in one way at one point; `key` and `code` name the list behind the number."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """One rule, section, attachment or group of the rules, with how the proposals come out."""

    key: str
    label: str
    source: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal in a list behind a number."""

    code: str
    title: str
    agency: str
    group: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The page: points by kind, and the chosen list. `differing` proposals would not come through as they are."""

    competition: Competition
    count: int
    differing: int
    rules: tuple[Point, ...]
    sections: tuple[Point, ...]
    attachments: tuple[Point, ...]
    quotas: tuple[Point, ...]
    groups: tuple[Point, ...]
    dropped: tuple[Point, ...]
    chosen: str
    chosen_words: str
    lines: tuple[Line, ...]
    pages: Pages


@dataclass(slots=True)
class _Found:
    """Proposals by point and outcome, as keys of rows."""

    count: int = 0
    by: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    failing: set[int] = field(default_factory=set)


MET, UNMET, UNKNOWN, HUMAN = "memenuhi", "tidak", "belum-diketahui", "diperiksa"
ANSWERED, MISSING, TOO_LONG, TOO_SHORT = "terisi", "kosong", "terlalu-panjang", "terlalu-pendek"
BEYOND, GONE, LEFT, LEFT_EMPTY = "melebihi", "hilang", "tidak-ditanyakan", "boleh-kosong"
AS_CODE = {Status.MET: MET, Status.UNMET: UNMET, Status.UNKNOWN: UNKNOWN, Status.HUMAN: HUMAN}
FAILING = {UNMET, MISSING, TOO_LONG, TOO_SHORT, BEYOND, GONE}


def words_of(code: str) -> str:
    """An outcome in words."""
    return {
        MET: _("memenuhi"), UNMET: _("tidak memenuhi"), UNKNOWN: _("belum diketahui"), HUMAN: _("diperiksa orang"),
        ANSWERED: _("terisi"), MISSING: _("wajib, tetapi kosong"), TOO_LONG: _("melebihi batas kata"),
        TOO_SHORT: _("kurang dari batas kata"), BEYOND: _("melebihi kuota"), GONE: _("kelompoknya tidak ada lagi"),
        LEFT: _("terisi, tetapi tidak ditanyakan lagi"),
    }[code]  # fmt: skip


def competitions_to_try(person: Any) -> QuerySet[Competition]:
    """The competitions with submitted proposals that a person may check."""
    arrived = Proposal.objects.filter(state__in=ARRIVED).values("competition")
    found = competitions_checked_by(person).filter(pk__in=arrived)
    return found.order_by("-year", "title", "pk")


def trial_of(rules: Rules, competition: Competition, chosen: str = "", page: int = 1) -> Trial:
    """What the rules would say of the proposals that were submitted to a competition.

    Age counts to the close under which they were submitted: next year's close would make every one a year older.
    A fixed number of queries for each `BATCH` proposals; the result is remembered while neither rules nor proposals
    change.
    """
    found = _found(rules, competition)
    points = _points(rules, found)
    key, _dash, code = chosen.rpartition(":")
    ids = found.by.get((key, code), [])
    named = {point.key: point for several in points.values() for point in several}
    pages = Pages(len(ids), PAGE_SIZE, page)
    start = (pages.number - 1) * PAGE_SIZE
    return Trial(
        competition=competition, count=found.count, differing=len(found.failing), rules=points["rules"],
        sections=points["sections"], attachments=points["attachments"], quotas=points["quotas"],
        groups=points["groups"], dropped=points["dropped"], chosen=chosen if ids else "",
        chosen_words=f"{named[key].label}: {words_of(code)}" if ids else "",
        lines=_lines(ids[start : start + PAGE_SIZE]), pages=pages,
    )  # fmt: skip


def table_of_trial(rules: Rules, competition: Competition) -> Iterator[tuple[str, ...]]:
    """Every point at which a proposal would not come through, for a spreadsheet: code, title, agency, what, how."""
    found = _found(rules, competition)
    named = {point.key: point for several in _points(rules, found).values() for point in several}
    lines = {
        pk: (code, title, agency)
        for pk, code, title, agency in _arrived(competition).values_list("pk", "code", "title", "agency__name")
    }
    for (key, code), ids in found.by.items():
        if code in FAILING | {UNKNOWN, LEFT}:
            for pk in ids:
                yield (*lines[pk], named[key].label, words_of(code))


def _arrived(competition: Competition) -> QuerySet[Proposal]:
    return Proposal.objects.filter(competition=competition, state__in=ARRIVED)


def _lines(ids: Sequence[int]) -> tuple[Line, ...]:
    rows = {row.pk: row for row in Proposal.objects.filter(pk__in=ids).select_related("agency").defer("content")}
    return tuple(Line(row.code, row.title, row.agency.name, row.group) for pk in ids if (row := rows.get(pk)))


def _found(rules: Rules, competition: Competition) -> _Found:
    stamp = _arrived(competition).aggregate(
        count=Count("pk"), edited=Max("edited_at"), moved=Max("state_at"), last=Max("pk")
    )
    # What lies beside the proposals, such as the awards of an innovation, may change without a trace in them.
    period = int(timezone.now().timestamp()) // REMEMBERED
    told = repr((sorted(stamp.items()), period))
    return _remembered(_Key(rules.book.digest, competition.pk, told, rules, competition))


@dataclass(frozen=True, slots=True)
class _Key:
    """What a result depends on; rules and competition come along without being compared."""

    digest: str
    competition: int
    stamp: str
    rules: Rules = field(compare=False)
    row: Competition = field(compare=False)


@lru_cache(maxsize=KEPT)
def _remembered(key: _Key) -> _Found:
    return _tried(key.rules, key.row)


def _tried(rules: Rules, competition: Competition) -> _Found:
    found = _Found()
    files = Prefetch("files", ProposalFile.objects.filter(removed_at__isnull=True).only("proposal_id", "attachment"))
    agencies = _arrived(competition).values_list("agency", flat=True).distinct()
    closes = {
        agency: one.closes_at.astimezone(ZoneInfo(one.zone)).date()
        for agency, one in submissions_for(competition, agencies).items()
    }
    rows = (
        _arrived(competition)
        .select_related("agency", "innovation", "replicates")
        .prefetch_related(files, "innovation__recognitions", "replicates__recognitions")
        .order_by("code", "pk")
    )
    entered: dict[tuple[int, str], list[tuple[Any, int, str]]] = defaultdict(list)
    for row in rows.iterator(chunk_size=BATCH):
        found.count += 1
        kind = kind_in(competition, row.agency, rules)
        entered[row.agency_id, row.group].append((row.submitted_at, row.pk, kind))
        _try_one(rules, row, kind, closes.get(row.agency_id), found)
    _try_quotas(rules, entered, found)
    return found


def _try_one(rules: Rules, row: Proposal, kind: str, close: date | None, found: _Found) -> None:
    def tell(key: str, code: str) -> None:
        found.by[key, code].append(row.pk)
        if code in FAILING:
            found.failing.add(row.pk)

    if rules.groups and row.group not in {group.id for group in rules.groups}:
        tell(f"kelompok-{row.group}", GONE)
        return
    attached = frozenset(file.attachment for file in row.files.all())
    answers = answers_of(row.content, attached)
    form = rules.form.form_for(row.group, conditions_of(row.content))
    asked = [part for section in form.sections for part in section.parts or (section,)]
    words = {name: count_words(text) for name, text in answers.texts.items() if text}
    for part in asked:
        tell(f"bagian-{part.id}", _outcome_of(part, words.get(part.id, 0), answers.fields.get(part.id, "")))
    known = {part.id for part in asked} | {one.id for one in form.fields}
    for name in words.keys() - known:
        tell(f"lama-{name}", LEFT)
    missing = [one for one in form.attachments if one.required and one.id not in answers.attached]
    for one in missing:
        tell(f"lampiran-{one.id}", MISSING)
    general = row.content.get(GENERAL) or {}
    history = awards_of(row.innovation) if row.innovation else () if general.get("never_entered") == YES else None
    facts = Facts(
        group=row.group, agency_type=kind, start=row.started_on, close=close, awards=history,
        replicates=awards_of(row.replicates) if row.replicates else None,
        tags={"sdg": frozenset(map(str, general.get("sdgs") or ()))}, conditions=conditions_of(row.content),
        words=words, missing_documents=tuple(one.label for one in missing),
    )  # fmt: skip
    implied = {award.id: award.subset_of for award in rules.awards if award.subset_of}
    for verdict in judge(_judged(rules), facts, implied, rules.series):
        tell(f"aturan-{verdict.rule.key}", AS_CODE[verdict.status])


def _judged(rules: Rules) -> tuple[Rule, ...]:
    """All rules but quotas: those are counted over all proposals of an agency."""
    return tuple(rule for rule in rules.rules if rule.kind != "quota")


def _outcome_of(part: Section, count: int, said: str) -> str:
    """As `engines.rulebook.form.problems` judges it, with what was answered told too."""
    if part.kind == "yes_no_then_text" and said == NO:
        return ANSWERED
    if count == 0 or (part.kind == "yes_no_then_text" and said != YES):
        return MISSING if part.required else LEFT_EMPTY
    if part.max_words is not None and count > part.max_words:
        return TOO_LONG
    return TOO_SHORT if part.min_words is not None and count < part.min_words else ANSWERED


def _try_quotas(rules: Rules, entered: dict[tuple[int, str], list[tuple[Any, int, str]]], found: _Found) -> None:
    for rule in rules.rules:
        if rule.kind != "quota":
            continue
        for (_agency, group), several in sorted(entered.items()):
            most = rule.quotas.get(several[0][2], rule.quotas.get(""))
            if most is None or (rule.groups and group not in rule.groups) or len(several) <= most:
                continue
            # Those that came in first are within it.
            for _at, pk, _kind in sorted(several)[most:]:
                found.by[f"kuota-{rule.key}", BEYOND].append(pk)
                found.failing.add(pk)


def _points(rules: Rules, found: _Found) -> dict[str, tuple[Point, ...]]:
    sections = {
        part.id: _label_of(section, part) for section in _all_sections(rules) for part in section.parts or (section,)
    }
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (key, code), ids in found.by.items():
        counts[key][code] = len(ids)

    def point(key: str, label: str, codes: Sequence[str], source: str = "") -> Point:
        has = counts.get(key, {})
        return Point(key, label, source, tuple(Outcome(code, words_of(code), has.get(code, 0)) for code in codes))

    attachments = {one.id: one.label for one in rules.form.attachments}
    return {
        "rules": tuple(
            point(f"aturan-{rule.key}", _rule_words(rules, rule), (MET, UNMET, UNKNOWN, HUMAN), rule.source)
            for rule in _judged(rules)
        ),
        "sections": tuple(
            point(f"bagian-{name}", label, (ANSWERED, MISSING, TOO_LONG, TOO_SHORT)) for name, label in sections.items()
        ),
        "attachments": tuple(point(f"lampiran-{name}", label, (MISSING,)) for name, label in attachments.items()),
        "quotas": tuple(
            point(f"kuota-{rule.key}", _rule_words(rules, rule), (BEYOND,), rule.source)
            for rule in rules.rules
            if rule.kind == "quota"
        ),
        "groups": tuple(
            point(key, key.removeprefix("kelompok-") or _("tanpa kelompok"), (GONE,))
            for key in sorted(counts)
            if key.startswith("kelompok-")
        ),
        "dropped": tuple(
            point(key, key.removeprefix("lama-").replace("_", " "), (LEFT,))
            for key in sorted(counts)
            if key.startswith("lama-")
        ),
    }


def _all_sections(rules: Rules) -> Iterator[Section]:
    form = rules.form
    yield from form.for_all
    for several in (*form.for_group.values(), *form.extra.values()):
        yield from several


def _label_of(section: Section, part: Section) -> str:
    return section.label if part is section else f"{section.label}, {part.label}"


def _rule_words(rules: Rules, rule: Rule) -> str:
    """A rule in a few words: what it is, with its number, and for which groups."""
    labels = {group.id: group.label for group in rules.groups}
    word = word_of(rule.kind) if word_of(rule.kind) != rule.kind else name_of(rule.kind)
    told = [word[:1].upper() + word[1:]]
    if rule.value is not None:
        told.append(str(rule.value))
    if rule.award and rule.kind.endswith("awarded"):
        told.append(word_of("any") if rule.award == "any" else rule.award.replace("_", " "))
    if rule.kind == "human" and rule.note:
        told = [rule.note[:1].upper() + rule.note[1:]]
    if rule.kind == "quota":
        told += [f"{most} {word_of(kind)}".strip() for kind, most in rule.quotas.items()]
    groups = ", ".join(labels.get(group, group) for group in rule.groups)
    return " · ".join(filter(None, [" ".join(told), groups]))
