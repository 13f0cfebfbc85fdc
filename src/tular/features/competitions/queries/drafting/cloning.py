"""The text with which a draft begins: nearly nothing, or another rulebook under a new name."""

from __future__ import annotations

import re
from dataclasses import dataclass

import tomlkit

from tular.engines.rulebook import Rulebook
from tular.features.competitions.queries.drafting.writing import parsed

DATED = ("closes", "opens", "first_announced_close", "extension_reasons", "days_about")
"""Of `[submission]`: what was true of one year."""

DATED_STAGE = ("window", "announced", "decree")
HISTORY = re.compile(r"statistics.*|composition")
"""Blocks that tell what happened in an edition; they are no rules."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the new rulebook is called and whose it is."""

    identity: str
    title: str
    year: int
    organiser: str
    scope: str


def blank(named: Named) -> str:
    """A rulebook in which everything is still to be decided."""
    document = tomlkit.document()
    document["schema"] = "tular-competition-1"
    document["id"], document["series"] = named.identity, series_of(named.identity)
    document["title"], document["organiser"] = named.title, named.organiser
    document["scope"], document["year"], document["unknown"] = named.scope, named.year, tomlkit.array()
    return tomlkit.dumps(document)


def clone(text: str, source: Rulebook, named: Named) -> str:
    """The text of another rulebook under a new name, without its dates and what happened in it.

    A rulebook of the same organiser stays an edition of the same series; another organiser begins a series of its own.
    The day of closing is asked when the competition is opened, until the author decides otherwise. Raises `CannotWrite`
    for a text that cannot be edited in place.
    """
    document = parsed(text)
    same = str(document.get("organiser", "")) == named.organiser
    series = str(document.get("series") or series_of(source.id)) if same else series_of(named.identity)
    for key in [key for key in document if HISTORY.fullmatch(key) and isinstance(document[key], dict | list)]:
        document.remove(key)
    for key in ("title_en", "edition", "region"):
        if key in document and not (same and key == "region"):
            document.remove(key)
    document["schema"] = "tular-competition-1"
    document["id"], document["series"], document["title"] = named.identity, series, named.title
    document["organiser"], document["scope"], document["year"] = named.organiser, named.scope, named.year
    document["cloned_from"] = source.id
    _without_dates(document)
    return tomlkit.dumps(document)


def _without_dates(document: tomlkit.TOMLDocument) -> None:
    submission = document.get("submission")
    if submission is not None:
        for key in DATED:
            if key in submission:
                submission.remove(key)
        submission["set_when_opening"] = True
    elif document.get("scope") != "agency" or "form" in document:
        made = tomlkit.table()
        made["set_when_opening"] = True
        document["submission"] = made
    for stage in document.get("stages", []):
        for key in DATED_STAGE:
            if key in stage:
                stage.remove(key)


def series_of(identity: str) -> str:
    """The competition of which this is one edition: the id without its year."""
    return re.sub(r"-\d{4}$", "", identity)
