"""Published books cut into passages, for whoever searches them: everything below one heading of a chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.marking import parts_of
from tular.features.modelbooks.queries.printing import rendered
from tular.features.modelbooks.queries.published import Opened, newest_editions
from tular.features.modelbooks.queries.reading_page import contents_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a published chapter as plain text, with where it stands. `path` leads to its heading."""

    book: str
    book_path: str
    edition: int
    chapter: str
    chapter_title: str
    heading: str
    text: str
    path: str
    theme: str
    made_up: bool


def digest_of_published() -> str:
    """Changes when any newest edition does. One query."""
    digests = newest_editions().order_by("sha256").values_list("sha256", flat=True)
    return "-".join(one[:12] for one in digests)


def passages_of_published() -> Iterator[Passage]:
    """Every passage of the newest edition of every book. One query; a book that was never rendered takes seconds."""
    for edition in newest_editions():
        told, opened = told_by(edition), Opened(edition, edition.number)
        html = rendered(opened).chapters
        for line in contents_of(opened, []):
            for part in parts_of(html.get(line.code, "")):
                yield Passage(
                    book=told["title"],
                    book_path=opened.path,
                    edition=edition.number,
                    chapter=line.code,
                    chapter_title=f"{line.number} {line.title}",
                    heading=part.heading,
                    text=part.text,
                    path=f"{line.path}#{part.anchor}" if part.anchor else line.path,
                    theme=told["theme"]["slug"],
                    made_up=told["made_up"],
                )
