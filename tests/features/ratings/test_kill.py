"""kill -9 at every moment of confirming a rating: it replaces the one before, or that one counts on."""

from __future__ import annotations

import pytest

from tests.factories.competitions import NOW
from tests.features.ratings.test_rating import by_mail, held
from tests.killing import Worker, killed_at_every_moment, worker
from tular.features.ratings.actions.rating import confirm
from tular.features.ratings.models import RatedEntry, ServiceRating

__all__ = ["worker"]

pytestmark = pytest.mark.django_db(transaction=True)


def confirm_rating(pk: int, token: str) -> None:
    confirm(ServiceRating.objects.get(pk=pk), token=token, by=None, now=NOW)


def test_a_confirmed_rating_replaces_the_one_before_in_one_step(worker: Worker, entry: RatedEntry) -> None:
    row, token = by_mail(entry, answers=[1, 1, 1])
    confirm(row, token=token, by=None, now=NOW)
    row, token = by_mail(entry, answers=[5, 5, 5])
    killed_at_every_moment(worker, confirm_rating, row.pk, token, state=lambda: held(entry), after=[[5, 5, 5]])
