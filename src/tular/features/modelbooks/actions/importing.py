"""Taking a manuscript that was written elsewhere into the chapters of a book."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.figures import keep_figure
from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.actions.outlining import add_section
from tular.features.modelbooks.actions.writing import Conflict, save_chapter
from tular.features.modelbooks.choices import RevisionKind
from tular.features.modelbooks.models import ModelBook, Section
from tular.features.modelbooks.queries.figure_files import FIGURE
from tular.features.modelbooks.queries.importing import title_without_number
from tular.foundation.access.permissions import require
from tular.foundation.actions import Refused, action
from tular.foundation.documents.reading import Document, ReadChapter, ReadFigure
from tular.foundation.files.actions.storing import store
from tular.foundation.files.models import StoredFile
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun

MOST_AT_ONCE = 12
LARGEST_AT_ONCE = 10_000_000
"""Pictures, and their bytes, that are taken in while somebody waits."""

TABLE_KEY = re.compile(r"\{#tabel:([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a part of the document goes: into the chapter `code` (empty: a new one), below what stands there or not.

    `base` is the number of the chapter that the person saw when they decided, `place` that of the part.
    """

    part: ReadChapter
    code: str = ""
    below: bool = False
    base: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """Chapters that were written, those whose text was kept beside somebody else's, and pictures."""

    written: int
    aside: int
    figures: int


def is_heavy(document: Document, placements: Sequence[Placement]) -> bool:
    """Whether its pictures take longer than somebody waits for a page: each is made anew from its pixels."""
    sizes = [len(document.figures[key].data) for key in _wanted(placements) if key in document.figures]
    return len(sizes) > MOST_AT_ONCE or sum(sizes) > LARGEST_AT_ONCE


def begin_import(
    book: ModelBook, *, file: StoredFile, placements: Sequence[Placement], by: Any, now: datetime
) -> JobRun:
    """Have a heavy document taken in by a worker. Raises `Denied` and `Refused`."""
    require(by, "modelbooks.import_docx", book)
    refuse_unless_writable(book)
    told = [{"place": one.place, "code": one.code, "below": one.below, "base": one.base} for one in placements]
    arguments = {"book": book.pk, "file": str(file.pk), "placements": told}
    title = _("Impor naskah %(name)s") % {"name": file.name}
    return start("modelbooks.import_docx", by=by, title=title, now=now, arguments=arguments)


def _wanted(placements: Sequence[Placement]) -> list[str]:
    return list(dict.fromkeys(key for one in placements for key in one.part.figures))


def stored_pictures(
    document: Document, placements: Sequence[Placement], *, by: Any, now: datetime,
    progress: Callable[[float, float], None] = lambda done, total: None,
) -> tuple[dict[str, StoredFile], int]:  # fmt: skip
    """Keep the pictures of the parts that are taken, and how many could not be; slow, so before the transaction."""
    wanted = _wanted(placements)
    found: dict[str, StoredFile] = {}
    for done, key in enumerate(wanted):
        progress(done, len(wanted))
        figure = document.figures.get(key)
        if figure is None:
            continue
        try:
            found[key] = store(ContentFile(figure.data, name=_name_of(figure)), FIGURE, by=by, now=now)
        except Refused:  # broken in the document already; its place says so
            continue
    return found, len(wanted) - len(found)


def _name_of(figure: ReadFigure) -> str:
    ending = "png" if figure.data.startswith(b"\x89PNG") else "jpg"
    return f"{figure.name.rpartition('.')[0] or figure.key}.{ending}"


@action("modelbooks.import_docx", gettext_lazy("Mengimpor naskah"))
def import_docx(
    book: ModelBook, *, document: Document, placements: Sequence[Placement], files: Mapping[str, StoredFile], by: Any,
    now: datetime, reason: str = "",
) -> Imported:  # fmt: skip
    """Write the parts into their chapters as revisions of their own. Nothing of before is lost: it is in the history.

    A chapter that somebody else holds, or wrote meanwhile, stays as it is; what was imported lies beside it.
    """
    refuse_unless_writable(book)
    if not placements:
        raise Refused(_("Pilih paling sedikit satu bagian yang akan dibawa."))
    keys = _figures(book, document, files, by, now)
    tables = _table_keys(book)
    texts: dict[str, tuple[Section, list[str], Placement]] = {}
    for one in placements:
        section = _section(book, one, by, now)
        text = _renamed(one.part.text, keys, tables)
        texts.setdefault(section.code, (section, [], one))[1].append(text)
    written = aside = 0
    for section, parts, first in texts.values():
        before = [section.text.rstrip()] if first.below and section.text.strip() else []
        answer = save_chapter(
            section, by=by, now=now, text="\n\n".join([*before, *(one.strip() for one in parts)]) + "\n",
            base=first.base, kind=RevisionKind.IMPORTED,
        )  # fmt: skip
        if isinstance(answer, Conflict):
            aside += 1
        else:
            written += 1
    return Imported(written, aside, len(keys))


def _section(book: ModelBook, one: Placement, by: Any, now: datetime) -> Section:
    if not one.code:
        return add_section(book, title=title_without_number(one.part.title) or _("Bagian tanpa judul"), by=by, now=now)
    found = book.sections.select_for_update().filter(code=one.code).first()
    if found is None:
        raise Refused(_("Salah satu bab tujuannya sudah tidak ada. Muat ulang halamannya."))
    return found


def _figures(
    book: ModelBook, document: Document, files: Mapping[str, StoredFile], by: Any, now: datetime
) -> dict[str, str]:
    """The pictures as those of the book: key in the document → key in the book."""
    found = {}
    for key, file in files.items():
        figure = document.figures[key]
        words = " ".join(figure.alt.split()[:5]) or key
        found[key] = keep_figure(book, file=file, name=words, alt=figure.alt, source="", by=by, now=now).key
    return found


def _table_keys(book: ModelBook) -> set[str]:
    texts = book.sections.values_list("text", flat=True)
    return {key for text in texts for key in TABLE_KEY.findall(text)}


def _renamed(text: str, figures: Mapping[str, str], tables: set[str]) -> str:
    """The text with keys that nothing else in the book has. `tables` grows by those given."""

    def table(found: re.Match[str]) -> str:
        key = found[1]
        free = key if key not in tables else next(one for n in range(1, 100_000) if (one := f"impor-{n}") not in tables)
        tables.add(free)
        return f"{{#tabel:{free}}}"

    def picture(found: re.Match[str]) -> str:
        return f"](gambar:{figures.get(found[1], found[1])})"

    return re.sub(r"\]\(gambar:([\w-]+)\)", picture, TABLE_KEY.sub(table, text))
