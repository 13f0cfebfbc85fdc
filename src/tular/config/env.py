"""Settings that may differ between two installations, each read once from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
"""The checkout: the folder that holds `data/`, `rulebooks/` and, unless told otherwise, `var/`."""


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes or on, in any case."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def var_dir() -> Path:
    """Where everything this installation makes lives: database, search index, vectors, secret."""
    return Path(os.environ.get("TULAR_VAR", ROOT / "var"))


def secret_key() -> str:
    """The signing key: from `TULAR_SECRET_KEY`, else made once and kept in `var/secret-key`."""
    if key := os.environ.get("TULAR_SECRET_KEY"):
        return key
    path = var_dir() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def database() -> dict[str, object]:
    """Django's database settings from `TULAR_DATABASE_URL`; without it, SQLite in `var/`."""
    url = urlsplit(os.environ.get("TULAR_DATABASE_URL", ""))
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
        }
    if url.scheme not in {"", "sqlite"}:
        raise SystemExit(
            f"TULAR_DATABASE_URL: '{url.scheme}' tidak dikenal. Pakai postgresql://… atau sqlite:///path/berkas.sqlite3."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.path if url.scheme else var_dir() / "tular.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
