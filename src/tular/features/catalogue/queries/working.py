"""How complete a text is that is still being worked on."""

from __future__ import annotations

from typing import Any

from tular.engines.rulebook import Completeness
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.content import SECTIONS, Content, Kind, Rows
from tular.features.catalogue.queries.content.reading import SCHEMES
from tular.features.catalogue.queries.facts import completeness_of, facts_of

ELSEWHERE = ("themes", "sdgs", *SCHEMES)
"""Fields that are not kept in a column of their own."""


def working_completeness(innovation: Innovation, content: Content) -> Completeness:
    """As if the content were published. Reads the sources of the record unless they are prefetched."""
    row = Innovation(pk=innovation.pk, sustainability=innovation.sustainability)
    identity = content.get("klasifikasi") or {}
    row.sdgs = list(identity.get("sdgs") or [])
    held: dict[str, Any] = {"themes": identity.get("themes") or [], "sources": list(innovation.sources.all())}
    for section in SECTIONS:
        given = content.get(section.code) or {}
        for field in section.fields:
            if field.name not in ELSEWHERE:
                column = f"{field.name}_id" if field.kind is Kind.AGENCY else field.name
                setattr(row, column, given.get(field.name, field.kind.empty))
        held |= {rows.name: [_row(rows, one) for one in given.get(rows.name) or []] for rows in section.rows}
    # The related managers answer from here instead of asking the database.
    row._prefetched_objects_cache = held  # type: ignore[attr-defined]
    return completeness_of(facts_of(row))


def _row(rows: Rows, given: dict[str, Any]) -> Any:
    model = Innovation._meta.get_field(rows.name).related_model
    assert isinstance(model, type)
    values = {
        f"{field.name}_id" if field.kind is Kind.FILE else field.name: given.get(field.name, field.kind.empty)
        for field in rows.fields
    }
    return model(**values)
