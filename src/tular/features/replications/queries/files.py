"""Files of cases: what is taken, and who may read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.replications.models import (
    Agreement,
    CaseFile,
    CaseIndicator,
    Decision,
    Measurement,
    Reply,
)
from tular.features.replications.queries.visibility import cases_visible_to
from tular.foundation.files.kinds import DOCUMENTS, JPEG, PDF, PNG, WEBP
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

FILE = "replications.file"
SCAN = "replications.scan"
"""A signed paper: what a scanner or a phone makes of it."""

LARGEST = 50_000_000
"""Bytes."""


def may_read(person: Any, file: StoredFile) -> bool:
    """Who may open the case to which it belongs."""
    if person is None:
        return False
    cases = cases_visible_to(person).values("pk")
    places = (
        CaseFile.objects.filter(file=file.pk, case__in=cases, removed_at__isnull=True),
        Decision.objects.filter(file=file.pk, case__in=cases),
        Reply.objects.filter(file=file.pk, case__in=cases),
        Agreement.objects.filter(signed_file=file.pk, case__in=cases),
        CaseIndicator.objects.filter(baseline_file=file.pk, case__in=cases),
        Measurement.objects.filter(file=file.pk, indicator__case__in=cases),
    )
    return any(rows.exists() for rows in places)


def define_purposes() -> None:
    """Called when the application starts."""
    kinds = (*DOCUMENTS, JPEG, PNG, WEBP)
    define(Purpose(FILE, _("Berkas replikasi"), kinds, LARGEST, may_read=may_read, in_use=by_relation))
    scans = (PDF, JPEG, PNG)
    define(Purpose(SCAN, _("Naskah bertanda tangan"), scans, LARGEST, may_read=may_read, in_use=by_relation))
