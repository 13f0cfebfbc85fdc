"""`tular evidence pool`: the engine of evidence outside the web application."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext as _


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of replications to `tular`."""
    evidence = subparsers.add_parser("evidence", help=_("bukti dari beberapa tempat yang mereplikasi"))
    verbs = evidence.add_subparsers(dest="verb", required=True, metavar=_("PERINTAH"))
    pool = verbs.add_parser("pool", help=_("menggabungkan hasil beberapa tempat"))
    pool.add_argument("file", type=Path, metavar="FILE.csv", help=_("berkas CSV, atau - untuk masukan baku"))
    pool.add_argument("--json", action="store_true", help=_("hasil sebagai JSON"))
    pool.set_defaults(run=_pool)


def _pool(options: argparse.Namespace) -> int:
    """Import the solver behind it when it is asked for: every other `tular` command would pay for it too."""
    code: int = import_module(f"{__name__}.pool").run(options)
    return code
