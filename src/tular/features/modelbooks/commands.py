"""`tular book build`: the files of an edition, made again from its frozen text."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.printing import built
from tular.foundation.documents.writing import Unwritable


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to `tular`."""
    book = subparsers.add_parser("book", help=_("buku model inovasi"))
    what = book.add_subparsers(dest="what", required=True, metavar=_("PERINTAH"))
    build = what.add_parser("build", help=_("membangun berkas sebuah edisi dari naskah yang terbit"))
    build.add_argument("slug", metavar="SLUG", help=_("alamat buku, misalnya penanganan-stunting"))
    build.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("tempat berkasnya ditulis"))
    build.add_argument("--edition", type=int, metavar="N", help=_("nomor edisi; tanpa ini edisi terbaru"))
    build.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    """Write book.pdf, book.docx, book.epub and book.html, and say whether each is the published file byte by byte."""
    rows = Edition.objects.filter(book__slug=options.slug).select_related("book").order_by("-number")
    edition = rows.filter(number=options.edition).first() if options.edition else rows.first()
    if edition is None:
        print(_("Tidak ada edisi terbit dengan alamat dan nomor itu."), file=sys.stderr)
        return 1
    kept = {one.form: one.file.sha256 for one in edition.files.select_related("file")}
    same = True
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for form in Form:
            content = built(edition, form)
            digest = hashlib.sha256(content).hexdigest()
            (options.out / f"book.{form.value}").write_bytes(content)
            same &= kept.get(form.value, digest) == digest
            print(f"{digest}  book.{form.value}  {_verdict(kept.get(form.value), digest)}")
    except OSError as error:
        text = _("Folder %(path)s tidak dapat ditulisi: %(error)s")
        print(text % {"path": options.out, "error": error.strerror or error}, file=sys.stderr)
        return 1
    except Unwritable as error:
        print(str(error), file=sys.stderr)
        return 1
    return 0 if same else 1


def _verdict(kept: str | None, made: str) -> str:
    if kept is None:
        return _("belum tersimpan")
    return _("sama dengan yang terbit") if kept == made else _("BERBEDA dari yang terbit")
