"""How often somebody may ask for certificates that do not exist, or have files compared; by internet address."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from tular.foundation.files.strangers import place_of

MOST_MISSES = 30
"""Unknown codes and numbers an hour from one place. A code has about 74 bits: nobody finds one by chance anyway."""

MOST_FILES = 60
"""Files compared an hour from one place."""

HOUR = 3600


def has_guessed_too_often(request: HttpRequest) -> bool:
    """Whether this place asked for too many that do not exist."""
    return int(cache.get(_key(request, "misses"), 0)) >= MOST_MISSES


def count_miss(request: HttpRequest) -> None:
    """Remember that something was asked for that does not exist."""
    _count(request, "misses")


def compares_too_often(request: HttpRequest) -> bool:
    """Count a file, and say whether it is too many."""
    return _count(request, "files") > MOST_FILES


def _count(request: HttpRequest, what: str) -> int:
    key = _key(request, what)
    if cache.add(key, 1, HOUR):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        cache.set(key, 1, HOUR)
        return 1


def _key(request: HttpRequest, what: str) -> str:
    return f"documents.{what}:{place_of(str(get_adapter().get_client_ip(request)))}"
