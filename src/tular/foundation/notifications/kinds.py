"""What may be told to people: kinds of notices, in groups that each person can turn down or off.

    define_group("questions", _("Tanya jawab"), _("Pertanyaan tentang inovasi Anda dan jawabannya."))
    define(NoticeKind(
        "questions.asked", "questions",
        title=lambda p: _("Pertanyaan tentang %(innovation)s") % p,
        text=lambda p: p["question"],
        urgent=False,
    ))

A feature does so in its `notices.py`, which its `apps.ready()` and its actions import. `title` and `text` are called in
the reader's language and time zone whenever the notice is shown or sent, so they use `gettext`, never `gettext_lazy`
outside of the function. What they are given is what `notify` was given: text, numbers, dates, moments, lists.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tular.foundation.notifications.choices import Rhythm

log = logging.getLogger(__name__)

Params = Mapping[str, Any]
Wording = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """What a person chooses a rhythm for; `default` holds until they do."""

    code: str
    label: str | Promise
    hint: str | Promise = ""
    default: Rhythm = Rhythm.AT_ONCE


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice. An `urgent` one is always mailed at once: somebody waits for this person."""

    code: str
    group: str
    title: Wording
    text: Wording
    urgent: bool = False


KINDS: dict[str, NoticeKind] = {}
"""All kinds by code; filled as the features are loaded."""

GROUPS: dict[str, NoticeGroup] = {}
"""All groups by code, in the order in which the features were loaded."""


def define(kind: NoticeKind) -> NoticeKind:
    """Make a kind known. Raises ValueError when another kind has its code."""
    if KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"two kinds of notices are called {kind.code!r}")
    return kind


def define_group(
    code: str, label: str | Promise, hint: str | Promise = "", default: Rhythm = Rhythm.AT_ONCE
) -> NoticeGroup:
    """Make a group known, before or after its kinds. Raises ValueError when another group has its code."""
    if code in GROUPS:
        raise ValueError(f"two groups of notices are called {code!r}")
    return GROUPS.setdefault(code, NoticeGroup(code, label, hint, default))


def group_of(code: str) -> NoticeGroup:
    """The group; one that nobody defined, or no longer, goes by its code."""
    return GROUPS.get(code) or NoticeGroup(code, code)


def urgent_groups() -> frozenset[str]:
    """Groups that hold at least one urgent kind."""
    return frozenset(kind.group for kind in KINDS.values() if kind.urgent)


def wording(code: str, params: Params) -> tuple[str, str]:
    """(title, text) in the language and zone that are active now.

    A row outlives its program: a kind that is gone, or that asks for a value which an old row lacks, is told in a
    general sentence and logged, so that the list of notices still opens.
    """
    kind = KINDS.get(code)
    try:
        if kind is not None:
            return " ".join(kind.title(dict(params)).split()), kind.text(dict(params)).strip()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        log.exception("notice %s cannot be worded", code)
    return _("Ada kabar untuk Anda"), _("Buka halamannya untuk melihat isinya.")
