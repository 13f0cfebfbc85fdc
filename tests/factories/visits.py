"""Made-up field verifications. Written directly where no action has to succeed."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from PIL import ExifTags, Image

from tests.factories.competitions import NOW, RULEBOOK, full_content, make_competition, make_rulebook
from tests.factories.selection import arrived
from tests.people import make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.features.visits.choices import VisitState
from tular.features.visits.models import FieldRecord, Verifier, Visit, VisitChoice, VisitMember
from tular.features.visits.queries.canonical import canonical_of, digest_of
from tular.features.visits.queries.rules import checklist_for
from tular.foundation.files.models import StoredFile

STAGE = "verifikasi"
ADMINISTRATIVE = RULEBOOK[
    RULEBOOK.index('[[stages]]\nid = "administrasi"') : RULEBOOK.index('[[stages]]\nid = "proposal"')
]
VISITED = (
    f'[[stages]]\nid = "{STAGE}"\nlabel = "Verifikasi lapangan"\nkind = "field_verification"\n\n[criteria.proposal]'
)
VERIFIED = RULEBOOK.replace(ADMINISTRATIVE, "").replace("[criteria.proposal]", VISITED)
TOLD = (
    VERIFIED
    + """
[[stages]]
id = "lagi"
kind = "field_verification"
minutes_to_agency = "after_release"

[[stages.checklist]]
id = "alat"
question = "Apakah alatnya ada?"
kind = "yes_no"
evidence = "foto alat"

[[stages.checklist]]
id = "sering"
question = "Seberapa sering dipakai?"
kind = "level"
levels = ["setiap hari", "jarang"]
"""
)


def make_verified(organiser: Agency, text: str = VERIFIED, **fields: Any) -> Competition:
    """A competition with a stage of verification into which everything that was submitted goes."""
    return make_competition(organiser, rulebook=make_rulebook(text, number=len(text), note="Lain."), **fields)


def make_finalist(competition: Competition, owner: Agency, title: str = "Antar obat", **fields: Any) -> Proposal:
    """A submitted proposal with a figure before and after."""
    content = full_content(competition)
    content["_umum"]["title"] = title
    content["_hasil"] = {"baris": [{"indicator": "Pasien rutin", "before": "48", "after": "79", "unit": "%"}]}
    return arrived(competition, owner, content=content, title=title, **fields)


def make_verifier(competition: Competition, by: User, name: str, stage: str = STAGE, **fields: Any) -> Verifier:
    """Somebody who verifies."""
    person = fields.pop("person", None) or make_member(Role.EVALUATOR, person=make_person(name)).person
    return Verifier.objects.create(competition=competition, stage=stage, person=person, by=by, since=NOW, **fields)


def make_choice(proposal: Proposal, by: User, stage: str = STAGE) -> VisitChoice:
    """The proposal is to be verified."""
    return VisitChoice.objects.create(
        competition=proposal.competition, stage=stage, proposal=proposal, reason="Angkanya perlu dilihat.", by=by,
        at=NOW,
    )  # fmt: skip


def make_visit(
    choice: VisitChoice, team: list[Verifier], *, state: str = VisitState.ANNOUNCED, starts: datetime | None = None,
    **fields: Any,
) -> Visit:  # fmt: skip
    """A visit of two hours from `starts`; the first of the team leads it."""
    begin = starts or NOW + timedelta(days=1)
    visit = Visit.objects.create(
        **{
            "choice": choice, "mode": "langsung", "starts_at": begin, "ends_at": begin + timedelta(hours=2),
            "place": "Puskesmas Contoh", "latitude": Decimal("-7.44716"), "longitude": Decimal("112.71833"),
            "state": state, "state_at": NOW, "created_by": choice.by, "created_at": NOW,
            "announced_at": None if state in (VisitState.PLANNED, VisitState.CANCELLED) else NOW,
            "state_reason": "Banjir." if state == VisitState.CANCELLED else "",
        } | fields
    )  # fmt: skip
    items, told = checklist_for(choice.proposal, choice.stage)
    FieldRecord.objects.create(visit=visit, items=items, from_rulebook=told)
    for one in team:
        VisitMember.objects.create(visit=visit, verifier=one, lead=one is team[0], since=NOW)
    return visit


def fill(record: FieldRecord, finding: str = "terkonfirmasi") -> None:
    """Everything that minutes need."""
    record.content = {one["id"]: {"finding": finding, "value": "", "note": "Terlihat."} for one in record.items}
    record.content["_hadir"] = {"users": "3", "users_role": "ibu balita", "officials": "2", "others": "0",
                                "consent": "ya"}  # fmt: skip
    record.content["_umum"] = {"summary": "Layanannya berjalan.", "recommendation": "Layak dipertimbangkan."}
    record.versions = dict.fromkeys(record.content, 1)
    record.save()


def picture(name: str = "foto.jpg", *, place: bool = True, size: tuple[int, int] = (64, 48)) -> SimpleUploadedFile:
    """A JPEG that says where and when it was taken, or not."""
    out, exif = io.BytesIO(), Image.Exif()
    if place:
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        inner[ExifTags.Base.DateTimeOriginal] = "2026:03:06 09:12:44"
        inner[ExifTags.Base.OffsetTimeOriginal] = "+07:00"
        where = exif.get_ifd(ExifTags.IFD.GPSInfo)
        where[ExifTags.GPS.GPSLatitudeRef], where[ExifTags.GPS.GPSLongitudeRef] = "S", "E"
        where[ExifTags.GPS.GPSLatitude] = (7.0, 27.0, 0.0)
        where[ExifTags.GPS.GPSLongitude] = (112.0, 43.0, 12.0)
    Image.new("RGB", size, "#336699").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def make_sample(proposal: Proposal, by: User, at: datetime, person: User) -> dict[str, Model]:
    """One row of each kind around a visit that `person` leads and the agency knows of, by the name of its class."""
    verifier = make_verifier(proposal.competition, by, "", person=person)
    choice = make_choice(proposal, by)
    visit = make_visit(choice, [verifier], starts=at + timedelta(days=1))
    file = StoredFile.objects.create(
        purpose="visits.photo", name="foto.jpg", size=1, state="ready", uploaded_by=verifier.person, created_at=at,
        finished_at=at, content_type="image/jpeg", sha256="0" * 64, stored_as="contoh-foto",
    )  # fmt: skip
    photo = visit.photos.create(
        item="pengguna", file=file, sent_as="a", sent_sha256="0" * 64, caption="Ruang tunggu", by=verifier.person, at=at
    )
    canonical = canonical_of(visit, number=1, at=at)
    minutes = visit.minutes.create(
        number=1, canonical=canonical, sha256=digest_of(canonical), by=verifier.person, at=at
    )
    rows = (verifier, choice, visit, visit.members.get(), visit.record, photo, minutes)
    return {type(one).__name__: one for one in rows}
