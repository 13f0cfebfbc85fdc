"""The two profiles: who answers what, which answer holds, what counts, and what nobody loses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from tests.factories.replications import NOW, make_case, make_paper, people
from tests.people import agency, make_person
from tular.features.accounts.models import User
from tular.features.replications.actions.readiness import Answer, Met, carry_replies, reply
from tular.features.replications.actions.stopping import cancel
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.choices import CaseState, Side
from tular.features.replications.models import Case, Reply
from tular.features.replications.queries.readiness import (
    STEP,
    ProfileBlock,
    brief_profiles,
    gap_title,
    readiness_page,
    who_closes,
)
from tular.features.replications.queries.replies import INNOVATION, TAKER, UNANSWERED, Said, carriable, said_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files.purposes import purpose_called

pytestmark = pytest.mark.usefixtures("catalogue")

YES, PARTLY, NO = 2, 1, 0


def answer(case: Case, who: str, answers: dict[str, Any], seen: dict[str, Said] | None = None, **more: Any) -> Case:
    """Answer as taker or owner; a level, or level and evidence, or an `Answer` for each question."""
    side = Side.OWNER if who == "owner" else Side.TAKER
    made = {
        name: one if isinstance(one, Answer) else Answer(*one) if isinstance(one, tuple) else Answer(one)
        for name, one in answers.items()
    }
    held = {row.question: said_of(row) for row in case.replies.filter(side=side)}
    given = {"side": side, "by": people()[who], "now": NOW, "seen": held if seen is None else seen, **more}
    return reply(case, answers=made, **given)


def both(case: Case) -> tuple[ProfileBlock, ProfileBlock]:
    return brief_profiles(case)


def test_the_weakest_area_stands_first_and_unanswered_is_no_no() -> None:
    case = make_case()
    answer(case, "taker", {"penanggung-jawab": NO, "rencana-kerja": (PARTLY, "Renja 2026"), "masalah-sama": (YES, "x")})
    innovation, taker = both(case)
    first, second, *rest = taker.areas
    assert (first.id, first.mean, first.weakest, first.answered, first.unanswered) == (
        "kepemimpinan", Decimal("0.5"), True, 2, 1,
    )  # fmt: skip
    assert (second.id, second.mean, second.weakest) == ("kebutuhan-nyata", Decimal("2.0"), False)
    assert [area.mean for area in rest] == [None, None, None]
    assert first.advice == ("Siapkan bidang ini lebih dulu sebelum menyepakati kerja sama.",)
    assert innovation.weakest == () and innovation.answered == 0


def test_areas_that_are_equally_weak_are_all_named_and_none_where_all_stand_highest() -> None:
    case = make_case()
    answer(case, "taker", {"penanggung-jawab": NO, "kewenangan": NO})
    assert {area.id for area in both(case)[1].weakest} == {"kepemimpinan", "kecocokan-organisasi"}
    answer(case, "taker", {"penanggung-jawab": (YES, "SK"), "kewenangan": (YES, "Perbup")})
    assert both(case)[1].weakest == ()


def test_no_number_stands_over_both_profiles() -> None:
    page = readiness_page(people()["taker"], make_case())
    names = {name for kind in (type(page), ProfileBlock) for name in dir(kind) if not name.startswith("_")}
    assert not names & {"total", "score", "mean", "points"}


def test_an_answer_above_the_lowest_without_evidence_is_kept_but_does_not_count() -> None:
    case = make_case()
    answer(case, "taker", {"dana-tahun-ini": (YES, "  "), "sarana-memadai": NO})
    area = next(one for one in both(case)[1].areas if one.id == "sumber-daya")
    assert (area.mean, area.unproven, area.answered) == (Decimal("0.0"), 1, 2)
    answer(case, "taker", {"dana-tahun-ini": (YES, "DPA 2026")})
    area = next(one for one in both(case)[1].areas if one.id == "sumber-daya")
    assert (area.mean, area.unproven) == (Decimal("1.0"), 0)


def test_a_file_is_evidence_and_is_read_only_by_who_sees_the_case() -> None:
    who, case = people(), make_case()
    paper = make_paper(who["taker"])
    answer(case, "taker", {"dana-tahun-ini": Answer(YES, "", paper)})
    assert next(one for one in both(case)[1].areas if one.id == "sumber-daya").mean == Decimal("2.0")
    may = purpose_called(paper.purpose).may_read
    assert may is not None
    rival = make_person("Saingan")
    seen = [bool(may(person, paper)) for person in (who["taker"], who["owner"], who["hub"], rival, None)]
    assert seen == [True, False, False, False, False]


def test_the_owners_answer_about_the_innovation_holds_and_the_takers_stands_beside_it() -> None:
    case = make_case(CaseState.VERIFIED)
    answer(case, "taker", {"terdokumentasi": NO})
    line = next(one for area in both(case)[0].areas for one in area.lines if one.id == "terdokumentasi")
    assert line.holds is not None and (line.holds.side, line.beside) == (Side.TAKER, None)
    answer(case, "owner", {"terdokumentasi": (YES, "Buku panduan")})
    block = both(case)[0]
    line = next(one for area in block.areas for one in area.lines if one.id == "terdokumentasi")
    assert line.holds is not None and line.beside is not None
    assert (line.holds.side, line.holds.level, line.beside.side, line.beside.level) == (Side.OWNER, 2, Side.TAKER, 0)
    assert line.differs and block.differing == 1
    assert next(area for area in block.areas if area.id == "kemudahan-alih").mean == Decimal("2.0")


@pytest.mark.parametrize("order", list(permutations(("owner", "taker", "again"))))
def test_in_whatever_order_both_sides_answer_the_profiles_are_the_same(order: tuple[str, ...]) -> None:
    case = make_case(CaseState.VERIFIED)
    given: dict[str, tuple[str, dict[str, Any]]] = {
        "owner": ("owner", {"terdokumentasi": (YES, "Buku"), "inti-jelas": (PARTLY, "Bab 2")}),
        "taker": ("taker", {"terdokumentasi": NO, "dapat-dicoba": (YES, "uji"), "dana-tahun-ini": NO}),
        "again": ("taker", {"lebih-baik": (PARTLY, "data"), "masalah-sama": (YES, "LKjIP")}),
    }
    for name in order:
        answer(case, *given[name])
    means = [[(area.id, area.mean) for area in block.areas if area.mean is not None] for block in both(case)]
    assert means == [
        [("keunggulan", Decimal("1.0")), ("kemudahan-alih", Decimal("1.7"))],
        [("sumber-daya", Decimal("0.0")), ("kebutuhan-nyata", Decimal("2.0"))],
    ]


def test_readiness_of_the_taker_is_answered_by_the_taker_alone() -> None:
    case = make_case(CaseState.VERIFIED)
    with pytest.raises(Refused, match="tidak dijawab pihak Anda"):
        answer(case, "owner", {"dana-tahun-ini": NO})
    with pytest.raises(Refused, match="atas nama pihak ini"):
        answer(case, "owner", {"dana-tahun-ini": NO}, side=Side.TAKER)


def test_the_hub_sees_and_does_not_answer_and_the_owner_waits_until_asked() -> None:
    who, case = people(), make_case(CaseState.ASKED)
    page = readiness_page(who["hub"], case)
    assert [block.answers_as for block in page.profiles] == [None, None]
    for name in ("hub", "owner"):
        with pytest.raises(Denied):
            answer(case, name, {"terdokumentasi": NO})
    told = make_case(CaseState.VERIFIED, taker=agency("pemkab-banyuwangi"))
    assert [block.answers_as for block in readiness_page(who["owner"], told).profiles] == [Side.OWNER, None]


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("dana-tahun-ini", Answer(3), "Pilih salah satu"),
        ("bukan-pertanyaan", Answer(NO), "tidak dijawab pihak Anda"),
        ("dana-tahun-ini", Answer(None, "DPA"), "Pilih jawabannya juga"),
        ("dana-tahun-ini", Answer(YES, "x" * 4001), "paling panjang"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question_and_nothing_is_kept(question: str, given: Answer, said: str) -> None:
    case = make_case()
    with pytest.raises(Refused, match=said) as refused:
        answer(case, "taker", {"masalah-sama": NO, question: given})
    assert [reason.field for reason in refused.value.reasons] == [question]
    assert not case.replies.exists()


def test_after_the_end_nothing_is_answered() -> None:
    case = make_case()
    case = cancel(case, by=people()["taker"], now=NOW, reason="Tidak jadi.")
    with pytest.raises(Refused, match="sudah berakhir"):
        answer(case, "taker", {"masalah-sama": NO})


def test_an_answer_taken_back_is_unanswered_again_and_its_evidence_goes_with_it() -> None:
    case = make_case()
    answer(case, "taker", {"masalah-sama": (YES, "LKjIP 2025")})
    answer(case, "taker", {"masalah-sama": (None, "LKjIP 2025")})
    assert not case.replies.exists()
    last = AuditEntry.objects.filter(action="replications.reply").order_by("pk").last()
    assert last is not None and (last.subject_type, last.changes["level"]) == ("replications.case", [2, None])


def colleague(case: Case) -> User:
    """Somebody else who works on it for the taker."""
    person = make_person("Rekan Penerima")
    case.members.create(person=person, side=Side.TAKER, since=NOW, by=people()["taker"])
    return person


def test_of_two_people_who_save_at_once_nobody_writes_over_the_other() -> None:
    case = make_case()
    second = colleague(case)
    blank = dict.fromkeys(("masalah-sama", "sasaran-terukur"), UNANSWERED)
    answer(case, "taker", {"masalah-sama": (YES, "LKjIP"), "sasaran-terukur": None}, blank)
    # The second page was opened before: it leaves alone what it did not touch, and keeps what only it changed.
    answer(case, "taker", {"masalah-sama": None, "sasaran-terukur": (PARTLY, "Renstra")}, blank, by=second)
    kept = {row.question: (row.level, row.evidence) for row in case.replies.all()}
    assert kept == {"masalah-sama": (2, "LKjIP"), "sasaran-terukur": (1, "Renstra")}
    with pytest.raises(Met, match=r"Orang taker menyimpan jawaban lain .* Buktinya: LKjIP\.") as met:
        answer(case, "taker", {"masalah-sama": NO, "sasaran-terukur": (YES, "RPJMD")}, blank, by=second)
    assert met.value.questions == ("masalah-sama",)
    assert {row.question: (row.level, row.evidence) for row in case.replies.all()} == kept
    # Having seen it, the second may decide.
    answer(case, "taker", {"masalah-sama": NO}, {"masalah-sama": Said(2, "LKjIP")}, by=second)
    assert case.replies.get(question="masalah-sama").level == 0


def test_nobody_disputes_what_they_saved_themselves_when_a_bad_link_lost_the_answer() -> None:
    case = make_case()
    answer(case, "taker", {"masalah-sama": (PARTLY, "LKj")}, {})
    answer(case, "taker", {"masalah-sama": (PARTLY, "LKjIP 2025")}, {})
    assert case.replies.get().evidence == "LKjIP 2025"


def test_what_was_taken_back_meanwhile_is_not_given_again_unseen() -> None:
    case = make_case()
    seen = {"masalah-sama": Said(2, "LKjIP")}
    with pytest.raises(Met, match="menghapus jawaban ini"):
        answer(case, "taker", {"masalah-sama": (PARTLY, "LKjIP")}, seen)
    answer(case, "taker", {"masalah-sama": (YES, "LKjIP")}, seen)
    assert not case.replies.exists()


def test_both_parties_answer_one_question_without_meeting() -> None:
    case = make_case(CaseState.VERIFIED)
    answer(case, "taker", {"terdokumentasi": NO}, {})
    answer(case, "owner", {"terdokumentasi": (YES, "Buku")}, {})
    assert case.replies.filter(question="terdokumentasi").count() == 2


def test_the_owner_takes_own_answers_over_from_an_earlier_case_each_marked() -> None:
    who, first = people(), make_case(CaseState.VERIFIED)
    answer(first, "owner", {"terdokumentasi": (YES, "Buku"), "lebih-baik": (PARTLY, "Kajian")})
    answer(first, "taker", {"inti-jelas": NO, "dana-tahun-ini": NO})
    second = make_case(CaseState.VERIFIED, innovation=first.innovation, taker=agency("pemkab-banyuwangi"))
    answer(second, "owner", {"lebih-baik": NO})
    later = NOW + timedelta(days=9)
    carry_replies(second, by=who["owner"], now=later)
    rows = {row.question: (row.level, row.evidence) for row in second.replies.all()}
    assert rows == {"terdokumentasi": (2, "Buku"), "lebih-baik": (0, "")}
    line = next(one for area in both(second)[0].areas for one in area.lines if one.id == "terdokumentasi")
    assert line.holds is not None and (line.holds.carried_at, line.holds.at) == (NOW, later)
    with pytest.raises(Refused, match="Tidak ada jawaban"):
        carry_replies(second, by=who["owner"], now=later)
    answer(second, "owner", {"terdokumentasi": (YES, "Buku, cetakan 2")})
    assert second.replies.get(question="terdokumentasi").taken_from is None


def test_an_answer_that_was_taken_over_stays_when_its_source_is_taken_back() -> None:
    who, first = people(), make_case(CaseState.VERIFIED)
    answer(first, "owner", {"terdokumentasi": (YES, "Buku")})
    second = make_case(CaseState.VERIFIED, innovation=first.innovation, taker=agency("pemkab-banyuwangi"))
    carry_replies(second, by=who["owner"], now=NOW)
    answer(first, "owner", {"terdokumentasi": None})
    assert not first.replies.exists()
    assert second.replies.get().evidence == "Buku"


def test_only_the_owner_takes_over_and_only_from_cases_that_they_see() -> None:
    who, first = people(), make_case(CaseState.VERIFIED)
    answer(first, "owner", {"terdokumentasi": (YES, "Buku")})
    second = make_case(CaseState.VERIFIED, innovation=first.innovation, taker=agency("pemkab-banyuwangi"))
    for name in ("taker", "hub"):
        with pytest.raises(Denied):
            carry_replies(second, by=who[name], now=NOW)
    colleague = make_person("Rekan Pemilik")
    second.members.create(person=colleague, side=Side.OWNER, since=NOW, by=who["owner"])
    assert carriable(second, colleague) == []
    assert len(carriable(second, who["owner"])) == 1


def test_each_low_unproven_or_unanswered_question_becomes_one_task() -> None:
    who, case = people(), make_case(CaseState.VERIFIED)
    answer(case, "taker", {"dana-tahun-ini": NO, "sarana-memadai": YES, "masalah-sama": (YES, "LKjIP")})
    page = readiness_page(who["taker"], case)
    titles = {line.id: gap_title(line) for line in page.gaps}
    assert titles["dana-tahun-ini"] == "Tutup kekurangan: Dana tahun berjalan tersedia"
    assert titles["sarana-memadai"].startswith("Lengkapi bukti:")
    assert titles["hasil-diukur"].startswith("Jawab:") and "masalah-sama" not in titles
    assert [who_closes(case, part) for part in (INNOVATION, TAKER)] == [Side.OWNER, Side.TAKER]
    told = TaskTold(titles["dana-tahun-ini"], Side.TAKER, STEP, question="dana-tahun-ini")
    add_task(case, told=told, by=who["taker"], now=NOW)
    page = readiness_page(who["taker"], case)
    assert "dana-tahun-ini" not in {line.id for line in page.gaps}
    with pytest.raises(Refused, match="sudah menjadi tugas"):
        add_task(case, told=told, by=who["taker"], now=NOW)


def test_who_did_what_stands_in_the_trail() -> None:
    case = make_case()
    answer(case, "taker", {"masalah-sama": (PARTLY, "LKjIP")})
    answer(case, "taker", {"masalah-sama": (YES, "LKjIP")})
    row = Reply.objects.get()
    entry = AuditEntry.objects.filter(subject_type="replications.reply", subject_id=str(row.pk)).order_by("pk").last()
    assert entry is not None and entry.changes == {"question": [None, "masalah-sama"], "level": [1, 2]}
    before = AuditEntry.objects.count()
    answer(case, "taker", {"masalah-sama": (YES, "LKjIP")})
    assert AuditEntry.objects.count() == before
