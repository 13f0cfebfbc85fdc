"""What every test shares.

A test that asks for the database finds it empty. One that asks for `catalogue` finds the shipped catalogue in it.
Either way its own changes are undone. No test reaches the network or sends mail.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, transaction

from tests import guards, migrated
from tular.features.agencies.models import Region
from tular.features.exchange.actions import load_shipped_catalogue
from tular.foundation.audit.models import AuditHead

pytest_plugins = ["tests.people"]

LOCAL = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`tests.settings` looks for the option itself, since settings are read before options are."""
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what is marked `one_database`, unless `TULAR_TEST_ALL` is set."""
    if connection.vendor == "sqlite" or os.environ.get("TULAR_TEST_ALL"):
        return
    left_out = [one for one in items if one.get_closest_marker("one_database")]
    items[:] = [one for one in items if not one.get_closest_marker("one_database")]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take the database that `django_db_modify_db_settings` has put there."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """The last moment before the database is set up."""
    with django_db_blocker.unblock():
        migrated.put()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database holds the shipped catalogue, loaded once; tests that do not want it empty it for themselves."""
    guards.let_flush_pass()
    with django_db_blocker.unblock():
        _load_catalogue()
    yield
    with django_db_blocker.unblock():
        migrated.drop()


@pytest.fixture(autouse=True)
def contents_of_database(request: pytest.FixtureRequest) -> None:
    """Empty the database for a test that uses it and does not ask for `catalogue`."""
    marker = request.node.get_closest_marker("django_db")
    uses = {"db", "transactional_db", "live_server", "django_db_reset_sequences"} & set(request.fixturenames)
    if not marker and not uses:
        return
    request.getfixturevalue("db")
    if "catalogue" not in request.fixturenames:
        _empty()


@pytest.fixture
def catalogue(db: None) -> None:
    """The test finds the shipped catalogue: regions, agencies, indicators, themes, innovations, replications, hubs."""
    if not Region.objects.exists():
        # A test that really committed has emptied the database when it ended.
        _load_catalogue()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches beyond this machine fails."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            pytest.fail(f"network use in a test: {address}")
        connect(self, address)

    def look_up_locally(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in LOCAL and host not in (None, ""):
            pytest.fail(f"network use in a test: {host}")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_locally)


@pytest.fixture(autouse=True)
def no_mail() -> Iterator[None]:
    """A test that sends mail fails."""
    yield
    assert getattr(mail, "outbox", []) == [], "mail sent in a test"


def _load_catalogue() -> None:
    report = load_shipped_catalogue()
    assert report.ok, [step.sentences() for step in report.steps if not step.ok]


def _empty() -> None:
    """Delete every row of the product's own tables.

    SQLite checks references once, when the transaction ends. PostgreSQL would check them row by row: 0.9 s a test.
    """
    models = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("tular.")]
    guarded = guards.lifted() if AuditHead.objects.exists() else nullcontext()
    is_postgres = connection.vendor == "postgresql"
    with transaction.atomic(), guarded, connection.cursor() as cursor:
        if is_postgres:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        if is_postgres:
            cursor.execute("SET LOCAL session_replication_role = origin")
