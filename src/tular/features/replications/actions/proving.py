"""What everybody may know follows what is measured, also after the closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import publish
from tular.features.replications.choices import CaseState, ReplicationState
from tular.features.replications.models import Case
from tular.features.replications.queries.proof import proof_of
from tular.foundation.audit import labels, trail

labels.name_action("replications.proof_changed", gettext_lazy("Keadaan bukti berubah"))


def prove_again(case: Case, *, by: Any, now: datetime) -> None:
    """Let the public row say what the measurements show now; call when they changed, with the case locked.

    A closed case whose later measurement is no better than its baseline is no longer proven: it runs, and history
    says why. Before the closing nothing is proven, so nothing changes.
    """
    if case.state != CaseState.DONE or case.replication is None:
        return
    before = ReplicationState(case.replication.state)
    publish(case, now)
    case.save()
    after = ReplicationState(case.replication.state)
    if before == after:
        return
    why = proof_of(case).missing or _("Terbukti lagi menurut ukuran terakhir.")
    trail.append(
        "replications.proof_changed", subject=case, by=by, now=now, changes={"state": (before.value, after.value)},
        reason=why,
    )  # fmt: skip


def seen_running(case: Case, on: date) -> None:
    """It was known to run on this day; an earlier one than the last changes nothing."""
    row = case.replication
    if row is not None and (row.seen_on is None or row.seen_on < on):
        row.seen_on = on
        row.save(update_fields=["seen_on"])
