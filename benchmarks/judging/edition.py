"""A whole made-up edition, from assignment to certificates, by the actions that people use; then its replay.

    PYTHONPATH=. .venv/bin/python benchmarks/judging/edition.py [--proposals 2116] [--evaluators 150] [--keep FOLDER]

A throw-away installation with the proposals of the demo, as many as asked for. Marks follow hidden quality, severity
and noise. Each step prints how long it took. With `--keep`, look at it afterwards with
`TULAR_DEMO=1 TULAR_VAR=FOLDER tular serve`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FINALISTS, WINNERS = 99, 45
SEED = 2116


def main() -> None:
    """Make the installation, hold the edition, compute it again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=2_116)
    parser.add_argument("--evaluators", type=int, default=150)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-edition-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"], os.environ["TULAR_DEMO"] = str(folder), "1"
        sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
        _run(options)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    started = time.perf_counter()
    yield
    print(f"{time.perf_counter() - started:8.1f} s  {what}", flush=True)


def _run(options: argparse.Namespace) -> None:
    from measuring import machine, set_up

    set_up()
    from django.core.management import call_command

    from tular.config.cli import run
    from tular.features.agencies.actions import create_demo_people
    from tular.features.exchange.actions import load_shipped_catalogue

    print(machine())
    with timed("migrations and catalogue"):
        call_command("migrate", verbosity=0)
        load_shipped_catalogue(lambda _: None)
    from django.utils import timezone

    create_demo_people(now=timezone.now())
    slug = _hold(options.proposals, options.evaluators)
    with timed(f"tular replay {slug}"):
        code = run(["replay", slug])
    sys.exit(code)


def _hold(proposals: int, evaluators: int) -> str:
    from django.db import transaction
    from django.utils import timezone

    from tular.features.agencies.models import Agency
    from tular.features.competitions.choices import WindowKind
    from tular.features.judging.actions.calibrating import compute_calibration
    from tular.features.judging.actions.reviewing import close, start
    from tular.features.proposals.actions.demo import create_demo_proposals
    from tular.features.selection.actions.demo import announce_demo_list, mark_demo_review, prepare_demo_review

    competition, secretary, second = _competition(timezone.now() - timedelta(days=90))
    agencies = list(Agency.objects.filter(until="", region__isnull=False).order_by("slug"))
    closed = competition.windows.get(kind=WindowKind.SUBMISSION).closes_at
    with timed(f"{proposals} proposals of {len(agencies)} agencies submitted"):
        made = create_demo_proposals(competition, agencies, count=proposals, now=closed)
    with timed("administrative selection decided and announced"):
        announce_demo_list(competition, made, secretary, closed + timedelta(days=4))
    window = competition.windows.get(kind=WindowKind.STAGE, stage="proposal")
    with timed(f"{evaluators} evaluators appointed, both plans computed, one adopted"):
        review = prepare_demo_review(competition, evaluators, secretary, window.opens_at - timedelta(days=3))
    start(review, by=secretary, now=window.opens_at)
    with timed("every reading marked and handed in"), transaction.atomic():
        mark_demo_review(review, 1.0, window.opens_at, window.closes_at - timedelta(days=2))
    with timed("third readers where two differ"), transaction.atomic():
        _third_readers(review, secretary, window.closes_at - timedelta(days=1))
    with timed("marks calibrated"):
        compute_calibration(review, by=secretary, now=window.closes_at, progress=lambda _share, _text: None)
    close(review, by=secretary, now=window.closes_at - timedelta(hours=1))
    with timed("finalists nominated, a second person agreed"):
        _plenary(competition, "proposal", secretary, second, window.closes_at + timedelta(hours=2))
    return competition.slug


def _third_readers(review: Any, secretary: Any, now: Any) -> None:
    from tular.features.judging.actions.assigning import assign
    from tular.features.judging.choices import AssignmentKind
    from tular.features.judging.models import DifferenceCase, Evaluator
    from tular.features.judging.queries.differences import case_page, latest_totals
    from tular.features.selection.actions.demo import fill_demo_sheet

    dice = random.Random(SEED)
    cases = DifferenceCase.objects.filter(entry__review=review, closed_at__isnull=True)
    for case in list(cases.select_related("entry__review__competition__rulebook", "entry__proposal")):
        number = case_page(case, now).candidates[0].load.number
        who = Evaluator.objects.select_related("person", "panel").get(review=review, number=number)
        totals = [float(sheet.total) for sheet in latest_totals(case.entry)]
        given = assign(review, entry=case.entry, evaluator=who, kind=AssignmentKind.THIRD, by=secretary, now=now)
        given.evaluator = who
        fill_demo_sheet(review, given, sum(totals) / len(totals), dice, now)


def _plenary(competition: Any, stage: str, secretary: Any, second: Any, now: Any) -> None:
    """A session that departs from the ranking twice, breaks its ties by lot, and is approved."""
    from tular.features.selection.actions.plenary.approving import approve, propose
    from tular.features.selection.actions.plenary.deciding import Pick, break_tie, decide
    from tular.features.selection.actions.plenary.sitting import Sitting, describe_plenary, open_plenary
    from tular.features.selection.choices import DecisionKind, Outcome, TieWay
    from tular.features.selection.queries.plenary.records import current

    plenary = open_plenary(competition, stage=stage, by=secretary, now=now)
    told, _decisions, found = current(plenary)
    agencies = {one["code"]: one["agency"] for one in told["proposals"]}
    inside = [line for line in found.lines if line.outcome == Outcome.PASSED]
    chosen = {agencies[line.code] for line in inside}
    first_out = next(
        line for line in found.lines if line.outcome != Outcome.PASSED and agencies[line.code] not in chosen
    )
    for kind, line, reason in (
        (DecisionKind.IN, first_out, "Contoh: instansinya belum pernah masuk daftar."),
        (DecisionKind.OUT, inside[-1], "Contoh: memberi tempat bagi instansi yang belum pernah masuk daftar."),
    ):
        plenary = decide(plenary, kind=kind, codes=[line.code], by=secretary, now=now, reason=reason)
    for tie in current(plenary)[2].ties:
        pick = Pick(tie.pool, TieWay.LOT, seed="sidang pleno edisi karangan")
        plenary = break_tie(plenary, pick=pick, by=secretary, now=now, reason="Contoh: undian di hadapan sidang.")
    sitting = Sitting(held_on=now.date(), place="Jakarta (contoh)", chair="Contoh Ketua Sidang")
    plenary = describe_plenary(plenary, sitting=sitting, by=secretary, now=now)
    plenary = propose(plenary, by=secretary, now=now)
    approve(plenary, by=second, now=now + timedelta(hours=1))


def _competition(opened: Any) -> Any:
    from tular.features.agencies.models import Agency
    from tular.features.competitions.choices import CompetitionLevel, CompetitionState, StaffRole, WindowKind
    from tular.features.competitions.models import Competition, Window
    from tular.features.competitions.queries.rulebook import categories_of
    from tular.features.selection.actions.demo import demo_person
    from tular.foundation.rulebooks.actions import publish_rulebook
    from tular.foundation.rulebooks.models import RulebookVersion
    from tular.foundation.rulebooks.versions import rules_of

    text = (HERE.parent.parent / "rulebooks" / "competitions" / "kompetisi-daerah.toml").read_text(encoding="utf-8")
    for former, now in (
        ('id = "kompetisi-daerah"', 'id = "edisi-karangan"'),
        ('series = "kompetisi-daerah"', 'series = "edisi-karangan"'),
        ('{ pool = ["umum"], count = 20 }', f'{{ pool = ["umum"], count = {FINALISTS} }}'),
        ('{ pool = ["umum"], count = 10 }', f'{{ pool = ["umum"], count = {WINNERS} }}'),
        ('label = "Finalis"\ncount = 26', f'label = "Finalis"\ncount = {FINALISTS}'),
        ('Umum"\ncount = 10', f'Umum"\ncount = {WINNERS}'),
    ):
        assert former in text, former
        text = text.replace(former, now)
    unsaved = RulebookVersion(identity="edisi-karangan", title="Edisi karangan", text=text, published_at=opened)
    rulebook = publish_rulebook(unsaved, by=None, now=opened)
    made = Competition.objects.create(
        slug="edisi-karangan", title="Edisi karangan", organiser=Agency.objects.get(slug="kemen-panrb"),
        level=CompetitionLevel.NATIONAL, year=opened.year, rulebook=rulebook, state=CompetitionState.OPEN,
        state_at=opened, decree="contoh, tanpa surat", is_demo=True, created_at=opened,
    )  # fmt: skip
    for order, one in enumerate(categories_of(rules_of(rulebook)), start=1):
        made.categories.create(name=one.name, description=one.description, examples=one.examples, order=order)
    day = timedelta(days=1)
    for kind, stage, begins, ends in (
        (WindowKind.SUBMISSION, "", 0, 20), (WindowKind.STAGE, "administrasi", 20, 25),
        (WindowKind.STAGE, "proposal", 35, 50), (WindowKind.STAGE, "presentasi", 55, 65),
        (WindowKind.STAGE, "penetapan", 70, 75),
    ):  # fmt: skip
        Window.objects.create(
            competition=made, kind=kind, stage=stage, opens_at=opened + begins * day, closes_at=opened + ends * day
        )
    people = [demo_person(name) for name in ("Contoh Sekretariat", "Contoh Ketua Sekretariat")]
    for person in people:
        made.staff.create(person=person, role=StaffRole.SECRETARIAT, by=people[0], since=opened)
    return made, *people


if __name__ == "__main__":
    main()
