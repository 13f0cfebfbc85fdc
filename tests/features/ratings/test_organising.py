"""The organiser opens, holds groups aside, closes, computes and announces; nobody else, and nothing sooner."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.competitions import NOW
from tests.factories.ratings import CLOSES, OPENS, STAGE, make_rated, make_service_rating
from tests.factories.selection import arrived
from tests.people import agency, make_member
from tular.engines.judging.rated import computed
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.ratings.actions.computing import compute, forget_people, forget_unconfirmed, release
from tular.features.ratings.actions.inspecting import hold, inspect, restore
from tular.features.ratings.actions.opening import close, open_rating, reopen
from tular.features.ratings.choices import RatingState, Stance, Standing
from tular.features.ratings.models import (
    BenefitComputation,
    BenefitScore,
    PublicRating,
    RatedEntry,
    RatingCluster,
    ServiceRating,
)
from tular.features.ratings.queries.benefit import benefit_of
from tular.features.ratings.queries.keeping_time import KEPT, ratings_to_forget, ratings_to_inspect
from tular.features.ratings.queries.waiting import organiser_items
from tular.features.selection.models import Announcement, StageOutcome
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice


def announced(competition: Competition, by: User, owner: Agency) -> None:
    proposal = arrived(competition, owner)
    Announcement.objects.create(
        competition=competition, stage="administrasi", number=1, title="Hasil", decree="1", decree_on=NOW.date(),
        sha256="0" * 64, by=by, at=NOW,
    )  # fmt: skip
    StageOutcome.objects.create(proposal=proposal, stage="administrasi", outcome="lolos", at=NOW)


def stuffed(entry: RatedEntry, count: int = 20) -> None:
    """All highest from one office."""
    for number in range(count):
        make_service_rating(entry, 5, 5, 5, address="36.1.1.9", at=OPENS + timedelta(hours=number))


def filled(entry: RatedEntry, other: RatedEntry) -> None:
    """Thirty mixed ratings of each, spread over the window."""
    for number in range(30):
        for one in (entry, other):
            at = OPENS + timedelta(hours=7.5 * number)
            make_service_rating(one, *[3 + (number + place) % 3 for place in range(3)], at=at)


def test_it_is_opened_for_the_entrants(competition: Competition, admin: User, rival: User, outsider: User) -> None:
    with pytest.raises(Refused, match="umumkan dulu daftar"):
        open_rating(competition, stage=STAGE, by=admin, now=NOW)
    announced(competition, admin, agency("pemkab-gresik"))
    with pytest.raises(Denied):
        open_rating(competition, stage=STAGE, by=rival, now=NOW)
    with pytest.raises(Refused, match="tidak punya tahap"):
        open_rating(competition, stage="proposal", by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah berakhir"):
        open_rating(competition, stage=STAGE, by=admin, now=CLOSES)
    rating = open_rating(competition, stage=STAGE, by=admin, now=NOW)
    assert rating.entries.count() == 1
    assert not rating.by_rulebook and len(rating.questions) == 3
    with pytest.raises(Refused, match="sudah dibuka"):
        open_rating(competition, stage=STAGE, by=admin, now=NOW)


def test_groups_are_held_and_restored_with_reasons(
    rating: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User, rival: User
) -> None:
    filled(entry, other)
    stuffed(entry)
    inspect(rating, by=admin, now=NOW)
    found = RatingCluster.objects.get(rule="network")
    assert (found.held, len(found.members), found.block) == (True, 20, "5-5-5")
    assert [one.title for one in organiser_items(admin, NOW)] == [f"Penilaian masyarakat: {rating.competition.title}"]
    assert organiser_items(rival, NOW) == []
    with pytest.raises(Denied):
        restore(found, by=rival, now=NOW, reason="Mereka pengguna kami.")
    with pytest.raises(Refused, match="alasannya"):
        restore(found, by=admin, now=NOW, reason=" ")
    restore(found, by=admin, now=NOW, reason="Ruang tunggu puskesmas.")
    inspect(rating, by=None, now=NOW)
    found.refresh_from_db()
    assert not found.held  # what people decided stays
    hold(found, by=admin, now=NOW, reason="Ternyata kantor dinas.")
    assert [one.held for one in found.decisions.order_by("pk")] == [False, True]
    assert AuditEntry.objects.filter(action="ratings.hold", reason="Ternyata kantor dinas.").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        found.decisions.update(reason="Lain.")


def test_the_result_follows_from_frozen_ratings(
    rating: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User, competition: Competition
) -> None:
    filled(entry, other)
    stuffed(entry)
    make_service_rating(entry, 5, 5, 5, stance=Stance.EMPLOYEE, standing=Standing.EMPLOYEE)
    make_service_rating(entry, confirmed=False)
    with pytest.raises(Refused, match="belum berakhir"):
        close(rating, by=admin, now=NOW)
    with pytest.raises(Refused, match="sesudah penilaian ditutup"):
        compute(rating, by=admin, now=NOW)
    assert benefit_of(competition, STAGE) == {}
    close(rating, by=admin, now=CLOSES)
    rating.refresh_from_db()
    with pytest.raises(Refused, match="Hitung dulu"):
        release(rating, by=admin, now=CLOSES)
    made = compute(rating, by=admin, now=CLOSES)
    assert hashlib.sha256(made.canonical.encode()).hexdigest() == made.sha256
    again = computed(made.canonical)
    scores = {one.entry.proposal.code: one for one in BenefitScore.objects.all()}
    for one in again["entries"]:
        kept = scores[one["entry"]]
        assert (kept.score, kept.low, kept.high, kept.counted) == (
            one["score"],
            one["low"],
            one["high"],
            one["counted"],
        )
    told = benefit_of(competition, STAGE)[entry.proposal_id]
    assert (told.confirmed, told.counted, told.sure, told.released) == (51, 30, "cukup", False)
    assert made.figures["apart"] == {"network": 20, "pegawai": 1} and made.figures["unconfirmed"] == 1
    for secret in ServiceRating.objects.values_list("person", "network", "token").first() or ():
        assert secret not in made.canonical
    with pytest.raises(IntegrityError), transaction.atomic():
        BenefitComputation.objects.update(sha256="0" * 64)


def test_a_decision_after_the_computation_asks_for_another(
    rating: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User, rival: User
) -> None:
    filled(entry, other)
    stuffed(entry)
    close(rating, by=admin, now=CLOSES)
    compute(rating, by=admin, now=CLOSES)
    for one in RatingCluster.objects.filter(held=True):  # the office, and the day on which it rated
        restore(one, by=admin, now=CLOSES + timedelta(minutes=1), reason="Benar.")
    with pytest.raises(Refused, match="Hitung dulu"):
        release(rating, by=admin, now=CLOSES + timedelta(minutes=2))
    second = compute(rating, by=admin, now=CLOSES + timedelta(minutes=3))
    decided = json.loads(second.canonical)["decided"]
    assert set(decided.values()) == {False}
    assert any(name.startswith(f"{entry.proposal.code}|network|n") for name in decided)
    assert second.scores.get(entry=entry).counted == 50
    with pytest.raises(Denied):
        release(rating, by=rival, now=CLOSES + timedelta(minutes=4))
    owner = make_member(Role.AGENCY, entry.proposal.agency).person
    done = release(rating, by=admin, now=CLOSES + timedelta(minutes=4))
    assert done.state == RatingState.RELEASED
    assert Notice.objects.filter(kind="ratings.released", person=owner).exists()
    with pytest.raises(Refused):
        hold(RatingCluster.objects.get(rule="network"), by=admin, now=CLOSES, reason="Terlambat.")


def test_a_moved_end_opens_it_again_for_a_reason(rating: PublicRating, entry: RatedEntry, admin: User) -> None:
    close(rating, by=admin, now=CLOSES)
    with pytest.raises(Refused, match="Geser dulu"):
        reopen(rating, by=admin, now=CLOSES, reason="Portal mati.")
    rating.competition.windows.filter(stage=STAGE).update(closes_at=CLOSES + timedelta(days=2))
    with pytest.raises(Refused, match="mengapa"):
        reopen(rating, by=admin, now=CLOSES, reason="")
    again = reopen(rating, by=admin, now=CLOSES, reason="Portal mati sehari.")
    assert (again.state, again.state_reason) == (RatingState.OPEN, "Portal mati sehari.")


def test_what_was_withdrawn_leaves_the_result(competition: Competition, rating: PublicRating, admin: User) -> None:
    announced(competition, admin, agency("pemkab-gresik"))
    stays = make_rated(rating, agency("pemkab-gresik"), competition.proposals.get())
    gone = make_rated(rating, agency("pemkab-sumedang"))
    make_service_rating(gone)
    close(rating, by=admin, now=CLOSES)
    made = compute(rating, by=admin, now=CLOSES)
    assert [one.entry for one in made.scores.all()] == [stays]
    gone.refresh_from_db()
    assert gone.left_reason


def test_people_are_forgotten_after_the_time_for_objections(
    rating: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User
) -> None:
    filled(entry, other)
    stuffed(entry)
    late = make_service_rating(entry, confirmed=False, at=OPENS, comment="Belum yakin, nanti saya lihat lagi.")
    assert forget_unconfirmed(NOW) == 0
    assert forget_unconfirmed(OPENS + timedelta(hours=49)) == 1
    late.refresh_from_db()
    assert (late.token, late.network, late.comment, late.answers) == ("", "", "", [])
    assert list(ratings_to_inspect()) == [rating]
    close(rating, by=admin, now=CLOSES)
    made = compute(rating, by=admin, now=CLOSES)
    release(rating, by=admin, now=CLOSES + timedelta(minutes=1))
    before = set(ServiceRating.objects.values_list("person", flat=True))
    assert ratings_to_forget(CLOSES + KEPT) == []
    later = CLOSES + KEPT + timedelta(days=1)
    assert ratings_to_forget(later) == [rating]
    forget_people(rating, later)
    assert ratings_to_forget(later) == []
    assert not before & set(ServiceRating.objects.values_list("person", flat=True))
    assert not ServiceRating.objects.exclude(network="", domain="", token="", comment="", words="").exists()
    assert not RatingCluster.objects.filter(rule="network").exclude(key__startswith="dihapus").exists()
    assert computed(BenefitComputation.objects.get().canonical)["entries"][0]["confirmed"]  # a replay still works
    assert made.scores.count() == 2
