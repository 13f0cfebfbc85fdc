"""Long and regular work on proposals."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.features.competitions.models import Competition
from tular.features.proposals.actions import counting, reminding, screening
from tular.features.proposals.queries.checklist.listing import JOB
from tular.foundation.jobs.registry import job, scheduled
from tular.foundation.jobs.run import Report, Run


@scheduled("proposals.remind", gettext_lazy("Mengingatkan proposal sebelum penutupan"), daily_at=time(6, 30))
def remind_writers(run: Run) -> str:
    """Tell writers and local admins what is not submitted so many days before a close."""
    found = reminding.remind_before_close(now=timezone.now())
    if not (found.proposals or found.agencies):
        return _("Tidak ada yang perlu diingatkan hari ini.")
    return _("%(proposals)d proposal dan %(agencies)d instansi tanpa proposal") % {
        "proposals": found.proposals, "agencies": found.agencies,
    }  # fmt: skip


@scheduled("proposals.end_fixes", gettext_lazy("Mengakhiri masa perbaikan proposal"), every=timedelta(minutes=15))
def end_overdue_fixes(run: Run) -> str:
    """Where the time for mending is over, what was submitted first stands."""
    ended = reminding.end_fixes(now=timezone.now())
    return ngettext("%(n)d masa perbaikan berakhir", "%(n)d masa perbaikan berakhir", ended) % {"n": ended}


@scheduled(
    "proposals.count",
    gettext_lazy("Menghitung yang kurang pada proposal"),
    every=timedelta(seconds=30),
    when=counting.some_uncounted,
    rest=1,
)
def count_uncounted(run: Run) -> str:
    """Soon after dates, rules or invitations changed, lists tell again how much each proposal lacks."""
    return _counted(counting.count_uncounted())


@scheduled("proposals.count_all", gettext_lazy("Menghitung ulang yang kurang pada proposal"), daily_at=time(5, 0))
def count_all(run: Run) -> str:
    """Once a day, for what changes elsewhere: awards in the catalogue, quotas."""
    return _counted(counting.count_all())


def _counted(number: int) -> str:
    return ngettext("%(n)d proposal dihitung", "%(n)d proposal dihitung", number) % {"n": number}


@job(JOB)
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
