"""Agreeing: drafts, signed copies, extensions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import move, reach
from tular.features.replications.choices import Paper
from tular.features.replications.models import Case
from tular.foundation.actions import action


@action("replications.sign", gettext_lazy("Menyatakan kesepakatan ditandatangani"))
def sign(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """The working agreement is signed by both: its signed copy is here."""
    working = case.agreements.filter(paper=Paper.WORKING, signed_on__isnull=False).order_by("-edition").first()
    case.agreed_on = working.signed_on if working else None
    move(case, "replications.sign", now)
    reach(case, "belajar", passed="kesepakatan", by=by, now=now)
    return case
