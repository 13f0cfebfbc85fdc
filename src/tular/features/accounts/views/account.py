"""One's own account: profile, address, password."""

from __future__ import annotations

from allauth.account import views as account_views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tular.features.accounts import actions, forms
from tular.features.accounts.queries import account_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.ui.language import COOKIE


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, telephone, language and time zone."""
    # Read anew: a form writes what was typed into its instance, also when it is refused, and the header shows the name.
    person = account_of(request.user)
    form = forms.ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_profile(person, by=person, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, reason.text)
        else:
            request.session.pop(COOKIE, None)
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Profil sudah disimpan."))
            return HttpResponseRedirect(reverse("accounts:profile"))
    return render(request, "accounts/profile.html", {"form": form})


class ChangeAddress(account_views.EmailView):
    """Another e-mail address, once it is confirmed."""

    template_name = "accounts/address.html"
    form_class = forms.ChangeAddressForm


class ChangePassword(account_views.PasswordChangeView):
    """Another password; other devices are signed out by it."""

    template_name = "accounts/password.html"
    form_class = forms.ChangePasswordForm
    success_url = reverse_lazy("mfa_index")


class SetPassword(account_views.PasswordSetView):
    """A first password."""

    template_name = "accounts/password.html"
    form_class = forms.SetPasswordForm
    success_url = reverse_lazy("mfa_index")


change_address = signed_in(ChangeAddress.as_view())
change_password = signed_in(ChangePassword.as_view())
set_password = signed_in(SetPassword.as_view())
