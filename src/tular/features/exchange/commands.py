"""`tular import`, `tular load-indicators` and `tular load-catalogue`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.features.exchange.actions import import_indicators, import_innovations, load_shipped_catalogue
from tular.features.finder.actions import needs_reindex, reindex
from tular.foundation.files import ImportReport


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this feature's commands to `tular`."""
    importing = subparsers.add_parser("import", help=_("mengimpor data dari berkas CSV"))
    kinds = importing.add_subparsers(dest="kind", required=True, metavar=_("JENIS"))
    innovations = kinds.add_parser("innovations", help=_("inovasi: kolom wajib id, title, agency"))
    innovations.add_argument("file", type=Path, metavar="FILE", help=_("berkas CSV UTF-8"))
    innovations.add_argument("--dry-run", action="store_true", help=_("hanya memeriksa, tidak menyimpan"))
    innovations.add_argument("--source", default="tular", metavar="NAME", help=_("nama sumber data (bawaan: tular)"))
    innovations.set_defaults(run=_import_innovations)

    indicators = subparsers.add_parser("load-indicators", help=_("memuat indikator wilayah dari berkas CSV"))
    indicators.add_argument("file", type=Path, metavar="FILE", help=_("berkas CSV UTF-8"))
    indicators.set_defaults(run=_load_indicators)

    catalogue = subparsers.add_parser("load-catalogue", help=_("memuat katalog bawaan Tular"))
    catalogue.set_defaults(run=_load_catalogue)


def _import_innovations(options: argparse.Namespace) -> int:
    report = import_innovations(
        options.file, source=options.source, dry_run=options.dry_run, now=timezone.now(), progress=_say
    )
    return _finish([report])


def _load_indicators(options: argparse.Namespace) -> int:
    return _finish([import_indicators(options.file, now=timezone.now())])


def _load_catalogue(options: argparse.Namespace) -> int:
    return _finish(load_shipped_catalogue(_say).steps)


def _say(sentence: str) -> None:
    """Progress goes to the error stream, so that the report alone can be kept in a file."""
    print(sentence, file=sys.stderr, flush=True)


def _finish(reports: Sequence[ImportReport]) -> int:
    """Print the reports, bring the index up to date if it is behind, and give the exit code."""
    for report in reports:
        print("\n".join(report.sentences()), flush=True)
    if any(report.changed for report in reports) or (_wrote_or_would_have(reports) and needs_reindex()):
        reindex(_say)
    return 0 if all(report.ok for report in reports) else 1


def _wrote_or_would_have(reports: Sequence[ImportReport]) -> bool:
    """Also an import that changes nothing finishes the index that an interrupted one left behind."""
    return all(report.ok and not report.dry_run for report in reports)
