"""`tular replay` of published lists: their hashes from their lines, and what holds after them."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import pytest

from tests.altering import alter
from tests.factories.competitions import NOW
from tests.factories.plenary import make_contest, make_plenary, make_scored
from tests.factories.selection import STAGE, arrived, check
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import Competition, TrailDigest
from tular.features.competitions.queries.replaying import Compared, compared, replay
from tular.features.judging.models import CalibratedScore
from tular.features.proposals.models import Check
from tular.features.selection.actions.announcing import Typed, announce, prepare
from tular.features.selection.actions.plenary import approve, decide, describe_plenary, propose
from tular.features.selection.actions.plenary.sitting import Sitting
from tular.features.selection.choices import DecisionKind
from tular.features.selection.models import (
    Announcement,
    AnnouncementLine,
    Plenary,
    PlenaryApproval,
    PlenaryMinutes,
    StageOutcome,
)
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


def found_all(competition: Competition) -> list[Compared]:
    return list(replay(competition))


def different(competition: Competition, stage: str) -> set[str]:
    return {one.kind for one in replay(competition) if not one.is_equal and one.stage == stage}


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
    return [compared(one) for one in plenary_steps(plenary.competition)]


def test_a_plenary_and_its_minutes_are_computed_again(plenary: Plenary) -> None:
    steps = {one.kind: one for one in plenary_again(plenary)}
    assert set(steps) == {"basis", "scores", "lines", "approval", "minutes"}
    assert all(one.is_equal for one in steps.values()), {kind: one.difference for kind, one in steps.items()}
    assert "Contoh alasan." in steps["lines"].kept
    assert steps["minutes"].kept == PlenaryMinutes.objects.get().sha256


def test_a_result_that_was_altered_is_found(plenary: Plenary) -> None:
    # The lines themselves never change: the database refuses it.
    Plenary.objects.filter(pk=plenary.pk).update(sha256="0" * 64)
    assert not next(one for one in plenary_again(plenary) if one.kind == "lines").is_equal


def test_a_list_that_says_something_else_than_the_plenary_is_found(plenary: Plenary, secretary: User) -> None:
    contest = plenary.competition
    typed = Typed(title="Finalis", decree="B/13/2026", decree_on=date(2026, 3, 22), objection_days=0)
    made = announce(
        prepare(contest, stage=plenary.stage, typed=typed, by=secretary, now=AFTER), by=secretary, now=AFTER
    )
    of_list = {one.what: one for one in found_all(contest) if one.stage == plenary.stage}
    assert [one.kind for one in of_list.values()][-3:] == ["list", "chosen", "outcomes"]
    assert all(one.is_equal for one in of_list.values()), [one.difference for one in of_list.values()]
    left = made.lines.filter(outcome="tidak-lolos").order_by("code")[0]
    alter(AnnouncementLine.objects.filter(pk=left.pk), outcome="lolos")
    assert different(contest, plenary.stage) == {"list", "chosen", "outcomes"}
    AnnouncementLine.objects.filter(pk=left.pk).update(outcome="tidak-lolos")
    StageOutcome.objects.filter(stage=plenary.stage, award="").update(outcome="lolos", reasons=[])
    assert different(contest, plenary.stage) == {"outcomes"}


def test_lines_scores_or_an_approval_that_were_altered_are_found(plenary: Plenary) -> None:
    contest = plenary.competition
    line = plenary.lines.order_by("place")[1]
    alter(type(line).objects.filter(pk=line.pk), score="99")
    assert different(contest, plenary.stage) == {"lines"}
    type(line).objects.filter(pk=line.pk).update(score=line.score)
    alter(PlenaryApproval.objects.all(), sha256="0" * 64)
    assert different(contest, plenary.stage) == {"approval"}
    PlenaryApproval.objects.update(sha256=plenary.sha256)
    CalibratedScore.objects.filter(pk=CalibratedScore.objects.order_by("pk")[0].pk).update(calibrated=12.5)
    assert different(contest, plenary.stage) == {"scores"}


def test_minutes_set_by_another_release_cannot_be_compared_but_their_file_can(plenary: Plenary) -> None:
    minutes = PlenaryMinutes.objects.get()
    pdf = re.sub(rb"/Creator\(Typst [^)]*\)", b"/Creator(Typst 0.9.0)", bytes(minutes.pdf))
    digest = hashlib.sha256(pdf).hexdigest()
    alter(PlenaryMinutes.objects.all(), pdf=pdf, sha256=digest)
    file, again = (one for one in plenary_again(plenary) if one.kind == "minutes")
    assert (
        file.is_equal
        and not again.is_equal
        and not again.is_comparable
        and (again.made_with or "").startswith("Typst 0.9.0, ")
    )
    PlenaryMinutes.objects.update(pdf=pdf + b" ")
    file, again = (one for one in plenary_again(plenary) if one.kind == "minutes")
    assert not file.is_equal and file.is_comparable


def test_a_check_that_was_altered_after_its_list_is_found(announcement: Announcement) -> None:
    assert found(announcement.competition)["chosen"].is_equal
    Check.objects.filter(decision="lolos").update(at=AFTER + timedelta(days=1))  # taken up again: not of this list
    assert found(announcement.competition)["chosen"].is_equal
    Check.objects.filter(decision="tidak-lolos").update(reasons=["other"])
    assert not found(announcement.competition)["chosen"].is_equal
