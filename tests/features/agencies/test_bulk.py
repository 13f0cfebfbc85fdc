"""Many are invited at once, and each row is told of."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.features.agencies.roles import now
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import invite_many
from tular.features.agencies.models import Agency, Invitation, ServiceUnit
from tular.foundation.actions import Refused

ALREADY = (
    "a@contoh.example sudah diundang dan undangannya masih berlaku. Bila surelnya tidak sampai, "
    "pakai tombol Kirim ulang."
)


def told(agency: Agency, text: str, by: User) -> list[tuple[int, bool, str]]:
    return [(row.number, row.ok, row.sentence) for row in invite_many(agency, text, by=by, now=now())]


def test_each_row_has_its_own_result(admin: User, unit: ServiceUnit) -> None:
    text = (
        "surel;nama;peran;unit\n"
        f"a@contoh.example;Ani;UPP;{unit.name.upper()}\n"
        "\n"
        f"b@contoh.example;Budi;admin upp;{unit.name}\n"
        "c@contoh.example;Cici;admin instansi;\n"
        f"bukan surel;Dodi;upp;{unit.name}\n"
        "e@contoh.example;Edi;UPP;Unit lain\n"
        "f@contoh.example;Fani;raja;\n"
        f"a@contoh.example;Ani;UPP;{unit.name}\n"
        "g@contoh.example;Gito\n"
    )
    assert told(unit.agency, text, admin) == [
        (2, True, "Diundang sebagai UPP."),
        (4, True, "Diundang sebagai admin UPP."),
        (5, True, "Diundang sebagai admin instansi."),
        (6, False, "Alamat surel 'bukan surel' belum benar. Contoh yang benar: nama@sidoarjokab.go.id."),
        (7, False, "Unit 'Unit lain' tidak ada di daftar unit yang dapat Anda isi."),
        (8, False, "Peran 'raja' tidak dikenal."),
        (9, False, ALREADY),
        (10, False, "Tulis nama unitnya di kolom keempat."),
    ]  # fmt: skip
    assert Invitation.objects.count() == 3


def test_commas_tabs_and_quotes_are_understood(admin: User, unit: ServiceUnit) -> None:
    assert told(unit.agency, f'a@contoh.example,"Ani, S.Kom.",upp,{unit.name}', admin)[0][1]
    assert told(unit.agency, f"b@contoh.example\tBudi\tupp\t{unit.name}", admin)[0][1]


def test_an_outsider_gives_no_role_in_bulk_either(outsider: User, unit_admin: User, unit: ServiceUnit) -> None:
    for role in ("admin instansi", "upp"):
        [(_, ok, _said)] = told(unit.agency, f"a@contoh.example;A;{role};{unit.name}", outsider)
        assert not ok
    rows = told(
        unit.agency, f"a@contoh.example;A;upp;{unit.name}\nb@contoh.example;B;admin upp;{unit.name}", unit_admin
    )
    assert [(number, ok) for number, ok, _said in rows] == [(1, True), (2, False)]


def test_nothing_and_too_much_are_refused(admin: User, sidoarjo: Agency) -> None:
    for text in ("", " \n \n", "email;nama\n", "\n".join(f"a{n}@contoh.example" for n in range(301))):
        with pytest.raises(Refused):
            invite_many(sidoarjo, text, by=admin, now=now())


def test_a_csv_file_is_taken_on_the_page(admin: User, unit: ServiceUnit, outsider: User, upp: User) -> None:
    path = f"/instansi/{unit.agency.slug}/orang/undang-banyak"
    rows = f"email;nama;peran;unit\na@contoh.example;Ani;UPP;{unit.name}\nsalah;X;UPP;{unit.name}\n"
    file = SimpleUploadedFile("orang.csv", b"\xef\xbb\xbf" + rows.encode(), "text/csv")
    answer = signed_in(admin).post(path, {"file": file})
    assert "1 diundang, 1 belum." in answer.text and f"salah; X; UPP; {unit.name}" in answer.text
    with_nul = SimpleUploadedFile("orang.csv", f"b@contoh.example;Bu\0di;UPP;{unit.name}\n".encode(), "text/csv")
    assert "1 diundang" in signed_in(admin).post(path, {"file": with_nul}).text
    assert Invitation.objects.get(email="b@contoh.example").name == "Budi"
    broken = signed_in(admin).post(path, {"file": SimpleUploadedFile("orang.csv", b"\xff\xfe\x00\x01")})
    assert broken.status_code == 409 and "bukan teks CSV" in broken.text
    assert signed_in(outsider).get(path).status_code == 404
    assert signed_in(upp).get(path).status_code == 403
