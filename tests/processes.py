"""Other processes that work on the database of a test, which has to be one that commits."""

from __future__ import annotations

from urllib.parse import quote

from django.db import connection


def same_database() -> dict[str, str]:
    """The environment in which a process of its own finds the database of this test."""
    return database_called(str(connection.settings_dict["NAME"]))


def database_called(name: str) -> dict[str, str]:
    """The same for another database of the same server; on SQLite the name is a path."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite://{name}"
    else:
        host, secret = quote(str(place["HOST"]), safe=""), quote(str(place["PASSWORD"]))
        url = f"postgresql://{place['USER']}:{secret}@{host}:{place['PORT'] or 5432}/{name}"
    return {"DJANGO_SETTINGS_MODULE": "tular.config.settings", "TULAR_DATABASE_URL": url}
