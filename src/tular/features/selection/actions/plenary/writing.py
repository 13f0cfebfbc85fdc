"""Writing decisions down: what every action on a plenary shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.proposals.models import Proposal
from tular.features.selection.choices import DecisionKind, PlenaryState
from tular.features.selection.models import Plenary, PlenaryDecision, PlenaryQuestion
from tular.foundation.actions import Reason, Refused

LONGEST = 2000


def while_open(plenary: Plenary) -> None:
    """Raises `Refused` once the session handed its lines on."""
    if plenary.state == PlenaryState.SETTLED:
        raise Refused(_("Hasil sidang ini sedang menunggu persetujuan. Minta dikembalikan dulu bila harus diubah."))
    if plenary.state == PlenaryState.APPROVED:
        raise Refused(_("Hasil sidang ini sudah disetujui. Yang harus berubah menjadi sidang ulang bernomor baru."))


def said(text: str, wanted: str, field: str = "alasan") -> str:
    """What was typed, trimmed; raises `Refused` with `wanted` when it is empty."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(Reason(wanted, field))
    if len(text) > LONGEST:
        raise Refused(Reason(_("Paling banyak 2.000 huruf."), field))
    return text


def write(
    plenary: Plenary, kind: DecisionKind, *, by: Any, now: datetime, proposal: Proposal | None = None,
    detail: Mapping[str, Any] | None = None, reason: str = "", question: PlenaryQuestion | None = None,
) -> PlenaryDecision:  # fmt: skip
    """The next decision; `plenary` is locked by its action and saved by it."""
    plenary.decisions_count += 1
    return PlenaryDecision.objects.create(
        plenary=plenary, number=plenary.decisions_count, kind=kind, proposal=proposal, detail=dict(detail or {}),
        reason=reason, question=question, by=by, at=now,
    )  # fmt: skip
