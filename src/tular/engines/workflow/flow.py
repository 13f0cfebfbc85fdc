"""The table itself, and what is wrong with one that cannot be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass


class FlowError(ValueError):
    """A table of states and moves contradicts itself; `problems` has a sentence for each place.

    Tables are written by programmers, so the sentences are English.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))

    def __reduce__(self) -> tuple[type[FlowError], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one of `sources` to `target` that needs all facts of `needs`; sources may contain the target."""

    name: str
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """States, and the moves between them.

    `starts` are the states in which something may begin: the first of `states` unless told. `final` are those in which
    it may stay for ever. Raises `FlowError` when a state or a name comes twice, when a move knows a state that the
    table does not, when a state cannot be reached from the starts, when nothing leads out of a state that is not
    declared final, and when something leads out of one that is.
    """

    states: tuple[str, ...]
    moves: tuple[Move, ...]
    final: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", self.starts or self.states[:1])
        # What is reachable can only be said of a table whose names are right.
        if problems := [*_wrong_names(self)] or [*_wrong_ways(self)]:
            raise FlowError(problems)

    def __getitem__(self, name: str) -> Move:
        """The move of this name. Raises KeyError."""
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    def reachable(self, begin: Collection[str]) -> frozenset[str]:
        """The given states and all that can be reached from them, whatever the facts."""
        found: set[str] = set()
        ahead = list(begin)
        while ahead:
            state = ahead.pop()
            if state not in found:
                found.add(state)
                ahead += [move.target for move in self.moves if state in move.sources]
        return frozenset(found)


def _wrong_names(flow: Flow) -> Iterator[str]:
    if not flow.states:
        yield "no states"
    yield from (f"state {name!r} comes twice" for name in _twice(flow.states))
    yield from (f"move {name!r} comes twice" for name in _twice(move.name for move in flow.moves))
    for kind, names in (("start", flow.starts), ("final", flow.final)):
        yield from (f"{kind} state {name!r} is unknown" for name in names if name not in flow.states)
    for move in flow.moves:
        if not move.sources:
            yield f"move {move.name!r} begins nowhere"
        for name in (*move.sources, move.target):
            if name not in flow.states:
                yield f"move {move.name!r}: state {name!r} is unknown"


def _wrong_ways(flow: Flow) -> Iterator[str]:
    reachable = flow.reachable(flow.starts)
    for state in flow.states:
        leads_out = [move.name for move in flow.moves if state in move.sources and move.target != state]
        if state not in reachable:
            yield f"state {state!r} cannot be reached"
        if state in flow.final and leads_out:
            yield f"state {state!r} is declared final, but {leads_out[0]!r} leads out of it"
        if state not in flow.final and not leads_out:
            yield f"nothing leads out of state {state!r}, which is not declared final"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
