"""The pictures of a book. What was published keeps the picture that it was published with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.models import Figure, ModelBook
from tular.features.modelbooks.queries.keys import free_key, keys_of_figures, uses
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile

MOST_FIGURES = 300
UPLOAD = "unggah"
"""No key: the page for a new picture stands at this word."""

SHORTEST_ALT = 10
"""Letters: a word or two says of no picture what it shows."""


@action("modelbooks.add_figure", gettext_lazy("Menambah gambar"))
def add_figure(
    book: ModelBook, *, file: StoredFile, name: str, alt: str, source: str = "", by: Any, now: datetime,
    reason: str = "",
) -> Figure:  # fmt: skip
    """Take a picture into the book. Its key, by which chapters show it, is made of `name`."""
    refuse_unless_writable(book)
    _refuse_without_alt(alt)
    return keep_figure(book, file=file, name=name, alt=alt, source=source, by=by, now=now)


def keep_figure(
    book: ModelBook, *, file: StoredFile, name: str, alt: str, source: str, by: Any, now: datetime
) -> Figure:
    """A row of its own. A text that is read in may bring pictures whose `alt` is still to be written."""
    taken = keys_of_figures(book)
    if len(taken) >= MOST_FIGURES:
        raise Refused(_("Paling banyak %(n)d gambar untuk satu buku.") % {"n": MOST_FIGURES})
    key = free_key(name, {*taken, UPLOAD}, "gambar")
    return Figure.objects.create(
        book=book, key=key, file=file, alt=" ".join(alt.split()), source=source.strip(), by=by, at=now
    )


@action("modelbooks.change_figure", gettext_lazy("Mengubah gambar"))
def change_figure(
    figure: Figure, *, alt: str, source: str = "", file: StoredFile | None = None, by: Any, now: datetime,
    reason: str = "",
) -> Figure:  # fmt: skip
    """Other words about it, or another file under the same key.

    The row with the file of before stays, closed: editions that were published find their picture by it.
    """
    refuse_unless_writable(figure.book)
    _refuse_removed(figure)
    _refuse_without_alt(alt)
    alt, source = " ".join(alt.split()), source.strip()
    if file is None or file.pk == figure.file_id:
        figure.alt, figure.source = alt, source
        figure.save()
        return figure
    figure.removed_at = now
    figure.save()
    return Figure.objects.create(book=figure.book, key=figure.key, file=file, alt=alt, source=source, by=by, at=now)


@action("modelbooks.remove_figure", gettext_lazy("Melepas gambar"))
def remove_figure(figure: Figure, *, by: Any, now: datetime, reason: str = "") -> Figure:
    """It belongs to the book no more. Refused while a chapter shows it."""
    refuse_unless_writable(figure.book)
    _refuse_removed(figure)
    shown, _cited = uses(figure.book)
    if sections := shown.get(figure.key):
        numbers = ", ".join(str(one.number) for one in sections)
        text = _("Gambar ini masih ditampilkan bab %(numbers)s. Hapus dulu dari sana.")
        raise Refused(text % {"numbers": numbers})
    figure.removed_at = now
    figure.save()
    return figure


def _refuse_without_alt(alt: str) -> None:
    if len(" ".join(alt.split())) < SHORTEST_ALT:
        text = _("Tulis dengan satu kalimat apa yang ditunjukkan gambar ini, untuk pembaca yang tidak melihatnya.")
        raise Refused(Reason(text, "alt"))


def _refuse_removed(figure: Figure) -> None:
    if figure.removed_at is not None:
        raise Refused(_("Gambar ini sudah diganti atau dilepas. Muat ulang halamannya."))
