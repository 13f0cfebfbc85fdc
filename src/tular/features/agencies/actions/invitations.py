"""Inviting by mail, accepting, withdrawing, sending again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.actions import create_person
from tular.features.accounts.models import User
from tular.features.agencies import notices, permissions  # noqa: F401 - registers what the actions below need
from tular.features.agencies.actions.letters import send_invitation
from tular.features.agencies.choices import INVITATION_DAYS, InvitationState, Role
from tular.features.agencies.models import Agency, Hub, Invitation, Membership, ServiceUnit
from tular.features.agencies.queries.giving import Place, people_path, place_fields, place_of, roles_to_give
from tular.features.agencies.queries.invitations import problem_of
from tular.features.agencies.queries.roles import memberships_on
from tular.features.agencies.queries.tokens import digest, new_token
from tular.foundation.actions import Reason, Refused, action, together
from tular.foundation.audit import trail
from tular.foundation.notifications.actions import notify

NO_SUCH_LINK = gettext_lazy(
    "Tautan undangan ini tidak dikenal. Mungkin terpotong saat disalin, atau sudah diganti undangan yang lebih baru; "
    "buka surel undangan yang paling akhir."
)


@action("agencies.invite", gettext_lazy("mengundang"), secret=("token_hash",))
def invite(
    place: models.Model, *, email: str, role: str, by: User, now: datetime, name: str = "", reason: str = ""
) -> Invitation:
    """Offer a role at a hub, agency or unit by mail; with the inviting person as place, a role that holds everywhere.

    The link in the mail works for `INVITATION_DAYS` and once.
    """
    where = _place(place)
    if role not in roles_to_give(by, where):
        raise Refused(Reason(_("Peran ini tidak dapat Anda berikan di sini."), "role"))
    return make_invitation(where, email=email, role=Role(role), by=by, now=now, name=name)


def make_invitation(
    place: Place, *, email: str, role: Role, by: User | None, now: datetime, name: str = "", token: str = ""
) -> Invitation:
    """The invitation itself, for actions that have already asked for the permission. Raises `Refused`.

    With a `token` the caller hands the link over; without one it leaves by mail.
    """
    address = _checked_address(email)
    _refuse_ended(place, now)
    if User.objects.filter(email__iexact=address, is_active=False).exists():
        text = _("Akun %(email)s sedang nonaktif. Aktifkan kembali dulu, atau mintalah kepada admin di atas Anda.")
        raise Refused(Reason(text % {"email": address}, "email"))
    where = place_fields(place)
    holders = memberships_on(_day(now)).filter(role=role, person__email=address, delegated_from=None, **where)
    if holders.exists():
        raise Refused(Reason(_("%(email)s sudah memegang peran ini.") % {"email": address}, "email"))
    waiting = Invitation.objects.filter(email=address, role=role, state=InvitationState.WAITING, **where).first()
    if waiting is not None and waiting.expires_at > now:
        text = _(
            "%(email)s sudah diundang dan undangannya masih berlaku. Bila surelnya tidak sampai, "
            "pakai tombol Kirim ulang."
        )
        raise Refused(Reason(text % {"email": address}, "email"))
    if waiting is not None:
        waiting.state, waiting.decided_at = InvitationState.WITHDRAWN, now
        waiting.save()
    secret = token or new_token()
    invitation = Invitation.objects.create(
        email=address,
        name=name.strip()[:120],
        role=role,
        invited_by=by,
        token_hash=digest(secret),
        created_at=now,
        sent_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
        **where,
    )
    if not token:
        send_invitation(invitation, secret, now)
    return invitation


def invite_super_admin(email: str, name: str, *, now: datetime) -> str:
    """Let the operator of the machine invite a super admin; returns the one-time token. Nobody else is needed.

    An invitation of this address that still waits is replaced. Raises `Refused`.
    """
    with together():
        old = Invitation.objects.filter(
            email=email.strip().lower(), role=Role.SUPER, state=InvitationState.WAITING
        ).first()  # fmt: skip
        if old is not None:
            old.state, old.decided_at = InvitationState.WITHDRAWN, now
            old.save()
        token = new_token()
        invitation = make_invitation(None, email=email, role=Role.SUPER, by=None, now=now, name=name, token=token)
        trail.append("agencies.invite", subject=invitation, by=None, now=now, changes={"role": (None, Role.SUPER)})
    return token


@action("agencies.withdraw_invitation", gettext_lazy("menarik undangan"))
def withdraw_invitation(invitation: Invitation, *, by: User, now: datetime, reason: str = "") -> Invitation:
    """Make the link useless. An accepted invitation is not withdrawn: end the membership instead."""
    if invitation.state == InvitationState.ACCEPTED:
        raise Refused(_("Undangan ini sudah diterima. Akhiri perannya bila orang itu tidak lagi bertugas."))
    if invitation.state == InvitationState.WITHDRAWN:
        raise Refused(_("Undangan ini sudah ditarik sebelumnya."))
    invitation.state, invitation.decided_at = InvitationState.WITHDRAWN, now
    invitation.save()
    return invitation


@action("agencies.resend_invitation", gettext_lazy("mengirim ulang undangan"), secret=("token_hash",))
def resend_invitation(invitation: Invitation, *, by: User, now: datetime, reason: str = "") -> Invitation:
    """Send a new link that works for `INVITATION_DAYS` from now; the old one stops working."""
    if invitation.state == InvitationState.ACCEPTED:
        raise Refused(_("Undangan ini sudah diterima, jadi tidak perlu dikirim ulang."))
    if invitation.state == InvitationState.WITHDRAWN:
        raise Refused(_("Undangan ini sudah ditarik. Buat undangan baru bila orang itu tetap diperlukan."))
    _refuse_ended(place_of(invitation), now)
    token = new_token()
    invitation.token_hash = digest(token)
    invitation.sent_at, invitation.expires_at = now, now + timedelta(days=INVITATION_DAYS)
    invitation.save()
    send_invitation(invitation, token, now)
    return invitation


@action("agencies.accept_invitation", gettext_lazy("menerima undangan"))
def accept_invitation(invitation: Invitation, *, by: User, now: datetime, reason: str = "") -> Membership:
    """Take the role that was offered, from today on. The account has the invited address: that is the permission."""
    if problem := problem_of(invitation, now):
        raise Refused(problem)
    place = place_of(invitation)
    _refuse_ended(place, now)
    where = place_fields(place)
    if memberships_on(_day(now)).filter(person=by, role=invitation.role, delegated_from=None, **where).exists():
        raise Refused(_("Anda sudah memegang peran ini; tidak ada yang perlu diterima."))
    membership = Membership.objects.create(
        person=by, role=invitation.role, since=_day(now), granted_by=invitation.invited_by, **where
    )
    invitation.state, invitation.decided_at, invitation.membership = InvitationState.ACCEPTED, now, membership
    invitation.save()
    if invitation.invited_by is not None:
        notify(
            [invitation.invited_by],
            "agencies.accepted",
            path=people_path(place),
            now=now,
            person=by.name,
            role=str(invitation.role),
            place=str(place or ""),
        )
    return membership


def accept_as_new_person(token: str, *, name: str, password: str, now: datetime, language: str = "id") -> User:
    """Make the account of the invited address and take the role, both or neither. Raises `Refused`.

    The address is known to be the person's: the link came there by mail.
    """
    with together():
        invitation = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=digest(token)).first()
        if invitation is None:
            raise Refused(str(NO_SUCH_LINK))
        if problem := problem_of(invitation, now):
            raise Refused(problem)
        if User.objects.filter(email__iexact=invitation.email).exists():
            raise Refused(_("Sudah ada akun dengan alamat ini. Masuklah dulu, lalu buka lagi tautan undangan."))
        if not name.strip():
            raise Refused(Reason(_("Tulis nama Anda."), "name"))
        person = create_person(
            invitation.email, name.strip(), by=None, now=now, password=password, confirmed=True, language=language
        )
        accept_invitation(invitation, by=person, now=now)
    return person


def _place(row: models.Model) -> Place:
    if isinstance(row, User):
        return None
    assert isinstance(row, Hub | Agency | ServiceUnit)
    return row


def _checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        text = _("Alamat surel '%(email)s' belum benar. Contoh yang benar: nama@sidoarjokab.go.id.")
        raise Refused(Reason(text % {"email": email.strip()}, "email")) from None
    return address


def _refuse_ended(place: Place, now: datetime) -> None:
    if isinstance(place, ServiceUnit) and place.until is not None and place.until < _day(now):
        raise Refused(_("Unit %(unit)s sudah diakhiri. Pilih unit lain.") % {"unit": place.name})
    agency = place.agency if isinstance(place, Hub | ServiceUnit) else place
    if agency is not None and agency.until:
        text = _("%(agency)s sudah tidak ada sejak %(until)s. Undang orangnya di instansi penggantinya.")
        raise Refused(text % {"agency": agency.name, "until": agency.until})


def _day(now: datetime) -> date:
    return timezone.localdate(now, timezone.get_default_timezone())
