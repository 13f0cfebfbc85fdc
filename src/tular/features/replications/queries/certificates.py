"""The certificates that a case brings, what they say, and who may download them. The other side gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tular.features.agencies.queries.roles import hubs_over
from tular.features.replications.choices import CaseState, CertificateMoment, Side, WorkModel
from tular.features.replications.models import Case, CaseCertificate
from tular.features.replications.queries.figures import day_in_words
from tular.features.replications.queries.proof import proof_of
from tular.features.replications.queries.visibility import cases_held, cases_visible_to
from tular.foundation.documents.actions import Order
from tular.foundation.documents.choices import CertificateKind

COMMITTED = (CaseState.AGREED, CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)
SERIES = "RPL"


@dataclass(frozen=True, slots=True)
class Planned:
    """A certificate that a case calls for: of which moment, for which side."""

    moment: CertificateMoment
    side: Side


def planned_for(case: Case) -> tuple[Planned, ...]:
    """What the state of the case calls for. Who extends its own innovation gets one of each, not two.

    The owner promises only where it was asked. What happened years ago and was recorded later was never promised here.
    """
    found = []
    both = case.owner.pk != case.taker.pk
    if case.state in COMMITTED and not case.recorded:
        found.append(Planned(CertificateMoment.COMMITTED, Side.TAKER))
        if both and case.model != WorkModel.ALONE:
            found.append(Planned(CertificateMoment.COMMITTED, Side.OWNER))
    if case.state == CaseState.DONE:
        found.append(Planned(CertificateMoment.CLOSED, Side.TAKER))
        if both:
            found.append(Planned(CertificateMoment.CLOSED, Side.OWNER))
    return tuple(found)


def cases_to_certify() -> QuerySet[Case]:
    """Cases that may lack one: those committed without any, those closed without one for the closing."""
    held = CaseCertificate.objects.filter(moment=CertificateMoment.COMMITTED, side=Side.TAKER).values("case")
    closed = CaseCertificate.objects.filter(moment=CertificateMoment.CLOSED, side=Side.TAKER).values("case")
    wanted = Q(state__in=COMMITTED, recorded=False) & ~Q(pk__in=held) | Q(state=CaseState.DONE) & ~Q(pk__in=closed)
    return cases_held().filter(wanted).order_by("pk")


def is_any_waiting() -> bool:
    """Whether there is something to certify."""
    return cases_to_certify().exists()


def order_of(case: Case, one: Planned, on: date) -> Order:
    """The certificate as it is issued on a day, in Indonesian whatever the language of who set it off."""
    with translation.override("id"):
        holder, giver = _parties(case, one)
        closed = one.moment == CertificateMoment.CLOSED
        title = _title(case, one)
        event = _event(case, one)
        proof = [
            [_("Sebagai"), title], [_("Inovasi"), case.innovation.title], [_("Pemilik"), case.owner.name],
            [_("Penerima"), case.taker.name], [_("Kasus"), case.code], [_("Keadaan"), event],
        ]  # fmt: skip
        facts: dict[str, Any] = {
            "heading": _("Piagam Replikasi") if closed else _("Piagam Komitmen"),
            "given": _("diberikan kepada"),
            "about": case.unit.name if case.unit and one.side == Side.TAKER else "",
            "for_what": _("sebagai"),
            "distinction": title,
            "before_work": _("atas inovasi"),
            "work": case.innovation.title,
            "event": event,
            "basis": _("Dasar: kasus replikasi %(code)s di Tular.") % {"code": case.code},
            "dated": day_in_words(on),
            "signer": {"name": giver, "office": _basis(case, one), "number": ""},
            "proof": proof,
        }
        return Order(
            occasion=f"replications/{case.pk}/{one.moment.value}/{one.side.value}",
            series=f"{SERIES}/{on.year}",
            kind=CertificateKind.REPLICATION if closed else CertificateKind.COMMITMENT,
            title=f"{title}: {case.innovation.title}", holder=holder, issuer=giver, facts=facts, is_demo=case.is_demo,
        )  # fmt: skip


def certificates_of(case: Case) -> list[CaseCertificate]:
    """Those of a case, in the order of their numbers. One query."""
    rows = case.certificates.select_related("certificate__end")
    return list(rows.order_by("certificate__series", "certificate__serial"))


def readable_by(person: Any) -> Q:
    """The certificates that somebody may download: those of cases that they may open."""
    return Q(replicated__case__in=cases_visible_to(person).values("pk"))


def _parties(case: Case, one: Planned) -> tuple[str, str]:
    """Who holds it and who gives it: the other side; of who worked alone whoever confirmed, or they declare it."""
    if one.side == Side.OWNER:
        return case.owner.name, case.taker.name
    if case.model != WorkModel.ALONE:
        return case.taker.name, case.owner.name
    if one.moment == CertificateMoment.COMMITTED:
        return case.taker.name, case.taker.name
    hub = hubs_over(case.taker).select_related("agency").order_by("pk").first()
    return case.taker.name, str(hub) if hub else _("Admin pembina")


def _title(case: Case, one: Planned) -> str:
    if one.moment == CertificateMoment.CLOSED:
        return _("Penerima Replikasi") if one.side == Side.TAKER else _("Asal Inovasi yang Direplikasi")
    return (
        _("Pihak yang Berkomitmen Mereplikasi") if one.side == Side.TAKER else _("Pihak yang Berkomitmen Mendampingi")
    )


def _event(case: Case, one: Planned) -> str:
    """What holds, and no more than that."""
    if one.moment == CertificateMoment.COMMITTED:
        if case.agreed_on:
            return _("kesepakatan ditandatangani %(day)s") % {"day": day_in_words(case.agreed_on)}
        return _("mulai dijalankan %(day)s") % {"day": day_in_words(case.began_on)} if case.began_on else ""
    proof = proof_of(case)
    if proof.months is None:
        return _("selesai, belum terbukti dengan pengukuran")
    return _("terbukti dengan pengukuran %(n)d bulan sesudah mulai") % {"n": proof.months}


def _basis(case: Case, one: Planned) -> str:
    if one.moment == CertificateMoment.COMMITTED:
        return _("Dinyatakan sendiri oleh") if case.model == WorkModel.ALONE else _("Disepakati dengan")
    return _("Dikonfirmasi oleh") if one.side == Side.TAKER else _("Dinyatakan oleh")
