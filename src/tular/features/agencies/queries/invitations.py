"""Invitations: those one may see, what an open link says, and why it may not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.agencies.choices import InvitationState, Role
from tular.features.agencies.models import Invitation
from tular.features.agencies.queries.giving import place_of
from tular.features.agencies.queries.tokens import digest


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What the link of an invitation shows. `problem` is a sentence when it cannot be accepted."""

    email: str
    name: str
    role: str
    about: str
    place: str
    inviter: str
    expires_at: datetime
    problem: str
    has_account: bool


def problem_of(invitation: Invitation, now: datetime) -> str:
    """Why the invitation cannot be accepted, with what to do; "" when it can."""
    if invitation.state == InvitationState.ACCEPTED:
        return _("Undangan ini sudah dipakai. Masuklah dengan akun Anda untuk memakai perannya.")
    who = invitation.invited_by.name if invitation.invited_by else _("pengelola Tular")
    if invitation.state == InvitationState.WITHDRAWN:
        return _("Undangan ini sudah ditarik. Bila Anda tetap memerlukannya, hubungi %(who)s.") % {"who": who}
    if invitation.expires_at <= now:
        day = formats.date_format(invitation.expires_at, "j F Y")
        text = _("Undangan ini hanya berlaku sampai %(day)s. Mintalah %(who)s menekan Kirim ulang.")
        return text % {"day": day, "who": who}
    return ""


def what_role_does(role: str) -> str:
    """What the holder of a role can do, in a sentence for somebody who has never seen the product."""
    return {
        Role.SUPER: _("Mengelola seluruh Tular: orang, peran, proses, dan surat."),
        Role.NATIONAL: _("Membina seluruh instansi dan hub, dan mengundang admin mereka."),
        Role.HUB: _("Mendampingi instansi di wilayah hub, memeriksa permohonan bergabung, dan mengundang adminnya."),
        Role.AGENCY: _("Mengelola unit, orang, dan catatan inovasi instansi."),
        Role.UNIT_ADMIN: _("Mengelola orang dan catatan inovasi satu unit."),
        Role.UNIT: _("Menulis dan memutakhirkan catatan inovasi unitnya."),
        Role.EVALUATOR: _("Menilai usulan yang ditugaskan kepadanya."),
        Role.AUTHOR: _("Menulis buku model."),
        Role.MEMBER: _("Menyimpan, mengikuti, dan menanyakan inovasi."),
    }[Role(role)]


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link opens, in any state; None for a link that was never sent or has been replaced."""
    return (
        Invitation.objects.select_related("invited_by", "hub__agency", "agency", "unit__agency")
        .filter(token_hash=digest(token))
        .first()
    )


def invitation_page(token: str, now: datetime, invitation: Invitation | None = None) -> InvitationPage | None:
    """What the link (or an invitation at hand) shows; None when it opens nothing. Two queries."""
    invitation = invitation or invitation_of(token)
    if invitation is None:
        return None
    place = place_of(invitation)
    return InvitationPage(
        email=invitation.email,
        name=invitation.name,
        role=invitation.get_role_display(),
        about=what_role_does(invitation.role),
        place=", ".join(
            dict.fromkeys(str(one) for one in (place, invitation.agency) if one)
        ),
        inviter=invitation.invited_by.name if invitation.invited_by else _("pengelola Tular"),
        expires_at=invitation.expires_at,
        problem=problem_of(invitation, now),
        has_account=User.objects.filter(email=invitation.email).exists(),
    )  # fmt: skip
