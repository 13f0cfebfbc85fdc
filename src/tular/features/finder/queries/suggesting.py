"""What to offer while somebody types: terms of the thesaurus, words of the catalogue, titles."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.catalogue.models import Innovation
from tular.features.finder.queries.opened import IndexMissing, opened
from tular.features.finder.queries.rules import the_thesaurus


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The whole text of the field when chosen, and what kind of help it is."""

    value: str
    note: str


def need_suggestions(text: str, limit: int = 8) -> list[Suggestion]:
    """Ways to go on with what was typed: its last words completed from thesaurus and catalogue, then titles.

    Places are kept for titles: who types the name of an innovation would otherwise see terms alone.
    """
    text = " ".join(text.split(" ")).lstrip()
    if len(text) < 2 or text[-1] in ".,;:!?":
        return []
    titles = _titles(text)
    room = limit - len(titles)
    found: dict[str, Suggestion] = {}
    words = text.split()
    for tail in range(min(3, len(words)), 0, -1):
        prefix, head = " ".join(words[-tail:]), " ".join(words[:-tail])
        for term in the_thesaurus().completions(prefix, room):
            value = f"{head} {term}".strip()
            if value.lower() != text.lower():
                found.setdefault(value, Suggestion(value, _("istilah")))
    for word in _catalogue_words(words[-1], room - len(found)):
        value = f"{' '.join(words[:-1])} {word}".strip()
        found.setdefault(value, Suggestion(value, ""))
    offered = {value: found[value] for value in list(found)[:room]}
    return list((offered | {title: Suggestion(title, _("judul inovasi")) for title in titles}).values())


def _titles(text: str, most: int = 2) -> list[str]:
    if len(text) <= 3:
        return []
    titles = Innovation.published.filter(title__icontains=text).order_by("title").values_list("title", flat=True)
    return list(titles.distinct()[:most])


def _catalogue_words(prefix: str, limit: int) -> list[str]:
    if limit <= 0 or len(prefix) < 3:
        return []
    try:
        vocabulary = opened().search.vocabulary
    except IndexMissing:
        return []
    prefix = prefix.lower()
    words = [word for word in vocabulary if word.startswith(prefix) and word != prefix and vocabulary[word] > 1]
    return sorted(words, key=lambda word: -vocabulary[word])[:limit]
