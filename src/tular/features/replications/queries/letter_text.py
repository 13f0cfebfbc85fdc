"""A letter as Markdown, from which PDF and DOCX are written."""

from __future__ import annotations

from collections.abc import Iterable

from tular.features.replications.queries.letters import Letter
from tular.foundation.documents.writing import ROOM, escaped


def letter_text(letter: Letter) -> str:
    """Letterhead, date, reference, address, body, signature, copies: in the order of official letters."""
    parts = [
        _block("kop", "\\\n".join(escaped(line) for line in letter.head)),
        _block("kanan", escaped(letter.dated)),
        _block("polos", _pairs(letter.reference)),
        "\\\n".join(escaped(line) for line in letter.to),
        *(escaped(text) for text in letter.before),
        _block("polos", _pairs(letter.table)),
        *(escaped(text) for text in letter.after),
        f"::: tandatangan\n::: pihak\n{escaped(letter.signer)},\n\n{ROOM}\n\n……\n:::\n:::",
    ]
    if letter.copies:
        copies = "\n".join(f"{n}. {escaped(one)}" for n, one in enumerate(letter.copies, start=1))
        parts.append(_block("tembusan", f"Tembusan:\n\n{copies}"))
    return "\n\n".join(parts)


def _block(kind: str, text: str) -> str:
    return f"::: {kind}\n{text}\n:::"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """A table without lines, whose columns are as wide as its dashes."""
    rows = [f"| {escaped(name)} | : | {escaped(value)} |" for name, value in pairs]
    return "\n".join(["|   |   |   |", f"|{'-' * 29}|{'-' * 2}|{'-' * 69}|", *rows])
