"""The lists of people: who sees them, what they show, and that they stay quick."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.features.agencies.roles import asked_to_join, now
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.config.cli import run
from tular.features.accounts.models import User
from tular.features.agencies.actions import create_demo_people, end_membership, invite
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub, Membership, ServiceUnit
from tular.features.agencies.queries.roles import roles_of

CAST = (
    "super_admin", "pembina", "hub_admin", "admin", "unit_admin", "upp", "colleague", "rival", "outsider", "member",
)  # fmt: skip
ABOVE = {"super_admin", "pembina", "hub_admin"}
INSIDE = {"admin", "unit_admin", "upp", "colleague"}
NATIONAL = {"super_admin", "pembina"}

# path → who gets it (200) and who is told that they may not (403); for everybody else it does not exist.
MATRIX: dict[str, tuple[set[str], set[str]]] = {
    "/instansi/pemkab-sidoarjo/orang": (ABOVE | INSIDE, set()),
    "/instansi/pemkab-sidoarjo/orang?bagian=undangan": (ABOVE | INSIDE, set()),
    "/instansi/pemkab-sidoarjo/orang/undang": (ABOVE | {"admin", "unit_admin"}, {"upp", "colleague"}),
    "/instansi/pemkab-sidoarjo/orang/undang-banyak": (ABOVE | {"admin", "unit_admin"}, {"upp", "colleague"}),
    "/instansi/pemkab-sidoarjo/unit/tambah": (ABOVE | {"admin"}, INSIDE - {"admin"}),
    "/unit/{unit}/ubah": (ABOVE | {"admin"}, INSIDE - {"admin"}),
    "/unit/{unit}/akhiri": (ABOVE | {"admin"}, INSIDE - {"admin"}),
    "/peran/{upp}/akhiri": ({"super_admin", "admin", "unit_admin", "upp"}, {"pembina", "hub_admin", "colleague"}),
    "/peran/{admin}/delegasikan": (ABOVE | {"admin"}, {"unit_admin", "upp", "colleague"}),
    "/peran/{admin}/serahkan": (ABOVE | {"admin"}, {"unit_admin", "upp", "colleague"}),
    "/hub/pemprov-jawa-timur/instansi": (ABOVE, set()),
    "/hub/pemprov-jawa-timur/undang": (ABOVE, set()),
    "/pembina/orang": (NATIONAL, set()),
    "/pembina/orang?bagian=hub": (NATIONAL, set()),
    "/pembina/orang?bagian=permohonan": (NATIONAL, set()),
    "/pembina/orang/undang": (NATIONAL, set()),
    "/pembina/instansi/pemkab-sidoarjo/pindahkan": (NATIONAL, set()),
    "/permohonan/{request}": (ABOVE, set()),
    "/instansi/pemkab-sidoarjo/gabung": (set(CAST), set()),
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in CAST}


def test_each_page_is_for_its_roles(cast: dict[str, User], unit: ServiceUnit) -> None:
    ids = {
        "unit": unit.pk, "request": asked_to_join(unit.agency).pk,
        "upp": Membership.objects.get(person=cast["upp"]).pk, "admin": Membership.objects.get(person=cast["admin"]).pk,
    }  # fmt: skip
    found, wanted = {}, {}
    for path, (allowed, told) in MATRIX.items():
        for name, person in cast.items():
            wanted[path, name] = 200 if name in allowed else 403 if name in told else 404
            found[path, name] = signed_in(person).get(path.format(**ids)).status_code
    assert {key: status for key, status in found.items() if status != wanted[key]} == {}


def test_strangers_are_asked_to_sign_in(cast: dict[str, User], unit: ServiceUnit) -> None:
    for path in MATRIX:
        answer = Client().get(path.format(unit=unit.pk, request=1, upp=1, admin=1))
        assert answer.status_code == (200 if path.endswith("gabung") else 302), path


def test_people_see_people_and_only_admins_see_addresses(admin: User, upp: User, colleague: User) -> None:
    path = "/instansi/pemkab-sidoarjo/orang"
    assert upp.email in signed_in(admin).get(path).text
    seen = signed_in(colleague).get(path).text
    assert (
        "Upp Taman" in seen and upp.email not in seen and f"/peran/{Membership.objects.get(person=upp).pk}" not in seen
    )
    end_membership(Membership.objects.get(person=upp), by=admin, now=now(), reason="Pindah ke Gresik")
    assert "Upp Taman" not in signed_in(admin).get(path).text
    assert "Pindah ke Gresik" in signed_in(admin).get(f"{path}?bagian=dulu").text


def test_a_hub_sees_which_agencies_have_an_admin(hub_admin: User, admin: User, sidoarjo: Agency) -> None:
    asked_to_join(agency("pemkab-gresik"))
    invite(agency("pemkot-surabaya"), email="a@contoh.example", role=Role.AGENCY, by=hub_admin, now=now())
    browser, path = signed_in(hub_admin), "/hub/pemprov-jawa-timur/instansi"
    page = browser.get(path).context["page"]
    assert (page.counts["semua"], page.without_admin, page.counts["menunggu"]) == (39, 38, 1)
    rows = {row.slug: row for row in page.rows}
    assert (rows["pemkab-sidoarjo"].admins, rows["pemkot-surabaya"].admins) == (1, 0)
    assert rows["pemkot-surabaya"].invited_until and rows["pemkab-gresik"].request
    assert [row.slug for row in browser.get(f"{path}?bagian=menunggu").context["page"].rows] == ["pemkab-gresik"]
    assert [row.slug for row in browser.get(f"{path}?q=surabaya").context["page"].rows] == ["pemkot-surabaya"]


def test_the_centre_finds_people_by_name_place_and_role(pembina: User, admin: User, upp: User, outsider: User) -> None:
    browser = signed_in(pembina)

    def names(query: str) -> list[str]:
        return [row.name for row in browser.get(f"/pembina/orang?{query}").context["page"].people]

    assert names("q=taman") == ["Upp Taman"]
    assert names("q=sidoarjo") == ["Admin Sidoarjo", "Upp Taman"]
    assert names("peran=upp") == ["Orang Sumedang", "Upp Taman"]
    assert names("q=tidak-ada") == []
    assert len(names("")) == 4


def _many(sidoarjo: Agency, count: int) -> None:
    unit = make_unit(sidoarjo, f"Unit {count}")
    for number in range(count):
        person = make_person(f"Orang {count} {number}")
        make_member(Role.UNIT, unit, person=person)
        invite_by = User.objects.get(name="Admin Sidoarjo")
        invite(unit, email=f"x{count}-{number}@contoh.example", role=Role.UNIT, by=invite_by, now=now())


@pytest.mark.parametrize(
    "path",
    [
        "/instansi/pemkab-sidoarjo/orang", "/instansi/pemkab-sidoarjo/orang?bagian=undangan",
        "/instansi/pemkab-sidoarjo/orang?bagian=unit", "/pembina/orang", "/hub/pemprov-jawa-timur/instansi",
    ],
)  # fmt: skip
def test_lists_ask_a_fixed_number_of_queries(path: str, pembina: User, admin: User, sidoarjo: Agency) -> None:
    browser = signed_in(pembina)
    counted = []
    for more in (2, 9):
        _many(sidoarjo, more)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 25


def test_demo_people_are_made_once_and_marked(catalogue: None, settings: Any) -> None:
    settings.DEMO = True
    assert (create_demo_people(now=now()), create_demo_people(now=now())) == (9, 0)
    people = User.objects.filter(is_demo=True)
    assert people.count() == 9 and Membership.objects.count() == 9
    assert not any(person.has_usable_password() for person in people)
    held = {person.name: roles_of(person) for person in people}
    assert held["Contoh Admin Hub"].hubs == {Hub.objects.get(agency__slug="pemprov-jawa-timur").pk}
    assert held["Contoh Admin Instansi"].agencies == {agency("pemkab-sidoarjo").pk}


def test_demo_people_without_a_catalogue_are_those_without_a_place(db: None) -> None:
    assert create_demo_people(now=now()) == 5


def test_the_first_super_admin_gets_a_link_on_the_terminal(db: None, capsys: Any) -> None:
    assert run(["admin", "create", "--email", "kepala@contoh.example", "--name", "Kepala"]) == 0
    link = capsys.readouterr().out.strip().splitlines()[-1]
    path = link[link.index("/undangan/") :]
    shown = Client().get(path)
    assert shown.status_code == 200 and "super admin" in shown.text
    assert run(["admin", "create", "--email", "bukan", "--name", "Kepala"]) == 1
    assert "belum benar" in capsys.readouterr().err


def test_own_roles_stand_on_the_account_page(upp: User, unit: ServiceUnit) -> None:
    answer = signed_in(upp).get("/akun")
    assert "Peran Anda" in answer.text and unit.name in answer.text


def test_the_way_to_people_stands_on_the_desk_and_on_the_page_of_the_agency(admin: User, outsider: User) -> None:
    agency_page, people = "/instansi/pemkab-sidoarjo", "/instansi/pemkab-sidoarjo/orang"
    assert people in signed_in(admin).get("/kerja").text
    assert people in signed_in(admin).get(agency_page).text
    for browser in (signed_in(outsider), Client()):
        shown = browser.get(agency_page).text
        assert people not in shown and f"{agency_page}/gabung" in shown
