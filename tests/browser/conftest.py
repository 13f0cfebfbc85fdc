"""Real Chromium on a real server: the fixtures that browser tests share.

The server answers from the shipped catalogue and its index. Browser tests only read, so that both are made once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.wire import Wire
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.finder.actions import reindex
from tular.features.finder.queries.opened import warm_up

# Playwright's synchronous interface runs an event loop in this thread, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path(playwright: Playwright) -> str | None:
    """The browser: `CHROMIUM`, else one on the path, else the one that Playwright installed."""
    if given := os.environ.get("CHROMIUM"):
        return given
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; without one the tests are skipped, in continuous integration they fail."""
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        if path is None:
            advice = "no Chromium: apt-get install chromium, or .venv/bin/playwright install chromium, or set CHROMIUM"
            pytest.fail(advice) if os.environ.get("CI") == "true" else pytest.skip(advice)
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def one_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    """The product over the shipped catalogue with its search index, for the whole run."""
    with django_db_blocker.unblock():
        reindex()
        warm_up()
        running = LiveServer("localhost")
    yield running
    running.stop()


@pytest.fixture
def address(one_server: LiveServer, catalogue: None) -> str:
    """Where the server listens."""
    return one_server.url


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page at both widths; `page.goto("/pola")` is enough. Fails the test on any error in the console."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, locale="id-ID", reduced_motion="reduce"
    )
    opened = context.new_page()
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        page_itself = message.location.get("url") == opened.url  # Chromium reports a 404 page as an error of its own
        if message.type == "error" and not page_itself:
            problems.append(message.text)

    opened.on("console", note)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert not problems, problems


@pytest.fixture(params=SIZES)
def plain_page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page without JavaScript, at both widths."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, locale="id-ID", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture(params=SIZES)
def opener(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Callable[[User | None], Page]]:
    """`opener(person)` is a page in which the person is signed in, or nobody (None), at both widths."""
    yield from _opening(browser, request.param, live_server.url)


@pytest.fixture
def wire(live_server: LiveServer) -> Iterator[Wire]:
    """The line between `far_opener`'s pages and the server: `wire.cut()`, `wire.mend()`."""
    made = Wire(urlsplit(live_server.url).port or 80)
    yield made
    made.cut()


@pytest.fixture
def far_opener(browser: Browser, wire: Wire) -> Iterator[Callable[[User | None], Page]]:
    """`opener` at the far end of a wire, on a phone. Each page is a device of its own."""
    yield from _opening(browser, "phone", wire.url)


@pytest.fixture
def near_opener(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User | None], Page]]:
    """Other devices, right beside the server: they work while the wire is cut."""
    yield from _opening(browser, "phone", live_server.url)


def _opening(browser: Browser, size: str, url: str) -> Iterator[Callable[[User | None], Page]]:
    width, height = SIZES[size]
    contexts = []

    def open_for(person: User | None) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=url, locale="id-ID", reduced_motion="reduce"
        )
        contexts.append(context)
        if person is not None:
            sign_in(context, person, url)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def sign_in(context: BrowserContext, person: User, url: str) -> None:
    """Give a browser the person's session, in place of the one that it has."""
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": signed_in(person).cookies[name].value, "url": url}])


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with one line for each element that breaks a rule of WCAG 2.2 AA or a best practice."""
    return check_with_axe


def check_with_axe(page: Page) -> None:
    """Run axe-core on the page as it stands now."""
    if not AXE.exists():
        pytest.fail("axe-core is missing: make vendor")
    page.evaluate(AXE.read_text(encoding="utf-8"))  # evaluated, not added as a script: the pages' CSP forbids that
    violations: list[dict[str, Any]] = page.evaluate(
        """rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})
             .then(result => result.violations)""",
        AXE_RULES,
    )
    lines = [
        f"{broken['id']} ({broken['impact']}): {broken['help']}\n"
        f"    {' '.join(node['target'])}\n    {node['html'][:160]}"
        for broken in violations
        for node in broken["nodes"]
    ]
    assert not lines, f"{page.url} at {page.viewport_size}\n" + "\n".join(lines)


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """`fits(page)` fails when the page can be scrolled sideways, and names what sticks out."""

    def check(page: Page) -> None:
        wide = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
              [...document.querySelectorAll('body *')]
                .filter(el => el.getBoundingClientRect().right > innerWidth + 1)
                .map(el => `${el.tagName}.${el.className} ${Math.round(el.getBoundingClientRect().right)}`)
                .concat('page')"""
        )
        assert not wide, f"{page.url} at {page.viewport_size}: {wide[:8]}"

    return check


@pytest.fixture
def sound(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """`sound(page)`: accessible and not wider than the screen, as it stands now."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


@pytest.fixture
def plainly_sound(browser: Browser, fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """`sound` for a page without JavaScript. axe is JavaScript, so it looks at a copy whose scripts were not loaded."""

    def check(page: Page) -> None:
        fits(page)
        context = browser.new_context(viewport=page.viewport_size, locale="id-ID", reduced_motion="reduce")
        context.route("**/*.js", lambda route: route.abort())
        copy = context.new_page()
        copy.goto(page.url)
        check_with_axe(copy)
        context.close()

    return check
