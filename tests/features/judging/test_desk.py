"""The evaluator's desk and the page of one reading, as their evaluator finds them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.competitions import RULEBOOK, full_content, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Window
from tular.features.judging.choices import AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Evaluator, Review
from tular.features.judging.queries.desk import desk_items, left_of
from tular.features.proposals.models import ProposalFile
from tular.foundation.files.models import StoredFile


def open_now(review: Review, days: int = 9) -> Review:
    """With a window that is open while the test runs."""
    now = timezone.now()
    Window.objects.filter(competition=review.competition).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=days)
    )
    return review


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return open_now(make_review(make_competition(sidoarjo, title="Lomba Meja"), admin, running=True))


@pytest.fixture
def evaluator(review: Review) -> Evaluator:
    return make_evaluator(review)


@pytest.fixture
def reading(review: Review, evaluator: Evaluator) -> Assignment:
    return make_reading(evaluator, make_entry(review, owner=agency("pemkab-gresik")))


@pytest.fixture
def client(evaluator: Evaluator) -> Client:
    return signed_in(evaluator.person)


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def save(client: Client, reading: Assignment, section: str = "dampak", **fields: Any) -> Any:
    told = {"dasar": "0", "berlaku": "1", "comment": "", "sekali": "halaman-ini"} | fields
    return client.post(f"/penilaian/{reading.pk}?kriteria={section}", told)


def test_the_desk_shows_progress_time_left_and_the_queue(client: Client, reading: Assignment) -> None:
    review = reading.entry.review
    begun = make_reading(reading.evaluator, make_entry(review))
    make_sheet(begun, done=False, dampak="80")
    done = make_reading(reading.evaluator, make_entry(review))
    make_sheet(done, dampak="80", kebaruan="70")
    page = text_of(client, "/penilaian")
    for said in ("Lomba Meja", "<b>1 dari 3</b> selesai", "sisa 9 hari: 1 usulan sehari cukup", "0001", "1 dari 2",
                 "belum dibuka", "diserahkan", "Siapkan untuk luring"):  # fmt: skip
        assert said in page, said
    assert "0001" not in text_of(client, f"/penilaian?tahap={review.pk}&keadaan=selesai")


def test_left_counts_days_without_days_off(review: Review) -> None:
    window, now = Window.objects.get(competition=review.competition, kind="tahap"), timezone.now()
    assert left_of(window, now, 23) == "sisa 9 hari: 3 usulan sehari cukup"
    off = [(timezone.localtime(now).date() + timedelta(days=n)).isoformat() for n in range(6)]
    assert left_of(window, now, 23, off) == "sisa 9 hari: 8 usulan sehari cukup"
    assert left_of(window, now, 0) == "sisa 9 hari"
    assert left_of(window, window.closes_at - timedelta(minutes=1), 2) == "hari terakhir: masih 2 usulan"
    assert left_of(window, window.closes_at, 2) == ""


def test_every_empty_desk_says_why(client: Client, review: Review, evaluator: Evaluator) -> None:
    assert "Belum ada bacaan untuk Anda" in text_of(client, "/penilaian")
    make_sheet(make_reading(evaluator, make_entry(review)), dampak="80", kebaruan="70")
    assert "Semua bacaan Anda sudah diserahkan" in text_of(client, "/penilaian")
    Review.objects.update(state=ReviewState.CLOSED)
    assert "Penilaian tahap ini sudah ditutup." in text_of(client, "/penilaian")
    Review.objects.update(state=ReviewState.PREPARED)
    page = text_of(client, "/penilaian")
    assert "Penilaian belum dimulai" in page and "0001" not in page


def test_the_pact_comes_before_the_first_reading(sidoarjo: Agency, admin: User) -> None:
    book = make_rulebook(RULEBOOK + "\n[integrity]\nintegrity_pact = true\n", identity="lomba-pakta")
    review = open_now(make_review(make_competition(sidoarjo, rulebook=book), admin, running=True))
    reading = make_reading(make_evaluator(review), make_entry(review))
    client = signed_in(reading.evaluator.person)
    assert "Tandatangani pakta integritas dulu" in text_of(client, "/penilaian")
    answer = client.get(f"/penilaian/{reading.pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/penilaian/pakta/{review.competition.slug}")
    assert save(client, reading, mark="80").status_code == 302
    assert not reading.sheets.exists()


def test_the_answer_stands_beside_its_criterion_as_it_was_submitted(client: Client, reading: Assignment) -> None:
    reading.entry.proposal.content["dampak"]["hasil"] = "Diubah sesudahnya."
    reading.entry.proposal.save()
    page = text_of(client, f"/penilaian/{reading.pk}?kriteria=dampak")
    assert "Kunjungan balita naik dari 40 menjadi 85 persen." in page and "Diubah sesudahnya" not in page
    assert "Pemerintah Kabupaten Gresik" in page
    other = text_of(client, f"/penilaian/{reading.pk}?kriteria=kebaruan")
    assert "Kunjungan balita" not in other and "Bagian lain proposal ini" in other
    assert "Kunjungan balita" in text_of(client, f"/penilaian/{reading.pk}?kriteria=kebaruan&bagian=dampak")
    assert client.get(f"/penilaian/{reading.pk}?kriteria=tiada").status_code == 404


def test_marks_save_themselves_with_the_sum_on_the_way(client: Client, reading: Assignment) -> None:
    told = save(client, reading, mark="80,5", comment="Jelas.", otomatis="1", detik="40").json()
    assert (told["version"], told["sum"], told["how"], told["share"]) == (
        1, "Jumlah sementara 48,3 dari 60", "80,5 × 60 %", "48,3",
    )  # fmt: skip
    assert told["text"].startswith("Tersimpan ")
    wrong = save(client, reading, mark="800", dasar="1", otomatis="1")
    assert wrong.status_code == 422 and "di luar skala" in wrong.json()["text"]
    met = save(client, reading, mark="60", dasar="0", otomatis="1", sekali="perangkat-lain")
    assert met.status_code == 409
    beside = text_of(client, met.json()["address"])
    assert "80,5" in beside and "60" in beside and "Gabungkan" in beside


def test_without_scripts_the_button_saves_and_goes_on(client: Client, reading: Assignment) -> None:
    answer = save(client, reading, mark="80", lanjut="kebaruan")
    assert answer["Location"] == f"/penilaian/{reading.pk}?kriteria=kebaruan"
    wrong = save(client, reading, "kebaruan", mark="8o", comment="Tetap ada.")
    page = wrong.content.decode()
    assert wrong.status_code == 422 and 'value="8o"' in page and "Tetap ada." in page and "bukan angka" in page
    refused = save(client, reading, "_umum", comment="Baik.", serahkan="1")
    assert refused.status_code == 409 and "kebaruan belum dinilai." in refused.content.decode()
    save(client, reading, "kebaruan", mark="70")
    assert save(client, reading, "_umum", comment="Baik.", dasar="1", serahkan="1").status_code == 302
    reading.refresh_from_db()
    assert (reading.state, reading.sheets.get().total) == (AssignmentState.DONE, "76.00")
    page = text_of(client, f"/penilaian/{reading.pk}")
    assert "Jumlahnya 76,00." in page and "Ubah lembar nilai ini" in page
    assert client.post(f"/penilaian/{reading.pk}/ubah").status_code == 302
    assert reading.sheets.get().handed_in_at is None


def test_not_judging_goes_through_its_page(client: Client, reading: Assignment) -> None:
    path = f"/penilaian/{reading.pk}/tidak-menilai"
    assert "Hanya penyelenggara yang membaca" in text_of(client, path)
    assert client.post(path, {"alasan": "Bukan bidang saya."})["Location"] == "/penilaian"
    assert "tidak Anda nilai" in text_of(client, f"/penilaian/{reading.pk}")


def test_keeping_pages_for_offline_opens_nothing(client: Client, reading: Assignment) -> None:
    told = client.get(f"/penilaian/luring.json?tahap={reading.entry.review_id}").json()
    assert told["readings"] == 1 and f"/penilaian/{reading.pk}?kriteria=dampak" in told["pages"]
    for path in told["pages"]:
        assert client.get(path, headers={"X-Tular-Luring": "1"}).status_code == 200
    assert Assignment.objects.get(pk=reading.pk).opened_at is None
    text_of(client, f"/penilaian/{reading.pk}")
    assert Assignment.objects.get(pk=reading.pk).opened_at is not None
    worker = client.get("/penilaian/luring.js")
    assert (worker["Service-Worker-Allowed"], worker["Content-Type"]) == (
        "/penilaian",
        "text/javascript; charset=utf-8",
    )


def blind_review(organiser: Agency, by: User, *, anonymous: bool = False) -> Review:
    text = RULEBOOK.replace("scale = [0, 100]", "scale = [0, 100]\nblind = true")
    if anonymous:
        text = text.replace('label = "Surat pernyataan"', 'label = "Surat pernyataan"\nanonymous = true')
    book = make_rulebook(text, identity=f"lomba-buta-{anonymous}".lower())
    return open_now(make_review(make_competition(organiser, rulebook=book), by, running=True))


def with_file(reading: Assignment) -> StoredFile:
    file = StoredFile.objects.create(
        purpose="proposals.attachment", name="surat-gresik.pdf", size=1, state="ready", content_type="application/pdf",
        sha256="0" * 64, stored_as="contoh", created_at=reading.entry.submission.at - timedelta(days=30),
        finished_at=reading.entry.submission.at,
    )  # fmt: skip
    ProposalFile.objects.create(
        proposal=reading.entry.proposal, attachment="pernyataan", file=file,
        at=reading.entry.submission.at - timedelta(hours=1),
    )  # fmt: skip
    return file


def test_a_blind_review_hides_whose_it_is(sidoarjo: Agency, admin: User) -> None:
    review = blind_review(sidoarjo, admin)
    content = full_content(review.competition)
    content["_umum"]["title"] = "Posyandu Gresik Hebat"
    content["dampak"]["hasil"] = "Warga Kabupaten Gresik, Jawa Timur. Hubungi 0812-3456-7890."
    content["_lampiran"] = {"links": {"video": "https://youtu.be/gresik"}}
    proposal = arrived(review.competition, agency("pemkab-gresik"), content=content)
    reading = make_reading(make_evaluator(review), make_entry(review, proposal))
    client = signed_in(reading.evaluator.person)
    paths = ["/penilaian", f"/penilaian/{reading.pk}?kriteria=dampak", f"/penilaian/{reading.pk}?kriteria=_umum"]
    for path in paths:
        page = text_of(client, path)
        for secret in ("Gresik", "gresik", "Jawa Timur", "0812", proposal.code, "youtu.be"):
            assert secret not in page, (path, secret)
        assert "Posyandu ▇▇▇ (disamarkan) Hebat" in page
    assert "Tidak diperlihatkan karena identitas pengusul disamarkan: Tautan video." in text_of(client, paths[1])


@pytest.mark.parametrize(
    ("blind", "anonymous", "status"), [(False, False, True), (True, False, False), (True, True, True)]
)
def test_files_are_read_by_their_readers_alone(
    sidoarjo: Agency, admin: User, blind: bool, anonymous: bool, status: bool
) -> None:
    from tular.features.proposals.queries.attachments import may_read  # noqa: PLC0415

    if blind:
        review = blind_review(sidoarjo, admin, anonymous=anonymous)
    else:
        review = open_now(make_review(make_competition(sidoarjo), admin, running=True))
    reading = make_reading(make_evaluator(review), make_entry(review, owner=agency("pemkab-gresik")))
    file, fellow = with_file(reading), make_evaluator(review)
    make_reading(fellow, make_entry(review))
    assert may_read(reading.evaluator.person, file) is status
    assert not may_read(fellow.person, file)
    Assignment.objects.filter(pk=reading.pk).update(state=AssignmentState.TAKEN_BACK, state_reason="Dialihkan.")
    assert not may_read(reading.evaluator.person, file)


def test_what_waits_stands_on_the_general_desk(reading: Assignment) -> None:
    item = desk_items(reading.evaluator.person, timezone.now())[0]
    assert (item.title, item.count, item.text) == ("Penilaian: Lomba Meja", 1, "1 usulan belum Anda nilai.")


@pytest.mark.parametrize("blind", [False, True])
def test_queries_do_not_grow_with_readings(
    sidoarjo: Agency, admin: User, blind: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    competition = make_competition(sidoarjo)
    review = blind_review(sidoarjo, admin) if blind else open_now(make_review(competition, admin, running=True))
    evaluator = make_evaluator(review)
    reading = make_reading(evaluator, make_entry(review))
    make_sheet(reading, done=False, dampak="80")
    client = signed_in(evaluator.person)
    paths = ["/penilaian", f"/penilaian/{reading.pk}?kriteria=dampak"]
    for path in paths:
        text_of(client, path)
    counts = {}
    for path in paths:
        with django_assert_max_num_queries(60) as seen:
            text_of(client, path)
        counts[path] = len(seen)
    for _ in range(3):
        make_sheet(make_reading(evaluator, make_entry(review)), done=False, dampak="80")
    for path in paths:
        with django_assert_max_num_queries(counts[path]):
            text_of(client, path)


def test_in_a_discussion_readers_see_what_the_others_gave_before_and_nothing_sooner(
    client: Client, reading: Assignment
) -> None:
    other = make_reading(make_evaluator(reading.entry.review), reading.entry)
    path = f"/penilaian/{reading.pk}?kriteria=dampak"
    make_sheet(other, dampak="56.5", kebaruan="70")
    assert "56,5" not in text_of(client, path)
    reading.sheets.all().delete()
    make_sheet(reading, dampak="80", kebaruan="70")
    assert "56,5" not in text_of(client, path)
    Assignment.objects.update(state=AssignmentState.ASSIGNED)  # the organiser asked them to talk
    page = text_of(client, path)
    assert "Penilai 02 memberi <b>56,5</b>" in page and other.evaluator.person.name not in page
    assert 'value="80"' in page and "nilai ulang" in page
