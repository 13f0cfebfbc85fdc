"""kill -9 at every moment of a save, and two people who save at the same moment: what was acknowledged is there."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.competitions import make_competition, make_proposal
from tests.killing import Server, dying_at_every_moment, server
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.proposals.actions.beginning import begin
from tular.features.proposals.models import Proposal, SectionSave
from tular.foundation.once.models import ActionOnce

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    contest = make_competition(agency("pemprov-jawa-timur"), closes=timezone.now() + timedelta(days=400))
    return make_proposal(contest, sidoarjo, unit=unit, by=upp)


def test_a_save_is_kept_wholly_or_not_at_all(server: Server, draft: Proposal, upp: User) -> None:
    def state() -> tuple[Any, ...]:
        row = Proposal.objects.get(pk=draft.pk)
        saves = list(SectionSave.objects.values_list("version", flat=True))
        text = row.content["ringkasan"]["ringkasan"]
        return text, row.versions.get("ringkasan"), saves, row.obstacles, ActionOnce.objects.count()

    fields = {"dasar": "0", "sekali": "sekali-saja", "teks-ringkasan": "Perahu menjemput balita."}
    path = f"/proposal/{draft.code}/sunting/ringkasan"
    dying_at_every_moment(server, upp, path, fields, state, ("Perahu menjemput balita.", 1, [1], 1, 1))


def at_once(*works: Any) -> list[Any]:
    """Do these at the same moment, each on a connection of its own; what each gave or raised."""
    results: list[Any] = [None] * len(works)
    barrier = threading.Barrier(len(works))

    def run(place: int) -> None:
        barrier.wait()
        try:
            results[place] = works[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_saves_at_the_same_moment_one_stands_and_the_other_is_kept_beside_it(
    draft: Proposal, upp: User, unit_admin: User
) -> None:
    path = f"/proposal/{draft.code}/sunting/ringkasan"

    def save(person: User, text: str) -> Any:
        client = signed_in(person)
        return lambda: client.post(path, {"otomatis": "1", "dasar": "0", "teks-ringkasan": text}).status_code

    answers = at_once(save(upp, "Pertama."), save(unit_admin, "Kedua."))
    assert sorted(answers) == [200, 409]
    texts = {row.kept: row.after["ringkasan"] for row in SectionSave.objects.all()}
    assert set(texts.values()) == {"Pertama.", "Kedua."}
    assert Proposal.objects.get(pk=draft.pk).content["ringkasan"]["ringkasan"] == texts[True]


def test_proposals_that_begin_at_the_same_moment_have_numbers_of_their_own(
    draft: Proposal, sidoarjo: Agency, unit: ServiceUnit, upp: User
) -> None:
    now = timezone.now()
    made = at_once(*[
        lambda number=number: begin(
            sidoarjo, by=upp, now=now, competition=draft.competition, unit=unit, title=f"Judul {number}"
        ).code
        for number in range(4)
    ])  # fmt: skip
    assert sorted(made) == [f"{draft.competition.slug}-{number:05d}" for number in range(1, 5)]
