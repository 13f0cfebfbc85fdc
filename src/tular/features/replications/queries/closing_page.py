"""The closing of a case: what is missing, what came of it, its certificates, and where it may go on to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tular.features.catalogue.models import Innovation
from tular.features.replications.choices import CaseState, Side, WorkModel
from tular.features.replications.models import Case, CaseCertificate
from tular.features.replications.queries.certificates import certificates_of
from tular.features.replications.queries.entering import ENTERS, Entry, entered_record, entries_for
from tular.features.replications.queries.measuring_page import effect_in_words
from tular.features.replications.queries.proof import Proof, proof_of
from tular.features.replications.queries.standing import TO_CLOSE, main_indicator, standing_of
from tular.features.replications.queries.visibility import sides_of


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What everybody sees of it who may open the case; `takes` and `confirms` say what the reader may do.

    `only_lessons`: of all that closing needs nothing else is missing.
    """

    case: Case
    takes: bool
    confirms: bool
    missing: tuple[str, ...]
    only_lessons: bool
    effect: str
    proof: Proof
    certificates: tuple[CaseCertificate, ...]
    record: Innovation | None
    entries: tuple[Entry, ...]

    @property
    def may_report(self) -> bool:
        """Whether the taker may say that it is done."""
        return self.takes and self.case.state == CaseState.RUNNING and not self.missing

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the other side has to answer."""
        return self.case.state == CaseState.CLOSING

    @property
    def may_enter(self) -> bool:
        """Whether it may go on to the catalogue and to competitions."""
        return self.takes and self.case.state in ENTERS

    @property
    def is_own(self) -> bool:
        """Whether the owner extends its own innovation, whose record is there already."""
        return self.case.owner.pk == self.case.taker.pk


def closing_page(person: Any, case: Case, now: datetime) -> ClosingPage:
    """All of it. Competitions are looked at only for who may enter one."""
    sides = sides_of(person, case)
    takes = Side.TAKER in sides
    confirms = Side.OWNER in sides or (case.model == WorkModel.ALONE and Side.REVIEWER in sides)
    main = main_indicator(case)
    last = main.measurements.last() if main else None
    against = standing_of(case, TO_CLOSE).against if case.state == CaseState.RUNNING else {}
    return ClosingPage(
        case=case,
        takes=takes,
        confirms=confirms,
        missing=tuple(against.values()),
        only_lessons=set(against) == {"told"},
        effect=effect_in_words(main, last, case.began_on) if main else "",
        proof=proof_of(case),
        certificates=tuple(certificates_of(case)),
        record=entered_record(case),
        entries=entries_for(person, case, now) if takes else (),
    )
