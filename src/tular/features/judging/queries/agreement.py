"""How far evaluators agree, in the words of the reader's language; the engine keeps figures and bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.judging import alpha, intraclass
from tular.engines.judging.coefficients import band_of

BANDS = {
    "excellent": gettext_lazy("sangat baik"),
    "good": gettext_lazy("baik"),
    "moderate": gettext_lazy("sedang"),
    "poor": gettext_lazy("lemah"),
    "reliable": gettext_lazy("dapat diandalkan"),
    "tentative": gettext_lazy("cukup untuk simpulan sementara"),
    "unreliable": gettext_lazy("belum dapat diandalkan"),
}


def agreement_says(figures: Mapping[str, Any]) -> dict[str, str]:
    """Of `absolute`, `consistent` and `alpha`: value, band and interval, or why there is none."""
    told = figures.get("agreement") or {}
    bands = {"absolute": intraclass.BANDS, "consistent": intraclass.BANDS, "alpha": alpha.BANDS}
    return {name: _sentence(told[name], bands[name]) for name in bands if name in told}


def _sentence(one: Mapping[str, Any], bands: Any) -> str:
    if one["value"] is None:
        return str(one["words"])
    words = {"value": number_format(one["value"], 2), "band": BANDS[band_of(one["value"], bands).code]}
    if one["low"] is None or one["high"] is None:
        return _("%(value)s: %(band)s.") % words
    span = {"low": number_format(one["low"], 2), "high": number_format(one["high"], 2)}
    return _("%(value)s: %(band)s. Selang 95%%: %(low)s sampai %(high)s.") % {**words, **span}
