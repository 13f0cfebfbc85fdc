"""The content of a stored record as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models

from tular.features.catalogue.choices import CompetitionGroup, OecdFacet, ReformTheme, Scheme
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.content.schema import Content, Field, Json, Kind
from tular.features.catalogue.queries.content.sections import SECTIONS

SCHEMES = {"reform_themes": Scheme.REFORM, "oecd_facets": Scheme.OECD, "groups": Scheme.GROUP}
"""Fields of `klasifikasi` that are kept as classifications."""

ORDERS = {
    Scheme.REFORM: list(ReformTheme.values), Scheme.OECD: list(OecdFacet.values),
    Scheme.GROUP: list(CompetitionGroup.values),
}  # fmt: skip

ROWS = tuple(rows.name for section in SECTIONS for rows in section.rows)
"""Names by which an innovation reaches its rows."""

RELATED = ("themes", "classifications", *ROWS)
"""What `content_of` reads: prefetch it where more than one record is read."""


def content_of(innovation: Innovation) -> Content:
    """All sections of the record as it is stored. One query for each of `RELATED` that was not prefetched."""
    return {
        section.code: {field.name: _value(innovation, field) for field in section.fields}
        | {
            rows.name: [
                {field.name: _plain(field, getattr(row, _attribute(field))) for field in rows.fields}
                for row in getattr(innovation, rows.name).all()
            ]
            for rows in section.rows
        }
        for section in SECTIONS
    }


PRIVATE = {"orang": ("innovators",)}
"""Lists that hold personal data: shown on the page by consent, never given away as data."""


def public_content(innovation: Innovation) -> Content:
    """The content without what is personal, for whoever reads it by program."""
    return {
        code: {name: value for name, value in told.items() if name not in PRIVATE.get(code, ())}
        for code, told in content_of(innovation).items()
    }


def empty_content() -> Content:
    """The content of a record of which nothing is known."""
    return {section.code: section.empty for section in SECTIONS}


def canonical(number: Decimal) -> str:
    """A decimal as content holds it: shortest, never with an exponent. 32.2000 → "32.2"."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _value(innovation: Innovation, field: Field) -> Json:
    if field.name == "themes":
        return sorted(theme.pk for theme in innovation.themes.all())
    if field.name == "sdgs":
        return [str(number) for number in innovation.sdgs]
    if field.name in SCHEMES:
        scheme = SCHEMES[field.name]
        found: Iterable[Any] = innovation.classifications.all()
        return sorted((row.code for row in found if row.scheme == scheme), key=ORDERS[scheme].index)
    if field.kind is Kind.AGENCY:
        return innovation.stakeholder.slug if innovation.stakeholder else ""
    return _plain(field, getattr(innovation, field.name))


def _attribute(field: Field) -> str:
    return f"{field.name}_id" if field.kind is Kind.FILE else field.name


def _plain(field: Field, value: Any) -> Json:
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, models.Model) or (field.kind is Kind.FILE and value is not None):
        return str(value)
    return value
