"""Names of files as people give them: kept, but harmless."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

LONGEST_NAME = 150
"""Letters, with the ending."""

LONGEST_ENDING = 12
FALLBACK = "berkas"


def clean_name(name: str) -> str:
    """The last part of a path, without letters that cannot be seen, at most `LONGEST_NAME` long with its ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Control and format letters (categories C*) include those that turn the direction of reading, which can make
    # "exe.pdf" look like something else. The joiner stays: families of emoji are made with it.
    seen = "".join(each for each in last if each == "\u200d" or not unicodedata.category(each).startswith("C"))
    plain = " ".join(seen.split()).strip(" .\u200d")
    if not plain:
        return FALLBACK
    ending = PurePosixPath(plain).suffix
    if len(ending) > LONGEST_ENDING:
        ending = ""
    stem = plain.removesuffix(ending)[: LONGEST_NAME - len(ending)].strip(" .\u200d")
    return f"{stem or FALLBACK}{ending}"


def ending_of(name: str) -> str:
    """The ending with its dot, in lower case; empty when there is none."""
    return PurePosixPath(name).suffix.lower()


def with_ending(name: str, endings: Sequence[str]) -> str:
    """The name, with the first of `endings` in place of an ending that is not among them."""
    if ending_of(name) in endings:
        return name
    stem = PurePosixPath(name).stem if len(ending_of(name)) <= LONGEST_ENDING else name
    return f"{stem}{endings[0]}"
