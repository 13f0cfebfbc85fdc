"""Small worlds of regions, agencies, innovations and replications. Every name is made up or plainly a real place."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.utils.text import slugify

from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.models import Innovation, Recognition, SourceRecord, Theme
from tular.features.replications.models import Replication

IMPORTED_AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
"""When every made source record arrived: 5 March 2026, 09.00 WIB."""

_numbers = count(1)


def make_province(code: str = "32", name: str = "Jawa Barat", **fields: Any) -> Region:
    """A province with a place on the tile map."""
    defaults = {
        "level": "provinsi", "autonomous": True, "zone": "WIB", "iana_zone": "Asia/Jakarta", "island_group": "Jawa",
        "short_name": name, "tile_column": 4, "tile_row": 5,
    }  # fmt: skip
    return Region.objects.create(code=code, name=name, **defaults | fields)


def make_regency(code: str, name: str, province: Region, level: str = "kabupaten") -> Region:
    """A regency or city of a province."""
    return Region.objects.create(
        code=code, name=name, level=level, parent=province, autonomous=True, zone=province.zone,
        iana_zone=province.iana_zone, island_group=province.island_group,
    )  # fmt: skip


def make_agency(name: str = "Pemerintah Kabupaten Sumedang", **fields: Any) -> Agency:
    """An agency; without `region` it is drawn nowhere."""
    return Agency.objects.create(slug=slugify(name), name=name, **{"kind": "kabupaten", "counted": "yes"} | fields)


def make_theme(slug: str = "stunting", name: str = "Stunting", kind: str = "theme") -> Theme:
    """A theme, or with `kind` "sector" a field of service."""
    return Theme.objects.create(slug=slug, name=name, name_en=f"{name} (en)", kind=kind)


def make_innovation(
    agency: Agency, title: str = "Contoh", *, themes: tuple[Theme, ...] = (), **fields: Any
) -> Innovation:
    """An innovation without any source; see `make_source`."""
    number = next(_numbers)
    code = fields.pop("code", f"uji-{number}")
    slug = fields.pop("slug", f"{slugify(title)}-{number}")
    innovation = Innovation.objects.create(code=code, slug=slug, title=title, agency=agency, **fields)
    innovation.themes.set(themes)
    return innovation


def make_source(
    innovation: Innovation, source_url: str = "https://www.contoh.id/berita", **fields: Any
) -> SourceRecord:
    """A row as it arrived on `IMPORTED_AT`."""
    defaults = {
        "source": "uji", "source_id": f"{innovation.code}-{next(_numbers)}", "payload": {}, "payload_hash": "",
        "imported_at": IMPORTED_AT,
    }  # fmt: skip
    return SourceRecord.objects.create(innovation=innovation, source_url=source_url, **defaults | fields)


def make_recognition(innovation: Innovation, as_written: str = "Top 99", **fields: Any) -> Recognition:
    """An award, won by the owner unless `agency` says otherwise."""
    defaults = {"agency": innovation.agency, "level": "top99", "year": 2022}
    return Recognition.objects.create(innovation=innovation, as_written=as_written, **defaults | fields)


def make_replication(
    innovation: Innovation | None = None, taker: Agency | None = None, state: str = "kesepakatan", **fields: Any
) -> Replication:
    """A replication; the names of both sides follow from the links unless told."""
    origin = fields.pop("origin_agency", innovation.agency if innovation else None)
    defaults = {
        "code": f"rep-{next(_numbers)}",
        "linked_by": "exact" if innovation else "",
        "origin_title": innovation.title if innovation else "Inovasi tidak dikenal",
        "origin_agency_text": origin.name if origin else "Sebuah kelurahan",
        "taker_text": taker.name if taker else "Delapan kabupaten/kota (nama tidak disebut sumber)",
        "year": 2023,
        "source_url": "https://www.contoh.id/replikasi",
    }
    return Replication.objects.create(
        innovation=innovation, origin_agency=origin, taker=taker, state=state, **defaults | fields
    )
