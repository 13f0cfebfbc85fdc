"""How complete the description of one innovation is, component by component, and what would fill the gaps."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.model import Rulebook, Value


class Status(StrEnum):
    """State of one component of a record."""

    FULL = "terisi"
    PART = "sebagian"
    NONE = "belum"


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the owner. Asked until all facts of `until` are there; without any, until the component is full."""

    text: str
    text_en: str
    until: frozenset[str]


@dataclass(frozen=True, slots=True)
class Component:
    """One component as it applies to a catalogue record.

    `full`: all of these facts make it full; empty means that a record of today cannot fill it.
    `part`: any of these facts makes it partly filled.
    """

    id: str
    name: str
    name_en: str
    full: frozenset[str]
    part: frozenset[str]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """Status of one component, the facts that count for it, those that would make it full, and what to ask."""

    component: Component
    status: Status
    present: tuple[str, ...]
    lacking: tuple[str, ...]
    missing: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """The components in the order of the rulebook."""

    components: tuple[ComponentResult, ...]

    def count(self, status: Status) -> int:
        """Number of components in the status."""
        return sum(result.status is status for result in self.components)

    @property
    def full(self) -> int:
        """Number of filled components."""
        return self.count(Status.FULL)

    @property
    def part(self) -> int:
        """Number of partly filled components."""
        return self.count(Status.PART)

    @property
    def none(self) -> int:
        """Number of empty components."""
        return self.count(Status.NONE)

    @property
    def total(self) -> int:
        """Number of components that apply to a record."""
        return len(self.components)

    @property
    def share(self) -> float:
        """Filled components over all, 0 to 1. A partly filled one counts nothing: it does not answer its question."""
        return self.full / self.total if self.total else 0.0

    @property
    def is_complete(self) -> bool:
        """Every component is filled."""
        return self.full == self.total


def assess(components: tuple[Component, ...], facts: AbstractSet[str]) -> Completeness:
    """The completeness of a record that has `facts` (names from the rulebook; others do not matter)."""
    return Completeness(tuple(_result(component, facts) for component in components))


def _result(component: Component, facts: AbstractSet[str]) -> ComponentResult:
    if component.full and component.full <= facts:
        status = Status.FULL
    elif component.part & facts:
        status = Status.PART
    else:
        status = Status.NONE
    missing = (
        ()
        if status is Status.FULL
        else tuple(question for question in component.questions if not question.until or not question.until <= facts)
    )
    return ComponentResult(
        component,
        status,
        present=tuple(sorted((component.full | component.part) & facts)),
        lacking=tuple(sorted(component.full - facts)),
        missing=missing,
    )


def record_facts(book: Rulebook) -> dict[str, str]:
    """The facts that the rulebook knows of a catalogue record, each with its meaning."""
    return {str(fact["id"]): str(fact.get("name_id", "")) for fact in book.block("facts")}


def record_components(book: Rulebook) -> tuple[Component, ...]:
    """The components of `[[components]]` that apply to catalogue records.

    Each component has `record = false` (does not apply) or a table `record` with `full`, `part` and `ask`. Raises
    `RulebookError` when a component names a fact that `[[facts]]` does not know.
    """
    known = frozenset(record_facts(book))
    built = (_component(book, item, known) for item in book.block("components"))
    components = tuple(component for component in built if component is not None)
    if not components:
        raise RulebookError(
            book.file_name, "components", "harus ada paling sedikit satu komponen yang berlaku untuk catatan"
        )
    return components


def _component(book: Rulebook, item: Mapping[str, Value], known: frozenset[str]) -> Component | None:
    identity = item.get("id")
    if not isinstance(identity, str):
        raise RulebookError(book.file_name, "components.id", "setiap komponen harus punya id")
    key, record = f"components.{identity}", item.get("record")
    if record is False:
        return None
    if not isinstance(record, Mapping):
        raise RulebookError(book.file_name, f"{key}.record", "harus tabel dengan full, part, dan ask, atau false")
    name = record.get("name_id", item.get("name_id"))
    if not isinstance(name, str) or not name:
        raise RulebookError(book.file_name, f"{key}.name_id", "harus berisi nama komponen")
    return Component(
        id=identity,
        name=name,
        name_en=str(record.get("name_en", item.get("name_en", name))),
        full=_facts(book, record, f"{key}.record", "full", known),
        part=_facts(book, record, f"{key}.record", "part", known),
        questions=_questions(book, record, f"{key}.record", known),
    )


def _questions(book: Rulebook, record: Mapping[str, Value], key: str, known: frozenset[str]) -> tuple[Question, ...]:
    asked = record.get("ask")
    if not isinstance(asked, tuple) or not asked:
        raise RulebookError(book.file_name, f"{key}.ask", "harus ada paling sedikit satu pertanyaan untuk pemilik")
    questions = []
    for place, entry in enumerate(asked, start=1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("text_id"), str):
            raise RulebookError(book.file_name, f"{key}.ask[{place}]", 'harus { text_id = "…?", text_en = "…?" }')
        until = _facts(book, entry, f"{key}.ask[{place}]", "until", known)
        questions.append(Question(str(entry["text_id"]), str(entry.get("text_en", entry["text_id"])), until))
    return tuple(questions)


def _facts(book: Rulebook, table: Mapping[str, Value], key: str, name: str, known: frozenset[str]) -> frozenset[str]:
    value = table.get(name, ())
    if not isinstance(value, tuple):
        raise RulebookError(book.file_name, f"{key}.{name}", "harus daftar nama fakta")
    for fact in value:
        if fact not in known:
            raise RulebookError(
                book.file_name,
                f"{key}.{name}",
                f'fakta "{fact}" tidak dikenal; pakai yang ada di [[facts]]: {", ".join(sorted(known))}',
            )
    return frozenset(str(fact) for fact in value)
