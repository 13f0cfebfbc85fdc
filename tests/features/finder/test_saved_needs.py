"""Needs that people keep: opened again, asked again by themselves, told of once, private."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.http import QueryDict

from tests.people import make_person, signed_in
from tular.features.accounts.models import User
from tular.features.finder.actions import drop_need, look_again, query_of, save_need
from tular.features.finder.actions.needs import MOST
from tular.features.finder.forms import question_from
from tular.features.finder.models import SavedNeed
from tular.features.finder.queries.search import Question
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NEED = Question(text="antrean obat di rumah sakit", asker="Kabupaten Alor", filters={"tahun": ("2019", "2021")})


def saved(person: User, question: Question = NEED) -> SavedNeed:
    return save_need(person, by=person, now=NOW, question=question, query=query_of(question))


def test_a_kept_need_opens_the_same_list_again(index: Path, member: User) -> None:
    assert question_from(QueryDict(saved(member).query)) == NEED


def test_kept_twice_it_is_one(index: Path, member: User) -> None:
    assert saved(member) == saved(member)


def test_what_newly_stands_among_the_first_answers_is_told_once(index: Path, member: User) -> None:
    need = saved(member)
    known = need.known
    assert len(known) > 3
    need.known = known[2:]
    need.save()
    assert look_again(need, NEED, NOW) == 2
    notice = Notice.objects.get(person=member)
    assert (notice.kind, notice.params["count"], len(notice.params["titles"])) == ("finder.need_news", 2, 2)
    need.refresh_from_db()
    assert set(need.known) == set(known)
    assert look_again(need, NEED, NOW + timedelta(days=1)) == 0


def test_a_bare_question_and_too_many_are_refused(index: Path, member: User) -> None:
    with pytest.raises(Refused, match="Tulis dulu kebutuhan"):
        saved(member, Question())
    SavedNeed.objects.bulk_create(
        SavedNeed(person=member, query=f"q=a{number}", saved_at=NOW) for number in range(MOST)
    )
    with pytest.raises(Refused, match="sudah menyimpan 50"):
        saved(member)


def test_a_need_is_its_persons_alone(index: Path, member: User) -> None:
    other = make_person("Orang Lain")
    need = saved(member)
    with pytest.raises(Denied):
        drop_need(need, by=other, now=NOW)
    with pytest.raises(Denied):
        save_need(member, by=other, now=NOW, question=NEED, query=query_of(NEED))
    assert signed_in(other).post(f"/kebutuhan/{need.pk}", {"lepas": ""}).status_code == 404
    assert "antrean obat" not in signed_in(other).get("/disimpan").text


def test_a_person_saves_from_the_results_and_lets_go(index: Path, member: User) -> None:
    browser = signed_in(member)
    page = browser.get("/temukan", {"q": "antrean obat", "tahun": "2021"}).text
    assert "Simpan kebutuhan ini" in page
    browser.post("/temukan/simpan", {"q": "antrean obat", "tahun": "2021"})
    need = SavedNeed.objects.get()
    assert (need.person, need.watched, need.text) == (member, True, "antrean obat")
    kept = browser.get("/disimpan").text
    assert "“antrean obat”" in kept and need.query.replace("&", "&amp;") in kept
    browser.post(f"/kebutuhan/{need.pk}", {"ikuti": "0"})
    need.refresh_from_db()
    assert not need.watched
    browser.post(f"/kebutuhan/{need.pk}", {"lepas": ""})
    assert not SavedNeed.objects.exists()


def test_strangers_are_not_offered_what_they_cannot_do(index: Path) -> None:
    browser = signed_in(make_person("Sebentar"))
    browser.logout()
    assert "Simpan kebutuhan ini" not in browser.get("/temukan", {"q": "antrean obat"}).text
    assert browser.post("/temukan/simpan", {"q": "antrean obat"}).status_code in {302, 401}
    assert not SavedNeed.objects.exists()
