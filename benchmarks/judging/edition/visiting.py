"""Field verification: who is visited, plans, answers, minutes signed by the team and read by the agency."""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from benchmarks.judging.edition.opening import DESK, VISITED, Edition
from benchmarks.judging.edition.telling import timed
from tular.features.accounts.models import User
from tular.features.judging.models import Review
from tular.features.proposals.queries.people import local_admins_of
from tular.features.selection.actions.demo import demo_person
from tular.features.selection.choices import Outcome
from tular.features.selection.models import StageOutcome
from tular.features.visits.actions.choosing import choose
from tular.features.visits.actions.minuting import acknowledge, draw_up, sign
from tular.features.visits.actions.photographing import Told as Caption
from tular.features.visits.actions.photographing import photograph
from tular.features.visits.actions.planning import Plan, announce, plan
from tular.features.visits.actions.recording import Saved, answer
from tular.features.visits.actions.staffing import appoint
from tular.features.visits.models import Visit
from tular.features.visits.queries.files import PHOTO
from tular.features.visits.queries.record import GENERAL, PRESENT
from tular.foundation.files.actions import store
from tular.foundation.files.taken import taken_facts

TEAMS, OF_TEAM = 3, 2
ROUNDS = (2, 7)
"""Hours (UTC) at which a team begins a visit, morning and afternoon."""


def visit(edition: Edition) -> None:
    """From choosing to minutes that the agency has read."""
    by, now = edition.secretary, edition.day(66.5)
    competition = edition.competition
    desk = Review.objects.get(competition=competition, stage=DESK)
    finalists = StageOutcome.objects.filter(stage=DESK, outcome=Outcome.PASSED).values("proposal")
    best = desk.calibrations.latest("number").scores.filter(entry__proposal__in=finalists).order_by("-raw", "pk")
    proposals = list(best.values_list("entry__proposal", flat=True)[: edition.sizes.visited])
    with timed("field verification planned, held, minutes signed and read") as told:
        picks = choose(
            competition, stage=VISITED, proposals=proposals, by=by, now=now, reason="Contoh: nilai tertinggi."
        )
        teams = [
            [
                appoint(competition, stage=VISITED, email=demo_person(f"Contoh Verifikator {OF_TEAM * team + n}").email,
                        by=by, now=now)
                for n in range(1, OF_TEAM + 1)
            ]
            for team in range(TEAMS)
        ]  # fmt: skip
        morning = edition.day(68).replace(hour=0, minute=0, second=0, microsecond=0)
        signatures = 0
        for number, pick in enumerate(picks):
            team = teams[number % TEAMS]
            turn = number // TEAMS
            begins = morning + timedelta(days=turn // len(ROUNDS), hours=ROUNDS[turn % len(ROUNDS)])
            found = plan(
                pick, by=by, now=now,
                told=Plan("langsung", begins, begins + timedelta(hours=2), "Asia/Jakarta", team, team[0],
                          place="Kantor contoh, Jalan Contoh 1"),
            )  # fmt: skip
            found = announce(found, by=by, now=now)
            signatures += _held(found, [one.person for one in team])
        told += [f"{len(picks)} visits", f"{signatures} signatures"]


def _held(found: Visit, team: list[User]) -> int:
    """Answer every item, one photo, minutes; how many signed."""
    lead, now = team[0], found.starts_at + timedelta(minutes=20)
    record = found.record
    for item in record.items:
        value = {"yes_no": "ya", "number": "78", "text": "Contoh: menurut tiga pengguna, antreannya lebih pendek."}
        content = {
            "finding": "terkonfirmasi", "value": value.get(item["kind"], ""), "note": "Contoh catatan di tempat.",
        }  # fmt: skip
        assert isinstance(answer(record, by=lead, now=now, section=item["id"], content=content, base=0), Saved)
        record.refresh_from_db()
    for section, content in (
        (PRESENT, {"users": "3", "users_role": "pengguna layanan", "officials": "2", "others": "0", "consent": "ya"}),
        (GENERAL, {"summary": "Contoh: layanannya berjalan.", "recommendation": "Contoh: layak dipertimbangkan."}),
    ):
        assert isinstance(answer(record, by=lead, now=now, section=section, content=content, base=0), Saved)
        record.refresh_from_db()
    _photographed(found, record.items[0]["id"], lead)
    found.refresh_from_db()
    minutes = draw_up(found, by=lead, now=found.ends_at)
    for person in team:
        sign(minutes, signed_as=person.name, by=person, now=found.ends_at + timedelta(minutes=10))
    minutes.refresh_from_db()
    reader = local_admins_of(found.choice.proposal)[0]
    acknowledge(
        minutes, signed_as=reader.name, position="Kepala bagian (contoh)", by=reader,
        now=found.ends_at + timedelta(days=1),
    )  # fmt: skip
    return len(team)


def _photographed(found: Visit, item: str, lead: User) -> None:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "#336699").save(out, "JPEG")
    sent = SimpleUploadedFile("contoh.jpg", out.getvalue(), "image/jpeg")
    now = found.starts_at + timedelta(minutes=30)
    taken = taken_facts(sent.file)
    file = store(sent, PHOTO, by=lead, now=now)
    told = Caption(sent_as=f"contoh-{found.pk}", caption="Contoh foto: gambar polos, bukan tempat sebenarnya")
    photograph(found, item=item, file=file, told=told, taken=taken, by=lead, now=now)
