"""Pages of request and agreement: what each side sees and does there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.replications import NOW, make_case, people, ready
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.drafting import draft_agreement
from tular.features.replications.actions.requesting import ask
from tular.features.replications.choices import CaseState, Paper, WorkModel
from tular.features.replications.models import Agreement, Case
from tular.foundation.actions import Refused
from tular.foundation.once.actions import FIELD, new_token

pytestmark = pytest.mark.usefixtures("catalogue")

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(people()[name])
    return client


def send(name: str, path: str, **fields: Any) -> Any:
    return signed_in(name).post(path, {FIELD: new_token(), **fields})


def page(name: str, path: str) -> str:
    return signed_in(name).get(path).content.decode()


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_it_says_what_is_missing_and_offers_to_send_once_nothing_is() -> None:
    case = make_case()
    shown = page("taker", f"{case.path}/minat")
    assert "Belum dapat dikirim" in shown
    assert f"{case.path}/minat/kirim" not in shown
    ready(case, people()["taker"], NOW)
    assert f"{case.path}/minat/kirim" in page("taker", f"{case.path}/minat")


def test_interest_goes_by_the_hub_to_the_owner_who_accepts() -> None:
    case = make_case()
    ready(case, people()["taker"], NOW)
    send("taker", f"{case.path}/minat/kirim")
    assert state(case) == CaseState.ASKED
    assert signed_in("owner").get(f"{case.path}/minat").status_code == 404
    send("hub", f"{case.path}/minat/teruskan", alasan="FGD Senin pukul 09.00 di Surabaya.")
    assert "FGD Senin" in page("owner", f"{case.path}/minat")
    answered = send("owner", f"{case.path}/minat/terima")
    assert answered["Location"] == f"{case.path}/kesepakatan"
    assert state(case) == CaseState.AGREEING


def test_a_refusal_needs_its_reason_and_leads_the_taker_on() -> None:
    case = make_case(CaseState.VERIFIED)
    assert send("owner", f"{case.path}/minat/tolak").status_code == 200
    assert state(case) == CaseState.VERIFIED
    send("owner", f"{case.path}/minat/tolak", alasan="Tim kami penuh.")
    shown = page("taker", f"{case.path}/minat")
    assert "Tim kami penuh." in shown
    assert "/temukan?q=" in shown
    send("taker", f"{case.path}/minat/pilih-lagi")
    assert state(case) == CaseState.PREPARING


def test_until_when_and_whose_turn_is_said_in_the_zone_of_who_answers() -> None:
    case = make_case(CaseState.VERIFIED)
    shown = page("taker", f"{case.path}/minat")
    assert "Pemerintah Kabupaten Sidoarjo" in shown
    assert "WIB" in shown


def test_who_works_alone_is_offered_a_polite_notice_and_no_button() -> None:
    case = make_case(model=WorkModel.ALONE)
    shown = page("taker", f"{case.path}/minat")
    assert "Surat pemberitahuan" in shown
    assert "minat/kirim" not in shown
    assert "Tidak perlu kesepakatan" in page("taker", f"{case.path}/kesepakatan")


def test_an_innovation_that_was_withdrawn_cannot_be_asked_for() -> None:
    case = make_case()
    ready(case, people()["taker"], NOW)
    Innovation.objects.filter(pk=case.innovation_id).update(state=State.WITHDRAWN, state_reason="Berhenti.")
    with pytest.raises(Refused, match="ditarik"):
        ask(case, by=people()["taker"], now=NOW)
    shown = page("taker", f"{case.path}/minat")
    assert "sudah ditarik dari katalog" in shown
    assert "minat/kirim" not in shown


def drafted() -> tuple[Case, Agreement, str]:
    case = make_case(CaseState.AGREEING)
    made = draft_agreement(case, paper=Paper.WORKING, by=people()["taker"], now=NOW + timedelta(days=5))
    return case, made, f"{case.path}/kesepakatan/{made.pk}"


def test_both_sides_write_and_who_comes_second_sees_both_texts() -> None:
    _case, agreement, path = drafted()
    told = {"title": "Kekayaan intelektual", "included": "on", "place": "9", "seen": "0"}
    send("owner", f"{path}/pasal/haki", text="Milik bersama.", **told)
    answered = send("taker", f"{path}/pasal/haki", text="Tetap milik pemilik.", **told)
    shown = answered.content.decode()
    assert answered.status_code == 409
    assert "Milik bersama." in shown
    assert "Tetap milik pemilik." in shown
    assert 'name="seen" value="1"' in shown
    send("taker", f"{path}/pasal/haki", text="Tetap milik pemilik.", **told | {"seen": "1"})
    assert agreement.clauses.get(clause="haki").text == "Tetap milik pemilik."
    past = page("hub", f"{path}/pasal/haki/riwayat")
    assert "Milik bersama" in past


def test_a_scan_is_uploaded_with_its_dates_and_the_case_goes_on() -> None:
    case, agreement, path = drafted()
    answered = send(
        "owner", f"{path}/salinan", file=SimpleUploadedFile("pks.pdf", PDF, "application/pdf"),
        signed_on="2026-03-09", valid_until="2026-03-01",
    )  # fmt: skip
    assert answered.status_code == 409
    assert "Berakhir sebelum ditandatangani" in answered.content.decode()
    send(
        "owner", f"{path}/salinan", file=SimpleUploadedFile("pks.pdf", PDF, "application/pdf"),
        signed_on="2026-03-09", valid_until="2028-03-09",
    )  # fmt: skip
    assert state(case) == CaseState.AGREED
    agreement.refresh_from_db()
    assert agreement.signed_on == date(2026, 3, 9)
    assert "Perpanjang" in page("taker", path)
    assert agreement.signed_file
    answered = signed_in("taker").get(agreement.signed_file.path)
    assert answered.status_code == 200
    answered.close()


def test_the_hub_reads_and_does_not_write() -> None:
    _case, _agreement, path = drafted()
    shown = page("hub", path)
    assert "Daftar periksa" in shown
    assert "/isian" not in shown
    assert signed_in("hub").get(f"{path}/isian").status_code == 403


def test_a_paper_of_another_case_is_not_found_below_this_one() -> None:
    _case, agreement, _path = drafted()
    other = make_case(CaseState.PREPARING, name="Lain", model=WorkModel.ALONE)
    assert signed_in("taker").get(f"{other.path}/kesepakatan/{agreement.pk}").status_code == 404


@pytest.mark.parametrize("place", ["minat", "kesepakatan"])
def test_strangers_find_nothing(place: str) -> None:
    case = make_case(CaseState.VERIFIED)
    assert Client().get(f"{case.path}/{place}").status_code in (302, 404)
