"""Who runs a competition takes no part in its marks: not as evaluator, not as administrator of the system.

PermenPANRB 3/2018, and every edition since: the secretariat tabulates, it never scores.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.judging import make_entry, make_evaluator, make_reading
from tests.factories.plenary import PANEL, make_contest
from tests.factories.ratings import make_rated, make_rating
from tests.factories.selection import arrived
from tests.leaks.crawler import visit
from tests.leaks.planted import CLOCK, Planted
from tests.people import make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.judging.actions.marking import abstain, hand_in, mark, open_reading
from tular.features.judging.actions.staffing import Appointment, Load, appoint, appoint_many
from tular.features.judging.models import Assignment, ScoreSheet
from tular.features.judging.permissions import EVALUATOR
from tular.features.selection.actions.plenary import seat
from tular.features.selection.models import Plenary, PlenaryQuestion
from tular.foundation.access import permissions
from tular.foundation.access.permissions import Denied, allows
from tular.foundation.actions import ACTIONS, Refused

STAFF = {"secretary": "sekretariat", "checker": "pemeriksa"}

MINISTRY = ("organiser", "unit_of_organiser", "secretary", "checker", "national", "super")
"""Everybody who works for the organiser or over it, in each way in which one can."""


def of_the_ministry(planted: Planted, kind: str) -> User:
    organiser, competition = planted.competition.organiser, planted.competition
    if kind in ("organiser", "checker"):
        person = planted.people[kind]
        assert person is not None
        return person
    person = make_person(f"Orang {kind}")
    if kind == "unit_of_organiser":
        make_member(Role.UNIT, make_unit(organiser, "Deputi Contoh"), person=person)
    elif kind == "secretary":
        competition.staff.create(person=person, role="sekretariat", by=planted.people["organiser"], since=CLOCK)
    elif kind == "national":
        make_member(Role.NATIONAL, person=person)
    else:
        make_member(Role.SUPER, person=person)
    return person


def reading_of(planted: Planted, person: User) -> Assignment:
    """They became an evaluator all the same, before they joined or by a row written past every action."""
    review = planted.samples.judging.review
    return make_reading(make_evaluator(review, person=person), make_entry(review, arrived(
        planted.competition, Agency.objects.get(slug="pemerintah-kabupaten-gresik"))))  # fmt: skip


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_is_appointed(planted: Planted, kind: str) -> None:
    person, review = of_the_ministry(planted, kind), planted.samples.judging.review
    organiser = planted.people["organiser"]
    with pytest.raises(Refused):
        appoint(review, email=person.email, load=Load(), by=organiser, now=CLOCK)
    with pytest.raises(Refused):
        appoint_many(review, rows=[Appointment(person.email, Load(), 2)], by=organiser, now=CLOCK)


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_marks_even_when_appointed(planted: Planted, kind: str) -> None:
    person = of_the_ministry(planted, kind)
    reading = reading_of(planted, person)
    for name, do in marking(reading, person).items():
        with pytest.raises(Denied):
            do()
        assert not ScoreSheet.objects.filter(assignment=reading).exists(), name
    client = signed_in(person)
    for path in (f"/penilaian/{reading.pk}", f"/penilaian/{reading.pk}?kriteria=dampak", "/penilaian"):
        assert visit(client, path).status == 404
        assert visit(client, path, "post", mark="80", dasar="0", otomatis="1").status in (404, 405)
    table = f"/penilaian/{planted.competition.slug}/proposal/tabel"
    for path in (table, f"{table}.csv", f"{table}/impor"):
        assert visit(client, path).status == 404


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_changes_the_marks_of_an_evaluator(planted: Planted, kind: str) -> None:
    person, reading = of_the_ministry(planted, kind), planted.readings["a"]
    sheet = reading.sheets.get()
    before = dict(sheet.content)
    with pytest.raises(Denied):
        open_reading(reading, by=person, now=CLOCK)
    with pytest.raises(Denied):
        mark(sheet, by=person, now=CLOCK, section="dampak", content={"mark": "99"}, base=1)
    for action in (hand_in, abstain):
        with pytest.raises(Denied):
            action(reading, by=person, now=CLOCK, reason="Coba.")
    sheet.refresh_from_db()
    assert sheet.content == before


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_compares_two_proposals(planted: Planted, kind: str) -> None:
    person, pair = of_the_ministry(planted, kind), planted.samples.judging.pair
    pair.evaluator = make_evaluator(pair.band.review, person=person)
    for name in ("judging.compare", "judging.undo_comparison", "judging.decline_pair"):
        assert not allows(person, name, pair), name
    assert not allows(person, "judging.ask_pair", pair.band)


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_rates_a_service(planted: Planted, kind: str) -> None:
    person = of_the_ministry(planted, kind)
    opened_by = planted.people["organiser"]
    assert opened_by is not None
    rated = make_rated(make_rating(planted.competition, opened_by), planted.samples.agency, planted.samples.proposal)
    assert not allows(person, "ratings.rate", rated)
    assert allows(planted.people["member"], "ratings.rate", rated)


@pytest.mark.parametrize("kind", MINISTRY)
def test_nobody_of_the_ministry_sits_or_votes_in_a_plenary(planted: Planted, kind: str) -> None:
    """Not even with a seat that was written past every action."""
    person, organiser = of_the_ministry(planted, kind), planted.people["organiser"]
    assert organiser is not None
    competition = make_contest(planted.competition.organiser, level="nasional")
    if kind in STAFF:
        competition.staff.create(person=person, role=STAFF[kind], by=organiser, since=CLOCK)
    plenary = Plenary.objects.create(
        competition=competition, stage=PANEL, number=1, state_at=CLOCK, opened_by=organiser, opened_at=CLOCK
    )
    with pytest.raises(Refused):
        seat(plenary, emails=[person.email], by=organiser, now=CLOCK)
    plenary.members.create(person=person, by=organiser, since=CLOCK, present_at=CLOCK)
    question = PlenaryQuestion(plenary=plenary, number=1, text="Setuju?", asked_by=organiser, asked_at=CLOCK)
    assert not allows(person, "selection.vote", question)


def marking(reading: Assignment, person: User) -> dict[str, Any]:
    """Every action by which an evaluator's word gets into a review."""
    sheet = ScoreSheet(assignment=reading, round=1)
    return {
        "open": lambda: open_reading(reading, by=person, now=CLOCK),
        "mark": lambda: mark(sheet, by=person, now=CLOCK, section="dampak", content={"mark": "80"}, base=0),
        "hand in": lambda: hand_in(reading, by=person, now=CLOCK),
        "abstain": lambda: abstain(reading, by=person, now=CLOCK, reason="Coba."),
    }


def test_every_action_of_evaluators_is_among_those_tried() -> None:
    """A new action by which marks come into being belongs into `marking`, or here with a reason."""
    tried = {
        "judging.open_reading", "judging.mark", "judging.hand_in", "judging.abstain", "judging.compare",
        "judging.undo_comparison", "judging.decline_pair",
    }  # fmt: skip
    others = {
        "judging.save_profile": "of oneself", "judging.sign_pact": "binds oneself",
        "judging.declare_conflict": "takes a voice away", "judging.disclose": "the same",
        "judging.disclose_entry": "the same",
    }  # fmt: skip
    from_evaluators = {name for name in ACTIONS if name.startswith("judging.") and is_of_evaluators(name)}
    assert sorted(from_evaluators - tried - set(others)) == []


def is_of_evaluators(name: str) -> bool:
    """Whether the permission of an action says that it is an evaluator's."""
    return str(permissions._holders.get(name, "")) == str(EVALUATOR)
