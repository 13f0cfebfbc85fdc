"""Libraries that take long to load and are seldom needed, loaded when first used.

Whatever imports the engine (every `tular` command, every process of the web application) would otherwise wait most of a
second for solvers that only some tasks need.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def late(name: str) -> ModuleType:
    """The module of that name; after the first time it costs nothing."""
    return import_module(name)
