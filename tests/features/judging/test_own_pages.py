"""What evaluators tell of themselves on their pages: profile, pact, conflicts; and what an agency says of its ties."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Theme
from tular.features.judging.actions.conflicts import find_conflicts
from tular.features.judging.actions.pact import sign_pact
from tular.features.judging.actions.ties import name_tie, take_back_tie
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Conflict, Entry, EvaluatorProfile, IntegrityPact, Review, Tie
from tular.features.judging.queries.pact import has_signed, is_sworn
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.ui import desk

PACT = RULEBOOK + "\n[integrity]\nintegrity_pact = true\n"


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    made = make_competition(sidoarjo, rulebook=make_rulebook(PACT, identity="lomba-pakta"))
    return make_review(made, admin)


@pytest.fixture
def gresik(review: Review) -> Entry:
    return make_entry(review, owner=agency("pemkab-gresik"))


@pytest.fixture
def local_admin(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person  # type: ignore[return-value]


def post(client: Client, path: str, **sent: Any) -> Any:
    """Send the form of a page with what it carries unseen."""
    fields = client.get(path).content.decode().split('type="hidden" name="')[1:]
    hidden = {one.split('"')[0]: one.split('value="')[1].split('"')[0] for one in fields}
    return client.post(path, hidden | sent)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_evaluator_keeps_a_profile_and_nobody_else_has_one(
    review: Review, gresik: Entry, member: User, admin: User
) -> None:
    by_role = make_member(Role.EVALUATOR).person
    evaluator = make_evaluator(review)
    for stranger in (member, admin):
        assert signed_in(stranger).get("/penilaian/profil").status_code == 404
    assert signed_in(by_role).get("/penilaian/profil").status_code == 200
    client, theme = signed_in(evaluator.person), Theme.objects.first()
    assert theme is not None
    sent = {
        "institution": "Pemkab Gresik", "region": "35.25", "themes": [theme.pk], "languages": ["jv", "en"],
        "expertise": "Layanan ibu dan anak.",
    }  # fmt: skip
    wrong = post(client, "/penilaian/profil", **sent, per_day="0")
    assert wrong.status_code == 409
    assert "Layanan ibu dan anak." in text(wrong)
    assert not EvaluatorProfile.objects.exists()
    post(client, "/penilaian/profil", **sent, per_day="5")
    made = EvaluatorProfile.objects.get()
    assert (made.institution, made.institution_name, made.region_id, made.languages, made.per_day) == (
        agency("pemkab-gresik"), "", "35.25", ["en", "jv"], 5,
    )  # fmt: skip
    assert list(made.themes.all()) == [theme]
    assert Conflict.objects.get().kind == "instansi"
    post(client, "/penilaian/profil", institution="Universitas Contoh")
    made.refresh_from_db()
    assert (made.institution, made.institution_name, made.expertise) == (None, "Universitas Contoh", "")


def test_the_pact_is_signed_once_by_name_and_never_changes(
    review: Review, member: User, admin: User, rival: User
) -> None:
    evaluator = make_evaluator(review, person=make_person("Ratna Dewi"))
    competition, path = review.competition, f"/penilaian/pakta/{review.competition.slug}"
    assert not is_sworn(evaluator.person, competition)
    for stranger in (member, admin, rival):
        assert signed_in(stranger).get(path).status_code == 404
        with pytest.raises(Denied):
            sign_pact(competition, name=stranger.name, by=stranger, now=NOW)
    client = signed_in(evaluator.person)
    assert any(item.href == path for item in desk.items(evaluator.person, NOW))
    wrong = post(client, path, name="Orang Lain")
    assert (wrong.status_code, has_signed(evaluator.person, competition)) == (409, False)
    assert "Orang Lain" in text(wrong)
    post(client, path, name="  ratna   DEWI ")
    made = IntegrityPact.objects.get()
    assert (made.signed_as, made.sha256) == ("ratna DEWI", hashlib.sha256(made.text.encode()).hexdigest())
    assert has_signed(evaluator.person, competition)
    assert made.sha256 in text(client.get(path))
    assert not any(item.href == path for item in desk.items(evaluator.person, NOW))
    with pytest.raises(Refused, match="sudah Anda tandatangani"):
        sign_pact(competition, name="Ratna Dewi", by=evaluator.person, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntegrityPact.objects.update(text="lain")


def test_nobody_signs_where_the_rulebook_asks_for_no_pact(sidoarjo: Agency, admin: User) -> None:
    plain = make_review(make_competition(sidoarjo), admin)
    evaluator = make_evaluator(plain)
    assert is_sworn(evaluator.person, plain.competition)
    assert signed_in(evaluator.person).get(f"/penilaian/pakta/{plain.competition.slug}").status_code == 404
    with pytest.raises(Refused, match="tidak meminta pakta"):
        sign_pact(plain.competition, name="A", by=evaluator.person, now=NOW)


def test_whoever_works_for_the_organiser_by_now_does_not_sign(review: Review, admin: User) -> None:
    evaluator = make_evaluator(review)
    review.competition.staff.create(person=evaluator.person, role="pemeriksa", by=admin, since=NOW)
    with pytest.raises(Refused, match="bekerja untuk penyelenggara"):
        sign_pact(review.competition, name=evaluator.person.name, by=evaluator.person, now=NOW)


def test_a_conflict_is_declared_on_the_page_of_ones_own_reading(review: Review, gresik: Entry, admin: User) -> None:
    evaluator, other = make_evaluator(review), make_evaluator(review)
    reading = make_reading(evaluator, gresik)
    path = f"/penilaian/{reading.pk}/benturan"
    assert signed_in(evaluator.person).get(path).status_code == 404
    Review.objects.update(state="berjalan")
    for stranger in (other.person, admin):
        assert signed_in(stranger).get(path).status_code == 404
    client = signed_in(evaluator.person)
    wrong = post(client, path, kind="lainnya", note="")
    assert (wrong.status_code, "Jelaskan hubungannya" in text(wrong)) == (409, True)
    post(client, path, kind="keluarga", note="Adik saya.")
    reading.refresh_from_db()
    assert reading.state == AssignmentState.CONFLICT
    assert client.get(path).status_code == 404


def test_ties_are_disclosed_before_anything_is_assigned(review: Review, gresik: Entry, rival: User) -> None:
    evaluator = make_evaluator(review)
    path = f"/penilaian/benturan/{review.competition.slug}/{review.stage}"
    assert signed_in(rival).get(path).status_code == 404
    client = signed_in(evaluator.person)
    assert gresik.proposal.agency.name not in text(client.get(path))  # not before the pact is signed
    sign_pact(review.competition, name=evaluator.person.name, by=evaluator.person, now=NOW)
    assert gresik.proposal.agency.name in text(client.get(path))
    post(client, f"{path}?usulan=1", kind="keluarga", note="Kakak.")
    assert Conflict.objects.get().source == "penilai"
    assert "dinyatakan" in text(client.get(path))
    assert client.get(f"{path}?usulan=99").status_code == 404
    assert "tidak dikenal" in text(post(client, path, agency="Pemkab Tiada", kind="keluarga"))
    post(client, path, agency="Pemkab Sumedang", kind="kerja-sama")
    assert evaluator.disclosures.get().agency == agency("pemkab-sumedang")


def test_a_blind_stage_never_tells_whose_proposals_there_are(sidoarjo: Agency, admin: User) -> None:
    blind = PACT.replace('kind = "scored_desk_review"', 'kind = "scored_desk_review"\nblind = true')
    made = make_competition(sidoarjo, rulebook=make_rulebook(blind, identity="lomba-samar"))
    review = make_review(made, admin)
    entry = make_entry(review, owner=agency("pemkab-gresik"))
    evaluator = make_evaluator(review)
    sign_pact(made, name=evaluator.person.name, by=evaluator.person, now=NOW)
    client, path = signed_in(evaluator.person), f"/penilaian/benturan/{made.slug}/{review.stage}"
    assert entry.proposal.title not in text(client.get(path))
    assert "Gresik" not in text(client.get(path))
    assert client.get(f"{path}?usulan=1").status_code == 404
    answers = []
    for name in ("Pemkab Gresik", "Pemkab Sumedang"):
        sent = post(client, path, agency=name, kind="keluarga")
        answers.append((sent.status_code, sent["Location"]))
    assert answers[0] == answers[1]
    reading = make_reading(evaluator, entry)
    Review.objects.update(state="berjalan")
    page = text(client.get(f"/penilaian/{reading.pk}/benturan"))
    assert entry.proposal.title not in page
    assert "Gresik" not in page


def test_a_local_admin_names_ties_and_never_learns_who_judges(
    review: Review, gresik: Entry, local_admin: User, admin: User, upp: User
) -> None:
    evaluator = make_evaluator(review, person=make_person("Ratna Dewi"))
    path = f"/kompetisi/{review.competition.slug}/instansi/pemkab-gresik/hubungan"
    for stranger in (admin, upp, evaluator.person):
        assert signed_in(stranger).get(path).status_code == 404
    with pytest.raises(Denied):
        name_tie(
            Tie(competition=review.competition, agency=gresik.proposal.agency), name="A", kind="keluarga", by=upp,
            now=NOW,
        )  # fmt: skip
    client = signed_in(local_admin)
    assert f"{path}" in text(client.get(path.removesuffix("/hubungan")))
    answers = []
    for name in ("Dr. Ratna Dewi", "Dr. Tiada Seorangpun"):
        with CaptureQueriesContext(connection) as asked:
            sent = post(client, path, name=name, kind="keluarga", note="Adik.")
        answers.append((sent.status_code, sent["Location"], len(asked)))
    assert answers[0] == answers[1]
    assert not Conflict.objects.exists()  # compared later, whatever the answer
    before = text(client.get(path))
    find_conflicts(review, by=None, now=NOW)
    assert Conflict.objects.get().evaluator == evaluator
    after = text(client.get(path))
    cut = "csrfmiddlewaretoken"
    assert before.split(cut)[0] == after.split(cut)[0]
    assert "Penilai" not in after.split("<main")[1].replace("calon penilai", "")
    wrong = post(client, path, name="Dr. Ratna Dewi", kind="keluarga")
    assert (wrong.status_code, "sudah Anda sebut" in text(wrong)) == (409, True)


def test_a_tie_that_was_taken_back_is_compared_no_more(
    review: Review, gresik: Entry, local_admin: User, admin: User
) -> None:
    make_evaluator(review, person=make_person("Ratna Dewi"))
    tie = name_tie(
        Tie(competition=review.competition, agency=gresik.proposal.agency), name="Ratna Dewi", kind="keluarga",
        by=local_admin, now=NOW,
    )  # fmt: skip
    with pytest.raises(Denied):
        take_back_tie(tie, by=admin, now=NOW)
    path = f"/kompetisi/{review.competition.slug}/instansi/pemkab-gresik/hubungan/{tie.pk}/tarik"
    post(signed_in(local_admin), path)
    tie.refresh_from_db()
    assert tie.taken_back_at is not None
    assert signed_in(local_admin).get(path).status_code == 404
    find_conflicts(review, by=None, now=NOW)
    assert not Conflict.objects.exists()


def test_the_organiser_looks_at_conflicts_on_their_page(review: Review, gresik: Entry, admin: User) -> None:
    evaluator = make_evaluator(review, person=make_person("Ratna Dewi"))
    made = evaluator.conflicts.create(
        entry=gresik, kind="keluarga", source="instansi", note="Pemkab menyebut Ratna D.", doubtful=True, at=NOW
    )
    client = signed_in(admin)
    base = f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/benturan"
    assert any(item.href == f"{base}?bagian=lihat" for item in desk.items(admin, NOW))
    page = text(client.get(base))
    assert "Pemkab menyebut Ratna D." in page
    assert "instansinya sudah menarik keterangan ini" in page
    assert "Ratna Dewi" in text(client.get(f"{base}?bagian=berlaku&cari=ratna"))
    assert "Tidak ada benturan yang cocok" in text(client.get(f"{base}?bagian=berlaku&cari=xyz"))
    wrong = post(client, f"{base}/{made.pk}/cabut", alasan="")
    assert wrong.status_code == 200
    assert "Tulis alasannya" in text(wrong)
    post(client, f"{base}/{made.pk}/cabut", alasan="Orang lain yang bernama sama.")
    made.refresh_from_db()
    assert made.lifted_by == admin
    assert "Orang lain yang bernama sama." in text(client.get(f"{base}?bagian=dicabut"))
    assert client.get(f"{base}/{made.pk}/benarkan").status_code == 404
    post(client, f"{base}/catat", evaluator="01", entry="1", kind="keluarga", note="Sepupu.")
    assert Conflict.objects.filter(source="penyelenggara").count() == 1
    unknown = post(client, f"{base}/catat", evaluator="7", entry="x", kind="keluarga")
    assert "Tidak ada penilai dengan nomor ini." in text(unknown)
    assert "Tidak ada proposal dengan nomor ini." in text(unknown)
