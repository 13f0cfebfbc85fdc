"""A process that does one thing after another and dies at a chosen moment of each, as with kill -9.

Reads lines of JSON: [moment, module, function, arguments]. For each it forks a process of its own, which kills itself
before its so-many-th change of the database or file, or right before or after the commit; 0 lets it live. Prints how
each ended.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any

import django

REFUSED = 3
"""Ends so when what it does is refused."""


def do(last: int, function: Any, args: list[Any]) -> int:
    """In the process of its own."""
    # By name: none of this can be read before Django is set up.
    default_storage = import_module("django.core.files.storage").default_storage
    refusal = import_module("tular.foundation.actions").Refused
    dying = import_module("tests.dying_server").dying
    with dying(last) as deadline:
        save = default_storage.save

        def save_between(*told: Any, **more: Any) -> Any:
            deadline.passes()
            kept = save(*told, **more)
            deadline.passes()
            return kept

        default_storage.save = save_between
        try:
            function(*args)
        except refusal:
            return REFUSED
        except BaseException:  # noqa: BLE001 - a child has nobody above who would tell it
            traceback.print_exc()
            return 1
    return 0


def main() -> None:
    """See the module."""
    django.setup()
    for line in sys.stdin:
        last, module, name, args = json.loads(line)
        function = getattr(import_module(module), name)  # before the fork: read once
        child = os.fork()
        if child == 0:
            os._exit(do(last, function, args))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
