"""Everything is private until its view says otherwise, and the list of what says otherwise is read by people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people import make_person
from tular.foundation.access.public import is_public

PUBLIC = Path(__file__).with_name("public_addresses.txt")


def walk(resolver: URLResolver, namespaces: tuple[str, ...] = (), route: str = "/") -> Iterator[tuple[str, str, bool]]:
    """(name, route, whether it is public) of every address below a resolver."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, (*namespaces, *filter(None, [pattern.namespace])), path)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name or "-"]), path, is_public(pattern.callback)


@override_settings(ROOT_URLCONF="tests.architecture.private_addresses")
def test_a_stranger_sees_only_what_is_marked_public(client: Client) -> None:
    shown = client.get("/terbuka")
    assert (shown.status_code, shown.text) == (200, "terbuka")
    hidden = client.get("/rahasia")
    assert hidden.status_code == 404
    assert "rahasia" not in hidden.text


@override_settings(ROOT_URLCONF="tests.architecture.private_addresses")
def test_a_stranger_is_asked_to_sign_in_where_the_view_says_so_and_comes_back(client: Client, db: None) -> None:
    asked = client.get("/orang?halaman=2")
    assert (asked.status_code, asked.url) == (302, "/masuk?next=/orang%3Fhalaman%3D2")
    client.force_login(make_person())
    assert client.get("/orang?halaman=2").text == "untuk yang masuk"


@override_settings(ROOT_URLCONF="tests.architecture.private_addresses")
def test_a_private_page_is_not_told_from_a_missing_one(client: Client) -> None:
    private, missing = client.get("/rahasia"), client.get("/tiada")
    assert private.status_code == missing.status_code
    assert private.text == missing.text


def test_the_public_addresses_are_those_on_the_committed_list() -> None:
    """A page becomes public by a mark in its view and a line in `public_addresses.txt`, where a reviewer sees it."""
    found = sorted(f"{name}  {route}" for name, route, public in walk(get_resolver()) if public)
    assert "\n".join(found) == PUBLIC.read_text(encoding="utf-8").strip()
