"""What a competition decided, computed again from what was frozen, and compared byte by byte.

A lower feature does not know what upper ones decide: each offers its steps with `replaying.offer(query)` in its
`apps.py`; `query(competition)` gives steps in the order in which things happened. Nothing is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError

from tular.features.competitions.models import Competition, TrailDigest
from tular.foundation.audit.queries import entry_hashes

EITHER_SIDE = 60
"""Characters shown around the first difference."""


UNKNOWN = ""
"""What made it was not noted: it is older than the note, or the note was taken away."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was kept, and how it is computed again from its frozen input.

    `kind` is a code: assignment, assigned, totals, marks, calibration, comparison, rating, ratings, minutes, visit,
    basis, scores, lines, approval, list, chosen, outcomes, certificate, winners, trail.

    `made_with` names the versions that made it where others may give other bytes, `now_with` those at work here; None
    where no version matters.
    """

    stage: str
    kind: str
    what: str
    kept: str
    again: Callable[[], str]
    made_with: str | None = None
    now_with: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A step after it was computed again; hashes are SHA-256 of the texts in UTF-8, `size` is that of what was kept."""

    stage: str
    kind: str
    what: str
    kept: str
    again: str
    made_with: str | None = None
    now_with: str = ""
    failure: str = ""
    """Why nothing could be computed again; its frozen input cannot be read."""

    @property
    def is_comparable(self) -> bool:
        """False where other versions made it and it is not equal: it may be altered, or made otherwise."""
        return self.is_equal or not self.made_with or self.made_with == self.now_with

    @property
    def is_equal(self) -> bool:
        """Whether every byte is."""
        return not self.failure and self.kept == self.again

    @property
    def kept_sha256(self) -> str:
        """Of what was kept."""
        return hashlib.sha256(self.kept.encode()).hexdigest()

    @property
    def again_sha256(self) -> str:
        """Of what was computed again."""
        return hashlib.sha256(self.again.encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of what was kept."""
        return len(self.kept.encode())

    @property
    def difference(self) -> tuple[str, str]:
        """What stands around the first difference, kept and computed again; empty where there is none."""
        if self.is_equal:
            return "", ""
        pairs = zip(self.kept, self.again, strict=False)
        shorter = min(len(self.kept), len(self.again))
        at = next((place for place, (one, other) in enumerate(pairs) if one != other), shorter)
        span = slice(max(0, at - EITHER_SIDE), at + EITHER_SIDE)
        return self.kept[span], self.again[span]


Offer = Callable[[Competition], Iterable[Step]]

_offers: list[Offer] = []


def offer(query: Offer) -> None:
    """Let `query(competition)` tell what can be computed again."""
    if query not in _offers:
        _offers.append(query)


def replay(competition: Competition) -> Iterator[Compared]:
    """Every step of a competition, computed again one after the other."""
    for query in (*_offers, _trail):
        for step in query(competition):
            yield compared(step)


def compared(step: Step) -> Compared:
    """The step, computed again. What was altered may be no input at all any more: then that is told."""
    again = failure = ""
    try:
        again = step.again()
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever an altered input does, the other steps are still compared
        failure = f"{type(error).__name__}: {error}"
    return Compared(step.stage, step.kind, step.what, step.kept, again, step.made_with, step.now_with, failure)


def versions(edition: int, *packages: str) -> str:
    """What computes here, as it is kept beside a result: the edition of the engine and of what it computes with."""
    return ", ".join((f"mesin {edition}", *(f"{name} {version(name)}" for name in packages)))


def canonical(value: Any) -> str:
    """The value as JSON with sorted keys and without spaces: equal values are equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _trail(competition: Competition) -> Iterator[Step]:
    """The audit trail is as it was when its digests were published."""
    digests = list(TrailDigest.objects.filter(competition=competition))
    if not digests:
        return
    kept = "\n".join(f"{one.number} {one.hash}" for one in digests)

    def again() -> str:
        found = entry_hashes([one.number for one in digests])
        return "\n".join(f"{one.number} {found.get(one.number, '-')}" for one in digests)

    yield Step("", "trail", "Sidik jejak audit yang telah diterbitkan", kept, again)
