"""Takes over the list of themes and fields of service."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tular.features.catalogue.choices import ThemeKind
from tular.features.catalogue.models import Theme
from tular.foundation.actions import reconcile
from tular.foundation.files import ImportReport, Problem, read_table

COLUMNS = ("slug", "name", "name_en", "kind")


def load_themes(path: Path | None = None) -> ImportReport:
    """Bring the themes to the state of a CSV (slug, name, name_en, kind). Idempotent, one transaction."""
    table = read_table(path or settings.DATA_DIR / "themes.csv", COLUMNS)
    problems = list(table.problems)
    for row in table.rows:
        if row.get("kind") not in ThemeKind.values:
            message = _("'%(value)s' tidak dikenal. Tulis salah satu dari: %(known)s.")
            problems.append(
                Problem(row.line, "kind", message % {"value": row.get("kind"), "known": ", ".join(ThemeKind.values)})
            )
    if problems:
        return ImportReport("themes", table.name, table.hash, len(table.rows), problems=tuple(problems))
    wanted = [Theme(**{column: row.get(column) for column in COLUMNS}) for row in table.rows]
    with transaction.atomic():
        changes = reconcile(Theme, wanted, ["slug"], ["name", "name_en", "kind"])
    return ImportReport(
        "themes", table.name, table.hash, len(table.rows), changes.created, changes.updated, changes.unchanged
    )
