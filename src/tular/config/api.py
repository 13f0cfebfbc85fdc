"""The API of the product: each feature's part of it, and the record that several features tell together."""

from __future__ import annotations

import json
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field

from tular.features.agencies.api import router as agencies
from tular.features.catalogue.api import InnovationRecord, innovation_fields
from tular.features.catalogue.api import router as catalogue
from tular.features.competitions.api import router as competitions
from tular.features.finder.api import NeighbourRecord, neighbour_records
from tular.features.finder.api import router as finder
from tular.features.modelbooks.api import router as modelbooks
from tular.features.replications.api import ReplicationRecord, replication_records
from tular.foundation.api import ApiError, ErrorBody, Parameters, Text, make_api

VERSION = "1"
"""Version of the interface, not of the product: it changes when an answer no longer means what it meant."""

DESCRIPTION = """\
Public-service innovations of Indonesia, who owns them, who took them over, and which fit a stated need.

- Read only, no key, callable from scripts on any site.
- `null` is unknown: no source told it. Nothing is filled in or estimated.
- Results of innovations are their owners' own claims, by the source that is named.
- Every error has one shape: `{"error": {"code", "message", "fields"?}}`.
- An unknown parameter is refused, so that a misspelt filter cannot return everything.
- `bahasa=en` gives names and messages in English; texts of the catalogue stay Indonesian.
- Answers may be reused for a minute, then revalidated with `If-None-Match`.

Downloads of whole tables, their dictionary and what is known of their licence: `/data`.
"""

api = make_api("Tular API", VERSION, DESCRIPTION)
whole = Router()
api.add_router("", catalogue, tags=["innovations"])
api.add_router("", whole, tags=["innovations"])
api.add_router("", finder, tags=["finder"])
api.add_router("", agencies, tags=["agencies and regions"])
api.add_router("", competitions, tags=["competitions"])
api.add_router("", modelbooks, tags=["model books"])

Code = Annotated[Text, Path(description="The innovation's `code`.", example="kipp-2014-001")]


class WholeInnovation(InnovationRecord):
    """All that is known of an innovation."""

    replications: list[ReplicationRecord] = Field(description="Takers on record; empty means that none is known.")
    neighbours: list[NeighbourRecord] | None = Field(
        description="Similar innovations; null while the search index is being built."
    )


@whole.get(
    "/innovations/{code}",
    response={200: WholeInnovation, 404: ErrorBody, 422: ErrorBody},
    operation_id="get_innovation",
)
def get_innovation(request: HttpRequest, code: Code, asked: Query[Parameters]) -> WholeInnovation:
    """One innovation: description, awards as written, statuses, completeness, sources, takers, neighbours."""
    found = innovation_fields(code)
    if found is None:
        raise ApiError(404, "not_found", _("Inovasi ini tidak ada di katalog."))
    row, fields = found
    return WholeInnovation(**fields, replications=replication_records(row), neighbours=neighbour_records(code))


def description() -> str:
    """The OpenAPI description as it is kept in `docs/openapi.json`, so that no change of the API goes unseen."""
    text = json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=1) + "\n"
    # Python 3.13 has a new name for status 422.
    return text.replace("Unprocessable Entity", "Unprocessable Content")
