"""Regular work of competitions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.queries.digests import undigested
from tular.foundation.jobs.registry import scheduled
from tular.foundation.jobs.run import Run


def _is_due() -> bool:
    return bool(undigested(timezone.now()))


@scheduled(
    "competitions.digest", gettext_lazy("Menerbitkan sidik jejak audit"), every=timedelta(minutes=5), when=_is_due
)
def publish(run: Run) -> str:
    """Publish the digest of the audit trail for every stage in which something ended."""
    count = publish_digests(now=timezone.now())
    return ngettext("%(n)d sidik diterbitkan.", "%(n)d sidik diterbitkan.", count) % {"n": count}
