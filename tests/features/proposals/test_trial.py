"""A rulebook that is being written, tried on proposals that were submitted: counts, lists behind them, table."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, RULEBOOK, full_content, make_competition, make_proposal
from tests.people import agency, signed_in
from tular.engines.rulebook import load
from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.reading import read_competition
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition, RulebookDraft
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries import trial as trial_module
from tular.features.proposals.queries.trial import Point, Trial, trial_of

ASKED_ONCE = (
    '    { id = "ditiru", label = "Sudah ditiru", asks = "oleh siapa", kind = "yes_no_then_text", max_words = 50 },\n'
)
STRICTER = (
    RULEBOOK.replace('id = "lomba-uji"', 'id = "lomba-baru"', 1)
    .replace("min_age_months = 12", "min_age_months = 24", 1)
    .replace("quota_per_agency = 2", "quota_per_agency = 1", 1)
    .replace('[[groups]]\nid = "replikasi"\nlabel = "Kelompok Replikasi"\n', "", 1)
    .replace("max_words = 200 },", 'max_words = 5 },\n  { id = "biaya", label = "Biaya" },', 1)
    .replace(ASKED_ONCE, "", 1)
)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Every test begins with keys that another one has used."""
    trial_module._remembered.cache_clear()


def rules(text: str = STRICTER) -> Rules:
    return read_competition(load(text.encode(), "lomba-baru.toml"))


@pytest.fixture
def competition(sidoarjo: Agency) -> Competition:
    """Of Sidoarjo, with four proposals: an old and a young one, one in a group that ends, and a draft."""
    made = make_competition(sidoarjo, slug="lomba-lama")
    gresik = agency("pemkab-gresik")
    submitted: dict[str, Any] = {"state": ProposalState.SUBMITTED}
    make_proposal(made, sidoarjo, code="lama-1", started_on=date(2020, 1, 1), **submitted)
    make_proposal(made, sidoarjo, code="lama-2", started_on=date(2025, 1, 1), title="Muda", **submitted)
    long = full_content(made) | {"dampak": {"hasil": "naik", "ditiru.jawab": "ya", "ditiru": "kota sebelah"}}
    long["_umum"] = long["_umum"] | {"never_entered": ""}
    make_proposal(made, gresik, code="lama-3", content=long, started_on=None, **submitted)
    make_proposal(made, gresik, code="lama-4", group="replikasi", **submitted)
    make_proposal(made, gresik, code="lama-5")
    return made


def outcomes(points: tuple[Point, ...]) -> dict[str, dict[str, int]]:
    return {point.key: {one.code: one.count for one in point.outcomes if one.count} for point in points}


def found(competition: Competition, chosen: str = "") -> Trial:
    return trial_of(rules(), competition, chosen)


def test_each_rule_says_who_would_come_through(competition: Competition) -> None:
    trial = found(competition)
    assert (trial.count, trial.differing) == (4, 4)
    assert outcomes(trial.rules) == {
        "aturan-participants.agency_types": {"memenuhi": 3},
        "aturan-eligibility[1]": {"memenuhi": 2, "belum-diketahui": 1},
        "aturan-groups[1].min_age_months": {"memenuhi": 1, "tidak": 1, "belum-diketahui": 1},
    }
    assert outcomes(trial.groups) == {"kelompok-replikasi": {"hilang": 1}}


def test_sections_attachments_and_quotas_are_counted_by_their_ids(competition: Competition) -> None:
    trial = found(competition)
    assert outcomes(trial.sections) == {
        "bagian-ringkasan": {"terlalu-panjang": 3},
        "bagian-biaya": {"kosong": 3},
        "bagian-hasil": {"terisi": 3},
    }
    assert outcomes(trial.attachments) == {"lampiran-pernyataan": {"kosong": 3}, "lampiran-video": {}}
    assert outcomes(trial.quotas) == {"kuota-groups[1].quota_per_agency": {"melebihi": 1}}
    assert outcomes(trial.dropped) == {"lama-ditiru": {"tidak-ditanyakan": 1}}


def test_the_same_rules_let_everybody_through_but_for_the_missing_file(competition: Competition) -> None:
    trial = trial_of(rules(RULEBOOK), competition)
    assert {point.key for point in trial.sections if outcomes((point,))[point.key].get("kosong")} == set()
    assert outcomes(trial.rules)["aturan-groups[1].min_age_months"] == {"memenuhi": 2, "belum-diketahui": 1}
    assert outcomes(trial.quotas) == {"kuota-groups[1].quota_per_agency": {}}


def test_behind_each_number_stands_the_list(competition: Competition) -> None:
    trial = found(competition, "aturan-groups[1].min_age_months:tidak")
    assert [(line.code, line.title) for line in trial.lines] == [("lama-2", "Muda")]
    assert found(competition, "aturan-lain:tidak").chosen == ""


def test_a_changed_proposal_is_seen(competition: Competition) -> None:
    found(competition)
    Proposal.objects.filter(code="lama-2").update(started_on=date(2020, 1, 1), edited_at=NOW.replace(hour=5))
    assert outcomes(found(competition).rules)["aturan-groups[1].min_age_months"] == {
        "memenuhi": 2,
        "belum-diketahui": 1,
    }


def test_the_database_is_asked_as_often_for_few_as_for_many(competition: Competition, sidoarjo: Agency) -> None:
    with CaptureQueriesContext(connection) as few:
        found(competition)
    trial_module._remembered.cache_clear()
    for number in range(12):
        make_proposal(competition, sidoarjo, code=f"banyak-{number}", state=ProposalState.SUBMITTED)
    with CaptureQueriesContext(connection) as many:
        found(competition)
    assert len(few) == len(many) <= 10


# ------------------------------------------------------------------ page


@pytest.fixture
def draft(sidoarjo: Agency, admin: User) -> RulebookDraft:
    return RulebookDraft.objects.create(
        owner=sidoarjo, identity="lomba-baru", title="Lomba Baru", text=STRICTER, created_by=admin, edited_by=admin,
        edited_at=NOW,
    )  # fmt: skip


def test_the_draft_leads_to_the_trial_which_shows_counts_and_lists(
    competition: Competition, draft: RulebookDraft, admin: User
) -> None:
    browser = signed_in(admin)
    assert "/aturan/rancangan/lomba-baru/uji" in browser.get("/aturan/rancangan/lomba-baru").content.decode()
    page = unescape(browser.get("/aturan/rancangan/lomba-baru/uji?kompetisi=lomba-lama").content.decode())
    assert "4 dari 4 proposal" in page
    link = "?kompetisi=lomba-lama&lihat=aturan-groups%5B1%5D.min_age_months:tidak#daftar"
    assert link in page
    listed = browser.get(f"/aturan/rancangan/lomba-baru/uji{link}").content.decode()
    assert "Muda" in listed


def test_the_table_names_every_point(competition: Competition, draft: RulebookDraft, admin: User) -> None:
    table = (
        signed_in(admin).get("/aturan/rancangan/lomba-baru/uji/csv?kompetisi=lomba-lama").content.decode("utf-8-sig")
    )
    lines = table.splitlines()
    assert lines[0] == "Nomor,Judul,Instansi,Yang diperiksa,Hasil"
    assert "lama-4,Posyandu Terapung,Pemerintah Kabupaten Gresik,replikasi,kelompoknya tidak ada lagi" in lines
    assert [line for line in lines if line.startswith("lama-5")] == []


def test_only_proposals_that_one_may_check_are_tried(
    competition: Competition, draft: RulebookDraft, admin: User, rival: User
) -> None:
    elsewhere = make_competition(agency("pemkab-sumedang"), slug="lomba-lain")
    make_proposal(elsewhere, agency("pemkab-sumedang"), state=ProposalState.SUBMITTED)
    browser = signed_in(admin)
    page = browser.get("/aturan/rancangan/lomba-baru/uji?kompetisi=lomba-lain")
    assert ("tidak boleh Anda periksa" in page.content.decode(), page.context["page"]) == (True, None)
    assert browser.get("/aturan/rancangan/lomba-baru/uji/csv?kompetisi=lomba-lain").status_code == 404
    assert signed_in(rival).get("/aturan/rancangan/lomba-baru/uji").status_code == 404
