"""What every benchmark needs: Django, the machine in one line, and percentiles."""

from __future__ import annotations

import gc
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tular.config.processors import SERVING

os.environ |= SERVING  # before NumPy and the encoders start their threads

import django
import numpy as np


def set_up() -> None:
    """Start Django on this installation's own database and index."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
    django.setup()


def machine() -> str:
    """Processor, cores, Python and the libraries that the figures depend on."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "tantivy", "numpy"))
    return f"{model}, {os.cpu_count()} cores; Python {sys.version.split()[0]}, {packages}"


def spread(milliseconds: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"median {np.percentile(milliseconds, 50):.1f} ms, p95 {np.percentile(milliseconds, 95):.1f} ms"


def as_served() -> None:
    """Let the garbage collector look past what lasts, as the served product does once it is warm (`warm_up`)."""
    gc.collect()
    gc.freeze()


def resident_mb() -> float:
    """Resident memory of this process in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
