"""The product's addresses and one page with a form of two files, for the test of sending."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.translation import gettext_lazy as _

from tular.config.urls import urlpatterns as product
from tular.foundation.access.public import signed_in
from tular.foundation.files.fields import FilesForm, StoredFileField

PAGE = """{% extends "ui/base.html" %}{% block title %}Uji kirim berkas{% endblock %}{% block main %}
<div class="t-wrap t-section"><h1 class="t-h1">Kirim berkas</h1>
{% if sent %}<p id="hasil">Terkirim: {{ sent.letter }} {{ sent.letter.size }} {{ sent.letter.sha256 }}; {{ sent.word }}
</p>{% endif %}
<form class="t-stack t-max-m t-mt6" method="post" enctype="multipart/form-data" novalidate>{% csrf_token %}
{% error_summary form %}{% upload form.letter %}{% upload form.photo optional=True %}{% field form.word %}
<div><button class="t-btn">Kirim</button></div></form></div>{% endblock %}"""


class SendForm(FilesForm):
    """A letter, a photo, a word."""

    letter = StoredFileField(purpose="uji.letter", label=_("Surat"), help_text=_("Surat pernyataan bergabung."))
    photo = StoredFileField(purpose="uji.photo", label=_("Foto"), required=False)
    word = forms.CharField(label=_("Kata"))


@signed_in
def send(request: HttpRequest) -> HttpResponse:
    form = SendForm(request.POST or None, request.FILES or None, by=request.user)
    sent = form.cleaned_data if form.is_bound and form.is_valid() else None
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form, "sent": sent}, request))


urlpatterns = [*product, path("uji/kirim", send)]
