"""Finds out which files something still mentions."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from uuid import UUID

from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import all_purposes


def mentioned(files: Collection[StoredFile]) -> set[UUID]:
    """Ids of those that a foreign key of any feature points to, or that their purpose knows to be in use."""
    ids = [file.pk for file in files]
    found: set[UUID] = set()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue  # what points here; a relation of many to many has a table of its own that points here
        field = relation.field  # type: ignore[union-attr]
        rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": ids})  # type: ignore[union-attr]
        found.update(rows.values_list(field.attname, flat=True))
    asked = {purpose.code: purpose.in_use for purpose in all_purposes()}
    for code, group in groupby(sorted(files, key=lambda file: file.purpose), key=lambda file: file.purpose):
        if in_use := asked.get(code):
            found.update(in_use([file.pk for file in group]))
    return found
