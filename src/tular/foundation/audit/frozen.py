"""Tables whose rows the database itself refuses to change: what was submitted, announced or published stays."""

from __future__ import annotations

from typing import Any

from django.db import migrations

REFUSAL = "rows of this table never change"


def freeze(*tables: str) -> migrations.RunPython:
    """The operation of a migration after which an UPDATE of these tables fails, whoever asks for it."""

    def install(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        on = " ON {table}" if postgres else ""
        for table in tables:
            # SQLite loses the triggers of a table that a migration builds anew: freezing again is then in order.
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_never_changes{on.format(table=table)}")
            does = (
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                if postgres
                else f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
            schema_editor.execute(f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} {does}")

    def remove(apps: Any, schema_editor: Any) -> None:
        on = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for table in tables:
            schema_editor.execute(f"DROP TRIGGER {table}_never_changes{on.format(table=table)}")

    return migrations.RunPython(install, remove)
