"""What `conftest.py` promises to every test."""

from __future__ import annotations

import socket
import urllib.request

import pytest
from django.conf import settings

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
