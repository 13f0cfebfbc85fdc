"""Settings that may differ between two installations, each read once from the environment."""

from __future__ import annotations

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
"""The checkout: the folder that holds `data/`, `rulebooks/` and, unless told otherwise, `var/`."""


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes or on, in any case."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int = 0) -> int:
    """A whole number, zero or more."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise SystemExit(f"{name}: '{text}' bukan angka. Pakai bilangan bulat, misalnya {name}={default}.")
    return int(text)


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


def mail_server() -> dict[str, object] | None:
    """Options of Django's SMTP backend from `TULAR_SMTP_URL`; None when there is no mail server.

    `smtps://` speaks TLS from the start. `smtp://` has to change to TLS (STARTTLS) before anything is said, except on
    this machine or with `?starttls=no`: the password must not travel in the open by accident.
    """
    text = os.environ.get("TULAR_SMTP_URL", "").strip()
    if not text:
        return None
    url = urlsplit(text)
    try:
        port = url.port
    except ValueError:
        port = -1
    if url.scheme not in {"smtp", "smtps"} or not url.hostname or port == -1:
        raise SystemExit(
            "TULAR_SMTP_URL tidak dapat dibaca. Pakai smtp://nama:sandi@server:587 atau smtps://nama:sandi@server:465."
        )
    over_tls = url.scheme == "smtps"
    here = url.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "host": url.hostname,
        "port": port or (465 if over_tls else 25 if here else 587),
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "use_ssl": over_tls,
        "use_tls": not over_tls and not here and "starttls=no" not in url.query.split("&"),
    }


def mail_from() -> str:
    """Who mail comes from: `TULAR_MAIL_FROM`, without which no mail server may be named."""
    sender = os.environ.get("TULAR_MAIL_FROM", "").strip()
    if not sender and os.environ.get("TULAR_SMTP_URL", "").strip():
        raise SystemExit("TULAR_MAIL_FROM belum diisi. Contoh: TULAR_MAIL_FROM='Tular <tular@contoh.go.id>'.")
    if sender and "@" not in parseaddr(sender)[1]:
        raise SystemExit(f"TULAR_MAIL_FROM: '{sender}' bukan alamat surel. Contoh: 'Tular <tular@contoh.go.id>'.")
    return sender or "Tular <tular@localhost>"


def address() -> str:
    """Where people reach the product, as links in mail need it: `TULAR_ADDRESS`, without a slash at the end."""
    text = os.environ.get("TULAR_ADDRESS", "").strip().rstrip("/") or "http://127.0.0.1:8000"
    if urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname:
        raise SystemExit(f"TULAR_ADDRESS: '{text}' bukan alamat. Contoh: TULAR_ADDRESS=https://tular.contoh.go.id")
    return text


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
        # Opening it anew reads the whole schema again: some milliseconds of each request.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
