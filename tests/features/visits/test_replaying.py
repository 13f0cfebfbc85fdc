"""`tular replay` of visits: what was signed is what stands there, and what the team wrote."""

from __future__ import annotations

import pytest

from tests.altering import alter
from tests.features.visits.conftest import World
from tests.features.visits.test_minutes import AFTER, signed
from tular.features.accounts.models import User
from tular.features.competitions.queries.replaying import Compared, compared, replay
from tular.features.visits.actions import minuting
from tular.features.visits.models import Addendum, FieldRecord, Minutes, Signature
from tular.features.visits.queries.replaying import steps


@pytest.fixture
def minutes(world: World, admin: User) -> Minutes:
    """Signed by all, read by the agency, with an addendum."""
    made = signed(world)
    minuting.acknowledge(made, signed_as="Admin", position="Kabag", by=admin, now=AFTER)
    minuting.add_to(made, text="Tiga, bukan dua.", by=world.lead.person, now=AFTER, reason="Salah hitung.")
    return made


def found(world: World) -> dict[str, Compared]:
    return {one.kind: compared(one) for one in steps(world.competition)}


def test_signed_minutes_are_equal(world: World, minutes: Minutes) -> None:
    said = found(world)
    assert set(said) == {"minutes", "visit"} and all(one.is_equal for one in said.values())
    assert said["minutes"].kept.count(minutes.sha256) == 4
    assert {"minutes", "visit"} <= {one.kind for one in replay(world.competition)}


def test_a_competition_without_visits_has_no_step(world: World) -> None:
    assert not found(world)


def test_minutes_that_were_altered_are_found(world: World, minutes: Minutes) -> None:
    alter(Minutes.objects.all(), canonical=minutes.canonical.replace("Berita", "Cerita").replace('"ya"', '"tidak"'))
    assert not found(world)["minutes"].is_equal


def test_an_addendum_or_a_signature_that_was_altered_is_found(world: World, minutes: Minutes) -> None:
    alter(Addendum.objects.all(), text="Dua.")
    assert not found(world)["minutes"].is_equal
    Addendum.objects.update(text="Tiga, bukan dua.")
    assert found(world)["minutes"].is_equal
    alter(Signature.objects.all(), sha256="0" * 64)
    assert not found(world)["minutes"].is_equal


def test_answers_that_were_altered_after_signing_are_found(world: World, minutes: Minutes) -> None:
    record = FieldRecord.objects.get()
    item = record.items[0]["id"]
    changed = {**record.content, item: {**record.content[item], "note": "Diganti diam-diam."}}
    FieldRecord.objects.update(content=changed)
    said = found(world)
    assert said["minutes"].is_equal and not said["visit"].is_equal
    assert "Diganti diam-diam." in said["visit"].difference[1]
