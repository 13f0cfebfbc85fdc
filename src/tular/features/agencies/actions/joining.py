"""An agency joins: a signed letter comes in, the admin above decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies import notices, permissions  # noqa: F401 - registers what the actions below need
from tular.features.agencies.actions.invitations import make_invitation
from tular.features.agencies.actions.letters import confirm_request, tell_refused, tell_returned
from tular.features.agencies.choices import JoinState, Role
from tular.features.agencies.models import Agency, JoinRequest
from tular.features.agencies.queries.giving import admins_above
from tular.features.agencies.queries.tokens import digest, new_token
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.actions import notify

MOST_WAITING = 5
"""Requests of one agency that may wait at a time: the form is open to strangers."""

MOST_A_DAY = 3
"""Requests that one mail address may send within 24 hours: each of them sends a letter there."""

OPEN = (JoinState.WAITING, JoinState.RETURNED)


@action("agencies.request_to_join", gettext_lazy("memohon bergabung"), by_system=True, secret=("token_hash",))
def request_to_join(
    agency: Agency, *, name: str, email: str, position: str, letter: StoredFile, by: User | None, now: datetime,
    reason: str = "",
) -> JoinRequest:  # fmt: skip
    """Ask to become the first admin of the agency. `by` is None for a stranger, who gets the answer by mail."""
    if agency.until:
        text = _("%(agency)s sudah tidak ada sejak %(until)s. Ajukan permohonan untuk instansi penggantinya.")
        raise Refused(text % {"agency": agency.name, "until": agency.until})
    address = _checked(name, email, position)
    open_ones = JoinRequest.objects.filter(agency=agency, state__in=OPEN)
    same = open_ones.filter(email=address).first()
    if same is not None and same.state == JoinState.RETURNED:
        raise Refused(_("Permohonan Anda dikembalikan untuk diperbaiki. Pakai tautan di surel yang Anda terima."))
    if same is not None:
        text = _(
            "Permohonan dari alamat ini sudah kami terima pada %(day)s dan sedang diperiksa. Anda tidak perlu "
            "mengirim lagi."
        )
        raise Refused(text % {"day": formats.date_format(same.sent_at, "j F Y")})
    if open_ones.count() >= MOST_WAITING:
        text = _("Sudah ada %(count)d permohonan untuk instansi ini yang sedang diperiksa. Tunggu keputusannya dulu.")
        raise Refused(text % {"count": MOST_WAITING})
    if JoinRequest.objects.filter(email=address, sent_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        text = _("Dari alamat surel ini sudah ada %(count)d permohonan dalam 24 jam. Coba lagi besok.")
        raise Refused(Reason(text % {"count": MOST_A_DAY}, "email"))
    token = new_token()
    request = JoinRequest.objects.create(
        agency=agency,
        name=name.strip(),
        email=address,
        position=position.strip(),
        letter=letter,
        token_hash=digest(token),
        language=(get_language() or "id")[:2],
        sent_at=now,
    )
    confirm_request(request, token, now)
    _tell_admins(request, now)
    return request


@action("agencies.correct_request", gettext_lazy("memperbaiki permohonan"), by_system=True)
def correct_request(
    request: JoinRequest, *, token: str, name: str, position: str, letter: StoredFile, by: User | None, now: datetime,
    reason: str = "",
) -> JoinRequest:  # fmt: skip
    """Send a returned request again; the token of its mail is the key."""
    if digest(token) != request.token_hash:
        raise Refused(_("Tautan ini tidak dikenal. Buka tautan dari surel yang paling akhir."))
    if request.state != JoinState.RETURNED:
        raise Refused(_("Permohonan ini tidak sedang menunggu perbaikan; tidak ada yang berubah."))
    _checked(name, request.email, position)
    request.name, request.position, request.letter = name.strip(), position.strip(), letter
    request.state, request.reason, request.sent_at = JoinState.WAITING, "", now
    request.decided_at, request.decided_by = None, None
    request.save()
    _tell_admins(request, now)
    return request


@action("agencies.accept_request", gettext_lazy("menerima permohonan bergabung"))
def accept_request(request: JoinRequest, *, by: User, now: datetime, reason: str = "") -> JoinRequest:
    """The sender becomes admin of the agency: an invitation leaves for their address."""
    _refuse_decided(request)
    request.invitation = make_invitation(
        request.agency, email=request.email, role=Role.AGENCY, by=by, now=now, name=request.name
    )
    _decide(request, JoinState.ACCEPTED, by, now)
    return request


@action("agencies.return_request", gettext_lazy("mengembalikan permohonan bergabung"), secret=("token_hash",))
def return_request(request: JoinRequest, *, by: User, now: datetime, reason: str) -> JoinRequest:
    """Ask the sender to mend something; a new link leaves by mail."""
    _refuse_decided(request)
    _decide(request, JoinState.RETURNED, by, now, reason)
    token = new_token()
    request.token_hash = digest(token)
    request.save()
    tell_returned(request, token, now)
    return request


@action("agencies.refuse_request", gettext_lazy("menolak permohonan bergabung"))
def refuse_request(request: JoinRequest, *, by: User, now: datetime, reason: str) -> JoinRequest:
    """Close the request with a reason that the sender reads."""
    _refuse_decided(request)
    _decide(request, JoinState.REFUSED, by, now, reason)
    tell_refused(request, now)
    return request


def _checked(name: str, email: str, position: str) -> str:
    """The address in small letters; raises `Refused` with one reason per field."""
    reasons = []
    address = email.strip().lower()
    if not name.strip():
        reasons.append(Reason(_("Tulis nama Anda."), "name"))
    try:
        validate_email(address)
    except ValidationError:
        reasons.append(Reason(_("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id."), "email"))
    if not position.strip():
        reasons.append(Reason(_("Tulis jabatan Anda."), "position"))
    if reasons:
        raise Refused(*reasons)
    return address


def _refuse_decided(request: JoinRequest) -> None:
    if request.state != JoinState.WAITING:
        who = request.decided_by.name if request.decided_by else _("admin lain")
        text = _("Permohonan ini sudah diputuskan %(who)s: %(state)s. Tidak ada yang berubah.")
        raise Refused(text % {"who": who, "state": request.get_state_display()})


def _decide(request: JoinRequest, state: JoinState, by: User, now: datetime, reason: str = "") -> None:
    if state != JoinState.ACCEPTED and not reason.strip():
        raise Refused(Reason(_("Tulis alasannya; pemohon membacanya."), "reason"))
    request.state, request.reason = state, reason.strip()
    request.decided_at, request.decided_by = now, by
    request.save()


def _tell_admins(request: JoinRequest, now: datetime) -> None:
    notify(
        admins_above(request.agency),
        "agencies.requested",
        path=f"/permohonan/{request.pk}",
        now=now,
        agency=request.agency.name,
    )
