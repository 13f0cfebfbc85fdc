"""The screens on which a rulebook is written by clicking. Whatever has no place here is written in the whole text."""

from __future__ import annotations

from tular.features.competitions.queries.drafting.screens.asking import ATTACHMENTS, FORM, SHORT
from tular.features.competitions.queries.drafting.screens.entering import (
    CATEGORIES,
    ELIGIBILITY,
    GROUP_LIST,
    HEAD,
    PARTICIPANTS,
    QUOTA,
    SUBMISSION,
)
from tular.features.competitions.queries.drafting.screens.judging import AWARDS, CRITERIA, STAGES

SCREENS = (
    HEAD,
    PARTICIPANTS,
    QUOTA,
    SUBMISSION,
    GROUP_LIST,
    ELIGIBILITY,
    CATEGORIES,
    FORM,
    SHORT,
    ATTACHMENTS,
    STAGES,
    CRITERIA,
    AWARDS,
)
BY_CODE = {screen.code: screen for screen in SCREENS}

WHOLE_TEXT = "teks"
"""Where what has no screen is written."""

_BY_BLOCK = {screen.root[0]: screen.code for screen in reversed(SCREENS) if screen.root}


def screen_for(key: str) -> str:
    """The screen on which a place of the file is written: of a gap or an error, by its key."""
    block = key.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
    if block in _BY_BLOCK:
        return _BY_BLOCK[block]
    return HEAD.code if block in {field.key for field in HEAD.node.fields} else WHOLE_TEXT
