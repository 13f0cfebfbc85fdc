"""What is wrong with a manuscript as a text, told as sentences with their chapter and line."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tular.features.modelbooks.models import ModelBook
from tular.features.modelbooks.queries.approving import text_to_approve
from tular.features.modelbooks.queries.as_book import as_book, gap_of
from tular.features.modelbooks.queries.printing import figures_of
from tular.foundation.documents.book import Unwritable, faults_of


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault with its place. `must`: a book is not published while it stands; `code` is that of its chapter."""

    sentence: str
    must: bool
    code: str = ""


def all_faults(book: ModelBook) -> tuple[FaultLine, ...]:
    """Every fault of the text of now, in the order of the book; some twelve queries and a call of Pandoc."""
    told = text_to_approve(book).told
    chapters = {one["code"]: one for one in told["chapters"]}
    try:
        faults = faults_of(as_book(told, figures_of(told, book.pk)))
    except Unwritable as error:
        return (FaultLine(str(error), must=True),)
    found = []
    for one in faults:
        chapter = chapters.get(one.chapter)
        line = one.line - gap_of(chapter).count("\n") if chapter else one.line
        sentence = _placed(one.sentence, chapter["title"] if chapter else "", line)
        found.append(FaultLine(sentence, one.must_mend, one.chapter if chapter else ""))
    return tuple(found)


def must_mend(book: ModelBook) -> tuple[FaultLine, ...]:
    """Those that keep the book from being published."""
    return tuple(one for one in all_faults(book) if one.must)


def _placed(sentence: str, chapter: str, line: int) -> str:
    if not chapter:
        return sentence
    if line < 1:
        return _("Bab “%(chapter)s”: %(sentence)s") % {"chapter": chapter, "sentence": sentence}
    values = {"chapter": chapter, "line": line, "sentence": sentence}
    return _("Bab “%(chapter)s”, baris %(line)d: %(sentence)s") % values
