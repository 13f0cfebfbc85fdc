"""What of the catalogue waits on whose desk: decisions, and records whose day to be confirmed has come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.people import agency, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import agencies_of_hubs, roles_of, today
from tular.features.catalogue.actions import approve, ask_update, confirm_fresh, create_innovation, remind, save_section
from tular.features.catalogue.actions import submit as hand_in
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.waiting import _agencies_without_hub, desk_items

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CODES = ("lama", "tua", "segera", "belum", "mutakhir")


@pytest.fixture(autouse=True)
def all_fresh(catalogue: None) -> None:
    """Nothing of the shipped catalogue waits."""
    Innovation.objects.update(fresh_on=TODAY)


@pytest.fixture
def records(sidoarjo: Agency, unit: ServiceUnit) -> dict[str, Innovation]:
    """Two overdue records of the unit, one that is due soon, one never confirmed, one fresh; nobody was reminded."""
    days = (date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), None, TODAY)
    return {
        code: Innovation.objects.create(
            code=code, slug=code, title=code.capitalize(), agency=sidoarjo, service_unit=unit, fresh_on=day
        )
        for code, day in zip(CODES, days, strict=True)
    }


def lines(person: User, now: datetime = NOW) -> list[tuple[Any, ...]]:
    return [(one.title, one.href, one.due and one.due.isoformat(), one.waits_for) for one in desk_items(person, now)]


def test_what_is_due_stands_on_the_owners_desk_before_anybody_was_reminded(
    records: dict[str, Innovation], upp: User, admin: User, colleague: User, rival: User, member: User
) -> None:
    wanted = [
        ("2 catatan", "/catatan?kesegaran=lewat", "2026-10-01T00:00:00+07:00", ""),
        ("Segera", "/catatan/segera", "2026-12-01T00:00:00+07:00", ""),
        ("Belum", "/catatan/belum", None, ""),
    ]
    assert lines(upp) == lines(admin) == wanted
    assert lines(colleague) == lines(rival) == lines(member) == []


def test_the_desk_page_tells_the_days(records: dict[str, Innovation], upp: User) -> None:
    Innovation.objects.exclude(code="lama").update(fresh_on=today())
    page = signed_in(upp).get("/kerja").text
    assert "Terlambat " in page
    assert "1 Okt, 00.00 WIB" in page
    assert "Lewat waktu: baca lagi isinya" in page


def test_who_writes_records_finds_the_way_to_begin_one_on_an_empty_desk(unit: ServiceUnit, upp: User) -> None:
    page = signed_in(upp).get("/kerja").text
    assert "Meja Anda kosong" in page
    assert 'href="/catatan/baru"' in page
    assert 'href="/catatan/baru"' not in signed_in(make_person("Tanpa Peran")).get("/kerja").text


def test_a_confirmed_record_leaves_the_desk_at_once(records: dict[str, Innovation], upp: User) -> None:
    confirm_fresh(records["lama"], by=upp, now=NOW)
    assert [line[:2] for line in lines(upp)] == [
        ("Tua", "/catatan/tua"), ("Segera", "/catatan/segera"), ("Belum", "/catatan/belum"),
    ]  # fmt: skip


def test_a_record_that_somebody_asked_for_stands_there_once_with_who_asked(
    records: dict[str, Innovation], upp: User, hub_admin: User
) -> None:
    ask_update(records["lama"], by=hub_admin, now=NOW)
    items = desk_items(upp, NOW)
    assert [(item.title, item.due) for item in items[:2]] == [
        ("Lama", NOW + timedelta(days=14)), ("Tua", datetime(2026, 10, 31, 17, tzinfo=UTC)),
    ]  # fmt: skip
    assert items[0].text.startswith("Hub Jatim meminta isinya dibaca lagi")


def test_a_reminder_gives_what_was_never_confirmed_a_day(records: dict[str, Innovation], upp: User) -> None:
    remind(now=NOW)
    assert ("Belum", "/catatan/belum", (NOW + timedelta(days=14)).isoformat(), "") in lines(upp)


def test_a_hub_waits_for_owners_and_then_takes_it_up_itself(
    records: dict[str, Innovation], upp: User, admin: User, hub_admin: User, pembina: User, outsider: User
) -> None:
    waiting = (
        "3 catatan lewat waktu atau belum pernah dipastikan",
        "/catatan?kesegaran=perlu",
        None,
        "pemilik inovasi",
    )
    assert lines(hub_admin) == lines(pembina) == [waiting]
    for days in (0, 14, 28):
        remind(now=NOW + timedelta(days=days))
    later = NOW + timedelta(days=28)
    mine, *_rest = lines(hub_admin, later)
    assert mine == (
        "3 catatan tanpa jawaban pemilik", "/catatan?kesegaran=sampai-hub",
        (later + timedelta(days=30)).isoformat(), "",
    )  # fmt: skip
    assert "Lama" in signed_in(hub_admin).get("/catatan?kesegaran=sampai-hub").text
    assert lines(pembina, later)[0][3] == "pemilik inovasi", "the hub has people, so the centre only looks on"


def test_the_centre_takes_up_what_no_hub_can(pembina: User) -> None:
    Innovation.objects.create(code="a", slug="a", title="A", agency=agency("pemkab-sumedang"))
    remind(now=NOW)
    assert lines(pembina)[0][:2] == ("1 catatan tanpa jawaban pemilik", "/catatan/a")


def test_the_list_shows_what_waits_with_its_days_the_longest_overdue_first(
    records: dict[str, Innovation], upp: User
) -> None:
    Innovation.objects.filter(code="segera").update(fresh_on=today() - timedelta(days=350))
    Innovation.objects.filter(code="mutakhir").update(fresh_on=today())
    page = signed_in(upp).get("/catatan").text.replace("\xa0", " ")
    assert 'href="?kesegaran=lewat">2 lewat waktu</a>, paling lama sejak 1 Oktober 2026' in page
    assert 'href="?kesegaran=belum-pernah">1 belum pernah dimutakhirkan</a>' in page
    assert "terakhir dipastikan 1 Oktober 2025, jatuh tempo 1 Oktober 2026" in page
    page = signed_in(upp).get("/catatan?kesegaran=perlu").text
    places = [page.index(f'href="/catatan/{code}"') for code in ("lama", "tua", "segera", "belum")]
    assert places == sorted(places)
    assert 'href="/catatan/mutakhir"' not in page


def test_the_desk_asks_as_many_queries_for_one_record_as_for_many(
    records: dict[str, Innovation], upp: User, admin: User, hub_admin: User, sidoarjo: Agency,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    Innovation.objects.bulk_create(
        Innovation(code=f"c{number}", slug=f"c{number}", title="C", agency=sidoarjo,
                   service_unit=make_unit(sidoarjo, f"Unit {number % 3}"))
        for number in range(150)
    )  # fmt: skip
    for person in (upp, admin, hub_admin):
        with django_assert_max_num_queries(12):
            desk_items(person, NOW)


def test_the_desk_says_whose_turn_a_text_is(
    sidoarjo: Agency, unit: ServiceUnit, upp: User, admin: User, hub_admin: User, member: User
) -> None:
    draft = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    for section, content in (("masalah", {"problem": "Antre."}), ("cara-kerja", {"solution": "Nomor."})):
        save_section(draft, by=upp, now=NOW, section=section, content=content, base=0)
    assert desk_items(upp, NOW) == desk_items(member, NOW) == []
    hand_in(draft, by=upp, now=NOW)
    (item,) = desk_items(admin, NOW)
    assert (item.title, item.href, item.role, item.action) == (
        "Antre Cepat", f"/kurasi/{draft.code}", "Admin instansi", "Periksa",
    )  # fmt: skip
    assert desk_items(hub_admin, NOW) == []
    approve(draft, by=admin, now=NOW)
    (item,) = desk_items(hub_admin, NOW)
    assert (item.role, item.action) == ("Admin hub", "Terbitkan")


def test_the_centre_stands_in_exactly_where_no_hub_has_people(hub_admin: User, pembina: User) -> None:
    covered = set(agencies_of_hubs(roles_of(hub_admin).hubs))
    rest = set(Agency.objects.exclude(pk__in=[row.pk for row in covered]).values_list("pk", flat=True))
    assert set(_agencies_without_hub()) == rest
    assert agency("pemkab-sidoarjo") in covered and agency("pemkab-sumedang") not in covered
