"""The programming interface, done once: the API object, parameters, paging, one shape for every error."""

from tular.foundation.api.errors import ApiError, ErrorBody, bad_parameters, unknown_values
from tular.foundation.api.paging import Page, PageParameters, page_of
from tular.foundation.api.parameters import Parameters, Text, TwoDigits, terms
from tular.foundation.api.references import Coded, Named
from tular.foundation.api.serving import make_api, open_urls

__all__ = [
    "ApiError",
    "Coded",
    "ErrorBody",
    "Named",
    "Page",
    "PageParameters",
    "Parameters",
    "Text",
    "TwoDigits",
    "bad_parameters",
    "make_api",
    "open_urls",
    "page_of",
    "terms",
    "unknown_values",
]
