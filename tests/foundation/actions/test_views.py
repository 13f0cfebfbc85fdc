"""Running actions from pages: confirming, denying, repeating."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django import forms
from django.db.models import QuerySet
from django.test import Client, RequestFactory, override_settings
from rules.predicates import predicate

from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.foundation.access import permissions
from tular.foundation.access.permissions import Denied, permit
from tular.foundation.actions import ACTIONS, Reason, Refused, action
from tular.foundation.actions.posting import show_refusal
from tular.foundation.api.errors import ApiError
from tular.foundation.api.serving import make_api
from tular.foundation.audit import labels
from tular.foundation.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.actions.confirm_addresses")]


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """An action that friends may do, unless the person is called "Tetap"."""
    permit("test.close", predicate(lambda person, _: person.name.startswith("Teman")), who="teman")

    @action("test.close", "menutup akun")
    def close(person: User, *, by: Any, now: datetime, reason: str) -> None:
        if person.name == "Tetap":
            raise Refused("Akun ini masih dipakai.", Reason("Alasan ini belum cukup.", "alasan"))
        person.is_active = False
        person.save()

    yield
    for registry in (ACTIONS, labels._actions, permissions._permissions, permissions._holders):
        del registry["test.close"]  # type: ignore[attr-defined]


@pytest.fixture
def friend() -> Client:
    return signed_in(make_person("Teman Contoh"))


def closings() -> QuerySet[AuditEntry]:
    """What the trail tells of the action."""
    return AuditEntry.objects.filter(action="test.close")


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form about the subject."""
    return dict(re.findall(r'<input type="hidden" name="(sekali|versi)" value="([^"]+)"', page))


def test_the_page_says_what_will_happen_and_changes_nothing(friend: Client) -> None:
    subject = make_person("Orang Lain")
    address = f"/akun/{subject.pk}/tutup/konfirmasi"
    page = friend.get(address)
    assert page.status_code == 200
    for said in ("Tutup akun ini?", "Yang akan terjadi", "Riwayatnya tetap ada.", "Tutup akun</button>", "Batal"):
        assert said in page.text
    assert set(fields_of(page.text)) == {"sekali", "versi"}
    assert friend.head(address).status_code == 200
    assert friend.put(address).status_code == 405
    subject.refresh_from_db()
    assert (subject.is_active, closings().count()) == (True, 0)


def test_posting_runs_the_action_once_however_often_it_is_sent(friend: Client) -> None:
    subject = make_person("Orang Lain")
    address = f"/akun/{subject.pk}/tutup/konfirmasi"
    posted = fields_of(friend.get(address).text) | {"alasan": "Sudah pindah"}
    for _ in range(2):
        answer = friend.post(address, posted)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/selesai")
    subject.refresh_from_db()
    assert not subject.is_active
    entry = closings().get()
    assert (entry.action, entry.reason, entry.channel) == ("test.close", "Sudah pindah", "web")
    assert re.fullmatch("[0-9a-f]{16}", entry.request)


def test_a_missing_reason_is_asked_for(friend: Client) -> None:
    subject = make_person("Orang Lain")
    answer = friend.post(f"/akun/{subject.pk}/tutup/konfirmasi", {"alasan": " "})
    assert "Tulis alasannya" in answer.text
    assert closings().count() == 0


def test_a_refusal_shows_its_reasons_and_what_was_typed(friend: Client) -> None:
    subject = make_person("Tetap")
    answer = friend.post(f"/akun/{subject.pk}/tutup/konfirmasi", {"alasan": "Pindah <b>"})
    assert answer.status_code == 409
    assert "<li>Akun ini masih dipakai.</li>" in answer.text
    assert '<a href="#id_alasan">Alasan ini belum cukup.</a>' in answer.text
    assert "Pindah &lt;b&gt;</textarea>" in answer.text


def test_a_page_that_is_out_of_date_is_refused_and_can_be_sent_again(friend: Client) -> None:
    subject = make_person("Orang Lain")
    address = f"/akun/{subject.pk}/tutup/konfirmasi"
    posted = fields_of(friend.get(address).text) | {"alasan": "Pindah"}
    User.objects.filter(pk=subject.pk).update(phone="0812")
    answer = friend.post(address, posted)
    assert answer.status_code == 409
    assert "sudah diubah sejak halaman ini Anda buka" in answer.text
    again = fields_of(answer.text) | {"alasan": "Pindah"}
    assert friend.post(address, again).status_code == 302


def test_who_may_not_is_told_with_a_sentence(friend: Client) -> None:
    subject = make_person("Orang Lain")
    answer = signed_in(subject).get(f"/akun/{subject.pk}/tutup/konfirmasi")
    assert answer.status_code == 403
    assert "Akun Anda tidak berwenang untuk ini: menutup akun. Yang berwenang: teman." in answer.text
    assert signed_in(subject).post(f"/akun/{subject.pk}/tutup/konfirmasi", {"alasan": "x"}).status_code == 403


def test_what_is_not_visible_and_what_strangers_ask_for_looks_missing(friend: Client, client: Client) -> None:
    missing = friend.get("/tiada")
    hidden = friend.get("/tolak?tersembunyi")
    assert (hidden.status_code, "berwenang" in hidden.text) == (404, False)
    assert missing.status_code == 404
    assert client.get("/tolak").status_code == 404
    assert friend.get("/tolak").status_code == 403


def test_every_answer_names_its_request_and_the_log_does_too(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    handler = logging.getLogger().handlers
    names: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            names.append(record.circumstances)  # type: ignore[attr-defined]

    keep = Keep()
    keep.addFilter(next(f for one in handler for f in one.filters if f.__class__.__name__ == "RequestFilter"))
    logging.getLogger("django.request").addHandler(keep)
    client.raise_request_exception = False
    try:
        answer = client.get("/rusak", headers={"X-Request-ID": "palsu"})
        missing = client.get("/tiada").headers["X-Request-ID"]
    finally:
        logging.getLogger("django.request").removeHandler(keep)
    assert answer.status_code == 500
    name = answer.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{16}", name)
    assert names == [f"web {name}", f"web {missing}"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Denied("a", doing="menutup"), 403, "denied"),
        (Denied("a", visible=False), 404, "not_found"),
        (Refused("Belum."), 409, "refused"),
    ],
)
def test_the_api_answers_in_its_own_shape(error: Exception, status: int, code: str) -> None:
    request = RequestFactory().get("/")
    request.user = make_person("Orang Lain")
    answer = make_api("t", "1", "").on_exception(request, error)
    assert answer.status_code == status
    assert f'"code": "{code}"' in answer.content.decode()


def test_reasons_of_a_refusal_stand_at_their_fields() -> None:
    class Form(forms.Form):
        isi = forms.CharField()

    form = Form({"isi": "x"})
    show_refusal(form, Refused(Reason("Terlalu pendek.", "isi"), Reason("Bukan giliran Anda.", "lain")))
    assert form.errors == {"isi": ["Terlalu pendek."], "__all__": ["Bukan giliran Anda."]}


def test_api_errors_are_still_errors() -> None:
    assert ApiError(404, "not_found", "x").status == 404


@override_settings(DEBUG=False)
def test_a_stranger_is_not_told_of_the_confirm_page(client: Client) -> None:
    subject = make_person("Orang Lain")
    answer = client.get(f"/akun/{subject.pk}/tutup/konfirmasi")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/masuk?next=")
