"""The database itself refuses two slots of a panel at the same time."""

from __future__ import annotations

from typing import Any

from django.db import migrations

REFUSAL = "two slots of a panel at the same time"
OTHERS = (
    "SELECT 1 FROM interviews_slot WHERE panel_id = NEW.panel_id AND id <> NEW.id"
    " AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at"
)
MOMENTS = ("INSERT ON", "UPDATE OF panel_id, starts_at, ends_at ON")


def install(apps: Any, schema_editor: Any) -> None:
    """A trigger, since SQLite knows no exclusion constraint. After there: before an insert the id is not known."""
    if schema_editor.connection.vendor == "postgresql":
        # The lock lets two who write at once see each other.
        schema_editor.execute(
            "CREATE FUNCTION interviews_slots_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " PERFORM pg_advisory_xact_lock('interviews_slot'::regclass::oid::int, NEW.panel_id::int);"
            f" IF EXISTS ({OTHERS}) THEN"
            f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER interviews_slots_apart BEFORE INSERT OR UPDATE OF panel_id, starts_at, ends_at"
            " ON interviews_slot FOR EACH ROW EXECUTE FUNCTION interviews_slots_apart()"
        )
        return
    for number, moment in enumerate(MOMENTS):
        schema_editor.execute(
            f"CREATE TRIGGER interviews_slots_apart_{number} AFTER {moment} interviews_slot FOR EACH ROW"
            f" WHEN EXISTS ({OTHERS}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def remove(apps: Any, schema_editor: Any) -> None:
    """Without it again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER interviews_slots_apart ON interviews_slot")
        schema_editor.execute("DROP FUNCTION interviews_slots_apart()")
        return
    for number, _moment in enumerate(MOMENTS):
        schema_editor.execute(f"DROP TRIGGER interviews_slots_apart_{number}")


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
