"""The main journey: a need in, innovations with reasons and cautions out."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.features.finder.conftest import Asking, need_in_box, text_of
from tular.features.finder.queries.facets import groups, theme_kinds
from tular.features.finder.queries.rules import ranking_rules
from tular.features.finder.queries.search import Question, answer

NEED = "banyak balita stunting di desa kami, kader posyandu sedikit, anggaran terbatas"
NTT = "Kabupaten Alor"
TODAY = date(2026, 11, 22)


def lines_of(ask: Asking, **parameters: Any) -> dict[str, Any]:
    return {line.hit.code: line for line in ask.page(**parameters).lines}


def test_a_need_of_alor_gets_reasons_and_cautions(ask: Asking) -> None:
    page = ask.page(q=NEED, untuk=NTT)
    chips = [(chip.kind, chip.value) for chip in page.chips]
    assert chips[:4] == [
        ("tema", "Stunting"),
        ("untuk", "Pemerintah Kabupaten Alor"),
        ("kekurangan", "kader atau relawan"),
        ("kekurangan", "anggaran"),
    ]
    assert page.notices == []
    assert [line.hit.rank for line in page.lines] == [1, 2, 3, 4, 5]
    scores = [line.hit.score for line in page.lines]
    assert scores == sorted(scores, reverse=True)
    why = [sentence for line in page.lines for sentence in line.why]
    assert "Satu gugus pulau dengan Anda: Bali-Nusa Tenggara" in why
    assert "Satu provinsi dengan Anda: Nusa Tenggara Timur" in why
    assert "Pemiliknya kabupaten, seperti Anda" in why
    assert "Tema: Stunting" in why
    care = [sentence for line in page.lines for sentence in line.care]
    assert "Uraiannya menyebut “Kader posyandu”, sedangkan Anda kekurangan kader atau relawan" in care
    assert "Belum diketahui apakah masih berjalan" in care
    assert any(sentence.startswith("Wilayahnya berbeda: Prevalensi stunting di sana ") for sentence in care)


def test_figures_of_both_regions_are_named_with_their_year_and_whose_they_are(ask: Asking) -> None:
    line = lines_of(ask, q=NEED, untuk=NTT)["oth-c-034"]
    figures = next(sentence for sentence in line.why if sentence.startswith("Angka wilayah"))
    assert "Indeks Pembangunan Manusia di sana 70,93 (2024), di tempat Anda 67,39 (provinsi, 2024)" in figures


def test_parts_of_every_score_add_up_and_every_sentence_stands_in_the_page(ask: Asking) -> None:
    response = ask.response(q=NEED, untuk=NTT)
    text = text_of(response)
    for line in response.context["page"].lines:
        assert round(sum(part.points for part in line.hit.parts), 1) == line.hit.score
        assert [part.most for part in line.hit.parts] == [part.weight for part in ranking_rules().parts]
        for part in line.hit.parts:
            assert part.points == pytest.approx(sum(reason.points for reason in part.reasons), abs=0.06)
        assert line.hit.title in text
        for sentence in (*line.why, *line.care):
            assert sentence in text
        for part, shown in zip(line.hit.parts, line.parts, strict=True):
            assert (shown.value, shown.maximum) == (part.points, part.most)
            assert shown.because in text


def test_the_matching_words_are_marked_in_the_original_text(ask: Asking) -> None:
    page = ask.page(q="antrean obat")
    marked = {piece.text.lower() for line in page.lines for piece in line.hit.summary if piece.hit}
    assert {"antrean", "obat"} <= marked
    assert "antre" not in marked, "nobody is shown a stem"


def test_an_asker_nobody_knows_is_said_back_and_everything_typed_is_kept(ask: Asking) -> None:
    response = ask.response(q=NEED, untuk="Kerajaan <b>Antah</b> Berantah")
    text = text_of(response)
    assert "“Kerajaan <b>Antah</b> Berantah” belum dikenal sebagai instansi atau wilayah" in text
    assert "Kerajaan &lt;b&gt;Antah&lt;/b&gt; Berantah" in response.content.decode()
    assert "<b>Antah" not in response.content.decode()
    assert need_in_box(response) == NEED
    assert all(line.hit.parts[2].points == 0 for line in response.context["page"].lines)
    assert [line.hit.code for line in response.context["page"].lines] == ask.codes(q=NEED)


def test_who_asks_changes_the_points_of_the_region_alone(ask: Asking) -> None:
    alone, asked = lines_of(ask, q=NEED), lines_of(ask, q=NEED, untuk=NTT)
    both = alone.keys() & asked.keys()
    assert both
    for code in both:
        first, second = alone[code].hit.parts, asked[code].hit.parts
        assert [part.points for part in first if part.id != "context"] == [
            part.points for part in second if part.id != "context"
        ]


def test_a_part_that_is_ignored_gives_nothing_and_leaves_the_others(ask: Asking) -> None:
    whole, without = lines_of(ask, q=NEED, untuk=NTT), lines_of(ask, q=NEED, untuk=NTT, tanpa="context")
    assert list(whole) != list(without)
    for code in whole.keys() & without.keys():
        points = {part.id: part.points for part in without[code].hit.parts}
        assert points == {part.id: 0.0 if part.id == "context" else part.points for part in whole[code].hit.parts}
    response = ask.response(q=NEED, untuk=NTT, tanpa="context")
    assert "diabaikan Kemiripan wilayah" in text_of(response)


def test_a_single_reason_can_be_ignored_and_unknown_ones_are_no_error(ask: Asking) -> None:
    page = ask.page(q=NEED, untuk=NTT, tanpa=["kind", "xyz"])
    assert page.question.without == ("kind",)
    assert not any(reason.code == "kind" for line in page.lines for reason in line.hit.reasons)
    assert any(reason.code == "area" for line in page.lines for reason in line.hit.reasons)


def test_a_bare_address_asks_for_the_need(ask: Asking) -> None:
    response = ask.response()
    text = text_of(response)
    assert "Masalah pelayanan apa yang ingin Anda selesaikan?" in text
    assert "Belum ada kebutuhan yang ditulis" in text
    assert "antrean obat di rumah sakit panjang" in text


def test_the_catalogue_can_be_browsed_without_a_need(ask: Asking) -> None:
    page = ask.page(provinsi="53")
    assert page.total > 10
    assert all(line.hit.province == "Nusa Tenggara Timur" for line in page.lines)
    assert all(line.hit.parts[0].points == 0 for line in page.lines), "no need, no points for content"
    assert page.chips == []


def test_pages_neither_overlap_nor_leave_a_gap(ask: Asking) -> None:
    first = ask.page(q=NEED)
    assert 20 < first.total < 300
    seen = []
    for number in range(1, first.pages.total + 1):
        lines = ask.page(q=NEED, halaman=number).lines
        assert [line.hit.rank for line in lines] == list(range(len(seen) + 1, len(seen) + len(lines) + 1))
        seen += [line.hit.code for line in lines]
    assert len(seen) == len(set(seen)) == first.total


def test_a_page_beyond_the_last_is_the_last(ask: Asking) -> None:
    page = ask.page(q=NEED, halaman="99999")
    assert page.pages.number == page.question.page == page.pages.total
    assert page.lines[-1].hit.rank == page.total


def test_the_same_address_gives_the_same_page(ask: Asking) -> None:
    assert ask.response(q=NEED, untuk=NTT).content == ask.response(q=NEED, untuk=NTT).content


@pytest.mark.parametrize("parameters", [{"q": NEED, "untuk": NTT}, {"q": "antrean obat di rumah sakit panjang"}])
def test_an_options_count_is_what_one_gets_by_choosing_it(ask: Asking, parameters: dict[str, str]) -> None:
    facets = ask.page(**parameters).facets
    assert {facet.name for facet in facets} == {group.name for group in groups(theme_kinds())}
    question = Question(parameters["q"], parameters.get("untuk", ""), page_size=1)
    for facet in facets:
        for option in (*facet.options, *facet.more):
            chosen = answer(dataclasses.replace(question, filters={facet.name: (option.value,)}), TODAY)
            assert chosen.total == option.count, (facet.name, option.value)


def test_options_of_a_group_join_and_groups_narrow(ask: Asking) -> None:
    def total(**filters: Any) -> int:
        return ask.page(q=NEED, **filters).total

    regency, city = total(jenis="kabupaten"), total(jenis="kota")
    assert total(jenis=["kabupaten", "kota"]) == regency + city
    both = ask.page(q=NEED, jenis="kabupaten", hasil="angka")
    assert 0 < both.total < min(regency, total(hasil="angka"))
    # With groups open, every count is still what choosing gives.
    for facet in both.facets:
        for option in facet.options:
            if facet.name not in ("jenis", "hasil"):
                filters = {"jenis": ("kabupaten",), "hasil": ("angka",), facet.name: (option.value,)}
                chosen = answer(Question(NEED, filters=filters, page_size=1), TODAY)
                assert chosen.total == option.count, (facet.name, option.value)
    kinds = next(facet for facet in both.facets if facet.name == "jenis")
    counts = {option.value: option.count for option in (*kinds.options, *kinds.more)}
    assert counts["kota"] == total(jenis="kota", hasil="angka")


def test_a_chosen_filter_can_be_taken_back_and_keeps_the_rest(ask: Asking) -> None:
    page = ask.page(q=NEED, untuk=NTT, jenis=["kabupaten", "kota"], halaman="2")
    group, label, href = page.active_filters[1]
    assert (group, label) == ("Jenis instansi", "kota")
    again = ask.client.get(f"/temukan{href}").context["page"]
    assert again.question.filters == {"jenis": ("kabupaten",)}
    assert (again.question.text, again.question.asker, again.question.page) == (NEED, NTT, 1)


def test_an_award_is_found_under_the_name_of_the_successor(ask: Asking) -> None:
    """The ministry of law and human rights was split in 2024; its awards stay its own."""
    page = ask.page(instansi="kemenkum")
    assert page.total
    owners = {line.hit.agency for number in range(1, 6) for line in ask.page(instansi="kemenkum", halaman=number).lines}
    assert owners == {"Kementerian Hukum", "Kementerian Hukum dan Hak Asasi Manusia"}
    assert ask.page(instansi="kemenkumham").total >= page.total
    assert "kipp-2016-001" in ask.codes(q="formasi jabatan notaris Kementerian Hukum", instansi="kemenkum")


@pytest.mark.parametrize("untuk", ["", NTT])
def test_the_number_of_queries_does_not_depend_on_the_list(ask: Asking, untuk: str) -> None:
    def queries(**parameters: Any) -> int:
        ask.page(**parameters)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page = ask.page(**parameters)
        totals.append(len(page.lines))
        return len(captured)

    totals: list[int] = []
    few = queries(q=NEED, untuk=untuk, provinsi="53", tema="stunting")
    many = queries(q=NEED, untuk=untuk)
    later = queries(q=NEED, untuk=untuk, halaman=2)
    assert totals[0] < 5 and totals[1:] == [5, 5]
    assert few == many == later + 1  # books are looked into for the first page
    assert many <= 14


def test_a_misspelt_need_is_answered_and_the_right_spelling_offered(ask: Asking) -> None:
    response = ask.response(q="stuntng dan antraen", untuk=NTT, jenis="kota", halaman="2")
    page = response.context["page"]
    assert page.suggestion == "stunting dan antrean"
    assert "Maksud Anda: stunting dan antrean ?" in text_of(response)
    better = ask.client.get(f"/temukan{page.suggestion_href}").context["page"]
    assert better.question.text == "stunting dan antrean"
    assert (better.question.asker, better.question.filters) == (NTT, {"jenis": ("kota",)})
    assert better.question.page == 1
    assert better.suggestion == ""
