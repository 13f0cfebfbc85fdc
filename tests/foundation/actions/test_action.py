"""The wrapper around everything that changes data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils.functional import SimpleLazyObject
from rules.predicates import predicate

from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.foundation.access import permissions
from tular.foundation.access.permissions import Denied, permit
from tular.foundation.actions import ACTIONS, Gone, Refused, Stale, action, together, version_of
from tular.foundation.audit import labels
from tular.foundation.audit.models import AuditEntry

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)

is_friend = predicate(lambda person, subject: person.name.startswith("Teman"), name="is_friend")


@pytest.fixture(autouse=True)
def own_actions() -> Iterator[None]:
    """What a test registers is gone after it."""
    yield
    for registry in (ACTIONS, labels._actions, permissions._permissions, permissions._holders):
        for name in [name for name in registry if name.startswith("test.")]:
            del registry[name]  # type: ignore[attr-defined]


def make(name: str, body: Any, **options: Any) -> Any:
    """An action of the test's own that friends may do."""
    permit(f"test.{name}", is_friend, who="teman")
    return action(f"test.{name}", "mencoba", **options)(body)


def rename(unit: ServiceUnit, *, by: Any, now: datetime, to: str = "Baru", reason: str = "") -> ServiceUnit:
    unit.name = to
    unit.save()
    return unit


@pytest.fixture
def friend(db: None) -> User:
    return make_person("Teman Contoh")


@pytest.fixture
def stranger(db: None) -> User:
    return make_person("Orang Lain")


@pytest.fixture
def unit(db: None) -> ServiceUnit:
    agency = Agency.objects.create(slug="a", name="Instansi A", kind="kota", counted="yes")
    return ServiceUnit.objects.create(agency=agency, name="Lama")


def told() -> list[tuple[str, str, str, dict[str, Any]]]:
    """(action, kind of subject, its key, changes) of all entries."""
    return list(AuditEntry.objects.values_list("action", "subject_type", "subject_id", "changes"))


def test_what_changed_is_told_with_reason_and_person(friend: User, unit: ServiceUnit) -> None:
    make("rename", rename)(unit, by=friend, now=NOW, reason="Nama resmi")
    assert told() == [("test.rename", "agencies.serviceunit", str(unit.pk), {"name": ["Lama", "Baru"]})]
    entry = AuditEntry.objects.get()
    assert (entry.person_name, entry.reason, entry.subject_name) == ("Teman Contoh", "Nama resmi", "Baru")
    assert unit.name == "Lama", "the caller's own object stays as it was"


def test_an_outsider_is_denied_and_leaves_nothing(stranger: User, unit: ServiceUnit) -> None:
    with pytest.raises(Denied) as denied:
        make("rename", rename)(unit, by=stranger, now=NOW)
    assert (denied.value.permission, denied.value.doing, denied.value.who) == ("test.rename", "mencoba", "teman")
    unit.refresh_from_db()
    assert (unit.name, told()) == ("Lama", [])


def test_nobody_is_denied_unless_the_system_may(unit: ServiceUnit) -> None:
    with pytest.raises(Denied):
        make("rename", rename)(unit, by=None, now=NOW)
    make("by_system", rename, by_system=True)(unit, by=None, now=NOW)
    assert [row[0] for row in told()] == ["test.by_system"]
    assert AuditEntry.objects.get().person_id is None


def test_a_person_is_asked_for_permission_in_actions_of_the_system_too(stranger: User, unit: ServiceUnit) -> None:
    with pytest.raises(Denied):
        make("by_system", rename, by_system=True)(unit, by=stranger, now=NOW)


def test_an_account_that_was_closed_may_nothing(friend: User, unit: ServiceUnit) -> None:
    friend.is_active = False
    with pytest.raises(Denied):
        make("rename", rename)(unit, by=friend, now=NOW)


def test_a_refusal_leaves_nothing(friend: User, unit: ServiceUnit) -> None:
    def refuse(unit: ServiceUnit, *, by: Any, now: datetime) -> None:
        unit.name = "Baru"
        unit.save()
        raise Refused("Belum boleh.")

    with pytest.raises(Refused, match="Belum boleh"):
        make("refuse", refuse)(unit, by=friend, now=NOW)
    unit.refresh_from_db()
    assert (unit.name, told()) == ("Lama", [])


def test_the_row_is_read_anew_so_that_a_stale_object_undoes_nothing(friend: User, unit: ServiceUnit) -> None:
    ServiceUnit.objects.filter(pk=unit.pk).update(until="2026-12-31")
    make("rename", rename)(unit, by=friend, now=NOW)
    row = ServiceUnit.objects.get()
    assert (row.name, str(row.until)) == ("Baru", "2026-12-31")


def test_a_page_that_is_out_of_date_is_refused(friend: User, unit: ServiceUnit) -> None:
    run = make("rename", rename)
    seen = version_of(unit)
    run(unit, by=friend, now=NOW, to="Satu", seen_version=seen)
    with pytest.raises(Stale, match="sudah diubah sejak halaman ini Anda buka"):
        run(unit, by=friend, now=NOW, to="Dua", seen_version=seen)
    assert [row[3] for row in told()] == [{"name": ["Lama", "Satu"]}]


def test_the_person_of_a_request_may_be_the_subject(friend: User) -> None:
    def call(person: User, *, by: Any, now: datetime) -> User:
        person.phone = "0812"
        person.save()
        return person

    stand_in = SimpleLazyObject(lambda: friend)
    make("call", call)(stand_in, by=stand_in, now=NOW)
    assert told() == [("test.call", "accounts.user", str(friend.pk), {"phone": ["", "0812"]})]


def test_what_was_deleted_meanwhile_is_refused(friend: User, unit: ServiceUnit) -> None:
    ServiceUnit.objects.all().delete()
    with pytest.raises(Gone, match="sudah tidak ada"):
        make("rename", rename)(unit, by=friend, now=NOW)


def test_a_deletion_is_told_with_what_was_there(friend: User, unit: ServiceUnit) -> None:
    key, agency = str(unit.pk), unit.agency_id

    def remove(unit: ServiceUnit, *, by: Any, now: datetime) -> None:
        unit.delete()

    make("remove", remove)(unit, by=friend, now=NOW)
    changes = {"id": [int(key), None], "name": ["Lama", None], "agency_id": [agency, None]}
    assert told() == [("test.remove", "agencies.serviceunit", key, changes)]


def test_something_new_is_told_with_all_it_holds(friend: User, unit: ServiceUnit) -> None:
    def add(agency: Agency, *, by: Any, now: datetime) -> ServiceUnit:
        return ServiceUnit.objects.create(agency=agency, name="Tambahan")

    new = make("add", add)(unit.agency, by=friend, now=NOW)
    changes = {"id": [None, new.pk], "name": [None, "Tambahan"], "agency_id": [None, unit.agency_id]}
    assert told() == [("test.add", "agencies.serviceunit", str(new.pk), changes)]


def test_a_place_that_changed_beside_something_new_is_told_too(friend: User, unit: ServiceUnit) -> None:
    def add(agency: Agency, *, by: Any, now: datetime) -> ServiceUnit:
        agency.note = "Punya unit"
        agency.save()
        return ServiceUnit.objects.create(agency=agency, name="Tambahan")

    make("add", add)(unit.agency, by=friend, now=NOW)
    assert [(row[1], set(row[3])) for row in told()] == [
        ("agencies.agency", {"note"}),
        ("agencies.serviceunit", {"id", "name", "agency_id"}),
    ]


def test_secrets_are_told_as_changed_only(friend: User) -> None:
    def change(person: User, *, by: Any, now: datetime) -> None:
        person.password, person.phone = "hash", "0812"
        person.save()

    make("secret", change, secret=("phone",))(friend, by=friend, now=NOW)
    assert [row[3] for row in told()] == [{"password": ["…", "…"], "phone": ["…", "…"]}]


def test_an_action_within_another_shares_its_row_and_each_tells_its_own_part(friend: User, unit: ServiceUnit) -> None:
    inner = make("inner", rename)

    def outer(unit: ServiceUnit, *, by: Any, now: datetime) -> None:
        inner(unit, by=by, now=now)
        unit.until = datetime(2026, 12, 31, tzinfo=UTC).date()
        unit.save()

    make("outer", outer)(unit, by=friend, now=NOW)
    row = ServiceUnit.objects.get()
    assert (row.name, str(row.until)) == ("Baru", "2026-12-31")
    assert [(name, changes) for name, _, _, changes in told()] == [
        ("test.inner", {"name": ["Lama", "Baru"]}),
        ("test.outer", {"until": [None, "2026-12-31"]}),
    ]


def test_an_inner_action_that_is_refused_leaves_the_outer_as_it_was(friend: User, unit: ServiceUnit) -> None:
    def refuse(unit: ServiceUnit, *, by: Any, now: datetime) -> None:
        rename(unit, by=by, now=now)
        raise Refused("Tidak.")

    inner = make("inner", refuse)

    def outer(unit: ServiceUnit, *, by: Any, now: datetime) -> None:
        with pytest.raises(Refused):
            inner(unit, by=by, now=now)
        unit.until = now.date()
        unit.save()

    make("outer", outer)(unit, by=friend, now=NOW)
    assert ServiceUnit.objects.get().name == "Lama"
    assert told() == [("test.outer", "agencies.serviceunit", str(unit.pk), {"until": [None, "2026-11-22"]})]


def test_several_actions_together_are_done_all_or_none(friend: User, stranger: User, unit: ServiceUnit) -> None:
    run = make("rename", rename)

    def both() -> None:
        with together():
            run(unit, by=friend, now=NOW)
            run(unit, by=stranger, now=NOW, to="Lain")

    with pytest.raises(Denied):
        both()
    assert (ServiceUnit.objects.get().name, told()) == ("Lama", [])


@pytest.mark.django_db(transaction=True)
def test_notices_leave_after_the_commit_of_the_outermost_action_and_never_when_refused() -> None:
    friend = make_person("Teman Contoh")
    sent: list[str] = []

    def notify(person: User, *, by: Any, now: datetime, fail: bool = False) -> None:
        transaction.on_commit(lambda: sent.append("surat"))
        if fail:
            raise Refused("Tidak.")

    inner = make("inner", notify)

    def outer(person: User, *, by: Any, now: datetime) -> None:
        inner(person, by=by, now=now)
        assert sent == []
        with pytest.raises(Refused):
            inner(person, by=by, now=now, fail=True)

    make("outer", outer)(friend, by=friend, now=NOW)
    assert sent == ["surat"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_time_the_second_sees_what_the_first_did() -> None:
    friend = make_person("Teman Contoh")
    both_read = threading.Barrier(2)

    def count(person: User, *, by: Any, now: datetime) -> None:
        if person.phone == "1":
            raise Refused("Sudah.")
        person.phone = "1"
        person.save()

    run = make("count", count)
    results: list[str] = []

    def decide() -> None:
        mine = User.objects.get(pk=friend.pk)
        both_read.wait(10)
        try:
            run(mine, by=mine, now=NOW)
            results.append("selesai")
        except Refused as refusal:
            results.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["Sudah.", "selesai"]
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_works_on_many_rows_and_who_works_on_one_do_not_wait_for_each_other_for_ever() -> None:
    """Were the trail locked at each entry, one would hold it and need the row, the other hold the row and need it."""
    first, other = make_person("Teman Satu"), make_person("Teman Dua")

    def ring(person: User, *, by: Any, now: datetime) -> None:
        person.phone = str(int(person.phone or 0) + 1)
        person.save()

    run = make("ring", ring)
    errors: list[Exception] = []

    def work(*rows: User) -> None:
        try:
            for _ in range(15):
                with together():
                    for row in rows:
                        run(row, by=row, now=NOW)
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=rows) for rows in ((first, other), (other,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [User.objects.get(pk=row.pk).phone for row in (first, other)] == ["15", "30"]
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 46))
