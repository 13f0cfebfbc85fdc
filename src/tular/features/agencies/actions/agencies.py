"""Takes over agencies, their other names, what became of them, and the hubs among them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tular.features.agencies.choices import AgencyKind, SuccessionChange
from tular.features.agencies.models import Agency, AgencyAlias, Hub, Region, Succession
from tular.features.agencies.queries import agency_lookup
from tular.foundation.actions import Changes, reconcile
from tular.foundation.files import ImportReport, Problem, Table, TableRow, fingerprint, read_table

AGENCY_COLUMNS = (
    "slug",
    "name",
    "kind",
    "region_code",
    "abbreviation",
    "parent",
    "subkind",
    "counted_in_633",
    "until",
    "note",
)
AGENCY_FIELDS = ("name", "kind", "abbreviation", "region_id", "subkind", "counted", "until", "note")
SUCCESSION_COLUMNS = ("predecessor_slug", "successor_name", "successor_abbreviation", "change")
# Kept as data in the row, so in Indonesian and not translated.
NEW_BODY_NOTE = "dibentuk oleh perubahan kabinet 2024–2025; periksa sebelum dipakai resmi"


def load_agencies(data: Path | None = None) -> ImportReport:
    """Bring agencies, aliases and successions to the state of their files (`agencies.csv` and its neighbours).

    Regions must be there already. Bodies that only the succession table names are created as not counted, with a
    note that says to check them. Idempotent, one transaction; with any problem nothing is written.
    """
    data = data or settings.DATA_DIR
    agencies = read_table(data / "agencies.csv", AGENCY_COLUMNS)
    aliases = read_table(data / "agency-aliases.csv", ("slug", "name", "note"))
    successions = read_table(data / "agency-succession.csv", SUCCESSION_COLUMNS)
    tables = (agencies, aliases, successions)
    digest = fingerprint(" ".join(table.hash for table in tables).encode())
    problems = [problem for table in tables for problem in table.problems] or _broken_links(*tables)
    if problems:
        return ImportReport("agencies", agencies.name, digest, problems=tuple(problems))
    with transaction.atomic():
        changes = _write_agencies(agencies, successions)
        ids = dict(Agency.objects.values_list("slug", "id"))
        changes += reconcile(
            AgencyAlias,
            [AgencyAlias(agency_id=ids[row.get("slug")], name=row.get("name")) for row in aliases.rows],
            ["name"],
            ["agency_id"],
        )
        changes += _write_successions(successions, ids)
    rows = sum(len(table.rows) for table in tables)
    return ImportReport("agencies", agencies.name, digest, rows, changes.created, changes.updated, changes.unchanged)


def load_hubs(path: Path | None = None) -> ImportReport:
    """Mark the provinces' governments that are Hub JIPP (columns province, year, source_url).

    Idempotent, one transaction.
    """
    table = read_table(path or settings.DATA_DIR / "hubs.csv", ("province", "year", "source_url"))
    lookup = agency_lookup()
    problems = list(table.problems)
    wanted: list[Hub] = []
    for row in table.rows:
        agency = lookup.find("Pemerintah Provinsi " + row.get("province"))
        if agency is None:
            message = _("'%(name)s' bukan nama provinsi yang dikenal.") % {"name": row.get("province")}
            problems.append(Problem(row.line, "province", message))
        else:
            wanted.append(Hub(agency_id=agency.pk, year=int(row.get("year")), source_url=row.get("source_url")))
    if problems:
        return ImportReport("hubs", table.name, table.hash, problems=tuple(problems))
    with transaction.atomic():
        changes = reconcile(Hub, wanted, ["agency_id"], ["year", "source_url"])
    return ImportReport(
        "hubs", table.name, table.hash, len(table.rows), changes.created, changes.updated, changes.unchanged
    )


def _broken_links(agencies: Table, aliases: Table, successions: Table) -> list[Problem]:
    """Kinds, regions and agencies that rows name but nobody knows."""
    slugs = {row.get("slug") for row in agencies.rows}
    regions = set(Region.objects.values_list("code", flat=True))
    problems: list[Problem] = []

    def check(row: TableRow, column: str, known: set[str]) -> None:
        if (value := row.get(column)) and value not in known:
            problems.append(Problem(row.line, column, _("'%(value)s' tidak dikenal.") % {"value": value}))

    for row in agencies.rows:
        check(row, "kind", set(AgencyKind.values))
        check(row, "region_code", regions)
        check(row, "parent", slugs)
    for row in aliases.rows:
        check(row, "slug", slugs)
    for row in successions.rows:
        check(row, "predecessor_slug", slugs)
    return problems


def _write_agencies(agencies: Table, successions: Table) -> Changes:
    # What an admin pembina has ended stays ended when the files are loaded again.
    ended = dict(Agency.objects.filter(successions__since__isnull=False).exclude(until="").values_list("slug", "until"))
    wanted = [
        Agency(
            slug=row.get("slug"),
            name=row.get("name"),
            kind=row.get("kind"),
            abbreviation=row.get("abbreviation"),
            region_id=row.get("region_code") or None,
            subkind=row.get("subkind"),
            counted=row.get("counted_in_633"),
            until=row.get("until") or ended.get(row.get("slug"), ""),
            note=row.get("note"),
        )
        for row in agencies.rows
    ]
    named = {agency.name for agency in wanted}
    wanted += [_new_body(row) for row in successions.rows if row.get("successor_name") not in named]
    changes = reconcile(Agency, wanted, ["slug"], AGENCY_FIELDS)
    _write_parents(agencies)
    return changes


def _write_parents(agencies: Table) -> None:
    """After all agencies are there, since a parent may come later in the file than its child."""
    known = {agency.slug: agency for agency in Agency.objects.all()}
    moved: list[Agency] = []
    for row in agencies.rows:
        agency = known[row.get("slug")]
        parent = known[row.get("parent")].pk if row.get("parent") else None
        if agency.parent_id != parent:
            agency.parent_id = parent
            moved.append(agency)
    Agency.objects.bulk_update(moved, ["parent"], batch_size=200)


def _new_body(row: TableRow) -> Agency:
    abbreviation = row.get("successor_abbreviation")
    name = row.get("successor_name")
    slug = slugify(abbreviation.replace("/", "-").replace("Kementerian ", "kemen-"))
    ministry = name.startswith("Kementerian")
    return Agency(
        slug=slug,
        name=name,
        kind=AgencyKind.MINISTRY if ministry else AgencyKind.BODY,
        abbreviation=abbreviation,
        region_id=None,
        subkind="",
        counted="no",
        until="",
        note=NEW_BODY_NOTE,
    )


def _write_successions(successions: Table, ids: dict[str, int]) -> Changes:
    by_name = dict(Agency.objects.values_list("name", "id"))
    wanted = [
        Succession(
            predecessor_id=ids[row.get("predecessor_slug")],
            successor_id=by_name[row.get("successor_name")],
            # "downgraded 2025": the year is for the reader of the file.
            change=SuccessionChange(row.get("change").split()[0]),
        )
        for row in successions.rows
        if row.get("predecessor_slug")
    ]
    return reconcile(Succession, wanted, ["predecessor_id", "successor_id"], ["change"])
