"""Screening of 3,500 new proposals against 30,000 older texts for doublets, and what it finds.

    .venv/bin/python benchmarks/screening.py [--new 3500] [--old 30000] [--copies 105] [--seed 1]

Older texts are made of sentences of the shipped catalogue in which every fourth word is another one, 250 to 1,200
words each; a tenth is as short as a record. Among the new ones are altered copies of older ones, by seven kinds of
alteration. Budgets: 60 s on two cores; recall ≥ 0.95; at most 5 % of the new ones to be looked at, the copies among
them included. A second run with many copies gives the recall by kind. Nothing is kept.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections import Counter
from pathlib import Path

from measuring import machine, resident_mb

from tular.engines.matching.careless import careless
from tular.engines.matching.screening import Text, screen

CATALOGUE = Path(__file__).parent.parent / "data" / "innovations.csv"
KINDS = ("renamed", "shortened", "place", "acronym", "copied", "year", "reordered")
SYLLABLES = "ba be bi bo da de di ga ja ka ke ki la le li ma me mi na ni pa pe pi ra ri sa se si ta te ti wa".split()


def main() -> None:
    """Make the texts, screen them, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--new", type=int, default=3_500)
    parser.add_argument("--old", type=int, default=30_000)
    parser.add_argument("--copies", type=int, default=105)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(machine())
    made = Made(options.seed)
    _run(made, options.new, options.old, options.copies)
    _run(made, 1_400, 5_000, 1_400)
    _real(made)


class Made:
    """Texts made from the shipped catalogue, by a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        with CATALOGUE.open(encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        told = " ".join(f"{row['problem']} {row['solution']} {row['results']}" for row in self.rows)
        self.sentences = [one.split() for one in re.split(r"(?<=[.!?])\s+", told) if len(one.split()) > 4]
        self.words = [word.strip(".,;()") for one in self.sentences for word in one]
        self.title_words = [word for row in self.rows for word in row["title"].split()]
        self.patterns = [row["title"].split() for row in self.rows]
        self.used: set[tuple[str, ...]] = set()
        self.places = sorted({row["agency"].removeprefix("Pemerintah ").split(" ", 1)[-1] for row in self.rows})

    def title(self) -> list[str]:
        """A title that no other has."""
        while (key := tuple(sorted(re.findall(r"\w+", " ".join(title := self._title()).lower())))) in self.used:
            pass
        self.used.add(key)
        return title

    def _title(self) -> list[str]:
        """As long as a real one, half of its words taken from others; every third has a coined name."""
        dice = self.dice
        words = [dice.choice(self.title_words) if dice.random() < 0.5 else word for word in dice.choice(self.patterns)]
        if dice.random() < 0.33:
            coined = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).upper()
            words = [coined, *(f"({words[0]}", *words[1:-1], f"{words[-1]})" if len(words) > 1 else ")")]
        return words

    def text(self, length: int, place: str) -> list[list[str]]:
        """Sentences of about so many words; some name the place."""
        dice, found, count = self.dice, [], 0
        while count < length:
            sentence = [
                dice.choice(self.words) if dice.random() < 0.25 else word for word in dice.choice(self.sentences)
            ]
            if dice.random() < 0.3:
                sentence += ["di", place]
            found.append(sentence)
            count += len(sentence)
        return found

    def one(self, key: str) -> tuple[str, str, list[str], list[list[str]]]:
        """Key, place, title and sentences of a new work."""
        place = self.dice.choice(self.places)
        length = self.dice.randint(40, 150) if self.dice.random() < 0.1 else self.dice.randint(250, 1_200)
        return key, place, self.title(), self.text(length, place)

    def altered(self, kind: str, made: tuple[str, str, list[str], list[list[str]]]) -> tuple[list[str], str, str]:
        """Title, text and place of an altered copy."""
        dice = self.dice
        _, place, title, text = made
        if kind == "renamed":
            return self.title(), _joined(text), place
        if kind == "shortened":
            kept = max(3, int(len(text) * dice.uniform(0.35, 0.6)))
            start = dice.randint(0, max(0, len(text) - kept))
            return title[: max(2, len(title) * 2 // 3)], _joined(text[start : start + kept]), place
        if kind == "place":
            other = dice.choice([one for one in self.places if one != place])
            return [*title, "di", other], _joined(text).replace(place, other), other
        if kind == "acronym":
            name = title[0] if title[0].isupper() else "".join(word[0] for word in title if word[0].isalpha()).upper()
            short = [name] if dice.random() < 0.5 else [*(word.strip("()") for word in title[1:] or title)]
            return short, _joined(_worded(self, text, 0.05)), place
        if kind == "copied":
            own = self.text(sum(map(len, text)) // 3, place)
            return self.title(), _joined([*text[: max(3, len(text) * 3 // 4)], *own]), dice.choice(self.places)
        if kind == "year":
            return [*title, "Tahun", str(dice.randint(2019, 2025))], _joined(self.text(300, place)), place
        return title[::-1], _joined(dice.sample(_worded(self, text, 0.1), len(text))), dice.choice(self.places)


def _worded(made: Made, text: list[list[str]], share: float) -> list[list[str]]:
    return [[made.dice.choice(made.words) if made.dice.random() < share else word for word in one] for one in text]


def _joined(text: list[list[str]]) -> str:
    return ". ".join(" ".join(one) for one in text)


def _run(made: Made, new: int, old: int, copies: int) -> None:
    before = [made.one(f"lama-{number}") for number in range(old)]
    older = [Text(key, " ".join(title), _joined(text), place) for key, place, title, text in before]
    fresh, origin = [], {}
    sources = made.dice.sample(before, copies)
    for number in range(new):
        key = f"baru-{number}"
        if number < copies:
            kind = KINDS[number % len(KINDS)]
            title, text, place = made.altered(kind, sources[number])
            origin[key] = (sources[number][0], kind)
            fresh.append(Text(key, " ".join(title), text, place))
        else:
            _, place, title, sentences = made.one(key)
            fresh.append(Text(key, " ".join(title), _joined(sentences), place))
    made.dice.shuffle(fresh)
    texts = {one.key: one.text for one in (*fresh, *older)}
    words = sum(len(text.split()) for text in texts.values())
    steps: list[float] = []
    started = time.perf_counter()
    pairs = screen(fresh, older, lambda keys: {key: texts[key] for key in keys}, total=new + old, progress=steps.append)
    seconds = time.perf_counter() - started
    looked = {key for pair in pairs for key in (pair.first, pair.second) if key.startswith("baru")}
    found = {(pair.first, pair.second) for pair in pairs}
    right = Counter(kind for key, (source, kind) in origin.items() if (key, source) in found)
    wrong = len(looked - set(origin))
    share, vain = len(looked) / new, wrong / new
    print(f"\n{new} new, {copies} of them altered copies, against {old} older; {words / 1e6:.1f} million words")
    print(f"  {seconds:.1f} s, progress told {len(steps)} times, {resident_mb():.0f} MB resident")
    print(
        f"  recall {right.total() / copies:.3f}", {kind: f"{right[kind] / (copies / len(KINDS)):.2f}" for kind in KINDS}
    )
    print(f"  {len(pairs)} pairs; to look at {len(looked)} of {new} ({share:.1%}), in vain {wrong} ({vain:.1%})")


def _real(made: Made) -> None:
    """The shipped catalogue against itself, and its texts as answers: how often somebody would look in vain."""
    told = {row["id"]: " ".join((row["problem"], row["solution"], row["results"])) for row in made.rows}
    records = [Text(row["id"], row["title"], told[row["id"]], row["agency"]) for row in made.rows]
    pairs = screen(records, (), lambda keys: {key: told[key] for key in keys}, total=len(records))
    looked = {key for pair in pairs for key in (pair.first, pair.second)}
    print(f"\nshipped catalogue against itself: {len(pairs)} pairs, {len(looked)} of {len(records)} records")
    flagged = answers = 0
    for row in made.rows:
        sections = {name: row[name] for name in ("problem", "solution", "results") if row[name]}
        answers += len(sections)
        flagged += len({one.section for one in careless(sections)})
    print(f"answers of the shipped catalogue taken for careless: {flagged} of {answers}")


if __name__ == "__main__":
    main()
