"""Posting a form twice, as somebody does whose link is slow."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

TOKEN = re.compile(r'name="(sekali)" value="([^"]+)"')


def twice(client: Client, page: str, path: str, fields: dict[str, Any]) -> tuple[Any, Any]:
    """Open `page`, and post its form to `path` twice; both answers."""
    found = TOKEN.search(client.get(page).text)
    assert found, f"the form on {page} carries no token"
    answers = []
    for _ in range(2):
        for value in fields.values():
            if hasattr(value, "seek"):
                value.seek(0)
        answers.append(client.post(path, fields | {found[1]: found[2]}))
    return answers[0], answers[1]
