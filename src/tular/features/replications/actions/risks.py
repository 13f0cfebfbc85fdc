"""What went wrong elsewhere, and what is done against it here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.parts import LONGEST_TEXT
from tular.features.replications.choices import OPEN, RiskState
from tular.features.replications.models import Case, CaseRisk
from tular.features.replications.queries.rules import rules_of
from tular.foundation.actions import Reason, Refused, action


@action("replications.watch_risk", gettext_lazy("Mencatat risiko"))
def watch_risk(
    case: Case, *, failure: str, state: str, plan: str = "", by: Any, now: datetime, reason: str = ""
) -> CaseRisk:
    """Say whether a known failure threatens here, happened or is over; what happened says what is done against it."""
    wrong = []
    if case.state not in OPEN:
        wrong.append(Reason(_("Kasus ini sudah berakhir.")))
    if failure not in {one.id for one in rules_of(case).failures}:
        wrong.append(Reason(_("Kegagalan ini tidak ada dalam daftar.")))
    if state not in RiskState.values:
        wrong.append(Reason(_("Pilih keadaannya."), "state"))
    if state != RiskState.WATCHED and not plan.strip():
        wrong.append(Reason(_("Tulis apa yang dilakukan terhadapnya."), "plan"))
    if len(plan) > LONGEST_TEXT:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TEXT}, "plan"))
    if wrong:
        raise Refused(*wrong)
    row = case.risks.filter(failure=failure).first() or CaseRisk(case=case, failure=failure)
    row.state, row.plan, row.by, row.at = RiskState(state), plan.strip(), by, now
    row.save()
    return row
