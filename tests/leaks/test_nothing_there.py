"""What is hidden answers like what does not exist: status, body, headers, and how often the database is asked.

The number of queries stands for the time that an answer takes, since a clock in a test would tell of the machine.
`benchmarks/judging/hidden.py` measures the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from tests.addresses_samples import arguments_of
from tests.leaks.conftest import browser
from tests.leaks.crawler import Page, addresses, shown, visit
from tests.leaks.planted import Planted

ABOUT = (
    "judging:", "interviews:", "visits:", "ratings:", "selection:", "proposals:", "competitions:", "jobs:",
    "notifications:", "files:",
)  # fmt: skip
"""Features whose rows somebody may not know of."""

MORE = {"rival_admin": ("replications:",), "evaluator_c": ()}
"""Of whom features besides are asked: who copies the same innovation as somebody else."""

ABSENT: dict[str, Any] = {
    "pk": 10**7, "number": 10**4, "code": "tiada-99999", "stage": "tiada", "agency": "tiada", "identity": "tiada",
    "id": "00000000-0000-4000-8000-000000000000", "paper": 10**7, "indicator": 10**7, "measurement": 10**7,
}  # fmt: skip
"""Parameters that name what may be hidden. That a competition exists (`slug`) is public."""

TELLING = {
    "files:download": "an id holds 122 random bits: nobody asks for a file of which they were not given the address",
    "files:image": "the same",
    "replications:settle_warning": "who copies the innovation reads the warning; its owner settles it",
    "judging:decline_pair": "a borderline band is open to every evaluator of its review; they are shown no pair now",
}
"""Names of addresses that may answer otherwise, and why that gives nothing away."""


@pytest.mark.parametrize("role", MORE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_hidden_answers_like_what_does_not_exist(role: str, method: str, planted: Planted) -> None:
    client = browser(planted, role)
    differing = []
    for name, hidden, missing in pairs(planted, (*ABOUT, *MORE[role])):
        there = visit(client, hidden, method)
        if there.status not in (403, 404):
            continue
        absent = visit(client, missing, method)
        if told(there, hidden) != told(absent, missing) and name not in TELLING:
            differing.append(f"{hidden}: {there.status} after {there.queries} queries, "
                             f"{missing}: {absent.status} after {absent.queries}")  # fmt: skip
    assert differing == []


def pairs(planted: Planted, features: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(name, address of a row, the same address with one parameter of a row that does not exist)."""
    for name, parameters in addresses(get_resolver()):
        if not name.startswith(features):
            continue
        try:
            arguments = arguments_of(name, parameters, planted.samples)
        except LookupError:
            continue
        for parameter in set(parameters) & set(ABSENT):
            hidden = reverse(name, kwargs=arguments)
            yield name, hidden, reverse(name, kwargs=arguments | {parameter: ABSENT[parameter]})


def told(page: Page, path: str) -> tuple[int, int, str]:
    """What an answer tells besides the address that was asked for."""
    text = re.sub(r"(?m)^Content-Length: .*$", "", shown(page.text))
    return page.status, page.queries, text.replace(path, "…")
