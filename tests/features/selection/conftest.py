"""A competition of Jawa Timur with proposals that arrived, and those who run it."""

from __future__ import annotations

import pytest

from tests.factories.competitions import make_competition
from tests.people import agency, make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition


@pytest.fixture
def organiser(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def secretary(organiser: Agency) -> User:
    """Admin of the organiser."""
    return make_member(Role.AGENCY, organiser).person


@pytest.fixture
def competition(organiser: Agency) -> Competition:
    return make_competition(organiser)
