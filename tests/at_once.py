"""Several people, tabs and requests at the same moment. A test runs on a database that commits."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused


def at_once(tasks: list[Callable[[], object]]) -> list[object]:
    """Run them in threads that begin together; what each gave, or the refusal. Any other error fails the test."""
    ready, ends = threading.Barrier(len(tasks)), list[object]([None] * len(tasks))
    broken: list[Exception] = []

    def run(place: int, task: Callable[[], object]) -> None:
        ready.wait()
        try:
            ends[place] = task()
        except (Refused, Denied) as refusal:
            ends[place] = refusal
        except Exception as error:  # noqa: BLE001 - of a thread nobody hears otherwise
            broken.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, task)) for place, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "nobody waits for ever"
    if broken:
        raise broken[0]
    return ends


def refused(ends: list[object]) -> int:
    """How many were refused."""
    return sum(isinstance(one, Refused | Denied) for one in ends)
