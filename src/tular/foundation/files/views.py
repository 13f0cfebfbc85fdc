"""Addresses of stored files: reading them, and sending them in pieces.

Sending: `POST /berkas/unggah` (purpose, name, size) → 201 with the address of the upload; `PATCH` there with
`Upload-Offset` and the bytes; `HEAD` or `GET` tells how much has come; `DELETE` gives up.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tular.foundation.access.permissions import Denied
from tular.foundation.access.public import public
from tular.foundation.actions import Refused
from tular.foundation.files import queries
from tular.foundation.files.actions import add_piece, begin_upload, cancel_upload, copy_of, received
from tular.foundation.files.actions.storing import StorageFull
from tular.foundation.files.actions.uploads import LARGEST_PIECE, Busy, WrongOffset
from tular.foundation.files.kinds import JPEG, WEBP
from tular.foundation.files.models import StoredFile
from tular.foundation.files.serving import Content, serve
from tular.foundation.ui.typed import number_typed

YEAR = 365 * 24 * 60 * 60
PRIVATE = "private, max-age=0, must-revalidate"
"""Of what not everyone may see: a browser asks again each time, since a right may have ended."""

PUBLIC = f"public, max-age={YEAR}, immutable"
"""The bytes behind an address never change."""


@public
@require_safe
def download(request: HttpRequest, id: UUID, name: str = "") -> HttpResponseBase:
    """The file itself: pictures are shown, everything else is saved. The name in the address is for people."""
    file, cache = _readable(request, id)
    content = Content(
        stored_as=file.stored_as,
        content_type=file.content_type,
        etag=f'"{file.sha256}"',
        name=file.download_name,
        attachment=not file.is_image,
        cache=cache,
    )
    return serve(request, content)


@public
@require_safe
def image(request: HttpRequest, id: UUID, width: int) -> HttpResponseBase:
    """A copy of a picture for pages: WebP where the browser says that it can, else JPEG."""
    file, cache = _readable(request, id)
    if not file.is_image or width not in file.defined_purpose.images:
        raise Http404
    form = WEBP if "image/webp" in request.headers.get("Accept", "") else JPEG
    try:
        stored_as = copy_of(file, width, form)
    except OSError as error:
        raise Http404 from error
    content = Content(
        stored_as=stored_as,
        content_type=form.content_type,
        etag=f'"{file.sha256[:40]}-{width}-{form.code}"',
        name=file.download_name,
        attachment=False,
        cache=cache,
    )
    response = serve(request, content)
    patch_vary_headers(response, ["Accept"])
    return response


def _readable(request: HttpRequest, id: UUID) -> tuple[StoredFile, str]:
    """The file and how long it may be kept by caches. Raises Http404 for what this person may not read."""
    now = timezone.now()
    # Strangers first: an answer that does not depend on who asks can be shared.
    if (file := queries.visible_file(None, id, now)) is not None:
        return file, PUBLIC
    person = request.user if request.user.is_authenticated else None
    file = queries.visible_file(person, id, now) if person is not None else None
    if file is None:
        raise Http404
    return file, PRIVATE


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file; the answer tells where to send its pieces."""
    if not request.user.is_authenticated:
        raise Http404
    asked = request.POST
    try:
        size = int(asked.get("size", ""))
        # An action locks its subject, which has to be the person itself, not Django's stand-in for it.
        person = get_user_model()._default_manager.get(pk=request.user.pk)
        file = begin_upload(
            person, by=person, now=timezone.now(), purpose=asked.get("purpose", ""),
            name=asked.get("name", ""), size=size,
        )  # fmt: skip
    except (KeyError, ValueError):
        return _error(400, _("Permintaan tidak lengkap. Muat ulang halaman ini, lalu coba lagi."))
    except Denied:
        return _error(403, _("Anda tidak dapat mengirim berkas di sini."))
    except Refused as refused:
        return _error(422, str(refused))
    answer = JsonResponse(_told(file), status=201)
    answer.headers["Location"] = _address(file)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, id: UUID) -> HttpResponse:
    """One upload of the person who asks; those of others do not exist."""
    file = StoredFile.objects.filter(pk=id, uploaded_by_id=request.user.pk).first()
    if file is None:
        raise Http404
    try:
        if request.method == "PATCH":
            return _add(request, file)
        if request.method == "DELETE":
            cancel_upload(file, by=request.user, now=timezone.now())
            return HttpResponse(status=204)
    except StoredFile.DoesNotExist as error:  # cancelled in another tab meanwhile
        raise Http404 from error
    except Refused as refused:
        return _error(507 if isinstance(refused, StorageFull) else 422, str(refused))
    return _state(file)


def _add(request: HttpRequest, file: StoredFile) -> HttpResponse:
    offset = number_typed(request.headers.get("Upload-Offset", ""), -1)
    if offset < 0:
        return _error(400, "Upload-Offset?")
    try:
        piece = request.read(LARGEST_PIECE + 1)
    except UnreadablePostError:
        return _error(400, _("Sambungan terputus."))
    if len(piece) > LARGEST_PIECE:
        return _error(413, _("Potongan terlalu besar."))
    if len(piece) != int(request.headers.get("Content-Length") or 0):
        return _error(400, _("Sambungan terputus."))
    try:
        return _state(add_piece(file, by=request.user, now=timezone.now(), offset=offset, piece=piece))
    except WrongOffset as wrong:
        answer = _error(409, _("Potongan tidak menyambung."))
        answer.headers["Upload-Offset"] = str(wrong.offset)
        return answer
    except Busy:
        return _error(423, _("Berkas ini sedang diterima lewat sambungan lain."))


def _state(file: StoredFile) -> HttpResponse:
    answer = JsonResponse(_told(file))
    answer.headers["Upload-Offset"] = str(received(file))
    answer.headers["Upload-Length"] = str(file.size)
    return answer


def _told(file: StoredFile) -> dict[str, Any]:
    """What a page needs to go on: `state` is uploading, ready or refused."""
    return {
        "id": str(file.pk),
        "address": _address(file),
        "state": file.state,
        "name": file.name,
        "size": file.size,
        "offset": received(file),
        "piece": LARGEST_PIECE,
        "path": file.path if file.is_ready else "",
        "error": file.refusal,
    }


def _address(file: StoredFile) -> str:
    return f"/berkas/unggah/{file.pk}"


def _error(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
