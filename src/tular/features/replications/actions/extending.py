"""Signed copies, extensions, and the notice before an agreement ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.agreeing import sign
from tular.features.replications.actions.drafting import refuse_frozen, tell_both
from tular.features.replications.choices import CaseState, Paper
from tular.features.replications.models import Agreement, AgreementClause
from tular.features.replications.queries.agreement_text import whole_text
from tular.features.replications.queries.agreements import DRAFTING, thresholds_passed
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.rules import rules_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile

SCANS = ("application/pdf", "image/jpeg", "image/png")
"""What a signed copy may be."""


@action(
    "replications.bring_signed", gettext_lazy("Mengunggah kesepakatan bertanda tangan"),
    first=lambda agreement: agreement.case,
)  # fmt: skip
def bring_signed(
    agreement: Agreement, *, file: StoredFile, signed_on: date, valid_until: date | None, by: Any, now: datetime,
    reason: str = "",
) -> Agreement:  # fmt: skip
    """The signed copy is here: the text freezes, and the first working agreement moves the case on."""
    refuse_frozen(agreement)
    wrong = []
    if file.content_type not in SCANS:
        wrong.append(Reason(_("Unggah hasil pindaian sebagai PDF, JPG, atau PNG."), "file"))
    if signed_on > day_of(now):
        wrong.append(Reason(_("Tanggal tanda tangan belum tiba."), "signed_on"))
    if valid_until is not None and valid_until < signed_on:
        wrong.append(Reason(_("Berakhir sebelum ditandatangani. Periksa kedua tanggalnya."), "valid_until"))
    if wrong:
        raise Refused(*wrong)
    agreement.signed_file, agreement.signed_on, agreement.valid_until = file, signed_on, valid_until
    agreement.signed_text = whole_text(agreement, list(agreement.clauses.all()))
    agreement.save()
    if agreement.paper == Paper.WORKING and agreement.case.state == CaseState.AGREEING:
        sign(agreement.case, by=by, now=now)
    tell_both(agreement, "replications.agreement_signed", by=by, now=now)
    return agreement


@action("replications.extend_agreement", gettext_lazy("Memperpanjang kesepakatan"))
def extend_agreement(agreement: Agreement, *, by: Any, now: datetime, reason: str = "") -> Agreement:
    """Another edition of a signed paper, to be edited and signed anew; the former one stays as it was."""
    case = agreement.case
    if agreement.signed_on is None:
        raise Refused(_("Naskah ini belum ditandatangani, jadi belum ada yang diperpanjang."))
    if case.state not in DRAFTING:
        raise Refused(_("Kasus ini sudah berakhir, jadi kesepakatannya tidak diperpanjang."))
    if case.agreements.filter(paper=agreement.paper, edition__gt=agreement.edition).exists():
        raise Refused(_("Perpanjangannya sudah ada. Muat ulang halamannya."))
    new = Agreement.objects.create(
        case=case, paper=agreement.paper, edition=agreement.edition + 1, values=agreement.values,
        first_party=agreement.first_party, second_party=agreement.second_party, place=agreement.place,
        created_by=by, created_at=now,
    )  # fmt: skip
    AgreementClause.objects.bulk_create(
        AgreementClause(
            agreement=new, clause=one.clause, title=one.title, text=one.text, included=one.included, place=one.place
        )
        for one in agreement.clauses.all()
    )
    tell_both(new, "replications.agreement_drafted", by=by, now=now)
    return new


@action("replications.tell_ending", gettext_lazy("Mengabarkan akhir kesepakatan"), by_system=True)
def tell_ending(agreement: Agreement, *, by: Any, now: datetime, reason: str = "") -> Agreement:
    """Both sides hear that it ends soon; each threshold of the rules once, several that were missed together."""
    if thresholds_passed(agreement, rules_of(agreement.case).clock.ending, now):
        agreement.ending_told_at = now
        agreement.save()
        tell_both(agreement, "replications.agreement_ending", by=None, now=now, until=agreement.valid_until)
    return agreement


def tell_endings(now: datetime) -> int:
    """Tell of every signed paper that ends soon and has no later edition. Returns how many were told of."""
    rows = Agreement.objects.filter(
        signed_on__isnull=False, valid_until__isnull=False, case__state__in=DRAFTING
    ).select_related("case__rulebook")
    ending = [
        one
        for one in rows.order_by("pk")
        if thresholds_passed(one, rules_of(one.case).clock.ending, now) and not _followed(one)
    ]
    for one in ending:
        tell_ending(one, by=None, now=now)
    return len(ending)


def _followed(agreement: Agreement) -> bool:
    later = Agreement.objects.filter(
        case=agreement.case_id, paper=agreement.paper, edition__gt=agreement.edition, signed_on__isnull=False
    )
    return later.exists()
