"""Walks the product as one person: every address, every link and every form, as far as they differ.

What comes back is kept as text: tables, archives and calendars are unpacked, headers are added.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.actions_samples import World
from tests.addresses_samples import arguments_of

OUTSIDE = {
    "api:-": "a path that the API does not know",
    "api:openapi-json": "the description of the API, the same for everybody",
    "api:openapi-view": "its page",
    "account_logout": "ends the visit",
    "accounts:demo": "changes who visits",
}
"""Addresses that nobody visits, and why."""

IGNORED = {"next", "bahasa"}
"""Parameters that change nothing of what is told: the way back after signing in, and the language."""

VARIANTS = 4
"""Sets of parameters in which one address with the same arguments is visited, besides those of searches."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as text, with how many queries it took."""

    path: str
    name: str
    status: int
    text: str
    raw: str
    queries: int
    written: frozenset[str] = frozenset()
    """Tables to which asking wrote, in what was undone."""


@dataclass
class Walk:
    """All answers to one person, by what was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    searches: dict[tuple[str, str], str] = field(default_factory=dict)
    """(name of the address, field of text) → a path with that field empty."""


def addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """(name, parameters) of every address of the product."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, (*namespaces, *filter(None, [pattern.namespace])))
        elif isinstance(pattern, URLPattern):
            parameters = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
            yield ":".join([*namespaces, pattern.name or "-"]), parameters


def paths_of(worlds: Iterable[World]) -> tuple[dict[str, str], list[str]]:
    """(path → name of every address, filled with the rows of each world; names without a sample)."""
    found, without = {}, []
    for world in worlds:
        for name, parameters in addresses(get_resolver()):
            if name in OUTSIDE:
                continue
            try:
                found[reverse(name, kwargs=arguments_of(name, parameters, world))] = name
            except LookupError:
                without.append(name)
    return found, sorted(set(without))


LINK = re.compile(r"""<a\b[^>]*?\shref=["']([^"']*)["']""")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, with what may be chosen in it."""

    name: str
    kind: str
    values: list[str]


class FormReader(HTMLParser):
    """One form: where it leads, by which method, and its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action, self.method = "", "get"
        self.fields: list[Field] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action, self.method = told.get("action", ""), told.get("method", "get").lower()
        elif tag in ("input", "select", "textarea") and "name" in told:
            kind = told.get("type", "text") if tag == "input" else tag
            chosen = [told["value"]] if told.get("value") and kind not in TYPED else []
            self.fields.append(Field(told["name"], kind, chosen))
        elif tag == "option" and told.get("value") and self.fields:
            self.fields[-1].values.append(told["value"])


TYPED = ("text", "search")


def unpacked(kind: str, body: bytes) -> str:
    """What a body says: archives (also spreadsheets) file by file, JSON without escapes, calendars without folds."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{one}\n{archive.read(one).decode(errors='replace')}" for one in archive.namelist())
    text = body.decode(errors="replace")
    if "json" in kind:
        return json.dumps(json.loads(text or "null"), ensure_ascii=False, sort_keys=True)
    if "calendar" in kind:
        return re.sub(r"\r?\n[ \t]", "", text)
    return text


class Counted:
    """Counts queries, and keeps which tables were written to."""

    def __init__(self) -> None:
        self.queries = 0
        self.written: set[str] = set()

    def __call__(self, execute: Any, sql: str, *told: Any) -> Any:
        self.queries += 1
        if writes := WRITES.match(sql):
            self.written.add(writes[1])
        return execute(sql, *told)


WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


def visit(client: Client, path: str, method: str = "get", **sent: str) -> Page:
    """Ask, keep the answer, and undo what asking changed in the database and in the browser."""
    cookies = client.cookies.output(header="", sep=";")
    asked = Counted()
    with transaction.atomic(), connection.execute_wrapper(asked):
        response = getattr(client, method)(path, sent) if sent else getattr(client, method)(path)
        body = b"".join(response)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    kind = response.headers.get("Content-Type", "")
    raw = unpacked(kind, body)
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    text = f"{headers}\n{raw}"
    if "html" in kind:
        plain = html.unescape(raw)
        text = f"{text}\n{plain}\n{' '.join(TAG.sub('', plain).split())}"
    return Page(path, name_of(path), response.status_code, text, raw, asked.queries, frozenset(asked.written))


def name_of(path: str) -> str:
    """The name of the address that a path leads to, "" for none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def shown(text: str) -> str:
    """What is told, without what is made anew for every answer."""
    return _EACH_TIME.sub("", text)


_EACH_TIME = re.compile(
    r"(?mi)^(X-Request-ID|Expires|Set-Cookie|Server-Timing): .*$"
    r"|name=\"csrfmiddlewaretoken\" value=\"\w*\"|name=\"sekali\" value=\"[^\"]*\"|data-sekali=\"[^\"]*\""
    r"|name=\"client\" value=\"[^\"]*\""
)


def walk(client: Client, seeds: Iterable[str], passed: tuple[str, ...] = ()) -> Walk:
    """Visit the seeds and everything to which they lead, but for addresses whose names begin as `passed`."""
    found, asked = Walk(), Counter[str]()
    queue = deque(one for one in dict.fromkeys(seeds) if not name_of(one).startswith(passed))
    seen, only_sent = set(queue), set()
    while queue:
        path = queue.popleft()
        if name_of(path) in only_sent:
            continue
        page = visit(client, path)
        found.pages[page.path] = page
        if page.status == 405:  # whatever row it is about, nobody reads there
            only_sent.add(page.name)
        if page.status >= 400 or "<html" not in page.raw:
            continue
        for path in (*leads_to(page), *searches(page, found)):
            bare = urlsplit(path).path
            if path in seen or asked[bare] >= VARIANTS:
                continue
            seen.add(path)
            name = name_of(path)
            if name and name not in OUTSIDE and not name.startswith(passed):
                asked[bare] += 1
                queue.append(path)
    return found


def leads_to(page: Page) -> Iterator[str]:
    """Links of a page on this site, without fragments and `IGNORED`."""
    for link in LINK.findall(page.raw):
        url = urlsplit(urljoin(page.path, html.unescape(link)))
        if url.netloc or url.scheme:
            continue
        told = [(name, value) for name, value in parse_qsl(url.query) if name not in IGNORED]
        yield url.path + (f"?{urlencode(told)}" if told else "")


def searches(page: Page, found: Walk) -> Iterator[str]:
    """Every choice of every form (GET) of a page; its fields of text are noted in `found`."""
    for text in FORM.findall(page.raw):
        form = FormReader()
        form.feed(text)
        if form.method != "get":
            continue
        path = urlsplit(urljoin(page.path, form.action)).path if form.action else urlsplit(page.path).path
        hidden = [(one.name, one.values[0]) for one in form.fields if one.kind == "hidden" and one.values]
        for one in form.fields:
            if one.kind in TYPED:
                found.searches.setdefault((name_of(path), one.name), f"{path}?{urlencode([*hidden, (one.name, '')])}")
            elif one.kind != "hidden":
                yield from (f"{path}?{urlencode([*hidden, (one.name, value)])}" for value in one.values)
