"""Takes over figures about regions, from the shipped file or from one that a user has."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tular.features.agencies.models import Indicator, Region
from tular.foundation.actions import reconcile
from tular.foundation.files import ImportReport, Problem, TableRow, read_table

REQUIRED = ("region_code", "indicator", "year", "value", "unit", "source_url")
OPTIONAL = ("period", "note")
FIELDS = ("value", "number", "unit", "period", "source_url", "note")
EARLIEST_YEAR = 1945


def load_indicators(path: Path) -> ImportReport:
    """Add the figures of a CSV (region_code, indicator, year, value, unit, source_url; period, note).

    A figure already known for the same region, indicator and year is replaced; figures that the file does not name
    stay. Codes are those of Kemendagri after the split of 2022. One transaction; with any problem nothing is written.
    """
    table = read_table(path, REQUIRED, OPTIONAL)
    problems = list(table.problems)
    regions = set(Region.objects.values_list("code", flat=True))
    wanted: dict[tuple[str, str, int], Indicator] = {}
    lines: dict[tuple[str, str, int], int] = {}
    for row in table.rows:
        if found := _problems(row, regions):
            problems.extend(found)
            continue
        figure = _figure(row)
        key = (figure.region_id, figure.indicator, figure.year)
        if key in wanted:
            message = _("Angka untuk wilayah, indikator, dan tahun ini sudah ada di baris %(line)d. Sisakan satu.")
            problems.append(Problem(row.line, "", message % {"line": lines[key]}))
        wanted[key], lines[key] = figure, row.line
    if problems:
        return ImportReport("indicators", table.name, table.hash, len(table.rows), problems=tuple(problems))
    with transaction.atomic():
        changes = reconcile(Indicator, wanted.values(), ["region_id", "indicator", "year"], FIELDS)
    return ImportReport(
        "indicators", table.name, table.hash, len(table.rows), changes.created, changes.updated, changes.unchanged
    )


def _problems(row: TableRow, regions: set[str]) -> list[Problem]:
    found: list[Problem] = []
    if row.get("region_code") not in regions:
        message = _(
            "Kode wilayah '%(code)s' tidak dikenal. Pakai kode Kemendagri sebagai teks, misalnya 53 atau 53.05, "
            "menurut pemekaran Papua 2022."
        )
        found.append(Problem(row.line, "region_code", message % {"code": row.get("region_code")[:40]}))
    year = row.get("year")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= EARLIEST_YEAR):
        found.append(
            Problem(row.line, "year", _("Tahun '%(year)s' tidak sah. Tulis empat angka.") % {"year": year[:40]})
        )
    for column in ("indicator", "value", "unit", "source_url"):
        if not row.get(column):
            found.append(Problem(row.line, column, _("Kolom ini wajib diisi; angka tanpa sumber tidak diterima.")))
    for column in ("indicator", "value", "unit", "period", "source_url", "note"):
        limit = getattr(Indicator._meta.get_field(column), "max_length", None) or 0
        if len(row.get(column)) > limit:
            message = _("Isi terlalu panjang (%(length)d huruf); paling banyak %(limit)d.")
            found.append(Problem(row.line, column, message % {"length": len(row.get(column)), "limit": limit}))
    return found


def _figure(row: TableRow) -> Indicator:
    return Indicator(
        region_id=row.get("region_code"),
        indicator=row.get("indicator"),
        year=int(row.get("year")),
        value=row.get("value"),
        number=_number(row.get("value")),
        unit=row.get("unit"),
        period=row.get("period"),
        source_url=row.get("source_url"),
        note=row.get("note"),
    )


def _number(value: str) -> float | None:
    """The value as a number when it is written as one with a decimal point; None for categories such as "rendah"."""
    plain = value.replace("_", "x")
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
