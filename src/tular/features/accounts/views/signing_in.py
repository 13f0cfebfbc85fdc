"""Signing in, the second step, signing out, registering, and the way back after a lost password."""

from __future__ import annotations

from string import digits
from typing import Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as factor_views
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tular.features.accounts import forms
from tular.features.accounts.queries import demo_people
from tular.features.accounts.views.passkeys import ByPasskey
from tular.features.accounts.views.resuming import CarriesOn, keep
from tular.foundation.access.public import public
from tular.foundation.ui.typed import number_typed


class SignIn(ByPasskey, CarriesOn, account_views.LoginView):
    """By password or passkey; in a demo as one of its people."""

    template_name = "accounts/sign_in.html"
    form_class = forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's values; made-up people only in demo mode, the numbered ones like an earlier one apart."""
        people = list(demo_people())
        more = [one for one in people if one.name.endswith(tuple(digits))]
        first = [one for one in people if one not in more]
        return super().get_context_data(**kwargs) | {"demo": settings.DEMO, "demo_people": first, "more_people": more}


class SignInByPasskey(passkey_views.LoginWebAuthnView):
    """GET gives the page's script what the device has to answer (JSON); POST brings the answer."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in without further questions."""
        authenticator = form.cleaned_data["credential"]
        target = reverse("accounts:resume") if keep(self.request) else get_next_redirect_url(self.request)
        login = Login(user=authenticator.user, redirect_url=target)
        response: HttpResponse = perform_passwordless_login(self.request, authenticator, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page with a sentence."""
        messages.error(self.request, _("Kunci sandi ini tidak dikenal di sini. Masuk dengan surel dan kata sandi."))
        target = get_next_redirect_url(self.request)
        return HttpResponseRedirect(reverse("account_login") + (f"?{urlencode({'next': target})}" if target else ""))


class SecondStep(ByPasskey, factor_views.AuthenticateView):
    """The code of an app, a passkey, or a recovery code."""

    template_name = "accounts/second_step.html"
    form_class = forms.SecondStepForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's values, with the ways that this person has."""
        held = Authenticator.objects.filter(user=self.stage.login.user)
        return super().get_context_data(**kwargs) | {"ways": set(held.values_list("type", flat=True))}


class SignUp(account_views.SignupView):
    """Anybody may become a member; roles are given by admins."""

    template_name = "accounts/sign_up.html"
    form_class = forms.SignUpForm


class Leave(account_views.LogoutView):
    """Sign out by a button, never by following a link."""

    template_name = "accounts/leave.html"


class LostPassword(account_views.PasswordResetView):
    """Sends a link; the answer is the same whether or not the address has an account."""

    template_name = "accounts/lost_password.html"
    form_class = forms.LostPasswordForm


class LostPasswordSent(account_views.PasswordResetDoneView):
    """What to do now."""

    template_name = "accounts/lost_password_sent.html"


class ResetPassword(account_views.PasswordResetFromKeyView):
    """The page that the mailed link leads to."""

    template_name = "accounts/reset_password.html"
    form_class = forms.ResetPasswordForm
    reset_url_key = "baru"


class PasswordReset(account_views.PasswordResetFromKeyDoneView):
    """The new password counts."""

    template_name = "accounts/password_reset.html"


class ConfirmationSent(account_views.EmailVerificationSentView):
    """A confirmation was mailed."""

    template_name = "accounts/confirmation_sent.html"


class ConfirmAddress(account_views.ConfirmEmailView):
    """Where the mailed confirmation leads. A button confirms, since mail programs open links by themselves."""

    template_name = "accounts/confirm_address.html"


class Inactive(account_views.AccountInactiveView):
    """Why this account does not open."""

    template_name = "accounts/inactive.html"


@public
@require_POST
def sign_in_as_demo(request: HttpRequest) -> HttpResponse:
    """Be one of the made-up people for a while. 404 outside of demo mode."""
    person = demo_people().filter(pk=number_typed(request.POST.get("person", ""))).first()
    if person is None:
        raise Http404
    target = reverse("accounts:resume") if keep(request) else get_next_redirect_url(request)
    get_adapter().login(request, person)
    return HttpResponseRedirect(target or settings.LOGIN_REDIRECT_URL)


sign_in = public(SignIn.as_view())
sign_in_by_passkey = public(SignInByPasskey.as_view())
second_step = public(SecondStep.as_view())
sign_up = public(SignUp.as_view())
leave = public(Leave.as_view())
lost_password = public(LostPassword.as_view())
lost_password_sent = public(LostPasswordSent.as_view())
reset_password = public(ResetPassword.as_view())
password_reset = public(PasswordReset.as_view())
confirmation_sent = public(ConfirmationSent.as_view())
confirm_address = public(ConfirmAddress.as_view())
inactive = public(Inactive.as_view())
