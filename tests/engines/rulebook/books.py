"""Made-up rulebooks for tests, written as TOML."""

from __future__ import annotations

from tular.engines.rulebook import load
from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.reading import read_competition

HEAD = """
schema = "tular-competition-1"
id = "lomba-2026"
title = "Lomba buatan untuk pengujian"
scope = "regional"
unknown = []

[submission]
closes = 2026-03-31T16:00:00+07:00

[[groups]]
id = "umum"
[[groups]]
id = "khusus"
intake = "invited"
"""

FORM = """
[form]
sections = [{ id = "ringkasan", label = "Ringkasan" }]
"""

PROPOSAL = """
[[stages]]
id = "proposal"
kind = "scored_desk_review"
scale = [0, 100]
"""

CRITERIA = """
[criteria.proposal]
stage = "proposal"
items = [{ id = "a", weight = 100 }]
"""


def competition(*texts: str) -> Competition:
    """The competition of a made-up rulebook with the usual head."""
    return read_competition(load("\n".join((HEAD, *texts)).encode(), "lomba.toml"))
