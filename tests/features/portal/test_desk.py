"""One desk: what waits for a person, by when it is due, in their own zone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.portal.queries.desk import DeskPage, desk_page
from tular.foundation.ui import desk
from tular.foundation.ui.desk import DeskItem

JAKARTA = ZoneInfo("Asia/Jakarta")
pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=JAKARTA)


def on(day: int, month: int = 11, hour: int = 16) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, 0, tzinfo=JAKARTA)


@pytest.fixture(autouse=True)
def in_jakarta() -> Iterator[None]:
    with timezone.override(JAKARTA):
        yield


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[DeskItem]:
    """Items that a feature offers to everyone."""
    items: list[DeskItem] = []
    monkeypatch.setattr(desk, "_offers", [lambda person, now: items])
    return items


def item(title: str, role: str = "Admin instansi", **more: object) -> DeskItem:
    return DeskItem(title=title, href=f"/{title}", role=role, **more)  # type: ignore[arg-type]


def shown(role: str = "") -> DeskPage:
    """The desk of somebody."""
    return desk_page(make_person(f"Orang {User.objects.count()}"), NOW, role)


def titles(role: str = "") -> dict[str, list[str]]:
    page = shown(role)
    return {group.id: [line.item.title for line in group.lines] for group in page.groups}


def test_items_stand_by_when_they_are_due_the_most_urgent_first(offered: list[DeskItem]) -> None:
    offered += [
        item("kapan-saja", since=on(1)),
        item("desember", due=on(20, 12)),
        item("besok", due=on(23)),
        item("terlambat", due=on(20)),
        item("pekan-depan", due=on(30)),
        item("kapan-saja-lama", since=on(1, 10)),
    ]
    assert titles() == {
        "segera": ["terlambat", "besok"],
        "sepuluh-hari": ["pekan-depan"],
        "nanti": ["desember"],
        "tanpa-tenggat": ["kapan-saja-lama", "kapan-saja"],
    }


def test_the_deadline_is_told_in_words_with_day_time_and_zone(offered: list[DeskItem]) -> None:
    offered += [
        item("dua-hari-lalu", due=on(20)),
        item("tadi", due=on(22, hour=8)),
        item("nanti", due=on(22)),
        item("besok", due=on(23)),
        item("lusa", due=on(24)),
    ]
    lines = [line for group in shown().groups for line in group.lines]
    assert [(line.headline, line.moment, line.late) for line in lines] == [
        ("Terlambat 2 hari", "Jumat, 20 Nov, 16.00 WIB", True),
        ("Terlambat, hari ini", "Minggu, 22 Nov, 08.00 WIB", True),
        ("Hari ini", "Minggu, 22 Nov, 16.00 WIB", False),
        ("Besok", "Senin, 23 Nov, 16.00 WIB", False),
        ("2 hari lagi", "Selasa, 24 Nov, 16.00 WIB", False),
    ]


def test_times_are_those_of_the_readers_zone(offered: list[DeskItem]) -> None:
    offered += [item("malam", due=on(22, hour=23))]
    with timezone.override(ZoneInfo("Asia/Jayapura")):
        (group,) = shown().groups
    assert (group.lines[0].headline, group.lines[0].moment) == ("Besok", "Senin, 23 Nov, 01.00 WIT")


def test_the_first_sentence_counts_what_waits(offered: list[DeskItem]) -> None:
    assert shown().lead == "Tidak ada yang menunggu Anda."
    offered += [item("a", due=on(20)), item("b", due=on(23)), item("c"), item("d", waits_for="hub")]
    assert shown().lead == "3 hal menunggu Anda. 1 terlambat. 1 jatuh hari ini atau besok."


def test_a_role_narrows_the_list_and_an_unknown_one_does_not(offered: list[DeskItem]) -> None:
    offered += [item("a", "Admin instansi"), item("b", "UPP"), item("c", "UPP")]
    page = shown("UPP")
    assert [(role.label, role.count, role.chosen) for role in page.roles] == [
        ("Semua", 3, False),
        ("Admin instansi", 1, False),
        ("UPP", 2, True),
    ]
    assert titles("UPP") == {"tanpa-tenggat": ["b", "c"]}
    assert titles("raja") == {"tanpa-tenggat": ["a", "b", "c"]}


def test_who_has_one_role_need_not_choose(offered: list[DeskItem]) -> None:
    offered += [item("a")]
    assert shown().roles == []


def test_what_waits_for_others_stands_apart(offered: list[DeskItem]) -> None:
    offered += [item("a"), item("b", waits_for="Hub Jawa Timur", since=on(19))]
    page = shown()
    assert [line.item.title for line in page.others] == ["b"]
    assert (page.others[0].headline, page.others[0].moment) == ("Menunggu 3 hari", "sejak 19 Nov 2026")
    assert titles() == {"tanpa-tenggat": ["a"]}
