"""A competition of Sidoarjo in which the public rates one service of Gresik and one of Sumedang."""

from __future__ import annotations

import pytest

from tests.factories.ratings import make_rated, make_rated_competition, make_rating
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.ratings.models import PublicRating, RatedEntry


@pytest.fixture
def competition(sidoarjo: Agency) -> Competition:
    return make_rated_competition(sidoarjo)


@pytest.fixture
def rating(competition: Competition, admin: User) -> PublicRating:
    return make_rating(competition, admin)


@pytest.fixture
def entry(rating: PublicRating) -> RatedEntry:
    """Of Gresik, whose innovator is `rival`."""
    return make_rated(rating, agency("pemkab-gresik"))


@pytest.fixture
def other(rating: PublicRating) -> RatedEntry:
    """Of Sumedang, whose innovator is `outsider`."""
    return make_rated(rating, agency("pemkab-sumedang"))
