"""Forms sent by people whom they are not for: refused as if there were nothing, and nothing is written.

Every address of judging and of what follows it is sent to by everybody, filled as a form that somebody else is shown,
with rows that are not theirs. An address that is new needs nothing here: who may send to it stands in `MAY`, and
whoever does not stand there has to be refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.actions_samples import World
from tests.addresses_samples import arguments_of
from tests.leaks.conftest import browser
from tests.leaks.crawler import FORM, Field, FormReader, Page, addresses, visit
from tests.leaks.planted import Planted
from tests.leaks.test_nothing_there import ABSENT, TELLING, told

FEATURES = ("judging:", "interviews:", "visits:", "ratings:", "selection:")

BESIDE = {"django_session", "access_sharedcount"}
"""Tables that any visit may write to: sessions, and counts of attempts."""

SHOWN_FORMS = ("organiser", "evaluator_a", "local_admin")
"""Whose pages are read for forms."""

NO_FORM = ("_csv", "_xlsx", "_zip", "_ics", "download", "calendar", "paper", "minutes", "sample", "offline_worker")
"""Ends of names of addresses that answer with a file."""

TEAM = frozenset({
    "interviews:presenters", "interviews:material", "interviews:drop_material", "interviews:ask_another_slot",
})  # fmt: skip
EVERYBODY = frozenset({"ratings:rate"})
OF_REVIEW = frozenset({
    "judging:desk", "judging:profile", "judging:disclose", "judging:table", "judging:table_csv", "judging:bring_marks",
})  # fmt: skip
OF_BAND = frozenset({"judging:compare", "judging:undo_comparison", "judging:decline_pair"})
"""About whoever asks: each is shown pairs of their own, and their own table."""
OWN_READING = frozenset({
    "judging:reading", "judging:reopen_sheet", "judging:abstain", "judging:declare_conflict",
})  # fmt: skip

REFUSED = (401, 403, 404, 405)
"""To sign in first, not allowed, nothing there, or only to be read."""

MAY: dict[str, frozenset[str]] = {
    "public": EVERYBODY,
    "applicant": EVERYBODY | TEAM | {"selection:object"},
    "local_admin": EVERYBODY | TEAM | {"selection:object", "judging:ties", "judging:take_back_tie"},
    "rival_admin": EVERYBODY,
    "checker": EVERYBODY,
    "evaluator_a": EVERYBODY | OF_REVIEW | OF_BAND | OWN_READING,
    "evaluator_b": EVERYBODY | OF_REVIEW | OF_BAND | OWN_READING,
    "evaluator_c": EVERYBODY | OF_REVIEW | OF_BAND | OWN_READING,
    "blind_evaluator": EVERYBODY | OF_REVIEW | OWN_READING,
}
"""Role → addresses to which it may send; to `OWN_READING` only where the reading is theirs."""

NEVER_BY_THE_MINISTRY = OF_REVIEW | OF_BAND | OWN_READING | TEAM | {"selection:plenary_vote"}


@pytest.fixture
def forms(planted: Planted) -> dict[str, dict[str, str]]:
    """Path → a form that leads there, filled as it is shown to somebody."""
    found: dict[str, dict[str, str]] = {}
    for role in SHOWN_FORMS:
        client = browser(planted, role)
        for name, path, _absent in paths(planted.samples):
            page = visit(client, path) if not name.endswith(NO_FORM) else None
            if page is None or page.status != 200 or "<html" not in page.raw:
                continue
            for text in FORM.findall(page.raw):
                form = FormReader()
                form.feed(text)
                if form.method == "post":
                    where = (form.action or path).partition("?")[0]
                    found.setdefault(where, {one.name: value_of(one) for one in form.fields if is_sent(one)})
    return found


def is_sent(one: Field) -> bool:
    return one.name not in ("csrfmiddlewaretoken", "sekali") and one.kind != "file"


def value_of(one: Field) -> str:
    usual = {"date": "2026-03-10", "number": "80", "email": "orang@contoh.example"}
    return str(one.values[0]) if one.values else usual.get(one.kind, "Alasan contoh.")


def paths(world: World, features: tuple[str, ...] = FEATURES) -> Iterator[tuple[str, str, list[str]]]:
    """(name, path, the path with one parameter that leads nowhere, for each) of every address of the features."""
    for name, parameters in addresses(get_resolver()):
        if name.startswith(features):
            arguments = arguments_of(name, parameters, world)
            absent = [reverse(name, kwargs=arguments | {one: ABSENT[one]}) for one in parameters if one in ABSENT]
            yield name, reverse(name, kwargs=arguments), absent


def test_nobody_reaches_by_sending_what_is_not_theirs(planted: Planted, forms: dict[str, dict[str, str]]) -> None:
    """One test, since reading all forms takes longer than sending them."""
    assert list(reached_by_others(planted, forms)) == []
    assert list(reached_by_the_ministry(planted, forms)) == []
    for role in ("rival_admin", "evaluator_c"):
        assert list(told_by_refusing(role, planted, forms)) == []


def reached_by_others(planted: Planted, forms: dict[str, dict[str, str]]) -> Iterator[str]:
    """Wrong evaluator, wrong reading, real codes where numbers stand, rows of other competitions and agencies."""
    for role, may in MAY.items():
        client, own = browser(planted, role), own_readings(planted, role)
        for name, path, page in answers(client, planted.worlds(role), forms):
            open_to_them = name in may and (name not in OWN_READING or path in own)
            if not open_to_them and (page.status not in REFUSED or page.written - BESIDE):
                yield f"{role}: {name} {path} answers {page.status}, writes {sorted(page.written - BESIDE)}"


def reached_by_the_ministry(planted: Planted, forms: dict[str, dict[str, str]]) -> Iterator[str]:
    """Nobody who runs the competition marks, compares, answers for a team or votes; no form of theirs breaks."""
    client = browser(planted, "organiser")
    for name, path, page in answers(client, planted.worlds("organiser"), forms):
        reached = page.status not in REFUSED or page.written - BESIDE
        if page.status >= 500 or (reached and name in NEVER_BY_THE_MINISTRY):
            yield f"{path} answers {page.status}, writes {sorted(page.written - BESIDE)}"


def told_by_refusing(role: str, planted: Planted, forms: dict[str, dict[str, str]]) -> Iterator[str]:
    """A filled form about something hidden and one about nothing: text, headers, how often the database was asked."""
    client = browser(planted, role)
    for name, path, absent in paths(planted.samples):
        if path not in forms or name in TELLING:
            continue
        there = visit(client, path, "post", **forms[path])
        if there.status in REFUSED:
            for missing in absent:
                page = visit(client, missing, "post", **forms[path])
                if told(page, missing) != told(there, path):
                    yield f"{path}: {there.queries} queries, {missing}: {page.queries}"


def answers(
    client: Client, worlds: Iterable[World], forms: dict[str, dict[str, str]]
) -> Iterator[tuple[str, str, Page]]:
    """(name, path, answer) of everything sent, each path once."""
    known: set[str] = set()
    for world in worlds:
        for name, path, _absent in paths(world):
            if path not in known:
                known.add(path)
                yield name, path, visit(client, path, "post", **forms.get(path, {}))


def own_readings(planted: Planted, role: str) -> set[str]:
    """Paths about the reading of an evaluator."""
    reading = planted.readings.get(role.removeprefix("evaluator_"))
    if role == "blind_evaluator":
        reading = planted.blind.judging.reading
    return {reverse(name, kwargs={"pk": reading.pk}) for name in OWN_READING} if reading else set()
