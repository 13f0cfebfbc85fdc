"""A whole made-up edition, from assignment to certificates, by the actions and commands that people use; its replay.

    PYTHONPATH=. .venv/bin/python benchmarks/judging/edition [--proposals 2116] [--evaluators 150] [--keep FOLDER]

A throw-away installation with as many made-up proposals as asked for. Marks follow hidden quality, severity and noise,
drawn with fixed seeds. Each step prints its seconds and sizes. With `--keep`, look at it afterwards with
`TULAR_DEMO=1 TULAR_VAR=FOLDER tular serve`. Ends with 0 when the replay is equal, and differs once a mark was altered.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Make the installation, hold the edition, compute it again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=2_116)
    parser.add_argument("--evaluators", type=int, default=150)
    parser.add_argument("--readings", type=int, default=2, help="readers of each proposal, before third ones")
    parser.add_argument("--keep", type=Path, help="use and keep this empty folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-edition-") as temporary:
        folder = (options.keep or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"], os.environ["TULAR_DEMO"] = str(folder), "1"
        root = HERE.parents[2]
        sys.path[:0] = [str(root), str(root / "benchmarks")]
        sys.exit(_run(options, folder))


def _run(options: argparse.Namespace, folder: Path) -> int:
    from measuring import machine, set_up

    set_up()
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.judging.edition.checking import check, command
    from benchmarks.judging.edition.opening import Sizes
    from benchmarks.judging.edition.telling import timed
    from benchmarks.judging.edition.whole import hold
    from tular.features.agencies.actions import create_demo_people
    from tular.features.exchange.actions import load_shipped_catalogue

    engines = ", ".join(f"{name} {version(name)}" for name in ("ortools", "scipy", "typst"))
    print(f"{machine()}, {engines}")
    started = time.perf_counter()
    with timed("migrations and catalogue"):
        call_command("migrate", verbosity=0)
        load_shipped_catalogue(lambda _: None)
    create_demo_people(now=timezone.now())

    def work() -> None:
        done = command(folder, "work", "--once")
        assert done.returncode == 0, done.stderr

    hold(Sizes(options.proposals, options.evaluators, options.readings), work, timezone.now())
    same = check(folder)
    size = (folder / "tular.sqlite3").stat().st_size
    print(f"{time.perf_counter() - started:8.1f} s  in all; database of {size / 1e6:.0f} MB")
    return 0 if same else 1


if __name__ == "__main__":
    main()
