"""The product's addresses and a page with the manuscript editor, for its tests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from tular.config.urls import urlpatterns as product
from tular.foundation.access.public import public
from tular.foundation.documents.book import Book, BookSource, Chapter, preview_html

PAGE = """{% extends "ui/base.html" %}{% load static %}{% block title %}Uji naskah{% endblock %}
{% block head %}<link rel="stylesheet" href="{% static "ui/manuscript.css" %}">
<link rel="stylesheet" href="{% static "modelbooks/reading.css" %}">{% endblock %}
{% block main %}<div class="t-wrap"><h1 class="t-h1">Bab 3 Masalah</h1>
<form method="post">{% csrf_token %}<label class="t-label" for="isi">Isi bab</label>
<div class="t-pen" data-manuscript data-preview="/uji/naskah/pratinjau" data-keys="/uji/naskah/kunci"
 data-insert-figure="/uji/naskah/gambar"><textarea id="isi" name="text" rows="20"></textarea></div>
<button class="t-btn">Simpan</button></form></div>{% include "ui/_manuscript.html" %}{% endblock %}"""

KEYS = {
    "sources": [
        {"key": "bps2023", "title": "Badan Pusat Statistik (2023). Statistik Kesejahteraan Rakyat"},
        {"key": "perpres72", "title": "Peraturan Presiden 72 Tahun 2021"},
    ],
    "figures": [{"key": "alur", "title": "Alur pelayanan"}],
    "tables": [{"key": "biaya", "title": "Biaya awal"}],
    "chapters": [{"key": "tata_kelola", "title": "Bab 7 Tata kelola"}],
}


@public
def edit(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


@public
def preview(request: HttpRequest) -> HttpResponse:
    """What a page of the product would answer; it needs the token of the form."""
    book = Book(
        "Buku uji", (Chapter("masalah", "3", "Masalah", ""),), sources=(BookSource("bps2023", "BPS. Statistik."),)
    )
    return HttpResponse(preview_html(request.POST["text"], book, "masalah", lambda key: f"/x/{key}"))


@public
def keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse(KEYS)


urlpatterns = [
    *product,
    path("uji/naskah", edit),
    path("uji/naskah/pratinjau", preview),
    path("uji/naskah/kunci", keys),
]
