"""Inviting many at once, from pasted lines or a CSV file, with a report for each row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.actions.invitations import invite
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.giving import roles_to_give, units_to_fill
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused

MOST_ROWS = 300
COLUMNS = ("email", "name", "role", "unit")
"""In this order; a first row that holds "surel" or "email" is taken for a heading."""


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row: its number as the sender sees it, its text, and a sentence."""

    number: int
    text: str
    ok: bool
    sentence: str


def invite_many(agency: Agency, text: str, *, by: User, now: datetime) -> list[RowReport]:
    """Invite a person for each row; rows that cannot be done are told of, the others are done all the same.

    A row holds e-mail address, name, role ("upp" when left out) and unit, separated by semicolon, tab or comma. Sent
    twice, rows already invited are told of and nobody is invited twice. Raises `Refused` for no row or too many.
    """
    rows = _rows(text)
    if not rows:
        raise Refused(_("Belum ada baris. Tempelkan satu orang per baris, atau pilih berkas CSV."))
    if len(rows) > MOST_ROWS:
        message = _("Ada %(count)d baris; paling banyak %(most)d sekali kirim. Bagi dulu menjadi beberapa bagian.")
        raise Refused(message % {"count": len(rows), "most": MOST_ROWS})
    units = {unit.name.casefold(): unit for unit in units_to_fill(by, agency)}
    at_agency = roles_to_give(by, agency)
    return [_invited(number, cells, agency, units, at_agency, by, now) for number, cells in rows]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((mark for mark in (";", "\t") if mark in first), ",")
    found = [
        (number, [cell.strip() for cell in cells])
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1)
        if any(cell.strip() for cell in cells)
    ]
    if found and "@" not in found[0][1][0] and {"email", "surel", "e-mail"} & {cell.lower() for cell in found[0][1]}:
        return found[1:]
    return found


def _invited(
    number: int,
    cells: list[str],
    agency: Agency,
    units: dict[str, ServiceUnit],
    at_agency: tuple[Role, ...],
    by: User,
    now: datetime,
) -> RowReport:
    email, name, role_text, unit_text = (*cells, "", "", "", "")[:4]
    shown = "; ".join(filter(None, cells))[:200]
    role = _role(role_text)
    if role is None:
        return RowReport(number, shown, False, _("Peran '%(role)s' tidak dikenal.") % {"role": role_text})
    place: Agency | ServiceUnit | None = agency
    if role not in at_agency:
        place = units.get(" ".join(unit_text.split()).casefold())
    if place is None and unit_text:
        sentence = _("Unit '%(unit)s' tidak ada di daftar unit yang dapat Anda isi.") % {"unit": unit_text}
        return RowReport(number, shown, False, sentence)
    if place is None:
        return RowReport(number, shown, False, _("Tulis nama unitnya di kolom keempat."))
    try:
        invite(place, email=email, name=name, role=role, by=by, now=now)
    except Refused as refused:
        return RowReport(number, shown, False, " ".join(reason.text for reason in refused.reasons))
    except Denied:
        return RowReport(number, shown, False, _("Anda tidak dapat memberikan peran ini di sini."))
    return RowReport(number, shown, True, _("Diundang sebagai %(role)s.") % {"role": role.label})


def _role(text: str) -> Role | None:
    """By code or by the word people see, whatever its case; an UPP when nothing is said."""
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return Role.UNIT
    return next((role for role in Role if wanted in (role.value, str(role.label).casefold())), None)
