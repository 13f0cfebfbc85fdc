"""The workspace of a replication, empty and full, and the page of an innovation that 300 agencies replicate.

    .venv/bin/python benchmarks/replications.py [--cases 300] [--rounds 15] [--keep FOLDER]

Cases are brought to their states by the actions; the full one has forty tasks, meetings and parts, and every
point ticked. All of it exists only in a throw-away installation. Goal: p95 ≤ 200 ms for the workspace. Prints the
number of queries and the compressed size too, and the time of the processor alone, which tells more where others work
on the same machine.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROWS = 40
STATES = ("kesepakatan", "disepakati", "implementasi", "penutupan", "selesai")


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-replications-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        sys.path[:0] = [str(HERE), str(HERE.parent)]
        _run(options.cases, options.rounds)


def _run(cases: int, rounds: int) -> None:
    from measuring import as_served, machine, set_up

    set_up()
    from django.core.management import call_command
    from django.test import Client

    from tests.factories.replications import people
    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.replications.models import Case

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    if not Case.objects.exists():
        _populate(cases)
    full = Case.objects.get(name="Replikasi penuh")
    bare = Case.objects.get(name="Replikasi kosong")
    print(machine())
    print(f"{Case.objects.count()} cases; {full.tasks.count()} tasks, {full.meetings.count()} meetings in the full one")
    asked = {
        "workspace, empty": bare.path,
        "workspace, full": full.path,
        "timeline, full": f"{full.path}/riwayat",
        "innovation": f"/inovasi/{full.innovation.slug}",
        "desk": "/kerja",
    }
    client = Client(headers={"host": "localhost"})
    client.force_login(people()["taker"])
    for path in asked.values():
        assert client.get(path).status_code == 200, path
    as_served()
    for label, path in asked.items():
        print(f"  {label:18} {_measured(client, path, rounds)}")


def _measured(client: Any, path: str, rounds: int) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from measuring import spread

    times, worked = [], []
    for _round in range(rounds):
        started, busy = time.perf_counter(), time.process_time()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    with CaptureQueriesContext(connection) as captured:
        size = len(gzip.compress(client.get(path).content))
    cost = f"{len(captured)} queries; {size / 1000:.1f} kB compressed"
    return f"{spread(times)}; processor: {spread(worked)}; {cost}"


def _populate(count: int) -> None:
    """One empty and one full case of the same taker, and the others by as many agencies, in every state in turn."""
    from tests.factories.catalogue import make_innovation
    from tests.factories.replications import make_case, people
    from tests.people import agency
    from tular.features.agencies.models import Agency

    innovation = make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")
    _fill(make_case("disepakati", innovation=innovation, name="Replikasi penuh"))
    other = make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Puskesmas Pintar")
    make_case("disepakati", innovation=other, name="Replikasi kosong")
    known = [innovation.agency_id, agency("pemkab-gresik").pk]
    takers = Agency.objects.filter(until="", kind__in=["kabupaten", "kota", "provinsi"]).exclude(pk__in=known)
    admin = people()["taker"]
    for number, taker in enumerate(takers.order_by("pk")[: count - 1]):
        _joined(admin, taker)
        state = STATES[number % len(STATES)]
        make_case(state, innovation=innovation, taker=taker, by=admin, name=f"Replikasi {number}")


def _joined(person: Any, taker: Any) -> None:
    """Only while the case is made: the desk of one person for all of them would be no desk."""
    from tests.people import make_member
    from tular.features.agencies.choices import Role
    from tular.features.agencies.models import Membership

    Membership.objects.filter(person=person).exclude(agency__slug="pemkab-gresik").delete()
    make_member(Role.AGENCY, taker, person=person)


def _fill(case: Any) -> None:
    from tests.factories.replications import NOW, make_meeting, people
    from tular.features.replications.actions.parts import PartTold, note_part
    from tular.features.replications.actions.tasks import TaskTold, add_task
    from tular.features.replications.actions.ticking import tick
    from tular.features.replications.queries.rules import steps_of

    by = people()["taker"]
    for point in (point for step in steps_of(case) for point in step.checklist):
        tick(case, item=point.id, note="sudah", by=by, now=NOW)
    for n in range(ROWS):
        day = (NOW + timedelta(days=n)).date()
        add_task(case, told=TaskTold(f"Tugas {n}", "penerima", "cari", by, day), by=by, now=NOW)
        note_part(case, told=PartTold("dijaga", f"Bagian {n}", there="di sana", here="di sini"), by=by, now=NOW)
        make_meeting(case, by=by, starts_at=NOW + timedelta(days=n))


if __name__ == "__main__":
    main()
