"""Small worlds for the tests of the portal."""

from __future__ import annotations

from itertools import count

from django.utils import timezone
from django.utils.text import slugify

from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.models import Innovation, SourceRecord
from tular.features.replications.models import Replication

_numbers = count(1)


def a_province(code: str = "53", name: str = "Nusa Tenggara Timur", short: str = "NTT", column: int = 9) -> Region:
    return Region.objects.create(
        code=code, name=name, level="provinsi", autonomous=True, zone="WITA", iana_zone="Asia/Makassar",
        short_name=short, island_group="Nusa Tenggara", tile_column=column, tile_row=5,
    )  # fmt: skip


def a_regency(code: str, name: str, province: Region) -> Region:
    return Region.objects.create(
        code=code, name=name, level="kabupaten", parent=province, autonomous=True,
        zone=province.zone, iana_zone=province.iana_zone, island_group=province.island_group,
    )  # fmt: skip


def an_agency(name: str, region: Region | None = None, kind: str = "kabupaten", **fields: str) -> Agency:
    slug = slugify(name)
    return Agency.objects.create(slug=slug, name=name, kind=kind, region=region, counted="yes", **fields)


def an_innovation(title: str, agency: Agency, **fields: object) -> Innovation:
    slug = slugify(title)
    innovation = Innovation.objects.create(code=slug, slug=slug, title=title, agency=agency, **fields)
    SourceRecord.objects.create(
        innovation=innovation, source="uji", source_id=slug, payload={}, payload_hash="", imported_at=timezone.now()
    )
    return innovation


def a_replication(
    title: str,
    origin: Agency | None,
    taker: Agency | None,
    state: str = "kesepakatan",
    year: int | None = 2024,
    innovation: Innovation | None = None,
) -> Replication:
    return Replication.objects.create(
        code=f"rep-{next(_numbers):03}",
        innovation=innovation,
        origin_title=title,
        origin_agency=origin,
        origin_agency_text=origin.name if origin else "Sebuah kelurahan",
        taker=taker,
        taker_text=taker.name if taker else "Delapan kabupaten (nama tidak disebut sumber)",
        year=year,
        state=state,
        source_url="https://www.contoh.go.id/berita",
    )
