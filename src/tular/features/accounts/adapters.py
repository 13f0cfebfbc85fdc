"""What django-allauth says and sends, in our words; and where it may lead people."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.features.accounts.models import User
from tular.features.accounts.queries import may_sign_in
from tular.foundation.access.paths import own_path

SAID: dict[str, str | Promise] = {
    "account/messages/email_confirmation_sent.txt": _("Surat konfirmasi sudah dikirim ke %(email)s."),
    "account/messages/email_confirmed.txt": _("Alamat %(email)s sudah dikonfirmasi."),
    "account/messages/email_confirmation_failed.txt": _(
        "Alamat %(email)s tidak dapat dikonfirmasi, sebab sudah dipakai akun lain."
    ),
    "account/messages/password_changed.txt": _("Kata sandi sudah diganti."),
    "account/messages/password_set.txt": _("Kata sandi sudah dipasang."),
    "account/messages/logged_out.txt": _("Anda sudah keluar."),
    "mfa/messages/totp_activated.txt": _("Aplikasi autentikator sudah dipasang."),
    "mfa/messages/totp_deactivated.txt": _("Aplikasi autentikator sudah dilepas."),
    "mfa/messages/webauthn_added.txt": _("Kunci sandi sudah ditambahkan."),
    "mfa/messages/webauthn_removed.txt": _("Kunci sandi sudah dihapus."),
    "mfa/messages/recovery_codes_generated.txt": _("Kode cadangan sudah dibuat. Simpan sekarang."),
}
"""What is told on the next page; of other events nothing is."""

MAILS: dict[str, str] = {
    "account/email/email_confirmation": "confirm_address",
    "account/email/email_confirmation_signup": "confirm_sign_up",
    "account/email/account_already_exists": "has_account",
    "account/email/password_reset_key": "reset_password",
    "account/email/password_changed": "changed",
    "account/email/password_set": "changed",
    "account/email/password_reset": "changed",
    "account/email/email_changed": "changed",
    "mfa/email/totp_activated": "changed",
    "mfa/email/totp_deactivated": "changed",
    "mfa/email/webauthn_added": "changed",
    "mfa/email/webauthn_removed": "changed",
    "mfa/email/recovery_codes_generated": "changed",
}
"""Event → our mail; `changed` names what changed by the event."""

CHANGES: dict[str, str | Promise] = {
    "account/email/password_changed": _("Kata sandi akun Anda diganti."),
    "account/email/password_set": _("Kata sandi akun Anda dipasang."),
    "account/email/password_reset": _("Kata sandi akun Anda diganti lewat surat “lupa sandi”."),
    "account/email/email_changed": _("Alamat surel akun Anda diganti."),
    "mfa/email/totp_activated": _("Aplikasi autentikator dipasang pada akun Anda."),
    "mfa/email/totp_deactivated": _("Aplikasi autentikator dilepas dari akun Anda."),
    "mfa/email/webauthn_added": _("Sebuah kunci sandi ditambahkan pada akun Anda."),
    "mfa/email/webauthn_removed": _("Sebuah kunci sandi dihapus dari akun Anda."),
    "mfa/email/recovery_codes_generated": _("Kode cadangan akun Anda dibuat baru; yang lama tidak berlaku lagi."),
}


TOLD_FOR = 60 * 60
"""Seconds for which it is remembered that the owner of an address was told."""


class AccountAdapter(DefaultAccountAdapter):
    """Our sentences, our mails; only addresses of this site are returned to; demo people only in demo mode."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini tidak aktif."),
        "duplicate_email": _("Ini sudah alamat surel Anda."),
        "email_password_mismatch": _("Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."),
        "email_taken": _("Alamat surel ini sudah dipakai akun lain."),
        "enter_current_password": _("Kata sandi sekarang tidak cocok. Isi lagi."),
        "incorrect_code": _("Kode ini tidak cocok. Lihat kode yang tampil sekarang, lalu isi lagi."),
        "incorrect_password": _("Kata sandi tidak cocok. Isi lagi."),
        "invalid_or_expired_key": _("Tautan ini salah atau sudah lewat waktunya."),
        "invalid_password_reset": _("Tautan ini salah atau sudah lewat waktunya."),
        "max_email_addresses": _("Satu akun hanya punya %d alamat surel."),
        "rate_limited": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "same_as_current": _("Nilai baru harus berbeda dari yang sekarang."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan yang tidak cocok. Tunggu lima menit, lalu coba lagi, atau pakai “Lupa sandi”."
        ),
    }

    def is_safe_url(self, url: str) -> bool:
        """Only a path of this site: an address elsewhere could be a trap."""
        return bool(own_path(url or ""))

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """A person registers: name and address as typed, language as the page they typed it on."""
        user.email = form.cleaned_data["email"].lower()
        user.name = form.cleaned_data["name"]
        user.language = translation.get_language() or user.language
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def pre_login(self, request: Any, user: Any, **told: Any) -> Any:
        """A page that says why for those who may not sign in."""
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **told)

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell our own sentence on the next page."""
        if message_template:
            text = SAID.get(message_template)
            message = str(text) % (message_context or {}) if text else None
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an address that somebody registered it again: once, as nobody shall fill their box."""
        told = sha256(email.strip().lower().encode()).hexdigest()
        if cache.add(f"tular.has-account:{told}", "told", timeout=TOLD_FOR):
            super().send_account_already_exists_mail(email)

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """By the account alone: the name under which the server was called is whatever the caller says."""
        return str(credentials.get("email", "")).strip().lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write one of our mails, in the reader's language when we know them."""
        name = MAILS.get(template_prefix)
        if name is None:
            return
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        with translation.override(person.language if person else translation.get_language()):
            values = context | {
                "email": email,
                "person": person,
                "change": CHANGES.get(template_prefix, ""),
                "site": self.request.build_absolute_uri("/"),
                "host": self.request.get_host(),
            }
            subject, _empty, text = render_to_string(f"accounts/mail/{name}.txt", values).strip().partition("\n")
            EmailMessage(subject.strip(), text.strip() + "\n", to=[email]).send()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our sentences and names."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _(
            "Lepas dulu aplikasi autentikator dan kunci sandi, ganti alamat surel, lalu pasang lagi keduanya."
        ),
        "cannot_delete_authenticator": _("Langkah kedua ini tidak dapat dilepas."),
        "cannot_generate_recovery_codes": _(
            "Kode cadangan baru ada gunanya sesudah aplikasi autentikator atau kunci sandi dipasang."
        ),
        "incorrect_code": _("Kode ini tidak cocok. Lihat kode yang tampil sekarang, lalu isi lagi."),
        "unverified_email": _("Konfirmasi dulu alamat surel Anda, baru pasang langkah kedua."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth calls it so
        """What a passkey is called until its owner gives it a name."""
        return str(_("Kunci sandi"))
