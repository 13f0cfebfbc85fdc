"""Tables of what each member of the cast may do, committed so that a change of rights is seen in review."""

from __future__ import annotations

import os
from pathlib import Path

ROLES = (
    "outsider", "rival", "colleague", "upp", "unit_admin", "admin", "hub_admin", "pembina", "super_admin",
)  # fmt: skip
"""Fixtures of `tests.people`, from the least to the most."""


def columns(head: list[str], rows: list[list[str]], feet: list[list[str]], path: Path) -> bool:
    """Whether the table is as committed at `path`; with `TULAR_TEST_WRITE` it is written there first."""
    widths = [max(len(row[index]) for row in [head, *rows, *feet]) for index in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in [head, *rows, *feet]]  # fmt: skip
    found = "\n".join(lines) + "\n"
    if os.environ.get("TULAR_TEST_WRITE"):
        path.write_text(found, encoding="utf-8")
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    for line in sorted(set(found.splitlines()) ^ set(committed.splitlines())):
        print("now:" if line in found.splitlines() else "was:", line)  # noqa: T201 - shown when the test fails
    return found == committed
