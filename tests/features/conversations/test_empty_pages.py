"""Who has nothing to decide reads why a page is empty and what to do; it looks different for who has a role."""

from __future__ import annotations

import pytest

from tests.people import signed_in

NOT_YOURS = {
    "/komentar": ("Komentar tidak diperiksa oleh Anda", 'href="/akun"'),
    "/laporan": ("Laporan tidak diputuskan oleh Anda", 'href="/pemberitahuan"'),
    "/kurasi": ("Naskah tidak diperiksa oleh Anda", 'href="/akun"'),
    "/catatan": ("Akun Anda belum menjadi bagian dari unit atau instansi", 'href="/instansi"'),
    "/catatan/baru": ("Anda belum dapat membuat catatan", 'href="/instansi"'),
}
NOTHING_NOW = {
    "/komentar": "Tidak ada komentar yang menunggu",
    "/laporan": "Tidak ada laporan yang menunggu",
    "/kurasi": "Tidak ada yang menunggu",
}


@pytest.mark.parametrize("path", NOT_YOURS)
def test_a_person_without_a_role_reads_why_and_what_to_do(catalogue: None, member: object, path: str) -> None:
    response = signed_in(member).get(path)  # type: ignore[arg-type]
    assert response.status_code == 200
    why, link = NOT_YOURS[path]
    panel = response.text[response.text.index(why) :]
    assert link in panel[: panel.index("</div>")]


@pytest.mark.parametrize("path", NOTHING_NOW)
def test_a_curator_reads_that_nothing_waits(hub_admin: object, path: str) -> None:
    page = signed_in(hub_admin).get(path).text  # type: ignore[arg-type]
    assert NOTHING_NOW[path] in page
    assert "oleh Anda" not in page


def test_a_writer_is_told_that_deciding_is_for_others(upp: object) -> None:
    client = signed_in(upp)  # type: ignore[arg-type]
    for path in NOTHING_NOW:
        assert NOT_YOURS[path][0] in client.get(path).text
