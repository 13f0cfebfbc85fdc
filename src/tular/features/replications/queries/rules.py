"""The rules of replicating: those of today for new cases, and those under which a case began."""

from __future__ import annotations

from django.utils.translation import get_language

from tular.engines.rulebook.replication import Replicating, Step, Words, read_replicating
from tular.features.replications.models import Case
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.versions import book_of

IDENTITY = "replication-steps-1"


def todays_rules() -> Replicating:
    """Those in the file: what a case that begins today rests on. Raises `UnknownRulebook`."""
    return read_replicating(registry.rulebook(IDENTITY))


def rules_of(case: Case) -> Replicating:
    """Those under which the case began. No query when loaded with its `rulebook`."""
    version = case.rulebook
    if version.sha256 not in _read:
        _read[version.sha256] = read_replicating(book_of(version))
    return _read[version.sha256]


def steps_of(case: Case) -> tuple[Step, ...]:
    """The steps that a case goes through, in order; its way of working may leave some out."""
    return rules_of(case).steps_of(case.model)


def step_of(case: Case, id: str) -> Step | None:
    """A step of the case by its id, None for another."""
    return next((one for one in steps_of(case) if one.name.id == id), None)


def in_language(words: Words) -> str:
    """A text of the rulebook in the reader's language."""
    return words.text_en if get_language() == "en" and words.text_en else words.text


_read: dict[str, Replicating] = {}
"""By hash of the text: versions never change, and there are few."""
