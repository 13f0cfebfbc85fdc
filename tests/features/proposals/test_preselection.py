"""The choice inside an agency: marks by a small rulebook, exact totals, reasons for departures, minutes that stay."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.factories.competitions import NOW, make_competition, make_proposal, make_rulebook
from tests.people import agency, make_member, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.preselecting import close_preselection, mark, open_preselection
from tular.features.proposals.choices import PreselectionState, ProposalState
from tular.features.proposals.models import Preselection, Proposal
from tular.features.proposals.queries.preselection import mark_typed, ranking_of, usable_rulebooks
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, version_of
from tular.foundation.rulebooks.models import RulebookVersion

SMALL = (Path(__file__).parents[3] / "rulebooks/competitions/pilihan-instansi.toml").read_text(encoding="utf-8")
NOTE = "Rapat tim, 5 Maret 2026, dihadiri tiga orang."


@pytest.fixture
def competition(catalogue: None) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def rulebook(catalogue: None) -> RulebookVersion:
    return make_rulebook(SMALL, identity="pilihan-instansi", title="Pra-seleksi instansi")


@pytest.fixture
def other(sidoarjo: Agency) -> User:
    return make_member(Role.AGENCY, sidoarjo).person


@pytest.fixture
def choice(competition: Competition, rulebook: RulebookVersion, sidoarjo: Agency, admin: User) -> Preselection:
    return open_preselection(sidoarjo, by=admin, now=NOW, competition=competition, rulebook=rulebook)


@pytest.fixture
def rows(competition: Competition, sidoarjo: Agency, unit: ServiceUnit) -> list[Proposal]:
    return [make_proposal(competition, sidoarjo, unit=unit) for _ in range(4)]


def levels(*marks: int) -> dict[str, str]:
    names = ("dampak", "kebaruan", "keberlanjutan", "mudah_ditiru", "mutu_tulisan")
    return {name: str(value) for name, value in zip(names, marks, strict=False)}


def give(choice: Preselection, proposal: Proposal, by: User, *marks: int) -> None:
    mark(choice, by=by, now=NOW, proposal=proposal, marks=levels(*marks))


def close(
    choice: Preselection, by: User, chosen: set[int], reasons: dict[int, str] | None = None, note: str = NOTE
) -> Preselection:
    base = ranking_of(choice).digest
    return close_preselection(choice, by=by, now=NOW, chosen=chosen, reasons=reasons or {}, note=note, base=base)


def test_only_a_published_rulebook_with_a_marked_stage_opens_it(
    competition: Competition, rulebook: RulebookVersion, sidoarjo: Agency, admin: User
) -> None:
    text = SMALL.split("[[stages]]")[0]
    empty = make_rulebook(text.replace('"pilihan-instansi"', '"tanpa-tahap"'), identity="tanpa-tahap", title="Kosong")
    assert rulebook in usable_rulebooks()
    assert empty not in usable_rulebooks()
    with pytest.raises(Refused, match="tidak memiliki tahap penilaian"):
        open_preselection(sidoarjo, by=admin, now=NOW, competition=competition, rulebook=empty)
    open_preselection(sidoarjo, by=admin, now=NOW, competition=competition, rulebook=rulebook)
    with pytest.raises(Refused, match="sudah dibuka"):
        open_preselection(sidoarjo, by=admin, now=NOW, competition=competition, rulebook=rulebook)


def test_nobody_opens_it_for_another_agency_or_a_finished_competition(
    competition: Competition, rulebook: RulebookVersion, sidoarjo: Agency, upp: User, hub_admin: User, admin: User
) -> None:
    for person in (upp, hub_admin):
        with pytest.raises(Denied):
            open_preselection(sidoarjo, by=person, now=NOW, competition=competition, rulebook=rulebook)
    competition.state = CompetitionState.FINISHED
    with pytest.raises(Refused, match="sudah selesai"):
        open_preselection(sidoarjo, by=admin, now=NOW, competition=competition, rulebook=rulebook)


def test_the_mean_of_several_markers_is_exact_and_tells_how_it_came_about(
    choice: Preselection, rows: list[Proposal], admin: User, other: User
) -> None:
    third = make_member(Role.AGENCY, choice.agency).person
    give(choice, rows[0], admin, 4, 3, 3, 2, 4)  # 120 + 60 + 60 + 30 + 60 = 330
    give(choice, rows[0], other, 3, 3, 3, 2, 4)  # 300
    give(choice, rows[0], third, 3, 3, 3, 2, 3)  # 285
    line = next(one for one in ranking_of(choice).lines if one.pk == rows[0].pk)
    assert line.total == "305.00"
    assert f"{admin}: Dampak bagi pengguna layanan: 4 × bobot 30 = 120" in line.derivation
    assert "Rata-rata 3 penilai: 330, 300, 285 = 305" in line.derivation
    third_mark = choice.marks.get(by=third)
    mark(choice, by=third, now=NOW, proposal=rows[0], marks=levels(3, 3, 3, 2, 2), base=version_of(third_mark))
    line = next(one for one in ranking_of(choice).lines if one.pk == rows[0].pk)
    assert line.total == "300.00", "(330 + 300 + 270) ÷ 3"


def test_marks_outside_the_levels_and_words_are_refused_with_the_criterion(
    choice: Preselection, rows: list[Proposal], admin: User
) -> None:
    with pytest.raises(Refused, match="bukan salah satu tingkat"):
        mark(choice, by=admin, now=NOW, proposal=rows[0], marks={"dampak": "5"})
    with pytest.raises(Refused, match="tulis angka"):
        mark(choice, by=admin, now=NOW, proposal=rows[0], marks={"dampak": "bagus"})
    assert not choice.marks.exists()


def test_incomplete_marks_are_kept_and_not_counted(choice: Preselection, rows: list[Proposal], admin: User) -> None:
    give(choice, rows[0], admin, 4)
    line = next(one for one in ranking_of(choice, admin).lines if one.pk == rows[0].pk)
    assert (line.total, line.place) == ("", None)
    assert "belum ada" in line.readings[0].problem


def test_another_tab_does_not_write_over_marks(choice: Preselection, rows: list[Proposal], admin: User) -> None:
    give(choice, rows[0], admin, 4, 3, 3, 2, 4)
    with pytest.raises(Refused, match="tab lain"):
        give(choice, rows[0], admin, 1, 1, 1, 1, 1)
    kept = choice.marks.get()
    mark(choice, by=admin, now=NOW, proposal=rows[0], marks=levels(1, 1, 1, 1, 1), base=version_of(kept))
    assert choice.marks.get().marks["dampak"] == "1"


def test_only_admins_of_the_agency_mark_and_close(
    choice: Preselection, rows: list[Proposal], upp: User, rival: User, hub_admin: User
) -> None:
    for person in (upp, rival, hub_admin):
        with pytest.raises(Denied):
            give(choice, rows[0], person, 4, 3, 3, 2, 4)
        with pytest.raises(Denied):
            close(choice, person, set())


def test_what_was_submitted_or_belongs_elsewhere_is_not_marked(
    choice: Preselection, rows: list[Proposal], competition: Competition, admin: User
) -> None:
    foreign = make_proposal(competition, agency("pemkab-gresik"))
    Proposal.objects.filter(pk=rows[0].pk).update(state=ProposalState.SUBMITTED, submitted_at=NOW)
    for proposal in (foreign, rows[0]):
        with pytest.raises(Refused, match="tidak lagi ikut dipilih"):
            give(choice, proposal, admin, 4, 3, 3, 2, 4)


def test_the_best_within_the_quota_are_proposed_and_each_departure_needs_its_reason(
    choice: Preselection, rows: list[Proposal], admin: User
) -> None:
    for proposal, dampak in zip(rows, (4, 3, 2, 1), strict=True):
        give(choice, proposal, admin, dampak, 3, 3, 2, 4)
    lines = ranking_of(choice).lines
    assert [(line.pk, line.place, line.proposed) for line in lines] == [
        (rows[0].pk, 1, True), (rows[1].pk, 2, True), (rows[2].pk, 3, False), (rows[3].pk, 4, False),
    ]  # fmt: skip
    wanted = {rows[0].pk, rows[2].pk}
    with pytest.raises(Refused) as refusal:
        close(choice, admin, wanted)
    assert {one.field for one in refusal.value.reasons} == {f"alasan-{rows[1].pk}", f"alasan-{rows[2].pk}"}
    with pytest.raises(Refused, match="kuota tersisa 2, dipilih 3"):
        close(choice, admin, {one.pk for one in rows[:3]}, {rows[2].pk: "Bagus."})
    with pytest.raises(Refused, match="Tulis bagaimana diputuskan"):
        close(choice, admin, {rows[0].pk, rows[1].pk}, note=" ")
    reasons = {rows[1].pk: "Surat pernyataan tidak akan selesai.", rows[2].pk: "Menggantikan."}
    closed = close(choice, admin, wanted, reasons)
    assert (closed.state, closed.closed_by, closed.note) == (PreselectionState.CLOSED, admin, NOTE)
    results = list(closed.results.order_by("place"))
    assert [(one.place, one.chosen, one.reason) for one in results] == [
        (1, True, ""), (2, False, reasons[rows[1].pk]), (3, True, "Menggantikan."), (4, False, ""),
    ]  # fmt: skip
    assert results[0].derivation
    with pytest.raises(Refused, match="sudah ditutup"):
        give(choice, rows[0], admin, 1, 1, 1, 1, 1)


def test_between_equals_at_the_last_place_people_choose_freely(
    choice: Preselection, rows: list[Proposal], admin: User
) -> None:
    give(choice, rows[0], admin, 4, 4, 4, 4, 4)
    for proposal in rows[1:3]:
        give(choice, proposal, admin, 3, 3, 3, 3, 3)
    assert [line.tied for line in ranking_of(choice).lines] == [False, True, True, False]
    assert close(choice, admin, {rows[0].pk, rows[2].pk}).state == PreselectionState.CLOSED


def test_nobody_closes_a_ranking_that_changed_since_they_read_it(
    choice: Preselection, rows: list[Proposal], admin: User, other: User
) -> None:
    give(choice, rows[0], admin, 4, 4, 4, 4, 4)
    seen = ranking_of(choice).digest
    give(choice, rows[1], other, 4, 4, 4, 4, 3)
    with pytest.raises(Refused, match="berubah sejak halaman ini dibuka"):
        close_preselection(choice, by=admin, now=NOW, chosen={rows[0].pk}, reasons={}, note=NOTE, base=seen)


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("82,5", Fraction(165, 2)), (" 7.25 ", Fraction(29, 4))])
def test_marks_are_read_exactly(text: str, value: Fraction) -> None:
    assert Fraction(mark_typed(text)) == value


@pytest.mark.parametrize("text", ["", "tiga", "1e400", "NaN", "∞", "1,2,3", "9" * 40])
def test_what_is_no_mark_is_told_apart(text: str) -> None:
    with pytest.raises(ValueError, match="bukan angka"):
        mark_typed(text)


def test_the_pages_lead_from_opening_over_marking_to_the_minutes(
    competition: Competition, rulebook: RulebookVersion, rows: list[Proposal], sidoarjo: Agency, admin: User, upp: User
) -> None:
    path = f"/kompetisi/{competition.slug}/instansi/{sidoarjo.slug}/pra-seleksi"
    client = signed_in(admin)
    assert "Pra-seleksi instansi" in client.get(path).text
    nothing = client.post(path, {})
    assert '<a href="#id_rulebook">Pilih buku aturannya.</a>' in nothing.text
    assert 'id="id_rulebook"' in nothing.text, "the error leads to the choices"
    assert client.post(path, {"rulebook": str(rulebook.pk)}).status_code == 302
    sheet = f"{path}/{rows[0].code}"
    assert "Ada angka sebelum dan sesudah" in client.get(sheet).text
    assert "Posyandu di atas perahu" in client.get(sheet).text, "the text stands beside the sheet"
    typed = {f"nilai-{name}": value for name, value in levels(4, 3, 3, 2, 4).items()}
    assert client.post(sheet, typed | {"komentar": "Kuat.", "dasar": ""}).status_code == 302
    wrong = client.post(sheet, typed | {"komentar": "Lagi.", "dasar": ""})
    assert wrong.status_code == 409
    assert "Lagi." in wrong.text, "what was typed stays"
    page = client.get(path).text
    assert "330" in page
    base = ranking_of(Preselection.objects.get()).digest
    refused = client.post(path, {"dasar": base, "catatan": NOTE})
    assert refused.status_code == 409
    assert NOTE in refused.text
    assert client.post(path, {"dasar": base, "catatan": NOTE, f"pilih-{rows[0].pk}": "on"}).status_code == 302
    minutes = client.get(path).text
    assert "Berita acara pra-seleksi" in minutes
    assert NOTE in minutes
    assert f'name="pilih" value="{rows[0].code}"' in minutes
    for address in (path, sheet):
        assert signed_in(upp).get(address).status_code == 404
