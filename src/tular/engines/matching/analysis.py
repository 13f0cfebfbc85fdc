"""One analyser for every use: index, query, synonyms, highlights, duplicates.

Lower-case, Snowball for Indonesian (PyStemmer), our own stop list. Snowball makes consistent errors
("menurunkan" → "urun"), harmless inside; nobody is ever shown a stem: every token keeps its place in the text.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

STOP_WORDS = frozenset(
    """
    ada adalah agar akan antara apa atas atau bagi bahwa banyak baru beberapa belum bisa bukan dalam dan dapat dari
    dengan di dia hal hanya harus hingga ia ini itu jadi jika juga kami kamu kalau karena ke kepada kita kurang lagi
    lain lebih maka masih melalui mereka namun oleh pada para perlu pun saat saja sampai sangat satu saya secara
    sehingga sejak selama semua seperti serta setiap sudah supaya telah tentang terhadap tersebut tetapi tidak tiap
    untuk yang yg dgn utk dlm pd tdk sdh krn anda hal
    """.split()
)
"""Words that carry no topic. Kept short on purpose: about 70 rank as well as several hundred."""

STEMS = {
    "sekolah": "sekolah", "masalah": "masalah", "makalah": "makalah", "istilah": "istilah", "diare": "diare",
    "perempuan": "perempuan", "pegawai": "pegawai", "kepegawaian": "pegawai", "perahu": "perahu",
    "penduduk": "penduduk", "kependudukan": "penduduk",
    "penganggur": "pengangguran", "pengangguran": "pengangguran", "menganggur": "pengangguran",
}  # fmt: skip
"""Roots that Snowball takes for a root with an affix ("seko-lah", "di-are"), so that their forms never meet."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_local = threading.local()
_LONGEST_REMEMBERED = 10_000
"""Characters; longer than any description."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as written in lower case, its stem, and its place (character offsets)."""

    word: str
    stem: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        """Whether the word carries no topic."""
        return self.word in STOP_WORDS


def tokens(text: str) -> tuple[Token, ...]:
    """All words of `text` in order, stop words included. A reduplication ("anak-anak") counts as its base.

    The last texts are remembered: a result page reads each description several times. Very long ones are not, since
    a few hundred of them would fill the memory.
    """
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _read(text)


def topics(text: str) -> list[Token]:
    """The words of `text` that carry a topic: no stop words, no single letters."""
    return [token for token in tokens(text) if not token.is_stop and len(token.word) > 1]


def stems(text: str) -> list[str]:
    """The stems of the topic words of `text`, in order: what the word index stores."""
    return [token.stem for token in topics(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word. Internal form: never show it."""
    if known := STEMS.get(word):
        return known
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a Stemmer must not be shared between threads
        stemmer = _local.stemmer = Stemmer.Stemmer("indonesian")
    return str(stemmer.stemWord(word))


def _read(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        base, _, rest = word.partition("-")
        if rest and (rest == base or rest.startswith(base)):
            word = base
        if "-" in word or "'" in word or "’" in word:
            found.extend(_pieces(match.group(), match.start()))
        else:
            found.append(Token(word, stem(word), match.start(), match.end()))
    return tuple(found)


_remembered = lru_cache(maxsize=256)(_read)


def _pieces(written: str, start: int) -> list[Token]:
    # Cut before lowering: "İ" in lower case is two characters, which would shift every place after it.
    return [
        Token(piece.group().lower(), stem(piece.group().lower()), start + piece.start(), start + piece.end())
        for piece in re.finditer(r"[^-'’]+", written)
    ]
