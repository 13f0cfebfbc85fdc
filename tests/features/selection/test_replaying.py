"""`tular replay` of published lists: their hashes from their lines, and what holds after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.competitions import NOW
from tests.factories.plenary import make_contest, make_plenary, make_scored
from tests.factories.selection import STAGE, arrived, check
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import Competition, TrailDigest
from tular.features.competitions.queries.replaying import Compared, replay
from tular.features.selection.actions.announcing import Typed, announce, prepare
from tular.features.selection.actions.plenary import approve, decide, describe_plenary, propose
from tular.features.selection.actions.plenary.sitting import Sitting
from tular.features.selection.choices import DecisionKind
from tular.features.selection.models import Announcement, Plenary, PlenaryMinutes, StageOutcome
from tular.features.selection.queries.plenary.replaying import plenary_steps

AFTER = NOW + timedelta(days=20)
FULL = Typed(title="Hasil seleksi administrasi", decree="B/12/2026", decree_on=date(2026, 3, 16), objection_days=5)


@pytest.fixture
def announcement(competition: Competition, sidoarjo: Agency, secretary: User) -> Announcement:
    """A list on which one proposal passes and another one fails."""
    check(arrived(competition, sidoarjo, title="Antar Obat"), secretary)
    check(arrived(competition, sidoarjo, title="Bank Sampah"), secretary, "incomplete", explanation="Kosong.")
    draft = prepare(competition, stage=STAGE, typed=FULL, by=secretary, now=AFTER)
    return announce(draft, by=secretary, now=AFTER)


def found(competition: Competition) -> dict[str, Compared]:
    return {one.kind: one for one in replay(competition)}


def test_a_list_and_what_follows_from_it_are_computed_again(announcement: Announcement) -> None:
    steps = found(announcement.competition)
    assert steps["list"].is_equal and steps["list"].kept == announcement.sha256
    assert steps["outcomes"].is_equal and "tidak-lolos" in steps["outcomes"].kept


def test_an_outcome_that_was_altered_is_found(announcement: Announcement) -> None:
    StageOutcome.objects.filter(outcome="tidak-lolos").update(outcome="lolos")
    assert not found(announcement.competition)["outcomes"].is_equal


def test_the_digest_of_a_list_is_published(announcement: Announcement) -> None:
    publish_digests(now=AFTER)
    digest = TrailDigest.objects.get(occasion="diumumkan")
    assert (digest.stage, digest.happened_at) == (STAGE, announcement.at)


@pytest.fixture
def plenary(organiser: Agency, sidoarjo: Agency, secretary: User) -> Plenary:
    """A session that left out the first of the ranking for a reason, and was approved by a second person."""
    contest = make_contest(organiser)
    make_scored(contest, secretary, [sidoarjo] * 4, ["90", "85", "80", "70"])
    second = make_person("Ketua Contoh")
    contest.staff.create(person=second, role=StaffRole.SECRETARIAT, by=secretary, since=NOW)
    made = make_plenary(contest, secretary)
    first = contest.proposals.order_by("submitted_at")[0].code
    made = decide(made, kind=DecisionKind.OUT, codes=[first], by=secretary, now=NOW, reason="Contoh alasan.")
    made = describe_plenary(made, sitting=Sitting(date(2026, 3, 20)), by=secretary, now=NOW)
    made = propose(made, by=secretary, now=NOW)
    return approve(made, by=second, now=NOW)


def plenary_again(plenary: Plenary) -> list[Compared]:
    """Its steps alone: the scores of this made-up review were never computed."""
    steps = list(plenary_steps(plenary.competition))
    return [Compared(one.stage, one.kind, one.what, one.kept, one.again()) for one in steps]


def test_a_plenary_and_its_minutes_are_computed_again(plenary: Plenary) -> None:
    steps = {one.kind: one for one in plenary_again(plenary)}
    assert set(steps) == {"basis", "lines", "minutes"}
    assert all(one.is_equal for one in steps.values()), {kind: one.difference for kind, one in steps.items()}
    assert "Contoh alasan." in steps["lines"].kept
    assert steps["minutes"].kept == PlenaryMinutes.objects.get().sha256


def test_a_result_that_was_altered_is_found(plenary: Plenary) -> None:
    # The lines themselves never change: the database refuses it.
    Plenary.objects.filter(pk=plenary.pk).update(sha256="0" * 64)
    assert not next(one for one in plenary_again(plenary) if one.kind == "lines").is_equal
