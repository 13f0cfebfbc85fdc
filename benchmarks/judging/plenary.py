"""The room of a plenary with 2,116 proposals.

    .venv/bin/python benchmarks/judging/plenary.py [--proposals 2116] [--rounds 15]

A made-up competition in a throw-away installation with computed scores drawn at random. Budget: p95 ≤ 300 ms, queries
fixed. Prints also what opening and settling take.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=2_116)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-plenary-") as folder:
        os.environ["TULAR_VAR"] = folder
        sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
        _run(options)


def _run(options: argparse.Namespace) -> None:
    from measuring import as_served, machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.selection.actions.plenary import open_plenary
    from tular.features.selection.queries.plenary.records import basis_that_holds, decisions_of
    from tular.features.selection.queries.plenary.settling import settled

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    print(machine())
    competition, secretary = _populate(options.proposals)
    started = time.perf_counter()
    plenary = open_plenary(competition, stage="penetapan", by=secretary, now=NOW)
    print(f"opened in {time.perf_counter() - started:.2f} s")
    told, decisions = basis_that_holds(plenary)[1], decisions_of(plenary)
    started = time.perf_counter()
    settled(told, decisions)
    print(f"settled in {(time.perf_counter() - started) * 1000:.0f} ms")
    base = f"/kompetisi/{competition.slug}/pleno/penetapan"
    client = Client(headers={"host": "localhost"})
    client.force_login(secretary)
    client.get(base)
    as_served()
    asked = {
        "room": [base, f"{base}?halaman=20"],
        "filtered, sorted": [f"{base}?cari=kota", f"{base}?urut=judul", f"{base}?tampil=garis"],
        "what if": [f"{base}?tempat-0=120", f"{base}?tempat-0=80"],
        "balance": [f"{base}/neraca"],
    }
    for label, paths in asked.items():
        times, queries = [], []
        for path in paths:
            client.get(path)
            for _round in range(options.rounds):
                started = time.perf_counter()
                answer = client.get(path)
                times.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 200, (path, answer.status_code)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            queries.append(len(captured))
        print(f"  {label:20} {spread(times)}; {min(queries)}–{max(queries)} queries")
    times = []
    for places in range(60, 60 + options.rounds):
        started = time.perf_counter()
        client.get(f"{base}?tempat-0={places}")
        times.append((time.perf_counter() - started) * 1000)
    print(f"  {'what if, each anew':20} {spread(times)}")


def _populate(proposals: int) -> tuple[object, object]:
    from selection_desk import _proposals, _versions

    from tests.factories.competitions import make_competition, make_rulebook
    from tests.factories.judging import make_review
    from tests.factories.plenary import STAGES
    from tular.features.accounts.models import User
    from tular.features.agencies.models import Agency
    from tular.features.competitions.choices import StaffRole
    from tular.features.judging.models import CalibratedScore, Calibration, Entry
    from tular.features.proposals.models import Proposal, ProposalVersion

    dice = random.Random(5)
    text = STAGES.replace('cutoffs = [{ pool = ["umum"], count = 2 }]', "cutoff = 99")
    competition = make_competition(Agency.objects.get(slug="kemen-panrb"), rulebook=make_rulebook(text))
    secretary = User.objects.create_user("sekretaris@contoh.example", "Sekretaris")
    competition.staff.create(person=secretary, role=StaffRole.SECRETARIAT, by=secretary, since=NOW)
    Proposal.objects.bulk_create(_proposals(competition, proposals, dice), batch_size=500)
    rows = list(Proposal.objects.select_related("agency", "category", "unit").order_by("pk"))
    _versions(competition, rows)
    review = make_review(competition, secretary, readings=2, state="ditutup")
    latest = dict(ProposalVersion.objects.values_list("proposal", "pk"))
    entries = Entry.objects.bulk_create(
        [
            Entry(review=review, proposal=row, submission_id=latest[row.pk], number=number, admitted_at=NOW)
            for number, row in enumerate(rows, start=1)
        ],
        batch_size=500,
    )
    calibration = Calibration.objects.create(
        review=review, number=1, canonical="{}", sha256="a" * 64, identifiable=True, figures={}, sheets=0, at=NOW
    )
    CalibratedScore.objects.bulk_create(
        [
            CalibratedScore(
                calibration=calibration, entry=entry, pool=0, readings=2, apart=4, raw=round(dice.gauss(75, 6), 2),
                raw_rank=1, calibrated=round(dice.gauss(75, 6), 2), low=70, high=80, rank=1, p_in=dice.random(),
                belongs=dice.choice(("masuk", "ambang", "tidak")),
            )
            for entry in entries
        ],
        batch_size=500,
    )  # fmt: skip
    return competition, secretary


if __name__ == "__main__":
    main()
