"""A member of a plenary learns nothing of what they have a conflict with, nor of marks while they may change theirs."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from tests.factories.competitions import NOW
from tests.factories.plenary import PANEL, make_plenary
from tests.features.selection.test_plenary import Scene, approved, made
from tests.leaks.crawler import shown, visit
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.judging.actions.reviewing import reopen
from tular.features.judging.models import Review
from tular.features.selection.actions.plenary import ask, close_vote, decide
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import DecisionKind, QuestionKind, VoteChoice
from tular.features.selection.models import Plenary, PlenaryVote

ASKED = (
    "", "?tampil=masuk", "?tampil=luar", "?tampil=beda", "?tampil=garis", "?tampil=seri", "?urut=peluang",
    "?urut=instansi", "?urut=judul", "?tempat-0=1", "?tempat-0=3", "?skor=calibrated", "?skor=raw", "?pool=0",
    "?cari=contoh", "?menurut=kind&nilai=kabupaten", "/neraca", "/suara", "/suara/1",
)  # fmt: skip


@pytest.fixture
def organiser(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def secretary(organiser: Agency) -> User:
    return make_member(Role.AGENCY, organiser).person


def base(scene: Scene) -> str:
    return f"/kompetisi/{scene.competition.slug}/pleno/{PANEL}"


def held(organiser: Agency, secretary: User, totals: list[str]) -> Scene:
    """A plenary in which the panel's member belongs to the team of the second proposal, which the vote leaves in."""
    scene = made(organiser, secretary, totals)
    plenary = make_plenary(scene.competition, secretary, members=[scene.panel])
    scene.proposal(1).team.create(person=scene.panel, by=secretary, since=NOW)
    ask(plenary, asked=Asked(QuestionKind.OUT, "Usul.", scene.codes[1]), by=secretary, now=NOW)
    return scene


def told(scene: Scene, path: str) -> str:
    """What the member is told, without what names this competition."""
    page = visit(signed_in(scene.panel), base(scene) + path)
    assert page.status == 200
    text = re.sub(r"(?m)^(Content-Length|ETag): .*$", "", shown(page.text))
    # Keys of rows: PostgreSQL counts on where SQLite begins again.
    text = re.sub(r'(name="versi" value|data-[\w-]+)="(\d+|[0-9a-f]{16})"', "", text)
    for code in scene.codes:
        text = text.replace(code, f"kode-{scene.codes.index(code)}")
    return text.replace(scene.competition.slug, "lomba").replace(scene.competition.title, "Lomba")


def pages(organiser: Agency, secretary: User, totals: list[str], accepted: bool | None = None) -> dict[str, str]:
    """Path → what the member is told in such a plenary, of which nothing stays. `accepted`: the vote was closed so."""
    with transaction.atomic():
        scene = held(organiser, secretary, totals)
        if accepted is not None:
            plenary = Plenary.objects.get(competition=scene.competition)
            member = plenary.members.create(person=scene.second, by=secretary, since=NOW, present_at=NOW)
            choice = VoteChoice.YES if accepted else VoteChoice.NO
            PlenaryVote.objects.create(question=plenary.questions.get(), member=member, choice=choice, at=NOW)
            close_vote(plenary.questions.get(), by=secretary, now=NOW)
        found = {path: told(scene, path) for path in ASKED}
        transaction.set_rollback(True)
    return found


def test_the_room_is_the_same_wherever_the_hidden_proposal_stands(organiser: Agency, secretary: User) -> None:
    """First or second of two that go on: no order, rank, line, what-if, filter or balance tells which."""
    first, second = (pages(organiser, secretary, ["90", hidden, "70", "60"]) for hidden in ("97", "83"))
    assert [path for path in ASKED if first[path] != second[path]] == []
    assert "97,00" not in first[""] and "90,00" in first[""] and "tidak diperlihatkan" in first[""]


def test_what_a_vote_gave_is_not_told_to_who_may_not_take_part(organiser: Agency, secretary: User) -> None:
    left, taken = (pages(organiser, secretary, ["90", "80", "70", "60"], accepted) for accepted in (False, True))
    assert [path for path in ("/suara", "/suara/1") if left[path] != taken[path]] == []


def test_minutes_wait_until_everybody_may_know(organiser: Agency, secretary: User) -> None:
    scene = made(organiser, secretary, ["90", "80", "70", "60"])
    others = make_person("Anggota Lain")
    plenary = make_plenary(scene.competition, secretary, members=[scene.panel, others])
    scene.proposal(1).team.create(person=scene.panel, by=secretary, since=NOW)
    approved(scene, plenary)
    paper = f"{base(scene)}/berita-acara.pdf"
    assert [visit(signed_in(one), paper).status for one in (others, scene.panel)] == [200, 404]


def test_who_may_change_marks_sees_nothing_of_the_room_until_the_review_is_closed_again(
    organiser: Agency, secretary: User
) -> None:
    """The review is opened again while the plenary goes on, and one of its evaluators sits there."""
    scene = made(organiser, secretary, ["90", "80", "70", "60"])
    review = Review.objects.get(competition=scene.competition)
    evaluator = review.evaluators.first()
    assert evaluator is not None
    plenary = make_plenary(scene.competition, secretary, members=[evaluator.person, scene.panel])
    question = ask(plenary, asked=Asked(QuestionKind.OUT, "Usul.", scene.codes[1]), by=secretary, now=NOW)
    decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=secretary, now=NOW, reason="Alasan zqsidang")
    browser, rooms = signed_in(evaluator.person), ("", "/neraca", "/suara", "/suara/1", "/berita-acara.pdf")
    assert "90,00" in visit(browser, base(scene)).text
    reopen(review, by=secretary, now=NOW, reason="Ada lembar yang keliru.")
    closed = visit(browser, base(scene))
    assert closed.status == 200 and "dibuka lagi" in closed.text
    for path in (*rooms, "?tampil=masuk", "?urut=peluang"):
        page = visit(browser, base(scene) + path)
        assert [one for one in ("90,00", "80,00", "Inovasi Contoh", "zqsidang") if one in page.text] == [], path
        assert page.status == (404 if path.startswith("/") else 200), path
    assert visit(browser, f"{base(scene)}/putuskan", "post", kode=scene.codes[0], putusan="keluar").status == 404
    assert browser.post(f"{base(scene)}/suara/1", {"choice": "setuju"}).status_code == 404
    assert not question.votes.exists()
    assert "90,00" in visit(signed_in(scene.panel), base(scene)).text  # who does not mark goes on
    Review.objects.filter(pk=review.pk).update(state="ditutup")
    assert "90,00" in visit(browser, base(scene)).text
