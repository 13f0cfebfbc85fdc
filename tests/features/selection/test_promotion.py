"""Those that passed go on into the competition that theirs feeds, with all that they have."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.selection import STAGE, arrived, check
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries.carrying import left_with_first
from tular.features.selection.actions import Typed, announce, prepare, promote_passed
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.models import Notice

PART = '{ id = "ringkasan", label = "Ringkasan", asks = "ringkasan inovasi", max_words = 200 }'
COPIED = '{ id = "ditiru", label = "Sudah ditiru", asks = "oleh siapa", kind = "yes_no_then_text", max_words = 50 },'

NATIONAL = (
    RULEBOOK.replace('id = "lomba-uji"\nseries', 'id = "lomba-nasional"\nseries')
    .replace(PART, f'{{ id = "inti", label = "Inti", parts = [{PART}] }}')
    .replace(COPIED, "")
    .replace('id = "video"', 'id = "tautan"')
)
"""The same part in a section of another name, one question less, the link under another name."""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def target(catalogue: None) -> Competition:
    rulebook = make_rulebook(NATIONAL, identity="lomba-nasional", title="Lomba Nasional")
    return make_competition(agency("kemen-panrb"), rulebook=rulebook, level="nasional")


@pytest.fixture
def region(organiser: Agency, target: Competition) -> Competition:
    return make_competition(organiser, feeds=target)


@pytest.fixture
def winner(region: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, secretary: User) -> Proposal:
    """It passed, has two files, of which the national competition asks for one, and a member of its team."""
    found = arrived(region, sidoarjo, unit=unit)
    found.content["dampak"]["ditiru.jawab"], found.content["dampak"]["ditiru"] = "ya", "Kabupaten Gresik"
    found.content["_lampiran"] = {"links": {"video": "https://youtu.be/abc"}}
    found.save()
    for place in ("pernyataan", "lain"):
        file = StoredFile.objects.create(
            purpose="proposals.attachment", name=f"{place}.pdf", size=10, state="ready", created_at=NOW,
            finished_at=NOW, content_type="application/pdf", sha256="1" * 64, stored_as=f"contoh-{place}",
            uploaded_by=upp,
        )  # fmt: skip
        ProposalFile.objects.create(proposal=found, attachment=place, file=file, by=upp, at=NOW)
    found.team.create(person=make_member(Role.UNIT, unit).person, by=upp, since=NOW)
    check(found, secretary)
    typed = Typed(title="Hasil", decree="1", decree_on=date(2026, 3, 5))
    announce(prepare(region, stage=STAGE, typed=typed, by=secretary, now=NOW), by=secretary, now=NOW)
    return found


def test_all_answers_and_files_go_along_or_stay_to_be_read(
    region: Competition, target: Competition, winner: Proposal, secretary: User, admin: User
) -> None:
    found = promote_passed(region, stage=STAGE, codes=[winner.code], by=secretary, now=NOW)
    (made,) = found.made
    assert not found.refused
    assert (made.competition, made.agency, made.unit, made.state) == (target, winner.agency, winner.unit, "draf")
    assert made.promoted_from == winner and made.group == "umum" and made.category is not None
    assert made.content["inti"]["ringkasan"] == winner.content["ringkasan"]["ringkasan"]
    assert made.content["dampak"] == {"hasil": winner.content["dampak"]["hasil"]}
    assert made.content["_umum"]["category"] == made.category_id
    assert [one.file.name for one in made.files.all()] == ["pernyataan.pdf"]
    assert made.team.count() == 1
    left = left_with_first(made)
    assert left is not None
    assert {one.text for one in left.texts} == {"Kabupaten Gresik", "https://youtu.be/abc"}
    assert [one.file.name for one in left.files] == ["lain.pdf"]
    assert Notice.objects.filter(kind="selection.promoted", person=admin, path=f"/proposal/{made.code}").exists()


def test_a_proposal_is_promoted_once(region: Competition, winner: Proposal, secretary: User) -> None:
    (made,) = promote_passed(region, stage=STAGE, codes=[winner.code], by=secretary, now=NOW).made
    again = promote_passed(region, stage=STAGE, codes=[winner.code], by=secretary, now=NOW)
    assert not again.made and made.code in again.refused[0][1]


def test_only_what_passed_an_announced_list_is_promoted(
    region: Competition, winner: Proposal, sidoarjo: Agency, secretary: User
) -> None:
    other = arrived(region, sidoarjo, title="Belum diumumkan")
    check(other, secretary)
    found = promote_passed(region, stage=STAGE, codes=[other.code, winner.code], by=secretary, now=NOW)
    assert len(found.made) == 1 and found.refused[0][0] == other.code


def test_a_competition_that_is_not_open_yet_says_when_it_is(
    region: Competition, target: Competition, winner: Proposal, secretary: User
) -> None:
    target.windows.update(opens_at=NOW + timedelta(days=2), closes_at=NOW + timedelta(days=9))
    found = promote_passed(region, stage=STAGE, codes=[winner.code], by=secretary, now=NOW)
    assert not found.made and "baru dibuka pada 7 Maret 2026" in found.refused[0][1]
    page = signed_in(secretary).get(f"/kompetisi/{region.slug}/kelola/promosi").content.decode()
    assert "baru dibuka pada 7 Maret 2026" in page


def test_no_more_go_on_than_the_rules_let_an_agency_enter(
    region: Competition, winner: Proposal, sidoarjo: Agency, secretary: User
) -> None:
    others = [arrived(region, sidoarjo, title=f"Lain {each}") for each in range(2)]
    for one in others:
        check(one, secretary)
    typed = Typed(title="Hasil", decree="2", decree_on=date(2026, 3, 5), note="Tambahan.")
    announce(prepare(region, stage=STAGE, typed=typed, by=secretary, now=NOW), by=secretary, now=NOW)
    codes = [winner.code, *(one.code for one in others)]
    found = promote_passed(region, stage=STAGE, codes=codes, by=secretary, now=NOW)
    assert len(found.made) == 2
    assert "kuotanya" in found.refused[0][1]


def test_what_was_withdrawn_or_is_being_mended_after_it_passed_does_not_go_on(
    region: Competition, winner: Proposal, secretary: User
) -> None:
    for state in ("ditarik", "perbaikan", "draf"):
        Proposal.objects.filter(pk=winner.pk).update(state=state, state_reason="Alasan.")
        found = promote_passed(region, stage=STAGE, codes=[winner.code], by=secretary, now=NOW)
        assert not found.made and "tidak dipromosikan sekarang" in found.refused[0][1]
    assert not Proposal.objects.filter(promoted_from=winner).exists()


def test_only_the_organiser_promotes(
    region: Competition, winner: Proposal, secretary: User, admin: User, outsider: User
) -> None:
    address = f"/kompetisi/{region.slug}/kelola/promosi"
    for person in (admin, outsider):
        assert signed_in(person).get(address).status_code == 404
        with pytest.raises(Denied):
            promote_passed(region, stage=STAGE, codes=[winner.code], by=person, now=NOW)
    browser = signed_in(secretary)
    assert winner.title in browser.get(address).content.decode()
    assert browser.post(address, {"pilih": winner.code}).status_code == 302
    assert Proposal.objects.get(promoted_from=winner).title == winner.title


def test_a_competition_that_feeds_none_promotes_nothing(competition: Competition, secretary: User, client: Any) -> None:
    assert signed_in(secretary).get(f"/kompetisi/{competition.slug}/kelola/promosi").status_code == 404
    with pytest.raises(Refused, match="tidak meneruskan"):
        promote_passed(competition, stage=STAGE, codes=["x"], by=secretary, now=NOW)
