"""Pages of notices, of the choices about them, and of the operators' view of mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tular.foundation.access.permissions import allows
from tular.foundation.access.public import public, signed_in
from tular.foundation.actions import Refused
from tular.foundation.notifications import actions
from tular.foundation.notifications.choices import Rhythm
from tular.foundation.notifications.kinds import GROUPS, group_of
from tular.foundation.notifications.models import Mail
from tular.foundation.notifications.queries.mails import mails_page
from tular.foundation.notifications.queries.notices import choice_rows, notice_of, notices_page
from tular.foundation.notifications.tokens import read_stop
from tular.foundation.ui.typed import number_typed


@signed_in
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, unread first."""
    page = notices_page(request.user, timezone.now(), request.GET.get("kelompok", ""), request.GET.get("halaman", ""))
    return render(request, "notifications/notices.html", {"page": page})


@signed_in
@require_safe
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to what a notice is about, which marks it as read; asking twice changes nothing more."""
    notice = notice_of(request.user, pk)
    if notice is None:
        raise Http404
    if request.method == "GET":
        actions.mark_read(request.user, [notice.pk], timezone.now())
    return redirect(notice.path)


@signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice (`id`), or all of a group or of all groups, and go back to the list."""
    group = request.POST.get("kelompok", "")
    if "id" in request.POST:
        actions.mark_read(request.user, [number_typed(request.POST["id"])], timezone.now())
    else:
        count = actions.mark_all_read(request.user, timezone.now(), group)
        text = ngettext("%(count)s pemberitahuan ditandai terbaca.", "%(count)s pemberitahuan ditandai terbaca.", count)
        messages.success(request, text % {"count": count})
    kept = {"kelompok": group, "halaman": request.POST.get("halaman", "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return redirect(reverse("notifications:notices") + (f"?{query}" if query else ""))


@signed_in
@require_POST
def try_address_again(request: HttpRequest) -> HttpResponse:
    """Send to the person's address once more what it refused."""
    count = actions.try_again(request.user, timezone.now())
    text = ngettext(
        "Alamat Anda dipakai lagi. %(count)s surel dikirim ulang dalam beberapa menit.",
        "Alamat Anda dipakai lagi. %(count)s surel dikirim ulang dalam beberapa menit.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("notifications:notices")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How soon the person wants mail, by group."""
    if request.method == "POST":
        actions.choose(request.user, {code: request.POST[code] for code in GROUPS if code in request.POST})
        messages.success(request, _("Pilihan pemberitahuan Anda disimpan."))
        return redirect("notifications:choices")
    rows = choice_rows(request.user)
    return render(request, "notifications/choices.html", {"rows": rows, "rhythms": Rhythm.choices})


@csrf_exempt  # mail programs post here by themselves (RFC 8058); what counts is the signature in the address
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """End one kind of mail without signing in. Looking at the page ends nothing: scanners of mail look at it too."""
    what = read_stop(token)
    person = what and get_user_model().objects.filter(pk=what.person).first()
    if what is None or person is None:
        return render(request, "notifications/stop.html", {"known": False}, status=404)
    if request.method == "POST":
        actions.stop(person, what)
    is_digest = what.what in (Rhythm.DAILY, Rhythm.WEEKLY)
    label = Rhythm(what.what).label if is_digest else group_of(what.what).label
    return render(
        request, "notifications/stop.html",
        {"known": True, "done": request.method == "POST", "label": label, "is_digest": is_digest},
    )  # fmt: skip


def for_operators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as one for those who look after mail; for everyone else it does not exist."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        if not allows(request.user, "notifications.mails"):
            raise Http404
        return view(request, **values)

    return guarded


@for_operators
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The mail of the installation: what waits, what failed and why."""
    page = mails_page(request.GET.get("keadaan", ""), request.GET.get("halaman", ""))
    return render(request, "notifications/mails.html", {"page": page})


@for_operators
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one mail again."""
    return _operated(request, pk, actions.retry_mail, _("Surel dicoba lagi dalam satu menit."))


@for_operators
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold one mail."""
    return _operated(
        request, pk, actions.hold_mail, _("Surel ditahan. Ia tetap tersimpan dan dapat dikirim kapan saja.")
    )


@for_operators
@require_POST
def retry_failed(request: HttpRequest) -> HttpResponse:
    """Try again everything that failed."""
    count = actions.retry_all(by=request.user, now=timezone.now())
    text = ngettext("%(count)s surel dicoba lagi.", "%(count)s surel dicoba lagi.", count)
    messages.success(request, text % {"count": count})
    return redirect("notifications:mails")


def _operated(request: HttpRequest, pk: int, act: Callable[..., Mail], done: str) -> HttpResponse:
    mail = Mail.objects.filter(pk=pk).first()
    if mail is None:
        raise Http404
    try:
        act(mail, by=request.user, now=timezone.now())
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, " ".join(reason.text for reason in refused.reasons))
    state = request.POST.get("keadaan", "")
    query = urlencode({"keadaan": state}) if state else ""
    return redirect(reverse("notifications:mails") + (f"?{query}" if query else ""))
