"""Mail to people who have no account yet, in their own words; people with an account are notified besides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import formats, translation
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.models import Invitation, JoinRequest
from tular.features.agencies.queries.giving import place_of
from tular.features.agencies.queries.invitations import what_role_does
from tular.foundation.notifications.actions import notify, post
from tular.foundation.notifications.rendering import absolute


def send_invitation(invitation: Invitation, token: str, now: datetime) -> None:
    """The letter with the link, and a notice without it when the address has an account."""
    person = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    place = place_of(invitation)
    with translation.override(person.language if person else _language_of(invitation.invited_by)):
        role = f"{invitation.get_role_display()}{f', {place}' if place else ''}"
        inviter = invitation.invited_by.name if invitation.invited_by else _("Pengelola Tular")
        lines = [
            _("Halo %(name)s,") % {"name": invitation.name} if invitation.name else _("Halo,"),
            "",
            _("%(inviter)s mengundang Anda di Tular sebagai %(role)s.") % {"inviter": inviter, "role": role},
            what_role_does(invitation.role),
            "",
            _("Terima undangan lewat tautan ini, sampai %(day)s:")
            % {"day": formats.date_format(invitation.expires_at, "j F Y")},
            absolute(f"/undangan/{token}"),
            "",
            _("Tautan ini hanya untuk Anda; jangan diteruskan. Bila Anda tidak merasa diundang, abaikan surel ini."),
        ]
        subject = _("Undangan sebagai %(role)s") % {"role": role}
        _write(invitation.email, subject, lines, now, person)
    if person is not None:
        notify(
            [person],
            "agencies.invited",
            path=f"/undangan/saya/{invitation.pk}",
            now=now,
            inviter=inviter,
            role=str(invitation.role),
            place=str(place or ""),
            until=invitation.expires_at.date(),
        )


def confirm_request(request: JoinRequest, token: str, now: datetime) -> None:
    """Tell the sender that the request arrived, and where to follow it."""
    _tell_sender(
        request,
        token,
        now,
        lambda: _("Permohonan %(agency)s diterima Tular"),
        lambda: [
            _("Permohonan dan surat Anda sudah kami terima."),
            _("Admin hub atau admin pembina memeriksanya. Anda mendapat surel sesudah diputuskan."),
        ],
    )


def tell_returned(request: JoinRequest, token: str, now: datetime) -> None:
    """Tell the sender what to mend, with the link that opens the request again."""
    _tell_sender(
        request,
        token,
        now,
        lambda: _("Permohonan %(agency)s perlu diperbaiki"),
        lambda: [
            _("Permohonan Anda dikembalikan untuk diperbaiki: %(reason)s") % {"reason": request.reason},
            _("Isian Anda masih ada. Perbaiki lalu kirim lagi lewat tautan di bawah."),
        ],
    )


def tell_refused(request: JoinRequest, now: datetime) -> None:
    """Tell the sender that the request was refused, and why."""
    _tell_sender(
        request,
        "",
        now,
        lambda: _("Permohonan %(agency)s ditolak"),
        lambda: [
            _("Permohonan Anda ditolak: %(reason)s") % {"reason": request.reason},
            _("Bila keadaannya berubah, Anda dapat mengirim permohonan baru."),
        ],
    )


def _tell_sender(
    request: JoinRequest, token: str, now: datetime, subject: Callable[[], str], lines: Callable[[], list[str]]
) -> None:
    with translation.override(request.language):
        greeting = _("Halo %(name)s,") % {"name": request.name}
        link = [_("Lihat permohonan Anda:"), absolute(f"/gabung/{token}")] if token else []
        title = subject() % {"agency": request.agency.name}
        _write(request.email, title, [greeting, "", *lines(), "", *link], now)


def _language_of(inviter: User | None) -> str:
    return inviter.language if inviter else "id"


def _write(address: str, subject: str, lines: list[str], now: datetime, person: User | None = None) -> None:
    language = translation.get_language() or "id"
    post(address, subject=subject, text="\n".join(lines), language=language, now=now, person=person)
