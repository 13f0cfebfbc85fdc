"""An agency joins with a signed letter that the admin above checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from tests.features.agencies.roles import (
    PDF,
    asked_to_join,
    kinds_told,
    letter,
    letters_to,
    now,
    sentence,
    token_in,
    upload,
)
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import (
    accept_as_new_person,
    accept_request,
    correct_request,
    refuse_request,
    return_request,
)
from tular.features.agencies.choices import JoinState
from tular.features.agencies.models import Agency, JoinRequest
from tular.features.agencies.queries.roles import roles_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.strangers import MOST_FILES


def test_the_hub_checks_the_letter_and_the_first_admin_is_activated(
    hub_admin: User, pembina: User, sidoarjo: Agency
) -> None:
    request = asked_to_join(sidoarjo)
    assert kinds_told(hub_admin) == ["agencies.requested"] and kinds_told(pembina) == []
    assert "sudah kami terima" in letters_to("siti@contoh.example")[0].text
    accept_request(request, by=hub_admin, now=now())
    siti = accept_as_new_person(
        token_in(letters_to("siti@contoh.example")[-1]), name="Siti", password="kopi-tubruk-panas", now=now()
    )
    assert roles_of(siti).agencies == {sidoarjo.pk}
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (JoinState.ACCEPTED, hub_admin)


def test_where_there_is_no_hub_admin_the_centre_checks(pembina: User, sidoarjo: Agency) -> None:
    asked_to_join(sidoarjo)
    assert kinds_told(pembina) == ["agencies.requested"]


def test_a_returned_request_is_corrected_by_its_link(hub_admin: User, sidoarjo: Agency) -> None:
    request = asked_to_join(sidoarjo)
    return_request(request, by=hub_admin, now=now(), reason="Surat belum ditandatangani")
    mail = letters_to("siti@contoh.example")[-1]
    token = token_in(mail)
    assert "Surat belum ditandatangani" in mail.text
    mended = {"name": "Siti A", "position": "Kepala Bagian", "letter": letter(), "by": None, "now": now()}
    with pytest.raises(Refused):
        correct_request(request, token="lain", **mended)
    correct_request(request, token=token, **mended)
    request.refresh_from_db()
    assert (request.state, request.name, request.reason) == (JoinState.WAITING, "Siti A", "")
    with pytest.raises(Refused):
        correct_request(request, token=token, **mended)
    assert kinds_told(hub_admin) == ["agencies.requested", "agencies.requested"]


def test_a_refused_request_says_why_and_is_final(hub_admin: User, sidoarjo: Agency) -> None:
    request = asked_to_join(sidoarjo)
    with pytest.raises(Refused):
        refuse_request(request, by=hub_admin, now=now(), reason=" ")
    refuse_request(request, by=hub_admin, now=now(), reason="Bukan pegawai")
    assert "Bukan pegawai" in letters_to("siti@contoh.example")[-1].text
    for verb in (accept_request, return_request, refuse_request):
        with pytest.raises(Refused) as failure:
            verb(request, by=hub_admin, now=now(), reason="Lagi")
        assert "sudah diputuskan Hub Jatim" in sentence(failure)
    asked_to_join(sidoarjo)


def test_only_admins_above_decide(
    admin: User, outsider: User, upp: User, hub_admin: User, pembina: User, sidoarjo: Agency
) -> None:
    request, elsewhere = asked_to_join(sidoarjo), asked_to_join(agency("pemkab-sumedang"))
    for person, about in ((admin, request), (outsider, request), (upp, request), (hub_admin, elsewhere)):
        for verb in (accept_request, return_request, refuse_request):
            with pytest.raises(Denied):
                verb(about, by=person, now=now(), reason="Iseng")
    accept_request(elsewhere, by=pembina, now=now())


def test_requests_are_not_sent_twice_nor_without_end(sidoarjo: Agency, pembina: User) -> None:
    request = asked_to_join(sidoarjo)
    with pytest.raises(Refused) as failure:
        asked_to_join(sidoarjo, email="SITI@contoh.example")
    assert "sudah kami terima pada" in sentence(failure)
    return_request(request, by=pembina, now=now(), reason="Kurang jelas")
    with pytest.raises(Refused) as failure:
        asked_to_join(sidoarjo)
    assert "dikembalikan" in sentence(failure)
    for number in range(4):
        asked_to_join(sidoarjo, email=f"lain{number}@contoh.example")
    with pytest.raises(Refused) as failure:
        asked_to_join(sidoarjo, email="keenam@contoh.example")
    assert "Sudah ada 5 permohonan" in sentence(failure)


def test_what_is_missing_is_told_at_its_field(sidoarjo: Agency) -> None:
    with pytest.raises(Refused) as failure:
        asked_to_join(sidoarjo, name="", email="bukan", position="")
    assert [reason.field for reason in failure.value.reasons] == ["name", "email", "position"]
    Agency.objects.filter(pk=sidoarjo.pk).update(until="2025")
    with pytest.raises(Refused):
        asked_to_join(sidoarjo)


def test_the_database_holds_what_requests_must_be(sidoarjo: Agency, pembina: User) -> None:
    request = asked_to_join(sidoarjo)
    same = {"agency": sidoarjo, "name": "S", "position": "K", "letter": request.letter, "sent_at": now()}
    for wrong in (
        {"email": "SITI@contoh.example", "token_hash": "1"},
        {"email": "a@contoh.example", "token_hash": "2", "state": JoinState.REFUSED},
        {"email": "b@contoh.example", "token_hash": "3", "state": JoinState.ACCEPTED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            JoinRequest.objects.create(**same, **wrong)


def test_a_stranger_joins_through_the_pages(hub_admin: User, admin: User, outsider: User, sidoarjo: Agency) -> None:
    stranger, path = Client(), f"/instansi/{sidoarjo.slug}/gabung"
    assert "sudah punya admin" in stranger.get(path).text
    sent = {"name": "Siti", "email": "siti@contoh.example", "position": "Kepala Bagian"}
    refused = stranger.post(path, sent)
    assert refused.status_code == 409 and "Lampirkan suratnya" in refused.text and "Kepala Bagian" in refused.text
    assert stranger.post(path, sent | {"letter": upload("surat.exe")}).status_code in (302, 409)
    request = JoinRequest.objects.get()
    checked = signed_in(hub_admin).get(f"/permohonan/{request.pk}")
    assert "Kepala Bagian" in checked.text and request.letter.path in checked.text
    read = signed_in(hub_admin).get(request.letter.path)
    assert read.status_code == 200 and b"".join(read.streaming_content) == PDF
    for person in (admin, outsider):
        assert signed_in(person).get(f"/permohonan/{request.pk}").status_code == 404
        assert signed_in(person).get(request.letter.path).status_code in (403, 404)
    decided = signed_in(hub_admin).post(f"/permohonan/{request.pk}", {"decision": "return"})
    assert decided.status_code == 409 and "Tulis alasannya" in decided.text
    signed_in(hub_admin).post(f"/permohonan/{request.pk}", {"decision": "return", "reason": "Belum ditandatangani"})
    link = f"/gabung/{token_in(letters_to('siti@contoh.example')[-1])}"
    assert "Belum ditandatangani" in stranger.get(link).text
    again = stranger.post(link, {"name": "Siti", "position": "Kepala", "letter": upload()}, follow=True)
    assert "dikirim lagi" in again.text
    assert "tidak dikenal" in stranger.get("/gabung/" + "x" * 43).text


def test_one_address_sends_only_so_many_requests_in_a_day(sidoarjo: Agency) -> None:
    for slug in ("pemkab-sidoarjo", "pemkab-gresik", "pemkab-sumedang"):
        asked_to_join(agency(slug))
    with pytest.raises(Refused) as failure:
        asked_to_join(agency("pemkot-surabaya"))
    assert [(reason.field, "24 jam" in reason.text) for reason in failure.value.reasons] == [("email", True)]
    asked_to_join(agency("pemkot-surabaya"), email="lain@contoh.example")
    JoinRequest.objects.filter(email="siti@contoh.example").update(sent_at=now() - timedelta(hours=25))
    asked_to_join(agency("pemkot-surabaya"))


def test_files_of_a_stranger_are_counted_by_where_they_come_from(sidoarjo: Agency, upp: User) -> None:
    cache.clear()
    path, sent = f"/instansi/{sidoarjo.slug}/gabung", {"name": "Siti", "email": "bukan", "position": "Kepala Bagian"}
    stranger, person = Client(), signed_in(upp)
    for _ in range(MOST_FILES):
        assert "Dari sambungan internet Anda" not in stranger.post(path, sent | {"letter": upload()}).text
    refused = stranger.post(path, sent | {"letter": upload()})
    assert refused.status_code == 409 and "hari ini sudah dikirim 20 berkas" in refused.text
    assert "Kepala Bagian" in refused.text  # nothing that was typed is lost
    elsewhere = stranger.post(path, sent | {"letter": upload()}, REMOTE_ADDR="203.0.113.9")
    assert "Dari sambungan internet Anda" not in elsewhere.text
    assert "Dari sambungan internet Anda" not in person.post(path, sent | {"letter": upload()}).text
    cache.clear()
