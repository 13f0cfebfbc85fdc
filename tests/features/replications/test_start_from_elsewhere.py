"""Beginning a case from a published model book, or from an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_innovation
from tests.factories.replications import people
from tests.people import agency, make_member
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation, Theme
from tular.features.events.choices import EventKind, EventState, Mode
from tular.features.events.models import Event, Invitation
from tular.features.events.queries.visibility import token_of
from tular.features.modelbooks.actions.beginning import start as start_book
from tular.features.modelbooks.actions.referring import choose_reference
from tular.features.modelbooks.choices import Licence
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.manuscript import canonical_of, digest_of, text_of
from tular.features.replications.choices import Kind, ReplicationState, WorkModel
from tular.features.replications.models import Case, Replication

pytestmark = pytest.mark.usefixtures("catalogue")
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
CHECKLIST = """## Harus ada sebelum mulai

- [ ] Daftar sasaran

## Boleh menyusul

- [ ] Aplikasi pencatatan
"""


@pytest.fixture
def innovation() -> Innovation:
    return make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")


@pytest.fixture
def edition(innovation: Innovation) -> Edition:
    by = make_member(Role.NATIONAL).person
    book = start_book(
        agency("pemkab-sidoarjo"), theme=Theme.objects.first(), title="Posyandu tanpa antre", by=by, now=NOW
    )
    choose_reference(book, innovation=innovation, why="Paling banyak ditiru.", by=by, now=NOW)
    book.sections.filter(code="kesiapan").update(text=CHECKLIST)
    told = canonical_of(book)
    return Edition.objects.create(
        book=book, number=1, identifier=told["identifier"], title=book.title, canonical=text_of(told),
        sha256=digest_of(told), licence=Licence.CC_BY, published_at=NOW, by=by,
    )  # fmt: skip


@pytest.fixture
def event() -> Event:
    return Event.objects.create(
        slug="forum-replikasi", title="Forum Replikasi Contoh", kind=EventKind.FORUM, mode=Mode.ONSITE,
        host=agency("pemkab-sidoarjo"), starts_at=NOW, ends_at=NOW + timedelta(hours=3), is_public=True,
        state=EventState.ANNOUNCED, created_at=NOW,
    )  # fmt: skip


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(people()["taker"])
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def post(officer: Client, where: str) -> Case:
    place = officer.get(where).context["form"].fields["place"].choices[0][0]
    officer.post(where, {
        "place": place, "name": "Posyandu Cepat", "need": "Antrean 120 menit", "model": WorkModel.TOGETHER,
        "kind": Kind.ADAPTATION,
    })  # fmt: skip
    return Case.objects.latest("pk")


def test_a_book_offers_the_innovations_it_was_made_of(
    officer: Client, edition: Edition, innovation: Innovation
) -> None:
    page = officer.get(f"/replikasi/mulai?model={edition.book.slug}").content.decode()
    assert f"/replikasi/mulai?inovasi={innovation.slug}&amp;model={edition.book.slug}" in page


def test_a_case_begun_from_a_book_points_to_its_edition(
    officer: Client, edition: Edition, innovation: Innovation
) -> None:
    case = post(officer, f"/replikasi/mulai?inovasi={innovation.slug}&model={edition.book.slug}")
    assert case.edition == edition
    assert edition.book.path in officer.get(case.path).content.decode()


def test_the_checklist_of_the_book_becomes_tasks_once_with_the_number_of_the_edition(
    officer: Client, edition: Edition, innovation: Innovation
) -> None:
    case = post(officer, f"/replikasi/mulai?inovasi={innovation.slug}&model={edition.book.slug}")
    assert "punya 2 butir yang belum menjadi tugas" in words(officer.get(case.path))
    for _time in range(2):
        officer.post(f"{case.path}/buku/tugas")
    assert [(one.title, one.step, one.side) for one in case.tasks.order_by("pk")] == [
        ("Daftar sasaran (Harus ada sebelum mulai; buku model edisi 1)", "kesiapan", "penerima"),
        ("Aplikasi pencatatan (Boleh menyusul; buku model edisi 1)", "pelaksanaan", "penerima"),
    ]
    page = words(officer.get(case.path))
    assert "Semua butir daftar periksa buku ini sudah pernah menjadi tugas." in page
    assert "belum menjadi tugas di sini" not in page


def test_a_stranger_takes_no_checklist(officer: Client, edition: Edition, innovation: Innovation) -> None:
    case = post(officer, f"/replikasi/mulai?inovasi={innovation.slug}&model={edition.book.slug}")
    stranger = Client()
    stranger.force_login(make_member(Role.AGENCY, agency("pemkab-alor")).person)
    assert stranger.post(f"{case.path}/buku/tugas").status_code == 404
    assert not case.tasks.exists()


def test_the_page_of_a_book_offers_to_begin_and_tells_of_public_replications_only(
    officer: Client, edition: Edition, innovation: Innovation
) -> None:
    case = post(officer, f"/replikasi/mulai?inovasi={innovation.slug}&model={edition.book.slug}")
    page = words(Client().get(edition.book.path))
    assert f'href="/replikasi/mulai?model={edition.book.slug}"' in page
    assert "Belum ada replikasi dari buku ini yang diumumkan." in page
    case.replication = Replication.objects.create(
        code="dari-buku", innovation=innovation, origin_title=innovation.title, origin_agency_text="Sidoarjo",
        taker=case.taker, taker_text=case.taker.name, state=ReplicationState.RUNNING,
    )  # fmt: skip
    case.save()
    page = words(Client().get(edition.book.path))
    assert "1 replikasi yang sudah diumumkan" in page
    assert f'href="/instansi/{case.taker.slug}"' in page


def test_an_innovation_that_is_no_reference_of_the_book_is_refused(officer: Client, edition: Edition) -> None:
    other = make_innovation(agency=agency("pemkab-sidoarjo"), title="Sesuatu yang lain")
    where = f"/replikasi/mulai?inovasi={other.slug}&model={edition.book.slug}"
    place = officer.get(where).context["form"].fields["place"].choices[0][0]
    answer = officer.post(where, {
        "place": place, "name": "Nama saya", "need": "Antrean", "model": WorkModel.TOGETHER, "kind": Kind.ADAPTATION,
    })  # fmt: skip
    assert "bukan rujukan buku model itu" in answer.content.decode()
    assert "Nama saya" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_unpublished_book_begins_nothing(officer: Client, innovation: Innovation) -> None:
    by = make_member(Role.NATIONAL).person
    book = start_book(agency("pemkab-sidoarjo"), theme=Theme.objects.first(), title="Belum terbit", by=by, now=NOW)
    assert officer.get(f"/replikasi/mulai?model={book.slug}")["Location"] == "/replikasi"


def test_from_an_event_the_innovation_is_found_by_its_name(
    officer: Client, event: Event, innovation: Innovation
) -> None:
    page = officer.get(f"/replikasi/mulai?acara={event.slug}&cari=posyandu pintar").content.decode()
    assert f"/replikasi/mulai?inovasi={innovation.slug}&amp;acara={event.slug}" in page
    case = post(officer, f"/replikasi/mulai?inovasi={innovation.slug}&acara={event.slug}")
    assert case.event == event


def test_an_event_that_the_taker_may_not_know_is_not_told(officer: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(is_public=False)
    assert officer.get(f"/replikasi/mulai?acara={event.slug}")["Location"] == "/replikasi"


def test_an_event_where_practice_is_passed_on_offers_to_begin_from_it(event: Event) -> None:
    offer = f"/replikasi/mulai?acara={event.slug}"

    def offered(**fields: Any) -> bool:
        Event.objects.filter(pk=event.pk).update(**fields)
        return offer in Client().get(event.path).content.decode()

    assert offered(kind=EventKind.FORUM, state=EventState.ANNOUNCED, is_public=True)
    assert not offered(kind=EventKind.FGD)
    assert not offered(kind=EventKind.FORUM, state=EventState.CANCELLED, state_reason="Ditunda.")


def test_a_guest_of_a_closed_event_is_offered_nothing_that_their_account_would_not_find(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(kind=EventKind.FORUM, state=EventState.ANNOUNCED, is_public=False)
    guest = Invitation.objects.create(event=event, name="Tamu", email="tamu@contoh.example", invited_at=NOW)
    page = Client().get(f"/acara/undangan/{token_of(guest)}")
    assert page.status_code == 200
    assert "/replikasi/mulai?acara=" not in page.content.decode()
