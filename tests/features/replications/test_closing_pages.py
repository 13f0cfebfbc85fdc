"""The page of the closing: what is missing, whose turn it is, what the other side answers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.replications import make_case, people
from tular.features.accounts.models import User
from tular.features.replications.actions.certifying import certify_all
from tular.features.replications.choices import CaseState, WorkModel
from tular.features.replications.models import Case

pytestmark = pytest.mark.usefixtures("catalogue")


def text_of(client: Client, who: str, path: str) -> str:
    """The page as one of the made-up people reads it."""
    client.force_login(people()[who])
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_it_is_measured_the_page_says_what_is_missing(client: Client) -> None:
    case = make_case(CaseState.RUNNING)
    text = text_of(client, "taker", f"{case.path}/penutupan")
    assert "belum diukur lagi" in text
    assert "Pelajaran belum ditulis" in text
    assert "/penutupan/lapor" not in text


def test_lessons_are_written_and_the_closing_reported_returned_and_confirmed(client: Client) -> None:
    case = make_case(CaseState.CLOSING)
    assert "Menunggu konfirmasi" in text_of(client, "taker", f"{case.path}/penutupan")
    assert "Giliran Anda" in text_of(client, "owner", f"{case.path}/penutupan")
    kept = client.post(f"{case.path}/penutupan/kembalikan", {"alasan": ""})
    assert kept.status_code == 200
    client.post(f"{case.path}/penutupan/kembalikan", {"alasan": "Bukti belum terbaca."})
    assert "Bukti belum terbaca." in text_of(client, "taker", f"{case.path}/penutupan")
    client.post(f"{case.path}/penutupan/pelajaran", {"text": "Kader dilatih dua kali.\nApel pagi gagal."})
    client.post(f"{case.path}/penutupan/lapor")
    client.force_login(people()["owner"])
    client.post(f"{case.path}/penutupan/konfirmasi")
    assert Case.objects.get(pk=case.pk).state == CaseState.DONE
    done = text_of(client, "taker", f"{case.path}/penutupan")
    assert "membaik dari 40 menjadi 70 persen, 6 bulan sesudah mulai" in done
    assert "Apel pagi gagal." in done


def test_of_who_works_alone_the_hub_confirms(client: Client) -> None:
    case = make_case(CaseState.CLOSING, model=WorkModel.ALONE)
    assert "Giliran Anda" in text_of(client, "hub", f"{case.path}/penutupan")
    assert client.post(f"{case.path}/penutupan/konfirmasi").status_code == 302


def test_certificates_stand_on_the_page_and_the_catalogue_is_one_button_away(client: Client) -> None:
    case = make_case(CaseState.DONE)
    assert certify_all(case.created_at) == 1
    text = text_of(client, "taker", f"{case.path}/penutupan")
    assert "RPL/2026/0004" in text
    answer = client.post(f"{case.path}/penutupan/katalog")
    assert answer["Location"].startswith("/catatan/")
    assert "Catatan di katalog" in text_of(client, "taker", f"{case.path}/penutupan")
    assert "/penutupan/katalog" not in text_of(client, "owner", f"{case.path}/penutupan")


def test_strangers_find_nothing(client: Client, outsider: User) -> None:
    case = make_case(CaseState.CLOSING)
    client.force_login(outsider)
    for way in ("", "/pelajaran", "/lapor", "/kembalikan", "/konfirmasi", "/katalog", "/kompetisi/x"):
        assert client.get(f"{case.path}/penutupan{way}").status_code == 404
