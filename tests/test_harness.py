"""What `conftest.py` promises to every test."""

from __future__ import annotations

import re
import socket
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests import migrated
from tular.config import settings as product
from tular.features.catalogue.models import Innovation, Theme


def test_a_test_finds_the_database_empty(db: None) -> None:
    assert not Theme.objects.exists()


def test_a_test_that_asks_for_the_catalogue_finds_it(catalogue: None) -> None:
    assert Innovation.objects.count() == 737
    Innovation.objects.all().delete()


def test_what_another_test_deleted_is_there_again(catalogue: None) -> None:
    assert Innovation.objects.count() == 737


@pytest.mark.django_db(transaction=True)
def test_a_test_that_really_commits_finds_the_database_empty_too() -> None:
    assert not Theme.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_really_commits_may_ask_for_the_catalogue(catalogue: None) -> None:
    assert Innovation.objects.count() == 737


def test_nothing_reaches_the_network() -> None:
    with pytest.raises(pytest.fail.Exception, match="network use in a test"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(pytest.fail.Exception, match="network use in a test"):
        urllib.request.urlopen("http://example.org/")


def test_files_of_the_run_are_not_those_of_the_installation() -> None:
    assert settings.VAR_DIR != settings.BASE_DIR / "var"
    assert str(settings.INDEX_DIR).startswith(str(settings.VAR_DIR))


def test_passwords_are_hashed_quickly_here_alone() -> None:
    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert settings.PASSWORD_HASHERS != product.PASSWORD_HASHERS


def test_the_copy_of_the_migrated_database_is_named_by_all_that_migrations_are_made_of() -> None:
    files = list(migrated.sources())
    shipped = set((settings.BASE_DIR / "src").glob("tular/**/migrations/*.py"))
    assert len(shipped) > 20 and shipped <= set(files)
    known = {Path(str(one.__file__)) for one in migrated.HELPERS}
    called = set()
    for path in shipped:
        for package, names in re.findall(
            r"^(?:from|import) (tular[\w.]*)(?: import (.+))?$", path.read_text(), re.MULTILINE
        ):
            for name in (names or "").split(", "):
                found = [
                    settings.BASE_DIR / "src" / f"{one.replace('.', '/')}.py" for one in (f"{package}.{name}", package)
                ]
                called.add(next(one for one in found if one.exists()))
    assert called <= known, "add it to tests.migrated.HELPERS"
