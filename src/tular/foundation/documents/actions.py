"""Issuing, replacing and revoking certificates, on behalf of features.

Whether `by` may do it is for the calling action to ask; what happened goes to the audit trail here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from tular.foundation.actions import Reason, Refused
from tular.foundation.audit import trail
from tular.foundation.documents import codes
from tular.foundation.documents.choices import CertificateKind
from tular.foundation.documents.models import Certificate, CertificateEnd
from tular.foundation.documents.printing import LANDSCAPE, set_from, sha256_of
from tular.foundation.documents.typesetting import made_with

LONGEST_HOLDER = 300
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Order:
    """A certificate to be issued. `facts` is what the template prints besides number, code, address and holder."""

    occasion: str
    series: str
    kind: CertificateKind
    title: str
    holder: str
    issuer: str
    facts: Mapping[str, Any]
    is_demo: bool = False


def issue(order: Order, *, by: Any, now: datetime) -> tuple[Certificate, bool]:
    """Issue a certificate, with the next number of its series; whether it is new.

    For an occasion for which one was ever issued nothing is made: that one is returned, also when it was revoked.
    The caller holds a lock under which its series grows, so that two people do not draw the same number.
    """
    found = Certificate.objects.filter(occasion=order.occasion).order_by("-edition").first()
    if found is not None:
        return found, False
    with transaction.atomic():
        return _made(order, 1, by=by, now=now), True


def replace(
    certificate: Certificate, *, holder: str, facts: Mapping[str, Any], by: Any, now: datetime, reason: str
) -> Certificate:
    """Issue it again with another holder or other facts; who checks the old one is led to the new one."""
    with transaction.atomic():
        held = _holding(certificate)
        order = Order(
            held.occasion, held.series, CertificateKind(held.kind), held.title, holder, held.issuer,
            {**held.facts, **facts}, held.is_demo,
        )  # fmt: skip
        made = _made(order, held.edition + 1, by=by, now=now)
        _end(held, made, by=by, now=now, reason=reason)
    return made


def revoke(certificate: Certificate, *, by: Any, now: datetime, reason: str) -> CertificateEnd:
    """Let it hold no longer; who checks it reads why."""
    with transaction.atomic():
        return _end(_holding(certificate), None, by=by, now=now, reason=reason)


def _holding(certificate: Certificate) -> Certificate:
    held = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if CertificateEnd.objects.filter(certificate=held).exists():
        raise Refused(_("Sertifikat ini sudah tidak berlaku: sudah dicabut atau diganti."))
    return held


def _made(order: Order, edition: int, *, by: Any, now: datetime) -> Certificate:
    holder = " ".join(order.holder.split())
    if not holder:
        raise Refused(Reason(_("Isi nama penerima."), "holder"))
    if len(holder) > LONGEST_HOLDER:
        raise Refused(Reason(_("Nama penerima paling panjang %(n)d huruf.") % {"n": LONGEST_HOLDER}, "holder"))
    last = Certificate.objects.filter(series=order.series).aggregate(last=Max("serial"))["last"] or 0
    code, number = codes.draw(), f"{order.series}/{last + 1:0{DIGITS}d}"
    facts = {
        **order.facts,
        "number": number,
        "code": codes.spaced(code),
        "address": settings.ADDRESS + reverse("documents:certificate", args=[code]),
        "holder": holder,
        "title": order.title,
        "issuer": order.issuer,
        "made_up": order.is_demo,
    }
    made = Certificate.objects.create(
        number=number, series=order.series, serial=last + 1, code=code, kind=order.kind, title=order.title[:300],
        holder=holder, issuer=order.issuer[:200], facts=facts, template=LANDSCAPE, occasion=order.occasion,
        edition=edition, by=by, issued_at=now, is_demo=order.is_demo,
        sha256=sha256_of(set_from(facts, at=now)), made_with=made_with(LANDSCAPE),
    )  # fmt: skip
    told = {"number": ("", number), "holder": ("", holder), "title": ("", made.title), "sha256": ("", made.sha256)}
    trail.append("documents.issue", subject=made, by=by, now=now, changes=told)
    return made


def _end(held: Certificate, other: Certificate | None, *, by: Any, now: datetime, reason: str) -> CertificateEnd:
    reason = reason.strip()
    if not reason:
        raise Refused(Reason(_("Tulis alasannya: siapa pun yang memeriksa sertifikat ini membacanya."), "alasan"))
    end = CertificateEnd.objects.create(certificate=held, replaced_by=other, reason=reason, by=by, at=now)
    verb = "documents.replace" if other else "documents.revoke"
    changes = {"replaced_by": ("", other.number)} if other else {}
    trail.append(verb, subject=held, by=by, now=now, changes=changes, reason=reason)
    return end
