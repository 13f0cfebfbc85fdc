"""The pictures of books and the manuscripts that are read in, as files: kinds, sizes, who may read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.agencies.queries.roles import roles_of
from tular.features.modelbooks.models import Author, Figure
from tular.features.modelbooks.queries.visibility import WRITERS, manuscripts_visible_to
from tular.foundation.files.kinds import DOCX, JPEG, PNG
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

FIGURE = "modelbooks.figure"

MANUSCRIPT = "modelbooks.manuscript"

LARGEST_MANUSCRIPT = 200_000_000
"""Bytes of a document of Word with its pictures."""

LARGEST_FIGURE = 20_000_000
"""Bytes; what is kept is made anew from the pixels, at most 4,096 on the longer side."""


def may_read_figure(person: Any, file: StoredFile) -> bool:
    """Whoever may open the manuscript; readers of an edition have its pictures at addresses of the edition."""
    return Figure.objects.filter(file=file.pk, book__in=manuscripts_visible_to(person).values("pk")).exists()


def writes_some_book(person: Any) -> bool:
    """An author of any book, or the centre."""
    if person is None or not person.is_authenticated:
        return False
    mine = Author.objects.filter(person_id=person.pk, until__isnull=True, role__in=WRITERS)
    return roles_of(person).is_national or mine.exists()


def only_who_sent_it(person: Any, file: StoredFile) -> bool:
    """A document is taken apart and then forgotten: a day later it is gone."""
    return person is not None and file.uploaded_by_id == person.pk


def define_figure_files() -> None:
    """Called when the application starts."""
    define(
        Purpose(
            FIGURE, _("Gambar buku model"), (PNG, JPEG), LARGEST_FIGURE, may_read=may_read_figure,
            may_add=writes_some_book, in_use=by_relation, images=(480, 960),
        )
    )  # fmt: skip
    define(
        Purpose(
            MANUSCRIPT, _("Naskah buku model yang diimpor"), (DOCX,), LARGEST_MANUSCRIPT, may_read=only_who_sent_it,
            may_add=writes_some_book, in_use=by_relation,
        )
    )  # fmt: skip
