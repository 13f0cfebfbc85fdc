"""The small worlds of `tests.factories` as the portal's tests use them: around Nusa Tenggara Timur."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from tests.factories.catalogue import make_agency, make_innovation, make_province, make_regency, make_replication
from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.models import Innovation
from tular.features.replications.models import Replication

a_regency = make_regency


def a_province() -> Region:
    return make_province("53", "Nusa Tenggara Timur", short_name="NTT", tile_column=9)


def an_agency(name: str, region: Region | None = None, kind: str = "kabupaten", **fields: Any) -> Agency:
    return make_agency(name, region=region, kind=kind, **fields)


def an_innovation(title: str, agency: Agency, **fields: Any) -> Innovation:
    return make_innovation(agency, title, slug=slugify(title), **fields)


def a_replication(
    title: str,
    origin: Agency | None,
    taker: Agency | None,
    state: str = "kesepakatan",
    year: int | None = 2024,
    innovation: Innovation | None = None,
) -> Replication:
    return make_replication(
        innovation, taker, state, origin_title=title, origin_agency=origin, year=year,
        source_url="https://www.contoh.go.id/berita",
    )  # fmt: skip
