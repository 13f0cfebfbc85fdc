"""Triggers with which the database itself refuses to change or delete what was written to the trail.

A migration that rebuilds the table of the entries on SQLite loses them and has to `install` them again; the check of
the trail (`tular audit verify`) says so when they are missing.
"""

from __future__ import annotations

from typing import Any

REFUSAL = "audit entries are never changed or deleted"

ENTRY, HEAD = "audit_auditentry", "audit_audithead"

SQLITE = {
    "audit_entry_not_changed": f"""
        CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE ON {ENTRY}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "audit_entry_not_deleted": f"""
        CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON {ENTRY}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE would delete the old row without asking the trigger above.
    "audit_entry_not_replaced": f"""
        CREATE TRIGGER audit_entry_not_replaced BEFORE INSERT ON {ENTRY}
        WHEN EXISTS (SELECT 1 FROM {ENTRY} WHERE id = NEW.id OR number = NEW.number)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 - names of our own
    "audit_head_only_advances": f"""
        CREATE TRIGGER audit_head_only_advances BEFORE UPDATE ON {HEAD} WHEN NEW.number <= OLD.number
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "audit_head_not_deleted": f"""
        CREATE TRIGGER audit_head_not_deleted BEFORE DELETE ON {HEAD}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "audit_head_not_replaced": f"""
        CREATE TRIGGER audit_head_not_replaced BEFORE INSERT ON {HEAD}
        WHEN EXISTS (SELECT 1 FROM {HEAD} WHERE id = NEW.id)
        BEGIN SELECT RAISE(IGNORE); END""",  # noqa: S608 - names of our own
}

POSTGRES_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""

POSTGRES = {
    "audit_entry_not_changed": f"BEFORE UPDATE OR DELETE ON {ENTRY} FOR EACH ROW",
    "audit_entry_not_truncated": f"BEFORE TRUNCATE ON {ENTRY} FOR EACH STATEMENT",
    "audit_head_only_advances": f"BEFORE UPDATE ON {HEAD} FOR EACH ROW WHEN (NEW.number <= OLD.number)",
    "audit_head_not_deleted": f"BEFORE DELETE ON {HEAD} FOR EACH ROW",
    "audit_head_not_truncated": f"BEFORE TRUNCATE ON {HEAD} FOR EACH STATEMENT",
}


def install(connection: Any) -> None:
    """Create the triggers that are missing."""
    here = present(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, statement in SQLITE.items():
                if name not in here:
                    cursor.execute(statement)
            return
        cursor.execute(POSTGRES_FUNCTION)
        for name, rule in POSTGRES.items():
            table = ENTRY if f" {ENTRY} " in rule else HEAD
            if name not in here:
                cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {rule} EXECUTE FUNCTION audit_refuse()")
                # ALWAYS: not even a session that claims to be a replica gets past.
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def missing(connection: Any) -> list[str]:
    """Names of the triggers that are not there or not switched on."""
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    return sorted(set(wanted) - present(connection))


def present(connection: Any) -> set[str]:
    """Names of the triggers that watch now."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", [ENTRY, HEAD]
            )
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
                " AND tgrelid IN (%s::regclass, %s::regclass)",
                [ENTRY, HEAD],
            )
        return {name for (name,) in cursor.fetchall()}
