"""What tests of conversations share."""

from __future__ import annotations

import pytest

from tests.features.conversations.worlds import asked, make_innovation
from tular.features.accounts.models import User
from tular.features.agencies.models import ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.conversations.models import Question


@pytest.fixture
def innovation(unit: ServiceUnit) -> Innovation:
    """A published record of the unit of `upp`."""
    return make_innovation(unit)


@pytest.fixture
def question(innovation: Innovation, upp: User, outsider: User) -> Question:
    """A question of the outsider that waits for the unit."""
    return asked(innovation, outsider)
