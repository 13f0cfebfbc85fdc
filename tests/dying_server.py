"""A web server that dies at a chosen moment of a request, as with kill -9.

Prints its port. Then for each number that it reads: forks a server of its own for one request, which kills itself
before its so-many-th change of the database, or right before or after the commit; 0 lets it live. Prints how it ended.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver


class Quiet(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


class Deadline:
    """Counts the moments at which something might be half done, and dies at one of them."""

    def __init__(self, last: int) -> None:
        self.last, self.seen = last, 0

    def passes(self) -> None:
        """One moment more."""
        self.seen += 1
        if self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around each statement."""
        if not sql.lstrip("( ").upper().startswith(("SELECT", "PRAGMA")):
            self.passes()
        return run(sql, params, many, context)


@contextmanager
def dying(last: int) -> Iterator[Deadline]:
    """What is done within dies at moment `last`; 0 lets it live."""
    deadline, database = Deadline(last), connections["default"]
    commit = database.commit

    def commit_between() -> None:
        deadline.passes()
        commit()
        deadline.passes()

    database.commit = commit_between  # type: ignore[method-assign]
    with database.execute_wrapper(deadline.execute):
        yield deadline


def serve_one(server: Any, last: int) -> None:
    """One request, in a process of its own."""
    with dying(last):
        server.handle_request()
    os._exit(0)


def main() -> None:
    """See the module."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)

    assert get_resolver().url_patterns, "read once, before the servers are forked"
    _say(server.server_port)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve_one(server, int(line))
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
