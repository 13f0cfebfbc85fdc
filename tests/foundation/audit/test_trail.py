"""The trail: appended to, chained, never changed, and checked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.guards import lifted
from tests.people import make_person
from tular.config import cli
from tular.features.accounts.models import User
from tular.foundation.audit import guards, trail
from tular.foundation.audit.context import under
from tular.foundation.audit.models import AuditEntry, AuditHead
from tular.foundation.audit.queries import Fault, verify

NOW = datetime(2026, 11, 22, 6, 30, 15, 123456, tzinfo=UTC)


def write(count: int, person: User | None = None) -> User:
    person = person or make_person("Siti Contoh")
    for number in range(count):
        trail.append("test.write", subject=person, by=person, now=NOW, changes={"name": ("", f"nama {number}")})
    return person


@pytest.mark.django_db
def test_entries_are_numbered_without_gap_and_chained() -> None:
    write(3)
    rows = list(AuditEntry.objects.all())
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [trail.BEGINNING, rows[0].hash, rows[1].hash]
    head = AuditHead.objects.get()
    assert (head.number, head.hash) == (3, rows[2].hash)
    assert verify().faults == ()


@pytest.mark.django_db
def test_an_entry_says_who_what_and_under_which_circumstances() -> None:
    person = make_person("Siti Contoh")
    with under("job", "run 7"):
        trail.append("test.note", subject=person, by=None, now=NOW, reason="Karena diminta", changes={"a": (None, [1])})
    row = AuditEntry.objects.get()
    assert (row.at, row.action, row.person_id, row.person_name) == (NOW, "test.note", None, "")
    assert (row.subject_type, row.subject_id, row.subject_name) == ("accounts.user", str(person.pk), "Siti Contoh")
    assert (row.changes, row.reason, row.channel, row.request) == ({"a": [None, [1]]}, "Karena diminta", "job", "run 7")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write_over",
    [
        lambda: AuditEntry.objects.filter(number=2).update(reason="lain"),
        lambda: AuditEntry.objects.filter(number=2).delete(),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
        lambda: AuditHead.objects.update(number=1),
        lambda: AuditHead.objects.all().delete(),
        lambda: sql(f"DELETE FROM {guards.ENTRY} WHERE number = 3"),
        lambda: sql(f"UPDATE {guards.ENTRY} SET at = at WHERE number = 1"),
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(write_over: Callable[[], Any]) -> None:
    write(3)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        write_over()
    assert verify().faults == ()


@pytest.mark.django_db
def test_an_entry_cannot_be_replaced_or_the_table_cut() -> None:
    write(2)
    columns = [field.column for field in AuditEntry._meta.concrete_fields]
    if connection.vendor == "sqlite":
        same = ", ".join("'lain'" if column == "reason" else column for column in columns)
        over = f"INSERT OR REPLACE INTO {guards.ENTRY} ({', '.join(columns)}) SELECT {same} FROM {guards.ENTRY}"
    else:
        over = f"TRUNCATE {guards.ENTRY}"
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        sql(over)
    assert verify().read == 2


@pytest.mark.django_db
def test_all_guards_watch_after_all_migrations() -> None:
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_the_flush_after_a_test_that_commits_empties_the_trail_and_leaves_the_guards() -> None:
    write(2)
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(NoStyle(), [guards.ENTRY, guards.HEAD], reset_sequences=False)
    )
    assert AuditEntry.objects.count() == 0
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_two_threads_append_without_a_gap() -> None:
    person = make_person("Siti Contoh")

    def work() -> None:
        try:
            write(100, person)
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
        finally:
            connections.close_all()

    errors: list[Exception] = []
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 201))
    verdict = verify()
    assert (verdict.read, verdict.number, verdict.faults) == (200, 200, ())


@pytest.mark.django_db
def test_entries_gathered_are_written_at_the_end_and_those_of_a_part_that_failed_are_not() -> None:
    person = make_person("Siti Contoh")

    def part_that_fails() -> None:
        with trail.gathered():
            trail.append("test.two", subject=person, by=None, now=NOW)
            raise ValueError("gagal")

    with trail.gathered():
        trail.append("test.one", subject=person, by=None, now=NOW)
        with pytest.raises(ValueError, match="gagal"):
            part_that_fails()
        with trail.gathered():
            trail.append("test.three", subject=person, by=None, now=NOW)
        assert AuditEntry.objects.count() == 0
    assert list(AuditEntry.objects.values_list("number", "action")) == [(1, "test.one"), (2, "test.three")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@pytest.mark.django_db
@given(value=JSON, text=st.text())
def test_whatever_is_written_is_read_back_with_the_same_hash(value: Any, text: str) -> None:
    with transaction.atomic():
        person = User(pk=1, name="x")
        trail.append("test.any", subject=person, by=None, now=NOW, changes={"f": (None, value)}, reason=text)
        row = AuditEntry.objects.latest("number")
        assert trail.digest(row) == row.hash
        transaction.set_rollback(True)


def tamper(what: str) -> None:
    with lifted():
        sql(what)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "kind", "number"),
    [
        (f"UPDATE {guards.ENTRY} SET reason = 'lain' WHERE number = 3", "content", 3),
        (f"DELETE FROM {guards.ENTRY} WHERE number = 3", "gap", 3),
        (f"DELETE FROM {guards.ENTRY} WHERE number = 1", "gap", 1),
        (f"DELETE FROM {guards.ENTRY} WHERE number >= 4", "tail", 4),
        (f"DELETE FROM {guards.ENTRY}", "tail", 1),
        (f"UPDATE {guards.HEAD} SET hash = 'x'", "head", 5),
        (f"DELETE FROM {guards.HEAD}", "surplus", 1),
    ],
)
def test_damage_is_found_at_the_first_broken_entry(damage: str, kind: str, number: int) -> None:
    write(5)
    tamper(damage)
    assert [(fault.kind, fault.number) for fault in verify().faults] == [(kind, number)]


@pytest.mark.django_db
def test_two_entries_that_changed_places_are_found() -> None:
    write(5)
    for one, other in ((2, 100), (3, 2), (100, 3)):
        tamper(f"UPDATE {guards.ENTRY} SET number = {other} WHERE number = {one}")
    assert [(fault.kind, fault.number) for fault in verify().faults] == [("content", 2)]


@pytest.mark.django_db
def test_an_entry_made_anew_with_a_fitting_hash_breaks_the_chain_behind_it() -> None:
    write(4)
    row = AuditEntry.objects.get(number=2)
    row.reason = "lain"
    row.hash, old = trail.digest(row), row.hash
    with lifted():
        row.save()
    assert verify().faults == (Fault("chain", 3, expected=old, found=row.hash),)


@pytest.mark.django_db
def test_guards_that_are_gone_are_told() -> None:
    write(1)
    name = "audit_entry_not_changed"
    sql(
        f"DROP TRIGGER {name}"
        if connection.vendor == "sqlite"
        else f"ALTER TABLE {guards.ENTRY} DISABLE TRIGGER {name}"
    )
    assert verify().faults == (Fault("guards", names=(name,)),)
    guards.install(connection)
    if connection.vendor == "postgresql":
        sql(f"ALTER TABLE {guards.ENTRY} ENABLE ALWAYS TRIGGER {name}")
    assert verify().faults == ()


@pytest.mark.django_db
def test_the_command_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "Jejak audit masih kosong.\n"
    write(2)
    assert cli.run(["audit", "verify"]) == 0
    assert "Jejak audit utuh: 2 entri, yang terakhir nomor 2 dengan hash" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_names_the_first_broken_entry_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    write(3)
    tamper(f"UPDATE {guards.ENTRY} SET reason = 'lain' WHERE number = 2")
    assert cli.run(["audit", "verify"]) == 1
    assert "Isi entri 2 berubah sejak ditulis" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_export_holds_every_entry_and_tells_later_what_was_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(3)
    target = tmp_path / "jejak.jsonl"
    assert cli.run(["audit", "verify", "--export", str(target)]) == 0
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3]
    assert lines[0]["changes"] == {"name": ["", "nama 0"]}
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["jejak.jsonl"]

    assert cli.run(["audit", "verify", "--against", str(target)]) == 0
    tamper(f"UPDATE {guards.ENTRY} SET reason = 'lain', person_name = 'Orang Lain' WHERE number = 2")
    tamper(f"DELETE FROM {guards.ENTRY} WHERE number = 3")
    capsys.readouterr()
    assert cli.run(["audit", "verify", "--against", str(target)]) == 1
    told = capsys.readouterr().out
    assert "Entri 2 berbeda dari berkas pada: person_name, reason." in told
    assert "Entri 3 ada di berkas, tetapi tidak ada lagi." in told


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "verify", "--against", str(tmp_path / "tiada")]) == 1
    assert "Berkas tidak dapat dibaca" in capsys.readouterr().err


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


class NoStyle:
    """Statements without colours."""

    def __getattr__(self, name: str) -> Callable[[str], str]:
        return str
