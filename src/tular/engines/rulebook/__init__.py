"""Rulebooks: rules as data, in TOML, each with its source and how sure it is. Pure Python.

`load` reads and checks a file; `record_components` and `assess` say how complete a catalogue record is.
"""

from tular.engines.rulebook.completeness import (
    Completeness,
    Component,
    ComponentResult,
    Question,
    Status,
    assess,
    record_components,
    record_facts,
)
from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.loading import SCHEMAS, load
from tular.engines.rulebook.model import Block, Confidence, Rulebook, Source

__all__ = [
    "SCHEMAS",
    "Block",
    "Completeness",
    "Component",
    "ComponentResult",
    "Confidence",
    "Question",
    "Rulebook",
    "RulebookError",
    "Source",
    "Status",
    "assess",
    "load",
    "record_components",
    "record_facts",
]
