"""What Django says about an installation behind a proxy with HTTPS."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_djangos_checks_for_deployment_find_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tular.config.settings", "TULAR_HTTPS": "1"}
    environment |= {"TULAR_VAR": str(tmp_path), "TULAR_HOSTS": "tular.contoh.example"}
    environment.pop("TULAR_SECRET_KEY", None)
    command = [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
