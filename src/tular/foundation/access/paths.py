"""Where people may be led by what stands in an address, a form or a header."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(text: str, otherwise: str = "") -> str:
    """`text` when it is a path of this site, from its first slash; `otherwise` for all else, as it could be a trap."""
    return text if text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else otherwise
