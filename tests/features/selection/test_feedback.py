"""Feedback: nothing before it is released, then the same to all who applied, and never who said what."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.features.selection.test_certificates import make_list
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import CalibratedScore, Calibration, Review, ScoreSheet
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.releasing import (
    hold_comment,
    let_comment,
    release_feedback,
    tell_of_feedback,
)
from tular.features.selection.models import Feedback, FeedbackRelease, HeldComment
from tular.features.selection.queries.comments import comments_page
from tular.features.selection.queries.feedback import BANDS, composed, shuffled
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

ONE, TWO = "Data awal dan akhir jelas.", "Rencana biaya belum terlihat."


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


def write(sheet: ScoreSheet, **comments: str) -> ScoreSheet:
    """Put comments beside marks."""
    for criterion, text in comments.items():
        sheet.content.setdefault(criterion, {})["comment"] = text
    sheet.save()
    return sheet


def judged(organiser: User, extra: str = "") -> Review:
    """A closed review with two readers of two proposals, and its list announced."""
    text = RULEBOOK + extra
    rulebook = make_rulebook(text, number=2, note="Lain.") if extra else make_rulebook()
    competition = make_competition(agency("pemprov-jawa-timur"), rulebook=rulebook)
    review = make_review(competition, organiser, state=ReviewState.CLOSED)
    readers = [
        make_evaluator(review, person=make_member(Role.EVALUATOR, person=make_person(name)).person)
        for name in ("Profesor Wirabuana", "Profesor Kartosentono")
    ]
    home = agency("pemkab-sidoarjo")
    winner = arrived(competition, home, unit=make_unit(home, "Puskesmas Contoh Taman"))
    loser = arrived(
        competition, agency("pemkab-gresik"), unit=make_unit(agency("pemkab-gresik"), "Puskesmas Contoh Manyar")
    )
    for proposal, marks in ((winner, ("90", "70")), (loser, ("50", "30"))):
        entry = make_entry(review, proposal)
        for reader, mark, said in zip(readers, marks, (ONE, TWO), strict=True):
            write(make_sheet(make_reading(reader, entry), dampak=mark, kebaruan="10"), dampak=said, _umum="Lanjutkan.")
    make_list(competition, organiser, [(winner, "", "lolos"), (loser, "", "tidak-lolos")], stage="proposal")
    return review


@pytest.fixture
def review(organiser: User) -> Review:
    return judged(organiser)


def first(review: Review) -> Proposal:
    return review.entries.get(number=1).proposal


def sheet_with(review: Review, text: str) -> ScoreSheet:
    return next(
        one for one in ScoreSheet.objects.filter(assignment__entry=review.entries.get(number=1))
        if one.content["dampak"]["comment"] == text
    )  # fmt: skip


def test_nothing_is_seen_before_the_release(
    review: Review, organiser: User, upp: User, admin: User, rival: User
) -> None:
    code, slug = first(review).code, review.competition.slug
    for person in (upp, admin, rival):
        browser = signed_in(person)
        assert browser.get(f"/proposal/{code}/umpan-balik").status_code == 404
        for path in ("/umpan-balik", "/umpan-balik?semua=ya", "/umpan-balik.csv", f"/proposal/{code}"):
            page = browser.get(path).content.decode()
            assert ONE not in page and TWO not in page and "Wirabuana" not in page
        for path in ("", "/lepas", f"/pratinjau/{code}"):
            assert browser.get(f"/seleksi/{slug}/umpan-balik{path}").status_code == 404
    with pytest.raises(Denied):
        release_feedback(review.competition, stage="proposal", by=admin, now=NOW)


def test_it_is_released_after_the_judging_is_closed_and_its_list_announced_and_once(
    review: Review, organiser: User
) -> None:
    Review.objects.filter(pk=review.pk).update(state=ReviewState.RUNNING)
    with pytest.raises(Refused, match="belum ditutup"):
        release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    other = make_review(make_competition(agency("pemprov-jawa-timur")), organiser, state=ReviewState.CLOSED)
    with pytest.raises(Refused, match="belum diumumkan"):
        release_feedback(other.competition, stage="proposal", by=organiser, now=NOW)
    Review.objects.filter(pk=review.pk).update(state=ReviewState.CLOSED)
    made = release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    assert (made.proposals, made.comments, made.held, made.shows) == (2, 8, 0, "levels")
    with pytest.raises(Refused, match="sudah dilepas"):
        release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    for rows in (FeedbackRelease.objects.all(), Feedback.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**({"shows": "marks"} if rows.model is FeedbackRelease else {"content": {}}))


def test_the_chosen_and_the_others_read_the_same_words_without_marks_or_names(
    review: Review, organiser: User, upp: User, admin: User, rival: User, outsider: User
) -> None:
    release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    mine, theirs = (entry.proposal.code for entry in review.entries.order_by("number"))
    page = signed_in(upp).get(f"/proposal/{mine}/umpan-balik").content.decode()
    assert ONE in page and TWO in page and BANDS[4] in page and "Lanjutkan." in page
    shown = page.split("<main", 1)[1].split("</main>", 1)[0]
    for numbered in (mine, review.competition.title, review.competition.slug):
        shown = shown.replace(numbered, "")  # such as uji-02090
    for secret in ("90", "70", "Wirabuana", "Kartosentono", "Penilai 1"):
        assert secret not in shown
    lost = signed_in(rival).get(f"/proposal/{theirs}/umpan-balik").content.decode()
    assert ONE in lost and BANDS[2] in lost
    assert signed_in(upp).get(f"/proposal/{theirs}/umpan-balik").status_code == 404
    assert signed_in(outsider).get(f"/proposal/{mine}/umpan-balik").status_code == 404
    whole = signed_in(admin).get("/umpan-balik", {"semua": "ya"}).content.decode()
    assert ONE in whole and mine in whole and theirs not in whole
    table = signed_in(admin).get("/umpan-balik.csv").content.decode()
    assert TWO in table and theirs not in table
    assert f"/proposal/{mine}/umpan-balik" in signed_in(upp).get(f"/proposal/{mine}").content.decode()


def test_what_is_frozen_names_no_evaluator_and_no_assignment(review: Review, organiser: User) -> None:
    release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    for row in Feedback.objects.all():
        told = json.dumps(row.content)
        assert "Profesor" not in told and "mark" not in json.loads(told)["criteria"][0]
        assert set(row.content) == {"schema", "readings", "criteria", "general"}


def test_comments_come_in_an_order_of_their_own_for_each_criterion() -> None:
    texts = [f"Komentar {n}" for n in range(8)]
    assert shuffled("dampak", texts) == shuffled("dampak", reversed(texts))
    assert shuffled("dampak", texts) != shuffled("kebaruan", texts) != texts


def test_a_held_comment_is_kept_back_with_its_reason_and_may_be_let_through(
    review: Review, organiser: User, admin: User, upp: User
) -> None:
    sheet = sheet_with(review, ONE)
    with pytest.raises(Refused, match="mengapa"):
        hold_comment(sheet, criterion="dampak", by=organiser, now=NOW)
    with pytest.raises(Denied):
        hold_comment(sheet, criterion="dampak", by=admin, now=NOW, reason="x")
    hold_comment(sheet, criterion="dampak", by=organiser, now=NOW, reason="Kasar.")
    let_comment(sheet, criterion="dampak", by=organiser, now=NOW)
    assert not HeldComment.objects.exists()
    hold_comment(sheet, criterion="dampak", by=organiser, now=NOW, reason="Kasar.")
    made = release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    assert (made.comments, made.held) == (7, 1)
    page = signed_in(upp).get(f"/proposal/{first(review).code}/umpan-balik").content.decode()
    assert ONE not in page and TWO in page and "Kasar." not in page
    with pytest.raises(Refused, match="sudah dilepas"):
        let_comment(sheet, criterion="dampak", by=organiser, now=NOW)


def test_names_of_evaluators_and_ways_to_reach_people_are_flagged(review: Review, organiser: User) -> None:
    write(sheet_with(review, ONE), dampak="Menurut Prof. Kartosentono sudah baik; hubungi 0812-3456-7890.")
    page = comments_page(review.competition, "proposal", "ditandai", "", "")
    assert page is not None and len(page.rows) == 1
    assert [one.names for one in page.rows[0][1]] == [True]
    found = signed_in(organiser).get(f"/seleksi/{review.competition.slug}/umpan-balik", {"lihat": "ditandai"})
    assert "menyebut nama atau kontak" in found.content.decode()


def test_the_organiser_holds_previews_and_releases_on_pages(review: Review, organiser: User, upp: User) -> None:
    browser, base = signed_in(organiser), f"/seleksi/{review.competition.slug}/umpan-balik"
    page = browser.get(base).content.decode()
    assert "8 komentar untuk 2 proposal; 0 ditahan." in page
    sheet = sheet_with(review, TWO)
    browser.post(f"{base}/{sheet.pk}/tahan", {"criterion": "dampak", "reason": "Di luar pokok."})
    assert HeldComment.objects.get().reason == "Di luar pokok."
    preview = browser.get(f"{base}/pratinjau/{first(review).code}").content.decode()
    assert ONE in preview and TWO not in preview and "Pratinjau" in preview
    asked = browser.get(f"{base}/lepas").content.decode()
    assert "7 komentar diteruskan" in asked and "1 komentar ditahan." in asked
    assert browser.post(f"{base}/lepas").status_code == 302
    assert "Sudah dilepas" in browser.get(base).content.decode()
    tell_of_feedback(FeedbackRelease.objects.get(), lambda _done, _all: None)
    tell_of_feedback(FeedbackRelease.objects.get(), lambda _done, _all: None)
    assert Notice.objects.filter(kind="selection.feedback", person=upp).count() == 1


def test_marks_and_quarters_only_where_the_rulebook_shows_them(organiser: User, upp: User) -> None:
    review = judged(organiser, '\n[feedback]\nshows = "marks"\nstanding = "quartile"\n')
    home = agency("pemkab-gresik")
    for _ in range(6):
        make_entry(review, arrived(review.competition, home))
    calibration = Calibration.objects.create(
        review=review, number=1, canonical="{}", sha256="0" * 64, identifiable=True, sheets=4, at=NOW - timedelta(1)
    )
    for place, entry in enumerate(review.entries.order_by("number")):
        CalibratedScore.objects.create(
            calibration=calibration, entry=entry, readings=2, apart=20, raw=90 - place, calibrated=88.5 - place
        )
    release_feedback(review.competition, stage="proposal", by=organiser, now=NOW)
    page = signed_in(upp).get(f"/proposal/{first(review).code}/umpan-balik").content.decode()
    assert "rata-rata 80 pada skala 0–100" in page and "88,5" in page.replace("88.5", "88,5")
    assert "seperempat teratas kelompoknya" in page


def test_the_queries_of_the_comments_do_not_grow(review: Review) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            comments_page(review.competition, "proposal", "", "", "")
        return len(found)

    before = count()
    for _ in range(3):
        make_entry(review, arrived(review.competition, agency("pemkab-gresik")))
    assert count() == before
    assert len(list(composed(review))) == 5
