"""What is wrong with content, in sentences for its author. Forms and actions ask the same questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from tular.features.agencies.models import Agency
from tular.features.catalogue.queries.content.schema import Content, Field, Json, Kind, Rows, Section, SectionContent
from tular.features.catalogue.queries.content.sections import SECTIONS
from tular.foundation.files.models import State, StoredFile

EARLIEST_YEAR = 1945
LATEST_YEAR_AHEAD = 5
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `rows` and `index` (from 0) name the row; `field` is "" when it is about the whole."""

    section: str
    field: str
    text: str
    rows: str = ""
    index: int = -1

    @property
    def place(self) -> str:
        """Where it is: "hasil.indicators.3.unit", rows counted from 1."""
        number = str(self.index + 1) if self.index >= 0 else ""
        return ".".join(part for part in (self.section, self.rows, number, self.field) if part)

    @property
    def sentence(self) -> str:
        """The text with where it is, in the labels of the editor: "Hasil, Angka hasil 3, Satuan: Terlalu panjang."."""
        part = next((one for one in SECTIONS if one.code == self.section), None)
        if part is None:
            return self.text
        of_list = part.list(self.rows) if self.rows else None
        words = [str(part.title)]
        if of_list is not None:
            words.append(f"{str(of_list.one).capitalize()} {self.index + 1}" if self.index >= 0 else str(of_list.label))
        if self.field:
            label = str((of_list or part).field(self.field).label)
            words += [] if self.text.startswith(label) else [label]
        return f"{', '.join(words)}: {self.text}"


def problems_of(content: Content, *, strict: bool = False) -> list[Problem]:
    """Everything that keeps `content` from being stored; sections that are not in it are not asked for.

    `strict` adds what only an author is asked to keep, such as word limits: older texts may be longer. A handful of
    queries, whatever the size.
    """
    known = {section.code: section for section in SECTIONS}
    found = [Problem(code, "", _("Bagian ini tidak dikenal.")) for code in content if code not in known]
    for code, section in known.items():
        if code in content:
            found += section_problems(section, content[code], strict=strict)
    return found


def section_problems(section: Section, content: SectionContent, *, strict: bool = True) -> list[Problem]:
    """Everything that is wrong with one section."""
    return list(_section(section, content, strict))


def _section(section: Section, content: SectionContent, strict: bool) -> Iterator[Problem]:
    for field in section.fields:
        if text := _wrong(field, content.get(field.name, field.kind.empty), strict):
            yield Problem(section.code, field.name, text)
    for rows in section.rows:
        given = content.get(rows.name) or []
        if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
            yield Problem(section.code, "", _("Daftar “%(name)s” tidak terbaca.") % {"name": rows.label}, rows.name)
            continue
        if len(given) > rows.most:
            text = _("Paling banyak %(most)d baris. Hapus yang kurang penting.") % {"most": rows.most}
            yield Problem(section.code, "", text, rows.name)
        for index, row in enumerate(given):
            yield from _row(section, rows, index, row, strict)
    yield from _together(section, content)


def _row(section: Section, rows: Rows, index: int, row: Mapping[str, Json], strict: bool) -> Iterator[Problem]:
    for field in rows.fields:
        if text := _wrong(field, row.get(field.name, field.kind.empty), strict):
            yield Problem(section.code, field.name, text, rows.name, index)


def _together(section: Section, content: SectionContent) -> Iterator[Problem]:
    """What concerns several fields at once."""
    if section.code == "identitas" and (content.get("latitude") is None) != (content.get("longitude") is None):
        empty = "latitude" if content.get("latitude") is None else "longitude"
        yield Problem(section.code, empty, _("Isi garis lintang dan garis bujur, atau kosongkan keduanya."))


def _wrong(field: Field, value: Json, strict: bool) -> str:
    """What is wrong with the value of a field, or ""."""
    if value in (None, "", [], False):
        return _("%(label)s wajib diisi.") % {"label": field.label} if field.required else ""
    if field.kind in _CHECKS:
        return _CHECKS[field.kind](field, value, strict)
    return ""


def _text(field: Field, value: Json, strict: bool) -> str:
    if not isinstance(value, str) or CONTROL.search(value):
        return _("Ada huruf yang tidak dapat disimpan. Ketik ulang atau tempel sebagai teks biasa.")
    if field.kind is not Kind.TEXT and ("\n" in value or "\r" in value):
        return _("Tulis dalam satu baris.")
    if len(value) > field.longest:
        return _("Terlalu panjang: %(count)d huruf, paling banyak %(most)d.") % {
            "count": len(value),
            "most": field.longest,
        }
    if strict and field.words and (count := len(value.split())) > field.words:
        return _("Terlalu panjang: %(count)d kata, paling banyak %(most)d. Tidak ada yang hilang; ringkas dulu.") % {
            "count": count,
            "most": field.words,
        }
    return ""


def _web(field: Field, value: Json, strict: bool) -> str:
    if wrong := _text(field, value, strict):
        return wrong
    try:
        parts = urlsplit(value)
        good = parts.scheme in (("https",) if field.https else ("https", "http")) and "." in (parts.hostname or "")
    except ValueError:
        good = False
    if not good or any(letter.isspace() for letter in value):
        return _("Tulis alamat lengkap yang berawal dengan https://.")
    return ""


def _whole(field: Field, value: Json, strict: bool) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _("Tulis bilangan bulat, misalnya 12.")
    return _bounds(field, Decimal(value))


def _year(field: Field, value: Json, strict: bool) -> str:
    latest = datetime.now(UTC).year + LATEST_YEAR_AHEAD
    if not isinstance(value, int) or isinstance(value, bool) or not EARLIEST_YEAR <= value <= latest:
        return _("Tulis tahun dengan empat angka, antara %(first)d dan %(last)d.") % {
            "first": EARLIEST_YEAR,
            "last": latest,
        }
    return ""


def _decimal(field: Field, value: Json, strict: bool) -> str:
    try:
        number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        return _("Tulis angka saja, misalnya 1.250.000 atau 12,5.")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > field.places:
        return _("Paling banyak %(places)d angka di belakang koma.") % {"places": field.places}
    return _bounds(field, number)


def _bounds(field: Field, number: Decimal) -> str:
    if field.lowest is not None and number < Decimal(field.lowest):
        return _("Paling kecil %(number)s.") % {"number": f"{Decimal(field.lowest).normalize():f}"}
    if field.highest is not None and number > Decimal(field.highest):
        return _("Paling besar %(number)s.") % {"number": f"{Decimal(field.highest).normalize():f}"}
    return ""


def _choice(field: Field, value: Json, strict: bool) -> str:
    if value not in dict(field.options):
        return _("Pilihan ini tidak ada di daftar. Pilih salah satu yang tersedia.")
    return ""


def _choices(field: Field, value: Json, strict: bool) -> str:
    known = dict(field.options)
    if not isinstance(value, list) or not all(isinstance(one, str) and one in known for one in value):
        return _("Salah satu pilihan tidak ada di daftar. Pilih dari yang tersedia.")
    if len(set(value)) != len(value):
        return _("Satu pilihan tertulis dua kali.")
    return ""


def _agency(field: Field, value: Json, strict: bool) -> str:
    if not isinstance(value, str) or not Agency.objects.filter(slug=value).exists():
        return _("Instansi ini tidak dikenal. Pilih dari daftar.")
    return ""


def _file(field: Field, value: Json, strict: bool) -> str:
    try:
        found = StoredFile.objects.filter(pk=UUID(str(value)), purpose=field.purpose, state=State.READY).exists()
    except ValueError:
        found = False
    return "" if found else _("Berkas ini tidak tersimpan. Unggah sekali lagi.")


def _flag(field: Field, value: Json, strict: bool) -> str:
    return "" if isinstance(value, bool) else _("Jawab ya atau tidak.")


_CHECKS = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.WEB: _web,
    Kind.WHOLE: _whole,
    Kind.YEAR: _year,
    Kind.NUMBER: _decimal,
    Kind.DEGREE: _decimal,
    Kind.MONEY: _decimal,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.AGENCY: _agency,
    Kind.FILE: _file,
    Kind.FLAG: _flag,
}
