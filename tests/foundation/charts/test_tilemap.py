"""The tile map of counts: classes, links, table rows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tular.foundation.charts.tilemap import Tile, TileMap, colour_class

SVG = "{http://www.w3.org/2000/svg}"


def a_tile(value: int, name: str = "Aceh", href: str = "/temukan?provinsi=11") -> Tile:
    return Tile(name, name[:5], 0, 0, value, f"{name}: {value} inovasi", href)


@pytest.mark.parametrize(
    ("value", "number"), [(0, 0), (1, 1), (5, 1), (6, 2), (20, 2), (21, 3), (50, 3), (51, 4), (9000, 4)]
)
def test_each_value_has_its_colour_class(value: int, number: int) -> None:
    assert colour_class(value) == number


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        colour_class(-1)


def test_the_legend_says_which_values_each_colour_stands_for() -> None:
    assert [(key.mark, key.text) for key in TileMap("t", "", "", ()).legend] == [
        ("c0", "0"), ("c1", "1–5"), ("c2", "6–20"), ("c3", "21–50"), ("c4", "lebih dari 50"),
    ]  # fmt: skip


def test_a_tile_links_to_its_list_and_says_its_full_name_once() -> None:
    svg = TileMap("t", "Judul", "Uraian", (a_tile(1234, "Jawa & Timur"),)).svg
    root = ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))
    link = root.find(f"{SVG}a")
    assert link is not None and link.get("href") == "/temukan?provinsi=11"
    assert [element.text for element in link.iter(f"{SVG}title")] == ["Jawa & Timur: 1234 inovasi"]
    assert [text.text for text in link.iter(f"{SVG}text")] == ["1.234", "Jawa "]
    assert link.find(f"{SVG}rect").get("class") == "f-c4"  # type: ignore[union-attr]


def test_a_tile_without_a_list_is_no_link() -> None:
    assert "<a " not in TileMap("t", "", "", (a_tile(0, href=""),)).svg


def test_the_table_keeps_every_tile_most_first_and_zeros_last() -> None:
    tiles = (a_tile(0, "Papua"), a_tile(3, "Bali"), a_tile(0, "Maluku"), a_tile(9, "Aceh"))
    assert [tile.name for tile in TileMap("t", "", "", tiles).ranked] == ["Aceh", "Bali", "Maluku", "Papua"]
