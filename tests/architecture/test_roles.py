"""Every address as every role: what is answered, committed as a table, so that a change of rights is seen in review."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.actions_samples import World, make_world
from tests.addresses_samples import arguments_of
from tests.architecture.roles import ROLES, columns
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.finder.actions import indexing

MATRIX = Path(__file__).with_name("role_matrix.txt")

OUTSIDE = {"api:-", "api:api-root", "api:openapi-json", "api:openapi-view"}
"""Addresses without a role in it, and costly to answer eleven times."""

SAME_FOR_ALL = ("api:", "exchange:", "rulebooks:", "ui:", "account_", "mfa_", "portal:", "finder:")
"""Addresses of which some roles are enough, by GET: what they answer depends on signing in alone."""

DIFFERENT = {"portal:desk", "portal:agency", "finder:save_need", "finder:change_need"}

SOME = {"stranger", "bystander", "super_admin"}


def addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """(name, names of its parameters) of every address below a resolver, each name once."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, (*namespaces, *filter(None, [pattern.namespace])))
        elif isinstance(pattern, URLPattern):
            parameters = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
            yield ":".join([*namespaces, pattern.name or "-"]), parameters


@pytest.fixture
def world(sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User) -> World:
    return make_world(sidoarjo, unit, upp, admin)


def answer(client: Client, method: str, path: str) -> str:
    """The status of an answer; what the request changed is undone, in the database and in the browser."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        status = getattr(client, method)(path).status_code
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return str(status)


@pytest.mark.one_database
def test_what_every_address_answers_to_every_role_is_as_on_the_committed_list(
    world: World, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GET, then POST with nothing in it. Write the list anew with `TULAR_TEST_WRITE=1`, and read what changed."""
    paths = {
        name: reverse(name, kwargs=arguments_of(name, parameters, world))
        for name, parameters in addresses(get_resolver())
        if name not in OUTSIDE
    }
    people: dict[str, Client] = {"stranger": Client(), "bystander": signed_in(world.bystander)}
    people["evaluator"] = signed_in(world.judging.profile.person)
    people["member"] = signed_in(world.member)
    people |= {role: signed_in(request.getfixturevalue(role)) for role in ROLES}
    busy = threading.Lock()
    busy.acquire()
    monkeypatch.setattr(
        indexing, "_building", busy
    )  # nobody builds a search index for pages that only want to be asked
    logging.disable(logging.CRITICAL)  # of what is refused there is much
    for client in people.values():
        client.raise_request_exception = False
    table = {name: asked(name, path, people) for name, path in sorted(paths.items())}
    logging.disable(logging.NOTSET)
    broken = [name for name, row in table.items() if any("500" in cell for cell in row)]
    assert broken == []
    feet = [
        [f"count {kind}", *(str(counted(table, index)[kind]) for index in range(len(people)))]
        for kind in ("2xx", "3xx", "401", "403", "404", "other")
    ]
    assert columns(["address (GET/POST)", *people], [[name, *row] for name, row in table.items()], feet, MATRIX)


def asked(name: str, path: str, people: dict[str, Client]) -> list[str]:
    """The row of an address: GET/POST for each person, "·" where nobody asked."""
    if name.startswith(SAME_FOR_ALL) and name not in DIFFERENT:
        return [answer(client, "get", path) if role in SOME else "·" for role, client in people.items()]
    return [f"{answer(client, 'get', path)}/{answer(client, 'post', path)}" for client in people.values()]


def counted(table: dict[str, list[str]], index: int) -> Counter[str]:
    """How often each kind of answer was given to one person."""
    kinds: Counter[str] = Counter()
    for row in table.values():
        for status in row[index].replace("·", "").split("/"):
            if not status:
                continue
            kind = status if status in {"401", "403", "404"} else f"{status[0]}xx"
            kinds[kind if kind in {"2xx", "3xx", "401", "403", "404"} else "other"] += 1
    return kinds
