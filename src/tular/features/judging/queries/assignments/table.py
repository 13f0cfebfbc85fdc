"""Who reads what as a table: to be kept, or changed and sent back."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tular.features.judging.choices import AssignmentKind, AssignmentState
from tular.features.judging.models import Assignment, Review

COLUMNS = ("proposal", "kode", "judul", "instansi", "penilai", "nama", "keadaan", "asal", "perubahan")
"""The first, the fifth and the last are what is read when the table comes back."""


def table_of(review: Review) -> Iterator[tuple[str | int, ...]]:
    """All readings, also those that were given up, by proposal and evaluator. One query."""
    rows = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True)
    values = rows.order_by("entry__number", "evaluator__number").values_list(
        "entry__number", "entry__proposal__code", "entry__proposal__title", "entry__proposal__agency__name",
        "evaluator__number", "evaluator__person__name", "state", "kind",
    )  # fmt: skip
    for entry, code, title, agency, evaluator, name, state, kind in values:
        words = str(AssignmentState(state).label), str(AssignmentKind(kind).label)
        yield entry, code, title, agency, evaluator, name or _("tanpa nama"), *words, ""
