"""From decisions that nobody sees to a list, an objection, and the list that follows it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, make_proposal
from tests.factories.selection import STAGE, arrived, check
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.models import Proposal
from tular.features.selection.actions import Typed, announce, answer, object_to, prepare, revise
from tular.features.selection.actions.telling import tell_of_list
from tular.features.selection.models import Announcement, AnnouncementLine, ListDraft, Objection, StageOutcome
from tular.features.selection.queries.counts import passed_by_competition
from tular.features.selection.queries.results import results_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Gone, Refused
from tular.foundation.notifications.models import Notice

FULL = Typed(
    title="Hasil seleksi administrasi", decree="100.1/1/2026", decree_on=date(2026, 3, 16), objection_days=5,
    reason_left_out="menunggu perbaikan",
)  # fmt: skip
AFTER = NOW + timedelta(days=12)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of these tests are opened the day after the list."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER + timedelta(days=1))


@pytest.fixture
def passing(competition: Competition, sidoarjo: Agency, secretary: User) -> Proposal:
    found = arrived(competition, sidoarjo, title="Posyandu Terapung")
    check(found, secretary)
    return found


@pytest.fixture
def failing(competition: Competition, sidoarjo: Agency, unit: ServiceUnit, secretary: User) -> Proposal:
    found = arrived(competition, sidoarjo, unit=unit, title="Antrean Daring")
    check(found, secretary, "incomplete", explanation="Surat pernyataan tidak dapat dibuka.")
    return found


def test_reasons_of_proposals_that_the_list_does_not_ask_about_are_not_kept(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User
) -> None:
    sent = {"title": "Hasil", "alasan-a\x00b": "x", "tinggal-tidak-ada": "x", f"alasan-{passing.code}": "x"}
    assert signed_in(secretary).post(f"/seleksi/{competition.slug}/daftar", sent).status_code == 302
    draft = ListDraft.objects.get()
    assert (draft.reasons, draft.left_out) == ({}, {})


def published(competition: Competition, by: User, typed: Typed = FULL, now: Any = AFTER) -> Announcement:
    draft = prepare(competition, stage=STAGE, typed=typed, by=by, now=now)
    return announce(draft, by=by, now=now)


def path(made: Announcement) -> str:
    return f"/kompetisi/{made.competition.slug}/daftar/{STAGE}/{made.number}"


def test_a_list_releases_all_decisions_together(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User
) -> None:
    assert signed_in(secretary).get(f"/kompetisi/{competition.slug}/daftar/{STAGE}/1").status_code == 404
    made = published(competition, secretary)
    assert [(line.code, line.outcome, line.change) for line in made.lines.all()] == [
        (passing.code, "lolos", "baru"),
        (failing.code, "tidak-lolos", "baru"),
    ]
    assert {one.proposal_id: one.outcome for one in StageOutcome.objects.all()} == {
        passing.pk: "lolos",
        failing.pk: "tidak-lolos",
    }
    assert not ListDraft.objects.exists()
    assert passed_by_competition([competition.pk]) == {competition.pk: 1}
    assert made.objections_until is not None
    assert Window.objects.get(kind="sanggah", stage=STAGE).closes_at == made.objections_until


def test_what_lacks_keeps_a_list_from_being_announced(
    competition: Competition, passing: Proposal, sidoarjo: Agency, secretary: User
) -> None:
    open_one = arrived(competition, sidoarjo, title="Belum diperiksa")
    draft = prepare(competition, stage=STAGE, typed=Typed(title="Hasil"), by=secretary, now=AFTER)
    with pytest.raises(Refused) as refused:
        announce(draft, by=secretary, now=AFTER)
    assert {one.field for one in refused.value.reasons} == {"decree", "decree_on", "reason_left_out"}
    assert not Announcement.objects.exists()
    saved = revise(
        draft,
        typed=Typed(title="Hasil", decree="1", decree_on=date(2026, 3, 16), left_out={open_one.code: "berkas rusak"}),
        by=secretary, now=AFTER,
    )  # fmt: skip
    made = announce(saved, by=secretary, now=AFTER)
    assert [(one.proposal.code, one.reason) for one in made.omissions.all()] == [(open_one.code, "berkas rusak")]
    assert made.objections_until is None


def test_a_decision_after_the_list_was_saved_has_to_be_looked_at_first(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User
) -> None:
    draft = prepare(competition, stage=STAGE, typed=FULL, by=secretary, now=AFTER)
    passing.checks.update(taken_back_at=AFTER)
    check(passing, secretary, "other", explanation="Ternyata bukan.")
    with pytest.raises(Refused, match="berubah"):
        announce(draft, by=secretary, now=AFTER)
    announce(revise(draft, typed=FULL, by=secretary, now=AFTER), by=secretary, now=AFTER)


def test_a_list_is_announced_once_by_two_tabs(competition: Competition, passing: Proposal, secretary: User) -> None:
    draft = prepare(competition, stage=STAGE, typed=FULL, by=secretary, now=AFTER)
    announce(draft, by=secretary, now=AFTER)
    with pytest.raises(Gone):
        announce(draft, by=secretary, now=AFTER)
    assert Announcement.objects.count() == 1


def test_only_who_runs_the_competition_prepares_and_announces(
    competition: Competition, passing: Proposal, secretary: User, admin: User, outsider: User
) -> None:
    for person in (admin, outsider):
        with pytest.raises(Denied):
            prepare(competition, stage=STAGE, typed=FULL, by=person, now=AFTER)
        for ending in ("daftar", "daftar/pratinjau", "daftar/umumkan", "sanggah"):
            assert signed_in(person).get(f"/seleksi/{competition.slug}/{ending}").status_code == 404
    draft = prepare(competition, stage=STAGE, typed=FULL, by=secretary, now=AFTER)
    with pytest.raises(Denied):
        announce(draft, by=admin, now=AFTER)


def test_objection_granted_shows_in_the_next_list_and_leaves_the_first_as_it_was(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User, admin: User, client: Any
) -> None:
    first = published(competition, secretary)
    before = client.get(f"{path(first)}.csv").getvalue()
    line = first.lines.get(proposal=failing)
    objection = object_to(line, text="Suratnya terbuka di sini.", by=admin, now=AFTER + timedelta(days=1))
    with pytest.raises(Refused, match="sekali"):
        object_to(line, text="Lagi.", by=admin, now=AFTER + timedelta(days=1))
    answered = answer(
        objection, granted=True, answer="Surat dapat dibuka; ada dan sah.", by=secretary, now=AFTER + timedelta(days=2)
    )
    assert answered.state == "diterima"
    again = Typed(title="Hasil, perubahan", decree="100.1/2/2026", decree_on=date(2026, 3, 20), note="Hasil sanggah.")
    second = published(competition, secretary, again, AFTER + timedelta(days=3))
    assert second.number == 2
    changed = second.lines.get(proposal=failing)
    assert (changed.outcome_before, changed.outcome, changed.change) == ("tidak-lolos", "lolos", "berubah")
    assert changed.change_reason == "Surat dapat dibuka; ada dan sah."
    assert second.lines.get(proposal=passing).change == "tetap"
    page = client.get(path(second)).content.decode()
    assert "Surat dapat dibuka; ada dan sah." in page and "Hasil sanggah." in page
    older = client.get(path(first)).content.decode()
    assert "sudah diganti daftar nomor 2" in older
    assert client.get(f"{path(first)}.csv").getvalue() == before
    assert StageOutcome.objects.get(proposal=failing).outcome == "lolos"
    results = results_of(failing, AFTER + timedelta(days=3))
    assert results is not None and results.newest.passed and len(results.earlier) == 1
    with pytest.raises(Refused, match="sudah dijawab"):
        answer(answered, granted=False, answer="Tidak.", by=secretary, now=AFTER + timedelta(days=3))


def test_what_was_announced_never_changes(competition: Competition, passing: Proposal, secretary: User) -> None:
    made = published(competition, secretary)
    for rows, change in (
        (AnnouncementLine.objects.filter(announcement=made), {"title": "Lain"}),
        (Announcement.objects.filter(pk=made.pk), {"decree": "Lain"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_a_change_without_a_reason_is_refused_and_one_that_leaves_is_told(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User, client: Any
) -> None:
    published(competition, secretary)
    passing.checks.update(taken_back_at=AFTER)
    again = Typed(
        title="Lagi", decree="2", decree_on=date(2026, 3, 20), note="Pembetulan.", reason_left_out="diperiksa lagi"
    )
    draft = prepare(competition, stage=STAGE, typed=again, by=secretary, now=AFTER + timedelta(days=1))
    with pytest.raises(Refused, match="tanpa alasan"):
        announce(draft, by=secretary, now=AFTER + timedelta(days=1))
    told = Typed(
        title="Lagi", decree="2", decree_on=date(2026, 3, 20), note="Pembetulan.", reason_left_out="diperiksa lagi",
        reasons={passing.code: "Naskahnya diperiksa lagi."},
    )  # fmt: skip
    draft = revise(draft, typed=told, by=secretary, now=AFTER + timedelta(days=1))
    made = announce(draft, by=secretary, now=AFTER + timedelta(days=1))
    assert made.lines.get(proposal=passing).change == "keluar"
    assert not StageOutcome.objects.filter(proposal=passing).exists()
    assert "Naskahnya diperiksa lagi." in client.get(path(made)).content.decode()


def test_the_public_reads_who_passed_and_only_counts_the_others(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User, client: Any
) -> None:
    made = published(competition, secretary)
    page = client.get(path(made))
    text = page.content.decode()
    assert page.status_code == 200
    assert passing.title in text and failing.title not in text
    assert "Surat pernyataan tidak dapat dibuka." not in text
    download = client.get(f"{path(made)}.csv").getvalue()
    assert hashlib.sha256(download).hexdigest() == made.sha256
    assert made.sha256 in text
    assert failing.code.encode() not in download
    assert client.get(f"{path(made)}?cari=tiada").status_code == 200
    assert passing.title in client.get(f"{path(made)}?semua=ya").content.decode()


def test_lists_of_a_competition_that_is_prepared_are_not_there(
    competition: Competition, passing: Proposal, secretary: User, client: Any
) -> None:
    made = published(competition, secretary)
    Competition.objects.filter(pk=competition.pk).update(state="disiapkan")
    assert client.get(path(made)).status_code == 404
    assert client.get(f"{path(made)}.csv").status_code == 404


def test_the_agency_reads_its_own_reasons_and_objects_within_the_window(
    competition: Competition, failing: Proposal, secretary: User, admin: User, upp: User, colleague: User,
    rival: User, outsider: User,
) -> None:  # fmt: skip
    made = published(competition, secretary)
    address = f"/proposal/{failing.code}/sanggah"
    own = signed_in(admin)
    page = own.get(address).content.decode()
    assert "Surat pernyataan tidak dapat dibuka." in page and "1 pemeriksa administrasi" in page
    assert str(secretary) not in page
    assert signed_in(upp).get(address).status_code == 200
    for person in (colleague, rival, outsider):
        assert signed_in(person).get(address).status_code == 404
    refused = signed_in(upp).post(address, {"text": "Kami menyanggah."})
    assert refused.status_code == 403
    sent = own.post(address, {"text": "Kami menyanggah."})
    assert sent.status_code == 302
    objection = Objection.objects.get()
    assert objection.line == made.lines.get(proposal=failing)
    queue = signed_in(secretary).get(f"/seleksi/{competition.slug}/sanggah").content.decode()
    assert failing.title in queue
    assert Notice.objects.filter(kind="selection.objected", person=secretary).exists()
    one = signed_in(secretary).get(f"/seleksi/{competition.slug}/sanggah/{objection.pk}")
    assert "Kami menyanggah." in one.content.decode()
    empty = signed_in(secretary).post(f"/seleksi/{competition.slug}/sanggah/{objection.pk}", {"decision": "tolak"})
    assert empty.status_code == 409
    done = signed_in(secretary).post(
        f"/seleksi/{competition.slug}/sanggah/{objection.pk}", {"decision": "tolak", "answer": "Berkasnya rusak."}
    )
    assert done.status_code == 302
    assert "Berkasnya rusak." in own.get(address).content.decode()


def test_an_objection_after_the_window_is_refused_and_its_text_kept(
    competition: Competition, failing: Proposal, secretary: User, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(competition, secretary)
    late = AFTER + timedelta(days=20)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    answered = signed_in(admin).post(f"/proposal/{failing.code}/sanggah", {"text": "Terlambat sekali."})
    page = answered.content.decode()
    assert answered.status_code == 409
    assert "Terlambat sekali." in page and "Masa sanggah berakhir" in page
    assert not Objection.objects.exists()


def test_admins_are_told_once_of_all_and_writers_of_their_own(
    competition: Competition, passing: Proposal, failing: Proposal, secretary: User, admin: User, upp: User
) -> None:
    made = published(competition, secretary)
    for _again in range(2):
        tell_of_list(made, lambda done, total: None)
    assert Notice.objects.filter(person=admin, kind="selection.announced").count() == 1
    assert [one.path for one in Notice.objects.filter(person=upp)] == [f"/proposal/{failing.code}"]


def test_two_thousand_lines_are_announced_with_as_many_queries_as_few(
    competition: Competition, sidoarjo: Agency, secretary: User
) -> None:
    def queries(n: int) -> int:
        base = [make_proposal(competition, sidoarjo, state="diajukan") for _each in range(n)]
        for one in base:
            check(_with_submission(one, competition), secretary)
        typed = Typed(title="Hasil", decree="1", decree_on=date(2026, 3, 16), note="Lagi.")
        draft = prepare(competition, stage=STAGE, typed=typed, by=secretary, now=AFTER)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            announce(draft, by=secretary, now=AFTER)
        return len(captured)

    few = queries(3)
    assert queries(40) <= few + 2


def _with_submission(proposal: Proposal, competition: Competition) -> Proposal:
    proposal.submissions.create(
        number=1, receipt=f"r-{proposal.code}", canonical="{}", sha256="0" * 64, rulebook=competition.rulebook, at=NOW
    )
    return proposal


def test_lists_and_queues_are_read_with_a_fixed_number_of_queries(
    competition: Competition, sidoarjo: Agency, secretary: User, admin: User, client: Any
) -> None:
    def queries(n: int) -> list[int]:
        for each in range(n):
            found = arrived(competition, sidoarjo)
            check(found, secretary, *(["other"] if each % 2 else []), explanation="Karena.")
        typed = Typed(title="Hasil", decree="1", decree_on=date(2026, 3, 16), note="Lagi.", objection_days=9)
        made = published(competition, secretary, typed)
        for line in made.lines.filter(change="baru", outcome="tidak-lolos")[: n // 3]:
            object_to(line, text="Keliru.", by=admin, now=AFTER)
        counts = []
        for person, address in (
            (None, path(made)),
            (secretary, f"/seleksi/{competition.slug}/daftar"),
            (secretary, f"/seleksi/{competition.slug}/sanggah"),
            (admin, "/sanggah"),
            (admin, "/kerja"),
        ):
            browser = signed_in(person) if person else client
            browser.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    queries(3)  # lists after the first one tell what changed besides
    few = queries(6)
    assert queries(18) == few


def test_several_agencies_are_counted_by_kind(
    competition: Competition, passing: Proposal, secretary: User, client: Any
) -> None:
    other = arrived(competition, agency("pemkot-surabaya"), title="Klinik Kota")
    check(other, secretary)
    made = published(competition, secretary)
    page = client.get(path(made), {"jenis": "kota"}).content.decode()
    assert "Klinik Kota" in page and passing.title not in page


def test_nobody_answers_an_objection_of_their_own_agency_unless_it_holds_the_competition(
    competition: Competition, failing: Proposal, secretary: User, admin: User, organiser: Agency, sidoarjo: Agency
) -> None:
    made = published(competition, secretary)
    objection = object_to(made.lines.get(proposal=failing), text="Keliru.", by=admin, now=AFTER)
    competition.staff.create(person=admin, role="sekretariat", by=secretary, since=NOW)
    with pytest.raises(Refused, match="instansi Anda sendiri"):
        answer(objection, granted=True, answer="Ya.", by=admin, now=AFTER)
    Competition.objects.filter(pk=competition.pk).update(organiser=sidoarjo)
    assert answer(objection, granted=True, answer="Ya.", by=admin, now=AFTER).state == "diterima"
