"""How much longer an answer takes for what exists and is hidden than for what does not exist.

    .venv/bin/python benchmarks/judging/hidden.py [--rounds 150]

The planted world of `tests/leaks` in a throw-away installation. Two addresses are asked in turn, each `rounds` times,
as an evaluator of another team and as a local admin of another agency. Prints both medians, their difference, and as a
yardstick the difference between two series of the very same address, which is noise alone. The tests hold what does not
depend on the machine: status, body, headers and number of queries are equal.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent


def main() -> None:
    """Make the installation and ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=150)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-hidden-") as temporary:
        os.environ["TULAR_VAR"] = temporary
        sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
        _run(options.rounds)


def _run(rounds: int) -> None:
    from measuring import machine, set_up

    set_up()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from tests.leaks.planted import CLOCK, plant

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    logging.disable(logging.CRITICAL)
    timezone.now = lambda: CLOCK  # type: ignore[assignment]
    planted = plant()
    print(machine())
    code, slug = planted.samples.proposal.code, planted.competition.slug
    asked = (
        ("evaluator_c", f"/penilaian/{planted.readings['b'].pk}", "/penilaian/10000000"),
        ("rival_admin", f"/proposal/{code}", "/proposal/tiada-99999"),
        ("rival_admin", f"/proposal/{code}/umpan-balik", "/proposal/tiada-99999/umpan-balik"),
        ("rival_admin", f"/kompetisi/{slug}/penilaian/proposal", f"/kompetisi/{slug}/penilaian/tiada"),
    )
    for role, hidden, missing in asked:
        client = Client(SERVER_NAME="localhost")
        client.force_login(planted.people[role])
        there, absent = _in_turn(client, hidden, missing, rounds)
        one, other = _in_turn(client, missing, missing, rounds)
        print(f"{role} {hidden}: hidden {there:.2f} ms, missing {absent:.2f} ms, difference {there - absent:+.2f} ms"
              f" (noise {one - other:+.2f} ms)")  # fmt: skip


def _in_turn(client: Any, one: str, other: str, rounds: int) -> tuple[float, float]:
    """Median milliseconds of both, asked in turn so that whatever else the machine does meets both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(2 * rounds + 20):
        place = number % 2
        started = time.perf_counter()
        status = client.get((one, other)[place]).status_code
        if number >= 20:
            taken[place].append((time.perf_counter() - started) * 1000)
        assert status == 404, status
    return median(taken[0]), median(taken[1])


if __name__ == "__main__":
    main()
