"""What an import did, or why it did nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Progress = Callable[[str], None]
"""Receives one sentence at a time about what goes on; must not raise."""


def no_progress(sentence: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Problem:
    """Something a person has to put right. `line` counts the lines of the file as an editor shows them, from 1."""

    line: int | None
    column: str
    message: str

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        if not self.column:
            return _("Baris %(line)d: %(message)s") % {"line": self.line, "message": self.message}
        return _("Baris %(line)d, kolom %(column)s: %(message)s") % {
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }


@dataclass(frozen=True)
class ImportReport:
    """The outcome of reading one file. With problems nothing was written, so all counts of changes are 0."""

    kind: str
    file_name: str
    file_hash: str = ""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    dry_run: bool = False
    problems: tuple[Problem, ...] = ()
    left_alone: tuple[str, ...] = ()
    """Rows that were not taken over, or not wholly, each with what stayed: people wrote something else here."""

    @property
    def ok(self) -> bool:
        """Whether the file could be taken over as it is."""
        return not self.problems

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.ok and not self.dry_run and bool(self.created or self.updated or self.left_alone)

    def sentences(self, limit: int = 50) -> list[str]:
        """The report for a person; of many problems or rows the first `limit`, then how many more there are."""
        if self.problems:
            return self._problem_sentences(limit)
        counts = {
            "file": self.file_name,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
        }
        if self.dry_run:
            return [
                _(
                    "%(file)s: %(rows)d baris diperiksa, tidak ada masalah. Jika diimpor: %(created)d baru, "
                    "%(updated)d diperbarui, %(unchanged)d tetap. Tidak ada yang disimpan (uji coba)."
                )
                % counts,
                *self._left_alone_sentences(limit),
            ]
        return [
            _("%(file)s: %(rows)d baris dibaca; %(created)d baru, %(updated)d diperbarui, %(unchanged)d tetap.")
            % counts,
            *self._left_alone_sentences(limit),
        ]

    def _left_alone_sentences(self, limit: int) -> list[str]:
        if not self.left_alone:
            return []
        count = len(self.left_alone)
        head = ngettext(
            "%(count)d baris dibiarkan, karena isinya sudah ditulis atau dipastikan di sini:",
            "%(count)d baris dibiarkan, karena isinya sudah ditulis atau dipastikan di sini:",
            count,
        ) % {"count": count}
        more = count - limit
        tail = [_("… dan %(count)d baris lagi.") % {"count": more}] if more > 0 else []
        return [head, *(f"- {line}" for line in self.left_alone[:limit]), *tail]

    def _problem_sentences(self, limit: int) -> list[str]:
        head = ngettext(
            "%(file)s: ditemukan %(count)d masalah. Tidak ada yang disimpan; data yang sudah ada tetap utuh.",
            "%(file)s: ditemukan %(count)d masalah. Tidak ada yang disimpan; data yang sudah ada tetap utuh.",
            len(self.problems),
        ) % {"file": self.file_name, "count": len(self.problems)}
        more = len(self.problems) - limit
        tail = [_("… dan %(count)d masalah lagi.") % {"count": more}] if more > 0 else []
        return [head, *(f"- {problem}" for problem in self.problems[:limit]), *tail]
