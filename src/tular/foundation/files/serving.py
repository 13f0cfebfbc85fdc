"""Answers with the bytes of a stored file: whole or a part (Range), never as something a browser would run."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

log = logging.getLogger(__name__)

PIECE = 1 << 16
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent: a name in the storage and what to say about it."""

    stored_as: str
    content_type: str
    etag: str
    """With its quotation marks. Changes when the bytes do."""
    name: str
    attachment: bool
    cache: str


class _Slice:
    """Bytes `first` to `last` of a file, which is closed when the answer is."""

    def __init__(self, file: IO[bytes] | Any, first: int, length: int) -> None:
        self._file, self._left = file, length
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def serve(request: HttpRequest, content: Content) -> HttpResponseBase:
    """The answer to GET or HEAD. Raises Http404, and logs it, when the storage has lost the bytes."""
    unchanged = get_conditional_response(request, etag=content.etag)
    if unchanged is not None:
        return _with_headers(unchanged, content)
    try:
        file = default_storage.open(content.stored_as)
        size = default_storage.size(content.stored_as)
    except OSError as error:
        log.exception("the storage has no %s", content.stored_as)
        raise Http404 from error
    wanted = _wanted(request, content.etag, size)
    if wanted is None:
        file.close()
        return _with_headers(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), content)
    first, length = wanted
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(_Slice(file, first, length))
    if length != size:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    response.headers["Content-Length"] = str(length)
    return _with_headers(response, content)


def _wanted(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First byte and length of what is asked for; None when there is nothing there.

    Several ranges at once, and units other than bytes, are answered with the whole, as HTTP allows.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag or asked[0] == "bytes=-":
        return 0, size
    if not asked[1]:  # the last so many bytes
        length = min(int(asked[2]), size)
        return (size - length, length) if length else None
    first = int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if asked[2] and int(asked[2]) < first:
        return 0, size
    return (first, last - first + 1) if first < size else None


def _with_headers[Response: HttpResponseBase](response: Response, content: Content) -> Response:
    """What every answer says. The sandbox takes all rights from a file that a browser shows by itself."""
    headers = response.headers
    headers["ETag"] = content.etag
    headers["Cache-Control"] = content.cache
    headers["Accept-Ranges"] = "bytes"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if response.status_code in {200, 206}:
        headers["Content-Type"] = content.content_type
        disposition = content_disposition_header(content.attachment, content.name)
        if disposition:
            headers["Content-Disposition"] = disposition
    return response
