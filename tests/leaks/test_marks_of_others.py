"""An evaluator never sees what another one gave before both are in, at any moment of a reading."""

from __future__ import annotations

import pytest

from tests.factories.judging import make_evaluator, make_reading
from tests.leaks.conftest import browser
from tests.leaks.crawler import visit
from tests.leaks.planted import CLOCK, NAME_B, Planted
from tests.people import signed_in
from tular.features.judging.actions.differences import hold_discussion
from tular.features.judging.actions.marking import hand_in, mark, open_reading, reopen_sheet
from tular.features.judging.models import Assignment, DifferenceCase
from tular.foundation.notifications.models import Notice

OF_A, OF_B = ("64.38", "64,38", "21.57", "21,57", "zqaalfa"), ("83.17", "83,17", "47.91", "47,91", "zqbbeta")


def pages_of(planted: Planted, who: str, reading: Assignment) -> str:
    """Everything that an evaluator is shown of a reading and around it, headers too."""
    slug, client = planted.competition.slug, browser(planted, who)
    table = f"/penilaian/{slug}/proposal/tabel"
    criteria = ("dampak", "kebaruan", "_umum", "dampak&banding=1")
    paths = [f"/penilaian/{reading.pk}{rest}" for rest in ("", "/ubah", *(f"?kriteria={one}" for one in criteria))]
    paths += ["/penilaian", table, f"{table}.csv", "/kerja", "/pemberitahuan", "/penilaian/profil"]
    return "\n".join(visit(client, path).text for path in paths)


def told(text: str, marks: tuple[str, ...]) -> list[str]:
    return [one for one in marks if one in text]


def finished_by_a(planted: Planted) -> Assignment:
    """A hands in too, far from B: 21,57 and 64,38."""
    reading, person = planted.readings["a"], planted.readings["a"].evaluator.person
    sheet = open_reading(reading, by=person, now=CLOCK)
    for section, value in (("dampak", "21,57"), ("kebaruan", "64,38")):
        mark(
            sheet, by=person, now=CLOCK, section=section, content={"mark": value, "comment": "Komentar zqaalfa"},
            base=sheet.versions.get(section, 0),
        )  # fmt: skip
    hand_in(Assignment.objects.get(pk=reading.pk), by=person, now=CLOCK)
    return Assignment.objects.get(pk=reading.pk)


def test_while_one_is_in_and_one_is_not(planted: Planted) -> None:
    a, b = planted.readings["a"], planted.readings["b"]
    assert told(pages_of(planted, "evaluator_a", a), (*OF_B, NAME_B)) == []
    assert told(pages_of(planted, "evaluator_b", b), OF_A) == []
    assert told(pages_of(planted, "evaluator_b", b), OF_B)  # their own


def test_when_both_are_in_and_differ(planted: Planted) -> None:
    """The difference is told to the organiser alone; before a discussion nobody sees the other's marks."""
    a = finished_by_a(planted)
    for who, reading, others in (("evaluator_a", a, OF_B), ("evaluator_b", planted.readings["b"], OF_A)):
        text = pages_of(planted, who, reading)
        assert told(text, others) == [] and "zqselisih" not in text and "Berselisih" not in text


def test_in_a_discussion_they_see_the_first_marks_and_nothing_of_the_second(planted: Planted) -> None:
    """Also not of somebody who reads for the first time meanwhile, nor their names at any time."""
    a = finished_by_a(planted)
    b = planted.readings["b"]
    late = make_reading(make_evaluator(planted.samples.judging.review), a.entry)
    DifferenceCase.objects.update(closed_at=None)
    case = DifferenceCase.objects.get(entry=a.entry)
    organiser = planted.people["organiser"]
    Assignment.objects.filter(pk=late.pk).update(state="ditarik", state_reason="Nanti.")
    hold_discussion(case, by=organiser, now=CLOCK)
    Assignment.objects.filter(pk=late.pk).update(state="ditugaskan", state_reason="")
    assert told(pages_of(planted, "evaluator_a", a), OF_B) and NAME_B not in pages_of(planted, "evaluator_a", a)
    sheet = open_reading(Assignment.objects.get(pk=b.pk), by=b.evaluator.person, now=CLOCK)
    mark(
        sheet, by=b.evaluator.person, now=CLOCK, section="dampak",
        content={"mark": "36,94", "comment": "Komentar zqulang"}, base=sheet.versions.get("dampak", 0),
    )  # fmt: skip
    assert told(pages_of(planted, "evaluator_a", a), ("36,94", "36.94", "zqulang")) == []
    stranger = signed_in(late.evaluator.person)
    for section in ("dampak", "kebaruan", "_umum"):
        page = visit(stranger, f"/penilaian/{late.pk}?kriteria={section}")
        assert page.status == 200 and told(page.text, (*OF_A, *OF_B)) == []


@pytest.mark.parametrize("reopened", ["a", "b"])
def test_when_a_sheet_is_opened_again(planted: Planted, reopened: str) -> None:
    """By the organiser, after both were in: marks that may still change are nobody else's."""
    a = finished_by_a(planted)
    readings = {"a": a, "b": Assignment.objects.get(pk=planted.readings["b"].pk)}
    reopen_sheet(readings[reopened], by=planted.people["organiser"], now=CLOCK, reason="Keliru ketik.")
    for letter, others in (("a", OF_B), ("b", OF_A)):
        reading = Assignment.objects.get(pk=readings[letter].pk)
        assert told(pages_of(planted, f"evaluator_{letter}", reading), others) == []


def test_notices_and_trails_of_evaluators_tell_no_marks_of_others(planted: Planted) -> None:
    finished_by_a(planted)
    for letter, others in (("a", OF_B), ("b", OF_A), ("c", (*OF_A, *OF_B))):
        person = planted.readings[letter].evaluator.person
        texts = [f"{one.params} {one.path}" for one in Notice.objects.filter(person=person)]
        assert told("\n".join(texts), others) == []
