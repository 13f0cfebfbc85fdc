"""A form sent twice is worked on once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.template import Context, Template
from django.test import RequestFactory

from tests.people import make_person
from tular.foundation.once.actions import Done, do_once, forget, key_of
from tular.foundation.once.models import ActionOnce

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def key(**fields: object) -> str:
    return key_of(RequestFactory().post("/tanya", {"csrfmiddlewaretoken": "x", **fields}))


def test_the_key_changes_with_whatever_was_posted() -> None:
    same = key(sekali="a", isi="satu")
    assert same == key(sekali="a", isi="satu")
    others = {
        key(sekali="b", isi="satu"),
        key(sekali="a", isi="dua"),
        key(sekali="a", isi=["satu", "dua"]),
        key(sekali="a", isi="satu", surat=SimpleUploadedFile("a.pdf", b"1")),
        key_of(RequestFactory().post("/lain", {"sekali": "a", "isi": "satu"})),
    }
    assert same not in others
    assert len(others) == 5
    assert key(isi="satu") == ""


def test_every_showing_of_a_form_has_a_token_of_its_own() -> None:
    template = Template("{% once %}")
    one, other = template.render(Context()), template.render(Context())
    assert one.startswith('<input type="hidden" name="sekali" value="')
    assert one != other


@pytest.mark.django_db
def test_a_repetition_gets_the_first_answer_and_does_nothing() -> None:
    person = make_person()
    count = iter(range(1, 9))

    def do() -> Done:
        return Done(f"/tanya/{next(count)}", "Terkirim.")

    assert do_once(person, "k", do, now=NOW) == (Done("/tanya/1", "Terkirim."), True)
    assert do_once(person, "k", do, now=NOW) == (Done("/tanya/1", "Terkirim."), False)
    assert do_once(person, "lain", do, now=NOW) == (Done("/tanya/2", "Terkirim."), True)
    assert do_once(make_person("Orang Lain"), "k", do, now=NOW) == (Done("/tanya/3", "Terkirim."), True)
    assert do_once(AnonymousUser(), "k", do, now=NOW) == (Done("/tanya/4", "Terkirim."), True)
    assert do_once(AnonymousUser(), "k", do, now=NOW) == (Done("/tanya/4", "Terkirim."), False)


@pytest.mark.django_db
def test_what_failed_may_be_sent_again() -> None:
    person = make_person()

    def fail() -> Done:
        raise ValueError("gagal")

    with pytest.raises(ValueError, match="gagal"):
        do_once(person, "k", fail, now=NOW)
    assert do_once(person, "k", lambda: Done("/"), now=NOW) == (Done("/"), True)


@pytest.mark.django_db
def test_old_keys_are_forgotten() -> None:
    person = make_person()
    for days in (0, 6, 8):
        do_once(person, str(days), lambda: Done("/"), now=NOW - timedelta(days=days))
    assert forget(NOW) == 1
    assert sorted(ActionOnce.objects.values_list("key", flat=True)) == ["0", "6"]


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_the_same_time_one_is_worked_on() -> None:
    person = make_person()
    done: list[bool] = []
    ready = threading.Barrier(2)

    def click() -> None:
        ready.wait(10)
        done.append(do_once(person, "k", lambda: Done("/"), now=NOW)[1])
        connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, True]
