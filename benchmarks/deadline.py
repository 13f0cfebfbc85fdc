"""The last hour before a deadline: hundreds of people write, attach and submit at once, on links that break.

    .venv/bin/python benchmarks/deadline.py [--sessions 500] [--minutes 10] [--drop 0.05] [--database-url URL]

Serves the product as `tular serve` does, on a throw-away installation, and drives it with as many browsers as there are
sessions, on the same machine. Every session saves its proposal by itself every 20 s; on its way it sends a file in
pieces and hands the proposal in; local admins submit what was handed in. One request in twenty loses its line, within
the request or before the answer, and is sent again. Some submit after the close and have to be refused.

Budget: p95 ≤ 500 ms, no error but the intended. At the end every acknowledged text, file and submission is compared
by hash with what the database and the disk hold.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import random
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from crowd import Browser, Figures, form_on

PORT = 8191
EVERY = 20
"""Seconds between two saves of one session."""

COMING = 60
"""Seconds within which all sessions have opened their page: not even the last hour begins with everybody at once."""

LATE = 0.04
"""Share of the sessions that submit only after the close, and have to be refused."""

PER_AGENCY = 5
FILE_SIZE = 400_000
PIECE = 262_144
ATTACHMENT = "pernyataan"
WORDS = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8").split()


@dataclass
class Writer:
    """One person with one proposal, and what the server has acknowledged."""

    code: str
    session: str
    admin: str
    agency: int
    texts: dict[str, str] = field(default_factory=dict)
    """Name of the control → the last acknowledged text."""
    saves: int = 0
    file: str = ""
    """SHA-256 of the attached file."""
    handed_in: bool = False
    submitted: bool = False
    late: str = ""
    """What became of a submission after the close: "refused", or "accepted" (which may not be)."""


def main() -> None:
    """Make the installation, serve it, drive it, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--drop", type=float, default=0.05)
    parser.add_argument("--database-url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tular-deadline-") as folder:
        os.environ["TULAR_VAR"] = folder
        os.environ["TULAR_DEMO"] = "0"
        if options.database_url:
            os.environ["TULAR_DATABASE_URL"] = options.database_url
        _run(options.sessions, options.minutes, options.drop)


def _run(sessions: int, minutes: float, drop: float) -> None:
    from measuring import machine, set_up

    set_up()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    print(machine())
    print(f"{sessions} sessions, {minutes:g} minutes, {drop:.0%} of requests lose their line, {connection.vendor}")
    server = _serve()
    try:
        writers, close = _world(sessions, minutes)
        figures = Figures()
        asyncio.run(_drive(writers, figures, close, drop))
    finally:
        server.terminate()
        server.wait(30)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    _print(figures)
    print(f"the server worked {used.ru_utime + used.ru_stime:.0f} s of processor from its start to its end")
    _compare(writers)


def _serve() -> subprocess.Popen[bytes]:
    """The product, as `tular serve` starts it."""
    command = [str(Path(sys.executable).parent / "tular"), "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    import socket

    for _ in range(600):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", PORT)) == 0:
                return server
        time.sleep(0.5)
    raise SystemExit("the server did not start")


def _world(sessions: int, minutes: float) -> tuple[list[Writer], float]:
    """An open competition that closes soon, agencies with a local admin each, and a proposal for every session."""
    from django.db import transaction
    from django.utils import timezone

    from tests.factories.competitions import make_competition, make_proposal
    from tests.people import make_member, make_unit
    from tular.features.agencies.models import Agency
    from tular.features.proposals.choices import ProposalState

    agencies = list(Agency.objects.filter(kind="kabupaten", until="").order_by("pk"))
    now = timezone.now()
    writers = []
    with transaction.atomic():
        closes = now + timedelta(seconds=60 * minutes)
        rules = _rulebook()
        competition = make_competition(Agency.objects.get(slug="pemprov-jawa-timur"), rulebook=rules, closes=closes)
        for place in range(sessions):
            agency = agencies[place // PER_AGENCY % len(agencies)]
            if place % PER_AGENCY == 0:
                admin = _session(make_member("admin-instansi", agency).person)
            unit = make_unit(agency, f"Unit Contoh {place}")
            person = make_member("upp", unit).person
            proposal = make_proposal(
                competition, agency, unit=unit, by=person, state=ProposalState.DRAFT, started_on=date(2023, 1, 9)
            )
            writers.append(Writer(proposal.code, _session(person), admin, agency.pk))
    return writers, time.monotonic() + (closes - timezone.now()).total_seconds()


def _rulebook() -> Any:
    """The rulebook of the tests, with room for every proposal of an agency."""
    from tests.factories.competitions import RULEBOOK, make_rulebook

    return make_rulebook(RULEBOOK.replace("quota_per_agency = 2", f"quota_per_agency = {PER_AGENCY}"))


def _session(person: Any) -> str:
    """The cookie of somebody who signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = _backend()
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def _backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[0])


async def _drive(writers: list[Writer], figures: Figures, close: float, drop: float) -> None:
    """Every session at its own pace until a little after the close."""
    began = time.monotonic()
    dice = random.Random(20_260_506)
    tasks = [
        asyncio.create_task(_session_of(writer, figures, began, close, drop, random.Random(dice.random())))
        for writer in writers
    ]
    for done, task in enumerate(asyncio.as_completed(tasks), start=1):
        await task
        if done % 100 == 0:
            print(f"  {done} of {len(tasks)} sessions are through, {time.monotonic() - began:.0f} s", flush=True)


async def _session_of(
    writer: Writer, figures: Figures, began: float, close: float, drop: float, dice: random.Random
) -> None:
    """Write with pauses, attach a file, hand in, let the admin submit."""
    browser = Browser(PORT, writer.session, figures, drop=drop, dice=dice)
    is_late = dice.random() < LATE
    span = close - began
    attach_at = began + span * dice.uniform(0.1, 0.5)
    hand_in_at = began + span * dice.uniform(0.4, 0.95) if not is_late else close - 2 * EVERY
    await asyncio.sleep(dice.uniform(0, min(COMING, span / 4)))
    pages = {section: await _open(browser, writer, section) for section in ("ringkasan", "dampak")}
    while time.monotonic() < hand_in_at:
        paused = time.monotonic()
        await _save(browser, writer, dice.choice(["ringkasan", "dampak"]), pages, dice)
        if not writer.file and time.monotonic() > attach_at:
            await _attach(browser, writer, dice)
        await asyncio.sleep(max(0.0, EVERY * dice.uniform(0.8, 1.2) - (time.monotonic() - paused)))
    if not writer.file:
        await _attach(browser, writer, dice)
    writer.handed_in = await _step(browser, writer, "serahkan") == 302
    await browser.close()
    admin = Browser(PORT, writer.admin, figures, drop=drop, dice=dice)
    if is_late:
        await asyncio.sleep(max(0.0, close - time.monotonic()) + 1)
        writer.late = "accepted" if await _step(admin, writer, "ajukan") == 302 else "refused"
    else:
        writer.submitted = await _step(admin, writer, "ajukan") == 302
    await admin.close()


async def _open(browser: Browser, writer: Writer, section: str) -> dict[str, str]:
    """The editor of a section: its controls with their values."""
    page = await browser.get("editor page", f"/proposal/{writer.code}/sunting/{section}")
    return dict(form_on(page, "dasar"))


async def _save(
    browser: Browser, writer: Writer, section: str, pages: dict[str, dict[str, str]], dice: random.Random
) -> None:
    """One autosave of a section to which some words were added."""
    fields = pages[section]
    name = next(one for one in fields if one.startswith("teks-"))
    words = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(3, 12)))
    fields[name] = f"{fields[name]} {words} {secrets.token_hex(4)}".strip()[:6000]
    # As long as the limit of words allows: what is too long is kept too, but could not be submitted.
    fields[name] = " ".join(fields[name].split()[-80:])
    answer = await browser.post(
        "autosave", f"/proposal/{writer.code}/sunting/{section}", [*fields.items(), ("otomatis", "1")]
    )
    if answer.status == 200:
        fields["dasar"] = str(json.loads(answer.body)["version"])
        writer.saves += 1
        writer.texts[f"{section}/{name.removeprefix('teks-')}"] = fields[name]


async def _attach(browser: Browser, writer: Writer, dice: random.Random) -> None:
    """A file in pieces, going on where the line broke, then put into its place."""
    content = b"%PDF-1.4\n" + dice.randbytes(FILE_SIZE) + b"\n%%EOF\n"
    begin = [("purpose", "proposals.attachment"), ("name", "pernyataan.pdf"), ("size", str(len(content)))]
    told = json.loads((await browser.post("begin upload", "/berkas/unggah", begin)).body)
    offset = 0
    while offset < len(content):
        piece = content[offset : offset + PIECE]
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        answer = await browser.send("piece", "PATCH", told["address"], piece, headers)
        if answer.status == 423:
            await asyncio.sleep(0.5)
            continue
        offset = int(answer.headers["upload-offset"])
    page = await browser.get("files page", f"/proposal/{writer.code}/sunting/_lampiran")
    fields = dict(form_on(page, "dasar")) | {f"berkas-{ATTACHMENT}-id": told["id"], "otomatis": "1"}
    answer = await browser.post("attach", f"/proposal/{writer.code}/sunting/_lampiran", list(fields.items()))
    if answer.status == 200:
        writer.file = hashlib.sha256(content).hexdigest()
    else:
        print(f"  {writer.code}: the file was not attached ({answer.status}): {answer.text[:200]}")


async def _step(browser: Browser, writer: Writer, name: str) -> int:
    """A step by its page and its form; the status of the answer, 0 when the page did not offer the form."""
    path = f"/proposal/{writer.code}/{name}"
    page = await browser.get(f"page of {name}", path)
    try:
        fields = form_on(page, "versi")
    except LookupError:
        return 0
    return (await browser.post(name, path, fields)).status


def _print(figures: Figures) -> None:
    """Figures by kind of request, and every status."""
    from measuring import spread

    every = [time for times in figures.times.values() for time in times]
    for kind, times in figures.times.items():
        statuses = ", ".join(f"{count} × {status}" for (of, status), count in figures.statuses.items() if of == kind)
        print(f"{kind:20} {spread(times)}; {statuses}")
    print(f"{'all':20} {spread(every)}; {len(every)} answers, {figures.broken} broken lines")


def _compare(writers: list[Writer]) -> None:
    """What was acknowledged against what is there, by hash."""
    from django.core.files.storage import default_storage

    from tular.features.proposals.models import Proposal, ProposalVersion

    lost: list[str] = []
    rows = Proposal.objects.prefetch_related("files__file", "submissions").in_bulk(field_name="code")
    texts = files = submissions = 0
    for writer in writers:
        row = rows[writer.code]
        frozen = row.submissions.all()
        contents: list[Any] = [row.content, *(json.loads(one.canonical)["content"] for one in frozen)]
        for place, text in writer.texts.items():
            section, part = place.split("/")
            texts += len(contents)
            lost += [f"{writer.code} {place}" for one in contents if _hash(one[section][part]) != _hash(text)]
        if sum(row.versions.get(section, 0) for section in ("ringkasan", "dampak")) < writer.saves:
            lost.append(f"{writer.code}: fewer saves than were acknowledged")
        if writer.file:
            files += 1
            kept = [one.file for one in row.files.all() if one.removed_at is None and one.attachment == ATTACHMENT]
            disk = [hashlib.sha256(default_storage.open(one.stored_as).read()).hexdigest() for one in kept]
            if disk != [writer.file]:
                lost.append(f"{writer.code}: file")
        submissions += writer.submitted
        if writer.submitted != bool(frozen) or len(frozen) > 1:
            lost.append(f"{writer.code}: acknowledged {writer.submitted}, submitted {len(frozen)} times")
        if writer.late == "accepted":
            lost.append(f"{writer.code}: accepted after the close")
        lost += [f"{writer.code}: receipt" for one in frozen if _hash(one.canonical) != one.sha256]
    late = sum(1 for writer in writers if writer.late)
    waiting = sum(1 for writer in writers if not writer.submitted and not writer.late)
    print(
        f"compared by hash: {texts} texts, {files} files, {submissions} submissions "
        f"({ProposalVersion.objects.count()} receipts); {late} late ones refused; {waiting} not submitted; "
        f"lost or wrong: {len(lost)}"
    )
    for one in lost[:20]:
        print(f"  {one}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
