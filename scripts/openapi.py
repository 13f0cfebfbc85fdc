"""Write the API's description to `docs/openapi.json`, after a change of the API that is meant.

python scripts/openapi.py
"""

from __future__ import annotations

import os
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"


def main() -> None:
    """Write the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
    django.setup()
    # The API imports models, which exist only after this.
    from tular.config.api import description

    TARGET.write_text(description(), encoding="utf-8")
    print(f"{TARGET.relative_to(Path.cwd())}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
