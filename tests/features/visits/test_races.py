"""A team that signs, writes and is planned for in the same moment."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.at_once import at_once, refused
from tests.factories.competitions import NOW
from tests.factories.visits import fill, make_choice, make_finalist
from tests.features.visits.conftest import World
from tests.features.visits.test_minutes import AFTER, drawn
from tests.features.visits.test_planning import plan_of
from tests.people import agency, make_member
from tular.features.agencies.choices import Role
from tular.features.visits.actions import minuting, planning, recording
from tular.features.visits.choices import VisitState
from tular.features.visits.models import FieldRecord, Minutes, RecordSave, Signature, Visit
from tular.foundation.audit.queries import verify
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_of_the_team_signs_once_and_the_last_one_ends_it_once(world: World) -> None:
    minutes = drawn(world)
    people = [world.lead.person, world.second.person] * 2
    ends = at_once([
        lambda one=one: minuting.sign(minutes, signed_as=one.name, by=one, now=AFTER) for one in people
    ])  # fmt: skip
    assert (refused(ends), Signature.objects.count()) == (2, 2)
    assert Visit.objects.get(pk=world.visit.pk).state == VisitState.DONE
    assert Notice.objects.filter(kind="visits.signed", person=world.organiser).count() == 1
    assert verify().faults == ()


def test_minutes_are_drawn_up_once_with_what_was_saved_before_and_the_rest_is_kept_aside(world: World) -> None:
    fill(world.visit.record)
    later = {"finding": "sebagian", "value": "", "note": "Baru saja."}

    def write() -> object:
        record = FieldRecord.objects.get(visit=world.visit)
        return recording.answer(record, by=world.second.person, now=AFTER, section="pengguna", content=later, base=1)

    ends = at_once([
        lambda: minuting.draw_up(world.visit, by=world.lead.person, now=AFTER),
        write,
        lambda: minuting.draw_up(world.visit, by=world.lead.person, now=AFTER),
    ])  # fmt: skip
    assert refused(ends) == 1
    frozen = "Baru saja." in json.loads(Minutes.objects.get().canonical).__repr__()
    assert RecordSave.objects.get().kept is frozen
    assert (FieldRecord.objects.get(visit=world.visit).content["pengguna"]["note"] == "Baru saja.") is frozen


def test_nobody_is_planned_for_two_visits_at_the_same_time(world: World) -> None:
    home = agency("pemkab-sidoarjo")
    choices = [make_choice(make_finalist(world.competition, home, title), world.organiser) for title in ("Satu", "Dua")]
    colleague = make_member(Role.AGENCY, agency("pemprov-jawa-timur")).person
    told = plan_of(world)
    crossed = plan_of(world, team=[world.second, world.lead])
    ends = at_once([
        lambda: planning.plan(choices[0], told=told, by=world.organiser, now=NOW),
        lambda: planning.plan(choices[1], told=crossed, by=colleague, now=NOW + timedelta(seconds=1)),
    ])  # fmt: skip
    assert refused(ends) == 1
    assert Visit.objects.filter(choice__in=choices).count() == 1
