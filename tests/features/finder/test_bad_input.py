"""Whatever is typed or pasted: an answer, a clear sentence, nothing lost, nothing run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.finder.conftest import Asking, need_in_box, text_of
from tular.features.finder.forms import FILTERS

UNREADABLE = "Kebutuhan Anda belum dapat dibaca: tidak ada kata yang menyebut masalah."
GUESS = "Tidak satu pun kata Anda dikenal katalog. Daftar ini tebakan menurut makna"
NOTHING_PASSES = "Tidak ada inovasi yang lolos semua saringan"
NO_NEED = "Belum ada kebutuhan yang ditulis"
UNKNOWN_ASKER = "“Negeri Antah” belum dikenal sebagai instansi atau wilayah"
LONG = " ".join(f"antrean obat nomor{number}" for number in range(3334))[: -len(" obat nomor3333")]

CASES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"q": ""}, NO_NEED),
    "spaces": ({"q": "  \t "}, NO_NEED),
    "one letter": ({"q": "a"}, UNREADABLE),
    "signs": ({"q": "?!… -- ___"}, UNREADABLE),
    "emoji": ({"q": "😀 👩‍👩‍👧 🇮🇩"}, UNREADABLE),
    "stop words": ({"q": "yang di dalam untuk"}, UNREADABLE),
    "ten thousand words": ({"q": LONG}, "Kebutuhan Anda 10.000 kata; yang dicari 300 kata pertama."),
    "one very long word": ({"q": "a" * 50_000}, "tebakan menurut makna"),
    "markup": ({"q": "<script>alert(1)</script>"}, GUESS),
    "markup that closes the box": ({"q": "antrean </textarea><img src=x onerror=alert(1)>"}, "inovasi"),
    "Chinese": ({"q": "儿童生病了没有药"}, GUESS),
    "Arabic": ({"q": "الأطفال المرضى"}, GUESS),
    "English": ({"q": "waiting queues everywhere"}, GUESS),
    "SQL": ({"q": "'; DROP TABLE catalogue_innovation; --"}, "inovasi"),
    "template language": ({"q": "{{ 7|add:7 }} {% debug %} antrean"}, "inovasi"),
    "quotes": ({"q": 'antrean "obat" \'panjang\' & <lama>'}, "inovasi"),
    "unknown asker": ({"q": "antrean obat", "untuk": "Negeri Antah"}, UNKNOWN_ASKER),
    "page that is no number": ({"q": "obat", "halaman": "abc"}, "1–5, yang paling cocok di atas."),
    "page far beyond": ({"q": "obat", "halaman": "99999"}, "yang paling cocok di atas."),
    "negative page": ({"q": "obat", "halaman": "-1"}, "1–5, yang paling cocok di atas."),
    "page in other digits": ({"q": "obat", "halaman": "٢"}, "1–5, yang paling cocok di atas."),
    "unknown option": ({"q": "obat", "tema": "xx"}, NOTHING_PASSES),
    "unknown option of every filter": (
        dict.fromkeys(FILTERS, "<i>x</i>"),
        NOTHING_PASSES,
    ),
    "two hundred options": ({"q": "obat", "tema": [f"tema-{number}" for number in range(200)]}, NOTHING_PASSES),
    "known among unknown options": ({"q": "obat", "jenis": ["xx", "kabupaten"]}, "Jenis instansi"),
    "unknown parameters": ({"q": "obat", "x": "1", "page": "9"}, "1–5"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_any_input_gets_an_answer_and_keeps_what_was_typed(ask: Asking, name: str) -> None:
    parameters, sentence = CASES[name]
    response = ask.response(**parameters)
    assert response.status_code == 200
    assert sentence in text_of(response)
    typed = str(parameters.get("q", ""))
    assert need_in_box(response) == typed
    content = response.content.decode()
    for dangerous in ("<script>alert", "<img src=x", "<i>x</i>", "<lama>"):
        assert dangerous not in content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("antrean\0 obat\x07", "antrean obat"),
        ("antrean\u00a0obat\u2009panjang", "antrean obat panjang"),
        ("antrean\r\nobat", "antrean\nobat"),
        ("antre\u00adan obat", "antrean obat"),
    ],
)
def test_signs_that_no_database_takes_are_left_out_and_every_space_parts_words(
    ask: Asking, typed: str, kept: str
) -> None:
    response = ask.response(q=typed, untuk=f"{typed}\0", instansi="a\0b", tema="\0")
    assert response.status_code == 200
    assert need_in_box(response) == kept


def test_the_links_of_a_very_long_need_stay_short_enough_to_be_sent(ask: Asking) -> None:
    page = ask.page(q=LONG, jenis="kota")
    addresses = [
        page.suggestion_href,
        page.unfiltered_href,
        page.download_query,
        *(one[2] for one in page.active_filters),
    ]
    assert max(map(len, addresses)) < 8000


def test_a_need_too_long_for_an_address_can_be_posted(ask: Asking) -> None:
    response = ask.client.post("/temukan", {"q": LONG, "untuk": "Kabupaten Alor"})
    assert response.status_code == 200
    assert need_in_box(response) == LONG
    assert response.context["page"].asker_label == "Pemerintah Kabupaten Alor"
    assert len(response.content) < 400_000


@pytest.mark.parametrize(
    "address",
    ["/temukan/saran", "/temukan/saran-instansi", "/tesaurus", "/bandingkan", "/temukan.csv", "/temukan.json"],
)
@pytest.mark.parametrize("typed", ["", "a", "\0\0abc\0", "<b>", "😀😀", "x" * 20_000, "' OR 1=1 --", "儿童"])
def test_the_other_addresses_take_anything_too(ask: Asking, address: str, typed: str) -> None:
    response = ask.client.get(address, {"q": typed, "bidang": typed, "pilih": typed, "untuk": typed})
    assert response.status_code == 200
    assert b"<b>" not in response.content or address == "/temukan.json", "what was typed is escaped in every page"
