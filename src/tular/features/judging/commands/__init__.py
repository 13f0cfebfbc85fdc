"""`tular assign | calibrate`: the judging engine outside the web application."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext as _


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of judging to `tular`."""
    assign = subparsers.add_parser("assign", help=_("membagi proposal kepada penilai"))
    assign.add_argument("file", type=Path, metavar=_("BERKAS"), help=_("berkas JSON, atau - untuk masukan baku"))
    assign.add_argument("--json", action="store_true", help=_("hasil sebagai JSON"))
    assign.add_argument(
        "--detail", action="store_true", help=_("JSON dengan hambatan, batas dan jembatan satu per satu")
    )
    assign.set_defaults(run=_later("assign"))
    calibrate = subparsers.add_parser("calibrate", help=_("memisahkan mutu proposal dari keketatan penilai"))
    calibrate.add_argument("file", type=Path, metavar="MARKS.csv", help=_("berkas CSV, atau - untuk masukan baku"))
    calibrate.add_argument(
        "--places", required=True, action="append", metavar="N", help=_("banyaknya tempat, atau per kelompok: umum=99")
    )
    calibrate.add_argument("--by-lot", action="store_true", help=_("proposal dibagi kepada penilai dengan undian"))
    calibrate.add_argument("--json", action="store_true", help=_("hasil sebagai JSON"))
    calibrate.set_defaults(run=_later("calibrate"))


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    """`run` of a module beside this one, imported when it is asked for.

    The solvers behind it take most of a second to load, which every other `tular` command would pay too.
    """

    def run(options: argparse.Namespace) -> int:
        code: int = import_module(f"{__name__}.{name}").run(options)
        return code

    return run
