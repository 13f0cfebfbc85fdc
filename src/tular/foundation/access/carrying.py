"""Carries what a form had posted past the sign-in page, so that an ended session loses nothing.

The fields travel in the page, signed, not on the server: a stranger can store nothing here.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from tular.foundation.access.paths import own_path

LIMIT = 400_000
"""Characters of all fields together; more is not carried."""

VALID_FOR = timedelta(hours=12)
SALT = "tular.access.carried"
SECRET = re.compile(r"csrf|password|sandi|credential|token|titipan", re.IGNORECASE)
"""Fields that are never carried: their values may not stand in a page."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: the address it was sent to, its fields in order, the names of its files, the page it stood on."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    page: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sign-in page takes along: a signed text, or "" when there was too much of it."""

    token: str
    too_large: bool = False


def read(request: HttpRequest) -> Posted:
    """What a request had posted, without secrets and without the content of files."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if not SECRET.search(name)]
    files = [str(file.name) for name in request.FILES for file in request.FILES.getlist(name)]
    return Posted(request.get_full_path(), fields, files, _page(request))


def pack(request: HttpRequest) -> Carried:
    """Sign what a request had posted."""
    posted = read(request)
    if sum(len(name) + len(value) for name, value in posted.fields) > LIMIT:
        return Carried("", too_large=True)
    return Carried(signing.dumps(asdict(posted), salt=SALT, compress=True))


def unpack(token: str) -> Posted | None:
    """What a sign-in page had taken along; None when it is not ours or too old."""
    try:
        content = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Posted(
        content["path"], [(name, value) for name, value in content["fields"]], content["files"], content["page"]
    )


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this request."""
    here = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin", "")
    return origin == here or (not origin and request.headers.get("Referer", "").startswith(f"{here}/"))


def _page(request: HttpRequest) -> str:
    """Path of the page on which the form stood, "" when unknown."""
    here = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    return own_path(referer.removeprefix(here)) if referer.startswith(f"{here}/") else ""
