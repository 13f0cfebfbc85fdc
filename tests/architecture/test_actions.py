"""Every action: it has a permission and a label, leaves a trail, and refuses who has nothing to do with it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from tests.actions_samples import BESIDE_THE_TRAIL, NOW, OPEN_TO_EVERYONE, World, make_world, subject_of
from tests.architecture.roles import ROLES, columns
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.foundation.access.permissions import Denied, allows, permission_names
from tular.foundation.actions import ACTIONS
from tular.foundation.audit import labels
from tular.foundation.audit.models import AuditEntry

MATRIX = Path(__file__).with_name("action_matrix.txt")


@pytest.fixture
def world(sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User) -> World:
    return make_world(sidoarjo, unit, upp, admin)


def kind_of(name: str) -> str:
    """The kind of row that the function of an action takes, by its annotation."""
    function = inspect.unwrap(ACTIONS[name].function)
    return str(next(iter(inspect.signature(function).parameters.values())).annotation)


def test_every_action_has_a_permission_and_a_label() -> None:
    assert sorted(set(ACTIONS) - set(permission_names())) == []
    assert [name for name in ACTIONS if not str(ACTIONS[name].label).strip()] == []
    assert [name for name in ACTIONS if labels.action_label(name) == name] == []


def test_every_action_leaves_a_trail_or_says_why_not() -> None:
    assert {name for name, spec in ACTIONS.items() if not spec.on_trail} == set(BESIDE_THE_TRAIL)


def test_every_action_refuses_an_outsider_and_a_stranger(world: World, outsider: User) -> None:
    refused, wrong = 0, []
    before = AuditEntry.objects.count()
    for name, spec in sorted(ACTIONS.items()):
        subject = subject_of(name, kind_of(name), world)
        people: list[Any] = [AnonymousUser()] if name in OPEN_TO_EVERYONE else [AnonymousUser(), outsider]
        # Without a person only what the system may do is done.
        people += [] if spec.by_system else [None]
        for person in people:
            try:
                spec.function(subject, by=person, now=NOW)
            except Denied:
                refused += 1
            except TypeError:
                wrong.append(f"{name} by {person}")  # it got as far as its arguments
    assert wrong == []
    assert refused >= len(ACTIONS)
    assert AuditEntry.objects.count() == before


def test_who_may_do_what_is_as_on_the_committed_list(world: World, request: pytest.FixtureRequest) -> None:
    """The list is read by people; write it anew with `TULAR_TEST_WRITE=1`, and read what changed."""
    people = {"bystander": world.bystander, "evaluator": world.judging.profile.person, "member": world.member} | {
        role: request.getfixturevalue(role) for role in ROLES
    }
    table = {}
    for name in sorted(ACTIONS):
        subject = subject_of(name, kind_of(name), world)
        table[name] = ["ya" if allows(person, name, subject) else "-" for person in people.values()]
    counts = [str(sum(row[index] == "ya" for row in table.values())) for index in range(len(people))]
    nobody = {name for name, row in table.items() if "ya" not in row and not ACTIONS[name].by_system}
    assert columns(["action", *people], [[name, *row] for name, row in table.items()], [["count", *counts]], MATRIX)
    assert nobody == set()


def subjects() -> list[type[models.Model]]:
    """The models that actions are about."""
    kinds = {kind_of(name) for name in ACTIONS}
    return [model for model in apps.get_models() if model.__module__.startswith("tular.") and model.__name__ in kinds]


def test_every_field_that_history_may_show_has_a_name() -> None:
    nameless = [
        f"{model._meta.label_lower}.{field.name}"
        for model in subjects()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if not field.primary_key
        and not labels.field_label(model._meta.label_lower, field.name, str(field.verbose_name))
    ]
    assert nameless == []


def test_addresses_and_numbers_of_people_are_personal_data() -> None:
    open_to_all = [
        f"{model._meta.label_lower}.{field.name}"
        for model in subjects()
        for field in model._meta.concrete_fields
        if (isinstance(field, models.EmailField) or field.name in {"phone", "contact"})
        and not labels.is_personal(model._meta.label_lower, field.name)
    ]
    assert open_to_all == []
