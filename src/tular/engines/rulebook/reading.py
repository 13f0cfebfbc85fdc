"""From a loaded rulebook to the competition that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil

from tular.engines.rulebook.checking import DRAFT, check_references, gaps_of, there_is_no
from tular.engines.rulebook.checklist import READERS, checklist_of
from tular.engines.rulebook.choosing import Disagreement, Places, ReadingRule, WithThird
from tular.engines.rulebook.competition import (
    INTAKES,
    RECUSALS,
    STAGE_KINDS,
    Award,
    Category,
    Competition,
    Group,
    Stage,
)
from tular.engines.rulebook.criteria import bands_of, criteria_sets, index_of, scale_of
from tular.engines.rulebook.entry_rules import entry_rules
from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.exact import ROUNDINGS
from tular.engines.rulebook.feedback import feedback_of
from tular.engines.rulebook.form import form_rules
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook, Value
from tular.engines.rulebook.questions import questions
from tular.engines.rulebook.totals import check_totals, totals_of

MOST_DECIMALS = 20
MOST_DAYS = 3650
"""Of mending and objecting: ten years."""

MOST_MINUTES = 240
"""Of a presentation or of its questions."""


def is_competition(book: Rulebook) -> bool:
    """Whether a rulebook tells of something in which entries are admitted, marked or chosen."""
    blocks = {block.key for block in book.blocks}
    return book.schema == "tular-competition-1" or (
        book.schema == DRAFT and bool(blocks & {"stages", "criteria", "index"})
    )


def read_competition(book: Rulebook) -> Competition:
    """The competition of a rulebook. Raises `RulebookError` for rules that contradict themselves or do not exist."""
    _must_be_tables(book)
    groups = tuple(_groups(book))
    ids = tuple(group.id for group in groups)
    stages = _with_multiples(book, tuple(sorted(_stages(book, ids), key=lambda stage: stage.order)))
    scales = {stage.id: stage.scale for stage in stages if stage.scale}
    criteria = tuple(criteria_sets(book, ids, scales))
    awards = tuple(_awards(book, ids))
    submission = Keys(book.block("submission")[0] if book.block("submission") else {}, book.file_name, "submission")
    integrity = Keys(book.block("integrity")[0] if book.block("integrity") else {}, book.file_name, "integrity")
    figures = Keys(book.block("rounding")[0] if book.block("rounding") else {}, book.file_name, "rounding")
    series = book.facts.get("series")
    found = Competition(
        book=book,
        series=series if isinstance(series, str) else re.sub(r"-\d{4}$", "", book.id),
        groups=groups,
        categories=tuple(_categories(book)),
        rules=entry_rules(book, ids),
        form=form_rules(book, ids),
        criteria=criteria,
        index=index_of(book),
        bands=bands_of(book),
        stages=stages,
        totals=tuple(totals_of(book)),
        awards=awards,
        closes=submission.moment("closes"),
        integrity_pact=integrity.flag("integrity_pact"),
        feedback=feedback_of(book),
        set_when_opening=_set_when_opening(submission),
        decimals=2 if "decimals" not in figures else figures.count("decimals", most=MOST_DECIMALS) or 0,
        rounding=figures.choice("mode", ROUNDINGS, "half_up"),
        gaps=(),
    )
    check_totals(found.totals, tuple(stage.id for stage in stages), ids, book.file_name)
    check_references(found)
    return replace(found, gaps=tuple(gaps_of(found)))


ONE_TABLE = ("submission", "form", "criteria", "index", "rounding", "scale", "participants", "quota", "feedback")
TABLES = ("groups", "categories", "eligibility", "attachments", "stages", "totals", "bands", "awards")


def _must_be_tables(book: Rulebook) -> None:
    """What the engine computes with stands in tables; anything else under its name would be overlooked."""
    for key in (*ONE_TABLE, *TABLES):
        if book.facts.get(key, ()) != ():
            right = f"[[{key}]]" if key in TABLES else f"[{key}]"
            raise RulebookError(book.file_name, key, f"harus berupa tabel; tulis {right}")


def _set_when_opening(submission: Keys) -> bool:
    found = submission.flag("set_when_opening")
    if found and "closes" in submission:
        submission.wrong("set_when_opening", "tidak boleh berdampingan dengan closes; hapus salah satunya")
    return found


def _groups(book: Rulebook) -> Iterator[Group]:
    for place, item in enumerate(book.block("groups"), start=1):
        keys = Keys(item, book.file_name, f"groups[{place}]")
        identity = keys.text("id")
        label = keys.text("label", keys.text("name_id", identity))
        yield Group(identity, label, keys.choice("intake", INTAKES, "open"))


def _categories(book: Rulebook) -> Iterator[Category]:
    """The categories, as `labels` alone or as `items` with what helps to choose; each name once."""
    seen: set[str] = set()
    for place, item in enumerate(book.block("categories"), start=1):
        keys = Keys(item, book.file_name, f"categories[{place}]")
        found = [Category(label, "", "") for label in keys.texts("labels")]
        found += [
            Category(one.text("label"), one.text("description", ""), one.text("examples", ""))
            for one in keys.each("items")
        ]
        for one in found:
            if one.label in seen:
                keys.wrong(
                    "items" if "items" in keys else "labels", f'"{one.label}" disebut dua kali; hapus salah satu'
                )
            seen.add(one.label)
            yield one


def _stages(book: Rulebook, groups: tuple[str, ...]) -> Iterator[Stage]:
    for place, item in enumerate(book.block("stages"), start=1):
        keys = Keys(item, book.file_name, f"stages[{place}]")
        identity = keys.text("id")
        yield Stage(
            id=identity,
            label=keys.text("label", keys.text("name_id", identity)),
            kind=keys.choice("kind", STAGE_KINDS) if "kind" in keys or "name_id" not in keys else "",
            order=keys.count("order", 1) or place,
            actor=keys.text("actor", ""),
            rule=keys.path,
            scale=scale_of(keys),
            passing_grade=keys.number("passing_grade"),
            shortlist=tuple(_shortlist(keys, groups)),
            seats={name: keys.inner("seats").count(name, 1) or 0 for name in keys.inner("seats").table},
            priority_when=keys.text("priority_when", ""),
            balance_over=keys.texts("balance_over"),
            parallel_with=keys.text("parallel_with", ""),
            readings=_readings(keys),
            tie_breaks=keys.texts("tie_breaks"),
            checkers=keys.count("checkers", 1) or 1,
            fix_days=keys.count("fix_days", 1, MOST_DAYS),
            objection_days=keys.count("objection_days", 1, MOST_DAYS),
            blind=keys.flag("blind"),
            recusal=_recusal(keys),
            questions=questions(keys),
            checklist=checklist_of(keys),
            minutes_to_agency=keys.choice("minutes_to_agency", READERS, "facts"),
            minutes_presentation=keys.count("minutes_presentation", 1, MOST_MINUTES),
            minutes_questions=keys.count("minutes_questions", 1, MOST_MINUTES),
        )


def _recusal(keys: Keys) -> tuple[str, ...]:
    found = keys.texts("recusal")
    for one in found:
        if one not in RECUSALS:
            keys.wrong("recusal", there_is_no("hal", RECUSALS, one))
    return found


def _readings(keys: Keys) -> ReadingRule | None:
    """How many read an entry, and what follows when they differ; a mean unless told otherwise."""
    count = keys.count("evaluators_per_entry", 1)
    if count is None:
        return None
    told = keys.inner("disagreement")
    rule = Disagreement(told.choice("rule", [one.value for one in Disagreement], Disagreement.MEAN.value))
    if rule is not Disagreement.MEAN and told.number("gap") is None:
        told.wrong("gap", "harus ada: selisih nilai yang masih dianggap sama")
    if rule is Disagreement.THIRD_READER_ACROSS and told.number("threshold") is None:
        told.wrong("threshold", "harus ada: batas yang tidak boleh berada di antara kedua nilai")
    return ReadingRule(
        readings=count,
        disagreement=rule,
        gap=told.number("gap") or Fraction(0),
        threshold=told.number("threshold"),
        with_third=WithThird(told.choice("with_third", [one.value for one in WithThird], WithThird.MEAN.value)),
    )


def _shortlist(keys: Keys, groups: tuple[str, ...]) -> Iterator[Places]:
    """Who goes on: `shortlist` or `cutoff` over all, `nominations` per group, `cutoffs` per pool of groups."""
    for key in ("shortlist", "cutoff"):
        if isinstance(keys.table.get(key), Mapping) and key == "shortlist":
            continue  # a multiple of other places, known once all stages are
        if (count := keys.count(key, 1)) is not None:
            yield Places((), count)
    nominations = keys.inner("nominations")
    for group in nominations.table:
        if group not in groups:
            nominations.wrong(group, there_is_no("kelompok", groups, group))
        yield Places((group,), nominations.count(group, 1) or 0)
    for one in keys.each("cutoffs"):
        yield Places(_pool(one, groups), one.count("count", 1) or one.wrong("count", "harus bilangan bulat mulai 1"))


def _with_multiples(book: Rulebook, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Stages whose shortlist is a multiple of another stage's places: `shortlist = { times = 2, of = "panel" }`.

    Those may be a multiple themselves: 3 times the finalists, who are 2 times the winners.
    """
    asked = {str(item["id"]): one for item, one in _multiples(book)}
    places = {stage.id: stage.shortlist for stage in stages}

    def resolved(name: str, way: tuple[str, ...]) -> tuple[Places, ...]:
        if name not in asked:
            return places[name]
        told = asked[name]
        times, of = told.number("times"), told.text("of")
        if times is None or times < 1:
            told.wrong("times", "harus angka mulai 1: berapa kali banyaknya tempat")
        if of not in places or of == name:
            told.wrong("of", there_is_no("tahap lain", tuple(one for one in places if one != name), of))
        if of in way:
            told.wrong("of", f"berputar: {' → '.join((*way, of))}; salah satunya harus menyebut banyaknya tempat")
        counted = resolved(of, (*way, of))
        if not counted:
            told.wrong("of", f'tahap "{of}" tidak menyebut banyaknya tempat (cutoff atau cutoffs)')
        # A part of a place is a place: twice 1.5 of 3 places lets 5 go on.
        return tuple(Places(one.pool, ceil(one.count * times)) for one in counted)

    return tuple(replace(stage, shortlist=resolved(stage.id, (stage.id,))) for stage in stages)


def _multiples(book: Rulebook) -> Iterator[tuple[Mapping[str, Value], Keys]]:
    for number, item in enumerate(book.block("stages"), start=1):
        if isinstance(item.get("shortlist"), Mapping):
            yield item, Keys(item, book.file_name, f"stages[{number}]").inner("shortlist")


def _pool(keys: Keys, groups: tuple[str, ...]) -> tuple[str, ...]:
    pool = keys.texts("pool")
    for group in pool:
        if group not in groups:
            keys.wrong("pool", there_is_no("kelompok", groups, group))
    return pool


def _awards(book: Rulebook, groups: tuple[str, ...]) -> Iterator[Award]:
    for place, item in enumerate(book.block("awards"), start=1):
        keys = Keys(item, book.file_name, f"awards[{place}]")
        identity = keys.text("id")
        yield Award(
            identity,
            keys.text("label", identity),
            keys.count("count", 1),
            _pool(keys, groups),
            keys.text("subset_of", ""),
        )
