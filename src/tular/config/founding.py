"""A new installation gets its tables at once, instead of by every migration since the first.

Running them all takes most of a minute, since Django pictures all tables anew for each change of one. Both ways end the
same: `tests/config/test_founding.py` compares every column, constraint, index and trigger on both databases.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps


def found(connection: Any) -> bool:
    """Give an empty database its tables and guards, all or nothing; whether it was empty.

    `migrate` still has to run: it finds every migration applied and makes Django's own rows about types of content.
    """
    if connection.introspection.table_names():
        return False
    loader, recorder = MigrationLoader(connection), MigrationRecorder(connection)
    apps = loader.project_state().apps  # as all migrations leave the models
    with connection.schema_editor() as editor:
        editor.create_model(recorder.Migration)
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in _own_in_order(loader):
            _run_code(migration, apps, editor)
        for app, name in sorted(loader.disk_migrations):
            recorder.record_applied(app, name)
    return True


def _own_in_order(loader: MigrationLoader) -> list[Migration]:
    """Migrations of ours, each after those on which it depends. Others' do nothing where there are no rows."""
    order: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return [loader.graph.nodes[one] for one in order if installed.get_app_config(one[0]).name.startswith("tular.")]


def _run_code(migration: Migration, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What models do not say: triggers."""
    for operation in migration.operations:
        if isinstance(operation, RunSQL):
            raise NotImplementedError(f"{migration}: write it as RunPython, which runs here too")
        if isinstance(operation, RunPython):
            operation.code(apps, editor)
