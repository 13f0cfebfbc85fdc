"""Open data: what can be downloaded, and the downloads themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.exchange.queries import dataset, dictionary_rows, open_data_page
from tular.features.exchange.queries.open_data import DICTIONARY_COLUMNS
from tular.features.exchange.queries.tables import Dataset
from tular.foundation.access.public import public
from tular.foundation.files.streams import csv_stream, json_stream

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The tables with their sizes and dates, what is known of their licence, and the dictionary."""
    return render(request, "exchange/open_data.html", {"page": open_data_page(), "today": timezone.localdate()})


@public
@require_safe
def download(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """A whole table as it is now, sent row by row."""
    table = dataset(name)
    if table is None:
        raise Http404(_("Tabel ini tidak ada. Daftar tabel ada di halaman data terbuka."))
    day = timezone.localdate().isoformat()
    if kind == "csv":
        content = csv_stream(table.column_names, table.cells())
    else:
        content = json_stream(_head(request, table, day), table.column_names, table.cells())
    response = StreamingHttpResponse(content, content_type=MEDIA_TYPES[kind])
    return _as_file(response, f"tular-{name}-{day}.{kind}")


@public
@require_safe
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """What each column of each table means, as a table."""
    content = b"".join(csv_stream(DICTIONARY_COLUMNS, dictionary_rows()))
    return _as_file(HttpResponse(content, content_type=MEDIA_TYPES["csv"]), "tular-kamus-data.csv")


def _head(request: HttpRequest, table: Dataset, day: str) -> dict[str, str]:
    return {"table": table.slug, "date": day, "about": request.build_absolute_uri("/data")}


def _as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """To be saved under a name; scripts on other sites may read it too."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
