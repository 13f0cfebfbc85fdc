"""From a loaded rulebook to the guided work of replicating: steps, models, clauses, questions of readiness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook

SCHEMA = "tular-replication-1"

SIDES = ("inovasi", "penerima")
"""Of readiness: what the innovation allows, and what the taker brings. They are never merged into one number."""

MOST_MONTHS = 240
"""Of a reminder to measure: twenty years."""

MOST_DAYS = 366
"""Of a time within which somebody answers or is reminded."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text that people read, in both languages; `id` where others refer to it."""

    id: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Model:
    """A way of replicating: who takes part, and whether they sign an agreement."""

    name: Words
    about: Words
    actors: tuple[str, ...]
    agreement: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work. Behind a `gate` nobody goes on before it is decided; `skipped_by` are models without it."""

    name: Words
    order: int
    lead: str
    beside: tuple[str, ...]
    gate: bool
    skipped_by: tuple[str, ...]
    activities: tuple[Words, ...]
    outputs: tuple[Words, ...]
    checklist: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What an agreement should say. `draft` is a wording to begin with; `papers` are the agreements it belongs to."""

    name: Words
    draft: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One answer, from 0 upwards; every answer above the lowest needs evidence."""

    value: int
    name: Words


@dataclass(frozen=True, slots=True)
class Area:
    """Questions that are averaged with each other, and with nothing else."""

    name: Words
    side: str
    questions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say when an area, any area of a side, or one question averages below `below`."""

    say: Words
    below: float
    side: str
    area: str
    question: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Days: for checking an interest, for the owner's answer, before its end at which to remind, and of agreements.

    `climb` are days after the end at which a late answer is told one level higher, the first one for the first level.
    """

    verify: int
    answer: int
    remind: tuple[int, ...]
    ending: tuple[int, ...]
    climb: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replicating:
    """The whole rulebook; `remind` are months after the start at which to measure again.

    `proof_months` is the least number of months after the start at which a measurement proves something. `copies` are
    offices that get a copy of the letter of interest, besides the hub.
    """

    book: Rulebook
    actors: tuple[Words, ...]
    models: tuple[Model, ...]
    steps: tuple[Step, ...]
    agreements: tuple[Words, ...]
    clauses: tuple[Clause, ...]
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    advice: tuple[Advice, ...]
    failures: tuple[Words, ...]
    remind: tuple[int, ...]
    proof_months: int
    clock: Clock
    copies: tuple[Words, ...]

    def step(self, id: str) -> Step:
        """The step of this id. Raises KeyError."""
        for step in self.steps:
            if step.name.id == id:
                return step
        raise KeyError(id)

    def steps_of(self, model: str) -> tuple[Step, ...]:
        """The steps that a model goes through."""
        return tuple(step for step in self.steps if model not in step.skipped_by)


def read_replicating(book: Rulebook) -> Replicating:
    """The replication rules of a rulebook. Raises `RulebookError` for what contradicts itself or is missing."""
    if book.schema != SCHEMA:
        raise RulebookError(book.file_name, "schema", f'harus "{SCHEMA}"')
    actors = tuple(_words(one) for one in _each(book, "actors"))
    models = tuple(_models(book, _ids(actors)))
    agreement = _table(book, "agreement")
    agreements = tuple(_words(one) for one in agreement.each("papers"))
    readiness = _table(book, "readiness")
    areas = tuple(_areas(readiness))
    found = Replicating(
        book=book,
        actors=actors,
        models=models,
        steps=tuple(sorted(_steps(book, _ids(actors), _ids(one.name for one in models)), key=lambda step: step.order)),
        agreements=agreements,
        clauses=tuple(_clauses(agreement, _ids(agreements))),
        levels=tuple(_levels(readiness)),
        areas=areas,
        advice=tuple(_advice(readiness, areas)),
        failures=tuple(_words(one) for one in _each(book, "failures")),
        remind=_rising(_table(book, "measurement"), "remind_months", MOST_MONTHS),
        proof_months=_table(book, "measurement").count("proof_months") or 0,
        clock=_clock(_table(book, "request"), agreement),
        copies=tuple(_words(one) for one in _table(book, "request").each("copies")),
    )
    _all_named_once(found)
    return found


def _each(book: Rulebook, key: str) -> Iterator[Keys]:
    items = book.block(key)
    if not items:
        raise RulebookError(book.file_name, key, f"harus ada; tulis [[{key}]]")
    for place, item in enumerate(items, start=1):
        yield Keys(item, book.file_name, f"{key}[{place}]")


def _table(book: Rulebook, key: str) -> Keys:
    items = book.block(key)
    if len(items) != 1:
        raise RulebookError(book.file_name, key, f"harus ada satu tabel [{key}]")
    return Keys(items[0], book.file_name, key)


def _ids(items: Iterable[Words]) -> tuple[str, ...]:
    return tuple(one.id for one in items)


def _words(keys: Keys, stem: str = "name") -> Words:
    return Words(keys.text("id", ""), keys.text(f"{stem}_id"), keys.text(f"{stem}_en"))


def _lines(keys: Keys, key: str) -> tuple[Words, ...]:
    """A list of texts: `{ id = …, text_id = …, text_en = … }` each."""
    return tuple(_words(one, "text") for one in keys.each(key))


def _known(keys: Keys, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    found = keys.texts(key)
    for one in found:
        if one not in choices:
            keys.wrong(key, f'"{one}" tidak dikenal; yang ada: {", ".join(choices)}')
    return found


def _models(book: Rulebook, actors: tuple[str, ...]) -> Iterator[Model]:
    for keys in _each(book, "models"):
        yield Model(_words(keys), _words(keys, "about"), _known(keys, "actors", actors), keys.flag("agreement"))


def _steps(book: Rulebook, actors: tuple[str, ...], models: tuple[str, ...]) -> Iterator[Step]:
    for place, keys in enumerate(_each(book, "steps"), start=1):
        yield Step(
            name=_words(keys),
            order=keys.count("order", 1) or place,
            lead=keys.choice("lead", actors),
            beside=_known(keys, "with", actors),
            gate=keys.flag("gate"),
            skipped_by=_known(keys, "skipped_by", models),
            activities=_lines(keys, "activities"),
            outputs=_lines(keys, "outputs"),
            checklist=_lines(keys, "checklist"),
        )


def _clauses(keys: Keys, papers: tuple[str, ...]) -> Iterator[Clause]:
    for one in keys.each("clauses"):
        yield Clause(_words(one), one.text("draft"), _known(one, "papers", papers))


def _levels(keys: Keys) -> Iterator[Level]:
    for place, one in enumerate(keys.each("answers")):
        if one.count("value") != place:
            one.wrong("value", f"harus {place}: tingkat jawaban dimulai dari 0 dan naik satu-satu")
        yield Level(place, _words(one))


def _areas(keys: Keys) -> Iterator[Area]:
    for one in keys.each("areas"):
        questions = _lines(one, "asks")
        if not questions:
            one.wrong("asks", "harus berisi paling sedikit satu pertanyaan")
        yield Area(_words(one), one.choice("side", SIDES), questions)


def _advice(keys: Keys, areas: tuple[Area, ...]) -> Iterator[Advice]:
    known = {"side": SIDES, "area": _ids(one.name for one in areas)}
    known["question"] = tuple(question.id for area in areas for question in area.questions)
    for one in keys.each("advice"):
        about = {name: one.choice(name, choices) if name in one else "" for name, choices in known.items()}
        if sum(bool(value) for value in about.values()) != 1:
            one.wrong("", "harus menyebut tepat satu dari side, area, atau question")
        below = one.number("below")
        if below is None:
            one.wrong("below", "harus ada: di bawah rata-rata berapa nasihat ini berlaku")
        yield Advice(_words(one, "say"), float(below), about["side"], about["area"], about["question"])


def _clock(request: Keys, agreement: Keys) -> Clock:
    return Clock(
        verify=_days(request, "verify_days"),
        answer=_days(request, "answer_days"),
        remind=_falling(request, "remind_days"),
        ending=_falling(agreement, "ending_days"),
        climb=_rising(request, "climb_days", MOST_DAYS) if "climb_days" in request else (1,),
    )


def _days(keys: Keys, key: str) -> int:
    found = keys.count(key, 1, MOST_DAYS)
    if found is None:
        keys.wrong(key, "harus ada: berapa hari")
    return found


def _rising(keys: Keys, key: str, most: int) -> tuple[int, ...]:
    found = _numbers(keys, key, most)
    if sorted(set(found)) != list(found):
        keys.wrong(key, f"harus bilangan bulat naik dari 1 sampai {most}")
    return found


def _falling(keys: Keys, key: str, most: int = MOST_DAYS) -> tuple[int, ...]:
    found = _numbers(keys, key, most)
    if sorted(set(found), reverse=True) != list(found):
        keys.wrong(key, f"harus bilangan bulat turun dari {most} sampai 1")
    return found


def _numbers(keys: Keys, key: str, most: int) -> tuple[int, ...]:
    value = keys.table.get(key, ())
    if not isinstance(value, tuple) or not value:
        keys.wrong(key, "harus daftar bilangan, misalnya [3, 6, 12, 24]")
    found = tuple(one for one in value if isinstance(one, int) and not isinstance(one, bool) and 0 < one <= most)
    if len(found) != len(value):
        keys.wrong(key, f"harus bilangan bulat dari 1 sampai {most}")
    return found


def _all_named_once(found: Replicating) -> None:
    """Every id is unique in its list: answers and ticks are kept by it."""
    lists = {
        "actors": found.actors,
        "models": [one.name for one in found.models],
        "steps": [one.name for one in found.steps],
        "agreement.clauses": [one.name for one in found.clauses],
        "readiness.areas": [one.name for one in found.areas],
        "readiness.asks": [question for area in found.areas for question in area.questions],
        "steps.checklist": [line for step in found.steps for line in step.checklist],
        "failures": found.failures,
        "request.copies": found.copies,
    }
    for key, items in lists.items():
        seen: set[str] = set()
        for one in items:
            if not one.id:
                raise RulebookError(found.book.file_name, key, f'"{one.text}" harus punya id')
            if one.id in seen:
                raise RulebookError(found.book.file_name, key, f'"{one.id}" disebut dua kali; beri id yang lain')
            seen.add(one.id)
    if len(found.levels) < 2:
        raise RulebookError(found.book.file_name, "readiness.answers", "harus ada paling sedikit dua tingkat jawaban")
