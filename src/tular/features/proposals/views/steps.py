"""The steps of a proposal as its pages offer them: the word in the address, the action, and what people read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.engines.workflow import choice
from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals.actions import moving, submitting
from tular.features.proposals.flow import MOVES, PROPOSAL
from tular.features.proposals.forms.steps import ReasonForm
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.standing import standing_of, step_page
from tular.features.proposals.queries.visibility import proposals_written_by
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once, seen_version, show_refusal


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its move, the action, the verb of its button, what it means, and what is said when it is done.

    `reason`: whether one has to be given. `by_clock`: the server's clock is asked once more while the row is held.
    """

    move: str
    action: Callable[..., Any]
    verb: str | Promise
    question: str | Promise
    done: str | Promise
    reason: str | Promise = ""
    by_clock: bool = False
    destructive: bool = False


STEPS = {
    "ajukan": Step(
        "proposals.submit", submitting.submit, _("Ajukan"),
        _("Teks dan berkasnya dibekukan seperti adanya sekarang, dan Anda menerima tanda terima."),
        _("Diajukan. Ini tanda terimanya; simpan atau cetak."), by_clock=True,
    ),
    "ajukan-perbaikan": Step(
        "proposals.resubmit", submitting.resubmit, _("Ajukan perbaikan"),
        _("Yang sudah diperbaiki dibekukan sebagai kiriman baru. Kiriman semula tetap tersimpan."),
        _("Perbaikan diajukan. Ini tanda terimanya; simpan atau cetak."), by_clock=True,
    ),
    "serahkan": Step(
        "proposals.hand_in", moving.hand_in, _("Serahkan ke admin lokal"),
        _("Admin lokal instansi Anda membacanya, lalu mengajukan atau mengembalikannya. Anda dapat mengambilnya lagi."),
        _("Diserahkan. Admin lokal diberi tahu."),
    ),
    "ambil-kembali": Step(
        "proposals.take_back", moving.take_back, _("Ambil kembali"),
        _("Proposal menjadi draf lagi dan dapat Anda lanjutkan menulisnya."),
        _("Diambil kembali. Lanjutkan menulis; semua isinya masih ada."),
    ),
    "kembalikan": Step(
        "proposals.return", moving.send_back, _("Kembalikan ke unit"),
        _("Unit menerima alasan Anda dan komentar pada bagian-bagiannya sebagai pemberitahuan."),
        _("Dikembalikan kepada unit dengan alasan Anda."), reason=_("Apa yang harus diperbaiki?"),
    ),
    "pulihkan": Step(
        "proposals.restore", moving.restore, _("Jadikan draf lagi"),
        _("Proposal yang ditarik menjadi draf dengan semua isinya."),
        _("Proposal menjadi draf lagi. Semua isinya masih ada."),
    ),
    "tarik": Step(
        "proposals.withdraw", moving.withdraw, _("Tarik dari kompetisi"),
        _("Proposal tidak ikut lagi dan tempatnya dalam kuota bebas. Isinya, kirimannya, dan tanda terimanya tetap "
          "tersimpan; sebelum penutupan ia dapat dijadikan draf lagi."),
        _("Ditarik. Isinya tetap tersimpan."), reason=_("Mengapa ditarik?"), destructive=True,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that begins where the proposal stands and that this person may take; `against` says why not yet."""

    name: str
    verb: str
    href: str
    is_open: bool
    against: tuple[str, ...]
    destructive: bool


def steps_of(person: Any, proposal: Proposal, now: datetime) -> list[OfferedStep]:
    """What the person may do with the proposal here, for `proposals/_steps.html`. About fifteen queries."""
    begin = [
        (name, step)
        for name, step in STEPS.items()
        if proposal.state in MOVES[step.move].sources and allows(person, step.move, proposal)
    ]
    if proposal.agency_id in roles_of(person).agencies:
        # Taking back is the unit's way; a local admin returns it, with what has to be better.
        begin = [(name, step) for name, step in begin if step.move != "proposals.take_back"]
    if not begin:
        return []
    needs = {need for _name, step in begin for need in MOVES[step.move].needs}
    standing = standing_of(proposal, now, needs)
    found = []
    for name, step in begin:
        asked = choice(PROPOSAL, step.move, proposal.state, standing.facts)
        against = tuple(text for need in asked.missing for text in standing.against[need])
        href = f"/proposal/{proposal.code}/{name}"
        found.append(OfferedStep(name, str(step.verb), href, asked.is_open, against, step.destructive))
    return found


def found_or_404(request: HttpRequest, code: str) -> Proposal:
    """The proposal, for somebody who writes it or answers for it; for anybody else there is none."""
    rows = proposals_written_by(request.user).select_related("competition__rulebook", "agency", "unit", "category")
    proposal = rows.filter(code=code).first()
    if proposal is None:
        raise Http404
    return proposal


@signed_in
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take a step; opened by itself it is a page that says what the step means and what stands in its way."""
    proposal = found_or_404(request, code)
    chosen = STEPS[name]
    form = ReasonForm(request.POST if request.method == "POST" else None, label=chosen.reason)
    if request.method == "POST" and form.is_valid():

        def do() -> Done:
            extra = {"clock": timezone.now} if chosen.by_clock else {}
            result = chosen.action(
                proposal, by=request.user, now=timezone.now(), reason=form.cleaned_data.get("alasan", ""),
                seen_version=seen_version(request), **extra,
            )  # fmt: skip
            path = f"/proposal/{code}"
            if isinstance(result, ProposalVersion):
                path = submitting.receipt_path(result)
            return Done(path, str(chosen.done))

        try:
            return post_once(request, do)
        except Refused as error:
            show_refusal(form, error)
    now = timezone.now()
    offered = next((one for one in steps_of(request.user, proposal, now) if one.name == name), None)
    context = {
        "page": step_page(proposal, now),
        "form": form,
        "step": chosen,
        "offered": offered,
        "may": allows(request.user, chosen.move, proposal),
    }
    return render(request, "proposals/step.html", context, status=409 if form.errors else 200)
