"""A competition opens from a rulebook: chosen, filled in, seen by its own people, opened, adopted, ended."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.competitions import RULEBOOK, make_competition, make_proposal, make_rulebook
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.actions import (
    Description,
    adopt_correction,
    announce_competition,
    cancel_competition,
    create_competition,
    finish_competition,
)
from tular.features.competitions.choices import CompetitionLevel, CompetitionState
from tular.features.competitions.models import Competition
from tular.foundation.access.carrying import Posted
from tular.foundation.access.permissions import Denied
from tular.foundation.access.telling import told
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice
from tular.foundation.rulebooks.models import RulebookVersion

OVER = datetime(2099, 1, 1, tzinfo=UTC)
GAPPED = RULEBOOK.replace("[criteria.proposal]", "[criteria_later]").replace('id = "lomba-uji"', 'id = "lomba-bolong"')


def sentence(failure: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(reason.text for reason in failure.value.reasons)


@pytest.fixture
def jatim(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def rulebook(catalogue: None) -> RulebookVersion:
    return make_rulebook()


def filled(**changes: Any) -> dict[str, Any]:
    """What somebody types on the page of a new competition: the submission is open for a fortnight from now."""
    here = timezone.now().astimezone(tz=None)
    return {
        "title": "Kompetisi Jatim", "slug": "kompetisi-jatim-2027", "year": "2027", "decree": "188/1/KPTS", "feeds": "",
        "about": "Tunjukkan yang berhasil.", "zone": "Asia/Jakarta",
        "jadwal-0-opens": f"{here - timedelta(days=1):%Y-%m-%dT%H:%M}",
        "jadwal-0-closes": f"{here + timedelta(days=14):%Y-%m-%dT%H:%M}",
        "kategori-0-name": "Kesehatan", "kategori-0-description": "Gizi dan puskesmas", "kategori-0-examples": "",
        "kategori-1-name": "", "kategori-2-name": "",
    } | changes  # fmt: skip


def opening_page(person: User, rulebook: RulebookVersion, organiser: Agency) -> tuple[Client, str]:
    return signed_in(person), f"/kompetisi/baru?instansi={organiser.slug}&aturan={rulebook.pk}"


def test_an_organiser_opens_a_competition_in_two_pages(
    hub_admin: User, rulebook: RulebookVersion, jatim: Agency, client: Client, outsider: User
) -> None:
    browser, path = opening_page(hub_admin, rulebook, jatim)
    chosen = browser.get("/kompetisi/baru").text
    assert "Lomba Uji" in chosen and jatim.name in chosen
    page = browser.get(path).text
    assert 'value="lomba-uji-pemprov-jawa-timur-' in page and "Kelompok Umum" in page and "12 bulan" in page
    answer = browser.post(path, filled())
    assert answer.status_code == 302 and answer.headers["Location"] == "/kompetisi/kompetisi-jatim-2027/kelola"
    made = Competition.objects.get(slug="kompetisi-jatim-2027")
    assert (made.state, made.level, made.decree) == (CompetitionState.PREPARED, CompetitionLevel.PROVINCE, "188/1/KPTS")
    assert [row.name for row in made.categories.all()] == ["Kesehatan"]
    # Prepared: its own people see it, nobody else does.
    assert browser.get("/kompetisi/kompetisi-jatim-2027").status_code == 200
    assert client.get("/kompetisi/kompetisi-jatim-2027").status_code == 404
    assert client.get("/kompetisi/kompetisi-jatim-2027/kalender.ics").status_code == 404
    assert signed_in(outsider).get("/kompetisi/kompetisi-jatim-2027").status_code == 404
    assert "Siap dibuka" in browser.get("/kompetisi/kompetisi-jatim-2027/kelola").text
    browser.post("/kompetisi/kompetisi-jatim-2027/kelola/buka", {})
    seen = client.get("/kompetisi/kompetisi-jatim-2027").text
    assert (
        "Kompetisi Jatim" in seen and "lagi" in seen and "Seleksi administrasi" in seen and rulebook.sha256[:8] in seen
    )
    assert "Kompetisi Jatim" in client.get("/kompetisi").text
    assert "membuka kompetisi" in browser.get("/kompetisi/kompetisi-jatim-2027/kelola/riwayat").text.lower()


def test_a_rulebook_with_a_gap_that_matters_is_shown_and_not_offered(
    hub_admin: User, jatim: Agency, rulebook: RulebookVersion
) -> None:
    gapped = make_rulebook(GAPPED, identity="lomba-bolong", title="Lomba Bolong")
    browser, path = opening_page(hub_admin, gapped, jatim)
    page = browser.get("/kompetisi/baru").text
    assert "Lomba Bolong" in page and f'name="aturan" value="{gapped.pk}"' not in page
    assert f'name="aturan" value="{rulebook.pk}"' in page
    assert "Pilih penyelenggara dan satu buku aturan yang lengkap" in browser.get(path).text
    with pytest.raises(Refused) as failure:
        create_competition(
            jatim, rulebook=gapped, said=Description("A", 2027, slug="a"), by=hub_admin, now=timezone.now()
        )
    assert "belum lengkap" in sentence(failure)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "baru"}, "sudah dipakai"),
        ({"slug": "dengan spasi"}, "tanda hubung"),
        ({"title": ""}, "Tulis nama kompetisinya"),
        ({"year": "27"}, "2000"),
        ({"jadwal-0-closes": "2020-01-01T00:00"}, "sesudah pembukaan"),
        ({"jadwal-0-closes": "besok sore"}, "belum benar"),
        ({"jadwal-0-opens": ""}, "Isi keduanya"),
        ({"kategori-1-description": "tanpa nama"}, "Tulis nama kategorinya"),
        ({"kategori-1-name": "kesehatan"}, "Sudah ada kategori"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    hub_admin: User, rulebook: RulebookVersion, jatim: Agency, changes: dict[str, str], words: str
) -> None:
    browser, path = opening_page(hub_admin, rulebook, jatim)
    answer = browser.post(path, filled(**changes))
    assert answer.status_code == 409 and words in answer.text and "Tunjukkan yang berhasil." in answer.text
    assert not Competition.objects.exists()


def test_only_those_who_may_organise_for_an_agency_do(
    rulebook: RulebookVersion, jatim: Agency, admin: User, rival: User, upp: User, hub_admin: User
) -> None:
    said = Description("Kompetisi", 2027, slug="kompetisi-2027")
    for person in (admin, rival, upp):
        with pytest.raises(Denied):
            create_competition(jatim, rulebook=rulebook, said=said, by=person, now=timezone.now())
    assert signed_in(upp).get("/kompetisi/baru").status_code == 403
    assert signed_in(admin).get("/kompetisi/baru").status_code == 200
    assert create_competition(jatim, rulebook=rulebook, said=said, by=hub_admin, now=timezone.now()).pk


def test_a_rival_province_cannot_manage(hub_admin: User, jatim: Agency, outsider: User, member: User) -> None:
    competition = make_competition(jatim)
    window = competition.windows.get()
    rival = make_member(Role.AGENCY, agency("pemprov-jawa-barat")).person
    assert rival is not None
    for person in (rival, outsider, member):
        browser = signed_in(person)
        for rest in ("", "/riwayat", "/keterangan", "/batal", f"/jadwal/{window.pk}/geser", "/petugas", "/undangan"):
            assert browser.get(f"/kompetisi/{competition.slug}/kelola{rest}").status_code == 404
    with pytest.raises(Denied):
        cancel_competition(competition, by=rival, now=timezone.now(), reason="iri")
    assert signed_in(hub_admin).get(f"/kompetisi/{competition.slug}/kelola").status_code == 200


def test_a_regency_names_the_competition_of_its_province_as_the_next(
    admin: User, sidoarjo: Agency, jatim: Agency, rulebook: RulebookVersion
) -> None:
    above = make_competition(jatim, slug="kovablik")
    elsewhere = make_competition(agency("pemprov-jawa-barat"), slug="jabar")
    browser, path = opening_page(admin, rulebook, sidoarjo)
    page = browser.get(path).text
    assert 'value="kovablik"' in page and 'value="jabar"' not in page
    assert browser.post(path, filled(feeds="kovablik", slug="sidoarjo-2027")).status_code == 302
    made = Competition.objects.get(slug="sidoarjo-2027")
    assert made.feeds == above and made.level == CompetitionLevel.REGENCY
    with pytest.raises(Refused):
        create_competition(
            sidoarjo, rulebook=rulebook, said=Description("B", 2027, slug="b", feeds=elsewhere), by=admin,
            now=timezone.now(),
        )  # fmt: skip


def test_it_opens_only_with_a_submission_ahead_and_once(hub_admin: User, jatim: Agency) -> None:
    competition = make_competition(jatim, state=CompetitionState.PREPARED, closes=OVER)
    with pytest.raises(Refused) as failure:
        announce_competition(competition, by=hub_admin, now=OVER)
    assert "sudah ditutup" in sentence(failure)
    opened = announce_competition(competition, by=hub_admin, now=OVER - timedelta(seconds=1))
    assert opened.state == CompetitionState.OPEN
    with pytest.raises(Refused):
        announce_competition(opened, by=hub_admin, now=timezone.now())
    bare = make_competition(jatim, state=CompetitionState.PREPARED)
    bare.windows.all().delete()
    with pytest.raises(Refused) as failure:
        announce_competition(bare, by=hub_admin, now=timezone.now())
    assert "Isi dulu jadwal" in sentence(failure)


def test_a_correction_is_adopted_after_its_changes_were_seen(hub_admin: User, jatim: Agency, client: Client) -> None:
    competition = make_competition(jatim)
    corrected = RULEBOOK.replace("min_age_months = 12", "min_age_months = 18")
    version = make_rulebook(corrected, number=2, note="Umur menurut keputusan akhir.")
    other = make_rulebook(corrected.replace('id = "lomba-uji"', 'id = "lain"'), identity="lain", number=3, note="x")
    browser, path = signed_in(hub_admin), f"/kompetisi/{competition.slug}/kelola/aturan/2"
    assert "Umur menurut keputusan akhir." in browser.get(f"/kompetisi/{competition.slug}/kelola").text
    assert "18" in client.get("/aturan/lomba-uji/v/2").text
    assert "Kelompok" in browser.get(path).text
    assert browser.post(path, {"alasan": ""}).status_code == 200
    with pytest.raises(Refused):
        adopt_correction(competition, version=other, by=hub_admin, now=timezone.now(), reason="salah buku")
    assert browser.post(path, {"alasan": "Salah ketik"}).status_code == 302
    competition.refresh_from_db()
    assert competition.rulebook == version
    assert "paling sedikit 18 bulan" in client.get(f"/kompetisi/{competition.slug}").text


def test_what_is_cancelled_says_why_and_changes_no_more(
    hub_admin: User, jatim: Agency, client: Client, sidoarjo: Agency, admin: User
) -> None:
    competition = make_competition(jatim)
    make_proposal(competition, sidoarjo)
    with pytest.raises(Refused):
        cancel_competition(competition, by=hub_admin, now=timezone.now(), reason=" ")
    cancel_competition(competition, by=hub_admin, now=timezone.now(), reason="Anggaran dipotong")
    assert "Anggaran dipotong" in client.get(f"/kompetisi/{competition.slug}").text
    assert Notice.objects.filter(person=admin, kind="competitions.cancelled").exists()
    competition.refresh_from_db()
    with pytest.raises(Refused):
        cancel_competition(competition, by=hub_admin, now=timezone.now(), reason="lagi")


def test_it_is_finished_after_the_close_by_the_organiser_and_not_by_its_staff(hub_admin: User, jatim: Agency) -> None:
    competition = make_competition(jatim, closes=timezone.now() + timedelta(days=1))
    helper = make_person("Sekretaris")
    competition.staff.create(person=helper, role="sekretariat", by=hub_admin, since=timezone.now())
    with pytest.raises(Refused):
        finish_competition(competition, by=hub_admin, now=timezone.now())
    with pytest.raises(Denied):
        finish_competition(competition, by=helper, now=OVER)
    assert signed_in(helper).get(f"/kompetisi/{competition.slug}/kelola").status_code == 200
    assert signed_in(helper).get(f"/kompetisi/{competition.slug}/kelola/batal").status_code == 403
    assert finish_competition(competition, by=hub_admin, now=OVER).state == CompetitionState.FINISHED


def test_lists_and_pages_take_the_same_number_of_queries_however_many_there_are(jatim: Agency, client: Client) -> None:
    first = make_competition(jatim, level=CompetitionLevel.NATIONAL)
    make_competition(jatim, feeds=first)
    sizes = []
    for _size in range(2):
        client.get("/kompetisi")
        with CaptureQueriesContext(connection) as listed:
            assert client.get("/kompetisi").status_code == 200
        with CaptureQueriesContext(connection) as call:
            assert client.get(f"/kompetisi/{first.slug}").status_code == 200
        with CaptureQueriesContext(connection) as feed:
            assert client.get("/kompetisi/kalender.ics").status_code == 200
        sizes.append((len(listed), len(call), len(feed)))
        for _more in range(5):
            make_competition(jatim, feeds=first)
    assert sizes[0] == sizes[1]
    assert re.search("11 kompetisi daerah", client.get("/kompetisi").text)


def test_what_waits_to_be_opened_stands_on_the_desk_of_its_organiser(
    hub_admin: User, jatim: Agency, outsider: User
) -> None:
    made = make_competition(jatim, state=CompetitionState.PREPARED, title="Kovablik Baru")
    desk = signed_in(hub_admin).get("/kerja").text
    assert "Buka Kovablik Baru" in desk and f"/kompetisi/{made.slug}/kelola" in desk
    assert "Kovablik Baru" not in signed_in(outsider).get("/kerja").text


def test_a_form_that_was_carried_through_signing_in_is_told_in_words() -> None:
    found = dict(told(Posted("/kompetisi/baru?aturan=1", list(filled().items()), [])))
    assert found["Kategori 1: Nama kategori"] == "Kesehatan" and found["Nama kompetisi"] == "Kompetisi Jatim"
    assert "Jadwal 1: Dibuka" in found


def test_published_rules_of_something_else_are_no_competition(
    hub_admin: User, jatim: Agency, rulebook: RulebookVersion
) -> None:
    path = Path(settings.RULEBOOKS_DIR)
    for folder, name in (("ranking", "finder-1"), ("competitions", "pilihan-instansi")):
        text = (path / folder / f"{name}.toml").read_text(encoding="utf-8")
        other = make_rulebook(text, identity=name, title=f"Buku {name}")
        browser, address = opening_page(hub_admin, other, jatim)
        assert f"Buku {name}" not in browser.get("/kompetisi/baru").text
        assert browser.get(address).status_code == 200
        with pytest.raises(Refused) as failure:
            create_competition(
                jatim, rulebook=other, said=Description("A", 2027, slug="a"), by=hub_admin, now=timezone.now()
            )
        assert "bukan tentang kompetisi" in sentence(failure)
