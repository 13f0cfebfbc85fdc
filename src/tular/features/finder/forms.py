"""What an address asks: reads every parameter forgivingly, since people share, edit and shorten addresses."""

from __future__ import annotations

from django.http import QueryDict

from tular.features.finder.queries.rules import ranking_rules
from tular.features.finder.queries.search import Question

FILTERS = (
    "hasil",
    "replikasi",
    "status",
    "tema",
    "bidang",
    "jenis",
    "provinsi",
    "pengakuan",
    "tahun",
    "tpb",
    "uraian",
    "instansi",
)
MOST_OPTIONS = 40
MOST_COMPARED = 4
LONGEST_TEXT = 200_000
"""Characters kept of a need: more than twenty thousand words, far more than is read, so that nothing typed is lost."""


def question_from(query: QueryDict, page_size: int | None = None) -> Question:
    """The question in an address. Unknown parameters, options and pages are ignored, never an error."""
    page = query.get("halaman", "")
    extra = {} if page_size is None else {"page_size": page_size}
    return Question(
        text=clean(query.get("q", ""))[:LONGEST_TEXT],
        asker=clean(query.get("untuk", ""))[:200],
        filters={
            name: tuple(dict.fromkeys(clean(value) for value in query.getlist(name) if value))[:MOST_OPTIONS]
            for name in FILTERS
            if any(query.getlist(name))
        },
        without=_ignored(query.getlist("tanpa")),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        **extra,
    )


def readable_query(query: QueryDict, read: str, asker: str) -> QueryDict:
    """The parameters with the part of the need that was read in place of all that was typed."""
    copy = query.copy()
    for name, value in (("q", read), ("untuk", asker)):
        if value:
            copy[name] = value
    return copy


def chosen_from(query: QueryDict) -> list[str]:
    """Slugs or codes of the innovations chosen to compare, in order, without repeats."""
    return list(dict.fromkeys(clean(value) for value in query.getlist("pilih") if value))


def _ignored(names: list[str]) -> tuple[str, ...]:
    """Reasons to ignore: a part's name stands for all its reasons."""
    rules = ranking_rules()
    off = {reason for part in rules.parts if part.id in names for reason in part.reasons}
    return tuple(reason for reason in rules.reasons if reason in off or reason in names)


def clean(text: str) -> str:
    """Without NUL and other control characters, which no database takes; every kind of space is a space.

    Texts pasted from documents hold no-break spaces: dropped, they would join two words. The joiner inside emoji stays.
    """
    text = text.replace("\r\n", "\n")
    return "".join(
        sign if sign.isprintable() or sign in "\n\t\u200d" else " " if sign.isspace() else "" for sign in text
    )
