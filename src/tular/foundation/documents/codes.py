"""The codes by which certificates are checked: drawn by lot, read aloud and typed without mistakes going unnoticed."""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L, O. There are 31, a prime, so that the check sign finds each wrong sign and each swap."""

LENGTH = 16
"""The last sign checks the others; 15 drawn ones are about 74 bits."""

_BETWEEN = re.compile(r"[\s\-–—./]+")


def draw() -> str:
    """A new code."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + _check_sign(drawn)


def spaced(code: str) -> str:
    """In groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str:
    """What was typed, as a code is kept: capitals, without what stands between the groups."""
    return _BETWEEN.sub("", typed).upper()[: LENGTH * 2]


def is_whole(code: str) -> bool:
    """Whether it can be a code at all: its length, its signs, and the check sign at its end."""
    if len(code) != LENGTH or any(one not in ALPHABET for one in code):
        return False
    return _check_sign(code[:-1]) == code[-1]


def _check_sign(drawn: str) -> str:
    """The sign with which the sum of place × value is a multiple of 31."""
    total = sum(place * ALPHABET.index(one) for place, one in enumerate(drawn, start=1))
    size = len(ALPHABET)
    return ALPHABET[-total * pow(LENGTH, -1, size) % size]
