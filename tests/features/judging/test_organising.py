"""The organiser's pages of a review: prepared, planned, started; teams and evaluators, one and many."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.workbooks import workbook
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.judging.actions.pact import remind_pact
from tular.features.judging.actions.staffing import (
    Appointment,
    Load,
    add_panel,
    adjust,
    appoint,
    appoint_many,
    change_panel,
    drop_panel,
    release,
)
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Evaluator, Review
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

PACT = RULEBOOK + "\n[integrity]\nintegrity_pact = true\n"


@pytest.fixture
def competition(sidoarjo: Agency) -> Competition:
    return make_competition(sidoarjo, rulebook=make_rulebook(PACT, identity="lomba-pakta"))


@pytest.fixture
def review(competition: Competition, admin: User) -> Review:
    return make_review(competition, admin)


def base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}"


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def token(client: Client, path: str) -> dict[str, Any]:
    """What the form of a page carries unseen."""
    answer = client.get(path)
    fields = answer.content.decode().split('type="hidden" name="')[1:]
    return {one.split('"')[0]: one.split('value="')[1].split('"')[0] for one in fields}


def test_the_manage_page_leads_to_each_marked_stage(competition: Competition, admin: User, rival: User) -> None:
    client = signed_in(admin)
    manage = f"/kompetisi/{competition.slug}/kelola"
    assert "belum disiapkan" in text(client, manage)
    prepare = f"/kompetisi/{competition.slug}/penilaian/proposal/siapkan"
    assert "Siapkan Penilaian proposal?" in text(client, prepare)
    assert signed_in(rival).get(prepare).status_code == 404
    client.post(prepare, token(client, prepare))
    review = Review.objects.get()
    assert (review.competition, review.stage) == (competition, "proposal")
    assert "disiapkan" in text(client, manage)
    assert client.get(prepare).status_code == 404
    assert "Giliran Anda: umumkan daftar tahap sebelumnya" in text(client, base(review))


@pytest.mark.parametrize("ending", ["", "/rencana", "/mulai", "/riwayat", "/tim", "/tim.csv", "/tim/tambah",
                                    "/tim/penilai", "/tim/penilai/banyak", "/tim/penilai/1", "/tim/penilai/1/akhiri",
                                    "/benturan", "/benturan/catat"])  # fmt: skip
def test_only_who_runs_the_competition_opens_its_pages(
    review: Review, ending: str, admin: User, rival: User, upp: User, member: User
) -> None:
    evaluator = make_evaluator(review)
    path = base(review) + ending
    for stranger in (rival, upp, member, evaluator.person):
        assert signed_in(stranger).get(path).status_code == 404
    assert signed_in(admin).get(path).status_code == 200


def test_the_page_says_whose_turn_it_is_and_everything_that_stands_in_the_way(review: Review, admin: User) -> None:
    client = signed_in(admin)
    entry = make_entry(review, owner=agency("pemkab-gresik"))
    assert "Giliran Anda: angkat penilai." in text(client, base(review))
    first, second = make_evaluator(review), make_evaluator(review)
    found = text(client, base(review))
    assert "Giliran Anda: tugaskan proposal kepada penilai." in found
    assert "1 proposal belum mendapat semua penilainya." in found
    assert "2 penilai belum menandatangani pakta integritas" in found
    readings = [make_reading(one, entry) for one in (first, second)]
    assert "Giliran Anda: mulai penilaian." in text(client, base(review))
    asked = text(client, f"{base(review)}/mulai")
    assert "belum semua penilai menandatangani pakta integritas" in asked
    Review.objects.update(state="berjalan")
    assert "Giliran penilai: 2 bacaan belum selesai." in text(client, base(review))
    Review.objects.update(readings=3)  # as when one of three left in the middle
    assert "Giliran Anda: tugaskan proposal kepada penilai." in text(client, base(review))
    Review.objects.update(readings=2)
    for one in readings:
        make_sheet(one, dampak="80")
    assert "Tutup penilaian" in text(client, base(review))


def test_the_plan_is_changed_on_a_page(review: Review, admin: User) -> None:
    client, path = signed_in(admin), f"{base(review)}/rencana"
    sent = {"readings": "3", "minimum": "9", "maximum": "4", "bridges": "2", "minutes": "20"}
    answer = client.post(path, token(client, path) | sent)
    assert answer.status_code == 409
    assert "tidak boleh melebihi" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()
    client.post(path, token(client, path) | sent | {"minimum": "2"})
    review.refresh_from_db()
    assert (review.readings, review.minimum, review.maximum, review.bridges, review.minutes) == (3, 2, 4, 2, 20)


def test_teams_have_names_and_categories(review: Review, admin: User, rival: User) -> None:
    health = review.competition.categories.get()
    foreign = make_competition(agency("pemkab-gresik")).categories.get()
    with pytest.raises(Denied):
        add_panel(review, name="Tim A", by=rival, now=NOW)
    panel = add_panel(review, name=" Tim  A ", categories=[health, foreign], by=admin, now=NOW)
    assert (panel.name, list(panel.categories.all())) == ("Tim A", [health])
    for wrong, why in (("", "Tulis nama timnya"), ("tim a", "Sudah ada tim")):
        with pytest.raises(Refused, match=why):
            add_panel(review, name=wrong, by=admin, now=NOW)
    assert change_panel(panel, name="Tim Kesehatan", by=admin, now=NOW).name == "Tim Kesehatan"
    page = f"{base(review)}/tim/{panel.pk}/ubah"
    assert signed_in(admin).post(page, token(signed_in(admin), page) | {"name": "Tim Gizi"}).status_code == 302
    panel.refresh_from_db()
    assert panel.name == "Tim Gizi"
    evaluator = make_evaluator(review, panel=panel)
    with pytest.raises(Refused, match="masih punya penilai"):
        drop_panel(panel, by=admin, now=NOW)
    release(evaluator, by=admin, now=NOW, reason="Pindah tugas.")
    drop_panel(panel, by=admin, now=NOW)
    evaluator.refresh_from_db()
    assert evaluator.panel is None
    assert not review.panels.exists()


def test_an_evaluator_is_appointed_by_the_address_of_an_account(
    review: Review, admin: User, upp: User, rival: User, pembina: User
) -> None:
    professor = make_person("Ratna Dewi")
    with pytest.raises(Denied):
        appoint(review, email=professor.email, load=Load(), by=rival, now=NOW)
    for email, why in (
        ("tiada@contoh.example", "Belum ada akun"),
        (upp.email, "tidak ikut memberi nilai"),
        (admin.email, "tidak ikut memberi nilai"),
        (pembina.email, "tidak ikut memberi nilai"),
    ):
        with pytest.raises(Refused, match=why):
            appoint(review, email=email, load=Load(), by=admin, now=NOW)
    made = appoint(review, email=professor.email.upper(), load=Load(minimum=2, maximum=9), by=admin, now=NOW)
    assert (made.number, made.person, made.minimum, made.maximum) == (1, professor, 2, 9)
    assert Notice.objects.get(kind="judging.appointed").person == professor
    with pytest.raises(Refused, match="sudah menjadi penilai"):
        appoint(review, email=professor.email, load=Load(), by=admin, now=NOW)
    assert appoint(review, email=rival.email, load=Load(), by=admin, now=NOW).number == 2


def test_conflicts_are_found_as_soon_as_somebody_is_appointed(review: Review, admin: User) -> None:
    make_entry(review, owner=agency("pemkab-gresik"))
    person = make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Orang Gresik")).person
    made = appoint(review, email=person.email, load=Load(), by=admin, now=NOW)
    assert made.conflicts.get().kind == "instansi"
    assert "berbenturan dengan semua proposal" in text(signed_in(admin), f"{base(review)}/tim")
    assert "tidak ada yang dapat ditugaskan kepadanya" in text(signed_in(admin), f"{base(review)}/benturan")


def test_bounds_that_cannot_be_are_refused_at_their_fields(review: Review, admin: User) -> None:
    evaluator = make_evaluator(review)
    for load, field in (
        (Load(minimum=60), "minimum"),
        (Load(maximum=2000), "maximum"),
        (Load(minimum=5, maximum=4), "minimum"),
        (Load(per_day=0), "per_day"),
        (Load(panel=make_review(make_competition(agency("pemkab-gresik")), admin).panels.create(name="X")), "panel"),
    ):
        with pytest.raises(Refused) as refused:
            adjust(evaluator, load=load, by=admin, now=NOW)
        assert refused.value.reasons[0].field == field
    assert adjust(evaluator, load=Load(maximum=0), by=admin, now=NOW).maximum == 0


def test_many_are_appointed_from_a_table_all_or_none(review: Review, admin: User) -> None:
    add_panel(review, name="Tim A", by=admin, now=NOW)
    people = [make_person(f"Penilai Nomor {n}") for n in range(3)]
    held = make_evaluator(review)
    client, path = signed_in(admin), f"{base(review)}/tim/penilai/banyak"
    wrong = "\n".join((
        "e-mail;tim;minimum;max", f"{people[0].email};Tim A;2;9", "bukan surel;Tim A;;", f"{people[1].email};Tim Z;;",
        f"{people[2].email};;dua;",
    ))  # fmt: skip
    answer = client.post(path, token(client, path) | {"table": wrong})
    said = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Baris 3, kolom surel: “bukan surel” bukan alamat surel." in said
    assert "Baris 4, kolom tim: Tim “Tim Z” tidak dikenal. Yang ada: Tim A." in said
    assert "Baris 5, kolom min: “dua” bukan bilangan 0 sampai 1.000." in said
    assert Evaluator.objects.filter(review=review).count() == 1

    unknown = f"surel,tim\n{people[0].email},\ntiada@contoh.example,\n{people[0].email},\n{admin.email},"
    answer = client.post(path, token(client, path) | {"table": unknown})
    said = " ".join(answer.content.decode().split())
    assert "Baris 3 (tiada@contoh.example): Belum ada akun" in said
    assert "Baris 4" in said
    assert "sudah ada di baris sebelumnya" in said
    assert "Baris 5" in said
    assert Evaluator.objects.filter(review=review).count() == 1
    assert not Notice.objects.filter(kind="judging.appointed").exists()

    right = f"surel,tim,min,maks\n{people[0].email},tim a,2,9\n{held.person.email},Tim A,1,3\n{people[1].email},,,"
    sent = {"file": SimpleUploadedFile("penilai.csv", right.encode())}
    client.post(path, token(client, path) | sent)
    rows = Evaluator.objects.filter(review=review).order_by("number")
    assert [(one.person, one.panel and one.panel.name, one.minimum, one.maximum) for one in rows] == [
        (held.person, "Tim A", 1, 3), (people[0], "Tim A", 2, 9), (people[1], None, None, None),
    ]  # fmt: skip


def test_many_are_appointed_from_a_workbook_under_its_own_headings(review: Review, admin: User) -> None:
    person = make_person("Penilai Buku Kerja")
    client, path = signed_in(admin), f"{base(review)}/tim/penilai/banyak"
    file = SimpleUploadedFile("penilai.xlsx", workbook(["E-mail", "min", "max"], [person.email, 2, 9]))
    client.post(path, token(client, path) | {"table": "", "file": file})
    made = Evaluator.objects.get(review=review, person=person)
    assert (made.minimum, made.maximum) == (2, 9)


def test_only_the_organiser_appoints_many(review: Review, rival: User) -> None:
    with pytest.raises(Denied):
        appoint_many(review, rows=[Appointment("a@contoh.example", Load())], by=rival, now=NOW)


def test_who_leaves_in_the_middle_gives_back_what_is_unread_and_keeps_what_is_done(
    review: Review, admin: User, rival: User
) -> None:
    evaluator = make_evaluator(review)
    done, waiting = (make_reading(evaluator, make_entry(review)) for _n in range(2))
    make_sheet(done, dampak="80")
    with pytest.raises(Denied):
        release(evaluator, by=rival, now=NOW, reason="Sakit.")
    with pytest.raises(Refused, match="Tulis mengapa"):
        release(evaluator, by=admin, now=NOW, reason=" ")
    release(evaluator, by=admin, now=NOW, reason="Sakit.")
    for one in (done, waiting):
        one.refresh_from_db()
    assert (done.state, waiting.state, waiting.state_reason) == (
        AssignmentState.DONE, AssignmentState.TAKEN_BACK, "Sakit.",
    )  # fmt: skip
    assert Notice.objects.get(kind="judging.released").person == evaluator.person
    evaluator.refresh_from_db()
    with pytest.raises(Refused, match="sudah berhenti"):
        release(evaluator, by=admin, now=NOW, reason="Sakit.")
    assert "Sakit." in text(signed_in(admin), f"{base(review)}/tim?bagian=berhenti")
    again = appoint(review, email=evaluator.person.email, load=Load(), by=admin, now=NOW)
    assert (again.pk, again.number, again.left_at) == (evaluator.pk, evaluator.number, None)


def test_the_organiser_reminds_who_has_not_signed(review: Review, admin: User, rival: User) -> None:
    signed, other = make_evaluator(review), make_evaluator(review)
    review.competition.pacts.create(person=signed.person, text="x", sha256="0" * 64, signed_as="A", at=NOW)
    assert other.person.name in text(signed_in(admin), f"{base(review)}/tim?bagian=belum-pakta")
    with pytest.raises(Denied):
        remind_pact(review, by=rival, now=NOW)
    assert remind_pact(review, by=admin, now=NOW) == 1
    assert Notice.objects.get(kind="judging.pact_wanted").person == other.person
    review.competition.pacts.create(person=other.person, text="x", sha256="0" * 64, signed_as="B", at=NOW)
    with pytest.raises(Refused, match="Semua penilai sudah"):
        remind_pact(review, by=admin, now=NOW)


def test_lists_ask_the_same_number_of_questions_for_one_and_for_many(
    review: Review, admin: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(admin)
    paths = [base(review), f"{base(review)}/tim", f"{base(review)}/tim.csv", f"{base(review)}/benturan",
             f"{base(review)}/benturan?bagian=berlaku"]  # fmt: skip

    def fill() -> None:
        entry = make_entry(review, owner=agency("pemkab-gresik"))
        evaluator = make_evaluator(review, panel=review.panels.create(name=f"Tim {review.panels.count()}"))
        make_reading(evaluator, entry)
        evaluator.conflicts.create(entry=entry, kind="instansi", source="sistem", at=NOW)

    def counted() -> list[int]:
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        return found

    fill()
    few = counted()
    for _n in range(4):
        fill()
    assert counted() == few
