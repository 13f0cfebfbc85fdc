"""Imports one file, all of it or nothing, and reports row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from tular.features.agencies.actions import load_indicators
from tular.features.catalogue.actions import InnovationRow, owners_of_codes, upsert_innovations
from tular.features.catalogue.actions.innovations import LeftAlone
from tular.features.exchange.actions.rows import OPTIONAL, REQUIRED, understand, vocabulary
from tular.features.exchange.models import ImportRun
from tular.foundation.files import ImportReport, Problem, Progress, Table, no_progress, read_table

LONGEST_SOURCE = 60
SPOKEN_EVERY = 2000
"""Rows between two sentences of progress while rows are checked."""


def import_innovations(
    path: Path,
    *,
    source: str = "tular",
    dry_run: bool = False,
    now: datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Take over a CSV of innovations (`REQUIRED` and `OPTIONAL` columns) of one source.

    Rows are known by source and id: the same row again changes nothing, a changed one updates its innovation. With
    any problem, in a dry run, or when interrupted, nothing is written. What people wrote here stays; the report names
    such rows. Raises only for a database that is not there.
    """
    progress = progress or no_progress
    progress(_("Membaca %(file)s…") % {"file": path.name})
    table = read_table(path, REQUIRED, OPTIONAL)
    report = ImportReport("innovations", table.name, table.hash, len(table.rows), dry_run=dry_run)
    rows, problems = _understand_all(table, source, now, progress)
    if problems:
        return replace(report, problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    try:
        with transaction.atomic():
            taken = upsert_innovations(rows, source=source, now=now, progress=progress)
            report = replace(
                report, created=taken.created, updated=taken.updated, unchanged=taken.unchanged,
                left_alone=tuple(_left_alone(one) for one in taken.left_alone),
            )  # fmt: skip
            if dry_run:
                transaction.set_rollback(True)
            remember(report, now)
    except IntegrityError:
        message = _("Impor lain sedang menulis data yang sama. Tunggu sampai selesai, lalu ulangi perintah ini.")
        return ImportReport("innovations", table.name, table.hash, len(rows), problems=(Problem(None, "", message),))
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        message = _("Basis data sedang dipakai proses lain. Tunggu sebentar, lalu ulangi perintah ini.")
        return ImportReport("innovations", table.name, table.hash, len(rows), problems=(Problem(None, "", message),))
    return report


def import_indicators(path: Path, *, now: datetime) -> ImportReport:
    """Take over a CSV of figures about regions, and remember the run if it changed something."""
    with transaction.atomic():
        report = load_indicators(path)
        remember(report, now)
    return report


def remember(report: ImportReport, now: datetime) -> None:
    """Keep a run that changed something; one that changed nothing leaves no trace."""
    if not report.changed:
        return
    ImportRun.objects.create(
        kind=report.kind,
        file_name=report.file_name[:200],
        file_hash=report.file_hash,
        at=now,
        rows=report.rows,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
    )


def _left_alone(row: LeftAlone) -> str:
    told = {"code": row.code, "title": row.title}
    if row.whole:
        return _("%(code)s (%(title)s): seluruh isinya") % told
    return _("%(code)s (%(title)s): pernyataan keberlanjutannya") % told


def _understand_all(
    table: Table, source: str, now: datetime, progress: Progress
) -> tuple[list[InnovationRow], list[Problem]]:
    """All rows ready to be stored, or everything that is wrong with the file and its rows."""
    problems = list(table.problems)
    if not source.strip() or len(source) > LONGEST_SOURCE:
        message = _("Nama sumber harus diisi, paling banyak %(limit)d huruf.") % {"limit": LONGEST_SOURCE}
        problems.append(Problem(None, "", message))
    if not table.rows:
        return [], problems
    known = vocabulary(now)
    rows: list[InnovationRow] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(table.rows, start=1):
        understood, wrong = understand(row, known)
        problems.extend(wrong)
        if understood:
            rows.append(understood)
            if understood.code in lines:
                message = _("id '%(id)s' sudah dipakai di baris %(line)d. Setiap baris perlu id sendiri.")
                message %= {"id": understood.code, "line": lines[understood.code]}
                problems.append(Problem(row.line, "id", message))
            lines.setdefault(understood.code, row.line)
        if number % SPOKEN_EVERY == 0:
            progress(_("%(done)d dari %(total)d baris diperiksa") % {"done": number, "total": len(table.rows)})
    for code, owner in owners_of_codes(lines, source).items():
        message = _("id '%(id)s' milik inovasi dari sumber lain (%(owner)s). Pakai id lain, atau --source %(owner)s.")
        problems.append(Problem(lines[code], "id", message % {"id": code, "owner": owner or "?"}))
    return rows, problems
