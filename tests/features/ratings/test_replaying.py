"""`tular replay` of public ratings: results from frozen ratings, and those from the rows, forgotten people or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.altering import alter
from tests.factories.ratings import CLOSES, STAGE, make_service_rating
from tular.config.cli import run
from tular.features.accounts.models import User
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.models import TrailDigest
from tular.features.competitions.queries.replaying import Compared, replay
from tular.features.ratings.actions.computing import compute, forget_people, release
from tular.features.ratings.actions.inspecting import hold
from tular.features.ratings.actions.opening import close
from tular.features.ratings.models import (
    BenefitComputation,
    BenefitScore,
    PublicRating,
    RatedEntry,
    RatingCluster,
    ServiceRating,
)

LATER = CLOSES + timedelta(minutes=5)


@pytest.fixture
def result(rating: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User) -> PublicRating:
    """Announced: thirty ratings of each, and twenty of one network with the same words that were held aside."""
    for number in range(30):
        make_service_rating(entry, 4, 3 + number % 3, 4)
        make_service_rating(other, 3, 4, 2 + number % 3)
    for _number in range(20):
        make_service_rating(entry, 5, 5, 5, address="10.99.7.7", comment="Sangat bermanfaat sekali bagi kami semua.")
    close(rating, by=admin, now=CLOSES)
    compute(rating, by=admin, now=CLOSES)
    if group := RatingCluster.objects.filter(held=False).first():
        hold(group, by=admin, now=CLOSES + timedelta(minutes=1), reason="Contoh alasan.")
    compute(rating, by=admin, now=CLOSES + timedelta(minutes=2))
    return release(rating, by=admin, now=LATER)


def found(rating: PublicRating) -> list[Compared]:
    return list(replay(rating.competition))


def different(rating: PublicRating) -> set[str]:
    return {one.what.rpartition(": ")[2] for one in found(rating) if not one.is_equal}


def test_results_and_frozen_ratings_are_computed_again(result: PublicRating) -> None:
    steps = found(result)
    assert [one.kind for one in steps] == ["rating", "rating", "ratings"]
    assert all(one.is_equal and one.size > 500 for one in steps), [one.difference for one in steps]


def test_forgetting_people_leaves_everything_equal(result: PublicRating) -> None:
    forget_people(result, LATER + timedelta(days=40))
    result.refresh_from_db()
    steps = found(result)
    assert all(one.is_equal for one in steps), [one.difference for one in steps]
    assert "network" not in steps[-1].kept.partition('"watch"')[0]
    ServiceRating.objects.filter(pk=ServiceRating.objects.order_by("pk")[0].pk).update(answers=[1, 1, 1])
    assert different(result) == {"penilaian yang dihitung terakhir"}


def test_a_score_that_was_altered_is_found(result: PublicRating) -> None:
    last = BenefitComputation.objects.order_by("number").last()
    alter(BenefitScore.objects.filter(computation=last, entry=result.entries.order_by("pk")[0]), score=4.99)
    assert different(result) == {"hasil penghitungan 2"}


def test_frozen_ratings_that_were_altered_are_found(result: PublicRating) -> None:
    last = BenefitComputation.objects.order_by("number").last()
    assert last is not None
    alter(BenefitComputation.objects.filter(pk=last.pk), canonical=last.canonical.replace("[4,3,4]", "[5,5,5]", 1))
    assert different(result) == {"hasil penghitungan 2", "penilaian yang dihitung terakhir"}


@pytest.mark.parametrize("change", [{"answers": [1, 1, 1]}, {"standing": "pegawai"}, {"replaced_at": LATER}])
def test_a_rating_that_was_altered_or_left_out_is_found(result: PublicRating, change: dict[str, object]) -> None:
    first = ServiceRating.objects.order_by("pk")[0]
    ServiceRating.objects.filter(pk=first.pk).update(**change)
    assert different(result) == {"penilaian yang dihitung terakhir"}


def test_a_group_that_counts_against_its_decision_is_found(result: PublicRating) -> None:
    group = RatingCluster.objects.filter(decided_at__isnull=False).first() or RatingCluster.objects.filter(held=True)[0]
    RatingCluster.objects.filter(pk=group.pk).update(held=not group.held, decided_at=LATER)
    assert different(result) == {"penilaian yang dihitung terakhir"}


def test_the_command_names_what_differs(result: PublicRating, capsys: pytest.CaptureFixture[str]) -> None:
    slug = result.competition.slug
    assert run(["replay", slug]) == 0
    capsys.readouterr()
    ServiceRating.objects.filter(pk=ServiceRating.objects.order_by("pk")[0].pk).update(answers=[1, 1, 1])
    assert run(["replay", slug]) == 1
    out = capsys.readouterr().out
    assert "BERBEDA" in out and "penilaian yang dihitung terakhir" in out and "1 dari 3 langkah berbeda" in out


def test_closing_and_announcing_each_have_their_digest(rating: PublicRating, entry: RatedEntry, admin: User) -> None:
    make_service_rating(entry, 4, 4, 4)
    close(rating, by=admin, now=CLOSES)
    publish_digests(now=CLOSES + timedelta(minutes=1))
    compute(rating, by=admin, now=CLOSES + timedelta(minutes=2))
    release(rating, by=admin, now=LATER)
    publish_digests(now=LATER)
    rows = TrailDigest.objects.filter(stage=STAGE).order_by("happened_at", "pk").values_list("occasion", "happened_at")
    assert set(rows) >= {("kebermanfaatan", CLOSES), ("hasil-publik", LATER), ("tahap", CLOSES)}
