"""The drawn network: dots inside their tiles, no overlap, honest lines, escaped text."""

from __future__ import annotations

import math
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.charts.grid import Box, tile_box
from tular.foundation.charts.network import Dot, Line, Network, Place, pack

PLACES = (
    Place("36", "Banten", "Banten", 3, 5),
    Place("32", "Jawa Barat", "Jabar", 4, 5),
    Place("75", "Gorontalo", "Gorontalo", 8, 1),
    Place("pusat", "Pusat", "Pusat", 1, 6, on_map=False),
)
SVG = "{http://www.w3.org/2000/svg}"


def network(dots: tuple[Dot, ...], lines: tuple[Line, ...] = ()) -> Network:
    return Network("n", "Judul", "Uraian", PLACES, dots, lines)


def root_of(drawing: Network) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


@given(st.lists(st.floats(1, 12), max_size=120))
def test_packed_circles_never_overlap_and_never_leave_their_box(radii: list[float]) -> None:
    box = Box(10, 20, 46, 34)
    spots = pack(sorted(radii, reverse=True), box)
    assert len(spots) == len(radii)
    for spot in spots:
        assert box.x - 1e-6 <= spot.x - spot.radius and spot.x + spot.radius <= box.right + 1e-6
        assert box.y - 1e-6 <= spot.y - spot.radius and spot.y + spot.radius <= box.bottom + 1e-6
    for one, other in combinations(spots, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius - 1e-6


def test_every_dot_lies_in_the_tile_of_its_own_province() -> None:
    dots = tuple(Dot(f"a{n}", ("36", "32")[n % 2], f"A{n}", "", given=n % 4) for n in range(30))
    drawing = network(dots)
    for dot in dots:
        place = next(place for place in PLACES if place.key == dot.place)
        box, spot = tile_box(place.column, place.row), drawing.spots[dot.key]
        assert box.x < spot.x < box.right and box.y < spot.y < box.bottom


def test_the_same_records_in_another_order_give_the_same_spots() -> None:
    dots = tuple(Dot(f"a{n}", "36", f"A{n % 3}", "", given=n % 2) for n in range(9))
    assert network(dots).spots == network(dots[::-1]).spots


def test_an_agency_without_a_known_place_is_refused_rather_than_drawn_somewhere() -> None:
    with pytest.raises(KeyError):
        _ = network((Dot("a", "99", "A", ""),)).svg


def test_a_line_to_an_unknown_agency_is_refused() -> None:
    with pytest.raises(KeyError):
        _ = network((Dot("a", "36", "A", ""),), (Line("a", "b", "rencana"),)).svg


def test_areas_of_origins_are_in_proportion_to_what_they_gave() -> None:
    drawing = network((Dot("a", "36", "A", "", given=16), Dot("b", "32", "B", "", given=4)))
    assert drawing.spots["a"].radius == 2 * drawing.spots["b"].radius


def test_lines_keep_their_state_and_two_lines_of_one_pair_do_not_lie_on_each_other() -> None:
    dots = (Dot("a", "36", "A", "", given=2), Dot("b", "32", "B", ""))
    lines = (Line("a", "b", "rencana"), Line("a", "b", "jalan"))
    groups = root_of(network(dots, lines)).findall(f"{SVG}g")
    assert [group.get("class") for group in groups] == ["f-line f-line--rencana", "f-line f-line--jalan"]
    paths = [path.get("d") for group in groups for path in group]
    assert len(set(paths)) == 2


def test_the_largest_origin_is_named_beside_its_tile_and_no_label_covers_a_tile() -> None:
    drawing = network((Dot("a", "32", "Jawa Barat", "", given=17), Dot("b", "36", "Kota Tangerang", "", given=13)))
    labels = [text.text for text in root_of(drawing).findall(f"{SVG}text") if text.get("class") == "f-call"]
    assert labels == ["Jawa Barat 17", "Kota Tangerang 13"]


def test_a_taker_alone_in_its_tile_is_named_when_the_name_fits() -> None:
    labels = {
        text.text
        for text in root_of(network((Dot("a", "75", "Pohuwato", ""), Dot("b", "36", "Kabupaten Pandeglang", ""))))
        if text.get("class") == "f-call f-call--s"
    }
    assert labels == {"Pohuwato"}


def test_a_province_alone_in_its_tile_is_not_named_twice() -> None:
    assert "f-call" not in network((Dot("a", "75", "Gorontalo", ""),)).svg


def test_texts_are_escaped_and_coordinates_have_one_decimal() -> None:
    drawing = network((Dot("a", "36", "<b>", 'Kab. <script> & "x"', given=2), Dot("b", "32", "B", "B")),
                      (Line("a", "b", "rencana"),))  # fmt: skip
    assert "<script>" not in drawing.svg and "<b>" not in drawing.svg
    assert not re.search(r"\d\.\d\d", drawing.svg)
    assert root_of(drawing).find(f"{SVG}title").text == "Judul"  # type: ignore[union-attr]


def test_tiles_without_an_agency_are_quiet() -> None:
    tiles = root_of(network((Dot("a", "36", "A", ""),))).findall(f"{SVG}rect")
    assert [tile.get("class") for tile in tiles] == ["f-tile f-tile--on", "f-tile", "f-tile", "f-tile f-tile--apart"]
