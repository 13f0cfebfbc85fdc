"""Everybody walks everything: nobody is shown a secret, nor anything that depends on one.

`secrets.py` is the table of what is secret and who may see it. The organiser walks too. Who may see a secret has to
find it: that proves that the walk would.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.leaks.conftest import browser
from tests.leaks.crawler import OUTSIDE, Walk, addresses, paths_of, shown, visit, walk
from tests.leaks.planted import Planted
from tests.leaks.secrets import ROLES, SECRETS, hidden_from

SAME_FOR_ALL = {
    "account_": "of the account of whoever asks",
    "accounts:": "the same",
    "mfa_": "the same",
    "api:": "knows nobody; a stranger and the organiser walk it",
    "exchange:": "the same",
    "finder:": "the same",
    "rulebooks:": "the same",
    "ui:": "the same",
    "documents:": "the same",
    "portal:home": "the same",
    "portal:browse": "the same",
    "portal:agenc": "the same",
    "portal:health": "the same",
    "portal:robots": "the same",
    "catalogue:": "knows nothing of competitions; but see `WALKED_BY_ALL`",
    "conversations:": "knows nothing of competitions",
    "agencies:": "the same",
    "competitions:draft": "rules in the making",
    "competitions:begin_draft": "the same",
    "competitions:discard_draft": "the same",
    "competitions:publish_draft": "the same",
    "proposals:trial": "the same",
}
"""Beginnings of names of addresses that not everybody walks, and why. A stranger walks all of them."""

WALKED_BY_ALL = {"catalogue:innovation": "warns those who copy the innovation"}
"""Names of addresses among them that everybody walks all the same, and why."""

OTHER_EACH_TIME = {"portal:home"}
"""Keeps public figures in memory, so that the number of queries depends on who came before."""

NONSENSE = "zqtiada"

TRIED = ("Rahasia", "83,17", "zqperiksa", "zqdaftar", "zqbentur")
"""What is typed into every field of text: names, the beginning of names, marks, reasons."""

TRIED_OF_COPIES = ("Zqdiam", "zqbutuh")
"""What is typed besides where replications are looked for: the name of one, and a word of a need."""

OF_COPIES = ("replications:", "finder:")


ON_BOTH = ("public", "evaluator_a")
"""Who walks on PostgreSQL too, beside the organiser."""

WALKERS = [
    pytest.param(role, marks=() if role in ON_BOTH else pytest.mark.one_database)
    for role in ROLES
    if role != "organiser"
]


@pytest.mark.parametrize("role", WALKERS)
def test_nobody_is_shown_what_is_hidden_from_them_nor_anything_that_depends_on_it(role: str, planted: Planted) -> None:
    client = browser(planted, role)
    found = walk(client, seeds(planted, role), passed_by(role))
    assert [page.path for page in found.pages.values() if page.status >= 500 and page.status != 503] == []
    assert missed(role, found) == []
    assert list(given_away(role, found)) == []
    assert list(told_by_searching(client, role, found)) == []
    assert list(told_by_changing(client, role, found, planted)) == []


def test_the_organiser_finds_every_secret_so_the_walk_would(planted: Planted) -> None:
    client = browser(planted, "organiser")
    found = walk(client, seeds(planted, "organiser"), passed_by("organiser"))
    assert [page.path for page in found.pages.values() if page.status >= 500 and page.status != 503] == []
    assert missed("organiser", found) == []
    assert list(given_away("organiser", found)) == []
    assert list(told_by_searching(client, "organiser", found)) != []


def test_every_address_has_a_sample_so_that_it_is_walked(planted: Planted) -> None:
    _paths, without = paths_of(planted.worlds("organiser"))
    assert without == [], "give these a sample in tests/addresses_samples.py"


def test_what_is_not_walked_by_everybody_is_still_an_address() -> None:
    from_urls = {name for name, _parameters in addresses(get_resolver())}
    assert [one for one in OUTSIDE if one not in from_urls] == []
    assert [one for one in SAME_FOR_ALL if not any(name.startswith(one) for name in from_urls)] == []
    assert [one for one in WALKED_BY_ALL if one not in from_urls] == []


def seeds(planted: Planted, role: str) -> list[str]:
    """Every address for this person, filled with rows that are theirs and rows that are not."""
    return [*sorted(paths_of(planted.worlds(role))[0]), *planted.stages.paths(), *planted.copies.paths()]


def passed_by(role: str) -> tuple[str, ...]:
    """Names of addresses that somebody need not walk."""
    names = {name for name, _parameters in addresses(get_resolver())} if role != "public" else set()
    return tuple(sorted(name for name in names if name.startswith(tuple(SAME_FOR_ALL)) and name not in WALKED_BY_ALL))


def missed(role: str, found: Walk) -> list[str]:
    """Secrets that somebody should have found, and did not."""
    text = "\n".join(page.text for page in found.pages.values())
    return [one.name for one in SECRETS if role in one.found_by and not any(mark in text for mark in one.marks)]


def given_away(role: str, found: Walk) -> Iterator[str]:
    """Pages that show a mark of something hidden."""
    secrets = hidden_from(role)
    for page in found.pages.values():
        for secret in secrets:
            if marks := secret.found_in(page.name, page.text):
                yield f"{page.path} shows {secret.name}: {marks}"


def told_by_searching(client: Client, role: str, found: Walk) -> Iterator[str]:
    """Fields in which a secret word is answered otherwise than one that stands nowhere."""
    known = [mark for secret in SECRETS if secret not in hidden_from(role) for mark in secret.marks]
    for (name, field), path in found.searches.items():
        if name.startswith(tuple(SAME_FOR_ALL)) and role != "public":
            continue
        nothing = answer_to(client, path, field, NONSENSE)
        for word in (*TRIED, *(TRIED_OF_COPIES if name.startswith(OF_COPIES) else ())):
            if role != "organiser" and any(word in mark for mark in known):
                continue
            if answer_to(client, path, field, word) != nothing:
                yield f"{name}: {field}={word}"


def answer_to(client: Client, path: str, field: str, word: str) -> tuple[int, int, str]:
    """Status, queries and text of a search, without the word itself."""
    page = visit(client, path.replace(f"{field}=", f"{field}={word}"))
    text = "\n".join(line for line in shown(page.text).splitlines() if not line.startswith("Content-Length"))
    for written in (word, quote(word), quote_plus(word)):
        text = text.replace(written, "…")
    return page.status, page.queries, text


def told_by_changing(client: Client, role: str, found: Walk, planted: Planted) -> Iterator[str]:
    """Pages that change when only secrets changed: values, but also order, counts, headers, number of queries."""
    with transaction.atomic():
        for secret in hidden_from(role):
            if secret.stir:
                secret.stir(planted)
        for page in found.pages.values():
            if page.status >= 400:
                continue
            again = visit(client, page.path)
            if (again.status, shown(again.text)) != (page.status, shown(page.text)):
                yield f"{page.path} depends on what is hidden"
            elif again.queries != page.queries and page.name not in OTHER_EACH_TIME:
                yield f"{page.path} asks {page.queries} or {again.queries} times"
        transaction.set_rollback(True)
