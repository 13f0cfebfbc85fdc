"""Departures from the ranking, ties, and taking decisions back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.proposals.models import Proposal
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.actions.plenary.writing import said, while_open, write
from tular.features.selection.choices import DecisionKind, TieWay
from tular.features.selection.models import Plenary, PlenaryQuestion
from tular.features.selection.queries.plenary.records import current, gone_of
from tular.features.selection.queries.plenary.settling import about_proposals, active, drawn
from tular.foundation.actions import Reason, Refused, action

MOST = 200
"""Proposals that one reason may cover at once."""


@dataclass(frozen=True, slots=True)
class Pick:
    """How equal ones of a pool are told apart: who was chosen by vote or agreement, or the words of a lot."""

    pool: int
    way: TieWay
    chosen: Sequence[str] = ()
    seed: str = ""


@action("selection.decide", gettext_lazy("Memutuskan proposal dalam sidang"))
def decide(
    plenary: Plenary, *, kind: DecisionKind, codes: Sequence[str], by: Any, now: datetime, reason: str = "",
    question: PlenaryQuestion | None = None, seen_version: str = "",
) -> Plenary:  # fmt: skip
    """Take proposals in or leave them out, for a reason that covers all of them."""
    while_open(plenary)
    if kind not in (DecisionKind.IN, DecisionKind.OUT):
        raise Refused(_("Pilih memasukkan atau tidak memasukkan."))
    why = said(reason, _("Tulis alasannya: setiap penyimpangan dari peringkat masuk berita acara dengan alasannya."))
    told, decisions, _found = current(plenary)
    known = {one["code"] for one in told["proposals"]}
    wanted = sorted(set(codes))
    if not wanted:
        raise Refused(_("Pilih dulu proposalnya."))
    if len(wanted) > MOST:
        raise Refused(_("Paling banyak 200 proposal sekali putus."))
    if astray := [code for code in wanted if code not in known]:
        raise Refused(_("Bukan peserta sidang ini: %(codes)s.") % {"codes": ", ".join(astray[:5])})
    gone = {code for code, one in about_proposals(decisions).items() if one["kind"] == DecisionKind.GONE}
    if lost := [code for code in wanted if code in gone]:
        raise Refused(_("Sudah gugur: %(codes)s.") % {"codes": ", ".join(lost[:5])})
    rows = {row.code: row for row in Proposal.objects.filter(competition=plenary.competition, code__in=wanted)}
    for code in wanted:
        write(plenary, kind, by=by, now=now, proposal=rows[code], reason=why, question=question)
    plenary.save()
    return plenary


@action("selection.undo", gettext_lazy("Membatalkan keputusan sidang"))
def undo(
    plenary: Plenary, *, numbers: Sequence[int] = (), codes: Sequence[str] = (), by: Any, now: datetime,
    reason: str = "", seen_version: str = "",
) -> Plenary:  # fmt: skip
    """Take decisions back, by their numbers or by what was last decided of proposals. History keeps both."""
    while_open(plenary)
    _told, decisions, _found = current(plenary)
    standing = {one["number"]: one for one in active(decisions) if one["kind"] != DecisionKind.SETTINGS}
    wanted = {number for number in numbers if number in standing}
    wanted |= {
        number for number, one in standing.items()
        if one["proposal"] in codes and one["kind"] in (DecisionKind.IN, DecisionKind.OUT)
    }  # fmt: skip
    if not wanted:
        raise Refused(_("Keputusan ini sudah dibatalkan, atau tidak dapat dibatalkan."))
    write(plenary, DecisionKind.UNDO, by=by, now=now, detail={"undoes": sorted(wanted)}, reason=reason.strip()[:2000])
    plenary.save()
    return plenary


@action("selection.break_tie", gettext_lazy("Memutus nilai sama"))
def break_tie(
    plenary: Plenary, *, pick: Pick, by: Any, now: datetime, reason: str = "", question: PlenaryQuestion | None = None,
    seen_version: str = "",
) -> Plenary:  # fmt: skip
    """Say who of equal ones gets the last places, and how that was found. A lot is drawn from words said aloud.

    The lot sorts SHA-256 of "words|code": with the words in the minutes anybody draws the same.
    """
    while_open(plenary)
    why = said(reason, _("Tulis bagaimana dan mengapa; alasannya masuk berita acara."))
    _told, _decisions, found = current(plenary)
    pool, way, seed = pick.pool, pick.way, pick.seed
    tie = next((one for one in found.ties if one.pool == pool), None)
    if tie is None:
        raise Refused(_("Nilai sama ini sudah diputus, atau tidak ada lagi. Muat ulang halamannya."))
    picked = sorted(set(pick.chosen) & set(tie.tied))
    if way == TieWay.ALL:
        picked = list(tie.tied)
    elif way == TieWay.NONE:
        picked = []
    elif way == TieWay.LOT:
        words = said(seed, _("Tulis kata undian yang disebut di hadapan sidang."), "seed")
        picked, seed = drawn(tie.tied, words, tie.places), words
    elif len(picked) != tie.places:
        raise Refused(Reason(_("Pilih tepat %(n)d proposal untuk tempat yang tersisa.") % {"n": tie.places}, "chosen"))
    detail = {"tied": list(tie.tied), "chosen": picked, "way": TieWay(way).value, "seed": seed.strip()[:200]}
    write(plenary, DecisionKind.TIE, by=by, now=now, detail=detail, reason=why, question=question)
    plenary.save()
    return plenary


@action("selection.drop_gone", gettext_lazy("Mencatat proposal yang gugur"))
def drop_gone(plenary: Plenary, *, by: Any, now: datetime, reason: str = "", seen_version: str = "") -> Plenary:
    """Record those that left the competition since the session was opened, with the reason that they gave."""
    while_open(plenary)
    told, decisions, _found = current(plenary)
    codes = gone_of(plenary.competition, told, decisions)
    if not codes:
        raise Refused(_("Semua proposal masih diajukan; tidak ada yang gugur."))
    for row in Proposal.objects.filter(competition=plenary.competition, code__in=codes).order_by("code"):
        why = row.state_reason or row.get_state_display()
        write(
            plenary, DecisionKind.GONE, by=by, now=now, proposal=row,
            reason=_("Tidak lagi diajukan: %(why)s") % {"why": why},
        )  # fmt: skip
    plenary.save()
    return plenary
