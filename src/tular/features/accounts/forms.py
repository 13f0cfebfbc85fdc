"""Forms of signing in and of one's own account: django-allauth's checks with our labels and hints."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tular.features.accounts.adapters import SecondFactorAdapter
from tular.features.accounts.models import User

NEW_PASSWORD = _("Sedikitnya 10 karakter. Beberapa kata acak mudah diingat dan sulit ditebak.")
MISSING_EMAIL = _("Isi alamat surel, misalnya nama@instansi.go.id.")
CODE_LIVES = 120
"""Seconds for which a used code is remembered: longer than any code counts (three steps of 30 seconds)."""


class SettledField:
    """Labels, hints and errors of a form that allauth has built, without its placeholders."""

    def settle(self: Any, name: str, label: Any, hint: Any = "", required: Any = "", **attributes: str) -> None:
        """Give a field our words."""
        field = self.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(attributes)
        if required:
            field.error_messages = field.error_messages | {"required": required, "invalid": required}


class SignInForm(SettledField, account_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("login", _("Surel"), required=MISSING_EMAIL, autocomplete="username webauthn", inputmode="email")
        self.settle("password", _("Kata sandi"), required=_("Isi kata sandi."))
        self.fields["remember"].label = _("Tetap masuk di perangkat ini selama dua minggu")


class SignUpForm(SettledField, account_forms.SignupForm):
    """Name, e-mail address and password."""

    name = forms.CharField(label=_("Nama"), max_length=120, error_messages={"required": _("Isi nama Anda.")})
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("name", _("Nama"), _("Seperti orang lain mengenal Anda."), autocomplete="name")
        self.settle("email", _("Surel"), _("Kami mengirim tautan konfirmasi ke sini."), MISSING_EMAIL)
        self.settle("password1", _("Kata sandi"), NEW_PASSWORD, _("Pilih kata sandi."))

    def try_save(self, request: Any) -> Any:
        """The account, or the same answer after the same time for an address that has one already."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class LostPasswordForm(SettledField, account_forms.ResetPasswordForm):
    """The address to which the way back is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("email", _("Surel"), required=MISSING_EMAIL)


class ResetPasswordForm(SettledField, account_forms.ResetPasswordKeyForm):
    """A new password, typed once: it can be shown while typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.settle("password1", _("Kata sandi baru"), NEW_PASSWORD, _("Pilih kata sandi baru."))


class ChangePasswordForm(SettledField, account_forms.ChangePasswordForm):
    """The password as it is, and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.settle("oldpassword", _("Kata sandi sekarang"), required=_("Isi kata sandi sekarang."))
        self.settle("password1", _("Kata sandi baru"), NEW_PASSWORD, _("Pilih kata sandi baru."))


class SetPasswordForm(SettledField, account_forms.SetPasswordForm):
    """A first password, for somebody who signed in without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.settle("password1", _("Kata sandi"), NEW_PASSWORD, _("Pilih kata sandi."))


class AgainForm(SettledField, account_forms.ReauthenticateForm):
    """The password once more, before something that guards the account changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("password", _("Kata sandi"), required=_("Isi kata sandi."))


class ChangeAddressForm(SettledField, account_forms.AddEmailForm):
    """A new e-mail address, in force once its confirmation was followed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle(
            "email", _("Alamat surel baru"), _("Berlaku sesudah Anda mengikuti tautan konfirmasi."), MISSING_EMAIL
        )


class CodeOnce(SettledField):
    """A code counts once: whoever looked over the shoulder cannot use it again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("code", _("Kode"), required=_("Isi kode."), inputmode="numeric", autocapitalize="off")

    def clean_code(self: Any) -> str:
        """The code, when it is right and was not used before."""
        code: str = super().clean_code()  # type: ignore[misc] # of the form this is mixed into
        if not cache.add(f"tular.code:{self.user.pk}:{code.replace(' ', '')}", "used", timeout=CODE_LIVES):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class SecondStepForm(CodeOnce, factor_forms.AuthenticateForm):
    """A code of the app or a recovery code, at sign-in."""


class CodeAgainForm(CodeOnce, factor_forms.ReauthenticateForm):
    """The same, before something that guards the account changes."""


class AppForm(CodeOnce, ActivateTOTPForm):
    """The first code of a newly set up app."""


class PasskeyForm(SettledField, AddWebAuthnForm):
    """A new passkey: its name, and what the device answered (filled in by the page's script)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.settle("name", _("Nama kunci"), _("Misalnya “HP saya” atau “Laptop kantor”."), maxlength="60")
        self.settle(
            "passwordless",
            _("Boleh masuk dengan kunci ini saja, tanpa kata sandi"),
            required=_("Centang atau kosongkan."),
        )
        self.fields["credential"].error_messages["required"] = _("Peramban belum membuat kunci. Tekan tombolnya lagi.")


class PasskeyNameForm(SettledField, EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settle("name", _("Nama kunci"), required=_("Isi nama kunci."), maxlength="60")


class ProfileForm(forms.ModelForm[User]):
    """What a person says about themselves."""

    class Meta:
        model = User
        fields = ["name", "phone", "language", "zone"]
        labels = {"name": _("Nama"), "phone": _("Nomor telepon"), "language": _("Bahasa"), "zone": _("Zona waktu")}
        help_texts = {
            "phone": _("Hanya terlihat oleh admin Anda; tidak pernah tampil untuk umum."),
            "language": _("Untuk halaman dan surat."),
            "zone": _("Jam dan tenggat ditulis menurut zona ini."),
        }
        error_messages = {"name": {"required": _("Isi nama Anda.")}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(
            RegexValidator(r"^\+?[0-9 ()\-]{6,20}$", _("Tulis nomor dengan angka saja, misalnya 0812 3456 7890."))
        )
