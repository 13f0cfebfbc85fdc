"""The figure of the demo's book: before and after, drawn from the numbers of its table."""

from __future__ import annotations

import io
import re
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from tular.features.accounts.models import User
from tular.features.modelbooks.queries.figure_files import FIGURE
from tular.foundation.files.actions import store
from tular.foundation.files.models import StoredFile

WIDTH, ROW, TOP, LEFT = 1600, 130, 110, 430
INK, BEFORE, AFTER, PAPER, LINE = "#14233f", "#8a94a6", "#0f6b4f", "#ffffff", "#d9d6cc"

Row = tuple[str, float, float]


def draw_results(chapter: str, *, by: User, now: datetime) -> tuple[StoredFile, str]:
    """The picture, kept, and what it shows in words. `chapter` holds the table whose rows have both numbers."""
    rows = results_in(chapter)
    drawn = _drawn(rows)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    kept = store(SimpleUploadedFile("hasil.png", out.getvalue(), "image/png"), FIGURE, by=by, now=now)
    told = "; ".join(f"{name} {_said(before)} menjadi {_said(after)}" for name, before, after in rows)
    return kept, f"Diagram batang prevalensi stunting sebelum dan sesudah, dalam persen: {told}."


def results_in(chapter: str) -> list[Row]:
    """The rows of the chapter's first table that tell a number before and one after."""
    found = []
    for line in chapter.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            before, after = _number(cells[2]), _number(cells[3])
            if before is not None and after is not None:
                found.append((cells[0].partition(" [@")[0], before, after))
    return found


def _number(text: str) -> float | None:
    """The share at the beginning of a cell: "sekitar 8,3 (2022)" is 8.3, "di bawah 15 (2023)" none."""
    found = re.match(r"(?:sekitar )?([0-9]+(?:,[0-9]+)?) \(", text)
    return float(found.group(1).replace(",", ".")) if found else None


def _said(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _drawn(rows: list[Row]) -> Image.Image:
    drawn = Image.new("RGB", (WIDTH, TOP + ROW * len(rows) + 40), PAPER)
    pen = ImageDraw.Draw(drawn)
    words, numbers = ImageFont.load_default(size=34), ImageFont.load_default(size=32)
    scale = (WIDTH - LEFT - 160) / max(before for _name, before, _after in rows)
    for place, (colour, text) in enumerate(((BEFORE, "sebelum"), (AFTER, "sesudah"))):
        at = LEFT + 260 * place
        pen.rectangle((at, 34, at + 34, 68), fill=colour)
        pen.text((at + 48, 30), text, fill=INK, font=words)
    for place, (name, before, after) in enumerate(rows):
        top = TOP + ROW * place
        pen.line((LEFT, top - 12, WIDTH - 40, top - 12), fill=LINE, width=2)
        pen.text((20, top + 26), name, fill=INK, font=words)
        for offset, value, colour in ((0, before, BEFORE), (48, after, AFTER)):
            end = LEFT + value * scale
            pen.rectangle((LEFT, top + offset, end, top + offset + 40), fill=colour)
            pen.text((end + 14, top + offset + 1), _said(value), fill=INK, font=numbers)
    return drawn
