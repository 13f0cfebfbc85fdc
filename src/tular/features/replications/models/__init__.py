"""What replications store."""

from tular.features.replications.models.agreement import Agreement, AgreementClause
from tular.features.replications.models.case import Case, Decision, Member, StepDone
from tular.features.replications.models.measuring import CaseIndicator, Measurement
from tular.features.replications.models.readiness import Reply
from tular.features.replications.models.record import Replication
from tular.features.replications.models.reminding import AnswerReminder
from tular.features.replications.models.warning import TakerNews, TakerWarning
from tular.features.replications.models.work import CaseFile, CasePart, CaseRisk, Meeting, Task, Tick

__all__ = [
    "Agreement",
    "AgreementClause",
    "AnswerReminder",
    "Case",
    "CaseFile",
    "CaseIndicator",
    "CasePart",
    "CaseRisk",
    "Decision",
    "Measurement",
    "Meeting",
    "Member",
    "Replication",
    "Reply",
    "StepDone",
    "TakerNews",
    "TakerWarning",
    "Task",
    "Tick",
]
