"""The script that answers for kept pages without a connection: one for all features, each at an address of its own."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponse

WORKER = Path(__file__).parent / "static" / "ui" / "keeping_worker.js"


def worker_for(scope: str) -> HttpResponse:
    """The worker for pages below `scope` ("/penilaian"). Its view has to stand below it."""
    headers = {"Service-Worker-Allowed": scope, "Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)
