"""What replications store."""

from tular.features.replications.models.agreement import Agreement, AgreementClause
from tular.features.replications.models.case import Case, Decision, Member, StepDone
from tular.features.replications.models.certificate import CaseCertificate
from tular.features.replications.models.measuring import CaseIndicator, Measurement, MeasureReminder
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
    "CaseCertificate",
    "CaseFile",
    "CaseIndicator",
    "CasePart",
    "CaseRisk",
    "Decision",
    "MeasureReminder",
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
