"""Regular work on records."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.actions.reminding import remind
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("catalogue.remind", gettext_lazy("Mengingatkan pemutakhiran catatan"), daily_at=time(6, 0))
def remind_owners(run: Run) -> str:
    """Take overdue records one step along the chain unit, agency, hub."""
    found = remind(now=timezone.now())
    if not found:
        return _("Tidak ada catatan yang perlu diingatkan hari ini.")
    return "; ".join(_("%(step)s: %(n)d catatan") % {"step": step.label, "n": n} for step, n in found.items())
