"""The desk of administrative selection in the browser: who sees it, what it lists, and what can be done on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.checking import make_check, make_submitted, make_version
from tests.factories.competitions import NOW, RULEBOOK, full_content, make_competition, make_proposal, make_rulebook
from tests.people import agency, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import StaffRole
from tular.features.competitions.models import Competition, Staff
from tular.features.proposals.actions.screening import screen_competition
from tular.features.proposals.choices import CheckDecision, DoubletState, ProposalState
from tular.features.proposals.models import BulkCheck, Check, Doublet, Proposal
from tular.features.proposals.queries.checklist.rows import Filters, rows_of
from tular.features.proposals.queries.settled import checklist_of, settled_of
from tular.foundation.jobs.models import JobRun

TEXT = (
    "Kader posyandu menimbang balita di atas perahu yang singgah di kampung tepi sungai setiap Senin pagi. "
    "Bidan memeriksa ibu hamil, mencatat tekanan darah, lalu mengirim hasilnya ke puskesmas lewat pesan singkat."
)

RONDA = (
    "Warga menjaga kampung bergantian setiap malam bersama anak muda, lalu menulis kejadian dalam buku di pos ronda. "
    "Kepala dusun membaca buku itu setiap Jumat dan membahas pencurian, kebakaran, serta lampu jalan yang padam."
)


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    text = RULEBOOK.replace('kind = "checklist"', 'kind = "checklist"\ncheckers = 2').replace("lomba-uji", "lomba-dua")
    return make_competition(agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-dua"))


def staff(contest: Competition, name: str, role: StaffRole = StaffRole.CHECKER) -> User:
    person = make_person(name)
    Staff.objects.create(competition=contest, person=person, role=role, by=person, since=NOW)
    return person


@pytest.fixture
def checker(contest: Competition) -> User:
    return staff(contest, "Pemeriksa Satu")


@pytest.fixture
def browser(checker: User) -> Client:
    return signed_in(checker)


def submitted(
    contest: Competition, title: str = "Posyandu Terapung", text: str = TEXT, by: str = "pemkab-sidoarjo", **fields: Any
) -> Proposal:
    content = full_content(contest)
    content["_umum"]["title"], content["ringkasan"] = title, {"ringkasan": text}
    return make_submitted(contest, agency(by), content=content, **fields)


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def screened(contest: Competition) -> None:
    screen_competition(contest, by=None, now=NOW, progress=lambda share, text: None)


def test_only_who_checks_for_the_competition_finds_it(
    contest: Competition, checker: User, upp: User, admin: User, rival: User
) -> None:
    proposal = submitted(contest)
    other = staff(make_competition(agency("pemprov-jawa-timur")), "Pemeriksa Lain")
    paths = [f"/seleksi/{contest.slug}{rest}" for rest in ("", "/kembar", f"/{proposal.code}")]
    for person in (upp, admin, rival, other):
        assert [signed_in(person).get(path).status_code for path in paths] == [404, 404, 404]
    assert [signed_in(checker).get(path).status_code for path in paths] == [200, 200, 200]
    assert contest.title in read(signed_in(checker), "/seleksi")
    assert contest.title not in read(signed_in(admin), "/seleksi")
    assert Client().get(paths[0]).status_code == 302


def test_drafts_are_not_on_the_desk(contest: Competition, sidoarjo: Agency, browser: Client) -> None:
    draft = make_proposal(contest, sidoarjo)
    assert "Belum ada proposal" in read(browser, f"/seleksi/{contest.slug}")
    assert browser.get(f"/seleksi/{contest.slug}/{draft.code}").status_code == 404


def test_the_list_is_searched_filtered_and_counted(contest: Competition, browser: Client, checker: User) -> None:
    boat = submitted(contest)
    dot = submitted(contest, "Warung Botol Anu", ".", "pemkab-gresik")
    west = submitted(contest, "Ronda Cilik", RONDA, "pemkab-sumedang")
    make_check(west, checker)
    screened(contest)
    base = f"/seleksi/{contest.slug}"
    expected = {
        "?cari=terapung": {boat}, "?cari=gresik": {dot}, f"?cari={west.code}": {west}, "?keadaan=giliran": {boat, dot},
        "?keadaan=saya": {west}, "?keadaan=waiting": {west}, "?temuan=careless_answers": {dot},
        "?temuan=tanpa": {boat, west}, "?provinsi=32": {west}, "?jenis=kabupaten": {boat, dot, west},
        "?kembar=1": set(), "?keadaan=ngawur": {boat, dot, west},
    }  # fmt: skip
    for query, wanted in expected.items():
        page = browser.get(base + query).context["page"]
        assert {line.row.pk for line in page.lines} == {one.pk for one in wanted}, query
    titles = [line.row.title for line in browser.get(f"{base}?urut=judul").context["page"].lines]
    assert titles == ["Posyandu Terapung", "Ronda Cilik", "Warung Botol Anu"]


def test_list_and_proposal_take_the_same_number_of_queries_whatever_their_size(
    contest: Competition, browser: Client, checker: User
) -> None:
    counts = []
    first = submitted(contest)
    for more in (1, 5):
        for number in range(more):
            make_check(submitted(contest, f"Judul {more} {number}", f"Isi {number} {TEXT}"), checker)
        screened(contest)
        read(browser, f"/seleksi/{contest.slug}")
        taken = []
        for path in ("", f"/{first.code}", "/kembar"):
            with CaptureQueriesContext(connection) as queries:
                read(browser, f"/seleksi/{contest.slug}{path}")
            taken.append(len(queries))
        counts.append(taken)
    assert counts[0] == counts[1]


def test_the_list_and_the_result_agree_on_where_every_proposal_stands(contest: Competition, checker: User) -> None:
    second, secretary = staff(contest, "Bu Ratna"), staff(contest, "Sekretaris", StaffRole.SECRETARIAT)
    passed, failed, fix = CheckDecision.PASSED, CheckDecision.FAILED, CheckDecision.FIX
    words = ([], [passed], [passed, passed], [failed, failed], [failed, passed], [fix], [fix, passed], [passed, failed])
    for number, said in enumerate(words):
        proposal = submitted(contest, f"Judul {number}")
        for person, word in zip((checker, second), said, strict=False):
            make_check(proposal, person, word, *([] if word == passed else ["other"]))
    make_check(proposal, secretary, settles=True)
    for number, said in enumerate(([], [passed], [passed, passed])):
        proposal = submitted(contest, f"Diperbaiki {number}")
        make_check(proposal, checker, fix, "other")
        make_version(proposal)
        for person, word in zip((second, secretary), said, strict=False):
            make_check(proposal, person, word)
    stage = checklist_of(contest)
    assert stage is not None
    result = settled_of(contest, stage)
    stands = {one.proposal_id: one.code for one in result.unsettled}
    stands |= {pk: one.decision.value for pk, one in result.settled.items()}
    rows = rows_of(contest, stage, checker, Filters())
    assert {row.pk: row.standing for row in rows} == stands
    assert len(rows) == len(words) + 3 and sum(row.mine for row in rows) == len(words) - 1


def test_the_list_is_put_in_the_order_of_the_latest_submissions(contest: Competition, browser: Client) -> None:
    first, second = submitted(contest, "Pertama"), submitted(contest, "Kedua")
    path = f"/seleksi/{contest.slug}?urut=waktu"
    assert [line.row.pk for line in browser.get(path).context["page"].lines] == [first.pk, second.pk]
    make_version(first)
    assert [line.row.pk for line in browser.get(path).context["page"].lines] == [second.pk, first.pk]


def test_what_was_computed_is_ticked_and_told(contest: Competition, browser: Client) -> None:
    young = submitted(contest, started_on=NOW.date() - timedelta(days=30))
    screened(contest)
    answer = browser.get(f"/seleksi/{contest.slug}/{young.code}")
    assert answer.context["form"].initial["alasan"] == ["under_age"]
    html = answer.content.decode()
    assert "groups[1].min_age_months" in html and "bulan" in answer.context["form"].initial["penjelasan"]


def test_deciding_leads_to_the_next_that_waits(contest: Competition, browser: Client, checker: User) -> None:
    first, second = (
        submitted(contest),
        submitted(contest, "Warung Botol Anu", "Warga menimbang plastik di balai setiap pekan."),
    )
    answer = browser.post(
        f"/seleksi/{contest.slug}/{first.code}", {"keputusan": "lolos", "kiriman": "1", "keadaan": "giliran"}
    )
    assert answer.headers["Location"] == f"/seleksi/{contest.slug}/{second.code}?keadaan=giliran"
    assert Check.objects.get(proposal=first).decision == CheckDecision.PASSED
    answer = browser.post(f"/seleksi/{contest.slug}/{second.code}", {"keputusan": "lolos", "keadaan": "giliran"})
    assert answer.headers["Location"] == f"/seleksi/{contest.slug}?keadaan=giliran"


def test_a_refusal_without_reasons_is_shown_with_what_was_typed(contest: Competition, browser: Client) -> None:
    proposal = submitted(contest)
    answer = browser.post(
        f"/seleksi/{contest.slug}/{proposal.code}", {"keputusan": "tidak-lolos", "penjelasan": "Kurang jelas."}
    )
    assert answer.status_code == 409
    assert "Pilih paling sedikit satu alasan." in answer.content.decode() and "Kurang jelas." in answer.content.decode()
    assert not Check.objects.exists()


def test_another_checkers_word_is_hidden_until_one_has_decided(contest: Competition, browser: Client) -> None:
    proposal = submitted(contest)
    make_check(proposal, staff(contest, "Bu Ratna"), CheckDecision.FAILED, "other", explanation="Rahasia dulu.")
    path = f"/seleksi/{contest.slug}/{proposal.code}"
    html = read(browser, path)
    assert "Rahasia dulu." not in html and "1 pemeriksa lain sudah memeriksa" in html
    browser.post(path, {"keputusan": "lolos"})
    assert "Rahasia dulu." in read(browser, path)


def test_the_secretariat_settles_what_differs(contest: Competition, browser: Client) -> None:
    proposal = submitted(contest)
    make_check(proposal, staff(contest, "Bu Ratna"), CheckDecision.FAILED, "other", explanation="Tidak jelas.")
    path = f"/seleksi/{contest.slug}/{proposal.code}"
    browser.post(path, {"keputusan": "lolos"})
    secretary = signed_in(staff(contest, "Sekretaris", StaffRole.SECRETARIAT))
    assert 'name="putus"' in read(secretary, path) and 'name="putus"' not in read(browser, path)
    assert proposal.title in read(secretary, f"/seleksi/{contest.slug}?keadaan=differing")
    secretary.post(path, {"keputusan": "lolos", "putus": "1"})
    assert Check.objects.get(settles=True).decision == CheckDecision.PASSED
    assert proposal.title in read(secretary, f"/seleksi/{contest.slug}?keadaan=lolos")


def test_a_fix_is_asked_from_the_desk(contest: Competition, browser: Client) -> None:
    proposal = submitted(contest)
    path = f"/seleksi/{contest.slug}/{proposal.code}"
    browser.post(path, {"keputusan": "perbaikan", "alasan": "incomplete", "penjelasan": "Surat belum ditandatangani."})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.FIXING
    assert "Sedang diminta diperbaiki" in read(browser, path)


def test_ones_own_agency_is_seen_but_not_decided(contest: Competition, upp: User) -> None:
    proposal = submitted(contest)
    Staff.objects.create(competition=contest, person=upp, role=StaffRole.CHECKER, by=upp, since=NOW)
    path = f"/seleksi/{contest.slug}/{proposal.code}"
    assert "Pemeriksa lain yang memutuskannya" in read(signed_in(upp), path)
    assert signed_in(upp).post(path, {"keputusan": "lolos"}).status_code == 409


def test_the_chosen_are_decided_at_once_and_undone(contest: Competition, browser: Client) -> None:
    rows = [submitted(contest, f"Judul {number}") for number in range(3)]
    answer = browser.post(
        f"/seleksi/{contest.slug}/massal", {"pilih": [row.code for row in rows[:2]], "keputusan": "lolos"}
    )
    bulk = BulkCheck.objects.get()
    assert answer.headers["Location"] == f"/seleksi/{contest.slug}?massal={bulk.pk}" and len(bulk.checks) == 2
    assert "2 proposal diputus" in read(browser, answer.headers["Location"])
    browser.post(f"/seleksi/{contest.slug}/massal/{bulk.pk}/urungkan")
    assert not Check.objects.filter(taken_back_at__isnull=True).exists()
    BulkCheck.objects.update(undone_at=None, at=timezone.now() - timedelta(minutes=31))
    answer = browser.post(f"/seleksi/{contest.slug}/massal/{bulk.pk}/urungkan", follow=True)
    assert "Sudah lewat setengah jam" in answer.content.decode()
    other = signed_in(staff(contest, "Bu Ratna"))
    assert other.post(f"/seleksi/{contest.slug}/massal/{bulk.pk}/urungkan").status_code == 404


def test_all_that_match_are_decided_only_once_their_number_is_confirmed(contest: Competition, browser: Client) -> None:
    submitted(contest, "Warung Botol Anu", ".")
    for number in range(2):
        submitted(contest, f"Judul {number}", by="pemkab-gresik")
    screened(contest)
    path = f"/seleksi/{contest.slug}/massal"
    asked = {"cakupan": "semua", "kembali": "temuan=careless_answers", "keputusan": "tidak-lolos"}
    why = {"alasan": "careless_answers", "penjelasan": "Isian hanya titik."}
    answer = browser.post(path, asked | why)
    assert answer.status_code == 200 and "Putuskan 1 proposal sekaligus?" in answer.content.decode()
    assert not Check.objects.exists()
    answer = browser.post(path, asked | why | {"jumlah": "7"})
    assert "Jumlahnya berubah" in answer.content.decode() and not Check.objects.exists()
    browser.post(path, asked | why | {"jumlah": "1"})
    assert Check.objects.get().reasons == ["careless_answers"]


def test_nothing_chosen_is_said(contest: Competition, browser: Client) -> None:
    submitted(contest)
    answer = browser.post(f"/seleksi/{contest.slug}/massal", {"keputusan": "lolos"}, follow=True)
    assert "Pilih dulu proposalnya." in answer.content.decode()


def test_doublets_stand_side_by_side_and_are_decided_there(contest: Competition, browser: Client) -> None:
    first = submitted(contest)
    submitted(contest, "Layanan Balita Keliling", TEXT, "pemkab-gresik")
    screened(contest)
    html = read(browser, f"/seleksi/{contest.slug}/kembar")
    assert "<mark>" in html and "0 dari 1 pasangan" in html
    pair = Doublet.objects.get()
    assert "Inovasi yang sama" in read(browser, f"/seleksi/{contest.slug}/{first.code}")
    answer = browser.post(f"/seleksi/{contest.slug}/kembar/{pair.pk}", {"kata": "beda", "versi": "basi"}, follow=True)
    assert "sudah diubah sejak halaman ini" in answer.content.decode()
    browser.post(f"/seleksi/{contest.slug}/kembar/{pair.pk}", {"kata": "beda"})
    pair.refresh_from_db()
    assert pair.state == DoubletState.DIFFERENT
    assert "Semua sudah diputus" in read(browser, f"/seleksi/{contest.slug}/kembar")
    assert "1 dari 1 pasangan" in read(browser, f"/seleksi/{contest.slug}/kembar?tampil=semua")


def test_nobody_reads_what_was_entered_elsewhere_by_holding_a_competition(
    contest: Competition, browser: Client, checker: User
) -> None:
    secret = "Anggaran rahasianya lima ratus juta rupiah untuk perahu kedua dan gaji kader."
    elsewhere = make_competition(agency("pemprov-jawa-barat"))
    submitted(elsewhere, "Judul Rahasia Sumedang", f"{TEXT} {secret}", "pemkab-sumedang")
    mine = submitted(contest, "Layanan Balita Keliling")
    screened(contest)
    for path in ("/kembar", f"/{mine.code}"):
        html = read(browser, f"/seleksi/{contest.slug}{path}")
        assert "Proposal kompetisi lain" in html and "<mark>" in html, "that it is alike is told, with what is the same"
        assert "Judul Rahasia" not in html and "Anggaran" not in html and "Sumedang" not in html
    Staff.objects.create(competition=elsewhere, person=checker, role=StaffRole.CHECKER, by=checker, since=NOW)
    assert "Anggaran" in read(browser, f"/seleksi/{contest.slug}/kembar"), "who checks there too reads it"
    Staff.objects.filter(competition=elsewhere).delete()
    Competition.objects.filter(pk=contest.pk).update(organiser=elsewhere.organiser)
    assert "Judul Rahasia" in read(browser, f"/seleksi/{contest.slug}/kembar"), "other years of the same organiser too"


def test_a_withdrawn_proposal_is_no_longer_read_beside_others(contest: Competition, browser: Client) -> None:
    submitted(contest)
    gone = submitted(contest, "Layanan Balita Keliling", TEXT, "pemkab-gresik")
    screened(contest)
    Proposal.objects.filter(pk=gone.pk).update(state=ProposalState.DRAFT, title="Naskah Baru Rahasia")
    html = read(browser, f"/seleksi/{contest.slug}/kembar")
    assert "Proposal yang ditarik" in html and "Rahasia" not in html and "Keliling" not in html


def test_a_group_is_decided_in_one_go_and_leads_back_only_here(contest: Competition, browser: Client) -> None:
    for name, by in (("Sehat", "pemkab-sidoarjo"), ("Gizi", "pemkab-gresik"), ("Imunisasi", "pemkab-sumedang")):
        submitted(contest, f"Perahu {name}", TEXT, by)
    screened(contest)
    number = Doublet.objects.values_list("cluster", flat=True).first()
    answer = browser.post(
        f"/seleksi/{contest.slug}/kembar/kelompok/{number}", {"kata": "sama", "kembali": "https://jahat.example/"}
    )
    assert answer.headers["Location"] == f"/seleksi/{contest.slug}/kembar"
    assert set(Doublet.objects.values_list("state", flat=True)) == {DoubletState.SAME}


def test_the_secretariat_starts_the_screening_from_the_list(contest: Competition, browser: Client) -> None:
    submitted(contest)
    path = f"/seleksi/{contest.slug}"
    assert f'action="{path}/saring"' not in read(browser, path)
    assert browser.post(f"{path}/saring").status_code == 403
    secretary = signed_in(staff(contest, "Sekretaris", StaffRole.SECRETARIAT))
    assert "Belum pernah dijalankan" in read(secretary, path)
    answer = secretary.post(f"{path}/saring")
    assert answer.headers["Location"] == f"/proses/{JobRun.objects.get(name='proposals.screen').pk}"
    assert "Sedang berjalan" in read(secretary, path)


def test_what_waits_stands_on_the_desk_until_it_was_checked(
    contest: Competition, browser: Client, checker: User
) -> None:
    proposal = submitted(contest)
    assert "1 proposal perlu Anda periksa" in read(browser, "/kerja")
    make_check(proposal, staff(contest, "Bu Ratna"))
    assert "1 proposal perlu Anda periksa" in read(browser, "/kerja")
    make_check(proposal, checker)
    assert "perlu Anda periksa" not in read(browser, "/kerja")
