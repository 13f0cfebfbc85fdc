"""What the texts of a record tell: its sentences, and whether it states figures. Rules of thumb for Indonesian.

They decide what a page warns of, never what a page says about the facts: the text itself is always shown.
"""

from __future__ import annotations

import re

MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
CONTESTS = "top|juara|peringkat|kategori|kelompok|tahap|gelombang|generasi|kipp|unpsa|iga|covid"

NOT_A_FIGURE = re.compile(
    rf"\b\d{{1,2}}[ ](?:{MONTHS})\b(?:[ ]\d{{4}})?"  # 16 Maret 2020
    rf"|\b(?:{CONTESTS})[- ]\d+"  # Top 99, kategori 1, Covid-19
    r"|\b[a-z][a-z-]*\d+\b"  # P2, PBB-P2
    r"|\b(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?\b",  # 2021, 2021–2022
    re.IGNORECASE,
)
MONEY = re.compile(r"\brp\.?[ ]?(?=\d)", re.IGNORECASE)
DIGIT = re.compile(r"\d")

BEFORE = re.compile(
    r"\bdari\b[^.;]*\d[^.;]*\b(?:menjadi|jadi|ke|sampai|hingga|tinggal)\b[^.;]*\d"
    r"|\b(?:turun|naik|meningkat|bertambah|berkurang)\s+(?:tajam\s+|pesat\s+)?dari\b[^.;]{0,40}\d"
    r"|\b(?:semula|sebelumnya|awalnya|tadinya|dibanding(?:kan)?)\b[^.;]*\d"
    r"|\d[^.;]*\b(?:semula|sebelumnya|awalnya|tadinya|dibanding(?:kan)?)\b",
    re.IGNORECASE,
)
"""Ways of telling a figure together with the one before it. A dot inside a number does not end the sentence."""

SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”')]))\s+(?=[\"“'(]*[A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|Kec|Kel|Kab|Prov|Jl|No|Nomor|Dr|Drs|Dra|dr|Ir|Prof|H|Hj|St|dll|dsb|dst|mis|hlm|tgl|a\.n|d\.a)\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without changing a word. Titles and abbreviations do not end a sentence."""
    found: list[str] = []
    for part in SENTENCE_END.split(" ".join(text.split())):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return tuple(found)


def states_a_figure(text: str) -> bool:
    """Whether the text gives a figure in digits: not a year, a date, a place in a contest or a number in a name."""
    return bool(DIGIT.search(NOT_A_FIGURE.sub(" ", MONEY.sub(" ", text))))


def states_a_baseline(text: str) -> bool:
    """Whether a figure is told together with the one before: "dari 52 menjadi 8", "semula 12"."""
    return any(
        BEFORE.search(re.sub(r"(?<=\d)[.](?=\d)", "", NOT_A_FIGURE.sub(" ", MONEY.sub(" ", sentence))))
        for sentence in sentences(text)
    )
