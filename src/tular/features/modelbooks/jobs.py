"""Long work on books."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.modelbooks.actions.publishing import build_all
from tular.features.modelbooks.models import Edition
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
