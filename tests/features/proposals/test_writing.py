"""Beginning and writing a proposal: numbers, saves, merges, who may, and what is never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.competitions import CLOSES, NOW, RULEBOOK, make_competition, make_proposal, make_rulebook
from tests.people import agency, make_unit
from tular.engines.rulebook.wordcount import count_words
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition, Extension, GroupInvitation, Window
from tular.features.proposals.actions.beginning import begin
from tular.features.proposals.actions.writing import COUNT_EVERY, Conflict, Saved, _deep, _flat, save_section
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, SectionSave
from tular.features.proposals.queries.form import obstacles_of
from tular.features.proposals.queries.page import rule_lines
from tular.features.proposals.queries.past import sitting_of, writing_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.ui.typed import prose_typed


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def draft(contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    return make_proposal(contest, sidoarjo, unit=unit, by=upp)


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("competition__rulebook", "agency").get(pk=proposal.pk)


def write(proposal: Proposal, by: User, text: str, base: int = 0, **more: Any) -> Saved | Conflict:
    content = {"ringkasan": text} | more.pop("fields", {})
    return save_section(proposal, by=by, now=NOW, section="ringkasan", content=content, base=base, **more)


# Beginning


def test_a_proposal_begins_from_a_record_with_a_number_of_its_own(
    contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User
) -> None:
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    made = begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, innovation=record)
    assert (made.code, made.title, made.innovation, made.unit) == (f"{contest.slug}-00001", record.title, record, unit)
    assert made.content["_umum"] == {
        "title": record.title, "innovation": record.code, "sdgs": [int(one) for one in record.sdgs or []],
    }  # fmt: skip
    assert made.started_on is None, "a year is no day"
    second = begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, title="Dari Nol")
    assert second.code == f"{contest.slug}-00002"
    with pytest.raises(Refused, match=made.code):
        begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, innovation=record)
    assert AuditEntry.objects.filter(action="proposals.begin").count() == 2


def test_an_address_that_looks_like_a_cut_one_takes_no_numbers_from_another_competition(
    contest: Competition, unit: ServiceUnit, upp: User, admin: User
) -> None:
    Competition.objects.filter(pk=contest.pk).update(slug="x" * 70)
    trap = make_competition(contest.organiser, slug=f"{'x' * 44}-{contest.pk}")
    made = [
        begin(unit.agency, by=upp, now=NOW, competition=Competition.objects.get(pk=one.pk), title="A", unit=unit)
        for one in (trap, contest, trap)
    ]
    assert len({one.code for one in made}) == 3


def test_long_addresses_give_codes_that_fit_and_differ(
    contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User
) -> None:
    codes = set()
    for place in range(2):
        Competition.objects.filter(pk=contest.pk).update(slug="kompetisi-" + "x" * 68 + f"-{place}")
        contest.refresh_from_db()
        codes.add(begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, title="Judul").code)
    assert all(len(code) <= 60 for code in codes)
    assert len(codes) == 2


def test_nobody_begins_where_the_agency_cannot_enter(
    contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User, colleague: User, outsider: User
) -> None:
    def tried(by: User = upp, at: Any = NOW, **more: Any) -> str:
        arguments: dict[str, Any] = {"competition": contest, "unit": unit, "title": "Judul"} | more
        with pytest.raises(Refused) as refused:
            begin(sidoarjo, by=by, now=at, **arguments)
        return str(refused.value)

    assert "Pilih unit Anda sendiri" in tried(colleague)
    assert "Tulis judul" in tried(title="  ")
    assert "sudah ditutup" in tried(at=CLOSES)
    assert "baru dibuka" in tried(at=NOW - timedelta(days=30))
    with pytest.raises(Denied):
        begin(sidoarjo, by=outsider, now=NOW, competition=contest, unit=unit, title="Judul")
    text = RULEBOOK.replace('["kabupaten", "kota", "provinsi", "kementerian"]', '["provinsi"]')
    text = text.replace('"lomba-uji"', '"lomba-provinsi"')
    provinces = make_competition(agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-provinsi"))
    assert "tidak termasuk peserta" in tried(competition=provinces)
    elsewhere = make_competition(agency("pemprov-jawa-barat"))
    assert "hanya untuk instansi dalam wilayah" in tried(competition=elsewhere)
    Competition.objects.filter(pk=contest.pk).update(state=CompetitionState.PREPARED)
    contest.refresh_from_db()
    assert "tidak sedang dibuka" in tried()


def test_where_all_groups_are_closed_only_invited_agencies_begin(
    sidoarjo: Agency, unit: ServiceUnit, upp: User, hub_admin: User
) -> None:
    text = RULEBOOK.replace('label = "Kelompok Umum"', 'label = "Kelompok Umum"\nintake = "invited"')
    text = text.replace('label = "Kelompok Replikasi"', 'label = "Kelompok Replikasi"\nintake = "invited"')
    book = make_rulebook(text.replace('"lomba-uji"', '"lomba-tutup"'), identity="lomba-tutup")
    contest = make_competition(agency("pemprov-jawa-timur"), rulebook=book)
    with pytest.raises(Refused, match="diundang"):
        begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, title="Judul")
    GroupInvitation.objects.create(competition=contest, group="replikasi", agency=sidoarjo, by=hub_admin, at=NOW)
    made = begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, title="Judul")
    general = {"title": "Judul", "group": "umum"}
    save_section(made, by=upp, now=NOW, section="_umum", content=general, base=1)
    assert "Kelompok Umum hanya untuk instansi yang diundang penyelenggara" in told(fresh(made))
    save_section(made, by=upp, now=NOW, section="_umum", content=general | {"group": "replikasi"}, base=2)
    assert not any("diundang" in one for one in told(fresh(made)))


def told(proposal: Proposal) -> list[str]:
    return [one.sentence for one in obstacles_of(proposal)]


# Writing


def test_a_save_is_kept_and_saving_the_same_again_changes_nothing(draft: Proposal, upp: User) -> None:
    assert write(draft, upp, "Baru.") == Saved(1, NOW)
    assert write(draft, upp, "Baru.") == Saved(1, NOW)
    row = fresh(draft)
    assert (row.content["ringkasan"], row.versions["ringkasan"], row.edited_by) == ({"ringkasan": "Baru."}, 1, upp)
    assert SectionSave.objects.count() == 1
    assert not AuditEntry.objects.filter(action="proposals.save").exists()


def test_two_people_in_different_fields_are_merged_also_inside_a_table(
    draft: Proposal, upp: User, unit_admin: User
) -> None:
    first = {"title": "A", "fields": {"x": "1", "y": "1"}}
    save_section(draft, by=upp, now=NOW, section="_umum", content=first, base=0)
    mine = {"title": "A", "fields": {"x": "2", "y": "1"}}
    save_section(draft, by=upp, now=NOW, section="_umum", content=mine, base=1)
    theirs = {"title": "B", "fields": {"x": "1", "y": "2"}}
    saved = save_section(draft, by=unit_admin, now=NOW, section="_umum", content=theirs, base=1)
    assert isinstance(saved, Saved)
    assert saved.merged == ("fields/x",)
    assert fresh(draft).content["_umum"] == {"title": "B", "fields": {"x": "2", "y": "2"}}
    assert fresh(draft).title == "B"


def test_two_people_in_one_field_see_both_and_lose_nothing(draft: Proposal, upp: User, unit_admin: User) -> None:
    write(draft, upp, "Semula.")
    write(draft, upp, "Versi pertama.", base=1)
    met = write(draft, unit_admin, "Versi kedua.", base=1)
    assert isinstance(met, Conflict)
    assert (met.by, met.fields, met.theirs, met.mine) == (
        upp, ("ringkasan",), {"ringkasan": "Versi pertama."}, {"ringkasan": "Versi kedua."},
    )  # fmt: skip
    assert fresh(draft).content["ringkasan"] == {"ringkasan": "Versi pertama."}
    assert SectionSave.objects.get(kept=False).after == {"ringkasan": "Versi kedua."}
    assert isinstance(write(draft, unit_admin, "Keduanya.", base=met.version), Saved)
    lines = [(one.section, one.by, one.saves, one.lost) for one in writing_of(fresh(draft))]
    assert lines == [
        ("Ringkasan", unit_admin.name, 1, False), ("Ringkasan", unit_admin.name, 1, True),
        ("Ringkasan", upp.name, 2, False),
    ]  # fmt: skip


def test_a_page_whose_answer_was_lost_goes_on_without_disputing_with_itself(
    draft: Proposal, upp: User, unit_admin: User
) -> None:
    write(draft, upp, "Satu.", page="halaman-a")
    write(draft, upp, "Satu dua.", base=1, page="halaman-a")  # the answer never came
    assert write(draft, upp, "Satu dua tiga.", base=1, page="halaman-a") == Saved(3, NOW)
    met = write(draft, upp, "Tab lain.", base=1, page="halaman-b")
    assert isinstance(met, Conflict), "another tab of the same person is somebody else"
    write(draft, unit_admin, "Rekan.", base=3, page="halaman-c")
    assert isinstance(write(draft, upp, "Satu dua tiga empat.", base=3, page="halaman-a"), Conflict)


def test_the_history_shows_a_sitting_as_one(draft: Proposal, upp: User) -> None:
    for number in range(90):
        save_section(draft, by=upp, now=NOW + timedelta(seconds=20 * number), section="ringkasan",
                     content={"ringkasan": "kata " * (number + 1)}, base=number)  # fmt: skip
    (line,) = writing_of(fresh(draft))
    assert (line.saves, SectionSave.objects.count() < 60) == (90, True)
    found = sitting_of(fresh(draft), line.pk)
    assert found is not None
    assert [(one.label, one.new.count("kata")) for one in found[2]] == [("Ringkasan", 90)]


SHORT = st.sampled_from(["", "satu", "dua"])


@given(
    st.dictionaries(
        st.sampled_from("abc"), st.one_of(SHORT, st.dictionaries(st.sampled_from("xyz"), SHORT, min_size=1))
    )
)
def test_a_section_is_the_same_after_it_was_laid_out_field_by_field(content: dict[str, Any]) -> None:
    assert _deep(_flat(content)) == content


def test_general_data_go_to_the_columns_that_lists_and_rules_read(
    draft: Proposal, sidoarjo: Agency, upp: User, contest: Competition
) -> None:
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    copied = Innovation.objects.exclude(agency=sidoarjo).order_by("pk").first()
    category = contest.categories.get()
    assert record is not None and copied is not None
    content = {
        "title": "Judul Lain", "group": "replikasi", "category": category.pk, "innovation": record.code,
        "replicates": f"https://tular.example/inovasi/{copied.slug}", "started_on": "2024-02-03",
    }  # fmt: skip
    save_section(draft, by=upp, now=NOW, section="_umum", content=content, base=0)
    row = fresh(draft)
    assert (row.title, row.group, row.category, row.innovation, row.replicates, row.started_on) == (
        "Judul Lain", "replikasi", category, record, copied, date(2024, 2, 3),
    )  # fmt: skip
    wrong = {"title": "", "group": "tiada", "category": 999_999, "innovation": copied.code, "started_on": "kemarin"}
    save_section(draft, by=upp, now=NOW, section="_umum", content=wrong, base=1)
    row = fresh(draft)
    assert (row.title, row.group, row.category, row.innovation, row.started_on) == ("Judul Lain", "", None, None, None)
    assert row.content["_umum"] == wrong, "what was typed stays, right or wrong"
    assert "Judul belum diisi" in told(row)


def test_one_innovation_is_in_one_proposal_of_a_competition(
    draft: Proposal, contest: Competition, sidoarjo: Agency, upp: User, unit: ServiceUnit
) -> None:
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    begin(sidoarjo, by=upp, now=NOW, competition=contest, unit=unit, innovation=record)
    content = draft.content["_umum"] | {"innovation": record.code, "title": "Tetap tersimpan"}
    save_section(draft, by=upp, now=NOW, section="_umum", content=content, base=0)
    row = fresh(draft)
    assert (row.title, row.innovation) == ("Tetap tersimpan", None)
    assert any("sudah diajukan lewat proposal lain" in one for one in told(row))


def test_what_is_missing_is_counted_by_the_button_and_now_and_then(draft: Proposal, upp: User) -> None:
    for number in range(COUNT_EVERY - 1):
        write(draft, upp, "x " * (number + 1), base=number)
    assert fresh(draft).obstacles is None, "autosave does not reckon each time"
    write(draft, upp, "x " * 300, base=COUNT_EVERY - 1)
    assert fresh(draft).obstacles == 2, "the text that is too long, and the file"
    write(draft, upp, "Pendek.", base=COUNT_EVERY, count=True)
    assert fresh(draft).obstacles == 1


def test_who_may_write_when(
    draft: Proposal, upp: User, admin: User, colleague: User, rival: User, hub_admin: User
) -> None:
    for person in (colleague, rival, hub_admin):
        with pytest.raises(Denied):
            write(draft, person, "Bukan saya.")
    assert isinstance(write(draft, admin, "Admin lokal."), Saved)
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.WITH_ADMIN)
    with pytest.raises(Refused, match="sedang di admin lokal"):
        write(draft, upp, "Unit.", base=1)
    assert isinstance(write(draft, admin, "Admin lokal lagi.", base=1), Saved)
    for state in (ProposalState.SUBMITTED, ProposalState.WITHDRAWN):
        Proposal.objects.filter(pk=draft.pk).update(state=state, submitted_at=NOW, state_reason="Sebab")
        with pytest.raises(Refused, match="masih ada di halaman ini"):
            write(draft, admin, "Terlambat.", base=2)
    for base, state in enumerate((ProposalState.RETURNED, ProposalState.FIXING), start=2):
        Proposal.objects.filter(pk=draft.pk).update(state=state)
        assert isinstance(write(draft, upp, f"Unit {state}.", base=base), Saved)


def test_text_is_kept_after_the_deadline(draft: Proposal, upp: User) -> None:
    saved = save_section(draft, by=upp, now=CLOSES + timedelta(hours=1), section="ringkasan",
                         content={"ringkasan": "Terlambat, tetapi tidak hilang."}, base=0)  # fmt: skip
    assert isinstance(saved, Saved)


def test_an_unknown_section_is_refused_and_one_of_another_group_is_kept(draft: Proposal, upp: User) -> None:
    with pytest.raises(Refused, match="tidak dikenal"):
        save_section(draft, by=upp, now=NOW, section="tiada", content={"x": "y"}, base=0)


# Rules while writing


def test_age_is_reckoned_again_when_the_deadline_moves_or_is_extended(
    draft: Proposal, contest: Competition, sidoarjo: Agency, admin: User
) -> None:
    Proposal.objects.filter(pk=draft.pk).update(started_on=date(2025, 4, 1), innovation=None)

    def age() -> str:
        return next(one.verdict for one in rule_lines(fresh(draft)) if one.place.endswith("min_age_months"))

    assert age() == "belum terpenuhi"
    window = Window.objects.get(competition=contest)
    Extension.objects.create(
        window=window, agency=sidoarjo, closes_at=CLOSES + timedelta(days=20), reason="Listrik padam.", by=admin, at=NOW
    )
    assert age() == "terpenuhi"
    Window.objects.filter(pk=window.pk).update(closes_at=CLOSES + timedelta(days=40))
    assert age() == "terpenuhi"


NASTY = st.text(
    " \t\r\n\v\f\x00\x07\x1f\x7f\x85\xa0\xad\u1680\u2003\u200b\u200c\u200d\u2028\u202e\u2060\ufeff-–.ab1²水🙂",
    max_size=40,
)


@given(NASTY)
def test_what_word_processors_leave_goes_without_changing_the_count(text: str) -> None:
    plain = prose_typed(text)
    assert count_words(plain) == count_words(text)
    assert prose_typed(plain) == plain
    assert not set(plain) & set("\x00\x07\x1f\x7f\xad\u200b\u202e\u2060\ufeff\r\v\f\x85\u2028")


def test_lists_and_paragraphs_of_a_pasted_text_stay() -> None:
    pasted = "Tujuan:\r\n•\tpertama\v•\tkedua\r\n\r\nSe\xadlesai.\u200b  \r\n"
    assert prose_typed(pasted) == "Tujuan:\n•\tpertama\n•\tkedua\n\nSelesai."


def test_units_of_the_same_name_elsewhere_see_nothing(draft: Proposal, rival: User) -> None:
    make_unit(agency("pemkab-gresik"), "Puskesmas Contoh Taman")
    with pytest.raises(Denied):
        write(draft, rival, "x")
