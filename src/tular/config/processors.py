"""How many processes answer, and how many threads the number libraries of each may start."""

from __future__ import annotations

import os

SERVING = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Environment of a server: a need is encoded on one processor while the others answer; more threads only wait.

The libraries read it when they are loaded, so it has to be set before they are imported.
"""


def web_processes(vendor: str) -> int:
    """Two on PostgreSQL (`vendor` as Django calls it) where there is a second processor, else one.

    Each holds its own copy of index and models. Talking to PostgreSQL takes so much more of a processor than reading
    SQLite that in the hour before a deadline one process is not enough (`benchmarks/deadline.py`); with SQLite it is.
    """
    return 2 if vendor == "postgresql" and (os.process_cpu_count() or 1) > 1 else 1
