"""Events: drafted, announced, changed and called off; who is invited, answers and comes; what strangers see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.events.actions.inviting import Guest, attend, invite, reply, withdraw
from tular.features.events.actions.organising import Item, Told, announce, cancel, draft, edit, set_agenda
from tular.features.events.choices import EventKind, EventState, GuestState, Mode
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.pages import when_of
from tular.features.events.queries.visibility import token_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.ui import desk

pytestmark = pytest.mark.usefixtures("catalogue")
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def host() -> User:
    return make_member(Role.AGENCY, agency("pemkab-sidoarjo")).person  # type: ignore[return-value] # the one user model


def told(*, now: datetime = NOW, **fields: Any) -> Told:
    start = now + timedelta(days=10)
    values: dict[str, Any] = {
        "title": "FGD review stunting", "kind": EventKind.FGD, "mode": Mode.ONLINE, "starts_at": start,
        "ends_at": start + timedelta(hours=3), "link": "https://rapat.contoh.go.id/abc",
    }  # fmt: skip
    return Told(**values | fields)


def made(by: User, *, now: datetime = NOW, **fields: Any) -> Event:
    return draft(agency("pemkab-sidoarjo"), told=told(now=now, **fields), by=by, now=now)


def held(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def announced(by: User, guests: list[Guest], *, now: datetime = NOW, **fields: Any) -> Event:
    event = made(by, now=now, **fields)
    if guests:
        invite(event, guests=guests, by=by, now=now)
    return announce(held(event), by=by, now=now)


def test_an_author_of_books_drafts_for_the_ministry_and_for_nobody_else() -> None:
    by: User = make_member(Role.AUTHOR, person=make_person("Penulis")).person  # type: ignore[assignment]
    assert draft(agency("kemen-panrb"), told=told(), by=by, now=NOW).created_by == by
    with pytest.raises(Denied):
        made(by)
    with pytest.raises(Denied):
        draft(agency("kemen-panrb"), told=told(), by=make_person("Tanpa peran"), now=NOW)


def test_a_draft_is_known_to_its_host_alone() -> None:
    by = host()
    event = made(by, is_public=True)
    assert signed_in(by).get(event.path).status_code == 200
    assert "draf" in words(signed_in(by).get("/acara"))
    for client in (Client(), signed_in(make_person("Orang lain"))):
        assert client.get(event.path).status_code == 404
        assert client.get(f"{event.path}.ics").status_code == 404
        assert event.title not in words(client.get("/acara"))


def test_who_is_invited_is_told_when_it_is_announced_by_notice_or_letter() -> None:
    by, guest = host(), make_person("Peserta Berakun")
    event = announced(by, [Guest("Peserta", guest.email), Guest("Tamu", "tamu@contoh.example", "Universitas Contoh")])
    assert event.state == EventState.ANNOUNCED
    assert Notice.objects.filter(person=guest, kind="events.invited").count() == 1
    letter = Mail.objects.get(address="tamu@contoh.example")
    assert "/acara/undangan/" in letter.text
    assert not Mail.objects.filter(address=guest.email, text__contains="/acara/undangan/").exists()
    assert len(mail.outbox) == 0


def test_guests_invited_later_are_told_at_once_and_nobody_twice() -> None:
    by = host()
    event = announced(by, [Guest("Satu", "satu@contoh.example")])
    invite(held(event), guests=[Guest("Satu lagi", "SATU@contoh.example"), Guest("Dua", "dua@contoh.example")], by=by,
           now=NOW)  # fmt: skip
    assert Mail.objects.filter(text__contains="/acara/undangan/").count() == 2
    with pytest.raises(Refused, match="sudah diundang"):
        invite(held(event), guests=[Guest("Dua", "dua@contoh.example")], by=by, now=NOW)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Guest("", "a@contoh.example"), "Baris 1: tulis namanya"),
        (Guest("A", "bukan surel"), "belum benar"),
        (Guest("A", "a@contoh.example", "", "ketua"), "peran “ketua” tidak dikenal"),
    ],
)
def test_a_wrong_line_refuses_all_and_says_which(line: Guest, said: str) -> None:
    event = made(by := host())
    with pytest.raises(Refused, match=said):
        invite(event, guests=[line, Guest("B", "b@contoh.example")], by=by, now=NOW)
    assert not event.invitations.exists()


def test_one_address_twice_among_the_lines_is_told() -> None:
    event = made(by := host())
    with pytest.raises(Refused, match="tertulis dua kali"):
        invite(event, guests=[Guest("A", "a@contoh.example"), Guest("B", "A@contoh.example")], by=by, now=NOW)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_at": NOW}, "Waktu selesai harus sesudah"),
        ({"starts_at": NOW - timedelta(days=1)}, "sudah lewat"),
        ({"ends_at": NOW + timedelta(days=90)}, "31 hari"),
        ({"title": " "}, "Tulis nama acara"),
        ({"kind": "pesta"}, "Pilih jenis"),
        ({"quota": 0}, "paling sedikit 1"),
    ],
)
def test_what_cannot_be_an_event_is_refused_with_what_to_do(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        made(host(), **fields)


def test_an_event_without_its_place_or_link_is_not_announced() -> None:
    by = host()
    with pytest.raises(Refused, match="Tautan rapatnya belum ditulis"):
        announce(made(by, link=""), by=by, now=NOW)
    with pytest.raises(Refused, match="Tempatnya belum ditulis"):
        announce(made(by, mode=Mode.ONSITE), by=by, now=NOW)
    with pytest.raises(Refused, match="sudah lewat"):
        announce(made(by), by=by, now=NOW + timedelta(days=40))


def test_guests_hear_of_another_time_but_not_of_another_description() -> None:
    by, guest = host(), make_person("Peserta")
    event = announced(by, [Guest("Peserta", guest.email)])
    edit(event, told=told(description="Bahan rapat menyusul."), by=by, now=NOW)
    assert not Notice.objects.filter(kind="events.moved").exists()
    start = NOW + timedelta(days=12)
    edit(held(event), told=told(starts_at=start, ends_at=start + timedelta(hours=2)), by=by, now=NOW)
    assert Notice.objects.get(kind="events.moved").person == guest


def test_a_cancelled_event_tells_why_and_takes_no_answers() -> None:
    by, guest = host(), make_person("Peserta")
    event = announced(by, [Guest("Peserta", guest.email)])
    with pytest.raises(Refused, match="Tulis mengapa"):
        cancel(held(event), by=by, now=NOW)
    cancel(held(event), by=by, now=NOW, reason="Narasumber berhalangan.")
    assert Notice.objects.filter(person=guest, kind="events.cancelled").exists()
    page = words(signed_in(guest).get(event.path))
    assert "Narasumber berhalangan." in page
    with pytest.raises(Refused, match="dibatalkan"):
        reply(event.invitations.get(), coming=True, by=guest, now=NOW)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        edit(held(event), told=told(), by=by, now=NOW)


def test_the_last_place_goes_to_the_first_and_a_quota_is_not_below_those_who_come() -> None:
    by, one, two = host(), make_person("Satu"), make_person("Dua")
    event = announced(by, [Guest("Satu", one.email), Guest("Dua", two.email)], quota=1)
    first, second = event.invitations.get(person=one), event.invitations.get(person=two)
    reply(first, coming=True, by=one, now=NOW)
    with pytest.raises(Refused, match="sudah penuh"):
        reply(second, coming=True, by=two, now=NOW)
    reply(second, coming=False, words="Ada tugas lain.", by=two, now=NOW)
    reply(Invitation.objects.get(pk=first.pk), coming=False, by=one, now=NOW)
    reply(Invitation.objects.get(pk=second.pk), coming=True, by=two, now=NOW)
    edit(held(event), told=told(quota=2), by=by, now=NOW)
    reply(Invitation.objects.get(pk=first.pk), coming=True, by=one, now=NOW)
    with pytest.raises(Refused, match="Sudah 2 orang"):
        edit(held(event), told=told(quota=1), by=by, now=NOW)


def test_only_who_is_invited_answers() -> None:
    by, guest, other = host(), make_person("Peserta"), make_person("Orang lain")
    event = announced(by, [Guest("Peserta", guest.email)])
    with pytest.raises(Denied):
        reply(event.invitations.get(), coming=True, by=other, now=NOW)
    assert signed_in(other).get(f"{event.path}/jawab").status_code == 404


def test_a_guest_without_an_account_reads_and_answers_by_the_link_until_it_is_withdrawn() -> None:
    now = timezone.now()
    by = host()
    event = announced(by, [Guest("Tamu", "tamu@contoh.example")], now=now, place="Balai Kota")
    guest = event.invitations.get()
    path, client = f"/acara/undangan/{token_of(guest)}", Client()
    page = words(client.get(path))
    assert "Anda diundang sebagai peserta" in page
    assert "https://rapat.contoh.go.id/abc" in page
    assert "tamu@contoh.example" not in page
    assert client.post(f"{path}/jawab", {"words": "x"}).status_code == 409
    assert client.post(f"{path}/jawab", {"coming": "ya", "words": "Saya datang."}).status_code == 302
    guest.refresh_from_db()
    assert (guest.state, guest.reply) == (GuestState.ACCEPTED, "Saya datang.")
    entry = Calendar.from_ical(client.get(f"{path}/acara.ics").content).walk("VEVENT")[0]
    assert (str(entry["location"]), str(entry["description"])) == ("Balai Kota", "https://rapat.contoh.go.id/abc")
    assert client.get(str(entry["url"]).removeprefix(settings.ADDRESS)).status_code == 200
    withdraw(guest, by=by, now=now)
    for address in (path, f"{path}/jawab", f"{path}/acara.ics", "/acara/undangan/karangan"):
        assert client.get(address).status_code == 404


def test_a_public_event_is_for_everybody_and_its_link_and_guests_are_not() -> None:
    now = timezone.now()
    by, guest = host(), make_person("Peserta")
    event = announced(by, [Guest("Peserta", guest.email)], now=now, is_public=True)
    page = words(Client().get(event.path))
    assert "tampil bagi yang diundang" in page
    assert "rapat.contoh.go.id" not in page
    assert guest.email not in page
    assert "rapat.contoh.go.id" not in Client().get(f"{event.path}.ics").content.decode()
    assert event.title in words(Client().get("/acara"))
    assert event.title not in words(Client().get("/acara?jenis=forum"))
    assert "rapat.contoh.go.id" in words(signed_in(guest).get(event.path))
    assert any(one.href == f"{event.path}/jawab" for one in desk.items(guest, now))


def test_a_closed_event_does_not_exist_for_strangers() -> None:
    now = timezone.now()
    by = host()
    event = announced(by, [Guest("Peserta", make_person("Peserta").email)], now=now)
    for client in (Client(), signed_in(make_person("Orang lain"))):
        assert client.get(event.path).status_code == 404
    outsider = make_member(Role.AGENCY, agency("pemkab-gresik")).person
    for page in ("kelola", "ubah", "umumkan", "batalkan", "susunan", "kelola/undang", "kelola/undangan.csv"):
        assert signed_in(outsider).get(f"{event.path}/{page}").status_code == 404, page  # type: ignore[arg-type]


def test_the_host_manages_on_pages_and_keeps_what_was_typed() -> None:
    client = signed_in(host())
    start = timezone.localtime() + timedelta(days=9)
    typed = {
        "host": agency("pemkab-sidoarjo").pk, "title": "Forum contoh", "kind": "forum", "mode": "luring",
        "starts_at": start.strftime("%Y-%m-%dT09:00"), "ends_at": start.strftime("%Y-%m-%dT08:00"),
        "zone": "Asia/Makassar", "place": "Balai Kota",
    }  # fmt: skip
    wrong = client.post("/acara/baru", typed)
    assert wrong.status_code == 409
    assert "Waktu selesai harus sesudah" in words(wrong)
    assert "Forum contoh" in words(wrong)
    saved = client.post("/acara/baru", typed | {"ends_at": start.strftime("%Y-%m-%dT12:00")})
    assert saved.status_code == 302
    event = Event.objects.get(title="Forum contoh")
    assert "09.00–12.00 WITA" in when_of(event)
    invited = client.post(f"{event.path}/kelola/undang", {"text": "Ani;ani@contoh.example;Universitas;pembahas\nBudi"})
    assert invited.status_code == 302
    agenda = client.post(f"{event.path}/susunan", {"text": "Pembukaan; 15\nPaparan; 30; Ani; Dosen\nPenutup"})
    assert agenda.status_code == 302
    assert client.post(f"{event.path}/umumkan").status_code == 302
    page = words(client.get(f"{event.path}/kelola"))
    assert "tanpa surel: sampaikan sendiri" in page
    shown = words(client.get(event.path))
    assert "09.15" in shown
    assert "Ani, Dosen" in shown
    table = client.get(f"{event.path}/kelola/undangan.csv").getvalue().decode()  # type: ignore[attr-defined]
    assert "ani@contoh.example" in table
    guest = event.invitations.get(name="Budi")
    early = client.post(f"{event.path}/kelola/{guest.pk}/hadir", {"hadir": "1"}, follow=True)
    assert "belum mulai" in words(early)
    assert client.post(f"{event.path}/kelola/{guest.pk}/cabut").status_code == 302
    assert client.get(f"{event.path}/kelola/999999/cabut").status_code == 404


def test_who_came_is_noted_once_it_began_and_the_note_taken_back() -> None:
    by = host()
    event = announced(by, [Guest("Budi")])
    during = event.starts_at + timedelta(minutes=5)
    assert attend(event.invitations.get(), came=True, by=by, now=during).attended_at == during
    assert attend(event.invitations.get(), came=False, by=by, now=during).attended_at is None


def test_the_agenda_counts_its_hours_from_the_beginning() -> None:
    by = host()
    event = set_agenda(made(by), items=[Item("Satu", 15), Item("Dua"), Item("Tiga", 10)], by=by, now=NOW)
    begins = [one.starts_at for one in event.agenda.all()]
    assert begins == [event.starts_at, event.starts_at + timedelta(minutes=15), None]
    with pytest.raises(Refused, match="satu butir per baris"):
        set_agenda(held(event), items=[Item(" ")], by=by, now=NOW)
    assert event.agenda.count() == 3


def test_the_host_is_offered_only_what_the_hour_allows() -> None:
    now = timezone.now()
    by = host()
    event = announced(by, [Guest("Budi")], now=now)
    client, path = signed_in(by), f"{event.path}/kelola"
    before = words(client.get(path))
    Event.objects.filter(pk=event.pk).update(starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    after = words(client.get(path))
    offers = [f'action="{path}/{event.invitations.get().pk}/hadir"', f'"{event.path}/batalkan"', f'"{path}/undang"']
    assert [one in before for one in offers] == [False, True, True]
    assert [one in after for one in offers] == [True, False, False]


def test_the_agenda_moves_with_the_beginning() -> None:
    by = host()
    event = set_agenda(made(by), items=[Item("Satu", 15), Item("Dua"), Item("Tiga")], by=by, now=NOW)
    start = event.starts_at + timedelta(days=2, hours=1)
    edit(held(event), told=told(starts_at=start, ends_at=start + timedelta(hours=3)), by=by, now=NOW)
    assert [one.starts_at for one in event.agenda.all()] == [start, start + timedelta(minutes=15), None]


def test_a_meeting_in_person_names_no_link_that_was_left_over() -> None:
    now = timezone.now()
    guest = make_person("Peserta")
    event = announced(host(), [Guest("Peserta", guest.email)], now=now, mode=Mode.ONSITE, place="Balai Kota")
    assert "Tautan rapat" not in words(signed_in(guest).get(event.path))
    assert "rapat.contoh.go.id" not in signed_in(guest).get(f"{event.path}.ics").content.decode()


def test_pages_take_as_many_queries_for_many_guests(django_assert_max_num_queries: Any) -> None:
    now = timezone.now()
    by = host()
    event = announced(by, [Guest(f"Tamu {n}", f"tamu{n}@contoh.example") for n in range(40)], now=now, is_public=True)
    client = signed_in(by)
    for path in (event.path, f"{event.path}/kelola", "/acara"):
        with django_assert_max_num_queries(24):
            client.get(path)
