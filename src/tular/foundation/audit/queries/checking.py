"""Is the trail as it was written? Recomputes the chain, entry by entry, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Literal

from django.db import connection
from django.db.models import Max

from tular.foundation.audit import guards
from tular.foundation.audit.models import AuditEntry, AuditHead
from tular.foundation.audit.trail import BEGINNING, digest

CHUNK = 1000

FIELDS = (
    "number", "at", "action", "person_id", "person_name", "subject_type", "subject_id", "subject_name", "changes",
    "reason", "channel", "request", "previous", "hash",
)  # fmt: skip
"""What an exported line holds: everything an entry says."""

FaultKind = Literal["gap", "chain", "content", "tail", "surplus", "head", "guards"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and at which number (0: not at one entry).

    gap: the entry is missing; chain: it does not follow from the one before; content: it says something else than
    when it was written; tail: entries behind the last one are gone; surplus: entries that the head does not know;
    head: the head's hash is not that of the last entry; guards: `names` of triggers that do not watch.
    """

    kind: FaultKind
    number: int = 0
    expected: str = ""
    found: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were read, the last number and hash, and the faults: at most one of the chain, the first."""

    read: int
    number: int
    hash: str
    faults: tuple[Fault, ...]


def verify(keep: Any = None) -> Verdict:
    """Read the whole trail; `keep(entry)` is called with each entry that is read, in order.

    The head is read first: what is appended meanwhile is left to the next check.
    """
    head = AuditHead.objects.filter(pk=1).first() or AuditHead(pk=1, number=0, hash=BEGINNING)
    faults = [Fault("guards", names=tuple(names))] if (names := guards.missing(connection)) else []
    broken: Fault | None = None
    read, number, last = 0, 0, BEGINNING
    for entry in AuditEntry.objects.filter(number__lte=head.number).order_by("number").iterator(chunk_size=CHUNK):
        broken = broken or _fault(entry, number + 1, last)
        read, number, last = read + 1, entry.number, entry.hash
        if keep:
            keep(entry)
    if broken is None and number < head.number:
        broken = Fault("tail", number + 1, expected=str(head.number), found=str(number))
    elif broken is None and last != head.hash:
        broken = Fault("head", number, expected=head.hash, found=last)
    return Verdict(read, number, last, tuple(faults + ([broken] if broken else _surplus())))


def _fault(entry: AuditEntry, wanted: int, last: str) -> Fault | None:
    """What is wrong with an entry that should have the number `wanted` and follow the hash `last`."""
    if entry.number != wanted:
        return Fault("gap", wanted, expected=str(wanted), found=str(entry.number))
    if (found := digest(entry)) != entry.hash:
        return Fault("content", entry.number, expected=entry.hash, found=found)
    if entry.previous != last:
        return Fault("chain", entry.number, expected=entry.previous, found=last)
    return None


def _surplus() -> list[Fault]:
    """Entries beyond the head; it is read after them, and never falls behind what is written rightly."""
    highest = AuditEntry.objects.aggregate(highest=Max("number"))["highest"] or 0
    known = AuditHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    return [Fault("surplus", known + 1, expected=str(known), found=str(highest))] if highest > known else []


def entry_hashes(numbers: Iterable[int]) -> dict[int, str]:
    """The hashes of these entries, computed anew from what they say and the hash they are chained to; one query.

    That the chain between them is whole, `verify` tells.
    """
    return {entry.number: digest(entry) for entry in AuditEntry.objects.filter(number__in=list(numbers))}


def head_of_trail() -> tuple[int, str]:
    """(number, hash) of the last entry; number 0 while nothing was done."""
    head = AuditHead.objects.filter(pk=1).first()
    return (head.number, head.hash) if head else (0, BEGINNING)


def exported(entry: AuditEntry) -> dict[str, Any]:
    """Everything an entry says, as it stands on a line of an export."""
    line = {name: getattr(entry, name) for name in FIELDS}
    return line | {"at": entry.at.astimezone(UTC).isoformat()}


def compare(lines: Iterator[dict[str, Any]]) -> Iterator[tuple[int, list[str]]]:
    """(number, what differs) of every exported line that the trail does not hold like this any more.

    What differs are names of fields; "number" alone means that the entry is gone.
    """
    chunk: list[dict[str, Any]] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == CHUNK:
            yield from _compare(chunk)
            chunk = []
    yield from _compare(chunk)


def _compare(lines: list[dict[str, Any]]) -> Iterator[tuple[int, list[str]]]:
    numbers = [line["number"] for line in lines]
    found = {entry.number: exported(entry) for entry in AuditEntry.objects.filter(number__in=numbers)}
    for line in lines:
        entry = found.get(line["number"])
        differing = ["number"] if entry is None else [name for name in FIELDS if entry[name] != line.get(name)]
        if differing:
            yield line["number"], differing
