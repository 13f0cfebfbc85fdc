"""Certificates of a case: who gets which, what they say, and that none is issued twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.factories.replications import make_case, people
from tular.features.accounts.models import User
from tular.features.catalogue.choices import StopReason
from tular.features.replications.actions.certifying import certify, certify_all
from tular.features.replications.actions.stopping import stop
from tular.features.replications.choices import CaseState, WorkModel
from tular.features.replications.models import Measurement
from tular.features.replications.queries.certificates import certificates_of, is_any_waiting
from tular.foundation.documents.choices import CertificateState
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.queries import certificates_readable_by

pytestmark = pytest.mark.usefixtures("catalogue")

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


def lines(certificate: Certificate) -> dict[str, str]:
    """What the page of verification says."""
    return dict(certificate.facts["proof"])


def test_both_sides_get_a_commitment_and_at_the_end_recognition_that_says_what_was_proven() -> None:
    case = make_case(CaseState.DONE)
    assert is_any_waiting()
    assert certify_all(NOW) == 1
    found = [one.certificate for one in certificates_of(case)]
    assert [(one.number, one.kind, one.holder) for one in found] == [
        ("RPL/2026/0001", "komitmen", case.taker.name),
        ("RPL/2026/0002", "komitmen", case.owner.name),
        ("RPL/2026/0003", "replikasi", case.taker.name),
        ("RPL/2026/0004", "replikasi", case.owner.name),
    ]
    assert lines(found[2])["Keadaan"] == "terbukti dengan pengukuran 6 bulan sesudah mulai"
    assert found[2].issuer == case.owner.name


def test_none_is_issued_twice_and_a_later_end_takes_none_away() -> None:
    case = make_case(CaseState.DONE)
    certify_all(NOW)
    certify(case, by=None, now=NOW)
    assert not is_any_waiting()
    assert certify_all(NOW) == 0
    stop(case, code=StopReason.BUDGET, on=date(2026, 10, 1), by=people()["taker"], now=NOW, reason="Dana habis.")
    assert [one.certificate.state for one in certificates_of(case)] == [CertificateState.VALID] * 4


def test_what_is_not_proven_is_not_called_so() -> None:
    case = make_case(CaseState.DONE)
    Measurement.objects.update(source="")
    certify_all(NOW)
    last = certificates_of(case)[-1].certificate
    assert lines(last)["Keadaan"] == "selesai, belum terbukti dengan pengukuran"


def test_who_works_alone_promises_alone_and_is_recognised_by_the_hub() -> None:
    case = make_case(CaseState.DONE, model=WorkModel.ALONE)
    certify_all(NOW)
    found = [one.certificate for one in certificates_of(case)]
    assert [(one.kind, one.holder) for one in found] == [
        ("komitmen", case.taker.name), ("replikasi", case.taker.name), ("replikasi", case.owner.name),
    ]  # fmt: skip
    assert found[1].issuer.startswith("Hub JIPP")


def test_before_anything_is_promised_nothing_is_certified() -> None:
    make_case(CaseState.AGREEING)
    assert not is_any_waiting()


def test_both_sides_download_them_and_strangers_do_not(outsider: User) -> None:
    make_case(CaseState.AGREED)
    certify_all(NOW)
    who = people()
    assert [certificates_readable_by(who[name]).count() for name in ("taker", "owner")] == [2, 2]
    assert not certificates_readable_by(outsider).exists()
