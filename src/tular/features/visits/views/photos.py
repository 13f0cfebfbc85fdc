"""Photos for items: sent with the form, or one by one by the script of the page, also later."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tular.features.visits.actions.photographing import Told, photograph
from tular.features.visits.models import Visit, VisitPhoto
from tular.features.visits.queries.files import PHOTO
from tular.features.visits.queries.photos import MOST_AT_ONCE, degrees_sent, moment_sent
from tular.features.visits.queries.visibility import visits_of_team
from tular.features.visits.views.team import visit_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done
from tular.foundation.files.actions import StorageFull, store
from tular.foundation.files.taken import taken_facts
from tular.foundation.ui.typed import line_typed, number_typed


@signed_in
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo or several; each is kept or refused on its own."""
    found = visit_or_404(request, pk, former=True)
    quietly = request.POST.get("otomatis") == "1"
    item = request.POST.get("butir", "")[:80]
    files = request.FILES.getlist("foto")
    kept, wrong, full = 0, [], False
    if not files:
        wrong.append(_("Pilih fotonya dulu."))
    if len(files) > MOST_AT_ONCE:
        text = _("Anda mengirim %(n)d foto; paling banyak %(most)d sekaligus. Yang %(most)d pertama diproses.")
        wrong.append(text % {"n": len(files), "most": MOST_AT_ONCE})
    for number, file in enumerate(files[:MOST_AT_ONCE]):
        try:
            _keep(request, found, item, file, number)
            kept += 1
        except Refused as refused:
            full = full or isinstance(refused, StorageFull)
            wrong.append(f"{file.name}: {refused}" if len(files) > 1 else str(refused))
    if quietly:
        # A disk that is full now may take it later: the device goes on trying.
        status = 507 if full else 422 if wrong else 200
        return JsonResponse({"kept": kept, "text": " ".join(wrong)}, status=status)
    if kept:
        messages.success(request, ngettext("%(n)d foto tersimpan.", "%(n)d foto tersimpan.", kept) % {"n": kept})
    for text in wrong:
        messages.error(request, text)
    return redirect(f"/verifikasi/{pk}/isi?butir={item}#foto")


def _keep(request: HttpRequest, found: Visit, item: str, file: Any, number: int) -> VisitPhoto:
    """Read what the file says, keep the picture without it, then the photo. What came before is found again."""
    sent_as = request.POST.get("nama", "")[:36] or uuid.uuid4().hex
    name = f"{sent_as}-{number}"
    known = VisitPhoto.objects.filter(visit=found, by=request.user.pk, sent_as=name).first()
    if known is not None:
        return known
    told = _told(request, name)
    if not told.caption:
        raise Refused(_("Tulis apa yang tampak di foto, lalu kirim lagi."))
    taken = taken_facts(file.file)
    stored = store(file, PHOTO, by=request.user, now=timezone.now())
    return photograph(found, item=item, file=stored, told=told, taken=taken, by=request.user, now=timezone.now())


def _told(request: HttpRequest, name: str) -> Told:
    posted = request.POST
    accuracy = posted.get("ketelitian", "").partition(".")[0]
    device_at: datetime | None = moment_sent(posted.get("jam_perangkat", ""))
    return Told(
        sent_as=name,
        caption=line_typed(posted.get("caption", ""), 300),
        place=line_typed(posted.get("place", ""), 300),
        device_at=device_at,
        latitude=degrees_sent(posted.get("lintang", ""), 90),
        longitude=degrees_sent(posted.get("bujur", ""), 180),
        accuracy=number_typed(accuracy) if accuracy else None,
    )


@signed_in
@GET_OR_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then take a photo off."""
    rows = VisitPhoto.objects.filter(visit__in=visits_of_team(request.user).values("pk"), dropped_at__isnull=True)
    photo = get_object_or_404(rows.select_related("visit"), pk=pk)
    back = f"/verifikasi/{photo.visit_id}/isi?butir={photo.item}"
    asked = Confirmation(
        action="visits.drop_photo",
        subject=photo,
        title=_("Lepas foto “%(caption)s”?") % {"caption": photo.caption},
        effects=[_("Foto ini tidak masuk berita acara. Berkas dan alasannya tetap tersimpan.")],
        button=_("Lepas foto"),
        back=back,
        done=Done(back, _("Foto dilepas.")),
        reason="required",
    )
    return confirm_and_run(request, asked)
