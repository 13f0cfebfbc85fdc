"""Reads a table (CSV) that somebody made, whatever the file turns out to be.

Never raises for what a file contains: every defect becomes a `Problem` with its line and what to do about it.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.foundation.files.reports import Problem

DELIMITERS = (",", ";", "\t")
SPREADSHEET_STARTS = {b"PK\x03\x04": "Excel (.xlsx)", b"\xd0\xcf\x11\xe0": "Excel (.xls)", b"%PDF": "PDF"}
WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TableRow:
    """One record: the line on which it starts, and its cells by column exactly as the file has them."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell without surrounding blanks; empty when the file has no such column."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True)
class Table:
    """What a file held. `rows` are sound in form even when `problems` names others that are not."""

    name: str
    hash: str
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Record:
    line: int
    cells: list[str]


def fingerprint(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a CSV in UTF-8 whose delimiter is a comma, semicolon or tab.

    Column names are compared without regard to case and surrounding blanks. Lines without any content are skipped.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return Table(path.name, "", problems=(Problem(None, "", _unreadable(path, error)),))
    return parse_table(content, path.name, required, optional)


def parse_table(content: bytes, name: str, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """As `read_table`, for content already in memory."""
    digest = fingerprint(content)
    text, problem = _decode(content)
    if problem:
        return Table(name, digest, problems=(problem,))
    text, first_line, declared = _without_separator_line(text)
    empty = Problem(None, "", _("Berkas kosong. Isi baris judul dan data."))
    if not text.strip():
        return Table(name, digest, problems=(empty,))
    known = [*required, *optional]
    delimiter = declared or _delimiter(text, known)
    records: list[_Record] = []
    problems: list[Problem] = []
    for item in _records(text, delimiter, first_line):
        (records if isinstance(item, _Record) else problems).append(item)  # type: ignore[arg-type]
    if not records:
        return Table(name, digest, problems=tuple(problems) or (empty,))
    header, *body = records
    columns = tuple(cell.strip().lower() for cell in header.cells)
    if wrong := _header_problems(header.line, columns, required, known):
        return Table(name, digest, columns, problems=tuple(wrong))
    rows, misshapen = _rows(body, columns)
    problems = sorted([*problems, *misshapen], key=lambda found: found.line or 0)
    if not rows and not problems:
        problems = [Problem(None, "", _("Berkas hanya berisi baris judul, belum ada baris data."))]
    return Table(name, digest, columns, tuple(rows), tuple(problems))


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("Berkas %(path)s tidak ditemukan. Periksa nama dan foldernya.") % {"path": path}
    if isinstance(error, IsADirectoryError):
        return _("%(path)s adalah folder. Sebutkan satu berkas CSV di dalamnya.") % {"path": path}
    if isinstance(error, PermissionError):
        return _("Berkas %(path)s tidak boleh dibaca. Periksa izin berkasnya.") % {"path": path}
    return _("Berkas %(path)s tidak dapat dibaca (%(error)s).") % {"path": path, "error": error.strerror or error}


def _decode(content: bytes) -> tuple[str, Problem | None]:
    """The text, or why there is none."""
    how = _(
        "Simpan ulang sebagai CSV UTF-8: di Excel pilih Simpan Sebagai → 'CSV UTF-8 (Comma delimited)'; "
        "di LibreOffice pilih Simpan Sebagai → Text CSV lalu Character set: Unicode (UTF-8)."
    )
    for start, kind in SPREADSHEET_STARTS.items():
        if content.startswith(start):
            return "", Problem(None, "", _("Ini berkas %(kind)s, bukan CSV.") % {"kind": kind} + " " + how)
    if content.startswith(WIDE_ENCODINGS):
        return "", Problem(None, "", _("Berkas memakai pengodean UTF-16, bukan UTF-8.") + " " + how)
    if (place := content.find(b"\0")) >= 0:
        line = content.count(b"\n", 0, place) + 1
        return "", Problem(line, "", _("Ada isi biner; ini bukan CSV.") + " " + how)
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("Byte 0x%(byte)02X di posisi %(place)d bukan UTF-8.") % {
            "byte": error.object[error.start],
            "place": error.start + 1,
        }
        return "", Problem(line, "", message + " " + how)


def _without_separator_line(text: str) -> tuple[str, int, str]:
    """Excel may put `sep=;` first. The rest, the number of its first line, and the separator so declared."""
    first, _newline, rest = text.partition("\n")
    declaration = first.strip().lower()
    if declaration.startswith("sep=") and len(declaration) == 5 and declaration[4] in DELIMITERS:
        return rest, 2, declaration[4]
    return text, 1, ""


def _delimiter(text: str, known: Sequence[str]) -> str:
    """The delimiter under which the first line names most of the known columns."""
    head = next(line for line in text.splitlines() if line.strip())

    def recognised(delimiter: str) -> int:
        cells = [cell.strip().strip('"').lower() for cell in head.split(delimiter)]
        return len(set(cells) & set(known))

    return max(DELIMITERS, key=recognised)


def _records(text: str, delimiter: str, first_line: int) -> Iterator[_Record | Problem]:
    """Records with some content; ends with a problem where the rest cannot be told apart any more."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + first_line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            message = _(
                "Tanda kutip di baris ini tidak berpasangan, atau satu sel lebih dari %(limit)d huruf. Sel yang memuat "
                'tanda kutip ditulis "begini ""dikutip"" ya". Baris sesudahnya belum diperiksa.'
            ) % {"limit": csv.field_size_limit()}
            yield Problem(line, "", message)
            return
        if any(cell.strip() for cell in cells):
            yield _Record(line, cells)


def _header_problems(line: int, columns: Sequence[str], required: Sequence[str], known: Sequence[str]) -> list[Problem]:
    found: list[Problem] = []
    if missing := [column for column in required if column not in columns]:
        message = _("Kolom wajib belum ada: %(missing)s. Baris pertama harus berisi nama kolom: %(known)s.")
        found.append(Problem(line, "", message % {"missing": ", ".join(missing), "known": ", ".join(known)}))
    for place, column in enumerate(columns, start=1):
        if not column:
            message = _("Judul kolom ke-%(place)d kosong. Beri nama atau hapus kolom itu.")
            found.append(Problem(line, "", message % {"place": place}))
        elif column not in known:
            message = _("Kolom ini tidak dikenal. Hapus, atau ganti namanya menjadi salah satu dari: %(known)s.")
            found.append(Problem(line, column[:60], message % {"known": ", ".join(known)}))
        elif column in columns[: place - 1]:
            found.append(Problem(line, column, _("Nama kolom ini dipakai dua kali. Sisakan satu.")))
    return found


def _rows(body: Sequence[_Record], columns: Sequence[str]) -> tuple[list[TableRow], list[Problem]]:
    rows: list[TableRow] = []
    problems: list[Problem] = []
    for record in body:
        if len(record.cells) == len(columns):
            rows.append(TableRow(record.line, dict(zip(columns, record.cells, strict=True))))
            continue
        message = _(
            "Baris ini berisi %(found)d sel, padahal ada %(expected)d kolom; isinya bergeser. Sel yang memuat koma "
            "atau titik koma harus diapit tanda kutip."
        ) % {"found": len(record.cells), "expected": len(columns)}
        problems.append(Problem(record.line, "", message))
    return rows, problems


def defects(table: Table, wrong: Iterable[tuple[int | None, str]], shown: int = 20) -> str:
    """What is wrong with a table, a line each, in the order of its lines: (line or None, sentence)."""
    found = sorted(wrong, key=lambda one: one[0] or 0)
    lines = [
        f"{table.name}, " + _("baris %(line)d: %(text)s") % {"line": line, "text": text}
        if line
        else f"{table.name}: {text}"
        for line, text in found[:shown]
    ]
    if more := len(found) - len(lines):
        lines.append(ngettext("dan %(count)d kesalahan lain.", "dan %(count)d kesalahan lain.", more) % {"count": more})
    return "\n".join(lines)
