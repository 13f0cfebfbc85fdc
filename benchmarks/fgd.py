"""Server time of a round of FGD with thousands of comments, and forty people who comment at once.

    .venv/bin/python benchmarks/fgd.py [--comments 2000] [--people 40] [--keep FOLDER]

A made-up book of 20 chapters in a throw-away installation; the comments are noted by the real action, every fifth one
nearly in the words of another. Every page is asked as the leading author sees it. Then as many people as asked post a
comment in the same moment, each over a connection of their own. Prints median, p95 and the number of queries of each
page, and how many of those comments were kept.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

ROUNDS = 20
PARAGRAPHS = 12
WORDS = (
    "posyandu kader anak gizi desa puskesmas dana rapat data ukur timbang ibu hamil pangan lokal bulan tahun kecamatan "
    "keluarga pendamping layanan catatan biaya tugas hasil bukti"
).split()

PAGES = (
    ("round", ""),
    ("chapter", "/bab/3"),
    ("chapter, all of one", "/bab/3?p=2"),
    ("answers", "/jawaban"),
    ("one answer", "/jawaban/{pk}"),
    ("alike", "/mirip"),
    ("table", "/tabel"),
    ("table, whole", "/tabel?semua=1"),
    ("table (XLSX)", "/tabel.xlsx"),
)


def main() -> None:
    """Make the installation, ask its pages, and let everybody speak at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--keep", type=Path, help="use and keep this folder instead of a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-fgd-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["TULAR_VAR"] = str(folder)
        os.environ["TULAR_DEMO"] = "1"
        sys.path.insert(0, str(Path(__file__).parent))
        _run(options.comments, options.people)


def _run(comments: int, people: int) -> None:
    from measuring import machine, set_up, spread

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tular.features.exchange.actions import load_shipped_catalogue
    from tular.features.modelbooks.models import FgdComment, Round

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_shipped_catalogue(lambda _: None)
    if not Round.objects.exists():
        _populate(comments, people)
    fgd = Round.objects.select_related("book", "by").get()
    base, waiting = f"{fgd.book.path}/fgd/{fgd.number}", FgdComment.objects.filter(same_as=None).first()
    assert waiting is not None
    print(machine())
    print(f"{FgdComment.objects.count()} comments on {fgd.draft.chapters.count()} chapters")
    client = Client(headers={"host": "localhost"})
    client.force_login(fgd.by)  # type: ignore[arg-type] # somebody opened it
    for name, path in PAGES:
        address = base + path.format(pk=waiting.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        asked = len(captured)  # the next request empties the list
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - begun) * 1000)
        print(f"{name:20} {spread(times)}; {asked} queries; {len(answer.content)} bytes")
    _at_once(fgd, people)


def _at_once(fgd: Any, people: int) -> None:
    """Everybody posts a comment in the same moment."""
    from django.db import connections
    from django.test import Client

    from tular.features.accounts.models import User
    from tular.features.modelbooks.models import FgdComment

    path, before = f"{fgd.book.path}/fgd/{fgd.number}/bab/3", FgdComment.objects.count()
    clients = []
    for person in User.objects.filter(email__startswith="peserta.ukur").order_by("pk")[:people]:
        client = Client(headers={"host": "localhost"})
        client.force_login(person)
        clients.append(client)

    def speak(client: Client) -> float:
        begun = time.perf_counter()
        sent = {"text": "Sebut biayanya.", "client": str(uuid4()), "block": "2", "otomatis": "1"}
        answer = client.post(path, sent)
        connections.close_all()
        assert answer.status_code == 200, answer.content[:200]
        return (time.perf_counter() - begun) * 1000

    begun = time.perf_counter()
    with ThreadPoolExecutor(max_workers=len(clients)) as pool:
        times = sorted(pool.map(speak, clients))
    took, kept = time.perf_counter() - begun, FgdComment.objects.count() - before
    told = f"{kept} of {len(clients)} comments kept in {took:.1f} s"
    print(f"{len(clients)} people at once: {told}; slowest {times[-1]:.0f} ms")


def _populate(comments: int, people: int) -> None:
    from django.utils import timezone

    from tular.features.accounts.models import User
    from tular.features.agencies.choices import Role
    from tular.features.agencies.models import Agency, Membership
    from tular.features.catalogue.models import Theme
    from tular.features.events.actions.inviting import Guest, invite
    from tular.features.events.actions.organising import Told, announce, draft
    from tular.features.events.models import Event
    from tular.features.modelbooks.actions.beginning import start
    from tular.features.modelbooks.actions.commenting import Words, note
    from tular.features.modelbooks.actions.drafting import freeze_draft
    from tular.features.modelbooks.actions.rounds import open_round
    from tular.features.modelbooks.actions.writing import save_chapter
    from tular.features.modelbooks.models import ModelBook, Round

    made, now = random.Random(7), timezone.now()
    lead = User.objects.create_user("ketua.ukur@contoh.example", "Ketua Ukur", is_demo=True)
    Membership.objects.create(person=lead, role=Role.AUTHOR, since=now.date())
    guests = [User.objects.create_user(f"peserta.ukur{n}@contoh.example", f"Peserta {n}") for n in range(people)]
    centre, theme = Agency.objects.get(slug="kemen-panrb"), Theme.objects.get(slug="stunting")
    book = start(centre, theme=theme, title="Buku ukur", by=lead, now=now)
    for section in book.sections.all():
        text = "\n\n".join(" ".join(made.choices(WORDS, k=60)).capitalize() + "." for _ in range(PARAGRAPHS))
        save_chapter(section, by=lead, now=now, text=text, base=0)
    starts = now + timedelta(days=2)
    told = Told("FGD ukur", "fgd", "daring", starts, starts + timedelta(hours=3), link="https://rapat.contoh.example")
    event = draft(centre, told=told, by=lead, now=now)
    invite(event, guests=[Guest(str(one), one.email) for one in guests], by=lead, now=now)
    event = announce(Event.objects.get(pk=event.pk), by=lead, now=now)
    freeze_draft(ModelBook.objects.get(pk=book.pk), by=lead, now=now)
    until = now + timedelta(days=5)
    fgd = open_round(ModelBook.objects.get(pk=book.pk), kind="review", event=event, until=until, by=lead, now=now)
    fgd = Round.objects.get(pk=fgd.pk)
    said = ""
    for place in range(comments):
        if place % 5 or not said:
            said = " ".join(made.choices(WORDS, k=25)).capitalize()
        words = Words(made.randint(1, 20), f"{said} {place % 5}.", uuid4(), "", made.randint(1, PARAGRAPHS))
        note(fgd, words=words, speaker=f"Pembicara {place % 60}", agency=f"Instansi {place % 25}", by=lead, now=now)


if __name__ == "__main__":
    main()
