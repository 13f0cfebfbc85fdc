"""Regular work on stored files."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.files.actions import sweep
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


@scheduled("files.sweep", gettext_lazy("Membersihkan berkas yang tidak dipakai"), daily_at=time(2, 30))
def sweep_files(run: Run) -> str:
    """Remove uploads that stopped, files that nothing mentions, and bytes without a row."""
    swept = sweep(timezone.now())
    text = _("Dihapus: %(uploads)d unggahan yang tidak selesai, %(files)d berkas yang tidak dipakai, %(left)d sisa.")
    return text % {"uploads": swept.uploads, "files": swept.files, "left": swept.leftovers}
