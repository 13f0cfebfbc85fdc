"""Reading tables that people made: every defect is named, nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.foundation.files import ImportReport, Problem, read_table
from tular.foundation.files.tables import parse_table

REQUIRED = ("id", "title")
OPTIONAL = ("year", "note")


def rows_of(content: bytes) -> list[tuple[int, dict[str, str]]]:
    table = parse_table(content, "data.csv", REQUIRED, OPTIONAL)
    assert table.problems == ()
    return [(row.line, row.cells) for row in table.rows]


def problems_of(content: bytes) -> list[str]:
    return [str(problem) for problem in parse_table(content, "data.csv", REQUIRED, OPTIONAL).problems]


@pytest.mark.parametrize(
    "content",
    [
        b"id,title\na,Satu\nb,Dua\n",
        b"id;title\r\na;Satu\r\nb;Dua\r\n",
        b"id\ttitle\na\tSatu\nb\tDua",
        b"\xef\xbb\xbfid,title\na,Satu\nb,Dua\n",
        b'"ID" , "Title"\na,Satu\nb,Dua\n'.replace(b" ", b""),
    ],
    ids=["commas", "semicolons from Excel", "tabs", "byte order mark", "quoted capital headers"],
)
def test_the_usual_ways_of_writing_a_table_are_the_same_table(content: bytes) -> None:
    assert rows_of(content) == [(2, {"id": "a", "title": "Satu"}), (3, {"id": "b", "title": "Dua"})]


def test_the_separator_line_of_excel_is_understood_and_counted() -> None:
    assert rows_of(b"sep=;\nid;title\na;Satu, dua\n") == [(3, {"id": "a", "title": "Satu, dua"})]


def test_lines_are_those_of_the_file_also_after_cells_of_several_lines_and_blank_lines() -> None:
    content = b'id,title\n\na,"Satu\nbaris\nlagi"\n,\nb,Dua\n'
    assert rows_of(content) == [
        (3, {"id": "a", "title": "Satu\nbaris\nlagi"}),
        (7, {"id": "b", "title": "Dua"}),
    ]


def test_a_row_with_more_or_fewer_cells_is_named_and_the_others_are_kept() -> None:
    table = parse_table(b"id,title\na,Satu,lebih\nb,Dua\nc\n", "data.csv", REQUIRED, OPTIONAL)
    assert [row.cells["id"] for row in table.rows] == ["b"]
    assert [problem.line for problem in table.problems] == [2, 4]
    assert "berisi 3 sel, padahal ada 2 kolom" in table.problems[0].message


@pytest.mark.parametrize(
    ("content", "line", "saying"),
    [
        (b"id,title\na,Caf\xe9\n", 2, "Byte 0xE9 di posisi 15 bukan UTF-8"),
        ("id,title\na,Satu".encode("utf-16"), None, "UTF-16"),
        (b"PK\x03\x04rest of a workbook", None, "Excel (.xlsx)"),
        (b"\xd0\xcf\x11\xe0rest", None, "Excel (.xls)"),
        (b"id,title\na,S\x00tu\n", 2, "isi biner"),
        (b"", None, "Berkas kosong"),
        (b"\xef\xbb\xbf \n\n", None, "Berkas kosong"),
        (b"id,title\n", None, "belum ada baris data"),
        (b"id,titel\na,Satu\n", 1, "Kolom wajib belum ada: title"),
        (b"id,title,warna\na,Satu,biru\n", 1, "Kolom ini tidak dikenal"),
        (b"id,title,ID\na,Satu,b\n", 1, "dipakai dua kali"),
        (b"id,title,\na,Satu,\n", 1, "Judul kolom ke-3 kosong"),
        (b'id,title\na,Satu\nb,"Dua\nc,Tiga\n', 3, "Tanda kutip"),
        (b"id,title\na," + b"x" * 140_000 + b"\n", 2, "Tanda kutip"),
    ],
)
def test_each_defect_has_a_sentence_with_its_line(content: bytes, line: int | None, saying: str) -> None:
    table = parse_table(content, "data.csv", REQUIRED, OPTIONAL)
    assert [problem.line for problem in table.problems][:1] == [line]
    assert any(saying in problem.message for problem in table.problems)


def test_a_wrong_encoding_comes_with_the_way_to_put_it_right() -> None:
    (sentence,) = problems_of(b"id,title\na,\xff\n")
    assert "Excel" in sentence and "LibreOffice" in sentence and "UTF-8" in sentence


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    missing, folder = read_table(tmp_path / "tak-ada.csv", REQUIRED), read_table(tmp_path, REQUIRED)
    assert "tidak ditemukan" in missing.problems[0].message
    assert "adalah folder" in folder.problems[0].message


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_problems(content: bytes) -> None:
    table = parse_table(content, "data.csv", REQUIRED, OPTIONAL)
    assert table.rows or table.problems


@given(st.lists(st.text(alphabet='ab,;"\n\r\t =\x85\u2028', max_size=12), max_size=8))
def test_any_text_after_a_good_header_gives_rows_or_problems(lines: list[str]) -> None:
    table = parse_table(("id,title\n" + "\n".join(lines)).encode(), "data.csv", REQUIRED, OPTIONAL)
    assert table.rows or table.problems
    assert all(set(row.cells) == {"id", "title"} for row in table.rows)


CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_was_written_is_read_back(cells: list[tuple[str, str]], delimiter: str) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in cells]
    text = "\n".join(delimiter.join(row) for row in [["id", "title"], *quoted])
    table = parse_table(text.encode(), "data.csv", REQUIRED, OPTIONAL)
    wanted = [{"id": id, "title": title} for id, title in cells if id.strip() or title.strip()]
    assert [row.cells for row in table.rows] == wanted


def test_a_report_shows_the_first_problems_and_counts_the_rest() -> None:
    problems = tuple(Problem(line, "title", "Kolom ini wajib diisi.") for line in range(2, 7))
    assert ImportReport("innovations", "data.csv", problems=problems).sentences(limit=2) == [
        "data.csv: ditemukan 5 masalah. Tidak ada yang disimpan; data yang sudah ada tetap utuh.",
        "- Baris 2, kolom title: Kolom ini wajib diisi.",
        "- Baris 3, kolom title: Kolom ini wajib diisi.",
        "… dan 3 masalah lagi.",
    ]
