"""Writes the content of a record. Part of other actions, which ask for the permission and keep the history."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.models import Classification, Innovation
from tular.features.catalogue.queries.content import Content, Field, Kind, Rows, Section, problems_of, section
from tular.features.catalogue.queries.content.reading import SCHEMES
from tular.features.catalogue.queries.content.schema import DECIMALS, Json, SectionContent
from tular.foundation.actions import Reason, Refused


def apply_content(innovation: Innovation, content: Content, *, by: User | None, now: datetime) -> None:
    """Make `content` what the record tells: fields of the row, and all its lists. `by` None is the system.

    Sections that are not in `content` stay as they are; a field that a section leaves out becomes unknown. The row is
    saved, its cached relations are forgotten, and the search index is told. Raises `Refused` with everything that is
    wrong, and then nothing was changed.
    """
    if problems := problems_of(content):
        raise Refused(*(Reason(one.text, one.place) for one in problems))
    with transaction.atomic():
        for code, given in content.items():
            _apply(innovation, section(code), given)
        innovation.save()
        mark_changed([innovation.pk], now)
    getattr(innovation, "_prefetched_objects_cache", {}).clear()


def _apply(innovation: Innovation, part: Section, given: SectionContent) -> None:
    for field in part.fields:
        value: Json = given.get(field.name, field.kind.empty)
        if field.name == "themes":
            innovation.themes.set(value)
        elif field.name == "sdgs":
            innovation.sdgs = sorted(int(number) for number in value)
        elif field.name in SCHEMES:
            _classify(innovation, field.name, value)
        elif field.kind is Kind.AGENCY:
            innovation.stakeholder = Agency.objects.get(slug=value) if value else None
        else:
            setattr(innovation, field.name, stored_value(field, value))
    for rows in part.rows:
        _replace(innovation, rows, given.get(rows.name) or [])


def _classify(innovation: Innovation, name: str, codes: list[str]) -> None:
    scheme = SCHEMES[name]
    kept = innovation.classifications.filter(scheme=scheme)
    kept.exclude(code__in=codes).delete()
    known = set(kept.values_list("code", flat=True))
    Classification.objects.bulk_create(
        Classification(innovation=innovation, scheme=scheme, code=code) for code in codes if code not in known
    )


def _replace(innovation: Innovation, rows: Rows, given: list[dict[str, Json]]) -> None:
    """Make these the rows of the list. Rows that stay the same keep their identity."""
    manager: Any = getattr(innovation, rows.name)
    stored = list(manager.all())
    wanted = [_row(rows, place, row) for place, row in enumerate(given)]
    if len(stored) == len(wanted) and all(
        all(getattr(row, name) == value for name, value in values.items())
        for row, values in zip(stored, wanted, strict=True)
    ):
        return
    manager.all().delete()
    manager.bulk_create([manager.model(innovation=innovation, **values) for values in wanted])


def _row(rows: Rows, place: int, row: dict[str, Json]) -> dict[str, Any]:
    values: dict[str, Any] = {"place": place}
    for field in rows.fields:
        name = f"{field.name}_id" if field.kind is Kind.FILE else field.name
        values[name] = stored_value(field, row.get(field.name, field.kind.empty))
    return values


def stored_value(field: Field, value: Json) -> Any:
    """The value as the model keeps it."""
    if field.kind in DECIMALS:
        return None if value in (None, "") else Decimal(value)
    if field.kind is Kind.FILE:
        return UUID(value) if value else None
    return field.kind.empty if value is None else value
