"""The state of a row in one short text, so that a page can say what it had seen when somebody decided."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile

VERSION_FIELD = "versi"
"""Name of the hidden field that holds the version of the row that the page showed."""

LENGTH = 16
"""Characters: enough that no two states of one row are taken for each other."""


def values_of(row: models.Model) -> dict[str, Any]:
    """Column → value of a row; of plain many-to-many fields the sorted keys. A file is told by its name."""
    values = {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
    if not row._state.adding and row.pk is not None:
        for field in row._meta.many_to_many:
            # One with a table of its own is told of by the actions on that table.
            through = field.remote_field.through
            if through is not None and through._meta.auto_created:
                keys = getattr(row, field.name).order_by("pk").values_list("pk", flat=True)
                values[field.name] = list(keys)
    return {name: str(value) if isinstance(value, FieldFile) else value for name, value in values.items()}


def version_of(row: models.Model) -> str:
    """Changes whenever anything in the row changes. Put it into the form; give it to the action as `seen_version`."""
    values = {name: str(value) if isinstance(value, bytes) else value for name, value in values_of(row).items()}
    content = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:LENGTH]
