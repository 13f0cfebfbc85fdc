"""How much a proposal lacks, in lists: taken away when a date, a rule or an invitation changes, then counted anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.competitions import CLOSES, NOW, OPENS, RULEBOOK, make_competition, make_proposal, make_rulebook
from tests.factories.submitting import make_ready
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.actions.calendar import extend_window, move_window
from tular.features.competitions.actions.categories import CategoryText, add_category
from tular.features.competitions.actions.opening import adopt_correction
from tular.features.competitions.actions.people import invite_agency, uninvite
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.counting import count_all, count_uncounted, some_uncounted
from tular.features.proposals.actions.writing import count_again
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.local_desk import LocalFilters, local_desk
from tular.foundation.jobs.registry import JOBS


@pytest.fixture
def contest(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def too_young(contest: Competition, sidoarjo: Agency, unit: ServiceUnit) -> Proposal:
    """Complete, but eleven and a half months old at the close of 15 March 2026."""
    made = make_ready(contest, sidoarjo, unit=unit, started_on=date(2025, 4, 1))
    count_again(made)
    assert stored(made) == 1
    return made


def stored(proposal: Proposal) -> int | None:
    return Proposal.objects.values_list("obstacles", flat=True).get(pk=proposal.pk)


def on_desk(proposal: Proposal) -> int | None:
    page = local_desk(proposal.competition, proposal.agency, LocalFilters(), "", NOW)
    return next(row.obstacles for row in page.rows if row.code == proposal.code)


def test_moving_the_close_lets_the_desks_tell_the_new_age(
    contest: Competition, too_young: Proposal, hub_admin: User
) -> None:
    window = contest.windows.get()
    later = CLOSES + timedelta(days=30)
    move_window(window, opens_at=OPENS, closes_at=later, by=hub_admin, now=NOW, reason="Portal sempat tutup.")
    assert on_desk(too_young) is None  # "belum dihitung", not a number that no longer holds
    assert some_uncounted()
    assert count_uncounted() == 1
    assert on_desk(too_young) == 0
    assert not some_uncounted()


def test_an_extension_of_one_agency_counts_its_own_anew_and_no_others(
    contest: Competition, too_young: Proposal, sidoarjo: Agency, hub_admin: User
) -> None:
    other = make_ready(contest, agency("pemkab-gresik"), started_on=date(2025, 4, 1))
    count_again(other)
    later = CLOSES + timedelta(days=30)
    extend_window(contest.windows.get(), agency=sidoarjo, closes_at=later, by=hub_admin, now=NOW, reason="Banjir.")
    assert stored(other) == 1
    count_uncounted()
    assert (stored(too_young), stored(other)) == (0, 1)


def test_a_corrected_rulebook_counts_anew(contest: Competition, too_young: Proposal, hub_admin: User) -> None:
    text = RULEBOOK.replace("min_age_months = 12", "min_age_months = 6")
    better = make_rulebook(text, number=2, note="Umur salah tulis.")
    adopt_correction(contest, version=better, by=hub_admin, now=NOW, reason="Umur salah tulis.")
    assert stored(too_young) is None
    count_uncounted()
    assert stored(too_young) == 0


def test_a_first_category_and_invitations_count_anew(sidoarjo: Agency, unit: ServiceUnit, hub_admin: User) -> None:
    text = RULEBOOK.replace('label = "Kelompok Umum"', 'label = "Kelompok Umum"\nintake = "invited"')
    contest = make_competition(
        agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-uji-undangan")
    )
    contest.categories.all().delete()
    made = make_ready(contest, sidoarjo, unit=unit, category=None)
    count_again(made)
    assert stored(made) == 1
    invitation = invite_agency(contest, group="umum", agency=sidoarjo, by=hub_admin, now=NOW)
    count_uncounted()
    assert stored(made) == 0
    uninvite(invitation, by=hub_admin, now=NOW)
    add_category(contest, said=CategoryText("Kesehatan"), by=hub_admin, now=NOW)
    count_uncounted()
    assert stored(made) == 2


def test_what_was_submitted_or_is_over_is_not_counted(contest: Competition, sidoarjo: Agency) -> None:
    make_proposal(contest, sidoarjo, state=ProposalState.SUBMITTED)
    make_proposal(contest, sidoarjo, state=ProposalState.WITHDRAWN, state_reason="Contoh.")
    over = make_competition(agency("pemprov-jawa-timur"), state=CompetitionState.CANCELLED, state_reason="Contoh.")
    make_proposal(over, sidoarjo)
    assert not some_uncounted()
    assert count_uncounted() == 0
    assert count_all() == 0


def test_once_a_day_everything_is_counted_whatever_changed(contest: Competition, too_young: Proposal) -> None:
    Proposal.objects.filter(pk=too_young.pk).update(obstacles=7)
    assert count_all() == 1
    assert stored(too_young) == 1
    assert {"proposals.count", "proposals.count_all"} <= JOBS.keys()
