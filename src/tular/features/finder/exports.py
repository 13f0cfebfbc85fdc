"""The result list as CSV, spreadsheet or JSON: the same list, the same reasons, the address it came from."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tular.features.finder.queries.search import Answer, Hit
from tular.features.finder.sentences import caution_sentence, reason_sentence

MOST_ROWS = 500


def hit_as_dict(hit: Hit) -> dict[str, Any]:
    """One result with codes and sentences, as `tular find --json` and the API give it. Parts add up to the score."""
    return {
        "rank": hit.rank,
        "id": hit.code,
        "title": hit.title,
        "agency": hit.agency,
        "province": hit.province or None,
        "year": hit.year,
        "start_year": hit.start_year,
        "summary": "".join(piece.text for piece in hit.summary),
        "score": hit.score,
        "parts": {part.id: part.points for part in hit.parts},
        "reasons": [
            {"code": reason.code, "points": round(reason.points, 2), "text": reason_sentence(reason)}
            for reason in hit.reasons
        ],
        "cautions": [{"code": caution.code, "text": caution_sentence(caution)} for caution in hit.cautions],
        "note": hit.note or None,
        "path": f"/inovasi/{hit.slug}",
    }


def as_json(answer: Answer, address: str, today: date) -> bytes:
    """The list as JSON, UTF-8."""
    document = {
        "need": answer.question.text,
        "asker": answer.asker.label or None,
        "themes": answer.themes,
        "total": answer.total,
        "address": address,
        "date": today.isoformat(),
        "results": [hit_as_dict(hit) for hit in answer.hits],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def as_csv(answer: Answer, address: str, today: date) -> bytes:
    """The list as CSV with a byte order mark, so that spreadsheets read it as UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_heading(answer))
    writer.writerows([_safe(cell) for cell in row] for row in _rows(answer))
    return "\ufeff".encode() + buffer.getvalue().encode()


def as_xlsx(answer: Answer, address: str, today: date) -> bytes:
    """The list as a spreadsheet: a sheet with the list, a sheet that says where it came from."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("Hasil"))
    for column, name in enumerate(_heading(answer)):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(_rows(answer), start=1):
        for column, cell in enumerate(row):
            sheet.write(line, column, cell, wrap)
    sheet.freeze_panes(1, 3)
    sheet.set_column(0, 1, 8)
    sheet.set_column(2, 3, 36)
    sheet.set_column(4, len(_heading(answer)), 18)
    about = book.add_worksheet(_("Tentang"))
    facts = [
        (_("Kebutuhan"), answer.question.text),
        (_("Untuk"), answer.asker.label),
        (_("Jumlah hasil"), answer.total),
        (_("Dimuat"), len(answer.hits)),
        (_("Tanggal"), today.isoformat()),
        (_("Alamat"), address),
        (_("Keterangan"), _("Angka hasil adalah klaim pemilik menurut sumber, tidak diperiksa ulang.")),
    ]
    for line, (name, value) in enumerate(facts):
        about.write_string(line, 0, name, bold)
        about.write(line, 1, value)
    about.set_column(0, 1, 30)
    book.close()
    return buffer.getvalue()


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json"),
}


def _heading(answer: Answer) -> list[str]:
    parts = [part.name for part in answer.hits[0].parts] if answer.hits else []
    return [
        _("Urutan"), _("Skor"), _("Judul"), _("Pemilik"), _("Provinsi"), _("Tahun"), _("Mulai"), *parts,
        _("Mengapa"), _("Perhatikan"), _("Ringkasan"), pgettext("keterangan", "Catatan"), _("Id"), _("Alamat"),
    ]  # fmt: skip


def _rows(answer: Answer) -> list[list[Any]]:
    unknown = _("belum diketahui")
    return [
        [
            hit.rank, hit.score, hit.title, hit.agency, hit.province or unknown, hit.year or unknown,
            hit.start_year or unknown, *[part.points for part in hit.parts],
            "; ".join(map(reason_sentence, hit.reasons)), "; ".join(map(caution_sentence, hit.cautions)),
            "".join(piece.text for piece in hit.summary), hit.note, hit.code, f"/inovasi/{hit.slug}",
        ]
        for hit in answer.hits
    ]  # fmt: skip


def _safe(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" else cell
