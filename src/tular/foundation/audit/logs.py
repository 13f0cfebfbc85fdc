"""Puts the name of the request, command or job into the lines of the log."""

from __future__ import annotations

import logging

from tular.foundation.audit.context import circumstances


class RequestFilter(logging.Filter):
    """Adds `circumstances` to every record: "web 3f2a…", or "-" outside of a request, command or job."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        # Django tells of a refused request after it has ended.
        here = getattr(getattr(record, "request", None), "circumstances", None) or circumstances()
        record.circumstances = f"{here.channel} {here.request}" if here.channel else "-"
        return True
