"""Every form of records and conversations that does something carries a one-time token."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tular.features

ROOT = Path(tular.features.__path__[0])
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)

AS_GOOD_AS_ONCE = {"conversations:bookmark", "conversations:follow"}
"""Sent twice they say the same; their action is a wish for a state, not a step."""


@pytest.mark.parametrize("feature", ["catalogue", "conversations"])
def test_a_form_that_does_something_carries_a_token(feature: str) -> None:
    bare = [
        f"{path.name}: {form[:110]}"
        for path in sorted((ROOT / feature / "templates").rglob("*.html"))
        for form in FORM.findall(path.read_text())
        if "{% once %}" not in form and not any(name in form for name in AS_GOOD_AS_ONCE)
    ]
    assert bare == []
