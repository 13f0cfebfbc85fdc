"""kill -9 at every moment of a visit's work: findings, photos with their files, minutes and signatures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.factories.visits import fill, picture
from tests.features.visits.conftest import World
from tests.features.visits.test_minutes import AFTER, drawn
from tests.killing import Worker, killed_at_every_moment, worker
from tular.features.accounts.models import User
from tular.features.visits.actions import minuting, recording
from tular.features.visits.actions.photographing import Told, photograph
from tular.features.visits.models import FieldRecord, Minutes, RecordSave, Signature, Visit, VisitPhoto
from tular.features.visits.queries.files import PHOTO
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.actions import store, sweep
from tular.foundation.files.models import StoredFile
from tular.foundation.files.taken import taken_facts
from tular.foundation.notifications.models import Notice

__all__ = ["worker"]

pytestmark = pytest.mark.django_db(transaction=True)


def answer(pk: int, by: int) -> None:
    recording.answer(
        FieldRecord.objects.get(pk=pk), by=User.objects.get(pk=by), now=AFTER, section="pengguna",
        content={"finding": "sebagian", "note": "Dilihat."}, base=0, page="a",
    )  # fmt: skip


def add_photo(pk: int, by: int) -> None:
    """As the page does it: the file is kept first."""
    visit, person = Visit.objects.get(pk=pk), User.objects.get(pk=by)
    if VisitPhoto.objects.filter(visit=visit, sent_as="a-0").exists():
        return
    sent = picture()
    taken = taken_facts(sent.file)
    stored = store(sent, PHOTO, by=person, now=AFTER)
    told = Told(sent_as="a-0", caption="Ruang tunggu")
    photograph(visit, item="pengguna", file=stored, told=told, taken=taken, by=person, now=AFTER)


def draw_up(pk: int, by: int) -> None:
    minuting.draw_up(Visit.objects.get(pk=pk), by=User.objects.get(pk=by), now=AFTER)


def sign(pk: int, by: int) -> None:
    person = User.objects.get(pk=by)
    minuting.sign(Minutes.objects.get(pk=pk), signed_as=person.name, by=person, now=AFTER)


def test_a_finding_is_kept_with_its_history_or_not(worker: Worker, world: World) -> None:
    def state() -> tuple[Any, ...]:
        record = FieldRecord.objects.get(visit=world.visit)
        return record.versions.get("pengguna", 0), RecordSave.objects.count()

    args = world.visit.record.pk, world.second.person_id
    killed_at_every_moment(worker, answer, *args, state=state, after=(1, 1))


def test_a_photo_is_kept_with_its_file_and_no_row_points_to_nothing(worker: Worker, world: World) -> None:
    def whole() -> None:
        for row in StoredFile.objects.filter(state="ready"):
            assert default_storage.exists(row.stored_as), "a row without its file"

    args = world.visit.pk, world.lead.person_id
    killed_at_every_moment(worker, add_photo, *args, state=VisitPhoto.objects.count, after=1, always=whole)
    sweep(AFTER + timedelta(days=2))
    kept = StoredFile.objects.get()
    assert kept == VisitPhoto.objects.get().file, "files that were attached to nothing are gone"
    whole()


def test_minutes_are_drawn_up_with_their_text_and_notices_or_not(worker: Worker, world: World) -> None:
    fill(world.visit.record)

    def state() -> tuple[Any, ...]:
        told = Notice.objects.filter(kind="visits.to_sign").count()
        return Visit.objects.get(pk=world.visit.pk).state, Minutes.objects.count(), told

    args = world.visit.pk, world.lead.person_id
    killed_at_every_moment(worker, draw_up, *args, state=state, after=("berita-acara", 1, 2))


def test_the_last_signature_ends_the_visit_and_tells_the_agency_or_is_not_there(worker: Worker, world: World) -> None:
    minutes = drawn(world)
    minuting.sign(minutes, signed_as=world.lead.person.name, by=world.lead.person, now=AFTER)

    def state() -> tuple[Any, ...]:
        told = Notice.objects.filter(kind="visits.signed", person=world.organiser).count()
        trail = AuditEntry.objects.filter(action="visits.sign").filter(person_id=world.second.person_id).exists()
        return Signature.objects.count(), Visit.objects.get(pk=world.visit.pk).state, told, trail

    args = minutes.pk, world.second.person_id
    killed_at_every_moment(worker, sign, *args, state=state, after=(2, "selesai", 1, True))
