"""Server time of desks and lists with 30,000 records and 5,000 people.

    .venv/bin/python benchmarks/desks.py [--records 30000] [--people 5000] [--keep FOLDER]

Records recombine texts of the shipped ones; people, units, questions and drafts are made up; all of it exists only in
a throw-away installation. Each page is asked ten times by several people of its role, signed in. Budget: p95 ≤ 150 ms.
Prints the number of database queries of each page too, which may not depend on how many rows there are.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROUNDS = 10
ASKERS = 4


def main() -> None:
    """Make the installation and ask its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-desks-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        sys.path.insert(0, str(Path(__file__).parent))
        _run(options.records, options.people)


def _run(records: int, people: int) -> None:
    from measuring import machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.features.accounts.models import User
    from tular.features.exchange.actions import load_shipped_catalogue

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    if not User.objects.exists():
        _populate(records, people)
    print(machine())
    counts = {label: _count(label) for label in ("catalogue.Innovation", "accounts.User", "conversations.Question")}
    print(", ".join(f"{label} {count}" for label, count in counts.items()))
    for role, path in PAGES:
        times, queries = [], 0
        for person, place in _people_of(role):
            client = Client(headers={"host": "localhost"})
            client.force_login(person)
            address = path.format(place=place)
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                status = client.get(address).status_code
            assert status == 200, (role, address, status)
            queries = max(queries, len(captured))
            for _ in range(ROUNDS):
                started = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - started) * 1000)
        print(f"{role:15} {path:32} {spread(times)}, {queries} queries")


PAGES = (
    ("upp", "/kerja"),
    ("admin-instansi", "/kerja"),
    ("admin-hub", "/kerja"),
    ("admin-pembina", "/kerja"),
    ("upp", "/catatan"),
    ("admin-instansi", "/catatan"),
    ("admin-hub", "/catatan"),
    ("admin-pembina", "/catatan"),
    ("admin-hub", "/catatan?kesegaran=perlu"),
    ("admin-pembina", "/catatan?kesegaran=perlu"),
    ("admin-hub", "/kurasi"),
    ("admin-pembina", "/kurasi"),
    ("admin-instansi", "/instansi/{place}/orang"),
    ("admin-pembina", "/pembina/orang"),
    ("admin-instansi", "/pertanyaan"),
    ("admin-pembina", "/pertanyaan"),
    ("upp", "/pemberitahuan"),
    ("anggota", "/disimpan"),
)


def _count(label: str) -> int:
    from django.apps import apps

    return int(apps.get_model(label)._default_manager.count())


def _people_of(role: str) -> list[tuple[Any, str]]:
    from tular.features.agencies.models import Membership

    held = Membership.objects.filter(role=role).select_related("person", "agency").order_by("person_id")[:ASKERS]
    return [(one.person, one.agency.slug if one.agency else "") for one in held]


def _populate(records: int, people: int) -> None:
    from tular.features.agencies.choices import Role

    chance = random.Random(2026)
    units, held = _people(people, chance)
    made = _records(records, units, chance)
    _work(made, held, chance)
    members = [one.person for one in held if one.role == Role.MEMBER]
    _keep(members, made, chance)
    _remind()


def _people(people: int, chance: random.Random) -> tuple[list[Any], list[Any]]:
    """Units, and memberships of new people: five of the centre, two a hub, one an agency, the rest in units."""
    from tular.features.accounts.models import User
    from tular.features.agencies.choices import Role
    from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit

    agencies, hubs = list(Agency.objects.filter(until="")), list(Hub.objects.all())
    units = ServiceUnit.objects.bulk_create(
        ServiceUnit(agency=chance.choice(agencies), name=f"Unit contoh {number}") for number in range(people // 2)
    )
    persons = User.objects.bulk_create(
        User(email=f"orang{number}@contoh.example", name=f"Orang Contoh {number}", password="!")
        for number in range(people)
    )
    held = []
    for number, person in enumerate(persons):
        place: dict[str, Any] = {}
        if number < 5:
            role = Role.NATIONAL
        elif number < 5 + 2 * len(hubs):
            role, place = Role.HUB, {"hub": hubs[number % len(hubs)]}
        elif number < 200 + len(agencies):
            role, place = Role.AGENCY, {"agency": agencies[number % len(agencies)]}
        elif number > people - 50:
            role = Role.MEMBER
        else:
            unit = chance.choice(units)
            role, place = Role.UNIT, {"unit": unit, "agency": unit.agency}
        held.append(Membership(person=person, role=role, since=date(2026, 1, 1), **place))
    Membership.objects.bulk_create(held, batch_size=2000)
    return list(units), held


def _records(records: int, units: list[Any], chance: random.Random) -> list[Any]:
    from tular.features.catalogue.models import Innovation

    rows = list(Innovation.objects.all())
    told = {name: [getattr(row, name) for row in rows] for name in ("title", "problem", "solution", "results")}
    made = []
    for number in range(records - len(rows)):
        unit = chance.choice(units)
        made.append(
            Innovation(
                code=f"gen-{number:06}",
                slug=f"gen-{number:06}",
                agency=unit.agency,
                service_unit=unit,
                fresh_on=date(2026, 11, 1) - timedelta(days=chance.randrange(900)),
                **{name: chance.choice(texts) for name, texts in told.items()},
            )
        )
    Innovation.objects.bulk_create(made, batch_size=2000)
    return made


def _work(made: list[Any], held: list[Any], chance: random.Random) -> None:
    """Drafts of which half wait for a curator, and open questions at every level."""
    from django.utils import timezone

    from tular.features.catalogue.models import InnovationDraft
    from tular.features.conversations.models import Question

    now, writer = timezone.now(), held[-1].person
    InnovationDraft.objects.bulk_create(
        [
            InnovationDraft(
                innovation=row, state="diajukan" if place % 2 else "draf", state_at=now, base_version=0,
                opened_by=writer, opened_at=now, edited_by=writer, edited_at=now, submitted_by=writer,
            )
            for place, row in enumerate(made[:2000])
        ],
        batch_size=500,
    )  # fmt: skip
    Question.objects.bulk_create(
        [
            Question(
                innovation=row, agency=row.agency, asker=chance.choice(held).person, text="Berapa biaya setahun?",
                level=chance.choice(("unit", "instansi", "hub", "pusat")), asked_at=now, level_since=now,
                due_at=now + timedelta(days=chance.randrange(-5, 10)),
            )
            for row in chance.sample(made, 3000)
        ],
        batch_size=500,
    )  # fmt: skip


def _keep(members: list[Any], made: list[Any], chance: random.Random) -> None:
    from django.utils import timezone

    from tular.features.conversations.models import Bookmark

    now = timezone.now()
    kept = [Bookmark(person=person, innovation=row, at=now) for person in members for row in chance.sample(made, 100)]
    Bookmark.objects.bulk_create(kept, batch_size=1000)


def _remind() -> None:
    """Thousands of overdue records, of which most reminders climbed to the hub."""
    from django.utils import timezone

    from tular.features.catalogue.actions import remind

    for days in (28, 14, 0):
        remind(now=timezone.now() - timedelta(days=days))


if __name__ == "__main__":
    main()
