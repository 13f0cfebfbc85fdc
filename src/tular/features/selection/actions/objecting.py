"""Objecting to what a list says, and the answer to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.runners import runners_of
from tular.features.proposals.choices import CheckDecision
from tular.features.proposals.models import Check, Proposal
from tular.features.proposals.queries.checklist.conflicts import own_among
from tular.features.proposals.queries.people import both_sides_of
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.actions.plenary.deciding import decide
from tular.features.selection.actions.plenary.sitting import hold_again
from tular.features.selection.choices import DecisionKind, ObjectionState, PlenaryState
from tular.features.selection.models import AnnouncementLine, Objection, Plenary
from tular.features.selection.queries.files import OBJECTION
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.results import newest_line, objection_window, why_no_objection
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.queries import own_ready_file
from tular.foundation.notifications.actions import notify

LONGEST = 5000


@action("selection.object", gettext_lazy("Menyanggah hasil"))
def object_to(
    line: AnnouncementLine, *, text: str, file: UUID | None = None, by: Any, now: datetime, reason: str = "",
    seen_version: str = "",
) -> Objection:  # fmt: skip
    """Object to what the newest list says of a proposal, once, while the window is open by the server's clock."""
    proposal = Proposal.objects.select_for_update().get(pk=line.proposal_id)
    newest = newest_line(proposal)
    if newest is None or newest.pk != line.pk:
        raise Refused(_("Sudah ada daftar yang lebih baru. Baca hasilnya dulu; sanggah Anda belum dikirim."))
    announcement = line.announcement
    closed = why_no_objection(newest, objection_window(announcement.competition, announcement.stage), now)
    if closed:
        raise Refused(closed)
    said = _said(text, _("Tulis apa yang Anda sanggah, dan mengapa."), "text")
    kept = own_ready_file(by, str(file), OBJECTION) if file else None
    if file and kept is None:
        raise Refused(Reason(_("Berkas yang Anda kirim sudah tidak ada. Pilih lagi berkasnya."), "file"))
    objection = Objection.objects.create(line=line, text=said, file=kept, by=by, at=now)
    competition = announcement.competition
    notify(
        runners_of(competition), "selection.objected", path=f"/seleksi/{competition.slug}/sanggah/{objection.pk}",
        now=now, title=line.title, agency=line.agency_name, stage=stage_label(competition, announcement.stage),
    )  # fmt: skip
    return objection


@action("selection.answer", gettext_lazy("Menjawab sanggah"))
def answer(
    objection: Objection, *, granted: bool, answer: str, by: Any, now: datetime, reason: str = "",
    seen_version: str = "",
) -> Objection:  # fmt: skip
    """Grant or refuse an objection, with reasons for its agency.

    Granted, the secretariat's word replaces the checks: the proposal passes in the next list, which says so. The list
    that was published stays as it is.
    """
    if objection.state != ObjectionState.WAITING:
        raise Refused(_("Sanggah ini sudah dijawab, mungkin oleh rekan Anda. Jawabannya tidak dapat diganti."))
    said = _said(answer, _("Tulis alasannya: instansi perlu tahu mengapa."), "answer")
    if own_among(by, {objection.line.proposal_id}):
        raise Refused(_("Proposal ini dari instansi Anda sendiri. Orang sekretariat yang lain menjawabnya."))
    objection.state = ObjectionState.GRANTED if granted else ObjectionState.REFUSED
    objection.answer, objection.answered_by, objection.answered_at = said, by, now
    objection.save()
    line = objection.line
    if granted:
        _let_pass(line, said, by=by, now=now)
    notify(
        {one.pk: one for one in (*both_sides_of(line.proposal), objection.by)}.values(),
        "selection.granted" if granted else "selection.refused", path=f"/proposal/{line.code}", now=now,
        title=line.title, answer=said,
    )  # fmt: skip
    return objection


def _let_pass(line: AnnouncementLine, why: str, *, by: Any, now: datetime) -> None:
    """Settle the checks of a proposal: it passes, on the word of the secretariat. A plenary is held again for it."""
    plenary = line.announcement.plenary
    if plenary is not None:
        _hear_again(plenary, line, why, by=by, now=now)
        return
    proposal, stage = Proposal.objects.select_for_update().get(pk=line.proposal_id), line.announcement.stage
    submission = proposal.submissions.order_by("-number").first()
    if submission is None:
        raise Refused(_("Naskah yang diajukan tidak ditemukan, jadi hasilnya tidak dapat diubah."))
    holding = Check.objects.filter(proposal=proposal, stage=stage, taken_back_at__isnull=True)
    (holding.filter(settles=True) | holding.filter(by=by)).update(taken_back_at=now)
    Check.objects.create(
        proposal=proposal, submission=submission, stage=stage, decision=CheckDecision.PASSED, settles=True, by=by,
        at=now, explanation=_("Sanggah diterima: %(why)s") % {"why": why},
    )  # fmt: skip


def _hear_again(plenary: Plenary, line: AnnouncementLine, why: str, *, by: Any, now: datetime) -> None:
    """Take the proposal in within a further plenary; its places, approval and list follow as ever."""
    reason = _("Sanggah diterima: %(why)s") % {"why": why}
    last = plenary_held_last(plenary)
    if last.state == PlenaryState.SETTLED:
        raise Refused(
            _("Sidang ulang tahap ini sedang menunggu persetujuan. Selesaikan itu dulu, lalu jawab sanggah ini.")
        )
    if last.state == PlenaryState.APPROVED:
        last = hold_again(last, by=by, now=now, reason=reason)
    decide(last, kind=DecisionKind.IN, codes=[line.code], by=by, now=now, reason=reason)


def plenary_held_last(plenary: Plenary) -> Plenary:
    """The last plenary of the same stage."""
    rows = Plenary.objects.filter(competition=plenary.competition, stage=plenary.stage)
    return rows.order_by("-number")[0]


def _said(text: str, wanted: str, field: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(Reason(wanted, field))
    if len(text) > LONGEST:
        raise Refused(Reason(_("Paling banyak 5.000 huruf."), field))
    return text
