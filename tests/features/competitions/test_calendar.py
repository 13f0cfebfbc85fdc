"""The calendar of a competition: moved with a reason, extended for one agency, read by other calendars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
from tests.people import agency, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions import (
    CategoryText,
    Span,
    add_category,
    appoint,
    cancel_competition,
    change_category,
    dismiss,
    drop_category,
    drop_window,
    extend_window,
    invite_agencies,
    move_window,
    set_window,
    uninvite,
)
from tular.features.competitions.choices import CompetitionState, StaffRole, WindowKind
from tular.features.competitions.models import Competition, Extension, Window, WindowChange
from tular.features.competitions.queries.moments import in_words, left_in_words
from tular.features.competitions.queries.windows import submission_for, takes_submissions
from tular.features.proposals.models import Proposal
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
INVITED = RULEBOOK.replace('label = "Kelompok Replikasi"', 'label = "Kelompok Khusus"\nintake = "invited"')


def sentence(failure: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(reason.text for reason in failure.value.reasons)


@pytest.fixture
def jatim(catalogue: None) -> Agency:
    return agency("pemprov-jawa-timur")


@pytest.fixture
def competition(jatim: Agency) -> Competition:
    made = make_competition(jatim, title="Kovablik")
    made.windows.update(opens_at=NOW - 10 * DAY, closes_at=NOW + 5 * DAY)
    return made


@pytest.fixture
def window(competition: Competition) -> Window:
    return competition.windows.get()


def moved(window: Window, person: User, *, days: int = 3, now: datetime = NOW, **changes: Any) -> Window:
    arguments: dict[str, Any] = {
        "opens_at": window.opens_at, "closes_at": window.closes_at + days * DAY, "decree": "B/12/2027",
        "reason": "Libur bersama",
    }  # fmt: skip
    return move_window(window, by=person, now=now, **arguments | changes)


def test_a_deadline_moves_with_reason_and_decree_that_everybody_reads(
    hub_admin: User, window: Window, client: Client, competition: Competition
) -> None:
    before = in_words(window.closes_at, window.zone)
    after = moved(window, hub_admin)
    assert after.closes_at == window.closes_at + 3 * DAY
    page = client.get(f"/kompetisi/{competition.slug}").text
    assert "Libur bersama" in page and "B/12/2027" in page and before in page
    assert in_words(after.closes_at, after.zone) in page


def test_what_moved_is_on_record_and_no_hand_changes_it(hub_admin: User, window: Window) -> None:
    moved(window, hub_admin)
    extend_window(
        window, agency=agency("pemkab-sidoarjo"), closes_at=window.closes_at + 9 * DAY, by=hub_admin, now=NOW,
        reason="Banjir",
    )  # fmt: skip
    for row in (WindowChange.objects.get(), Extension.objects.get()):
        row.reason = "Alasan lain"
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "  "}, "Tulis alasannya"),
        ({"days": 0}, "sama dengan yang berlaku"),
        ({"days": -6}, "bukan di masa lalu"),
        ({"days": -20}, "sesudah pembukaan"),
        ({"opens_at": NOW - 9 * DAY}, "sudah dimulai"),
    ],
)
def test_a_move_that_cannot_be_is_refused(hub_admin: User, window: Window, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused) as failure:
        moved(window, hub_admin, **changes)
    assert words in sentence(failure)
    assert not WindowChange.objects.exists()


def test_before_the_opening_the_calendar_is_free_and_afterwards_it_is_not(hub_admin: User, jatim: Agency) -> None:
    competition = make_competition(jatim, state=CompetitionState.PREPARED)
    span = Span(WindowKind.STAGE, "administrasi", NOW, NOW + DAY, "Asia/Jayapura", "di Surabaya")
    stage = set_window(competition, span=span, by=hub_admin, now=NOW)
    assert stage.zone == "Asia/Jayapura"
    with pytest.raises(Refused):
        moved(stage, hub_admin)
    wrong = (
        Span(WindowKind.STAGE, "tiada", NOW, NOW + DAY),
        Span(WindowKind.STAGE, "", NOW, NOW + DAY),
        Span(WindowKind.SUBMISSION, "", NOW, NOW),
        Span(WindowKind.SUBMISSION, "", NOW, NOW + DAY, "Europe/Paris"),
    )
    for one in wrong:
        with pytest.raises(Refused):
            set_window(competition, span=one, by=hub_admin, now=NOW)
    drop_window(stage, by=hub_admin, now=NOW)
    assert competition.windows.count() == 1
    Competition.objects.filter(pk=competition.pk).update(state=CompetitionState.OPEN)
    submission = competition.windows.get()
    with pytest.raises(Refused):
        drop_window(submission, by=hub_admin, now=NOW)
    again = Span(WindowKind.SUBMISSION, "", NOW, NOW + DAY)
    with pytest.raises(Refused) as failure:
        set_window(competition, span=again, by=hub_admin, now=NOW)
    assert "Geser" in sentence(failure)


def test_the_moment_of_closing_is_that_of_the_zone_and_no_longer_open(competition: Competition, window: Window) -> None:
    midnight = datetime(2027, 3, 31, 16, 0, tzinfo=UTC)  # 1 April, 00.00 in the zone of Makassar
    Window.objects.filter(pk=window.pk).update(closes_at=midnight, zone="Asia/Makassar")
    assert in_words(midnight, "Asia/Makassar") == "1 April 2027 pukul 00.00 WITA"
    assert in_words(midnight, "Asia/Jakarta") == "31 Maret 2027 pukul 23.00 WIB"
    anywhere = agency("pemkab-sidoarjo").pk
    assert takes_submissions(competition, anywhere, midnight - timedelta(seconds=1))
    assert not takes_submissions(competition, anywhere, midnight)
    assert left_in_words(midnight, midnight - timedelta(days=2, hours=5, minutes=7)) == "2 hari 5 jam"
    assert left_in_words(midnight, midnight - timedelta(seconds=30)) == "kurang dari satu menit"
    assert left_in_words(midnight, midnight) == ""


@pytest.mark.parametrize(("language", "word"), [("id", "berakhir"), ("en", "ended")])
def test_a_period_that_is_over_says_so_in_both_languages(
    competition: Competition, window: Window, client: Client, language: str, word: str
) -> None:
    now = timezone.now()
    Window.objects.filter(pk=window.pk).update(opens_at=now - 2 * DAY, closes_at=now - DAY)
    page = client.get(f"/kompetisi/{competition.slug}", {"bahasa": language}).text
    calendar = page[page.index('id="kalender"') :]
    assert f"{word}</" in calendar[: calendar.index("</table>")]


def test_one_agency_is_extended_and_the_others_are_not(
    hub_admin: User, admin: User, window: Window, sidoarjo: Agency, competition: Competition
) -> None:
    later = window.closes_at + 2 * DAY
    extend_window(window, agency=sidoarjo, closes_at=later, by=hub_admin, now=NOW, reason="Banjir bandang")
    deadline = submission_for(competition, sidoarjo.pk)
    assert deadline is not None and deadline.extended and deadline.closes_at == later
    gresik = submission_for(competition, agency("pemkab-gresik").pk)
    assert gresik is not None and gresik.closes_at == window.closes_at
    assert Notice.objects.filter(person=admin, kind="competitions.extended").exists()
    page = signed_in(hub_admin).get(f"/kompetisi/{competition.slug}/kelola").text
    assert "Banjir bandang" in page and sidoarjo.name in page
    for wrong, words in (
        ({"closes_at": later - DAY}, "lebih kemudian"),
        ({"agency": agency("pemkab-sumedang")}, "tidak termasuk peserta"),
        ({"reason": ""}, "Tulis alasannya"),
    ):
        asked: dict[str, Any] = {"agency": sidoarjo, "closes_at": later + DAY, "reason": "lagi"}
        with pytest.raises(Refused) as failure:
            extend_window(window, by=hub_admin, now=NOW, **asked | wrong)
        assert words in sentence(failure)


def test_pages_move_and_extend_in_the_zone_of_the_deadline(
    hub_admin: User, competition: Competition, window: Window, sidoarjo: Agency
) -> None:
    soon = timezone.now().replace(microsecond=0)
    Window.objects.filter(pk=window.pk).update(opens_at=soon - DAY, closes_at=soon + DAY, zone="Asia/Jayapura")
    window.refresh_from_db()
    browser, base = signed_in(hub_admin), f"/kompetisi/{competition.slug}/kelola/jadwal/{window.pk}"
    far = (soon + 3 * DAY).astimezone(UTC)
    local = far + timedelta(hours=9)
    form = {
        "opens": (soon - DAY + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M"), "closes": f"{local:%Y-%m-%dT%H:%M}",
        "decree": "B/1", "reason": "Portal terganggu",
    }  # fmt: skip
    assert "WIT" in browser.get(f"{base}/geser").text
    assert browser.post(f"{base}/geser", form | {"reason": ""}).status_code == 409
    assert browser.post(f"{base}/geser", form).status_code == 302
    window.refresh_from_db()
    assert window.closes_at == far.replace(second=0) and window.opens_at == soon - DAY
    form = {"agency": "Kab. Sidoarjo", "closes": f"{local + DAY:%Y-%m-%dT%H:%M}", "reason": "Listrik padam"}
    assert "Mirip" in browser.post(f"{base}/perpanjang", form | {"agency": "Kab. Sidoardjo Raya"}).text
    assert browser.post(f"{base}/perpanjang", form).status_code == 302
    assert Extension.objects.get().agency == sidoarjo


def test_the_feed_is_read_back_with_its_zone_and_grows_with_every_change(
    hub_admin: User, competition: Competition, window: Window, client: Client
) -> None:
    Window.objects.filter(pk=window.pk).update(zone="Asia/Makassar")
    window.refresh_from_db()

    def read(path: str) -> tuple[Any, Any]:
        answer = client.get(path)
        assert answer.headers["Content-Type"].startswith("text/calendar")
        calendar: Any = Calendar.from_ical(answer.content)
        return calendar, next(one for one in calendar.walk("VEVENT") if "Kovablik" in str(one["summary"]))

    path = f"/kompetisi/{competition.slug}/kalender.ics"
    calendar, first = read(path)
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == ["Asia/Makassar"]
    assert first["dtend"].dt == window.closes_at and first["dtend"].params["tzid"] == "Asia/Makassar"
    assert first["sequence"] == 0 and "Pengajuan proposal" in str(first["summary"])
    moved(window, hub_admin)
    _calendar, second = read(path)
    assert second["uid"] == first["uid"] and second["sequence"] == 1
    assert second["dtend"].dt == window.closes_at + 3 * DAY and "Libur bersama" in str(second["description"])
    cancel_competition(competition, by=hub_admin, now=NOW + DAY, reason="Batal")
    _calendar, third = read("/kompetisi/kalender.ics")
    assert third["uid"] == first["uid"] and third["sequence"] == 2 and str(third["status"]) == "CANCELLED"
    assert client.get("/kompetisi/tiada/kalender.ics").status_code == 404


def test_categories_keep_their_name_once_a_proposal_competes_in_them(
    hub_admin: User, competition: Competition, sidoarjo: Agency
) -> None:
    free = add_category(competition, said=CategoryText("Pendidikan", "Sekolah"), by=hub_admin, now=NOW)
    with pytest.raises(Refused):
        add_category(competition, said=CategoryText("pendidikan"), by=hub_admin, now=NOW)
    used = competition.categories.get(name="Kesehatan")
    Proposal.objects.create(
        code="x-1", competition=competition, agency=sidoarjo, title="X", category=used, state_at=NOW, created_at=NOW,
        edited_at=NOW,
    )  # fmt: skip
    change_category(used, said=CategoryText("Kesehatan", "Puskesmas", "Posyandu terapung"), by=hub_admin, now=NOW)
    with pytest.raises(Refused) as failure:
        change_category(used, said=CategoryText("Sehat"), by=hub_admin, now=NOW)
    assert "namanya tetap" in sentence(failure)
    with pytest.raises(Refused):
        drop_category(used, by=hub_admin, now=NOW)
    change_category(free, said=CategoryText("Belajar"), by=hub_admin, now=NOW)
    drop_category(free, by=hub_admin, now=NOW)
    assert competition.categories.count() == 1
    page = signed_in(hub_admin).get(f"/kompetisi/{competition.slug}/kelola/riwayat").text
    assert "Menghapus kategori" in page and "Belajar" in page


def test_agencies_are_invited_to_a_closed_group_by_pasted_names(
    hub_admin: User, admin: User, jatim: Agency, sidoarjo: Agency, client: Client
) -> None:
    competition = make_competition(jatim, rulebook=make_rulebook(INVITED, number=7, note="Kelompok khusus diundang"))
    browser, path = signed_in(hub_admin), f"/kompetisi/{competition.slug}/kelola/undangan"
    form = {"group": "replikasi", "agencies": "Pemkab Sidoarjo\n\n- Kab. Gresik", "note": "Surat 12"}
    wrong = browser.post(path, form | {"agencies": "Pemkab Sidoarjo\nPemkab Antah Berantah"})
    assert wrong.status_code == 409 and "Antah Berantah" in wrong.text
    outside = browser.post(path, form | {"agencies": "Pemkab Sidoarjo\nPemkab Sumedang"})
    assert outside.status_code == 409 and "tidak termasuk peserta" in outside.text
    assert not competition.invitations.exists()
    assert browser.post(path, form).status_code == 302
    assert {one.agency.slug for one in competition.invitations.all()} == {"pemkab-sidoarjo", "pemkab-gresik"}
    assert Notice.objects.filter(person=admin, kind="competitions.invited").count() == 1
    browser.post(path, form)  # those who are invited already stay so, and are not told again
    assert competition.invitations.count() == 2 and Notice.objects.filter(person=admin).count() == 1
    with pytest.raises(Refused):
        invite_agencies(competition, group="umum", agencies=[sidoarjo], by=hub_admin, now=NOW)
    uninvite(competition.invitations.get(agency=sidoarjo), by=hub_admin, now=NOW)
    assert "Pemerintah Kabupaten Gresik" in browser.get(f"/kompetisi/{competition.slug}/kelola").text
    assert "Menarik undangan" in browser.get(f"/kompetisi/{competition.slug}/kelola/riwayat").text


def test_staff_work_for_one_competition_until_it_is_taken_back(
    hub_admin: User, competition: Competition, window: Window, jatim: Agency
) -> None:
    checker, secretary = make_person("Pemeriksa"), make_person("Sekretaris")
    other = make_competition(jatim)
    browser, base = signed_in(hub_admin), f"/kompetisi/{competition.slug}/kelola"
    unknown = browser.post(f"{base}/petugas", {"email": "tiada@contoh.example", "role": "pemeriksa"})
    assert unknown.status_code == 409 and "Belum ada akun" in unknown.text
    assert browser.post(f"{base}/petugas", {"email": secretary.email.upper(), "role": "sekretariat"}).status_code == 302
    appoint(competition, email=checker.email, role=StaffRole.CHECKER, by=hub_admin, now=NOW)
    with pytest.raises(Refused):
        appoint(competition, email=checker.email, role=StaffRole.CHECKER, by=hub_admin, now=NOW)
    assert Notice.objects.filter(person=secretary, kind="competitions.appointed").exists()
    assert signed_in(secretary).get(base).status_code == 200
    assert signed_in(checker).get(base).status_code == 404
    assert signed_in(secretary).get(f"/kompetisi/{other.slug}/kelola").status_code == 404
    moved(window, secretary)
    with pytest.raises(Denied):
        appoint(competition, email=checker.email, role=StaffRole.SECRETARIAT, by=secretary, now=NOW)
    dismiss(competition.staff.get(person=secretary), by=hub_admin, now=NOW)
    assert signed_in(secretary).get(base).status_code == 404
    assert competition.staff.count() == 2


def test_the_pages_of_the_organiser_take_the_same_number_of_queries(
    hub_admin: User, competition: Competition, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        competition.categories.create(name=f"Kategori {number}", order=number + 2)
        person = make_person(f"Petugas {number}")
        competition.staff.create(person=person, role="pemeriksa", by=hub_admin, since=NOW)
    browser = signed_in(hub_admin)
    browser.get(f"/kompetisi/{competition.slug}/kelola")
    with django_assert_max_num_queries(24):
        assert browser.get(f"/kompetisi/{competition.slug}/kelola").status_code == 200
