"""Official terms: found in running text, never in addresses and keys, and each with a source."""

from __future__ import annotations

import pytest

from tular.foundation.documents.reading import Term, terms_of
from tular.foundation.documents.reading.terms import MOST, official_terms


def told(text: str) -> list[tuple[str, str]]:
    return [(one.found, one.right) for one in terms_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Menurut Kemenpanrb.", [("Kemenpanrb", "Kementerian PANRB")]),
        ("Oleh KemenPAN-RB, Kementerian PANRB", [("KemenPAN-RB", "Kementerian PANRB")]),
        ("Lewat SP4N Lapor dan SP4N-LAPOR!", [("SP4N Lapor", "SP4N-LAPOR!")]),
        ("Sinovik, SINOVIK, jippnas, JIPPNas", [("Sinovik", "SINOVIK"), ("jippnas", "JIPPNas")]),
        ("Permenpan  RB 91/2021", [("Permenpan  RB", "PermenPANRB")]),
        ("Antrian panjang. Antrean pendek. Resiko kecil", [("Antrian", "Antrean"), ("Resiko", "Risiko")]),
        ("mengantri di sini, berantrian", []),
        ("https://sinovik.go.id [@sinovik2021] `sinovik` surat@jippnas.id ![x](gambar:sinovik) {#tabel:upp}", []),
        ("kipp-2014-001 dan KIPP", []),
        ("", []),
    ],
)  # fmt: skip
def test_official_terms_are_told_with_their_right_spelling(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


def test_a_term_is_told_with_its_place() -> None:
    [one] = terms_of("Satu.\n\nDua Sinovik.")
    assert one == Term(11, 3, "Sinovik", "SINOVIK", "sistem pendukung KIPP")


def test_of_a_text_full_of_them_only_so_many_are_told() -> None:
    assert len(terms_of("Sinovik " * 1_000)) == MOST


def test_every_term_has_a_source_and_stands_once() -> None:
    rows = official_terms()
    assert all(one.right and one.note and one.source for one in rows)
    assert len({one.wrong.casefold() for one in rows}) == len(rows)
