"""What the team of a proposal sees and says about its interview."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.interviews.choices import SlotOutcome
from tular.features.interviews.forms.slots import AskForm, MaterialForm, PresentersForm
from tular.features.interviews.models import Material, Presentation, Slot
from tular.features.interviews.queries.calendars import calendar_of
from tular.features.interviews.queries.own import team_page, team_slot
from tular.features.interviews.queries.visibility import WITH, slots_of_writers
from tular.features.interviews.views.planning import ical
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done


@signed_in
@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """When and where the proposal is heard."""
    page = team_page(request.user, code, timezone.now())
    if page is None:
        raise Http404
    return render(request, "interviews/team.html", {"page": page})


@signed_in
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The same for other calendars."""
    slots = list(slots_of_writers(request.user).filter(entry__proposal__code=code).select_related(*WITH))
    if not slots:
        raise Http404
    return ical(calendar_of(slots, _("Wawancara"), with_panel=False), f"wawancara-{code}")


@signed_in
@GET_OR_POST
def presenters(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who presents, and whether the head of the agency comes."""
    slot = _slot_or_404(request, code, pk)
    held = Presentation.objects.filter(entry=slot.entry).first()

    def do(form: Any) -> str:
        run(request, "interviews.name_presenters", _entry(slot), **form.cleaned_data)
        return _("Penyaji disimpan. Anda dapat mengubahnya sampai wawancara dimulai.")

    begin = {"presenters": held.presenters, "head_comes": held.head_comes} if held else {"head_comes": "belum-tahu"}
    page = _page(slot, _("Siapa yang tampil"), _("Simpan penyaji"))
    return answer(request, page, PresentersForm(request.POST or None, initial=begin), do)


@signed_in
@GET_OR_POST
def material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Send a file."""
    slot = _slot_or_404(request, code, pk)

    def do(form: Any) -> str:
        run(request, "interviews.attach_material", _entry(slot), file=form.cleaned_data["file"])
        return _("Bahan terkirim.")

    page = _page(slot, _("Kirim bahan presentasi"), _("Kirim bahan"))
    form = MaterialForm(request.POST or None, request.FILES or None, by=request.user)
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def drop_material(request: HttpRequest, code: str, pk: int, file: int) -> HttpResponse:
    """Take a file out."""
    slot = _slot_or_404(request, code, pk)
    rows = Material.objects.filter(entry=slot.entry, removed_at__isnull=True).select_related("file", "entry")
    row = get_object_or_404(rows, pk=file)
    back = f"/proposal/{code}/wawancara"
    return confirm_and_run(
        request,
        Confirmation(
            action="interviews.remove_material", subject=row,
            title=_("Lepas %(name)s?") % {"name": row.file.name},
            effects=[_("Panel tidak melihatnya lagi. Berkasnya tetap tercatat.")], button=_("Lepas bahan"), back=back,
            done=Done(back, _("Bahan dilepas.")), destructive=True,
        ),
    )  # fmt: skip


@signed_in
@GET_OR_POST
def ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask for another slot."""
    slot = _slot_or_404(request, code, pk)

    def do(form: Any) -> str:
        run(request, "interviews.ask_another_slot", slot, reason=form.cleaned_data["alasan"])
        return _("Permintaan terkirim. Slot Anda tetap berlaku sampai penyelenggara menjawab.")

    text = _("Slot Anda tetap berlaku sampai penyelenggara menjawab.")
    page = _page(slot, _("Minta slot lain"), _("Kirim permintaan"), text=text)
    return answer(request, page, AskForm(request.POST or None), do)


def _slot_or_404(request: HttpRequest, code: str, pk: int) -> Slot:
    slot = team_slot(request.user, code, pk)
    if slot is None or slot.outcome != SlotOutcome.PLANNED:
        raise Http404
    return slot


def _entry(slot: Slot) -> Any:
    assert slot.entry is not None, "published slots have an entry"
    return slot.entry


def _page(slot: Slot, title: str, button: str, *, text: str = "") -> FormPage:
    proposal = _entry(slot).proposal
    return FormPage(
        title=title, lead=proposal.title, button=button, back=f"/proposal/{proposal.code}/wawancara",
        up=_("Wawancara"), text=text, is_demo=proposal.is_demo,
    )  # fmt: skip
