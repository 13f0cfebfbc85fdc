"""Many own readings at once: the grid, its file, and marks brought in a file as a whole or not at all."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.competitions import make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Window
from tular.features.judging.models import Assignment, ScoreSheet


@pytest.fixture
def readings(sidoarjo: Agency, admin: User) -> list[Assignment]:
    """Three readings of one evaluator: one begun, one not opened, one handed in."""
    review = make_review(make_competition(sidoarjo, slug="lomba-tabel"), admin, running=True)
    now = timezone.now()
    Window.objects.filter(competition=review.competition).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    evaluator = make_evaluator(review)
    found = [make_reading(evaluator, make_entry(review)) for _ in range(3)]
    make_sheet(found[0], done=False, dampak="80.5")
    make_sheet(found[2], dampak="60", kebaruan="70", total="64.00")
    return found


@pytest.fixture
def client(readings: list[Assignment]) -> Client:
    return signed_in(readings[0].evaluator.person)


PATH = "/penilaian/lomba-tabel/proposal/tabel"


def fields(client: Client) -> dict[str, str]:
    """The fields of the grid as a browser would send them."""
    page = client.get(PATH).content.decode()
    inputs = [
        tag for tag in re.findall(r"<input[^>]*>", page) if re.search(r'name="[nv]-', tag) and "disabled" not in tag
    ]
    return {re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1] for tag in inputs}  # type: ignore[index]


def test_the_grid_shows_own_marks_sums_and_means(client: Client, readings: list[Assignment]) -> None:
    page = client.get(PATH).content.decode()
    one, _two, done = readings
    assert f'name="n-{one.pk}-dampak" value="80,5"' in page
    assert f'data-sum="{one.pk}">48,3<' in page and f'data-sum="{done.pk}">64<' in page
    assert "<b>70,3</b><br>" in page and "60–80,5" in page
    assert f"n-{done.pk}-dampak" not in fields(client)


def test_without_scripts_one_form_saves_what_can_be_and_keeps_what_cannot(
    client: Client, readings: list[Assignment]
) -> None:
    one, two, _done = readings
    told = fields(client) | {f"n-{one.pk}-kebaruan": "70", f"n-{two.pk}-dampak": "8o", f"n-{two.pk}-kebaruan": "–"}
    answer = client.post(PATH, told)
    page = answer.content.decode()
    assert answer.status_code == 422 and "2 nilai tersimpan." in page
    assert 'value="8o"' in page and "bukan angka" in page
    assert ScoreSheet.objects.get(assignment=one).content["kebaruan"]["mark"] == "70"
    assert ScoreSheet.objects.get(assignment=two).content == {"kebaruan": {"mark": None}}
    assert ScoreSheet.objects.get(assignment=one).content["dampak"] == {"mark": "80.5", "comment": ""}


def test_a_cell_that_another_device_changed_is_kept_beside(client: Client, readings: list[Assignment]) -> None:
    one = readings[0]
    told = fields(client) | {f"n-{one.pk}-dampak": "60"}
    path = f"/penilaian/{one.pk}?kriteria=dampak"
    saved = client.post(path, {"mark": "90", "dasar": "1", "otomatis": "1", "sekali": "lain"})
    assert saved.json()["total"] == "54"
    answer = client.post(PATH, told, follow=True)
    assert "Sudah diisi dari perangkat lain: 0001 Dampak." in answer.content.decode()
    sheet = ScoreSheet.objects.get(assignment=one)
    assert (sheet.content["dampak"]["mark"], sheet.history.get(kept=False).after["mark"]) == ("90", "60")


def test_own_marks_leave_as_a_file_and_come_back(client: Client, readings: list[Assignment]) -> None:
    told = client.get(f"{PATH}.csv").content.decode("utf-8-sig").splitlines()
    assert told == [
        "nomor,judul,dampak,kebaruan,jumlah",
        '0001,Posyandu Terapung,"80,5",,"48,3"',
        "0002,Posyandu Terapung,,,",
        "0003,Posyandu Terapung,60,70,64",
    ]
    same = bring(client, "\n".join(told))
    assert "Berkas ini tidak mengubah apa pun" in same.content.decode()


def bring(client: Client, text: str) -> Any:
    return client.post(f"{PATH}/impor", {"file": SimpleUploadedFile("nilai.csv", text.encode())})


def test_a_file_is_shown_first_then_kept_as_a_whole(client: Client, readings: list[Assignment]) -> None:
    page = bring(client, "nomor;dampak;kebaruan\n1;75,5;\n0002;60;-\n").content.decode()
    assert "3 nilai akan berubah" in page and not ScoreSheet.objects.filter(assignment=readings[1]).exists()
    content = re.search(r'name="isi" value="([^"]*)"', page)[1].replace("&quot;", '"')  # type: ignore[index]
    answer = client.post(f"{PATH}/impor", {"isi": content}, follow=True)
    assert "3 nilai dari berkas tersimpan." in answer.content.decode()
    assert ScoreSheet.objects.get(assignment=readings[1]).content == {
        "dampak": {"mark": "60"}, "kebaruan": {"mark": None},
    }  # fmt: skip
    again = client.post(f"{PATH}/impor", {"isi": content.replace("75.5", "10")}, follow=True)
    assert "belum ada yang berubah" in again.content.decode()
    assert ScoreSheet.objects.get(assignment=readings[0]).content["dampak"]["mark"] == "75.5"


def test_what_is_wrong_in_a_file_is_told_line_by_line_and_nothing_is_kept(
    client: Client, readings: list[Assignment]
) -> None:
    answer = bring(client, "nomor,dampak\n1,75\n77,80\n2,800\n3,10\n1,70\n")
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "Baris 3: Nomor “77” tidak ada di antara bacaan Anda.",
        "Baris 4: Dampak: 800 di luar skala. Isi angka dari 0 sampai 100.",
        "Baris 5: Lembar nilai usulan 3 sudah diserahkan; buka lagi dulu bila ingin mengubahnya.",
        "Baris 6: Nomor 1 tertulis dua kali.",
    ):
        assert said in page, said
    assert "Simpan nilai ini" not in page
    assert "Kolom ini tidak dikenal" in bring(client, "nomor,tiada\n1,75\n").content.decode()
    for wrong in ("{", "[[1]]", '[["x","y","z","w"]]', f'[[{10**6},"dampak","5",0]]'):
        client.post(f"{PATH}/impor", {"isi": wrong})
    assert ScoreSheet.objects.get(assignment=readings[0]).content["dampak"]["mark"] == "80.5"


def test_queries_do_not_grow_with_readings(
    client: Client, readings: list[Assignment], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PATH)
    with django_assert_max_num_queries(60) as seen:
        client.get(PATH)
    for _ in range(3):
        make_sheet(make_reading(readings[0].evaluator, make_entry(readings[0].entry.review)), done=False, dampak="1")
    with django_assert_max_num_queries(len(seen)):
        client.get(PATH)
