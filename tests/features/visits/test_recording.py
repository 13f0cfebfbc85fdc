"""What a team writes and photographs on the spot, also without a connection, and two of them at once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from PIL import Image

from tests.factories.competitions import NOW
from tests.factories.visits import TOLD, fill, make_choice, make_finalist, make_verified, make_visit, picture
from tests.features.visits.conftest import World
from tests.full_disk import full_for_files, full_for_rows
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.visits.actions.recording import Met, Saved, answer
from tular.features.visits.choices import VisitState
from tular.features.visits.models import FieldRecord, RecordSave, Verifier, VisitPhoto
from tular.features.visits.queries.photos import metres_between
from tular.features.visits.queries.record import asides_of
from tular.features.visits.queries.rules import checklist_for
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.models import StoredFile

ITEM = "pengguna"


def write(world: World, who: Verifier, base: int, *, section: str = ITEM, now: Any = NOW, **content: str) -> Any:
    record = FieldRecord.objects.get(visit=world.visit)
    return answer(record, by=who.person, now=now, section=section, content=content, base=base)


def test_without_a_list_in_the_rules_the_claims_are_asked_about(world: World) -> None:
    items, told = checklist_for(world.proposal, "verifikasi")
    assert not told
    assert [one["id"] for one in items] == [
        "mulai", "hasil-1", "pengguna", "berlanjut", "kriteria-dampak", "kriteria-kebaruan",
    ]  # fmt: skip
    assert items[1]["claim"] == "Menurut proposal: 48 menjadi 79 %."


def test_the_list_of_the_rules_is_asked_as_it_stands(sidoarjo: Agency) -> None:
    competition = make_verified(agency("pemprov-jawa-timur"), TOLD)
    items, told = checklist_for(make_finalist(competition, sidoarjo), "lagi")
    assert told and [(one["id"], one["kind"], one["evidence"]) for one in items] == [
        ("alat", "yes_no", "foto alat"), ("sering", "level", ""),
    ]  # fmt: skip


def test_two_verifiers_write_apart_and_it_is_joined(world: World) -> None:
    assert write(world, world.lead, 0, finding="sebagian") == Saved(1)
    assert write(world, world.second, 0, note="Dua orang bicara.") == Saved(2, ("finding",))
    held = FieldRecord.objects.get(visit=world.visit).content[ITEM]
    assert held == {"finding": "sebagian", "note": "Dua orang bicara."}


def test_two_verifiers_answer_the_same_offline_and_both_are_kept(world: World) -> None:
    write(world, world.lead, 0, finding="terkonfirmasi", note="Benar.")
    met = write(world, world.second, 0, finding="tidak", note="Tidak ada orang.")
    assert isinstance(met, Met) and met.theirs["finding"] == "terkonfirmasi"
    record = FieldRecord.objects.get(visit=world.visit)
    [aside] = asides_of(record)[ITEM]
    assert (aside.by, aside.after["note"]) == (world.second.person, "Tidak ada orang.")
    page = signed_in(world.second.person).get(f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}&banding=1")
    assert all(text in page.content.decode() for text in ("Benar.", "Tidak ada orang."))
    client = signed_in(world.second.person)
    joined = {"dasar": "1", "gabung": "1", "finding": "sebagian", "note": "Benar. Tidak ada orang."}
    client.post(f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}", joined)
    record.refresh_from_db()
    assert asides_of(record) == {} and record.content[ITEM]["finding"] == "sebagian"


def test_keeping_the_first_version_settles_it_too(world: World) -> None:
    write(world, world.lead, 0, finding="terkonfirmasi")
    write(world, world.second, 0, finding="tidak")
    signed_in(world.lead.person).post(
        f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}",
        {"dasar": "1", "gabung": "1", "finding": "terkonfirmasi", "note": ""},
    )  # fmt: skip
    record = FieldRecord.objects.get(visit=world.visit)
    assert asides_of(record) == {} and record.content[ITEM]["finding"] == "terkonfirmasi"


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.MINUTED])
def test_what_arrives_too_late_is_kept_aside(world: World, state: str) -> None:
    world.visit.state, world.visit.state_reason = state, "Banjir."
    world.visit.save()
    met = write(world, world.lead, 0, note="Ditulis di kapal.")
    assert isinstance(met, Met) and met.why
    record = FieldRecord.objects.get(visit=world.visit)
    assert record.content == {} and record.history.get().after == {"note": "Ditulis di kapal."}


def test_what_somebody_wrote_before_leaving_the_team_is_kept_aside(world: World) -> None:
    world.visit.members.filter(verifier=world.second).update(left_at=NOW, left_reason="Sakit.")
    page = f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}"
    client = signed_in(world.second.person)
    assert client.get(page).status_code == 404
    sent = client.post(page, {"dasar": "0", "otomatis": "1", "note": "Sempat melihat."})
    assert sent.status_code == 409 and "tidak lagi dalam tim" in sent.json()["text"]
    assert FieldRecord.objects.get(visit=world.visit).history.get(kept=False).after["note"] == "Sempat melihat."


def test_who_never_belonged_to_the_team_writes_nothing(world: World, admin: User) -> None:
    record = FieldRecord.objects.get(visit=world.visit)
    for person in (admin, world.organiser, world.third.person, world.evaluator.person):
        with pytest.raises(Denied):
            answer(record, by=person, now=NOW, section=ITEM, content={"note": "x"}, base=0)


@pytest.mark.parametrize(
    ("section", "field", "value", "said"),
    [
        (ITEM, "finding", "mungkin", "Pilih salah satu temuan"),
        ("hasil-1", "value", "banyak", "angkanya saja"),
        ("mulai", "value", "kira-kira", "ya atau tidak"),
        ("_hadir", "users", "beberapa", "dengan angka"),
        ("_umum", "began", "pagi", "seperti 09.30"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_stays_on_the_page(
    world: World, section: str, field: str, value: str, said: str
) -> None:
    page = signed_in(world.lead.person).post(
        f"/verifikasi/{world.visit.pk}/isi?butir={section}", {"dasar": "0", field: value, "note": "Tetap ada."}
    )
    assert page.status_code == 422 and said in page.content.decode()
    with pytest.raises(Refused, match=said):
        write(world, world.lead, 0, section=section, **{field: value})


def upload(world: World, *files: Any, who: Verifier | None = None, **fields: str) -> Any:
    data = {"butir": ITEM, "caption": "Ruang tunggu", "foto": list(files), **fields}
    return signed_in((who or world.lead).person).post(f"/verifikasi/{world.visit.pk}/foto", data, follow=True)


def test_every_source_of_place_and_time_is_kept_apart_and_the_picture_without_them(world: World) -> None:
    upload(
        world, picture(), place="Balai desa", jam_perangkat="2026-03-06T02:12:50+00:00", lintang="-7.45",
        bujur="112.72", ketelitian="12.7",
    )  # fmt: skip
    photo = VisitPhoto.objects.get()
    assert (photo.exif_at, str(photo.exif_latitude)) == ("2026:03:06 09:12:44 +07:00", "-7.45000")
    assert (str(photo.device_longitude), photo.device_accuracy) == ("112.72000", 12)
    assert photo.device_at is not None and photo.device_at != photo.at
    assert photo.sent_sha256 != photo.file.sha256
    with default_storage.open(photo.file.stored_as) as stream, Image.open(stream) as image:
        assert not dict(image.getexif())
    page = signed_in(world.second.person).get(f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}").content.decode()
    for text in ("Jam perangkat", "Sampai di server", "Waktu dalam berkas", "Balai desa", "±12 m", "dari tempat yang"):
        assert text in page


def test_a_photo_that_arrives_twice_is_kept_once(world: World) -> None:
    for _time in range(2):
        upload(world, picture(), nama="a" * 32, otomatis="1")
    assert VisitPhoto.objects.count() == 1


def test_photos_that_cannot_be_are_told_of_one_by_one(world: World) -> None:
    heic = SimpleUploadedFile("IMG_1.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64, "image/heic")
    text = SimpleUploadedFile("catatan.jpg", b"bukan gambar", "image/jpeg")
    large = SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + b"\0" * 15_000_001, "image/jpeg")
    page = upload(world, picture("baik.jpg"), heic, text, large).content.decode()
    assert VisitPhoto.objects.count() == 1
    assert "1 foto tersimpan" in page and all(name in page for name in ("IMG_1.heic", "catatan.jpg", "besar.jpg"))


def test_a_photo_for_a_full_disk_is_told_kept_by_the_device_and_taken_later(world: World) -> None:
    quiet = {"nama": "a" * 32, "otomatis": "1"}
    with full_for_files():
        assert "Penyimpanan server sedang penuh" in upload(world, picture()).content.decode()
        later = upload(world, picture(), **quiet)
    assert later.status_code == 507 and "sedang penuh" in later.json()["text"]
    assert not VisitPhoto.objects.exists() and not StoredFile.objects.exists()
    assert upload(world, picture(), **quiet).status_code == 200


def test_findings_for_a_full_disk_are_not_half_kept(world: World) -> None:
    with full_for_rows("visits_recordsave"), pytest.raises(OperationalError):
        write(world, world.lead, 0, note="Terlihat.")
    assert FieldRecord.objects.get(visit=world.visit).content == {}
    write(world, world.lead, 0, note="Terlihat.")
    assert RecordSave.objects.count() == 1


def test_fifty_photos_at_once_are_taken_up_to_the_most(world: World) -> None:
    page = upload(world, *(picture(f"{n}.jpg", size=(8, 8)) for n in range(50))).content.decode()
    assert VisitPhoto.objects.count() == 10 and "Anda mengirim 50 foto" in page
    again = upload(world, picture("lagi.jpg"), otomatis="1")
    assert again.status_code == 422 and "paling banyak 10 foto" in again.json()["text"]


def test_a_photo_says_what_it_shows(world: World) -> None:
    assert "Tulis apa yang tampak" in upload(world, picture(), caption=" ").content.decode()
    assert not VisitPhoto.objects.exists()


def test_a_photo_is_dropped_with_a_reason_by_who_took_it_or_leads(world: World) -> None:
    upload(world, picture(), who=world.second)
    photo = VisitPhoto.objects.get()
    client = signed_in(world.lead.person)
    assert client.post(f"/verifikasi/foto/{photo.pk}/lepas", {"alasan": "Wajah terlihat."}).status_code == 302
    photo.refresh_from_db()
    assert (photo.dropped_by, photo.dropped_reason) == (world.lead.person, "Wajah terlihat.")


def test_photos_are_read_by_the_team_and_the_organiser_and_by_the_agency_once_signed(
    world: World, admin: User, rival: User
) -> None:
    upload(world, picture())
    VisitPhoto.objects.get()
    path = f"/berkas/{VisitPhoto.objects.get().file_id}/lebar/240"

    def status(person: User) -> int:
        response = signed_in(person).get(path)
        assert not response.streaming or b"".join(response)
        return response.status_code

    assert [status(one) for one in (world.second.person, world.organiser)] == [200, 200]
    assert [status(one) for one in (admin, rival, world.third.person, world.evaluator.person)] == [404] * 4
    world.visit.state = VisitState.DONE
    world.visit.save()
    assert [status(one) for one in (admin, rival)] == [200, 404]


def test_distances_are_those_over_the_ground() -> None:
    monas, bundaran = (Decimal("-6.17540"), Decimal("106.82720")), (Decimal("-6.19500"), Decimal("106.82300"))
    assert metres_between(monas, bundaran) == pytest.approx(2228, abs=10)
    assert metres_between(monas, monas) == 0


def test_the_pages_of_an_open_visit_may_be_kept_and_no_others(world: World) -> None:
    client = signed_in(world.lead.person)
    told = client.get(f"/verifikasi/luring.json?kunjungan={world.visit.pk}").json()
    assert f"/verifikasi/{world.visit.pk}/isi?butir=_hadir" in told["pages"] and told["items"] == 8
    world.visit.state = VisitState.DONE
    world.visit.save()
    assert client.get(f"/verifikasi/luring.json?kunjungan={world.visit.pk}").json()["pages"] == []
    worker = client.get("/verifikasi/luring.js")
    assert worker["Service-Worker-Allowed"] == "/verifikasi" and b"registration.scope" in worker.content


def test_a_visit_takes_the_same_queries_however_full(
    world: World, sidoarjo: Agency, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.lead.person)
    paths = [f"/verifikasi/{world.visit.pk}", f"/verifikasi/{world.visit.pk}/isi?butir={ITEM}", "/verifikasi", "/kerja"]

    def counts() -> list[int]:
        found = []
        for path in paths:
            with django_assert_max_num_queries(80) as counted:
                client.get(path)
            found.append(len(counted))
        return found

    before = counts()
    fill(world.visit.record)
    for n in range(3):
        upload(world, picture(f"{n}.jpg"))
        choice = make_choice(make_finalist(world.competition, sidoarjo, f"Inovasi {n}"), world.organiser)
        make_visit(choice, [world.lead], starts=NOW + timedelta(days=5 + n))
    assert counts() == before
