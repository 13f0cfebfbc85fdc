"""Checks and understands the rows of an innovation file, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from rapidfuzz import process

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.agencies.queries import AgencyLookup, agency_lookup, provinces
from tular.features.catalogue.actions import InnovationRow, parse_awards
from tular.features.catalogue.actions.content import stored_value
from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.models import Theme
from tular.features.catalogue.queries.content import section, section_problems
from tular.features.catalogue.queries.content.typed import typed
from tular.foundation.files import Problem, TableRow

REQUIRED = ("id", "title", "agency")
OPTIONAL = (
    "year",
    "award",
    "unit",
    "agency_type",
    "province",
    "category",
    "themes",
    "problem",
    "solution",
    "results",
    "start_year",
    "source_url",
    "note",
    "sdgs",
    "sustainability",
    "confirmed_on",
    "kind",
    "latitude",
    "longitude",
    "contact",
    "summary",
    "aim",
    "novelty",
    "adaptation",
    "resources",
    "low_cost",
    "preparation_months",
    "personal_data",
    "continuity",
)
OWNERS_WORDS = {
    "kind": "identitas", "latitude": "identitas", "longitude": "identitas", "contact": "orang", "summary": "masalah",
    "aim": "masalah", "novelty": "cara-kerja", "adaptation": "bagian", "resources": "tenaga", "low_cost": "biaya",
    "preparation_months": "tenaga", "personal_data": "sarana", "continuity": "keberlanjutan",
}  # fmt: skip
"""Columns that owners fill in their editor too, with the section there. An empty cell takes nothing away."""

LIMITS = {
    "id": 60,
    "title": 300,
    "agency": 300,
    "unit": 200,
    "award": 200,
    "category": 200,
    "problem": 20_000,
    "solution": 20_000,
    "results": 20_000,
    "source_url": 500,
    "note": 400,
}
"""Most characters of a cell."""

EARLIEST_YEAR = 1945
DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
SHOWN = 60
"""Characters of a wrong value that a message repeats."""
ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class WrongCell(Exception):
    """The cell cannot be understood; the message tells the person what to do."""


@dataclass(frozen=True)
class Vocabulary:
    """What the cells may refer to, read once for the whole file."""

    agencies: AgencyLookup
    themes: dict[str, str]
    """Slug by slug and by name, in small letters."""
    provinces: dict[str, str]
    """Code by name and by short name, in small letters."""
    today: date


def vocabulary(now: datetime) -> Vocabulary:
    """The agencies, themes and provinces as they are now; a handful of queries."""
    themes: dict[str, str] = {}
    for slug, name in Theme.objects.values_list("slug", "name"):
        themes[name.lower()] = themes[slug] = slug
    codes: dict[str, str] = {}
    for province in provinces():
        codes[province.name.lower()] = codes[province.short_name.lower()] = province.code
    # The official long names of two provinces, which the map shows by their short ones.
    codes |= {"daerah istimewa yogyakarta": "34", "daerah khusus ibukota jakarta": "31", "daerah khusus jakarta": "31"}
    return Vocabulary(agency_lookup(), themes, codes, now.date())


def understand(row: TableRow, known: Vocabulary) -> tuple[InnovationRow | None, list[Problem]]:
    """The row ready to be stored, or everything that is wrong with it."""
    problems: list[Problem] = []

    def read[Value](column: str, parse: Callable[[str], Value], default: Value) -> Value:
        try:
            value = row.get(column)
            if len(value) > LIMITS.get(column, 1000):
                message = _("Isi terlalu panjang (%(length)d huruf); paling banyak %(limit)d.")
                raise WrongCell(message % {"length": len(value), "limit": LIMITS.get(column, 1000)})
            return parse(value)
        except WrongCell as error:
            problems.append(Problem(row.line, column, str(error)))
            return default

    agency = read("agency", lambda text: _agency(text, known), None)
    read("agency_type", _agency_type, None)
    status = read("sustainability", _sustainability, Sustainability.UNKNOWN)
    confirmed_on = read("confirmed_on", lambda text: _day(text, known.today), None)
    if confirmed_on and status == Sustainability.UNKNOWN:
        message = _("Tanggal konfirmasi ada, tetapi status keberlanjutan kosong. Isi kolom sustainability juga.")
        problems.append(Problem(row.line, "confirmed_on", message))
    year = read("year", lambda text: _year(text, known.today), None)
    owners = _owners_words(row, problems)
    label, category = read("award", str, ""), read("category", str, "")
    province = read("province", lambda text: _province(text, known), None)
    if province is None and agency is not None and agency.region_id:
        province = agency.region_id[:2]
    understood = InnovationRow(
        code=read("id", _required, ""),
        title=read("title", _required, ""),
        agency_id=agency.pk if agency else 0,
        payload=row.cells,
        unit=read("unit", _one_line, ""),
        province_id=province,
        year=year,
        start_year=read("start_year", lambda text: _year(text, known.today), None),
        themes=read("themes", lambda text: _themes(text, known), ()),
        sdgs=read("sdgs", _sdgs, ()),
        problem=read("problem", str, ""),
        solution=read("solution", str, ""),
        results=read("results", str, ""),
        sustainability=status,
        confirmed_on=confirmed_on,
        note=read("note", _one_line, ""),
        awards=parse_awards(label, category, year),
        source_url=read("source_url", _address, ""),
        owners=owners,
    )
    return (None if problems else understood), problems


def _owners_words(row: TableRow, problems: list[Problem]) -> dict[str, object]:
    """The filled cells of `OWNERS_WORDS`, read and checked as the editor does; what is wrong goes to `problems`."""
    told: dict[str, dict[str, object]] = {}
    for column, code in OWNERS_WORDS.items():
        if cell := row.get(column).strip():
            field = section(code).field(column)
            told.setdefault(code, {})[column] = typed(field, cell)
    values: dict[str, object] = {}
    for code, content in told.items():
        wrong = section_problems(section(code), {"title": "-"} | content, strict=False)
        problems += [Problem(row.line, problem.field, problem.text) for problem in wrong]
        if wrong:
            continue
        values |= {name: stored_value(section(code).field(name), value) for name, value in content.items()}
    return values


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _required(text: str) -> str:
    if not text:
        raise WrongCell(_("Kolom ini wajib diisi."))
    return _one_line(text)


def _agency(text: str, known: Vocabulary) -> Agency:
    if not text:
        raise WrongCell(_("Kolom ini wajib diisi."))
    if agency := known.agencies.find(text):
        return agency
    nearest = known.agencies.nearest(text)
    message = _("Instansi '%(name)s' tidak dikenal.") % {"name": _shown(text)}
    if nearest:
        message += " " + _("Mungkin maksud Anda: %(names)s.") % {"names": "; ".join(nearest)}
    raise WrongCell(message + " " + _("Tulis nama resminya, misalnya 'Pemerintah Kabupaten Alor'."))


def _agency_type(text: str) -> None:
    if text and text.lower() not in AgencyKind.values:
        message = _("'%(value)s' bukan jenis instansi. Periksa apakah isi kolom bergeser; yang sah: %(known)s.")
        raise WrongCell(message % {"value": _shown(text), "known": ", ".join(AgencyKind.values)})


def _province(text: str, known: Vocabulary) -> str | None:
    if not text:
        return None
    name = _one_line(text.lower()).removeprefix("provinsi ")
    if name not in known.provinces:
        message = _(
            "'%(value)s' bukan nama provinsi. "
            "Periksa apakah isi kolom bergeser, atau tulis salah satu dari 38 provinsi."
        )
        raise WrongCell(message % {"value": _shown(text)})
    return known.provinces[name]


def _year(text: str, today: date) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) == 4 and EARLIEST_YEAR <= int(text) <= today.year + 1:
        return int(text)
    message = _("Tahun '%(value)s' tidak sah. Tulis empat angka antara %(first)d dan %(last)d, atau kosongkan.")
    raise WrongCell(message % {"value": _shown(text), "first": EARLIEST_YEAR, "last": today.year + 1})


def _themes(text: str, known: Vocabulary) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in (part.strip() for part in text.split(";")):
        if not part:
            continue
        slug = known.themes.get(part.lower())
        if slug is None:
            nearest = [name for name, _score, _key in process.extract(part.lower(), list(known.themes), limit=3)]
            message = _(
                "Tema '%(value)s' tidak dikenal. Mungkin maksud Anda: %(names)s. Pisahkan tema dengan titik koma."
            )
            raise WrongCell(message % {"value": _shown(part), "names": "; ".join(nearest)})
        found[slug] = None
    return tuple(found)


def _sdgs(text: str) -> tuple[int, ...]:
    goals: set[int] = set()
    for part in (part.strip() for part in text.split(";")):
        if not part:
            continue
        if not (part.isascii() and part.isdigit() and len(part) <= 2 and 1 <= int(part) <= 17):
            message = _("'%(value)s' bukan nomor TPB/SDG. Tulis angka 1 sampai 17, dipisahkan titik koma.")
            raise WrongCell(message % {"value": _shown(part)})
        goals.add(int(part))
    return tuple(sorted(goals))


def _sustainability(text: str) -> Sustainability:
    if not text:
        return Sustainability.UNKNOWN
    plain = _one_line(text.lower())
    for status in Sustainability:
        if plain in (status.value, str(status.label).lower()):
            return status
    message = _("'%(value)s' bukan status keberlanjutan. Tulis salah satu dari: %(known)s.")
    raise WrongCell(message % {"value": _shown(text), "known": ", ".join(Sustainability.values)})


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    for pattern in DATE_FORMATS:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if date(EARLIEST_YEAR, 1, 1) <= day <= today:
            return day
        raise WrongCell(_("Tanggal '%(value)s' belum terjadi atau terlalu lama.") % {"value": _shown(text)})
    raise WrongCell(_("Tanggal '%(value)s' tidak sah. Tulis seperti 2025-08-31.") % {"value": _shown(text)})


def _address(text: str) -> str:
    """Sources may be several addresses or none ("berita Kementerian PANRB, 2024"), but never a script."""
    for part in re.split(r"[\s;]+", text):
        scheme = ADDRESS.match(part)
        if scheme and scheme.group(1).lower() in {"javascript", "data", "vbscript", "file"}:
            raise WrongCell(_("Alamat sumber harus berawal dengan https:// atau http://."))
    return _one_line(text)
