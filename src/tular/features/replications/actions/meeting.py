"""Visits and mentoring sessions: asked for, answered, moved, called off, reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.competitions.queries.moments import in_words
from tular.features.replications.actions.moving import needs_reason, told_of
from tular.features.replications.choices import OPEN, CaseState, MeetingKind, MeetingMode, MeetingState
from tular.features.replications.models import Case, Meeting
from tular.features.replications.queries.meetings import (
    STANDING,
    hosts_for,
    people_of_host,
    people_of_meeting,
)
from tular.features.replications.queries.people import people_of_taker, without
from tular.features.replications.queries.visibility import meetings_hosted_by, sides_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """A meeting as somebody asks for it. Times carry their zone; `zone` is the one in which they are told."""

    kind: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    link: str = ""
    agenda: str = ""


@action("replications.propose_meeting", gettext_lazy("Mengajukan pertemuan"))
def propose_meeting(
    case: Case, *, host: Agency, told: MeetingTold, by: Any, now: datetime, reason: str = ""
) -> Meeting:
    """Ask the owner, or who copied it earlier, for a meeting. They read of the case only what stands in it."""
    if case.state not in (*OPEN, CaseState.DONE):
        raise Refused(_("Kasus ini sudah berakhir."))
    if host.pk not in {one.agency.pk for one in hosts_for(case)}:
        text = _("Pilih pemilik inovasi, atau instansi yang sudah menerapkannya lebih dulu.")
        raise Refused(Reason(text, "host"))
    row = Meeting(case=case, host=host, by=by, at=now)
    _tell(row, told, now)
    row.save()
    _notify(row, "replications.meeting_asked", now, by)
    return row


@action("replications.move_meeting", gettext_lazy("Menggeser pertemuan"))
def move_meeting(meeting: Meeting, *, told: MeetingTold, by: Any, now: datetime, reason: str = "") -> Meeting:
    """Another time or place. The side that did not ask for it answers anew."""
    _standing(meeting)
    said = needs_reason(reason, _("Tulis mengapa digeser; pihak lain membacanya."))
    _tell(meeting, told, now)
    by_host = not sides_of(by, meeting.case) or meetings_hosted_by(by).filter(pk=meeting.pk).exists()
    meeting.state, meeting.state_reason = MeetingState.MOVED if by_host else MeetingState.PROPOSED, said
    _changed(meeting, now)
    _notify(meeting, "replications.meeting_moved", now, by, said)
    return meeting


@action("replications.agree_to_meeting", gettext_lazy("Menyetujui pertemuan"))
def agree_to_meeting(meeting: Meeting, *, by: Any, now: datetime, reason: str = "") -> Meeting:
    """The side that was asked agrees to time and place."""
    _asked(meeting, now)
    meeting.state, meeting.state_reason = MeetingState.AGREED, ""
    _changed(meeting, now)
    _notify(meeting, "replications.meeting_agreed", now, by)
    return meeting


@action("replications.decline_meeting", gettext_lazy("Menolak pertemuan"))
def decline_meeting(meeting: Meeting, *, by: Any, now: datetime, reason: str = "") -> Meeting:
    """The side that was asked cannot, and says why or when it could."""
    said = needs_reason(reason, _("Tulis alasannya, atau kapan Anda dapat; pihak lain membacanya."))
    _asked(meeting, now)
    meeting.state, meeting.state_reason = MeetingState.DECLINED, said
    _changed(meeting, now)
    _notify(meeting, "replications.meeting_declined", now, by, said)
    return meeting


@action("replications.cancel_meeting", gettext_lazy("Membatalkan pertemuan"))
def cancel_meeting(meeting: Meeting, *, by: Any, now: datetime, reason: str = "") -> Meeting:
    """It does not take place."""
    _standing(meeting)
    said = needs_reason(reason, _("Tulis alasannya; pihak lain membacanya."))
    meeting.state, meeting.state_reason = MeetingState.CANCELLED, said
    _changed(meeting, now)
    _notify(meeting, "replications.meeting_cancelled", now, by, said)
    return meeting


@action("replications.report_meeting", gettext_lazy("Melaporkan pertemuan"))
def report_meeting(
    meeting: Meeting, *, learnt: str, attended: str, by: Any, now: datetime, reason: str = ""
) -> Meeting:
    """What was learnt, and who was there, by office. May be written anew: history keeps the earlier words."""
    if meeting.state not in (MeetingState.AGREED, MeetingState.HELD):
        raise Refused(_("Hanya pertemuan yang disetujui yang dapat dilaporkan."))
    if meeting.starts_at > now:
        raise Refused(_("Pertemuan ini belum mulai. Laporkan sesudahnya."))
    wrong = []
    if not learnt.strip():
        wrong.append(Reason(_("Tulis apa yang dipelajari, juga yang gagal."), "learnt"))
    for field, text in (("learnt", learnt), ("attended", attended)):
        if len(text) > LONGEST_TEXT:
            wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TEXT}, field))
    if wrong:
        raise Refused(*wrong)
    first = meeting.state != MeetingState.HELD
    meeting.state, meeting.report, meeting.attended = MeetingState.HELD, learnt.strip(), attended.strip()
    meeting.save()
    if first:
        _notify(meeting, "replications.meeting_held", now, by)
    return meeting


def _tell(row: Meeting, told: MeetingTold, now: datetime) -> None:
    wrong = []
    if told.kind not in MeetingKind.values:
        wrong.append(Reason(_("Pilih jenisnya."), "kind"))
    if told.mode not in MeetingMode.values:
        wrong.append(Reason(_("Pilih caranya."), "mode"))
    if told.starts_at <= now:
        wrong.append(Reason(_("Waktu mulainya sudah lewat."), "day"))
    if told.ends_at <= told.starts_at:
        wrong.append(Reason(_("Jam selesai harus sesudah jam mulai."), "until"))
    if told.mode == MeetingMode.ONSITE and not told.place.strip():
        wrong.append(Reason(_("Tulis tempatnya."), "place"))
    if not told.agenda.strip():
        wrong.append(Reason(_("Tulis apa yang ingin dipelajari, agar tuan rumah dapat menyiapkannya."), "agenda"))
    if len(told.agenda) > LONGEST_TEXT:
        wrong.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_TEXT}, "agenda"))
    if wrong:
        raise Refused(*wrong)
    for name in ("kind", "mode", "starts_at", "ends_at", "zone", "place", "link", "agenda"):
        setattr(row, name, getattr(told, name))


def _standing(meeting: Meeting) -> None:
    if meeting.state not in STANDING:
        raise Refused(_("Pertemuan ini %(state)s.") % {"state": meeting.get_state_display()})


def _asked(meeting: Meeting, now: datetime) -> None:
    if meeting.state not in (MeetingState.PROPOSED, MeetingState.MOVED):
        text = _("Pertemuan ini %(state)s, jadi tidak ada lagi yang dijawab.")
        raise Refused(text % {"state": meeting.get_state_display()})
    if meeting.starts_at <= now:
        raise Refused(_("Waktunya sudah lewat. Geser dulu ke waktu lain."))


def _changed(meeting: Meeting, now: datetime) -> None:
    meeting.at = now
    meeting.revision += 1
    meeting.save()


def _notify(meeting: Meeting, kind: str, now: datetime, by: Any, reason: str = "") -> None:
    """Whoever did not do it: who is asked when somebody is asked, else both sides."""
    people = {
        MeetingState.PROPOSED: people_of_host, MeetingState.MOVED: lambda one: people_of_taker(one.case)
    }.get(MeetingState(meeting.state), people_of_meeting)(meeting)  # fmt: skip
    notify(without(people, by), kind, path=f"/pertemuan/{meeting.pk}", now=now, reason=reason, host=meeting.host.name,
           when=in_words(meeting.starts_at, meeting.zone), **told_of(meeting.case))  # fmt: skip
