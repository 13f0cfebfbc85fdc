"""Who acts, and through which door: known to the audit trail without being handed through every function."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

REQUEST_LENGTH = 40
"""Characters that the name of a request may have."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`channel` is web, api, command or job; `request` names one request or run, so that its entries stand together."""

    channel: str = ""
    request: str = ""


_NONE = Circumstances()
_circumstances: ContextVar[Circumstances] = ContextVar("circumstances", default=_NONE)


def circumstances() -> Circumstances:
    """Those of the running request, command or job; empty outside of one."""
    return _circumstances.get()


@contextmanager
def under(channel: str, request: str) -> Iterator[None]:
    """What is written inside belongs to this request, command or job: `with under("job", f"run {run.pk}"):`."""
    token = _circumstances.set(Circumstances(channel, request[:REQUEST_LENGTH]))
    try:
        yield
    finally:
        _circumstances.reset(token)
