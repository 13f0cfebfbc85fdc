"""Puts on the trail what people do to sign in and to guard their account; django-allauth tells by signals."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tular.features.accounts.models import User
from tular.foundation.audit import labels, trail

FACTORS = {
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery_codes",
}


LABELS = {
    "create": _("membuat akun"),
    "sign_up": _("mendaftar"),
    "sign_in": _("masuk"),
    "sign_out": _("keluar"),
    "sign_in_refused": _("percobaan masuk dengan kata sandi yang tidak cocok"),
    "code_refused": _("percobaan langkah kedua dengan kode yang tidak cocok"),
    "change_password": _("mengganti kata sandi"),
    "reset_password": _("mengganti kata sandi yang lupa"),
    "confirm_address": _("mengonfirmasi alamat surel"),
    "add_factor": _("memasang langkah kedua"),
    "remove_factor": _("melepas langkah kedua"),
    "renew_recovery_codes": _("membuat kode cadangan baru"),
}


def connect() -> None:
    """Listen, and say what history calls it; called once when the feature is loaded."""
    for verb, label in LABELS.items():
        labels.name_action(f"accounts.{verb}", label)
    labels.name_fields("accounts.user", {"factor": _("langkah kedua"), "session_round": _("sesi")})
    labels.personal("accounts.user", "email", "phone", may_read=lambda person, pk: str(person.pk) == pk)
    name = "tular.accounts"
    user_logged_in.connect(_signed_in, dispatch_uid=name)
    user_logged_out.connect(_signed_out, dispatch_uid=name)
    user_login_failed.connect(_refused, dispatch_uid=name)
    account_signals.user_signed_up.connect(_registered, dispatch_uid=name)
    account_signals.password_changed.connect(_password_changed, dispatch_uid=name)
    account_signals.password_set.connect(_password_changed, dispatch_uid=name)
    account_signals.password_reset.connect(_password_reset, dispatch_uid=name)
    account_signals.email_confirmed.connect(_address_confirmed, dispatch_uid=name)
    factor_signals.authenticator_added.connect(_factor_added, dispatch_uid=name)
    factor_signals.authenticator_removed.connect(_factor_removed, dispatch_uid=name)
    factor_signals.authenticator_reset.connect(_codes_renewed, dispatch_uid=name)
    factor_signals.authentication_failed.connect(_code_refused, dispatch_uid=name)


def _note(verb: str, person: Any, *, by: Any = None, **changes: Any) -> None:
    told = {field: (None, value) for field, value in changes.items()}
    trail.append(f"accounts.{verb}", subject=person, by=by, now=timezone.now(), changes=told)


def _signed_in(sender: Any, request: Any, user: User, **told: Any) -> None:
    _note("sign_in", user, by=user)


def _signed_out(sender: Any, request: Any, user: User | None, **told: Any) -> None:
    if user is not None:
        _note("sign_out", user, by=user)


def _refused(sender: Any, credentials: dict[str, Any], **told: Any) -> None:
    """A wrong password for an account that exists. Attempts at others leave no trace: their address is not ours."""
    person = User.objects.filter(email__iexact=str(credentials.get("email", "")).strip()).first()
    if person is not None:
        _note("sign_in_refused", person)


def _registered(sender: Any, user: User, **told: Any) -> None:
    _note("sign_up", user, by=user, email=user.email, name=user.name)


def _password_changed(sender: Any, user: User, **told: Any) -> None:
    _note("change_password", user, by=user, password="…")  # noqa: S106 - the trail says that it changed, not to what


def _password_reset(sender: Any, user: User, **told: Any) -> None:
    _note("reset_password", user, by=user, password="…")  # noqa: S106 - as above


def _address_confirmed(sender: Any, email_address: Any, **told: Any) -> None:
    _note("confirm_address", email_address.user, by=email_address.user, email=email_address.email)


def _factor_added(sender: Any, user: User, authenticator: Authenticator, **told: Any) -> None:
    _note("add_factor", user, by=user, factor=FACTORS[authenticator.type])


def _factor_removed(sender: Any, user: User, authenticator: Authenticator, **told: Any) -> None:
    _note("remove_factor", user, by=user, factor=FACTORS[authenticator.type])


def _codes_renewed(sender: Any, user: User, authenticator: Authenticator, **told: Any) -> None:
    _note("renew_recovery_codes", user, by=user)


def _code_refused(sender: Any, user: User, authenticator: Authenticator, **told: Any) -> None:
    _note("code_refused", user, factor=FACTORS[authenticator.type])
