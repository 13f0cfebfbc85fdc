"""Answers that were filled with anything: a dot, one word again and again, keys struck at random, lorem ipsum.

What is found is for a person to look at. Each kind is drawn so narrowly that honest short answers pass; measured on
the answers of the shipped catalogue by `benchmarks/screening.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tular.engines.matching.duplicates import runs, shared

NOTHING, PLACEHOLDER, REPEATED, MASHED, LOREM, PASTED, JOKE = (
    "nothing", "placeholder", "repeated", "mashed", "lorem", "pasted", "joke",
)  # fmt: skip

PLACEHOLDERS = frozenset(
    """
    test tes testing coba coba-coba isi diisi nanti menyusul todo tba idem sda dst na n/a nihil kosong tidak-ada ada
    sama-seperti-di-atas seperti-di-atas lihat-di-atas lihat-lampiran terlampir akan-diisi isi-nanti diisi-nanti
    belum-ada belum-diisi belum lorem contoh xxx aaa abc abcd asd asdf qwerty ok oke ya tidak
    """.split()
)
"""Whole answers that say nothing, words joined by hyphens."""

FEWEST_WORDS = 4
"""Fewer words than these are no answer where a whole section is asked for."""

_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"lorem\s+ipsum|dolor\s+sit\s+amet|consectetur\s+adipiscing", re.IGNORECASE)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_STRUCK = frozenset(row[i : i + 4] for one in _ROWS for row in (one, one[::-1]) for i in range(len(row) - 3))
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_SAME_LETTER = re.compile(r"([^\W\d_])\1{3,}")
_VOWEL = re.compile(r"[aiueoyàáâèéêëìíòóôùúü]")


@dataclass(frozen=True, slots=True)
class Careless:
    """One answer that looks careless: in which section, of what kind, and the sentence that says what was seen."""

    section: str
    kind: str
    sentence: str


def careless(
    answers: Mapping[str, str], labels: Mapping[str, str] | None = None, asked: Mapping[str, int] | None = None
) -> list[Careless]:
    """What looks careless among the answers of one form, at most once per section; empty answers are none.

    `labels` name the sections in the sentences. `asked` tells how many words a section may have: where that is less
    than 50, or `asked` is given without the section, a short answer is as good as a long one.
    """
    names = labels or {}
    found = []
    for section, text in answers.items():
        if not text.strip():
            continue
        wide = asked is None or asked.get(section, 0) >= 50
        seen = _of_text(text, wide)
        if seen:
            kind, what = seen
            found.append(Careless(section, kind, f"{names.get(section, section)} {what}"))
    known = {one.section for one in found}
    rest = {section: text for section, text in answers.items() if section not in known}
    found += [
        Careless(
            section, PASTED, f"{names.get(section, section)} berisi teks yang sama dengan {names.get(first, first)}"
        )
        for section, first in _pasted(rest)
    ]
    order = list(answers)
    return sorted(found, key=lambda one: order.index(one.section))


def _of_text(text: str, wide: bool) -> tuple[str, str] | None:
    words = [word.lower() for word in _WORD.findall(text)]
    if not any(character.isalpha() for character in text) and not (words and not wide):
        return NOTHING, f"hanya berisi tanda atau angka: “{_quoted(text)}”"
    if _LATIN.search(text):
        return LOREM, "berisi teks contoh “lorem ipsum”"
    if wide and "-".join(words) in PLACEHOLDERS:
        return PLACEHOLDER, f"hanya berisi “{_quoted(text)}”"
    if wide and (repeated := _repeated(words)):
        return REPEATED, f"mengulang kata “{repeated}”"
    if _mashed(text):
        return MASHED, f"berisi huruf yang tidak membentuk kata: “{_quoted(text)}”"
    if wide and len(words) < FEWEST_WORDS:
        return JOKE, f"hanya berisi {len(words)} kata: “{_quoted(text)}”"
    return None


def _repeated(words: list[str]) -> str:
    """The word that makes up most of the text; "" where there is none."""
    if len(words) < 4:
        return words[0] if len(words) > 1 and len(set(words)) == 1 else ""
    word, count = Counter(words).most_common(1)[0]
    few = len(words) >= 12 and len(set(words)) <= len(words) * 0.2
    return word if count > len(words) * 0.5 or few else ""


def _mashed(text: str) -> bool:
    """Whether half of the longer words cannot be words. Names in capitals and addresses are let pass."""
    longer = [
        word
        for word in _WORD.findall(text)
        if len(word) >= 4 and not (word.isascii() and word.isdigit()) and not word.isupper()
    ]
    odd = sum(_is_struck(word.lower()) for word in longer)
    return bool(odd) and odd * 2 >= len(longer)


def _is_struck(word: str) -> bool:
    if any(part in word for part in _STRUCK) and not _VOWEL.search(word.strip("aeiou")[2:-2] or "a"):
        return True
    return bool(
        _SAME_LETTER.search(word)
        or _CONSONANTS.search(word)
        or (word.isalpha() and word.isascii() and not _VOWEL.search(word))
        or sum(part in word for part in _STRUCK) >= 2
        or word in ("asdf", "qwer", "zxcv", "hjkl", "jkl")
    )


def _pasted(answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Sections whose text is that of an earlier one, with that one."""
    before: list[tuple[str, str, frozenset[tuple[str, ...]]]] = []
    for section, text in answers.items():
        plain = " ".join(_WORD.findall(text.lower()))
        own = runs(text)
        for first, its_plain, its in before:
            if len(plain.split()) >= FEWEST_WORDS and (
                plain == its_plain
                or (
                    min(len(own), len(its)) >= 8
                    and shared(own, its) >= 0.9
                    and min(len(own), len(its)) * 2 >= max(len(own), len(its))
                )
            ):
                yield section, first
                break
        else:
            before.append((section, plain, own))


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
