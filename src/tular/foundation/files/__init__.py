"""Files that people bring: what they hold, and in plain words what is wrong with them."""

from tular.foundation.files.reports import ImportReport, Problem, Progress, no_progress
from tular.foundation.files.tables import Table, TableRow, fingerprint, read_table

__all__ = [
    "ImportReport",
    "Problem",
    "Progress",
    "Table",
    "TableRow",
    "fingerprint",
    "no_progress",
    "read_table",
]
