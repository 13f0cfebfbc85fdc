"""What a team wrote: its sections, what came second, and what is still missing for the minutes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.features.visits.choices import FindingKind, VisitState
from tular.features.visits.models import FieldRecord, RecordSave, Visit

PRESENT, GENERAL = "_hadir", "_umum"
SPECIAL = (PRESENT, GENERAL)
LONGEST_NOTE, LONGEST_VALUE, LONGEST_LINE = 5000, 1000, 300
MOST_PEOPLE = 10_000

FIELDS: Mapping[str, tuple[str, ...]] = {
    PRESENT: ("users", "users_role", "officials", "others", "consent", "note"),
    GENERAL: ("began", "ended", "summary", "recommendation"),
}
ITEM_FIELDS = ("finding", "value", "note")
COUNTS = ("users", "officials", "others")
CLOCK = re.compile(r"^([01]?\d|2[0-3])[.:]([0-5]\d)$")
NUMBER = re.compile(r"^-?\d{1,12}([.,]\d{1,6})?$")

type Wrong = list[tuple[str, str]]
"""(field, sentence) of what cannot be kept."""


def item_of(record: FieldRecord, section: str) -> dict[str, Any] | None:
    """The item of the checklist with this id."""
    return next((dict(one) for one in record.items if one["id"] == section), None)


def sections_of(record: FieldRecord) -> list[str]:
    """Every section that may be written, in order."""
    return [*(one["id"] for one in record.items), *SPECIAL]


def cleaned(record: FieldRecord, section: str, sent: Mapping[str, Any]) -> tuple[dict[str, str], Wrong]:
    """What was sent for a section, as it is kept, and what is wrong with it. Fields that are not sent stay out."""
    item = item_of(record, section)
    names = ITEM_FIELDS if item else FIELDS[section]
    found = {name: str(sent[name]).strip() for name in names if name in sent}
    wrong: Wrong = []
    for name, text in found.items():
        said = _wrong_in_item(item, name, text) if item else _wrong_in_special(name, text)
        if said:
            wrong.append((name, said))
    return found, wrong


def _wrong_in_item(item: Mapping[str, Any], name: str, text: str) -> str:
    if name == "finding" and text and text not in FindingKind.values:
        return _("Pilih salah satu temuan.")
    if name == "note" and len(text) > LONGEST_NOTE:
        return _("Paling panjang 5.000 huruf. Singkatkan dulu.")
    if name != "value" or not text:
        return ""
    if item["kind"] == "number" and not NUMBER.match(text):
        return _("Tulis angkanya saja, misalnya 79,5. Keterangan lain tempatnya di catatan.")
    if item["kind"] == "yes_no" and text not in ("ya", "tidak"):
        return _("Pilih ya atau tidak.")
    if item["kind"] == "level" and text not in item["levels"]:
        return _("Pilih salah satu tingkat.")
    return _("Paling panjang 1.000 huruf.") if len(text) > LONGEST_VALUE else ""


def _wrong_in_special(name: str, text: str) -> str:
    if name in COUNTS and text and not (text.isascii() and text.isdigit() and int(text) <= MOST_PEOPLE):
        return _("Tulis jumlahnya dengan angka, 0 bila tidak ada.")
    if name in ("began", "ended") and text and not CLOCK.match(text):
        return _("Tulis jamnya seperti 09.30.")
    if name == "consent" and text not in ("", "ya", "tidak"):
        return _("Pilih ya atau tidak.")
    if name == "users_role" and len(text) > LONGEST_LINE:
        return _("Paling panjang 300 huruf.")
    return _("Paling panjang 5.000 huruf. Singkatkan dulu.") if len(text) > LONGEST_NOTE else ""


def asides_of(record: FieldRecord) -> dict[str, list[RecordSave]]:
    """Section → what came second there and was not joined since, the oldest first. One query."""
    found: dict[str, list[RecordSave]] = {}
    for row in record.history.select_related("by").order_by("pk"):
        if row.kept:
            found.pop(row.section, None)
        elif row.after != record.content.get(row.section):
            found.setdefault(row.section, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Missing:
    """A section in which something is missing for the minutes, and what."""

    section: str
    text: str


def missing_in(record: FieldRecord) -> list[Missing]:
    """What keeps minutes from being drawn up, in the order of the checklist. No query."""
    found = []
    for number, one in enumerate(record.items, start=1):
        if not (record.content.get(one["id"]) or {}).get("finding"):
            found.append(Missing(one["id"], _("Butir %(number)d belum punya temuan.") % {"number": number}))
    present = record.content.get(PRESENT) or {}
    if any(not present.get(name) for name in COUNTS):
        found.append(Missing(PRESENT, _("Tulis berapa orang hadir, 0 bila tidak ada.")))
    elif int(present["users"]) > 0 and not present.get("consent"):
        found.append(Missing(PRESENT, _("Tulis apakah pengguna layanan setuju dicatat tanpa nama.")))
    general = record.content.get(GENERAL) or {}
    if not general.get("summary"):
        found.append(Missing(GENERAL, _("Tulis ringkasan yang ditemukan.")))
    return found


def barred(visit: Visit, *, belongs: bool) -> str:
    """Why nothing may be written for a visit now, "" while it may."""
    if not belongs:
        return _("Anda tidak lagi dalam tim kunjungan ini.")
    return {
        VisitState.PLANNED: _("Kunjungan ini belum diumumkan."),
        VisitState.MINUTED: _("Berita acaranya sudah disusun."),
        VisitState.DONE: _("Berita acaranya sudah ditandatangani."),
        VisitState.CANCELLED: _("Kunjungan ini dibatalkan."),
    }.get(VisitState(visit.state), "")  # fmt: skip
