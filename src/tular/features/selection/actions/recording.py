"""Winners enter the catalogue with nothing retyped; awards that a later list takes back are withdrawn there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.actions.recognising import (
    arrived_from,
    recognise,
    record_winner,
    withdraw_recognition,
)
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.visibility import admins_of, writers_of
from tular.features.proposals.models import Proposal
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.choices import RecordOrigin
from tular.features.selection.models import Announcement, WinnerRecord
from tular.features.selection.queries.winners import (
    NEW,
    Winner,
    arrived_by,
    new_record,
    no_longer,
    submissions_of,
    winners_of,
    won_by,
)
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.audit import trail
from tular.foundation.notifications.actions import notify


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many records were made, joined or marked, and how many awards withdrawn."""

    made: int
    marked: int
    withdrawn: int


@action("selection.record_winners", gettext_lazy("Memasukkan pemenang ke katalog"))
def record_winners(
    announcement: Announcement, *, joins: Mapping[str, str], by: Any, now: datetime, reason: str = ""
) -> Recorded:
    """Bring the catalogue to what the list says. `joins`: code of a proposal → code of the record it is, or `NEW`.

    Done twice, nothing comes twice. Refused while somebody has to choose whether a winner is an existing record.
    """
    newer = Announcement.objects.filter(
        competition=announcement.competition_id, stage=announcement.stage, number__gt=announcement.number
    )
    if newer.exists():
        raise Refused(_("Daftar ini sudah diganti daftar bernomor lebih tinggi. Masukkan pemenang dari yang berlaku."))
    winners = winners_of(announcement)
    unsettled = [one for one in winners if not one.is_done and not one.origin and not _chosen(one, joins)]
    if unsettled:
        text = _("%(title)s: pilih apakah ini catatan yang sudah ada atau catatan baru.")
        raise Refused(*(Reason(text % {"title": one.line.title}, f"pilih-{one.line.code}") for one in unsettled))
    gone = no_longer(announcement)
    made = marked = 0
    frozen = submissions_of([one.line.proposal_id for one in winners if not one.is_done])
    for one in winners:
        if one.is_done:
            continue
        innovation, origin = _innovation(one, frozen, joins, by=by, now=now)
        is_new = one.made is None and origin == RecordOrigin.MADE
        made += is_new
        marked += not is_new
        _record(one, innovation, origin, by=by, now=now)
    for row in gone:
        why = announcement.note or _("Tidak lagi dalam %(list)s.") % {"list": announcement.title}
        withdraw_recognition(row.recognition, by=by, now=now, reason=why)
    return Recorded(made, marked, len(gone))


def _chosen(one: Winner, joins: Mapping[str, str]) -> str:
    """What was chosen among what was offered; "" for anything else."""
    code = joins.get(one.line.code, "")
    return code if code == NEW or code in {near.innovation.code for near in one.candidates} else ""


def _innovation(
    one: Winner, frozen: Mapping[int, Mapping[str, Any]], joins: Mapping[str, str], *, by: Any, now: datetime
) -> tuple[Innovation, str]:
    if one.made is not None:
        return one.made.innovation, one.made.origin
    chosen = _chosen(one, joins)
    if chosen and chosen != NEW:
        joined = next(near.innovation for near in one.candidates if near.innovation.code == chosen)
        return joined, RecordOrigin.JOINED
    if one.innovation is not None and chosen != NEW:
        return one.innovation, one.origin
    made = record_winner(new_record(one.line, frozen[one.line.proposal_id]), one.line.code, by=by, now=now)
    return made, RecordOrigin.MADE


def _record(one: Winner, innovation: Innovation, origin: str, *, by: Any, now: datetime) -> None:
    line = one.line
    if one.made is not None and one.made.recognition.withdrawn_at is None:
        why = _("Penghargaannya berubah menurut %(list)s.") % {"list": line.announcement.title}
        withdraw_recognition(one.made.recognition, by=by, now=now, reason=why)
    recognition = recognise(innovation, won_by(line), by=by, now=now, reason=line.change_reason)
    arrived_from(innovation, arrived_by(line), now=now)
    _link(line.proposal, innovation, by=by, now=now)
    WinnerRecord.objects.update_or_create(
        proposal=line.proposal, stage=line.announcement.stage,
        defaults={
            "line": line, "innovation": innovation, "recognition": recognition, "origin": origin, "by": by, "at": now,
        },
    )  # fmt: skip
    people = {person.pk: person for person in (*writers_of(innovation), *admins_of(innovation))}
    notify(people.values(), "selection.recorded", path=f"/inovasi/{innovation.slug}", now=now, title=innovation.title)


def _link(proposal: Proposal, innovation: Innovation, *, by: Any, now: datetime) -> None:
    """Let the proposal know what it is about, unless another one of the competition says that it is about the same."""
    if proposal.innovation_id is not None:
        return
    others = Proposal.objects.filter(competition=proposal.competition_id, innovation=innovation)
    if others.exists():
        return
    proposal.innovation = innovation
    proposal.save(update_fields=["innovation"])
    changes = {"innovation": ("", innovation.code)}
    trail.append("selection.record_winners", subject=proposal, by=by, now=now, changes=changes)
