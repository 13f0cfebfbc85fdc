"""Winners enter the catalogue: linked, joined or made, once, found by the finder, withdrawn with their history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.competitions import NOW, full_content, make_competition
from tests.factories.selection import arrived
from tests.features.selection.test_certificates import make_list
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import IndexOutbox, Innovation, Recognition, SourceRecord
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import Competition
from tular.features.finder.actions import reindex
from tular.features.finder.queries.opened import forget
from tular.features.proposals.choices import DoubletState
from tular.features.proposals.models import Doublet, Proposal
from tular.features.selection.actions.recording import Recorded, record_winners
from tular.features.selection.models import Announcement, WinnerRecord
from tular.features.selection.queries.winners import texts_from, winners_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def competition(organiser: User) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"), level=CompetitionLevel.NATIONAL)


def enter(competition: Competition, title: str = "Perahu Sehat Kampung Muara", **fields: object) -> Proposal:
    content = full_content(competition)
    content["_umum"]["title"] = title
    content["dampak"]["hasil"] = "Kunjungan balita naik dari 40 menjadi 85 persen. Hubungi 0812-3456-7890."
    home = agency("pemkab-sidoarjo")
    return arrived(competition, home, unit=make_unit(home, "Puskesmas Contoh Taman"), content=content, **fields)


def listed(competition: Competition, by: User, *proposals: Proposal, number: int = 1) -> Announcement:
    note = "" if number == 1 else "Penghargaan ditarik."
    return make_list(competition, by, [(one, "terpuji", "lolos") for one in proposals], number=number, note=note)


def test_a_new_record_is_made_of_what_was_submitted_and_nothing_private_goes_public(
    competition: Competition, organiser: User, upp: User, admin: User
) -> None:
    proposal = enter(competition)
    done = record_winners(listed(competition, organiser, proposal), joins={}, by=organiser, now=NOW)
    assert done == Recorded(made=1, marked=0, withdrawn=0)
    proposal.refresh_from_db()
    made = proposal.innovation
    assert made is not None and made.code == proposal.code and made.title == "Perahu Sehat Kampung Muara"
    assert made.summary == "Posyandu di atas perahu untuk kampung tepi sungai."
    assert "naik dari 40 menjadi 85 persen" in made.results and "0812" not in made.results
    assert (made.agency.slug, made.unit, made.start_year, made.sdgs) == (
        "pemkab-sidoarjo", "Puskesmas Contoh Taman", 2024, [3],
    )  # fmt: skip
    award = made.recognitions.get()
    assert (award.level, award.year) == ("top45", 2026)
    assert award.as_written == f"Top Inovasi Terpuji (Top 45), {competition.title}"
    source = SourceRecord.objects.get(innovation=made)
    assert source.payload["decree"] == "Keputusan Nomor 12 Tahun 2026" and "/daftar/panel/1" in source.source_url
    page = signed_in(admin).get(f"/inovasi/{made.slug}").content.decode()
    assert "Top Inovasi Terpuji (Top 45)" in page and "0812" not in page and "Upp Taman" not in page
    assert signed_in(upp).get(f"/catatan/{made.code}").status_code in (200, 302, 404)
    assert Notice.objects.filter(kind="selection.recorded", person__in=[upp, admin]).count() == 2


def test_the_finder_finds_it_once_the_outbox_was_read(
    competition: Competition, organiser: User, client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.INDEX_DIR, settings.VECTOR_CACHE = tmp_path / "index", tmp_path / "vectors.sqlite3"
    forget()
    proposal = enter(competition)
    record_winners(listed(competition, organiser, proposal), joins={}, by=organiser, now=NOW)
    made = Innovation.published.get(code=proposal.code)
    assert IndexOutbox.objects.filter(innovation_id=made.pk).exists()
    reindex()
    assert not IndexOutbox.objects.exists()
    page = client.get("/temukan", {"q": "posyandu di atas perahu untuk kampung tepi sungai"}).content.decode()
    forget()
    assert made.title in page


def test_running_twice_makes_nothing_twice(competition: Competition, organiser: User) -> None:
    announced = listed(competition, organiser, enter(competition), enter(competition, "Lumbung Data Desa Terpadu"))
    first = record_winners(announced, joins={}, by=organiser, now=NOW)
    before = (Innovation.objects.count(), Recognition.every.count(), SourceRecord.objects.count())
    again = record_winners(announced, joins={}, by=organiser, now=NOW)
    assert first.made == 2 and again == Recorded(0, 0, 0)
    assert (Innovation.objects.count(), Recognition.every.count(), SourceRecord.objects.count()) == before


def test_a_linked_innovation_is_marked_and_its_text_stays(competition: Competition, organiser: User) -> None:
    innovation = make_innovation(agency("pemkab-sidoarjo"), "Perahu Sehat", summary="Teks pemilik.")
    proposal = enter(competition, innovation=innovation)
    done = record_winners(listed(competition, organiser, proposal), joins={}, by=organiser, now=NOW)
    innovation.refresh_from_db()
    assert done == Recorded(0, 1, 0) and innovation.summary == "Teks pemilik."
    assert innovation.recognitions.get().level == "top45"
    assert AuditEntry.objects.filter(action="catalogue.recognise", subject_id=str(innovation.pk)).exists()


def test_a_near_duplicate_of_the_same_agency_has_to_be_joined_or_refused(
    competition: Competition, organiser: User
) -> None:
    known = make_innovation(agency("pemkab-sidoarjo"), "Perahu Sehat Kampung Muara")
    proposal = enter(competition)
    announced = listed(competition, organiser, proposal)
    (winner,) = winners_of(announced)
    assert winner.origin == "" and [one.innovation for one in winner.candidates] == [known]
    with pytest.raises(Refused, match="pilih apakah"):
        record_winners(announced, joins={}, by=organiser, now=NOW)
    with pytest.raises(Refused, match="pilih apakah"):
        record_winners(announced, joins={proposal.code: "kode-lain"}, by=organiser, now=NOW)
    browser = signed_in(organiser)
    base = f"/seleksi/{competition.slug}/katalog"
    assert "Mungkin sudah ada dalam katalog" in browser.get(base).content.decode()
    assert browser.post(base).status_code == 409
    assert browser.post(base, {f"pilih-{proposal.code}": known.code}).status_code == 302
    assert WinnerRecord.objects.get().origin == "digabung" and known.recognitions.count() == 1
    assert not Innovation.objects.filter(code=proposal.code).exists()


def test_what_people_said_of_doublets_holds(competition: Competition, organiser: User) -> None:
    same = make_innovation(agency("pemkab-gresik"), "Nama Lain Sama Sekali")
    other = make_innovation(agency("pemkab-sidoarjo"), "Perahu Sehat Kampung Muara")
    proposal = enter(competition)
    values = {"cluster": 1, "title_likeness": 10, "text_likeness": 0.9, "at": NOW}
    Doublet.objects.create(proposal=proposal, record=same, state=DoubletState.SAME, **values)
    Doublet.objects.create(proposal=proposal, record=other, state=DoubletState.DIFFERENT, **values)
    record_winners(listed(competition, organiser, proposal), joins={}, by=organiser, now=NOW)
    assert same.recognitions.count() == 1 and other.recognitions.count() == 0


def test_an_award_that_is_withdrawn_stays_in_history_and_may_come_back(
    competition: Competition, organiser: User
) -> None:
    one, two = enter(competition), enter(competition, "Lumbung Data Desa Terpadu")
    announced = listed(competition, organiser, one, two)
    record_winners(announced, joins={}, by=organiser, now=NOW)
    newer = listed(competition, organiser, two, number=2)
    with pytest.raises(Refused, match="diganti"):
        record_winners(announced, joins={}, by=organiser, now=NOW)
    assert record_winners(newer, joins={}, by=organiser, now=NOW).withdrawn == 1
    made = Innovation.objects.get(code=one.code)
    assert made.recognitions.count() == 0 and made.state == "terbit"
    row = Recognition.every.get(innovation=made)
    assert row.withdrawn_reason == "Penghargaan ditarik."
    assert AuditEntry.objects.filter(action="catalogue.withdraw_recognition", subject_id=str(made.pk)).exists()
    assert record_winners(newer, joins={}, by=organiser, now=NOW) == Recorded(0, 0, 0)
    back = listed(competition, organiser, one, two, number=3)
    assert record_winners(back, joins={}, by=organiser, now=NOW) == Recorded(0, 1, 0)
    assert made.recognitions.count() == 1 and Recognition.every.filter(innovation=made).count() == 1


def test_without_the_statement_of_willingness_only_the_summary_is_public(
    competition: Competition, organiser: User
) -> None:
    proposal = enter(competition)
    frozen = json.loads(proposal.submissions.get().canonical)
    assert texts_from(frozen)[1] == {}
    frozen["form"]["attachments"].append({"id": "kesediaan_replikasi", "label": "Kesediaan"})
    texts, kept = texts_from(frozen)
    assert set(texts) == {"summary"} and set(kept) == {"results"}
    frozen["files"].append({"attachment": "kesediaan_replikasi", "name": "surat.pdf", "sha256": "0" * 64})
    assert texts_from(frozen)[1] == {}


def test_nobody_but_the_organiser(
    competition: Competition, organiser: User, admin: User, rival: User, upp: User
) -> None:
    announced = listed(competition, organiser, enter(competition))
    for person in (admin, rival, upp):
        with pytest.raises(Denied):
            record_winners(announced, joins={}, by=person, now=NOW)
        assert signed_in(person).get(f"/seleksi/{competition.slug}/katalog").status_code == 404
    assert WinnerRecord.objects.count() == 0


def test_a_competition_without_awards_says_what_comes_first(competition: Competition, organiser: User) -> None:
    page = signed_in(organiser).get(f"/seleksi/{competition.slug}/katalog").content.decode()
    assert "Belum ada daftar dengan penghargaan" in page
