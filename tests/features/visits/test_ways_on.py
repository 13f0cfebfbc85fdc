"""What the organiser finds around verification: its history, questions that the field can answer, photos with place."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.factories.competitions import NOW
from tests.factories.interviews import STAGE_RULES
from tests.factories.visits import VERIFIED, make_choice, make_finalist, make_verified
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.visits.actions.choosing import choose
from tular.features.visits.queries.photos import exif_text
from tular.features.visits.queries.rules import checklist_for
from tular.features.visits.views.paper import _where


@pytest.fixture
def organiser(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def secretary(organiser: Agency) -> User:
    return make_member(Role.AGENCY, organiser).person


def test_the_organiser_reads_who_chose_what_and_why(organiser: Agency, secretary: User) -> None:
    competition = make_verified(organiser)
    proposal = make_finalist(competition, agency("pemkab-sidoarjo"))
    choose(competition, stage="verifikasi", proposals=[proposal.pk], by=secretary, now=NOW, reason="Angkanya besar.")
    path = f"/kompetisi/{competition.slug}/verifikasi/verifikasi"
    assert f'href="{path}/riwayat"' in signed_in(secretary).get(path).content.decode()
    assert "Angkanya besar." in signed_in(secretary).get(f"{path}/riwayat").content.decode()
    outsider = make_member(Role.AGENCY, agency("pemkab-gresik")).person
    assert signed_in(outsider).get(f"{path}/riwayat").status_code == 404


def test_without_a_checklist_the_field_is_asked_what_texts_said_not_how_they_were_told(
    organiser: Agency, secretary: User
) -> None:
    competition = make_verified(organiser, VERIFIED + STAGE_RULES)
    proposal = make_finalist(competition, agency("pemkab-sidoarjo"))
    items, told = checklist_for(make_choice(proposal, secretary).proposal, "verifikasi")
    ids = [one["id"] for one in items]
    assert not told and "kriteria-dampak" in ids and "kriteria-paparan" not in ids


def test_a_moment_in_a_file_is_told_in_words() -> None:
    assert exif_text("2026:03:06 09:12:44 +07:00") == "6 Maret 2026 09.12.44 (+07:00)"
    assert exif_text("2026:03:06 09:12:44") == "6 Maret 2026 09.12.44"
    assert exif_text("kemarin") == "kemarin"


def test_the_paper_says_when_and_where_a_photo_was_taken() -> None:
    photo = {
        "device_at": "", "at": datetime(2026, 3, 6, 2, 12, 44, tzinfo=NOW.tzinfo).isoformat(), "place": "Balai desa",
        "device_latitude": "", "device_longitude": "", "exif_latitude": "-7.45000", "exif_longitude": "112.72000",
    }  # fmt: skip
    assert _where(photo, "Asia/Jakarta") == ["6 Maret 2026 pukul 09.12.44 WIB", "-7,45000; 112,72000", "Balai desa"]
    bare = photo | {"exif_latitude": "", "exif_longitude": "", "place": ""}
    assert _where(bare, "Asia/Jakarta") == ["6 Maret 2026 pukul 09.12.44 WIB"]
