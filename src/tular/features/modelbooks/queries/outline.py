"""The outline of a book: the components that its rulebook asks for, and what each must answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from tular.engines.rulebook import Component as RecordComponent
from tular.engines.rulebook import Rulebook, record_components
from tular.features.modelbooks.models import ModelBook
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.versions import book_of

IDENTITY = "innovation-model-2"


@dataclass(frozen=True, slots=True)
class Component:
    """A chapter that the rulebook asks for. `record` says how a catalogue record evidences it; None: not at all."""

    id: str
    number: int
    name: str
    required: bool
    must_answer: tuple[str, ...]
    complete_when: str
    source: str
    record: RecordComponent | None


def todays_outline() -> tuple[Component, ...]:
    """That of the file: what a book that begins today rests on. Raises `UnknownRulebook`."""
    return _read(registry.rulebook(IDENTITY))


def outline_of(book: ModelBook) -> tuple[Component, ...]:
    """The outline under which the book began. No query when it is loaded with its `rulebook`."""
    return _read(book_of(book.rulebook))


def component_of(book: ModelBook, code: str) -> Component | None:
    """A component by its id; None for a chapter that the outline does not have."""
    return next((one for one in outline_of(book) if one.id == code), None)


def _read(rules: Rulebook) -> tuple[Component, ...]:
    english = get_language() == "en"
    evidencing = {one.id: one for one in record_components(rules)}
    return tuple(
        Component(
            id=str(item["id"]),
            number=int(str(item["order"])),
            name=_name(item, english=english),
            required=bool(item.get("required", False)),
            must_answer=_texts(item.get("must_answer")),
            complete_when=str(item.get("complete_when", "")),
            source=str(item.get("source", "")),
            record=evidencing.get(str(item["id"])),
        )
        for item in sorted(rules.block("components"), key=lambda item: int(str(item["order"])))
    )


def _name(item: Any, *, english: bool) -> str:
    return str(item.get("name_en") if english and item.get("name_en") else item["name_id"])


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple | list) else ()
