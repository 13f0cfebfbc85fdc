"""Certificates of a list: issued in one go, mended and revoked, downloaded by those whose they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.competitions import NOW, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.selection.actions.certifying import (
    certify,
    issue_all,
    replace_certificate,
    revoke_certificate,
    revoke_outdated,
)
from tular.features.selection.models import Announcement, AnnouncementLine, AwardCertificate
from tular.features.selection.queries.certificates import Signer, certificates_page, planned_for
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import pdf_of, sha256_of
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.models import Notice

SIGNER = Signer("Dra. Contoh Pejabat", "Deputi Bidang Pelayanan Publik", "Jakarta")


def make_list(
    competition: Competition, by: User, lines: list[tuple[Proposal, str, str]], **fields: Any
) -> Announcement:
    """An announced list with awards: (proposal, award, outcome) in order."""
    defaults = {"number": 1, "note": "", "stage": "panel", "title": "Pemenang Lomba Uji"}
    made = Announcement.objects.create(
        competition=competition, decree="Keputusan Nomor 12 Tahun 2026", decree_on=date(2026, 8, 12), sha256="0" * 64,
        by=by, at=NOW, **defaults | fields,
    )  # fmt: skip
    for order, (proposal, award, outcome) in enumerate(lines, start=1):
        AnnouncementLine.objects.create(
            announcement=made, proposal=proposal, order=order, code=proposal.code, title=proposal.title,
            agency_name=proposal.agency.name, outcome=outcome, change="baru" if made.number == 1 else "berubah",
            change_reason="" if made.number == 1 else "Dibetulkan.", award=award,
            award_label={"terpuji": "Top Inovasi Terpuji (Top 45)"}.get(award, ""),
        )  # fmt: skip
    return made


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def competition(organiser: User) -> Competition:
    cache.clear()
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def winner(competition: Competition, upp: User) -> Proposal:
    home = agency("pemkab-sidoarjo")
    proposal = arrived(competition, home, unit=make_unit(home, "Puskesmas Contoh Taman"), created_by=upp)
    TeamMember.objects.create(proposal=proposal, person=make_person("Bidan Anggota Tim"), since=NOW)
    return proposal


@pytest.fixture
def loser(competition: Competition) -> Proposal:
    return arrived(competition, agency("pemkab-gresik"))


@pytest.fixture
def announced(competition: Competition, organiser: User, winner: Proposal, loser: Proposal) -> Announcement:
    return make_list(competition, organiser, [(winner, "terpuji", "lolos"), (loser, "", "tidak-lolos")])


def issued(announcement: Announcement, by: User, *, evaluators: bool = False) -> list[str]:
    made = issue_all(announcement, SIGNER, evaluators=evaluators, by=by, now=NOW, progress=lambda _done, _all: None)
    return [number for _one, number in made]


def test_a_list_calls_for_its_winners_their_innovators_and_those_who_judged(
    announced: Announcement, organiser: User
) -> None:
    review = make_review(announced.competition, organiser)
    reader, idle = make_evaluator(review), make_evaluator(review)
    make_sheet(make_reading(reader, make_entry(review, announced.lines.first().proposal)), dampak="80", kebaruan="80")
    planned = planned_for(announced)
    assert [(one.holder, one.name) for one in planned] == [
        ("instansi", "Pemerintah Kabupaten Sidoarjo"),
        ("inovator", "Bidan Anggota Tim"),
        ("inovator", "Upp Taman"),
        ("penilai", str(reader.person)),
    ]
    assert str(idle.person) not in {one.name for one in planned}


def test_innovators_of_the_linked_record_get_one_each_and_nobody_two(announced: Announcement) -> None:
    proposal = announced.lines.first().proposal
    innovation = make_innovation(agency("pemkab-sidoarjo"))
    innovation.innovators.create(name="upp  taman", place=0)
    innovation.innovators.create(name="Penggagas Lain", place=1)
    Proposal.objects.filter(pk=proposal.pk).update(innovation=innovation)
    names = [one.name for one in planned_for(announced) if one.holder == "inovator"]
    assert names == ["Bidan Anggota Tim", "Upp Taman", "Penggagas Lain"]


def test_running_twice_issues_nothing_twice_and_people_are_told_once(
    announced: Announcement, organiser: User, admin: User, upp: User
) -> None:
    assert len(issued(announced, organiser)) == 3
    assert issued(announced, organiser) == []
    assert Certificate.objects.count() == AwardCertificate.objects.count() == 3
    assert Notice.objects.filter(kind="selection.certified", person__in=[admin, upp]).count() == 2
    paper = Certificate.objects.get(holder="Pemerintah Kabupaten Sidoarjo")
    assert paper.number == f"{announced.competition.slug.upper()}/0001"
    assert paper.facts["basis"] == "Dasar: Keputusan Nomor 12 Tahun 2026 tanggal 12 Agustus 2026."
    assert paper.title == "Top Inovasi Terpuji (Top 45)" and sha256_of(pdf_of(paper)) == paper.sha256


def test_the_organiser_issues_by_a_job_and_nobody_else(
    announced: Announcement, organiser: User, admin: User, rival: User
) -> None:
    run = certify(announced, signer=SIGNER, evaluators=False, by=organiser, now=NOW)
    assert JobRun.objects.get(pk=run.pk).name == "selection.certify"
    for person in (admin, rival):
        with pytest.raises(Denied):
            certify(announced, signer=SIGNER, evaluators=False, by=person, now=NOW)
        assert signed_in(person).get(f"/seleksi/{announced.competition.slug}/sertifikat").status_code == 404
    with pytest.raises(Refused, match="penanda tangan"):
        certify(announced, signer=Signer("", "", ""), evaluators=False, by=organiser, now=NOW)
    issued(announced, organiser)
    with pytest.raises(Refused, match="sudah terbit"):
        certify(announced, signer=SIGNER, evaluators=False, by=organiser, now=NOW)


def test_agency_and_innovators_download_theirs_and_others_do_not(
    announced: Announcement, organiser: User, admin: User, upp: User, rival: User, outsider: User
) -> None:
    issued(announced, organiser)
    paper = Certificate.objects.get(holder="Upp Taman")
    for person in (admin, upp, organiser):
        assert signed_in(person).get(f"/sertifikat/{paper.code}/pdf").status_code == 200
        assert paper.number in signed_in(person).get("/sertifikat-saya").content.decode()
    for person in (rival, outsider):
        assert signed_in(person).get(f"/sertifikat/{paper.code}/pdf").status_code == 404
        assert paper.number not in signed_in(person).get("/sertifikat-saya").content.decode()
    assert "PDF" in signed_in(upp).get(f"/proposal/{announced.lines.first().code}").content.decode()


def test_an_evaluator_reads_their_own_certificate_of_service_and_applicants_never_learn_who_judged(
    announced: Announcement, organiser: User, admin: User, upp: User
) -> None:
    review = make_review(announced.competition, organiser)
    reader = make_evaluator(review)
    make_sheet(make_reading(reader, make_entry(review, announced.lines.first().proposal)), dampak="80", kebaruan="80")
    issued(announced, organiser, evaluators=True)
    paper = Certificate.objects.get(kind="piagam")
    assert paper.holder == str(reader.person)
    assert signed_in(reader.person).get(f"/sertifikat/{paper.code}/pdf").status_code == 200
    for person in (admin, upp):
        assert signed_in(person).get(f"/sertifikat/{paper.code}/pdf").status_code == 404
        assert str(reader.person) not in signed_in(person).get("/sertifikat-saya").content.decode()


def test_a_wrong_name_is_replaced_with_its_reason(announced: Announcement, organiser: User, client: Client) -> None:
    issued(announced, organiser)
    award = AwardCertificate.objects.get(certificate__holder="Bidan Anggota Tim")
    with pytest.raises(Refused, match="Belum ada yang berubah"):
        replace_certificate(
            award, holder="Bidan Anggota Tim", about=award.certificate.facts["about"], by=organiser, now=NOW, reason="x"
        )
    new = replace_certificate(
        award, holder="Bidan Anggota Tim, A.Md.Keb.", about="Puskesmas Contoh", by=organiser, now=NOW,
        reason="Gelar belum tertulis.",
    )  # fmt: skip
    assert ["Dari", "Puskesmas Contoh"] in new.certificate.facts["proof"]
    assert "Gelar belum tertulis." in client.get(f"/sertifikat/{award.certificate.code}").content.decode()
    assert issued(announced, organiser) == []


def test_an_award_that_a_later_list_withdraws_makes_its_certificates_outdated(
    announced: Announcement, organiser: User, winner: Proposal, loser: Proposal, client: Client
) -> None:
    issued(announced, organiser)
    newer = make_list(
        announced.competition, organiser, [(winner, "", "tidak-lolos"), (loser, "terpuji", "lolos")], number=2,
        note="Penghargaan ditarik.",
    )  # fmt: skip
    page = certificates_page(announced.competition, "panel")
    assert len(page.outdated) == 3 and page.missing == 1
    with pytest.raises(Refused, match="diganti"):
        certify(announced, signer=SIGNER, evaluators=False, by=organiser, now=NOW)
    revoke_outdated(newer, by=organiser, now=NOW, reason="Penghargaan ditarik dengan daftar nomor 2.")
    assert certificates_page(announced.competition, "panel").outdated == ()
    paper = Certificate.objects.get(holder="Pemerintah Kabupaten Sidoarjo")
    assert "Penghargaan ditarik dengan daftar nomor 2." in client.get(f"/sertifikat/{paper.code}").content.decode()
    assert len(issued(newer, organiser)) == 1


def test_the_pages_of_the_organiser(announced: Announcement, organiser: User) -> None:
    browser, base = signed_in(organiser), f"/seleksi/{announced.competition.slug}/sertifikat"
    page = browser.get(base).content.decode()
    assert "0 dari 3 sudah terbit." in page and "Pemerintah Kabupaten Sidoarjo" in page
    sample = browser.get(f"{base}/contoh.pdf", {"name": "Dra. Contoh"})
    assert sample.content.startswith(b"%PDF-") and Certificate.objects.count() == 0
    kept = browser.post(base, {"name": "Dra. Contoh", "office": "", "place": "Surabaya", "finalist": "Finalis"})
    assert kept.status_code == 409 and 'value="Dra. Contoh"' in kept.content.decode()
    done = browser.post(base, {"name": "Dra. Contoh", "office": "Deputi", "place": "Surabaya", "finalist": "Finalis"})
    assert done.status_code == 302 and done["Location"].startswith("/proses/")
    issued(announced, organiser)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(browser.get(f"{base}.zip").streaming_content)))  # type: ignore[arg-type]
    assert len(archive.namelist()) == 3
    award = AwardCertificate.objects.first()
    assert award is not None
    assert browser.get(f"{base}/{award.pk}/ganti").status_code == 200
    assert browser.post(f"{base}/{award.pk}/cabut", {"alasan": "Keliru."}).status_code == 302
    with pytest.raises(Refused):
        revoke_certificate(award, by=organiser, now=NOW, reason="Lagi.")


def test_many_certificates_come_by_the_page_and_are_found_by_name_or_number(
    announced: Announcement, organiser: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tular.features.selection.views.certificates.PER_PAGE", 1)
    numbers = issued(announced, organiser)
    client.force_login(organiser)
    path = f"/seleksi/{announced.competition.slug}/sertifikat"
    first, second = (client.get(f"{path}?halaman={page}").content.decode() for page in (1, 2))
    assert numbers[0] in first and numbers[1] not in first and numbers[1] in second
    found = client.get(path, {"cari": numbers[1]}).content.decode()
    assert numbers[1] in found and numbers[0] not in found
    assert "Tidak ada yang cocok." in client.get(path, {"cari": "tidak ada"}).content.decode()


def test_a_competition_without_winners_says_what_comes_first(competition: Competition, organiser: User) -> None:
    page = signed_in(organiser).get(f"/seleksi/{competition.slug}/sertifikat").content.decode()
    assert "Belum ada daftar pemenang" in page
