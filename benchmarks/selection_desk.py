"""The desk of an administrative selection with 3,500 proposals: its list, one proposal, and the groups of doublets.

    .venv/bin/python benchmarks/selection_desk.py [--proposals 3500] [--rounds 15] [--keep FOLDER]

Proposals recombine texts of the shipped catalogue; two checkers have decided about most of them, every eighth has a
finding and every twentieth a doublet. All of it exists only in a throw-away installation. Pages are asked by
a checker and by the secretariat, signed in. Budget: list p95 ≤ 150 ms. Prints the number of queries and the compressed
size too, and the time of the processor alone, which tells more where others work on the same machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, default=3_500)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-selection-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        sys.path[:0] = [str(HERE), str(HERE.parent)]
        _run(options.proposals, options.rounds)


def _run(proposals: int, rounds: int) -> None:
    from measuring import as_served, machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.features.competitions.models import Competition
    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.proposals.models import Proposal

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    if not Competition.objects.exists():
        _populate(proposals)
    competition = Competition.objects.get()
    print(machine())
    print(f"{Proposal.objects.count()} proposals, {competition.proposals.filter(checks__isnull=False).count()} checks")
    base = f"/seleksi/{competition.slug}"
    codes = list(Proposal.objects.order_by("pk").values_list("code", flat=True))
    last = 1 + len(codes) // 50
    asked = {
        "list": [base, f"{base}?halaman=2", f"{base}?halaman={last}"],
        "list, filtered": [f"{base}?keadaan=giliran&temuan=ada", f"{base}?keadaan=differing", f"{base}?kembar=1"],
        "list, searched and sorted": [f"{base}?cari=kota&urut=judul", f"{base}?urut=temuan", f"{base}?provinsi=35"],
        "one proposal": [f"{base}/{code}?keadaan=giliran" for code in codes[:: len(codes) // 5][:5]],
        "doublets": [f"{base}/kembar", f"{base}/kembar?halaman=2"],
    }
    for name in ("pemeriksa@contoh.example", "sekretaris@contoh.example"):
        client = Client(headers={"host": "localhost"})
        client.force_login(_person(name))
        print(f"as {name.partition('@')[0]}")
        for paths in asked.values():
            client.get(paths[0])
        as_served()
        for label, paths in asked.items():
            times, worked, queries, sizes = [], [], [], []
            for path in paths:
                client.get(path)
                for _round in range(rounds):
                    started, busy = time.perf_counter(), time.process_time()
                    answer = client.get(path)
                    times.append((time.perf_counter() - started) * 1000)
                    worked.append((time.process_time() - busy) * 1000)
                    assert answer.status_code == 200, path
                with CaptureQueriesContext(connection) as captured:
                    sizes.append(len(gzip.compress(client.get(path).content)))
                queries.append(len(captured))
            cost = f"{min(queries)}–{max(queries)} queries; {max(sizes) / 1000:.1f} kB compressed"
            print(f"  {label:27} {spread(times)}; processor: {spread(worked)}; {cost}")


def _person(email: str) -> Any:
    from tular.features.accounts.models import User

    return User.objects.get(email=email)


def _populate(count: int) -> None:
    from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
    from tular.features.accounts.models import User
    from tular.features.agencies.models import Agency
    from tular.features.competitions.choices import StaffRole
    from tular.features.competitions.models import Staff
    from tular.features.proposals.models import Proposal

    dice = random.Random(4)
    text = RULEBOOK.replace('kind = "checklist"', 'kind = "checklist"\ncheckers = 2')
    competition = make_competition(Agency.objects.get(slug="kemen-panrb"), rulebook=make_rulebook(text))
    people = [
        User.objects.create_user(f"{name}@contoh.example", name.title())
        for name in ("pemeriksa", "rekan", "sekretaris")
    ]
    roles = (StaffRole.CHECKER, StaffRole.CHECKER, StaffRole.SECRETARIAT)
    for person, role in zip(people, roles, strict=True):
        Staff.objects.create(competition=competition, person=person, role=role, by=person, since=NOW)
    made = _proposals(competition, count, dice)
    Proposal.objects.bulk_create(made, batch_size=500)
    rows = list(Proposal.objects.select_related("agency", "category", "unit").order_by("pk"))
    _versions(competition, rows)
    _decisions(rows, people, dice)


def _proposals(competition: Any, count: int, dice: random.Random) -> list[Any]:
    from tular.features.agencies.models import Agency
    from tular.features.catalogue.models import Innovation
    from tular.features.proposals.choices import ProposalState
    from tular.features.proposals.models import Proposal

    agencies = list(Agency.objects.filter(until="", kind__in=["kabupaten", "kota", "provinsi", "kementerian"]))
    texts = list(Innovation.objects.exclude(solution="").values_list("title", "problem", "solution", "results"))
    category = competition.categories.get()
    found = []
    for number in range(count):
        title = dice.choice(texts)[0][:280]
        parts = [" ".join(filter(None, dice.choice(texts)[1:])) for _sentence in range(24)]
        content = {
            "_umum": {"title": title, "group": "umum", "never_entered": "ya", "sdgs": [3]},
            "ringkasan": {"ringkasan": " ".join(parts[:8])},
            "dampak": {"hasil": " ".join(parts[8:]), "ditiru.jawab": "tidak", "ditiru": ""},
        }
        found.append(
            Proposal(
                code=f"uji-{number:05d}", competition=competition, agency=dice.choice(agencies),
                title=f"{title} {number}", group="umum", category=category, content=content,
                state=ProposalState.SUBMITTED, state_at=NOW, created_at=NOW, edited_at=NOW, submitted_at=NOW,
                started_on=(NOW - timedelta(days=800)).date(),
            )
        )  # fmt: skip
    return found


def _versions(competition: Any, rows: list[Any]) -> None:
    from tular.features.proposals.models import ProposalVersion
    from tular.features.proposals.queries.canonical import canonical_of, digest_of

    for start in range(0, len(rows), 500):
        made = []
        for row in rows[start : start + 500]:
            row.competition = competition
            canonical = canonical_of(row, number=1, by=None, at=NOW)
            assert json.loads(canonical)["code"] == row.code
            made.append(
                ProposalVersion(
                    proposal=row, number=1, receipt=f"R-{row.code}", canonical=canonical, sha256=digest_of(canonical),
                    rulebook=competition.rulebook, at=NOW,
                )
            )  # fmt: skip
        ProposalVersion.objects.bulk_create(made)


def _decisions(rows: list[Any], people: list[Any], dice: random.Random) -> None:
    from tular.features.proposals.choices import CheckDecision, ReasonCode
    from tular.features.proposals.models import Check, Doublet, Finding, ProposalVersion

    latest = dict(ProposalVersion.objects.values_list("proposal", "pk"))
    checks, findings, pairs = [], [], []
    for place, row in enumerate(rows):
        first = {"proposal": row, "submission_id": latest[row.pk], "at": NOW}
        for person in people[: dice.choice((0, 1, 2, 2))]:
            failed = dice.random() < 0.15
            checks.append(
                Check(
                    **first, stage="administrasi", by=person,
                    decision=CheckDecision.FAILED if failed else CheckDecision.PASSED,
                    reasons=["incomplete"] if failed else [], explanation="Surat tidak ada." if failed else "",
                )
            )  # fmt: skip
        if place % 8 == 0:
            code = dice.choice((ReasonCode.UNDER_AGE, ReasonCode.INCOMPLETE, ReasonCode.CARELESS, ReasonCode.COPIED))
            findings.append(
                Finding(**first, code=code, sentence="Surat belum dilampirkan", needs_person=dice.random() < 0.5)
            )
        if place % 20 == 1:
            pairs.append(
                Doublet(
                    proposal=row, other=rows[place - 1], cluster=place, title_likeness=95, text_likeness=0.4, at=NOW
                )
            )
    Check.objects.bulk_create(checks, batch_size=500)
    Finding.objects.bulk_create(findings, batch_size=500)
    Doublet.objects.bulk_create(pairs, batch_size=500)


if __name__ == "__main__":
    main()
