"""The four files of an edition: what they are called, who may read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition, EditionFile
from tular.features.modelbooks.queries.visibility import books_published
from tular.foundation.files.kinds import DOCX, EPUB, HTML, PDF, Kind
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

EDITION = "modelbooks.edition"

LARGEST = 500_000_000
"""Bytes; only Tular makes them."""

KINDS: dict[Form, Kind] = {Form.PDF: PDF, Form.DOCX: DOCX, Form.EPUB: EPUB, Form.HTML: HTML}


def name_of(edition: Edition, form: Form) -> str:
    """How a file is called when it is saved; "penanganan-stunting-edisi-1.pdf"."""
    return f"{edition.book.slug}-edisi-{edition.number}.{form.value}"


def may_read(person: Any, file: StoredFile) -> bool:
    """Everybody, once it belongs to an edition of a book that is shown."""
    return EditionFile.objects.filter(file=file.pk, edition__book__in=books_published().values("pk")).exists()


def nobody(person: Any) -> bool:
    """Nobody sends one."""
    return False


def define_edition_files() -> None:
    """Called when the application starts."""
    define(
        Purpose(
            EDITION, _("Berkas edisi buku model"), tuple(KINDS.values()), LARGEST, may_read=may_read, may_add=nobody,
            in_use=by_relation,
        )
    )  # fmt: skip
