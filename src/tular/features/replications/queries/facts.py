"""What forms of assessment ask about the replications of an agency, ready to be taken over without typing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tular.features.agencies.models import Agency
from tular.features.replications.choices import CaseState, ReplicationState
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.proof import has_evidence
from tular.features.replications.queries.visibility import cases_held


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """One indicator as it stood: its baseline, and the last measurement until the day that was asked for."""

    name: str
    unit: str
    main: bool
    baseline: Decimal | None
    baseline_on: date | None
    value: Decimal | None
    on: date | None
    target: Decimal | None
    method: str
    source: str
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class ReplicationFact:
    """One replication in which the agency took part: `took` as the taker, else as the owner.

    `state` is what everybody is told now; `began_on` and `ended_on` are days, None where nothing happened until then.
    """

    code: str
    name: str
    innovation: str
    innovation_slug: str
    owner: str
    taker: str
    took: bool
    agreed_on: date | None
    began_on: date
    ended_on: date | None
    state: ReplicationState
    proven_months: int | None
    seen_on: date | None
    indicators: tuple[IndicatorFact, ...]
    is_demo: bool


def replication_facts(agency: Agency, on: date) -> tuple[ReplicationFact, ...]:
    """The replications of an agency, given and taken, that had begun by a day, the oldest first. Three queries.

    What began later, was cancelled, or is known to nobody yet is left out; so is what was measured later.
    """
    rows = cases_held().filter(
        Q(taker=agency) | Q(owner=agency), began_on__lte=on, replication__isnull=False
    ).exclude(state=CaseState.CANCELLED)  # fmt: skip
    rows = rows.select_related("innovation", "owner", "taker", "replication").prefetch_related(
        "indicators__measurements"
    )
    return tuple(_fact(case, agency, on) for case in rows.order_by("began_on", "pk"))


def _fact(case: Case, agency: Agency, on: date) -> ReplicationFact:
    row = case.replication
    assert row is not None and case.began_on is not None, "the filter lets only these pass"
    ended = case.ended_on if case.ended_on and case.ended_on <= on else None
    return ReplicationFact(
        code=case.code, name=case.name, innovation=case.innovation.title, innovation_slug=case.innovation.slug,
        owner=case.owner.name, taker=case.taker.name, took=case.taker.pk == agency.pk, agreed_on=case.agreed_on,
        began_on=case.began_on, ended_on=ended, state=ReplicationState(row.state), proven_months=row.proven_months,
        seen_on=row.seen_on,
        indicators=tuple(
            _indicator(one, on) for one in case.indicators.all() if one.dropped_at is None
        ),
        is_demo=case.is_demo,
    )  # fmt: skip


def _indicator(one: CaseIndicator, on: date) -> IndicatorFact:
    last = max((row for row in one.measurements.all() if row.on <= on), key=lambda row: row.on, default=None)
    return IndicatorFact(
        name=one.name, unit=one.unit, main=one.main, baseline=one.baseline, baseline_on=one.baseline_on,
        value=last.value if last else None, on=last.on if last else None, target=one.target,
        method=last.method if last else one.method, source=last.source if last else one.baseline_source,
        has_evidence=has_evidence(last) if last else False,
    )  # fmt: skip
