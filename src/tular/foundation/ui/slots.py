"""Named places on a page that an upper feature may fill, so that a lower one need not know it.

For example:

    slots.fill("catalogue.innovation.lineage", lineage_panel)     # in the upper feature's apps.py
    {% slot "catalogue.innovation.lineage" innovation %}          {# on the lower feature's page #}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Filler = Callable[[HttpRequest, Any], str]

_fillers: dict[str, list[Filler]] = defaultdict(list)


def fill(name: str, filler: Filler) -> None:
    """Let `filler(request, subject)` add its HTML (safe string, or "" for nothing) to the slot; once per filler."""
    if filler not in _fillers[name]:
        _fillers[name].append(filler)


def render(name: str, request: HttpRequest, subject: Any) -> str:
    """The HTML of all fillers, in the order in which the features were loaded."""
    return "".join(filler(request, subject) for filler in _fillers[name])
