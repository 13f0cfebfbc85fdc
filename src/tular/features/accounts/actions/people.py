"""Accounts from their first day to their last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.accounts.choices import Language, Zone
from tular.features.accounts.models import User
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.audit import trail


@transaction.atomic
def create_person(
    email: str,
    name: str,
    *,
    by: Any,
    now: datetime,
    password: str | None = None,
    confirmed: bool = False,
    **fields: Any,
) -> User:
    """A new account, on the trail. `confirmed` when the address was proven, as by following an invitation.

    For the actions of upper features, which ask for the permission. Raises `Refused` when the address has an account.
    """
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(Reason(_("Alamat surel ini sudah punya akun. Masuk dengan akun itu."), "email"))
    person = User.objects.create_user(email, name, password, **fields)
    if confirmed:
        confirm_address(person)
    changes = {"email": (None, person.email), "name": (None, person.name)}
    trail.append("accounts.create", subject=person, by=by or person, now=now, changes=changes)
    return person


def confirm_address(person: User) -> None:
    """Note that the person reads mail at their address; they may sign in from then on."""
    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@action("accounts.update_profile", gettext_lazy("mengubah profil"))
def update_profile(
    account: User, *, by: Any, now: datetime, name: str, phone: str = "", language: str, zone: str
) -> User:
    """Change what a person says about themselves."""
    if not name.strip():
        raise Refused(Reason(_("Nama belum diisi."), "name"))
    if language not in Language.values or zone not in Zone.values:
        raise Refused(_("Pilih bahasa dan zona waktu dari daftar."))
    account.name, account.phone, account.language, account.zone = name.strip(), phone.strip(), language, zone
    account.save(update_fields=["name", "phone", "language", "zone"])
    return account


@action("accounts.end_sessions", gettext_lazy("keluar dari semua perangkat"))
def end_sessions(account: User, *, by: Any, now: datetime) -> User:
    """Sign the person out everywhere."""
    account.session_round += 1
    account.save(update_fields=["session_round"])
    return account


@action("accounts.deactivate", gettext_lazy("menonaktifkan akun"), by_system=True)
def deactivate(account: User, *, by: Any, now: datetime, reason: str) -> User:
    """Nobody signs in with this account any more; whoever is, is out with their next request. History stays."""
    if by is not None and by.pk == account.pk:
        raise Refused(_("Anda tidak dapat menonaktifkan akun sendiri. Minta admin lain melakukannya."))
    if not account.is_active:
        raise Refused(_("Akun ini sudah nonaktif. Tidak ada yang berubah."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis alasannya: alasan itu tercatat dalam riwayat."), "reason"))
    account.is_active = False
    account.session_round += 1
    account.save(update_fields=["is_active", "session_round"])
    return account


@action("accounts.reactivate", gettext_lazy("mengaktifkan kembali akun"), by_system=True)
def reactivate(account: User, *, by: Any, now: datetime, reason: str = "") -> User:
    """The person may sign in again; old sessions stay ended."""
    if account.is_active:
        raise Refused(_("Akun ini sudah aktif. Tidak ada yang berubah."))
    account.is_active = True
    account.save(update_fields=["is_active"])
    return account


def forget_ended_sessions(now: datetime) -> int:
    """Delete the rows of sessions that have ended; how many there were. Nobody is signed out by it."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
