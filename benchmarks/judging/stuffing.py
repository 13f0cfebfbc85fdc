"""How far ballot stuffing moves ranks of a public rating: plain means beside Tular's scores, and what honesty pays.

Made-up ratings of 273 proposals over ten days: true means 4.1 with standard deviation 0.25, answers to three questions
with noise, more by day than by night, one proposal in four with an honest busy half day. Half of the honest ratings
come through sixty networks of mobile operators, shared by all. Ten proposals of the lower half are attacked, so that 5,
20 or 50 % of their ratings are stuffed:

- `kantor`: from one office network within two hours, all highest;
- `tertib`: ordered employees on their own phones within two working days, nearly all highest;
- `tersebar`: the same spread over the whole window, the attack that cannot be told from content users;
- `hitam`: lowest answers against ten proposals of the upper half, from many networks within six hours.

Printed: median and largest change of the attacked ranks, against the same method without the attack; the share of
stuffed and of honest ratings that are held aside (the false-hold rate); and the error of each method without any attack
as mean distance from the true rank.

    python -m benchmarks.judging.stuffing [--runs 5]
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import mean, median

import numpy as np

from benchmarks.measuring import machine
from tular.engines.judging.benefit import Setting, benefits
from tular.engines.judging.stuffing import Rating, Watch, clusters, held_by

PROPOSALS, ATTACKED, DAYS = 273, 10, 10
MINUTES = DAYS * 24 * 60
CARRIERS = 60
KINDS = ("kantor", "tertib", "tersebar", "hitam")
SHARES = (0.05, 0.2, 0.5)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(machine())
    print(f"{PROPOSALS} proposals, {ATTACKED} attacked, {runs} runs, seeds 0–{runs - 1}")
    print(f"{Watch()}\n{Setting()}\n")
    clean = [_clean(seed) for seed in range(runs)]
    _print_clean(clean)
    print(f"{'attack':<10}{'share':>6} | {'mean: median':>13}{'worst':>7} | {'Tular: median':>14}{'worst':>7} |"
          f"{'stuffed held':>14}{'honest held':>13}")  # fmt: skip
    for kind in KINDS:
        for share in SHARES:
            _print_attack(clean, kind, share)


class _Clean:
    """One run without attack: ratings, true means, ranks of both methods."""

    def __init__(self, seed: int, rows: list[Rating], truth: Mapping[str, float], seconds: float) -> None:
        self.seed, self.rows, self.truth, self.seconds = seed, rows, truth, seconds
        self.held = held_by(clusters(rows), {})
        self.plain = _ranks(_means(rows))
        self.robust = _ranks(_scores(rows, self.held))


def _clean(seed: int) -> _Clean:
    draw = np.random.default_rng(seed)
    began = time.perf_counter()
    rows: list[Rating] = []
    truth: dict[str, float] = {}
    for place in range(PROPOSALS):
        entry = f"p{place:03d}"
        truth[entry] = float(draw.normal(4.1, 0.25))
        count = int(np.clip(draw.lognormal(4.6, 0.8), 10, 1500))
        busy = int(draw.integers(0, DAYS)) * 1440 + 540 if draw.random() < 0.25 else -1
        for number in range(count):
            visit = busy >= 0 and draw.random() < 0.3
            minute = busy + int(draw.integers(0, 240)) if visit else _moment(draw)
            rows.append(Rating(len(rows), entry, _answers(draw, truth[entry]), minute, _network(draw, entry, number)))
    return _Clean(seed, rows, truth, time.perf_counter() - began)


def _moment(draw: np.random.Generator) -> int:
    """More by day: half past nine and half past eight in the evening are the peaks."""
    hour = float(np.clip(draw.normal(*((9.5, 3) if draw.random() < 0.6 else (20.5, 2))), 0, 23.99))
    return int(draw.integers(0, DAYS)) * 1440 + int(hour * 60)


def _answers(draw: np.random.Generator, level: float) -> tuple[int, ...]:
    own = draw.normal(level, 0.7)
    return tuple(int(np.clip(round(own + draw.normal(0, 0.4)), 1, 5)) for _ in range(3))


def _network(draw: np.random.Generator, entry: str, number: int) -> str:
    kind = draw.random()
    if kind < 0.5:
        return f"op{int(draw.integers(0, CARRIERS))}"
    return f"wifi-{entry}" if kind < 0.55 else f"{entry}-{number}"


def _attack(one: _Clean, kind: str, share: float) -> tuple[list[Rating], list[str]]:
    """(stuffed ratings, attacked proposals)."""
    draw = np.random.default_rng([one.seed, KINDS.index(kind), int(share * 100)])
    ordered = sorted(one.truth, key=lambda entry: one.plain[entry])
    half = ordered[: PROPOSALS // 2] if kind == "hitam" else ordered[PROPOSALS // 2 :]
    chosen = sorted(draw.choice(half, ATTACKED, replace=False).tolist())
    sizes: dict[str, int] = defaultdict(int)
    for rating in one.rows:
        sizes[rating.entry] += 1
    found: list[Rating] = []
    for entry in chosen:
        count = max(1, round(sizes[entry] * share / (1 - share)))
        start = int(draw.integers(0, DAYS - 2)) * 1440
        for number in range(count):
            key = len(one.rows) + len(found)
            if kind == "kantor":
                told, minute, network = (5, 5, 5), start + 600 + int(draw.integers(0, 120)), f"kantor-{entry}"
            elif kind == "hitam":
                told, minute, network = (1, 1, 1), start + 600 + int(draw.integers(0, 360)), f"hitam-{entry}-{number}"
            else:
                told = (5, 5, 5) if draw.random() < 0.85 else (5, 4, 5)
                day = start + 1440 * int(draw.integers(0, 2)) + 480 + int(draw.integers(0, 480))
                minute = day if kind == "tertib" else _moment(draw)
                network = f"op{int(draw.integers(0, CARRIERS))}"
            found.append(Rating(key, entry, told, minute, network))
    return found, chosen


def _means(rows: Sequence[Rating]) -> dict[str, float]:
    values = defaultdict(list)
    for one in rows:
        values[one.entry].append(one.value)
    return {entry: mean(each) for entry, each in values.items()}


def _scores(rows: Sequence[Rating], held: Mapping[int, str]) -> dict[str, float]:
    entries = sorted({one.entry for one in rows})
    found = benefits([one for one in rows if one.id not in held], entries, MINUTES)
    return {one.entry: one.score for one in found}


def _ranks(values: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(values, key=lambda entry: (-values[entry], entry))
    return {entry: place for place, entry in enumerate(ordered, start=1)}


def _print_clean(clean: Sequence[_Clean]) -> None:
    count = sum(len(one.rows) for one in clean)
    true = [_ranks(one.truth) for one in clean]
    for name in ("plain", "robust"):
        off = [
            abs(getattr(one, name)[entry] - ranks[entry])
            for one, ranks in zip(clean, true, strict=True)
            for entry in ranks
        ]
        print(
            f"without attack, {'mean' if name == 'plain' else 'Tular'}: {mean(off):.1f} ranks from the truth on average"
        )
    held = sum(len(one.held) for one in clean)
    print(f"without attack: {held} of {count} honest ratings held aside ({100 * held / count:.3f} %)\n")


def _print_attack(clean: Sequence[_Clean], kind: str, share: float) -> None:
    moved: dict[str, list[int]] = defaultdict(list)
    stuffed = caught = honest = wronged = 0
    for one in clean:
        attack, chosen = _attack(one, kind, share)
        rows = [*one.rows, *attack]
        held = held_by(clusters(rows), {})
        first = len(one.rows)
        stuffed, caught = stuffed + len(attack), caught + sum(1 for number in held if number >= first)
        honest, wronged = honest + first, wronged + sum(1 for number in held if number < first)
        plain, robust = _ranks(_means(rows)), _ranks(_scores(rows, held))
        moved["plain"] += [abs(plain[entry] - one.plain[entry]) for entry in chosen]
        moved["robust"] += [abs(robust[entry] - one.robust[entry]) for entry in chosen]
    print(
        f"{kind:<10}{share:>6.0%} | {median(moved['plain']):>13.0f}{max(moved['plain']):>7} |"
        f" {median(moved['robust']):>14.0f}{max(moved['robust']):>7} |"
        f"{100 * caught / stuffed:>12.1f} %{100 * wronged / honest:>11.3f} %"
    )


if __name__ == "__main__":
    main()
