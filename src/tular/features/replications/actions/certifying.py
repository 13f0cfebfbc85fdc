"""Issuing what a case calls for: commitments when they are made, recognition when both sides closed it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import told_of
from tular.features.replications.choices import Side
from tular.features.replications.models import Case, CaseCertificate
from tular.features.replications.queries.certificates import cases_to_certify, order_of, planned_for
from tular.features.replications.queries.people import people_of_owner, people_of_taker
from tular.features.replications.queries.visibility import WITH
from tular.foundation.actions import action
from tular.foundation.documents.actions import Order, issue
from tular.foundation.documents.models import Certificate
from tular.foundation.notifications.actions import notify

TRIES = 5
"""How often the next number is asked for, when somebody else took it first."""


def certify_all(now: datetime) -> int:
    """Issue what is missing, each case in its own transaction. Returns how many cases got something."""
    cases = list(cases_to_certify().select_related(*WITH))
    for case in cases:
        certify(case, by=None, now=now)
    return len(cases)


@action("replications.certify", gettext_lazy("Menerbitkan piagam"), by_system=True)
def certify(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Issue the certificates that the case calls for and has not. What was issued once is never issued again."""
    held = {(one.moment, one.side) for one in case.certificates.all()}
    on = timezone.localdate(now, timezone.get_default_timezone())
    made = []
    for one in planned_for(case):
        if (one.moment, one.side) in held:
            continue
        certificate = _issued(order_of(case, one, on), by, now)
        CaseCertificate.objects.create(case=case, certificate=certificate, moment=one.moment, side=one.side)
        made.append((one.side, certificate))
    for side, certificate in made:
        people = people_of_taker(case) if side == Side.TAKER else people_of_owner(case)
        notify(people, "replications.certified", path=f"/sertifikat/{certificate.code}", now=now,
               **{**told_of(case), "number": certificate.number})  # fmt: skip
    return case


def _issued(order: Order, by: Any, now: datetime) -> Certificate:
    """With the next number of its series; two at once do not draw the same: the second one tries again."""
    for left in range(TRIES, 0, -1):
        try:
            with transaction.atomic():
                return issue(order, by=by, now=now)[0]
        except IntegrityError:
            if left == 1:
                raise
    raise AssertionError("the loop returns or raises")
