"""The letter of interest and the notice of who works alone: what they say, and what they never say."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.catalogue import make_innovation
from tests.factories.replications import make_case, people, told
from tests.people import agency
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.starting import start
from tular.features.replications.choices import CaseState, Kind, WorkModel
from tular.features.replications.queries.letters import Letter, letter_of
from tular.features.replications.queries.naming import head_of

pytestmark = pytest.mark.usefixtures("catalogue")


def whole(letter: Letter) -> str:
    pairs = [f"{name} {value}" for name, value in (*letter.reference, *letter.table)]
    return "\n".join([*letter.head, *letter.to, *letter.before, *pairs, *letter.after, *letter.copies])


def test_it_asks_the_owners_head_with_figures_and_goes_in_copy_to_the_home_ministry() -> None:
    case = make_case(CaseState.ASKED, wished_start=date(2026, 6, 1))
    Innovation.objects.filter(pk=case.innovation_id).update(nri="NRI-77")
    case.innovation.refresh_from_db()
    letter = letter_of(case)
    assert letter
    text = whole(letter)
    assert letter.to[0] == "Yth. Bupati Sidoarjo"
    assert letter.signer == "Bupati Gresik"
    for said in ("Antrean posyandu 120 menit", "40 persen", "NRI NRI-77", "1 Juni 2026", case.code, "indeks inovasi"):
        assert said in text
    assert letter.copies[0].startswith("Kepala Badan Strategi Kebijakan Dalam Negeri")
    assert any(one.startswith("Hub JIPP") for one in letter.copies)
    assert ("Nomor", "……") in letter.reference


def test_it_names_an_office_and_no_person() -> None:
    case = make_case(CaseState.ASKED)
    letter = letter_of(case)
    assert letter
    assert people()["taker"].email not in whole(letter)
    assert people()["taker"].name not in whole(letter)


def test_what_is_unknown_has_no_row() -> None:
    letter = letter_of(make_case())
    assert letter
    assert {"Data awal", "Mulai yang diharapkan", "Pejabat pendukung"}.isdisjoint(dict(letter.table))


def test_who_works_alone_sends_a_notice_that_asks_for_nothing() -> None:
    letter = letter_of(make_case(model=WorkModel.ALONE))
    assert letter
    assert letter.is_notice
    assert "tidak meminta bantuan" in whole(letter)
    assert not any("Kementerian Dalam Negeri" in one for one in letter.copies)


def test_an_owner_that_went_over_into_another_is_named_with_both_names() -> None:
    case = make_case(CaseState.ASKED)
    Innovation.objects.filter(pk=case.innovation_id).update(agency=agency("pemkab-lamongan"))
    case.innovation.refresh_from_db()
    letter = letter_of(case)
    assert letter
    assert letter.to[0] == "Yth. Bupati Lamongan"
    assert "Pemerintah Kabupaten Lamongan (semula Pemerintah Kabupaten Sidoarjo)" in whole(letter)


def test_who_spreads_their_own_innovation_writes_to_nobody() -> None:
    mine = agency("pemkab-gresik")
    case = start(
        mine, innovation=make_innovation(agency=mine), told=told(kind=Kind.SCALING, model=WorkModel.ALONE),
        by=people()["taker"], now=make_case().created_at,
    )  # fmt: skip
    assert letter_of(case) is None


@pytest.mark.parametrize(
    ("slug", "head"),
    [("pemkab-gresik", "Bupati Gresik"), ("pemkot-surabaya", "Wali Kota Surabaya"),
     ("pemprov-jawa-timur", "Gubernur Jawa Timur")],
)  # fmt: skip
def test_heads_of_regions_have_their_titles(slug: str, head: str) -> None:
    assert head_of(agency(slug)) == head
