"""Groups of public ratings that look like ballot stuffing: who came together, and said the same.

No single measure suffices, so nothing is held aside for one mark alone. A *group* is what came together: from one
network, one mail domain, within the same hours far above the proposal's own rhythm, or with the same words. Within a
group only a *block* is held: the ratings that agree with each other far more than the proposal's other ratings and
those of all other proposals would let expect (exact binomial tail). Groups by copied words need no second mark.

Everything is deterministic: the same ratings in any order give the same answer. What each measure can and cannot do:
docs/judging/public-rating.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

LOWEST, HIGHEST = 1, 5
"""Ends of the levels of every question."""

NETWORK, DOMAIN, BURST, COPIED = "network", "domain", "burst", "copied"
RULES = (NETWORK, DOMAIN, BURST, COPIED)

TOP, BOTTOM = "top", "bottom"
"""Blocks by their mean: nearly all highest, nearly all lowest levels. Every other block names its answers."""


USUAL, RARE = 0.4, 0.05
"""Shares of highest ratings and of any other block, assumed as of 20 ratings: content users often give nothing less."""

type Block = str | tuple[int, ...]
"""TOP, BOTTOM, or the same answers to every question."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Thresholds, published with every result."""

    network: int = 8
    """Ratings of one proposal from one network, from which they are looked at as a group."""
    domain: int = 5
    """The same for one mail domain that is no public provider."""
    burst: int = 10
    """The same for one stretch of hours."""
    hours: tuple[int, ...] = (6, 24)
    """Lengths of stretches."""
    times: float = 2.5
    """How many times the expected number a stretch must hold to be looked at."""
    copied: int = 3
    """Ratings of one proposal with the same words in their comment, from which they are held aside."""
    rarest: float = 1e-5
    """A block is held when chance would make one at most this often."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One confirmed rating. `network`, `domain` and `words` are labels: equal ones belong together, "" to nothing."""

    id: int
    entry: str
    answers: tuple[int, ...]
    minute: int
    """Minutes from the opening to the moment it was sent."""
    network: str = ""
    domain: str = ""
    words: str = ""

    @property
    def value(self) -> float:
        """Mean of its answers."""
        return sum(self.answers) / len(self.answers)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of ratings of one proposal. `members` are those that are held aside when it is; "" block: not suspected.

    `chance` is the probability that so many of `size` agree by chance; 1.0 where nothing was found.
    """

    entry: str
    rule: str
    key: str
    size: int
    members: tuple[int, ...]
    block: str
    chance: float

    @property
    def suspected(self) -> bool:
        """Whether the engine proposes to hold it aside."""
        return bool(self.block)

    @property
    def name(self) -> str:
        """What decisions call it: stays the same while ratings come in."""
        return f"{self.entry}|{self.rule}|{self.key}"


def clusters(ratings: Iterable[Rating], watch: Watch = Watch()) -> list[Cluster]:
    """All groups that are large enough to be looked at, by entry, rule and key."""
    rows = sorted(ratings, key=lambda one: one.id)
    by_entry: dict[str, list[Rating]] = defaultdict(list)
    for one in rows:
        by_entry[one.entry].append(one)
    crowd = _Tally(rows, watch)
    found: list[Cluster] = []
    for entry in sorted(by_entry):
        mine = by_entry[entry]
        own = _Tally(mine, watch)
        for rule, groups in _groups(mine, own, crowd, watch):
            found.extend(_judged(mine, rule, groups, own, crowd, watch))
    return found


class _Tally:
    """What some ratings look like: how many there are, of which answers, and in which stretch of hours."""

    def __init__(self, rows: Sequence[Rating], watch: Watch | None = None) -> None:
        self.size = len(rows)
        self.answers = Counter(one.answers for one in rows)
        self.kinds: Counter[str] = Counter()
        for answers, count in self.answers.items():
            self.kinds[_extreme(answers)] += count
        self.stretches = {
            hours: Counter(_stretch(one, hours) for one in rows) for hours in (watch.hours if watch else ())
        }
        self.usual: dict[int, float] = {}

    def count(self, block: Block) -> int:
        """How many agree with a block."""
        return self.kinds[block] if isinstance(block, str) else self.answers[block]


def _elsewhere(block: Block, own: _Tally, crowd: _Tally) -> float:
    """How often others' proposals are rated like this; leans on `USUAL` where there are few to tell from."""
    others = crowd.size - own.size
    highest = block == TOP or (not isinstance(block, str) and min(block) == HIGHEST)
    return (crowd.count(block) - own.count(block) + 20 * (USUAL if highest else RARE)) / (others + 20)


def _expected(own: _Tally, crowd: _Tally, stretch: int, hours: int) -> float:
    """Ratings of a proposal in a stretch, by its own rhythm and by that of all others; one at least."""
    counts, all_counts = own.stretches[hours], crowd.stretches[hours]
    if hours not in own.usual:
        own.usual[hours] = float(median(counts[number] for number in range(max(all_counts) + 1)))
    others = crowd.size - own.size
    elsewhere = (all_counts[stretch] - counts[stretch]) / others if others else 0.0
    return max(1.0, own.usual[hours], (own.size - counts[stretch]) * elsewhere)


def _stretch(one: Rating, hours: int) -> int:
    return max(0, one.minute) // (60 * hours)


def _stretch_key(one: Rating, hours: int) -> str:
    return f"{hours:02d}-{_stretch(one, hours):05d}"


def _extreme(answers: tuple[int, ...]) -> str:
    """TOP or BOTTOM where answers say nearly nothing but highest or lowest levels, else ""."""
    value = sum(answers) / len(answers)
    if value >= HIGHEST - 0.5:
        return TOP
    return BOTTOM if value <= LOWEST + 0.5 else ""


def _agrees(one: Rating, block: Block) -> bool:
    return _extreme(one.answers) == block if isinstance(block, str) else one.answers == block


def _groups(
    mine: Sequence[Rating], own: _Tally, crowd: _Tally, watch: Watch
) -> Iterable[tuple[str, list[tuple[str, list[Rating]]]]]:
    """(rule, its groups as key and ratings) of one proposal's ratings."""

    def by(label: Callable[[Rating], str], least: int) -> list[tuple[str, list[Rating]]]:
        held: dict[str, list[Rating]] = defaultdict(list)
        for one in mine:
            if key := label(one):
                held[key].append(one)
        return [(key, held[key]) for key in sorted(held) if len(held[key]) >= least]

    yield NETWORK, by(lambda one: one.network, watch.network)
    yield DOMAIN, by(lambda one: one.domain, watch.domain)
    for hours in watch.hours:
        label = partial(_stretch_key, hours=hours)
        stretches = [
            (key, group)
            for key, group in by(label, watch.burst)
            if len(group) >= watch.times * _expected(own, crowd, _stretch(group[0], hours), hours)
        ]
        yield BURST, stretches
    yield COPIED, by(lambda one: one.words, watch.copied)


def _judged(
    mine: Sequence[Rating], rule: str, groups: list[tuple[str, list[Rating]]], own: _Tally, crowd: _Tally, watch: Watch
) -> Iterable[Cluster]:
    """Each group with its block, if it has one. What lies in no group of this rule tells what is usual here."""
    grouped = {one.id for _key, group in groups for one in group}
    rest = _Tally([one for one in mine if one.id not in grouped])
    for key, group in groups:
        entry, size = group[0].entry, len(group)
        if rule == COPIED:
            yield Cluster(entry, rule, key, size, tuple(one.id for one in group), "words", 0.0)
            continue
        block, chance = _likeliest(_Tally(group), rest, own, crowd)
        if chance > watch.rarest:
            yield Cluster(entry, rule, key, size, tuple(one.id for one in group), "", chance)
            continue
        members = tuple(one.id for one in group if _agrees(one, block))
        yield Cluster(entry, rule, key, size, members, _called(block), chance)


def _likeliest(group: _Tally, rest: _Tally, own: _Tally, crowd: _Tally) -> tuple[Block, float]:
    """The agreement within a group that chance explains least, and how often chance would make it."""
    exact = min(group.answers, key=lambda answers: (-group.answers[answers], answers))
    best: tuple[float, Block] = (1.0, exact)
    candidates: tuple[Block, ...] = (exact, TOP, BOTTOM)
    for block in candidates:
        elsewhere = _elsewhere(block, own, crowd)
        # What is usual for this proposal, leaning on all others as long as it has few ratings.
        usual = (rest.count(block) + 10 * elsewhere) / (rest.size + 10)
        chance = binomial_tail(group.count(block), group.size, min(0.99, max(usual, elsewhere)))
        if chance < best[0]:
            best = (chance, block)
    return best[1], best[0]


def _called(block: Block) -> str:
    return block if isinstance(block, str) else "-".join(map(str, block))


def binomial_tail(least: int, of: int, share: float) -> float:
    """Probability of at least `least` successes in `of` tries with probability `share` each; exact to rounding."""
    if least <= 0:
        return 1.0
    if least > of or share <= 0.0:
        return 0.0
    if share >= 1.0:
        return 1.0
    logs = [
        math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        + k * math.log(share) + (of - k) * math.log1p(-share)
        for k in range(least, of + 1)
    ]  # fmt: skip
    highest = max(logs)
    return min(1.0, math.exp(highest) * math.fsum(math.exp(one - highest) for one in logs))


def held_by(found: Iterable[Cluster], decided: Mapping[str, bool]) -> dict[int, str]:
    """Rating → rule by which it is held aside. `decided` maps names of clusters to whether people hold them.

    Without a decision the engine's suspicion holds. A rating in several groups is counted under the first rule; one
    that people restored in one group stays aside where another group holds it.
    """
    held: dict[int, str] = {}
    for one in sorted(found, key=lambda one: (RULES.index(one.rule), one.name)):
        if decided.get(one.name, one.suspected):
            for member in one.members:
                held.setdefault(member, one.rule)
    return held
