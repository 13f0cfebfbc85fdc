"""Warning everybody who copies an innovation, and saying that it is mended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tular.features.catalogue.queries.visibility import innovations_visible_to
from tular.features.replications.forms.warning import WarningForm
from tular.features.replications.queries.warnings import warnings_visible_to
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run


@signed_in
@GET_OR_POST
def from_case(request: HttpRequest, pk: int) -> HttpResponse:
    """A fault that was found in a copy."""
    case = case_or_404(request, pk)
    return _warn(request, case, case.innovation.title, case.path, case.code, is_demo=case.is_demo)


@signed_in
@GET_OR_POST
def from_record(request: HttpRequest, slug: str) -> HttpResponse:
    """A fault that its owner found."""
    innovation = get_object_or_404(innovations_visible_to(request.user).select_related("agency"), slug=slug)
    return _warn(request, innovation, innovation.title, f"/inovasi/{slug}", innovation.title)


@signed_in
@GET_OR_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """It is mended."""
    warning = get_object_or_404(warnings_visible_to(request.user).select_related("innovation__agency"), pk=pk)
    require(request.user, "replications.settle_warning", warning)
    back = f"/inovasi/{warning.innovation.slug}#peniru"
    page = FormPage(
        _("Nyatakan peringatan selesai"), warning.innovation.title, _("Nyatakan selesai"), back,
        warning.innovation.title, warning.text, seen=warning,
    )  # fmt: skip
    form = WarningForm(request.POST or None, label=_("Bagaimana itu diatasi?"))

    def do(form: Any) -> str:
        run(request, "replications.settle_warning", warning, text=form.cleaned_data["text"])
        return _("Peringatan dinyatakan selesai; semua yang diperingatkan diberi tahu.")

    return answer(request, page, form, do)


def _warn(request: HttpRequest, subject: Any, lead: str, back: str, up: str, *, is_demo: bool = False) -> HttpResponse:
    require(request.user, "replications.warn", subject)
    text = _("Semua yang mereplikasi inovasi ini, dan pemiliknya, diberi tahu sekarang juga.")
    page = FormPage(_("Peringatkan para peniru"), lead, _("Kirim peringatan"), back, up, text, is_demo=is_demo)
    form = WarningForm(request.POST or None, label=_("Apa yang salah, dan apa yang harus dilakukan?"))

    def do(form: Any) -> str:
        run(request, "replications.warn", subject, text=form.cleaned_data["text"])
        return _("Peringatan dikirim kepada semua peniru dan pemiliknya.")

    return answer(request, page, form, do)
