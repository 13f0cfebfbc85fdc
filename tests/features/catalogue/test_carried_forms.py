"""A section sent after the session had ended: shown again with the labels of the editor, and saved with one button."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import create_innovation
from tular.features.catalogue.models import Innovation

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    return create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)


def sent_again(person: User, path: str, fields: dict[str, object]) -> tuple[Client, str]:
    """Who is now signed in, and the page that shows what they had sent while they were not."""
    token = re.search(r'name="titipan" value="([^"]+)"', Client().post(path, fields).text)
    assert token
    client = signed_in(person)
    session = client.session
    session["titipan"] = token[1]
    session.save()
    return client, client.get("/masuk/lanjutkan").text


def lines(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<dt>(.*?)</dt><dd class="t-typed">(.*?)</dd>', page, re.DOTALL)
    return [(html.unescape(label), html.unescape(value)) for label, value in found]


def test_a_section_is_shown_with_the_labels_of_its_editor(draft: Innovation, upp: User) -> None:
    path = f"/catatan/{draft.code}/sunting/hasil"
    fields = {
        "dasar": "0", "sekali": "abc", "lanjut": "1", "results": "Antre turun.", "indicators-TOTAL_FORMS": "1",
        "indicators-INITIAL_FORMS": "0", "indicators-0-name": "Lama antre", "indicators-0-unit": "menit",
        "indicators-0-evidence-id": "",
    }  # fmt: skip
    client, page = sent_again(upp, path, fields)
    shown = lines(page)
    assert [value for _label, value in shown][:3] == ["Antre turun.", "Lama antre", "menit"]
    labels = [label for label, _value in shown]
    assert not {"Results", "Dasar", "Sekali", "Lanjut"} & set(labels)
    assert all(re.fullmatch(r"[^_]+", label) and "FORMS" not in label for label in labels), labels
    assert labels[1] == "Angka hasil 1: Yang diukur"
    again = dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">', page))
    assert client.post(path, again).status_code == 302
    assert Innovation.objects.get(pk=draft.pk).draft.content["hasil"]["results"] == "Antre turun."


@pytest.mark.parametrize(
    ("tail", "fields", "shown"),
    [
        ("langkah/kembalikan", {"reason": "Sebut angka.", "versi": "1"}, [("Alasan", "Sebut angka.")]),
        (
            "nyatakan",
            {"status": "berhenti", "on": "2026-11-20", "code": "anggaran", "sekali": "x"},
            [("Keadaan inovasi", "Berhenti atau vakum"), ("Keadaan pada tanggal", "2026-11-20"),
             ("Sebab berhenti", "Anggaran")],
        ),
        ("sunting/media", {"photos-0-consent": "setuju", "photos-0-DELETE": "on"},
         [("Foto 1: Orang pada foto", "Semua orang yang tampak sudah setuju"), ("Foto 1", "Hapus baris ini")]),
    ],
)  # fmt: skip
def test_other_forms_of_a_record_speak_the_same_words(
    draft: Innovation, upp: User, tail: str, fields: dict[str, object], shown: list[tuple[str, str]]
) -> None:
    _client, page = sent_again(upp, f"/catatan/{draft.code}/{tail}", fields)
    assert lines(page) == shown


def test_a_question_speaks_the_words_of_its_form(draft: Innovation, upp: User) -> None:
    published = Innovation.published.first()
    assert published is not None
    _client, page = sent_again(upp, f"/inovasi/{published.slug}/tanya", {"text": "Berapa biayanya?", "sekali": "x"})
    assert lines(page) == [("Pertanyaan Anda", "Berapa biayanya?")]
