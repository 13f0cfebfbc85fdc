"""What a case takes over from the model book from which it was begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.choices import Side
from tular.features.replications.models import Case
from tular.features.replications.queries.from_books import open_items
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.action import together
from tular.foundation.actions.posting import Done, post_once


@signed_in
@require_POST
def take_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Every item of the book's checklist becomes a task of the taker, once."""
    case = case_or_404(request, pk)
    try:
        return post_once(request, lambda: _take(request, case))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{case.path}#tugas")


def _take(request: HttpRequest, case: Case) -> Done:
    items = open_items(case, case.edition)
    if not items:
        raise Refused(_("Semua butir daftar periksa buku ini sudah pernah menjadi tugas."))
    with together():
        for one in items:
            told = TaskTold(one.title, Side.TAKER, one.step, question=one.question)
            add_task(case, told=told, by=request.user, now=timezone.now())
    said = ngettext("%(n)d tugas ditambahkan.", "%(n)d tugas ditambahkan.", len(items)) % {"n": len(items)}
    return Done(f"{case.path}#tugas", said)
