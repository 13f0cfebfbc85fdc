"""Lineage and evidence of an innovation with 300 replications, and the lineage of one with 10,000.

    .venv/bin/python benchmarks/lineage.py [--some 300] [--many 10000] [--rounds 15] [--keep FOLDER]

Made-up replications of two innovations of the shipped catalogue in a throw-away installation, every third a copy of a
copy. Those of the first are closed cases whose share of successes went from about 40 to about 62 percent, with places
that differ (sd 0.15 of the log risk ratio), a year after they began; one in five has stopped since. Budgets: p95 ≤ 200
ms with 300, under 1 s with 10,000, queries fixed. Prints the pooled effect beside the true one.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
BEFORE, TRUE_RATIO, SPREAD = 0.40, 1.55, 0.15
COUNTED = 400
"""People whose share is measured in each place, before and after."""


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--some", type=int, default=300)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-lineage-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        os.environ["TULAR_DEMO"] = "1"
        sys.path[:0] = [str(HERE), str(HERE.parent)]
        _run(options)


def _run(options: argparse.Namespace) -> None:
    from measuring import as_served, machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.engines.evidence.pooling import Pooled
    from tular.features.catalogue.models import Innovation
    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.replications.models import Case, Replication
    from tular.features.replications.queries.evidence import evidence_of

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    print(machine())
    some, many = Innovation.published.filter(agency__region__isnull=False).order_by("code")[:2]
    if not Case.objects.exists():
        _populate(some, options.some)
        _replicated(many, options.many)
    print(f"{some.replications.count()} closed cases of one innovation, {many.replications.count()} copies of another, "
          f"{Replication.objects.count()} replications in all")  # fmt: skip
    (found,) = evidence_of(some.pk)
    assert isinstance(found.pooled, Pooled)
    pooled = found.pooled
    ratio, low, high = (math.exp(one) for one in (pooled.effect, pooled.low95, pooled.high95))
    print(f"pooled risk ratio {ratio:.3f} ({low:.3f} to {high:.3f}), true {TRUE_RATIO}; "
          f"tau {pooled.tau2**0.5:.3f}, true {SPREAD}")  # fmt: skip
    asked = {
        "innovation, 300": [f"/inovasi/{some.slug}"],
        "lineage, 300": [f"/inovasi/{some.slug}/silsilah", f"/inovasi/{some.slug}/silsilah?keadaan=berhenti&halaman=2"],
        "evidence, 300": [f"/inovasi/{some.slug}/bukti"],
        "lineage, 10,000": [f"/inovasi/{many.slug}/silsilah", f"/inovasi/{many.slug}/silsilah?halaman=99"],
        "how long they last": ["/replikasi/daya-tahan", "/replikasi/daya-tahan?menurut=jenis"],
        "counters": ["/replikasi/angka", "/replikasi/angka?per=hub", "/replikasi/angka?per=tema"],
    }
    client: Any = Client(headers={"host": "localhost"})
    for paths in asked.values():
        client.get(paths[0])
    as_served()
    for label, paths in asked.items():
        times, queries, sizes = [], [], []
        for path in paths:
            client.get(path)
            for _round in range(options.rounds):
                started = time.perf_counter()
                answer = client.get(path)
                times.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 200, (path, answer.status_code)
            with CaptureQueriesContext(connection) as captured:
                sizes.append(len(gzip.compress(client.get(path).content)))
            queries.append(len(captured))
        cost = f"{min(queries)}–{max(queries)} queries; {max(sizes) / 1000:.1f} kB compressed"
        print(f"  {label:20} {spread(times)}; {cost}")


def _populate(innovation: Any, count: int) -> None:
    """Closed cases with their measurements, written directly: nothing here tries the actions."""
    from tests.factories.replications import told
    from tular.features.accounts.models import User
    from tular.features.agencies.models import Agency
    from tular.features.replications.actions.starting import version_of_today
    from tular.features.replications.choices import CaseState, Kind, Scale, WorkModel
    from tular.features.replications.models import Case, CaseIndicator, Measurement

    dice = random.Random(11)
    person = User.objects.create_user("peraga@contoh.example", "Orang Peraga", is_demo=True)
    takers = list(Agency.objects.filter(region__isnull=False).exclude(pk=innovation.agency_id).order_by("pk"))
    rows = _replicated(innovation, count)
    rules = version_of_today(NOW)
    cases, indicators, measurements = [], [], []
    for place, row in enumerate(rows):
        what = told()
        stopped = row.ended_on is not None
        cases.append(
            Case(
                innovation=innovation, owner=innovation.agency, taker=takers[place % len(takers)], rulebook=rules,
                replication=row, name=f"Tiruan {place + 1}", need=what.need, model=WorkModel.ALONE,
                kind=Kind.ADAPTATION, state=CaseState.STOPPED if stopped else CaseState.DONE, state_at=NOW,
                state_reason="Dana habis.",
                stop_reason="anggaran" if stopped else "", step="penutupan", began_on=row.began_on,
                ended_on=row.ended_on, closed_at=NOW, asked_at=NOW, answered_at=NOW, created_by=person, created_at=NOW,
                is_demo=True,
            )
        )  # fmt: skip
    for case in Case.objects.bulk_create(cases):
        ratio = TRUE_RATIO * math.exp(dice.gauss(0, SPREAD))
        before = sum(dice.random() < BEFORE for _ in range(COUNTED))
        after = sum(dice.random() < min(0.98, BEFORE * ratio) for _ in range(COUNTED))
        indicator = CaseIndicator(
            case=case, key="balita ditimbang|persen", name="Balita ditimbang", unit="persen", scale=Scale.RATE,
            better="naik", baseline=before / COUNTED * 100, baseline_events=before, baseline_total=COUNTED,
            baseline_on=case.began_on, main=True, method="register posyandu", by=person, at=NOW,
        )  # fmt: skip
        indicators.append(indicator)
        measurements.append(
            Measurement(
                indicator=indicator, on=case.began_on + timedelta(days=365), value=after / COUNTED * 100, events=after,
                total=COUNTED, method="register posyandu", source="laporan", by=person, at=NOW,
            )
        )  # fmt: skip
    CaseIndicator.objects.bulk_create(indicators)
    Measurement.objects.bulk_create(measurements)


def _replicated(innovation: Any, count: int) -> list[Any]:
    """Public rows, every third a copy of an earlier one."""
    from tular.features.agencies.models import Agency
    from tular.features.replications.models import Replication

    dice = random.Random(count)
    takers = list(Agency.objects.filter(region__isnull=False).order_by("pk"))
    made: list[Replication] = []
    states = ("berjalan", "terbukti", "kesepakatan", "rencana", "berhenti")
    for place in range(count):
        taker = takers[place % len(takers)]
        began = date(2020, 1, 1) + timedelta(days=dice.randrange(1800))
        state = states[place % 5]
        ended = began + timedelta(days=200 + dice.randrange(900)) if state == "berhenti" else None
        made.append(
            Replication(
                code=f"contoh-{innovation.pk}-{place:05d}", innovation=innovation, linked_by="exact",
                origin_title=innovation.title, origin_agency=innovation.agency,
                origin_agency_text=innovation.agency.name, taker=taker, taker_text=taker.name,
                replica_name=f"Tiruan {place + 1}", year=began.year, state=state,
                began_on=began, ended_on=ended,
                stop_reason="anggaran" if state == "berhenti" else "", is_demo=True,
            )
        )  # fmt: skip
    rows = Replication.objects.bulk_create(made, batch_size=500)
    for place, row in enumerate(rows):
        if place % 3 == 2:
            row.parent = rows[dice.randrange(place)]
    Replication.objects.bulk_update([row for row in rows if row.parent_id], ["parent"], batch_size=500)
    return rows


if __name__ == "__main__":
    main()
