"""A plenary from its opening to approval, announcement, objection and re-issue, with those who take part."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.competitions import NOW
from tests.factories.plenary import PANEL, make_contest, make_plenary, make_scored
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.models import Calibration, Conflict, Evaluator, Review
from tular.features.judging.queries.entrants import is_secret
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.selection.actions import announcing, objecting
from tular.features.selection.actions.plenary import (
    approve,
    ask,
    break_tie,
    close_vote,
    decide,
    describe_plenary,
    drop_gone,
    hold_again,
    open_plenary,
    propose,
    seat,
    send_back,
    set_plenary,
    undo,
    unseat,
    vote,
)
from tular.features.selection.actions.plenary.deciding import Pick
from tular.features.selection.actions.plenary.sitting import Sitting
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import DecisionKind, Outcome, PlenaryState, QuestionKind, TieWay, VoteChoice
from tular.features.selection.models import (
    Announcement,
    AnnouncementLine,
    Plenary,
    PlenaryDecision,
    PlenaryLine,
    StageOutcome,
)
from tular.features.selection.queries.entering import passed_into
from tular.features.selection.queries.plenary.minutes import set_minutes
from tular.features.selection.queries.plenary.records import current
from tular.features.selection.queries.plenary.settling import PASSED, lines_text, sha256_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, Stale, version_of

SITS = Sitting(date(2026, 3, 20), "Surabaya", "Ketua Contoh", "", 1)


@dataclass
class Scene:
    """A contest of four proposals with 90, 80, 70 and 60."""

    competition: Competition
    secretary: User
    second: User
    panel: User
    codes: list[str]

    def proposal(self, place: int) -> Proposal:
        return Proposal.objects.get(code=self.codes[place])


def made(organiser: Agency, secretary: User, totals: list[str | None], **fields: object) -> Scene:
    competition = make_contest(organiser)
    owners = [agency(slug) for slug in ("pemkab-sidoarjo", "pemkab-gresik", "pemkab-sumedang", "pemkab-sidoarjo")]
    make_scored(competition, secretary, [owners[place % 4] for place in range(len(totals))], totals, **fields)
    second = make_member(Role.AGENCY, organiser).person
    panel = make_person("Panel Contoh")
    codes = list(Proposal.objects.filter(competition=competition).order_by("title").values_list("code", flat=True))
    return Scene(competition, secretary, second, panel, codes)


@pytest.fixture
def scene(organiser: Agency, secretary: User) -> Scene:
    return made(organiser, secretary, ["90", "80", "70", "60"])


def held(scene: Scene) -> Plenary:
    return make_plenary(scene.competition, scene.secretary, members=[scene.panel])


def chosen(plenary: Plenary) -> list[str]:
    return sorted(line.code for line in current(plenary)[2].lines if line.outcome == PASSED)


def proposed(scene: Scene, plenary: Plenary) -> Plenary:
    describe_plenary(plenary, sitting=SITS, by=scene.secretary, now=NOW)
    return propose(plenary, by=scene.secretary, now=NOW)


def approved(scene: Scene, plenary: Plenary) -> Plenary:
    return approve(proposed(scene, plenary), by=scene.second, now=NOW)


def announced(scene: Scene, **typed: object) -> Announcement:
    told = announcing.Typed(title="Finalis", decree="12/2026", decree_on=date(2026, 3, 25), objection_days=5, **typed)
    draft = announcing.prepare(scene.competition, stage=PANEL, typed=told, by=scene.secretary, now=NOW)
    return announcing.announce(draft, by=scene.secretary, now=NOW)


def test_a_plenary_begins_with_the_settings_of_the_rulebook(scene: Scene) -> None:
    plenary = held(scene)
    detail = PlenaryDecision.objects.get(plenary=plenary, kind=DecisionKind.SETTINGS).detail
    assert detail["decides"] == "proposal" and detail["score"] == "raw"
    assert detail["places"] == [{"pool": ["umum"], "cluster": "", "count": 2, "award": "finalis"}]
    assert chosen(plenary) == sorted(scene.codes[:2])


def test_it_cannot_be_opened_before_the_marks_are_closed_and_computed(scene: Scene) -> None:
    Review.objects.filter(competition=scene.competition).update(state="berjalan")
    with pytest.raises(Refused, match="belum ditutup"):
        open_plenary(scene.competition, stage=PANEL, by=scene.secretary, now=NOW)
    Review.objects.filter(competition=scene.competition).update(state="ditutup")
    Calibration.objects.update(sheets=3)
    with pytest.raises(Refused, match="belum ikut dihitung"):
        open_plenary(scene.competition, stage=PANEL, by=scene.secretary, now=NOW)


def test_only_one_is_opened_for_a_stage(scene: Scene) -> None:
    held(scene)
    with pytest.raises(Refused, match="sudah dibuka"):
        open_plenary(scene.competition, stage=PANEL, by=scene.second, now=NOW)


def test_departures_need_reasons_and_can_be_undone(scene: Scene) -> None:
    plenary = held(scene)
    with pytest.raises(Refused, match="alasan"):
        decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.secretary, now=NOW, reason=" ")
    decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.secretary, now=NOW, reason="wilayah")
    assert chosen(plenary) == sorted([scene.codes[0], scene.codes[3]])
    undo(plenary, codes=[scene.codes[3]], by=scene.secretary, now=NOW)
    assert chosen(plenary) == sorted(scene.codes[:2])
    assert PlenaryDecision.objects.filter(plenary=plenary).count() == 3


def test_two_organisers_at_once_notice_each_other(scene: Scene) -> None:
    plenary = held(scene)
    seen = version_of(plenary)
    decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.second, now=NOW, reason="wilayah")
    with pytest.raises(Stale):
        decide(plenary, kind=DecisionKind.OUT, codes=[scene.codes[0]], by=scene.secretary, now=NOW, reason="x",
               seen_version=seen)  # fmt: skip


def test_decisions_lines_and_minutes_cannot_be_changed_in_the_database(scene: Scene) -> None:
    plenary = approved(scene, held(scene))
    for rows in (plenary.decisions, plenary.lines, plenary.bases, plenary.approvals):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(plenary=plenary)


def test_settings_change_only_with_a_reason(scene: Scene) -> None:
    plenary = held(scene)
    places = [{"pool": ["umum"], "cluster": "", "count": 3, "award": "finalis"}]
    with pytest.raises(Refused, match="pengaturannya berubah"):
        set_plenary(plenary, settings={"places": places}, by=scene.secretary, now=NOW)
    set_plenary(plenary, settings={"places": places, "score": "calibrated"}, by=scene.secretary, now=NOW, reason="SK 5")
    assert len(chosen(plenary)) == 3


def test_a_score_that_nobody_has_cannot_decide(organiser: Agency, secretary: User) -> None:
    scene = made(organiser, secretary, ["90", "80"], identifiable=False, reason="Penilai tidak saling bertemu.")
    plenary = held(scene)
    with pytest.raises(Refused, match="tidak saling bertemu"):
        set_plenary(plenary, settings={"score": "calibrated"}, by=secretary, now=NOW, reason="coba")


def test_everybody_tied_waits_for_a_recorded_way(organiser: Agency, secretary: User) -> None:
    scene = made(organiser, secretary, ["80", "80", "80"])
    plenary = held(scene)
    with pytest.raises(Refused, match="bernilai sama"):
        proposed(scene, plenary)
    with pytest.raises(Refused, match="tepat 2"):
        break_tie(plenary, pick=Pick(0, TieWay.PANEL, scene.codes[:1]), by=secretary, now=NOW, reason="mufakat")
    break_tie(plenary, pick=Pick(0, TieWay.LOT, (), "merdeka"), by=secretary, now=NOW, reason="undian terbuka")
    assert len(chosen(plenary)) == 2
    assert propose(plenary, by=secretary, now=NOW).state == PlenaryState.SETTLED


def test_a_withdrawn_proposal_has_to_be_recorded_first(scene: Scene) -> None:
    plenary = held(scene)
    Proposal.objects.filter(code=scene.codes[0]).update(state=ProposalState.WITHDRAWN, state_reason="Pindah tugas.")
    with pytest.raises(Refused, match="gugur"):
        proposed(scene, plenary)
    drop_gone(plenary, by=scene.secretary, now=NOW)
    assert chosen(plenary) == sorted(scene.codes[1:3])


def test_who_proposes_never_approves_also_by_the_database(scene: Scene) -> None:
    plenary = proposed(scene, held(scene))
    with pytest.raises(Denied):
        approve(plenary, by=scene.secretary, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plenary.objects.filter(pk=plenary.pk).update(
            state=PlenaryState.APPROVED, approved_by=scene.secretary, approved_at=NOW
        )


def test_a_member_or_an_evaluator_elsewhere_never_approves(scene: Scene) -> None:
    plenary = proposed(scene, held(scene))
    other = Evaluator.objects.filter(review__competition=scene.competition)[0].person
    for person in (scene.panel, other):
        with pytest.raises(Denied):
            approve(plenary, by=person, now=NOW)


def test_a_named_approver_may(scene: Scene) -> None:
    boss = make_person("Pejabat Contoh")
    plenary = held(scene)
    sitting = Sitting(date(2026, 3, 20), approver_email=boss.email)
    describe_plenary(plenary, sitting=sitting, by=scene.secretary, now=NOW)
    propose(plenary, by=scene.secretary, now=NOW)
    assert approve(plenary, by=boss, now=NOW).approved_by == boss


def test_sent_back_with_a_reason_the_session_goes_on(scene: Scene) -> None:
    plenary = proposed(scene, held(scene))
    with pytest.raises(Refused, match="diperbaiki"):
        send_back(plenary, by=scene.second, now=NOW)
    send_back(plenary, by=scene.second, now=NOW, reason="Neraca wilayah belum dibahas.")
    plenary.refresh_from_db()
    assert plenary.state == PlenaryState.OPEN and not plenary.lines.exists()
    decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.secretary, now=NOW, reason="wilayah")
    assert propose(plenary, by=scene.secretary, now=NOW).lines.filter(outcome=Outcome.PASSED).count() == 2


def test_nothing_is_decided_while_it_waits_or_after_approval(scene: Scene) -> None:
    plenary = proposed(scene, held(scene))
    with pytest.raises(Refused, match="menunggu persetujuan"):
        decide(plenary, kind=DecisionKind.OUT, codes=scene.codes[:1], by=scene.secretary, now=NOW, reason="x")
    approve(plenary, by=scene.second, now=NOW)
    with pytest.raises(Refused, match="sidang ulang"):
        undo(plenary, numbers=[1], by=scene.secretary, now=NOW)


def test_approval_freezes_lines_and_minutes_that_can_be_made_again(scene: Scene) -> None:
    plenary = held(scene)
    decide(plenary, kind=DecisionKind.IN, codes=[scene.codes[3]], by=scene.secretary, now=NOW, reason="wilayah")
    plenary = approved(scene, plenary)
    found = current(plenary)[2]
    assert plenary.sha256 == sha256_of(lines_text(found))
    minutes = plenary.minutes
    assert bytes(minutes.pdf).startswith(b"%PDF") and minutes.sha256
    values = json.loads(minutes.canonical)
    assert set_minutes(values, at=minutes.at)[1] == minutes.sha256
    assert [row[4] for row in values["departures"]] == ["wilayah"]


def test_the_chosen_go_on_at_once_but_are_not_released_before_the_list(scene: Scene) -> None:
    assert passed_into(scene.competition, "wawancara") is None
    approved(scene, held(scene))
    wanted = {scene.proposal(0).pk, scene.proposal(1).pk}
    assert set(passed_into(scene.competition, "wawancara") or ()) == wanted
    assert is_secret(scene.competition, "wawancara")
    announced(scene)
    assert not is_secret(scene.competition, "wawancara")


def test_nothing_is_announced_before_approval(scene: Scene) -> None:
    proposed(scene, held(scene))
    with pytest.raises(Refused, match="belum disetujui"):
        announced(scene)
    assert not Announcement.objects.filter(competition=scene.competition).exists()


def test_the_list_tells_awards_and_names_only_the_chosen(scene: Scene) -> None:
    approved(scene, held(scene))
    made_list = announced(scene)
    lines = AnnouncementLine.objects.filter(announcement=made_list)
    assert {(one.code, one.award) for one in lines.filter(outcome=Outcome.PASSED)} == {
        (scene.codes[0], "finalis"), (scene.codes[1], "finalis")
    }  # fmt: skip
    assert StageOutcome.objects.get(proposal=scene.proposal(3), stage=PANEL).reasons == ["tidak_terpilih"]
    assert made_list.plenary is not None


def test_a_granted_objection_holds_the_plenary_again_and_the_list_is_issued_anew(scene: Scene) -> None:
    first = approved(scene, held(scene))
    announced(scene)
    line = AnnouncementLine.objects.get(code=scene.codes[2])
    local = make_member(Role.AGENCY, line.proposal.agency).person
    objection = objecting.object_to(line, text="Nilai kami keliru dihitung.", by=local, now=NOW + timedelta(hours=1))
    objecting.answer(objection, granted=True, answer="Benar.", by=scene.secretary, now=NOW + timedelta(hours=2))
    again = Plenary.objects.get(competition=scene.competition, number=2)
    assert again.state == PlenaryState.OPEN and "Benar" in again.reason
    assert passed_into(scene.competition, "wawancara") == list(
        first.lines.filter(outcome=Outcome.PASSED).order_by("proposal__code").values_list("proposal", flat=True)
    )
    assert scene.codes[2] in chosen(again)
    places = [{"pool": ["umum"], "cluster": "", "count": 3, "award": "finalis"}]
    set_plenary(again, settings={"places": places}, by=scene.secretary, now=NOW, reason="Sanggah diterima.")
    approved(scene, again)
    told = announced(scene, note="Sanggah diterima.", reason_for_others="Sanggah diterima.")
    assert told.number == 2 and told.lines.filter(outcome=Outcome.PASSED).count() == 3


def test_a_decree_is_corrected_by_a_list_issued_again_with_a_note(scene: Scene) -> None:
    approved(scene, held(scene))
    announced(scene)
    told = announced(scene, note="Nomor keputusan dibetulkan.")
    assert told.number == 2 and set(told.lines.values_list("change", flat=True)) == {"tetap"}


def test_the_organisers_people_are_never_members(scene: Scene) -> None:
    plenary = held(scene)
    with pytest.raises(Refused, match="tidak memberi suara"):
        seat(plenary, emails=[scene.second.email], by=scene.secretary, now=NOW)


def test_a_vote_decides_when_more_are_for_it_and_nobody_is_told_before(scene: Scene) -> None:
    plenary = held(scene)
    asked = Asked(QuestionKind.IN, "Daerah tertinggal belum terwakili.", scene.codes[3])
    question = ask(plenary, asked=asked, by=scene.secretary, now=NOW)
    assert question.result == {}
    with pytest.raises(Refused, match="belum ditutup"):
        proposed(scene, plenary)
    with pytest.raises(Denied):
        vote(question, choice=VoteChoice.YES, by=scene.secretary, now=NOW)
    vote(question, choice=VoteChoice.NO, by=scene.panel, now=NOW)
    vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW)
    question = close_vote(question, by=scene.secretary, now=NOW)
    assert question.accepted and question.result["yes"] == 1 and scene.codes[3] in chosen(plenary)
    with pytest.raises(Refused, match="ditutup"):
        vote(question, choice=VoteChoice.NO, by=scene.panel, now=NOW)


def test_a_vote_without_quorum_changes_nothing(scene: Scene) -> None:
    plenary = held(scene)
    describe_plenary(plenary, sitting=Sitting(date(2026, 3, 20), quorum=2), by=scene.secretary, now=NOW)
    question = ask(plenary, asked=Asked(QuestionKind.OUT, "x", scene.codes[0]), by=scene.secretary, now=NOW)
    vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW)
    assert close_vote(question, by=scene.secretary, now=NOW).accepted is False
    assert scene.codes[0] in chosen(plenary)


def test_who_has_a_conflict_leaves_the_vote_and_it_is_recorded(scene: Scene) -> None:
    reader = Evaluator.objects.filter(review__competition=scene.competition)[0]
    entry = reader.review.entries.get(proposal=scene.proposal(3))
    Conflict.objects.create(evaluator=reader, entry=entry, kind="keluarga", source="penilai", at=NOW)
    plenary = make_plenary(scene.competition, scene.secretary, members=[reader.person])
    question = ask(plenary, asked=Asked(QuestionKind.IN, "x", scene.codes[3]), by=scene.secretary, now=NOW)
    with pytest.raises(Refused, match="benturan"):
        vote(question, choice=VoteChoice.YES, by=reader.person, now=NOW)
    vote(question, choice=VoteChoice.RECUSED, note="keluarga", by=reader.person, now=NOW)
    told = close_vote(question, by=scene.secretary, now=NOW).result
    assert told["recused"] == 1 and told["quorum"] is False


def test_an_evaluator_who_was_released_is_not_invited_and_a_member_who_leaves_does_not_vote(scene: Scene) -> None:
    plenary = held(scene)
    Evaluator.objects.filter(review__competition=scene.competition).update(left_at=NOW, left_reason="sakit")
    with pytest.raises(Refused, match="Belum ada yang diundang"):
        seat(plenary, review="proposal", by=scene.secretary, now=NOW)
    question = ask(plenary, asked=Asked(QuestionKind.WHOLE, "Sepakati daftar."), by=scene.secretary, now=NOW)
    unseat(plenary.members.get(), by=scene.secretary, now=NOW, reason="pulang")
    with pytest.raises(Denied):
        vote(question, choice=VoteChoice.YES, by=scene.panel, now=NOW)


def test_held_again_only_after_approval_and_once(scene: Scene) -> None:
    plenary = held(scene)
    with pytest.raises(Refused, match="belum selesai"):
        hold_again(plenary, by=scene.secretary, now=NOW, reason="x")
    plenary = approved(scene, plenary)
    hold_again(plenary, by=scene.secretary, now=NOW, reason="Keputusan keliru.")
    with pytest.raises(Refused, match="sudah dibuka"):
        hold_again(plenary, by=scene.second, now=NOW, reason="lagi")
    assert PlenaryLine.objects.filter(plenary=plenary).exists()


def test_nominations_of_a_stage_with_marks_work_alike(scene: Scene) -> None:
    plenary = open_plenary(scene.competition, stage="proposal", by=scene.secretary, now=NOW)
    with pytest.raises(Refused, match="Banyaknya tempat"):
        proposed(scene, plenary)
    places = [{"pool": [], "cluster": "", "count": 3, "award": ""}]
    set_plenary(plenary, settings={"places": places}, by=scene.secretary, now=NOW, reason="Juknis.")
    assert passed_into(scene.competition, PANEL) is None
    approved(scene, plenary)
    assert len(passed_into(scene.competition, PANEL) or ()) == 3
