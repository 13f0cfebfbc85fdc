"""Field visits of the demo's competitions: planned, begun, or held with photos and signed minutes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from math import sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.visits.actions.choosing import choose
from tular.features.visits.actions.minuting import draw_up, sign
from tular.features.visits.actions.photographing import Told as Caption
from tular.features.visits.actions.photographing import photograph
from tular.features.visits.actions.planning import Plan, announce, plan
from tular.features.visits.actions.recording import answer
from tular.features.visits.actions.staffing import appoint
from tular.features.visits.models import Verifier, Visit, VisitChoice
from tular.features.visits.queries.files import PHOTO
from tular.features.visits.queries.record import GENERAL, PRESENT
from tular.foundation.files.actions import store
from tular.foundation.files.taken import taken_facts

LONG = timedelta(hours=2)
PLACE = "Puskesmas Contoh, Jalan Contoh 1"
LATITUDE, LONGITUDE = Decimal("-7.44716"), Decimal("112.71833")

VALUES = {"yes_no": "ya", "number": "78", "text": "Contoh: menurut tiga pengguna, antreannya lebih pendek."}
NOTE = "Contoh catatan: terlihat di buku layanan bulan ini."
SEEN = {"users": "3", "users_role": "pengguna layanan", "officials": "2", "others": "0", "consent": "ya"}
SUMMARY = {
    "summary": "Contoh: layanannya berjalan seperti yang ditulis; bukunya lengkap sejak Januari.",
    "recommendation": "Contoh: layak dipertimbangkan.",
}
PHOTOS = (
    ("Contoh: ruang tunggu pagi hari (gambar karangan)", "#dbe7ee", "#5b7c99"),
    ("Contoh: loket dan papan syarat (gambar karangan)", "#eee6d8", "#9a7b4f"),
)
"""(what it shows, colour of the wall, colour of the floor)."""


def choose_demo_visits(
    competition: Competition, stage: str, proposals: Sequence[int], people: Sequence[User], *, by: User, now: datetime
) -> tuple[dict[int, VisitChoice], list[Verifier]]:
    """(proposal → its choice, the team)."""
    why = "Contoh: angka dampaknya perlu dilihat di tempat."
    picks = choose(competition, stage=stage, proposals=proposals, by=by, now=now, reason=why)
    team = [appoint(competition, stage=stage, email=one.email, by=by, now=now) for one in people]
    return {one.proposal_id: one for one in picks}, team


def plan_demo_visit(
    choice: VisitChoice, team: Sequence[Verifier], starts: datetime, *, by: User, now: datetime, announced: bool = True
) -> Visit:
    """A visit of two hours at a made-up place; told to the agency unless not."""
    told = Plan(
        "langsung", starts, starts + LONG, "Asia/Jakarta", list(team), team[0], place=PLACE, latitude=LATITUDE,
        longitude=LONGITUDE, contact="Contoh Kepala Puskesmas", note="Contoh: bertemu di loket depan.",
    )  # fmt: skip
    made = plan(choice, told=told, by=by, now=now)
    return announce(made, by=by, now=now) if announced else made


def begin_demo_visit(visit: Visit, person: User, *, items: int | None = None) -> None:
    """The first items (None: all, and who was there) are answered, with a photo for each of the first ones."""
    record, now = visit.record, visit.starts_at + timedelta(minutes=20)
    for number, item in enumerate(record.items[:items]):
        content = {"finding": "terkonfirmasi", "value": VALUES.get(item["kind"], ""), "note": NOTE}
        answer(record, by=person, now=now, section=item["id"], content=content, base=0)
        record.refresh_from_db()
        if number < len(PHOTOS):
            _photograph(visit, item["id"], number, person)
    if items is None:
        for section, content in ((PRESENT, SEEN), (GENERAL, SUMMARY)):
            answer(record, by=person, now=now, section=section, content=content, base=0)
            record.refresh_from_db()


def hold_demo_visit(visit: Visit, people: Sequence[User]) -> None:
    """Everything is answered, and all of the team have signed the minutes."""
    begin_demo_visit(visit, people[0])
    visit.refresh_from_db()
    minutes = draw_up(visit, by=people[0], now=visit.ends_at)
    for person in people:
        sign(minutes, signed_as=person.name, by=person, now=visit.ends_at + timedelta(minutes=10))


def _photograph(visit: Visit, item: str, number: int, person: User) -> None:
    caption, wall, floor = PHOTOS[number]
    now = visit.starts_at + timedelta(minutes=30 + number)
    drawn = _picture(wall, floor)
    sent = SimpleUploadedFile(f"contoh-{number + 1}.jpg", drawn, "image/jpeg")
    taken = taken_facts(io.BytesIO(drawn))
    file = store(sent, PHOTO, by=person, now=now)
    told = Caption(
        sent_as=f"contoh-{visit.pk}-{number}", caption=caption, place=PLACE, device_at=now, latitude=LATITUDE,
        longitude=LONGITUDE, accuracy=12,
    )  # fmt: skip
    photograph(visit, item=item, file=file, told=told, taken=taken, by=person, now=now)


def _picture(wall: str, floor: str) -> bytes:
    """A drawn room that nobody takes for a photo: it says in large letters that it is made up."""
    drawn = Image.new("RGB", (960, 640), wall)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 430, 960, 640), fill=floor)
    pen.rectangle((80, 120, 300, 320), fill="#f7fafc", outline=floor, width=6)
    pen.rectangle((560, 250, 880, 470), fill="#ffffff", outline=floor, width=6)
    for place in range(5):
        middle, foot = 120 + place * 95, 500 + round(18 * sin(place))
        pen.ellipse((middle - 22, foot - 150, middle + 22, foot - 106), fill="#3b4a57")
        pen.rounded_rectangle((middle - 30, foot - 100, middle + 30, foot), 18, fill="#3b4a57")
    font = ImageFont.load_default(size=52)
    pen.text((40, 30), "CONTOH – gambar karangan", fill="#1b2733", font=font)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=80)
    return out.getvalue()
