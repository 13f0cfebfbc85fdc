"""The regular work: sending what is due, making digests, forgetting what is old."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run
from tular.foundation.notifications.actions import deliver_due, forget_told, write_digests
from tular.foundation.notifications.queries.mails import due
from tular.foundation.notifications.queries.notices import digests_due


def mail_is_due() -> bool:
    """Whether there is anything to send now."""
    return due(timezone.now()).exists()


def digest_is_due() -> bool:
    """Whether the hour of somebody's digest has come."""
    return any(True for _due in digests_due(timezone.now()))


@scheduled("notifications.deliver", gettext_lazy("Mengirim surel"), every=timedelta(minutes=1), when=mail_is_due)
def deliver(run: Run) -> str:
    """Send what is due."""
    result = deliver_due(timezone.now(), tell=lambda done: run.progress(0, 0, _("%(done)s surel") % {"done": done}))
    text = _("%(sent)s terkirim, %(later)s ditunda, %(failed)s tidak terkirim.") % {
        "sent": result.sent, "later": result.later, "failed": result.failed,
    }  # fmt: skip
    return f"{text} {result.down}".strip()


@scheduled(
    "notifications.digests", gettext_lazy("Menyusun ringkasan pemberitahuan"),
    every=timedelta(minutes=10), when=digest_is_due,
)  # fmt: skip
def digests(run: Run) -> str:
    """Write the digests whose hour has come somewhere."""
    return _("%(count)s ringkasan ditulis.") % {"count": write_digests(timezone.now())}


@scheduled(
    "notifications.tidy", gettext_lazy("Menghapus pemberitahuan dan surel lama"), daily_at=time(2, 50)
)  # fmt: skip
def tidy(run: Run) -> str:
    """Delete old notices and mail; how long each is kept stands in docs/operations.md."""
    tidied = forget_told(timezone.now())
    return _("Dihapus: %(notices)s pemberitahuan, %(mails)s surel, %(files)s berkas surat.") % {
        "notices": tidied.notices, "mails": tidied.mails, "files": tidied.files,
    }  # fmt: skip
