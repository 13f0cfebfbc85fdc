"""One shape for everything that goes wrong: `{"error": {"code", "message", "fields"?}}`.

Codes are for programs and never change; messages are for people, in the language of the request.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict, Field

from tular.foundation.access.answers import sentence
from tular.foundation.access.permissions import Denied
from tular.foundation.access.refusal import Gone, Refused, Stale

logger = logging.getLogger("django.request")


class Problem(Schema):
    """What went wrong."""

    code: str = Field(
        description="For programs: `not_found`, `bad_parameter`, `method_not_allowed`, `index_missing`, …"
    )
    message: str = Field(description="For people, Indonesian or English as `bahasa` says.")
    fields: dict[str, str] | None = Field(
        None, description="Only with `bad_parameter`: each parameter that was refused, and why."
    )


class ErrorBody(Schema):
    """The body of every answer that is not 2xx or 304."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"error": {"code": "not_found", "message": "Inovasi ini tidak ada di katalog."}}}
    )

    error: Problem


class ApiError(Exception):
    """An expected failure: raise it in an endpoint, and the caller gets it in the one shape."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.fields, self.headers = fields, headers


def error_response(error: ApiError) -> HttpResponse:
    """The answer that tells an error."""
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.fields:
        body["fields"] = dict(error.fields)
    response = JsonResponse({"error": body}, status=error.status, json_dumps_params={"ensure_ascii": False})
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def bad_parameters(fields: Mapping[str, str]) -> ApiError:
    """Parameters that were refused, each with a sentence that says what would be right."""
    return ApiError(
        422, "bad_parameter", _("Permintaan belum dapat dibaca. Perbaiki parameter berikut."), fields=fields
    )


def unknown_values(field: str, values: Iterable[str]) -> ApiError:
    """Values of a parameter that the data do not know."""
    message = _("Tidak dikenal: %(values)s.") % {"values": ", ".join(values)}
    return bad_parameters({field: message})


def not_found(message: str = "") -> ApiError:
    """There is nothing at this address."""
    return ApiError(404, "not_found", message or _("Alamat ini tidak ada. Daftar alamat: /api/v1/docs."))


def handle_errors(api: NinjaAPI) -> None:
    """Give every failure of the API's endpoints the one shape."""
    # Ninja's types allow for classes of errors, which are never given to a handler.
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ApiError: lambda request, error: error_response(error),
        Http404: lambda request, error: error_response(not_found()),
        Denied: _denied,
        Refused: _not_done,
        ValidationError: _refused,
        HttpError: lambda request, error: error_response(ApiError(error.status_code, "refused", error.message)),
        Exception: _broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _denied(request: HttpRequest, error: Denied) -> HttpResponse:
    """403 for somebody who may see the thing; to others it does not exist."""
    if not error.visible or not request.user.is_authenticated:
        return error_response(not_found())
    return error_response(ApiError(403, "denied", sentence(error)))


def _not_done(request: HttpRequest, error: Refused) -> HttpResponse:
    """409 with the reasons; 404 when the thing is gone."""
    message = " ".join(reason.text for reason in error.reasons)
    if isinstance(error, Gone):
        return error_response(ApiError(404, "not_found", message))
    fields = {reason.field: reason.text for reason in error.reasons if reason.field}
    code = "stale" if isinstance(error, Stale) else "refused"
    return error_response(ApiError(409, code, message, fields=fields))


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, str] = {}
    for one in error.errors:
        context = one.get("ctx") or {}
        if one["type"] == "unknown_parameter":
            known = ", ".join(context["known"])
            sentence = _("Parameter ini tidak ada. Yang ada: %(known)s.") % {"known": known}
            fields.update(dict.fromkeys(context["names"], sentence))
        else:
            place = [part for part in one["loc"] if isinstance(part, str)][-1]
            fields.setdefault(place, _sentence(one["type"], context))
    return error_response(bad_parameters(fields))


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    """What would be right, from pydantic's code of what is wrong."""
    sentences: dict[str, Callable[[], str]] = {
        "missing": lambda: _("Harus diisi."),
        "int_parsing": lambda: _("Tulis bilangan bulat."),
        "greater_than_equal": lambda: _("Paling kecil %(limit)s.") % {"limit": context["ge"]},
        "less_than_equal": lambda: _("Paling besar %(limit)s.") % {"limit": context["le"]},
        "enum": lambda: _one_of(context["expected"]),
        "literal_error": lambda: _one_of(context["expected"]),
        "string_too_long": lambda: _("Paling panjang %(limit)s huruf.") % {"limit": context["max_length"]},
        "too_long": lambda: _("Paling banyak %(limit)s nilai.") % {"limit": context["max_length"]},
        "string_pattern_mismatch": lambda: _("Tulis dua angka, misalnya 53."),  # the one pattern: `TwoDigits`
        "control_character": lambda: _("Berisi tanda yang tidak dapat dibaca."),
    }
    return sentences[kind]() if kind in sentences else _("Nilai ini tidak dapat dibaca.")


def _one_of(expected: str) -> str:
    """From pydantic's list of what may stand here: 'a', 'b' or 'c'."""
    return _("Tulis salah satu dari: %(values)s.") % {"values": expected.replace(" or ", ", ").replace("'", "")}


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """An error of ours: reported as Django reports any, told to the caller without its inside."""
    if settings.DEBUG:
        raise error
    got_request_exception.send(sender=None, request=request)
    logger.error("Internal Server Error: %s", request.path, exc_info=sys.exc_info(), extra={"request": request})
    message = _("Terjadi kesalahan di pihak Tular dan sudah dicatat. Coba lagi sebentar.")
    return error_response(ApiError(500, "internal_error", message))
