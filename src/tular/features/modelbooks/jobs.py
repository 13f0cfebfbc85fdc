"""Long work on books."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.modelbooks.actions.importing import Placement, import_docx, stored_pictures
from tular.features.modelbooks.actions.publishing import build_all
from tular.features.modelbooks.models import Edition, ModelBook
from tular.features.modelbooks.queries.figure_files import MANUSCRIPT
from tular.features.modelbooks.queries.importing import read_file, result_of
from tular.foundation.actions import Refused
from tular.foundation.documents.reading import Unreadable
from tular.foundation.files.queries import ready_file
from tular.foundation.jobs.registry import job
from tular.foundation.jobs.run import Report, Run


@job("modelbooks.build")
def build(run: Run, *, edition: int) -> Report:
    """Build the forms of an edition; what was built before a cancel or a crash stays, and nothing is built twice."""
    row = Edition.objects.select_related("book").get(pk=edition)
    files = build_all(row, now=timezone.now(), progress=run.progress)
    said = ngettext("%(n)d berkas siap diunduh.", "%(n)d berkas siap diunduh.", len(files)) % {"n": len(files)}
    return Report(
        said, (_("Bentuk"), _("Ukuran (bita)"), "SHA-256"),
        [(one.get_form_display(), one.file.size, one.file.sha256) for one in files],
    )  # fmt: skip


@job("modelbooks.import_docx", retries=0)
def take_in(run: Run, *, book: int, file: str, placements: list[dict[str, Any]]) -> Report:
    """Take a document with many pictures into the chapters that were chosen. All of it comes in, or nothing."""
    row, stored = ModelBook.objects.get(pk=book), ready_file(file, MANUSCRIPT)
    if stored is None:
        raise Refused(_("Dokumennya sudah dihapus. Kirim lagi."))
    try:
        document = read_file(stored)
    except Unreadable as error:
        raise Refused(str(error)) from error
    plan = [
        Placement(document.chapters[one["place"]], one["code"], one["below"], one["base"], one["place"])
        for one in placements
    ]
    files, _broken = stored_pictures(document, plan, by=run.owner, now=timezone.now(), progress=run.progress)
    import_docx(row, document=document, placements=plan, files=files, by=run.owner, now=timezone.now())
    result = result_of(run.owner, row, stored, document)
    rows = [
        (one.number, one.title, _("tersimpan") if one.kept else _("disimpan di samping")) for one in result.chapters
    ]
    said = ngettext("%(n)d gambar masuk ke buku.", "%(n)d gambar masuk ke buku.", result.figures) % {
        "n": result.figures
    }
    return Report(" ".join((said, *result.lost)), (_("Bab"), _("Judul"), _("Keadaan")), rows)
