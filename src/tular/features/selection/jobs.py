"""Long work on lists."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.selection.actions.certifying import issue_all
from tular.features.selection.actions.releasing import tell_of_feedback
from tular.features.selection.actions.telling import tell_of_list
from tular.features.selection.models import Announcement, FeedbackRelease
from tular.features.selection.queries.certificates import Signer
from tular.foundation.jobs.registry import job
from tular.foundation.jobs.run import Report, Run


@job("selection.tell")
def tell(run: Run, *, announcement: int) -> str:
    """Tell local admins and writers of a list that was announced."""
    row = Announcement.objects.select_related("competition__rulebook").get(pk=announcement)

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("Memberi tahu instansi dan penulis"))

    agencies, proposals = tell_of_list(row, progress)
    return _("%(agencies)d instansi dan penulis %(proposals)d proposal diberi tahu.") % {
        "agencies": agencies, "proposals": proposals,
    }  # fmt: skip


@job("selection.certify")
def certify(run: Run, *, announcement: int, signer: dict[str, str], evaluators: bool) -> Report:
    """Issue the certificates of a list; what was issued before a cancel or a crash stays, and nothing comes twice."""
    row = Announcement.objects.select_related("competition__organiser").get(pk=announcement)

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("Menerbitkan sertifikat"))

    made = issue_all(row, Signer(**signer), evaluators=evaluators, by=run.owner, now=timezone.now(), progress=progress)
    said = ngettext("%(n)d sertifikat terbit.", "%(n)d sertifikat terbit.", len(made)) % {"n": len(made)}
    return Report(
        said, (_("Nomor"), _("Penerima"), _("Inovasi")),
        [(number, one.name, one.line.title if one.line else "–") for one, number in made],
    )  # fmt: skip


@job("selection.tell_feedback")
def tell_feedback(run: Run, *, release: int) -> str:
    """Tell local admins and writers that feedback was released."""
    row = FeedbackRelease.objects.select_related("competition__rulebook").get(pk=release)

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("Memberi tahu instansi dan penulis"))

    told = tell_of_feedback(row, progress)
    said = ngettext("Penulis %(n)d proposal diberi tahu.", "Penulis %(n)d proposal diberi tahu.", told)
    return said % {"n": told}
