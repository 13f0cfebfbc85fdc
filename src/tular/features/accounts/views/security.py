"""What guards one's own account: app, passkeys, recovery codes, sessions."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tular.features.accounts import actions, forms
from tular.features.accounts.queries import account_of, second_factors_of
from tular.features.accounts.views.passkeys import ByPasskey
from tular.foundation.access.public import signed_in


@signed_in
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Everything that guards the account, on one page."""
    return render(request, "accounts/security.html", {"factors": second_factors_of(request.user)})


@signed_in
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices; this one stays."""
    person = account_of(request.user)
    update_session_auth_hash(request, actions.end_sessions(person, by=person, now=timezone.now()))
    messages.success(request, _("Anda sudah keluar dari semua perangkat lain."))
    return HttpResponseRedirect(reverse("mfa_index"))


class PasswordAgain(account_views.ReauthenticateView):
    """The password once more."""

    template_name = "accounts/again.html"
    form_class = forms.AgainForm


class CodeAgain(factor_views.ReauthenticateView):
    """A code once more."""

    template_name = "accounts/again.html"
    form_class = forms.CodeAgainForm


class PasskeyAgain(ByPasskey, passkey_views.ReauthenticateWebAuthnView):
    """A passkey once more."""

    template_name = "accounts/again.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with a sentence."""
        messages.error(self.request, _("Kunci sandi ini tidak dikenal di sini. Coba lagi atau pakai cara lain."))
        return HttpResponseRedirect(self.request.get_full_path())


class AddApp(app_views.ActivateTOTPView):
    """Scan, type the first code."""

    template_name = "accounts/add_app.html"
    form_class = forms.AppForm


class RemoveApp(app_views.DeactivateTOTPView):
    """Sign in without codes from then on."""

    template_name = "accounts/remove_app.html"


class RecoveryCodes(code_views.ViewRecoveryCodesView):
    """The codes for the day on which the phone is gone."""

    template_name = "accounts/recovery_codes.html"


class RenewRecoveryCodes(code_views.GenerateRecoveryCodesView):
    """New codes; the old ones end."""

    template_name = "accounts/renew_recovery_codes.html"


class DownloadRecoveryCodes(code_views.DownloadRecoveryCodesView):
    """The codes as a text file."""

    template_name = "accounts/recovery_codes.txt"

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        """Under a name in the reader's language."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response.headers["Content-Disposition"] = 'attachment; filename="kode-cadangan-tular.txt"'
        return response


class AddPasskey(ByPasskey, passkey_views.AddWebAuthnView):
    """Name a passkey, let the device make it."""

    template_name = "accounts/add_passkey.html"
    form_class = forms.PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's values, with the form as it was sent."""
        return super().get_context_data(**kwargs) | ({"form": kwargs["form"]} if "form" in kwargs else {})


class RenamePasskey(passkey_views.EditWebAuthnView):
    """Another name."""

    template_name = "accounts/rename_passkey.html"
    form_class = forms.PasskeyNameForm
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(passkey_views.RemoveWebAuthnView):
    """The device no longer opens the account."""

    template_name = "accounts/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")


password_again = signed_in(PasswordAgain.as_view())
code_again = signed_in(CodeAgain.as_view())
passkey_again = signed_in(PasskeyAgain.as_view())
add_app = signed_in(AddApp.as_view())
remove_app = signed_in(RemoveApp.as_view())
recovery_codes = signed_in(RecoveryCodes.as_view())
renew_recovery_codes = signed_in(RenewRecoveryCodes.as_view())
download_recovery_codes = signed_in(DownloadRecoveryCodes.as_view())
add_passkey = signed_in(AddPasskey.as_view())
rename_passkey = signed_in(RenamePasskey.as_view())
remove_passkey = signed_in(RemovePasskey.as_view())
