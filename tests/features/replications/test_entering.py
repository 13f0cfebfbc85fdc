"""What a case hands on: to the catalogue, to competitions, to forms of assessment. Nothing is typed again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.competitions import OPENS, RULEBOOK, make_competition, make_rulebook
from tests.factories.replications import make_case, people
from tests.people import agency
from tular.features.catalogue.models import InnovationDraft
from tular.features.competitions.models import Competition
from tular.features.proposals.queries.form import GENERAL, RESULTS
from tular.features.replications.actions.entering import enter_catalogue, enter_competition
from tular.features.replications.choices import CaseState, Kind, ReplicationState, WorkModel
from tular.features.replications.queries.entering import entered_record, entries_for
from tular.features.replications.queries.facts import replication_facts
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.models import RulebookVersion

pytestmark = pytest.mark.usefixtures("catalogue")

NOW = OPENS


def with_replications() -> RulebookVersion:
    """The shipped example of a local competition, which has a group for replications."""
    return make_rulebook(registry.entry("kompetisi-daerah").read().decode(), identity="kompetisi-daerah")


def without_replications() -> RulebookVersion:
    """The rules of the tests, with another group in its place."""
    return make_rulebook(RULEBOOK.replace('id = "replikasi"', 'id = "lain"'), identity="lomba-lain")


def lomba(**fields: Any) -> Competition:
    """Of the province in which the taker lies."""
    return make_competition(agency("pemprov-jawa-timur"), **fields)


def test_a_record_of_the_catalogue_is_begun_with_all_that_the_case_says_and_names_its_origin() -> None:
    case, who = make_case(CaseState.DONE), people()
    made = enter_catalogue(case, by=who["taker"], now=NOW)
    content = InnovationDraft.objects.get(innovation=made).content
    assert (made.title, made.agency, made.state) == (case.name, case.taker, "draf")
    assert content["masalah"]["problem"].startswith(case.need)
    assert content["masalah"]["aim"] == case.wish
    assert f"/inovasi/{case.innovation.slug}" in content["cara-kerja"]["solution"]
    assert content["identitas"]["start_year"] == 2026
    row = content["hasil"]["indicators"][0]
    assert (row["name"], row["before"], row["after"]) == ("Balita ditimbang", "40", "70")
    source = made.sources.get()
    assert (source.source, source.source_id) == ("replikasi", case.code)
    assert entered_record(case) == made
    with pytest.raises(Refused, match="sudah ada di katalog"):
        enter_catalogue(case, by=who["taker"], now=NOW)


def test_only_what_runs_enters_the_catalogue_and_only_by_its_taker(sidoarjo: object) -> None:
    who = people()
    with pytest.raises(Refused, match="sudah dijalankan"):
        enter_catalogue(make_case(), by=who["taker"], now=NOW)
    own = make_case(CaseState.RUNNING, taker=agency("pemkab-sidoarjo"), by=who["owner"], kind=Kind.SCALING,
                    model=WorkModel.ALONE)  # fmt: skip
    with pytest.raises(Refused, match="jangan buat yang kedua"):
        enter_catalogue(own, by=who["owner"], now=NOW)
    with pytest.raises(Denied):
        enter_catalogue(make_case(CaseState.RUNNING, name="Lain"), by=who["owner"], now=NOW)


def test_a_proposal_is_begun_in_the_group_for_replications_with_origin_dates_texts_and_results() -> None:
    case, who = make_case(CaseState.DONE), people()
    competition = lomba(rulebook=with_replications())
    made = enter_competition(case, competition=competition, by=who["taker"], now=NOW)
    assert (made.group, made.replicates, made.started_on) == ("replikasi", case.innovation, case.began_on)
    assert made.content[GENERAL]["title"] == case.name
    assert case.owner.name in made.content["inspirasi"]["inspirasi"]
    assert case.changes in made.content["penyesuaian"]["penyesuaian"]
    row = made.content[RESULTS]["rows"][0]
    assert (row["before"], row["after"], row["evidence"]) == ("40", "70", "laporan September 2026")
    with pytest.raises(Refused, match=made.code):
        enter_competition(case, competition=competition, by=who["taker"], now=NOW)


def test_a_record_that_was_made_of_the_case_goes_along() -> None:
    case, who = make_case(CaseState.DONE), people()
    record = enter_catalogue(case, by=who["taker"], now=NOW)
    made = enter_competition(case, competition=lomba(rulebook=with_replications()), by=who["taker"], now=NOW)
    assert made.innovation == record


def test_a_competition_without_such_a_group_says_so() -> None:
    case, who = make_case(CaseState.RUNNING), people()
    without, open_one = lomba(rulebook=without_replications()), lomba(rulebook=with_replications())
    said = {one.competition: one.why_not for one in entries_for(who["taker"], case, NOW)}
    assert said[open_one] == ""
    assert "tidak punya kelompok replikasi" in said[without]
    with pytest.raises(Refused, match="kelompok replikasi"):
        enter_competition(case, competition=without, by=who["taker"], now=NOW)
    young = make_case(taker=agency("pemkab-malang"))
    with pytest.raises(Refused, match="sudah dijalankan"):
        enter_competition(young, competition=open_one, by=young.contact, now=NOW)


def test_after_the_close_nothing_is_begun() -> None:
    case, who = make_case(CaseState.RUNNING), people()
    late = datetime(2030, 1, 1, tzinfo=NOW.tzinfo)
    with pytest.raises(Refused, match="ditutup"):
        enter_competition(case, competition=lomba(rulebook=with_replications()), by=who["taker"], now=late)


def test_forms_of_assessment_are_told_what_ran_by_a_day_as_it_stood_then() -> None:
    case = make_case(CaseState.DONE)
    make_case(name="Lain", taker=agency("pemkab-malang"))
    (fact,) = replication_facts(case.taker, date(2026, 12, 31))
    assert (fact.took, fact.owner, fact.began_on, fact.state, fact.proven_months) == (
        True, case.owner.name, case.began_on, ReplicationState.PROVEN, 6,
    )  # fmt: skip
    (one,) = fact.indicators
    assert (one.main, str(one.baseline), str(one.value), one.has_evidence) == (True, "40.0000", "70.0000", True)
    (earlier,) = replication_facts(case.owner, date(2026, 8, 1))
    assert (earlier.took, earlier.indicators[0].value, earlier.indicators[0].has_evidence) == (False, None, False)
    assert replication_facts(case.taker, date(2026, 1, 1)) == ()
