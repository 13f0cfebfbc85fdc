"""Material of presentations: which files are taken, and who reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from tular.features.interviews.models import Material
from tular.features.interviews.queries.visibility import slots_before, slots_of_writers, slots_run_by
from tular.foundation.files.kinds import PDF, PPTX
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

PURPOSE = "interviews.material"
LARGEST = 30_000_000
MOST_FILES = 5


def may_read(person: Any, file: StoredFile) -> bool:
    """The team, the panel that hears it, and whoever runs the competition."""
    if person is None:
        return False
    entries = list(Material.objects.filter(file=file.pk, removed_at__isnull=True).values_list("entry", flat=True))
    if not entries:
        return False
    seen = (slots_of_writers(person), slots_before(person), slots_run_by(person))
    return any(rows.filter(entry__in=entries).exists() for rows in seen)


define(
    Purpose(
        code=PURPOSE,
        label=gettext_lazy("Bahan presentasi"),
        types=(PDF, PPTX),
        largest=LARGEST,
        may_read=may_read,
        in_use=by_relation,
    )
)
