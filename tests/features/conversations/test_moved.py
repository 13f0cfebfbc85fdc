"""A question follows its record to the agency that carries the former owner's work on."""

from __future__ import annotations

from tests.features.conversations.worlds import NOW, asked, make_innovation
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import ServiceUnit, Succession
from tular.features.catalogue.actions import pass_on
from tular.features.conversations.actions import answer_question
from tular.features.conversations.choices import Level
from tular.features.conversations.models import Question
from tular.features.conversations.queries.addressees import answers_for, asked_at, questions_asked_of


def test_the_new_owner_answers_and_the_former_one_does_not(
    admin: User, pembina: User, outsider: User, unit: ServiceUnit
) -> None:
    gresik = agency("pemkab-gresik")
    theirs: User = make_member(Role.AGENCY, gresik).person
    record = make_innovation(unit)
    question = asked(record, outsider)
    Question.objects.filter(pk=question.pk).update(level=Level.AGENCY)
    Succession.objects.create(predecessor=unit.agency, successor=gresik, change="merged")

    def may(person: User) -> tuple[str, bool, bool, int]:
        row = Question.objects.get(pk=question.pk)
        told = asked_at(Level.AGENCY, row).filter(pk=person.pk).exists()
        listed = questions_asked_of(person).filter(pk=row.pk).exists()
        return answers_for(person, row), told, listed, signed_in(person).get(f"/pertanyaan/{row.pk}").status_code

    assert (may(admin), may(theirs)) == ((Level.AGENCY, True, True, 200), ("", False, False, 404))
    pass_on(record, successor=gresik, by=pembina, now=NOW, reason="UU 1/2026")
    assert (may(theirs), may(admin)) == ((Level.AGENCY, True, True, 200), ("", False, False, 404))
    assert "Jawab:" in signed_in(theirs).get("/kerja").text
    given = answer_question(Question.objects.get(pk=question.pk), by=theirs, now=NOW, text="Dua jam sepekan.")
    assert given.as_role == gresik.name
