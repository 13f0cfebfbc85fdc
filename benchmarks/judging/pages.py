"""The pages of judging with 3,000 proposals, 150 evaluators and 9,000 score sheets.

    .venv/bin/python benchmarks/judging/pages.py [--proposals 3000] [--evaluators 150] [--rounds 15] [--keep FOLDER]

A made-up competition in a throw-away installation: proposals recombine texts of the shipped catalogue, evaluators have
fields and words of their own, the plan is computed and adopted, marks follow hidden quality (sd 6), severity (sd 5) and
noise (sd 6), and are calibrated. Every tenth proposal waits for its last reading. Budgets: control room p95 ≤ 300 ms,
assignment page ≤ 300 ms, queries fixed. Prints what computing took, too.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
READINGS = 3


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=3_000)
    parser.add_argument("--evaluators", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-judging-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
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
    from tular.features.judging.models import Assignment, Review, ScoreSheet

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    print(machine())
    if not Review.objects.exists():
        _populate(options.proposals, options.evaluators)
    review = Review.objects.select_related("competition").get()
    counts = review.entries.count(), Assignment.objects.count(), ScoreSheet.objects.count()
    print("{} proposals, {} readings, {} score sheets".format(*counts))
    base = f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}"
    evaluator = review.evaluators.get(number=1)
    readings = list(evaluator.assignments.values_list("pk", flat=True)[:3])
    asked = {
        "organiser": {
            "control room": [f"{base}/kendali", f"{base}/kendali?halaman=9", f"{base}/kendali?kedudukan=ambang"],
            "control room, sorted": [f"{base}/kendali?urut=guna", f"{base}/kendali?urut=selisih"],
            "control room, searched": [f"{base}/kendali?cari=kota"],
            "assignments": [f"{base}/penugasan", f"{base}/penugasan?halaman=30", f"{base}/penugasan?pembaca=kurang"],
            "assignments by evaluator": [f"{base}/penugasan?lihat=penilai"],
            "one proposal": [f"{base}/penugasan/proposal/{number}" for number in (1, 500)],
        },
        "evaluator": {"desk": ["/penilaian"], "one reading": [f"/penilaian/{pk}" for pk in readings]},
    }
    people = {"organiser": review.created_by, "evaluator": evaluator.person}
    for role, several in asked.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(people[role])
        print(f"as {role}")
        for paths in several.values():
            client.get(paths[0])
        as_served()
        for label, paths in several.items():
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
            print(f"  {label:26} {spread(times)}; {cost}")


def _populate(proposals: int, evaluators: int) -> None:
    from selection_desk import _proposals, _versions

    from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
    from tests.factories.judging import make_review
    from tular.features.accounts.models import User
    from tular.features.agencies.models import Agency
    from tular.features.competitions.choices import StaffRole
    from tular.features.judging.actions.calibrating import compute_calibration
    from tular.features.judging.actions.planning import adopt, compute_plan
    from tular.features.judging.models import Entry
    from tular.features.proposals.models import Proposal, ProposalVersion

    dice = random.Random(5)
    text = RULEBOOK.replace("scale = [0, 100]\n", "scale = [0, 100]\nshortlist = 99\nevaluators_per_entry = 3\n")
    competition = make_competition(Agency.objects.get(slug="kemen-panrb"), rulebook=make_rulebook(text))
    secretary = User.objects.create_user("sekretaris@contoh.example", "Sekretaris")
    competition.staff.create(person=secretary, role=StaffRole.SECRETARIAT, by=secretary, since=NOW)
    Proposal.objects.bulk_create(_proposals(competition, proposals, dice), batch_size=500)
    rows = list(Proposal.objects.select_related("agency", "category", "unit").order_by("pk"))
    _versions(competition, rows)
    each = proposals * READINGS / evaluators
    review = make_review(
        competition, secretary, running=True, readings=READINGS, minimum=int(each * 0.8), maximum=int(each * 1.2) + 1
    )
    latest = dict(ProposalVersion.objects.values_list("proposal", "pk"))
    Entry.objects.bulk_create(
        [
            Entry(review=review, proposal=row, submission_id=latest[row.pk], number=number, admitted_at=NOW)
            for number, row in enumerate(rows, start=1)
        ],
        batch_size=500,
    )
    _evaluators(review, evaluators, secretary, dice)
    started = time.perf_counter()
    plan = compute_plan(review, by=secretary, now=NOW, progress=lambda _share, _text: None)
    print(f"plan for both objectives: {time.perf_counter() - started:.1f} s; {plan.solutions['total']['figures']}")
    started = time.perf_counter()
    adopt(plan, objective="total", by=secretary, now=NOW)
    print(f"adopted: {time.perf_counter() - started:.1f} s")
    _sheets(review, dice)
    started = time.perf_counter()
    found = compute_calibration(review, by=secretary, now=NOW, progress=lambda _share, _text: None)
    print(f"calibration: {time.perf_counter() - started:.1f} s; identifiable {found.identifiable} {found.reason}")


def _evaluators(review: Any, count: int, by: Any, dice: random.Random) -> None:
    from tular.features.accounts.models import User
    from tular.features.catalogue.models import Innovation, Theme
    from tular.features.judging.models import Evaluator, EvaluatorProfile

    people = User.objects.bulk_create(
        [
            User(email=f"penilai{number}@contoh.example", name=f"Penilai Contoh {number}")
            for number in range(1, count + 1)
        ]
    )
    texts = list(Innovation.objects.exclude(solution="").values_list("title", "problem"))
    themes = list(Theme.objects.all())
    for person in people:
        words = " ".join(" ".join(dice.choice(texts)) for _text in range(3))
        profile = EvaluatorProfile.objects.create(person=person, expertise=words, per_day=6, updated_at=NOW)
        profile.themes.set(dice.sample(themes, 2))
    Evaluator.objects.bulk_create(
        [Evaluator(review=review, person=person, number=number, by=by, since=NOW)
         for number, person in enumerate(people, start=1)]
    )  # fmt: skip


def _sheets(review: Any, dice: random.Random) -> None:
    from tular.features.judging.choices import AssignmentState
    from tular.features.judging.models import Assignment, ScoreSheet

    quality = {entry: dice.gauss(70, 6) for entry in review.entries.values_list("pk", flat=True)}
    severity = {one: dice.gauss(0, 5) for one in review.evaluators.values_list("pk", flat=True)}
    waiting = {entry for place, entry in enumerate(sorted(quality)) if place % 10 == 0}
    sheets, done = [], []
    for reading in Assignment.objects.filter(entry__review=review).order_by("pk"):
        if reading.entry_id in waiting:
            waiting.discard(reading.entry_id)
            continue
        told = quality[reading.entry_id] - severity[reading.evaluator_id]
        marks = [max(0, min(100, round(told + dice.gauss(0, 6)))) for _criterion in range(2)]
        content = {
            name: {"mark": str(mark), "comment": ""} for name, mark in zip(("dampak", "kebaruan"), marks, strict=True)
        }
        reading.state, reading.opened_at = AssignmentState.DONE, NOW
        done.append(reading)
        sheets.append(
            ScoreSheet(
                assignment=reading, content=content, versions=dict.fromkeys(content, 1), saved_at=NOW, handed_in_at=NOW,
                total=f"{0.6 * marks[0] + 0.4 * marks[1]:.2f}", rulebook=review.competition.rulebook,
                seconds=dice.randint(300, 1500),
            )
        )  # fmt: skip
    Assignment.objects.bulk_update(done, ["state", "opened_at"], batch_size=500)
    ScoreSheet.objects.bulk_create(sheets, batch_size=500)


if __name__ == "__main__":
    main()
