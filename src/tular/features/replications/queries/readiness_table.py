"""The answers of a case as a table to take along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.features.replications.models import Case
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.readiness import Given, QuestionLine, brief_profiles
from tular.foundation.files.streams import Cell

COLUMNS = (
    _("Bagian"), _("Bidang"), _("Pertanyaan"), _("Jawaban yang berlaku"), _("Keadaan"),
    _("Jawaban pemilik"), _("Bukti pemilik"), _("Dijawab pemilik"),
    _("Jawaban penerima"), _("Bukti penerima"), _("Dijawab penerima"),
)  # fmt: skip

type Row = list[Cell]


def table_of(case: Case) -> list[tuple[str, list[Row]]]:
    """Each part with its rows, weakest area first. No row of sums: there is nothing to add up. One query."""
    return [
        (block.title, [_row(block.title, area.name, line) for area in block.areas for line in area.lines])
        for block in brief_profiles(case)
    ]


def _row(part: str, area: str, line: QuestionLine) -> Row:
    owner, taker = line.from_owner, line.from_taker
    return [part, area, line.text, line.holds.word if line.holds else None, str(line.state), *_told(owner),
            *_told(taker)]  # fmt: skip


def _told(given: Given | None) -> Row:
    if given is None:
        return [None, None, None]
    evidence = "; ".join(filter(None, (given.evidence, given.file.name if given.file else "")))
    return [given.word, evidence or None, day_of(given.carried_at or given.at)]
