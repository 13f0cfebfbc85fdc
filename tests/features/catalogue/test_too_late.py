"""Sent by somebody who may no longer: nothing is saved, and what they typed is on the page to be copied."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.features.catalogue.test_carried_forms import lines
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import end_membership
from tular.features.agencies.models import Agency, Membership, ServiceUnit
from tular.features.catalogue.actions import create_innovation
from tular.features.catalogue.models import Innovation
from tular.foundation.files.models import StoredFile

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TYPED = "Antre dua jam setiap pagi.\n<b>Setiap</b> pagi & siang."


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    return create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)


def test_a_section_sent_after_the_role_had_ended_is_shown_and_not_saved(
    draft: Innovation, upp: User, admin: User
) -> None:
    browser = signed_in(upp)
    end_membership(Membership.objects.get(person=upp), by=admin, now=datetime.now(UTC), reason="Pindah tugas")
    answer = browser.post(
        f"/catatan/{draft.code}/sunting/masalah", {"problem": TYPED, "dasar": "0", "sekali": "abc", "aim": " "}
    )
    assert answer.status_code == 404
    assert "Ini tidak tersimpan" in answer.text
    assert [value for _label, value in lines(answer.text)] == [TYPED]
    assert Innovation.objects.get(pk=draft.pk).draft.content["masalah"]["problem"] == ""


def test_who_reads_but_may_not_write_gets_back_what_they_typed(draft: Innovation, hub_admin: User) -> None:
    answer = signed_in(hub_admin).post(f"/catatan/{draft.code}/sunting/masalah", {"problem": TYPED, "dasar": "0"})
    assert answer.status_code == 403
    assert [value for _label, value in lines(answer.text)] == [TYPED]


def test_passwords_never_stand_on_such_a_page_and_reading_shows_nothing(member: User, draft: Innovation) -> None:
    browser = signed_in(member)
    assert "rahasia-12" not in browser.post("/tidak-ada", {"password": "rahasia-12", "csrfmiddlewaretoken": "x"}).text
    assert "Ini tidak tersimpan" not in browser.get(f"/catatan/{draft.code}").text


@pytest.mark.parametrize("purpose", ["catalogue.photo", "catalogue.document", "catalogue.evidence"])
def test_files_of_records_are_taken_from_people_with_records_alone(
    member: User, upp: User, hub_admin: User, purpose: str
) -> None:
    sent = {"purpose": purpose, "name": "a.pdf", "size": "100"}
    if purpose == "catalogue.photo":
        sent["name"] = "a.jpg"
    answers = [signed_in(person).post("/berkas/unggah", sent) for person in (member, upp, hub_admin)]
    assert [answer.status_code for answer in answers] == [403, 201, 201]
    assert answers[0].json() == {"error": "Anda tidak dapat mengirim berkas di sini."}
    assert StoredFile.objects.count() == 2
