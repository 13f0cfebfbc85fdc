"""Agreements: drafted from the clauses of the rules, written by both sides, signed, extended, and watched."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.replications import NOW, make_case, make_paper, people
from tests.people import agency
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.drafting import (
    ClauseText,
    Written,
    draft_agreement,
    write_agreement,
    write_clause,
)
from tular.features.replications.actions.extending import bring_signed, extend_agreement, tell_endings
from tular.features.replications.choices import CaseState, Paper, WorkModel
from tular.features.replications.models import Agreement, AgreementClause, Case
from tular.features.replications.queries.agreement_text import Signer, signers, signing
from tular.features.replications.queries.agreements import agreement_page, text_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")

LATER = NOW + timedelta(days=10)
SIGNED = date(2026, 3, 10)
ENDS = date(2028, 3, 10)


def drafted(paper: str = Paper.WORKING) -> tuple[Case, Agreement]:
    case = make_case(CaseState.AGREEING)
    return case, draft_agreement(case, paper=paper, by=people()["taker"], now=LATER)


def wrote(clause: AgreementClause, text: str, *, by: User, seen: int | None = None, place: int = 0,
          included: bool = True, title: str = "") -> AgreementClause:  # fmt: skip
    told = ClauseText(title or clause.title, text, included, place or clause.place,
                      clause.version if seen is None else seen)  # fmt: skip
    return write_clause(clause, told=told, by=by, now=LATER)


def signed(agreement: Agreement, *, on: date = SIGNED, until: date | None = ENDS) -> Agreement:
    taker = people()["taker"]
    return bring_signed(agreement, file=make_paper(taker), signed_on=on, valid_until=until, by=taker, now=LATER)


def test_each_level_begins_with_its_own_clauses_and_the_other_side_hears_of_it() -> None:
    _case, working = drafted()
    keys = set(working.clauses.values_list("clause", flat=True))
    assert {"lingkup", "bimbingan-pemilik", "haki"} <= keys
    memorandum = draft_agreement(working.case, paper=Paper.MEMORANDUM, by=people()["owner"], now=LATER)
    assert "bimbingan-pemilik" not in set(memorandum.clauses.values_list("clause", flat=True))
    assert Notice.objects.filter(person=people()["owner"], kind="replications.agreement_drafted").count() == 1


def test_heads_of_region_sign_the_memorandum_and_heads_of_office_the_working_agreement() -> None:
    _case, working = drafted()
    memorandum = draft_agreement(working.case, paper=Paper.MEMORANDUM, by=people()["owner"], now=LATER)
    assert signers(memorandum) == (("PIHAK PERTAMA", "Bupati Sidoarjo"), ("PIHAK KEDUA", "Bupati Gresik"))
    assert [name for _role, name in signers(working)] == ["Kepala ……", "Kepala ……"]
    working.second_party = "dr. Contoh\nKepala Dinas Kesehatan"
    assert signers(working)[1] == ("PIHAK KEDUA", "dr. Contoh")
    assert signing(working) == (
        Signer("PIHAK PERTAMA", "Kepala ……", ""),
        Signer("PIHAK KEDUA", "Kepala Dinas Kesehatan", "dr. Contoh"),
    )


@pytest.mark.parametrize("state", [CaseState.PREPARING, CaseState.ASKED, CaseState.VERIFIED])
def test_nothing_is_drafted_before_the_owner_accepts(state: CaseState) -> None:
    with pytest.raises(Refused, match="setelah pemilik menerima"):
        draft_agreement(make_case(state), paper=Paper.WORKING, by=people()["taker"], now=LATER)


def test_who_works_alone_needs_no_agreement_and_the_hub_drafts_none() -> None:
    with pytest.raises(Refused, match="mandiri"):
        draft_agreement(make_case(model=WorkModel.ALONE), paper=Paper.WORKING, by=people()["taker"], now=LATER)
    case = make_case(CaseState.AGREEING)
    with pytest.raises(Denied):
        draft_agreement(case, paper=Paper.WORKING, by=people()["hub"], now=LATER)


def test_clauses_are_filled_from_the_case_and_gaps_are_named() -> None:
    _case, agreement = drafted()
    page = agreement_page(people()["taker"], agreement)
    assert "Pendaftaran lewat pesan singkat" in text_of(agreement)
    assert r"\[batas bantuan\]" in text_of(agreement)
    assert {gap.key for gap in page.gaps} == {"batas_bantuan", "selang_koordinasi", "berlaku_sampai"}
    filled = write_agreement(
        agreement, by=people()["owner"], now=LATER,
        told=Written(values={"batas_bantuan": "pemasangan", "selang_koordinasi": "tiga bulan"}, valid_until=ENDS),
    )  # fmt: skip
    assert agreement_page(people()["taker"], filled).gaps == ()
    assert "sampai dengan tanggal 10 Maret 2028" in text_of(filled)
    assert r"tetap pada PIHAK PERTAMA\." in text_of(filled), "without a number the sentence stands all the same"


def test_two_sides_that_write_the_same_clause_lose_nothing() -> None:
    _case, agreement = drafted()
    clause, who = agreement.clauses.get(clause="haki"), people()
    wrote(clause, "Milik bersama.", by=who["owner"])
    with pytest.raises(Refused, match="Pihak lain menyimpan"):
        wrote(clause, "Tetap milik pemilik.", by=who["taker"], seen=0)
    clause.refresh_from_db()
    assert (clause.text, clause.version) == ("Milik bersama.", 1)
    assert wrote(clause, "Milik bersama.", by=who["taker"], seen=0).version == 2, "the same text is no conflict"
    assert wrote(clause, "Tetap milik pemilik.", by=who["taker"], seen=2).text == "Tetap milik pemilik."


def test_own_clauses_are_added_and_put_in_their_place() -> None:
    _case, agreement = drafted()
    taker = people()["taker"]
    new = AgreementClause(agreement=agreement, place=1)
    added = wrote(new, "Kunjungan dua kali.", by=taker, title="Kunjungan", place=2)
    assert (added.clause, added.place) == ("lain-1", 2)
    places = list(agreement.clauses.values_list("place", flat=True))
    assert places == list(range(1, len(places) + 1))
    assert agreement.clauses.all()[1].clause == "lain-1"
    assert "### Kunjungan" in text_of(agreement)


def test_a_clause_that_is_left_out_stays_in_the_checklist() -> None:
    _case, agreement = drafted()
    wrote(agreement.clauses.get(clause="atribusi"), "", by=people()["owner"], included=False)
    page = agreement_page(people()["taker"], agreement)
    assert [line.clause.clause for line in page.missing] == ["atribusi"]
    assert page.covered == page.wanted - 1
    assert "logo" not in text_of(agreement)


def test_a_signed_copy_freezes_the_text_and_moves_the_case_on() -> None:
    case, agreement = drafted()
    done = signed(agreement)
    case.refresh_from_db()
    assert (case.state, case.agreed_on) == (CaseState.AGREED, SIGNED)
    assert "10 Maret 2026" in done.signed_text
    with pytest.raises(Refused, match="sudah ditandatangani"):
        wrote(done.clauses.get(clause="haki"), "Lain.", by=people()["owner"])
    with pytest.raises(Refused, match="sudah ditandatangani"):
        signed(done)


def test_no_clause_is_added_from_a_page_that_was_open_when_it_was_signed() -> None:
    _case, agreement = drafted()
    new = AgreementClause(agreement=agreement, place=1)
    signed(agreement)
    with pytest.raises(Refused, match="sudah ditandatangani"):
        wrote(new, "Tambahan.", by=people()["owner"], title="Tambahan")


def test_a_memorandum_alone_does_not_move_the_case() -> None:
    case, memorandum = drafted(Paper.MEMORANDUM)
    signed(memorandum)
    case.refresh_from_db()
    assert case.state == CaseState.AGREEING


@pytest.mark.parametrize(
    ("on", "until", "said"),
    [(date(2026, 4, 1), ENDS, "belum tiba"), (SIGNED, date(2026, 3, 9), "Berakhir sebelum")],
)
def test_dates_are_in_order(on: date, until: date, said: str) -> None:
    _case, agreement = drafted()
    with pytest.raises(Refused, match=said):
        signed(agreement, on=on, until=until)


def test_a_text_file_is_no_signed_copy() -> None:
    _case, agreement = drafted()
    paper = make_paper(people()["taker"])
    paper.content_type = "text/csv"
    with pytest.raises(Refused, match="pindaian"):
        bring_signed(agreement, file=paper, signed_on=SIGNED, valid_until=None, by=people()["taker"], now=LATER)


def test_an_extension_is_another_edition_and_the_first_one_stays() -> None:
    _case, agreement = drafted()
    with pytest.raises(Refused, match="belum ditandatangani"):
        extend_agreement(agreement, by=people()["owner"], now=LATER)
    first = signed(agreement)
    second = extend_agreement(first, by=people()["owner"], now=LATER)
    assert (second.edition, second.signed_on) == (2, None)
    assert second.clauses.count() == first.clauses.count()
    assert "Perpanjangan ke-1" in text_of(second)
    with pytest.raises(Refused, match="sudah ada"):
        extend_agreement(first, by=people()["taker"], now=LATER)


def test_both_sides_hear_at_each_threshold_before_the_end_and_not_again() -> None:
    _case, agreement = drafted()
    signed(agreement)
    end = NOW.replace(year=2028, day=10)
    counts = [tell_endings(end - timedelta(days=days)) for days in (91, 90, 89, 30, 29, 0, -1)]
    assert counts == [0, 1, 0, 1, 0, 0, 0]
    for side in ("taker", "owner"):
        assert Notice.objects.filter(person=people()[side], kind="replications.agreement_ending").count() == 2


def test_a_paper_that_was_extended_is_not_told_of() -> None:
    _case, agreement = drafted()
    first = signed(agreement)
    signed(extend_agreement(first, by=people()["owner"], now=LATER), until=date(2030, 3, 10))
    assert tell_endings(NOW.replace(year=2028, day=9)) == 0


def test_it_says_when_it_is_over() -> None:
    _case, agreement = drafted()
    done = signed(agreement, on=date(2024, 1, 1), until=date(2025, 1, 1))
    holding = agreement_page(people()["owner"], done).holding
    assert holding
    assert holding.over


def test_an_owner_that_became_another_is_named_with_both_names() -> None:
    case, agreement = drafted()
    Innovation.objects.filter(pk=case.innovation_id).update(agency=agency("pemkab-lamongan"))
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert r"Lamongan \(semula Pemerintah Kabupaten Sidoarjo\)" in text_of(agreement)
