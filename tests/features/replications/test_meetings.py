"""Visits and mentoring sessions: who may be asked, who answers, and what a peer sees of the case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.factories.replications import NOW, make_case, make_meeting, people
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.replications.actions.meeting import (
    MeetingTold,
    agree_to_meeting,
    cancel_meeting,
    decline_meeting,
    move_meeting,
    propose_meeting,
    report_meeting,
)
from tular.features.replications.choices import CaseState, MeetingKind, MeetingMode, MeetingState, ReplicationState
from tular.features.replications.models import Case, Meeting, Replication
from tular.features.replications.queries.meeting_calendar import calendar_of
from tular.features.replications.queries.meetings import hosts_for, meeting_page, my_meetings
from tular.features.replications.queries.visibility import meetings_hosted_by, meetings_visible_to
from tular.features.replications.queries.work_waiting import meeting_items
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")

WEEK = NOW + timedelta(days=7)
PEER = "pemkab-banyuwangi"


def _told(**fields: Any) -> MeetingTold:
    given = {
        "kind": MeetingKind.VISIT, "mode": MeetingMode.ONSITE, "starts_at": WEEK, "ends_at": WEEK + timedelta(hours=2),
        "zone": "Asia/Jakarta", "place": "Balai kota", "agenda": "Bertemu kader.",
    }  # fmt: skip
    return MeetingTold(**{**given, **fields})


def _peer(case: Case, state: ReplicationState = ReplicationState.RUNNING) -> User:
    """An agency that copied the innovation earlier, with its admin."""
    Replication.objects.create(
        code="lama-1", innovation=case.innovation, linked_by="exact", origin_title=case.innovation.title,
        origin_agency=case.owner, origin_agency_text=case.owner.name, taker=agency(PEER), taker_text="Banyuwangi",
        state=state,
    )  # fmt: skip
    return make_member(Role.AGENCY, agency(PEER)).person


def _ask(case: Case, host: str = "pemkab-sidoarjo", **fields: Any) -> Meeting:
    return propose_meeting(case, host=agency(host), told=_told(**fields), by=people()["taker"], now=NOW)


def test_owner_and_earlier_takers_may_be_asked_and_nobody_else() -> None:
    case = make_case(CaseState.AGREED)
    _peer(case)
    assert [(one.agency.slug, one.is_owner) for one in hosts_for(case)] == [("pemkab-sidoarjo", True), (PEER, False)]
    assert _ask(case, PEER).host == agency(PEER)
    with pytest.raises(Refused, match="Pilih pemilik"):
        _ask(case, "pemkab-lamongan")


def test_who_only_plans_to_copy_has_nothing_to_show() -> None:
    case = make_case(CaseState.AGREED)
    _peer(case, ReplicationState.PLANNED)
    assert [one.agency.slug for one in hosts_for(case)] == ["pemkab-sidoarjo"]


def test_who_stopped_can_tell_why() -> None:
    case = make_case(CaseState.AGREED)
    _peer(case, ReplicationState.STOPPED)
    assert PEER in [one.agency.slug for one in hosts_for(case)]


def test_a_meeting_says_when_where_and_what_for() -> None:
    case = make_case()
    with pytest.raises(Refused) as refused:
        _ask(case, starts_at=NOW - timedelta(hours=1), ends_at=NOW - timedelta(hours=2), place=" ", agenda=" ")
    assert [one.field for one in refused.value.reasons] == ["day", "until", "place", "agenda"]
    assert _ask(case, mode=MeetingMode.ONLINE, place="").pk


def test_a_peer_answers_and_sees_the_meeting_but_not_the_case() -> None:
    case = make_case(CaseState.AGREED)
    peer = _peer(case)
    meeting = _ask(case, PEER)
    assert Notice.objects.filter(person=peer, kind="replications.meeting_asked").count() == 1
    client = signed_in(peer)
    page = client.get(f"/pertemuan/{meeting.pk}")
    assert page.status_code == 200
    text = page.content.decode()
    assert case.innovation.title in text
    assert case.name not in text
    assert case.code not in text
    assert case.need not in text
    assert client.get(case.path).status_code == 404
    assert client.get(f"{case.path}/riwayat").status_code == 404
    with pytest.raises(Denied):
        # The owner does not answer for a peer.
        agree_to_meeting(meeting, by=people()["owner"], now=NOW)
    assert agree_to_meeting(meeting, by=peer, now=NOW).state == MeetingState.AGREED


def test_others_meet_nothing_there() -> None:
    meeting = _ask(make_case())
    for path in ("", ".ics", "/setujui", "/geser", "/lapor"):
        assert signed_in(make_person(f"Orang{path}")).get(f"/pertemuan/{meeting.pk}{path}").status_code == 404


def test_somebody_of_another_unit_of_the_host_is_not_asked() -> None:
    meeting = _ask(make_case())
    elsewhere = make_member(Role.UNIT, make_unit(agency("pemkab-sidoarjo"), "Unit lain")).person
    assert not meetings_visible_to(elsewhere).exists()
    assert meetings_hosted_by(people()["owner"]).get() == meeting


def test_who_moves_it_waits_for_the_other_side() -> None:
    case, who = make_case(CaseState.AGREED), people()
    meeting = _ask(case)
    later = _told(starts_at=WEEK + timedelta(days=1), ends_at=WEEK + timedelta(days=1, hours=2))
    with pytest.raises(Refused, match="mengapa digeser"):
        move_meeting(meeting, told=later, by=who["owner"], now=NOW)
    moved = move_meeting(meeting, told=later, by=who["owner"], now=NOW, reason="rapat anggaran")
    assert (moved.state, moved.revision) == (MeetingState.MOVED, 1)
    with pytest.raises(Denied):
        agree_to_meeting(moved, by=who["owner"], now=NOW)
    agreed = agree_to_meeting(moved, by=who["taker"], now=NOW)
    again = move_meeting(agreed, told=_told(), by=who["taker"], now=NOW, reason="banjir")
    assert again.state == MeetingState.PROPOSED
    with pytest.raises(Denied):
        agree_to_meeting(again, by=who["taker"], now=NOW)


def test_declined_and_cancelled_meetings_say_why_and_are_over() -> None:
    case, who = make_case(CaseState.AGREED), people()
    meeting = _ask(case)
    with pytest.raises(Refused, match="alasannya"):
        decline_meeting(meeting, by=who["owner"], now=NOW)
    declined = decline_meeting(meeting, by=who["owner"], now=NOW, reason="April lebih baik")
    assert declined.state == MeetingState.DECLINED
    for again in (agree_to_meeting, cancel_meeting):
        with pytest.raises(Refused):
            again(declined, by=who["owner"], now=NOW, reason="lagi")
    other = cancel_meeting(_ask(case), by=who["taker"], now=NOW, reason="batal")
    assert other.state == MeetingState.CANCELLED
    assert Notice.objects.filter(person=who["owner"], kind="replications.meeting_cancelled").exists()


def test_what_lies_behind_cannot_be_agreed_to() -> None:
    meeting = _ask(make_case(CaseState.AGREED))
    with pytest.raises(Refused, match="sudah lewat"):
        agree_to_meeting(meeting, by=people()["owner"], now=WEEK + timedelta(days=1))


def test_it_is_reported_once_it_began_and_the_host_reads_it() -> None:
    case, who = make_case(CaseState.AGREED), people()
    meeting = agree_to_meeting(_ask(case), by=who["owner"], now=NOW)
    after = WEEK + timedelta(hours=1)
    with pytest.raises(Refused, match="belum mulai"):
        report_meeting(meeting, learnt="Kader dilatih dua kali", attended="", by=who["taker"], now=NOW)
    with pytest.raises(Denied):
        report_meeting(meeting, learnt="Kader", attended="", by=who["owner"], now=after)
    with pytest.raises(Refused, match="dipelajari"):
        report_meeting(meeting, learnt=" ", attended="", by=who["taker"], now=after)
    held = report_meeting(meeting, learnt="Kader dilatih dua kali", attended="Bidan", by=who["taker"], now=after)
    assert held.state == MeetingState.HELD
    assert "Kader dilatih dua kali" in signed_in(who["owner"]).get(f"/pertemuan/{meeting.pk}").content.decode()


def test_a_clash_is_told_without_what_it_is_about() -> None:
    case, other = make_case(CaseState.AGREED), make_case(CaseState.AGREED, taker=agency("pemkab-lamongan"))
    make_meeting(other, by=people()["taker"])
    meeting = _ask(case)
    [told] = meeting_page(meeting, people()["owner"], NOW).clashes
    assert told.startswith("Tuan rumahnya punya pertemuan lain")
    assert other.name not in told
    Meeting.objects.exclude(pk=meeting.pk).update(state=MeetingState.CANCELLED, state_reason="batal")
    assert meeting_page(meeting, people()["owner"], NOW).clashes == ()


def test_calendars_keep_one_identity_and_take_changes_over() -> None:
    case, who = make_case(CaseState.AGREED), people()
    meeting = _ask(case, zone="Asia/Makassar")
    agreed = agree_to_meeting(meeting, by=who["owner"], now=NOW)
    event = _only_event(agreed)
    assert (str(event["uid"]), int(event["sequence"]), str(event["status"])) == (
        f"pertemuan-{meeting.pk}@tular", 1, "CONFIRMED"
    )  # fmt: skip
    assert event.decoded("dtstart") == WEEK
    cancelled = cancel_meeting(agreed, by=who["taker"], now=NOW, reason="batal")
    event = _only_event(cancelled)
    assert (int(event["sequence"]), str(event["status"])) == (2, "CANCELLED")


def test_my_calendar_holds_mine_and_no_others() -> None:
    meeting = _ask(make_case(CaseState.AGREED))
    who = people()
    assert [one.pk for one in my_meetings(who["owner"])] == [meeting.pk]
    answer = signed_in(who["taker"]).get("/pertemuan.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"pertemuan-{meeting.pk}@tular" in answer.content.decode()
    assert "VEVENT" not in signed_in(make_person("Orang Luar")).get("/pertemuan.ics").content.decode()


def test_it_stands_on_the_desk_of_whoever_acts() -> None:
    case, who = make_case(CaseState.AGREED), people()
    meeting = _ask(case)
    assert [one.action for one in meeting_items(who["owner"], NOW)] == ["Jawab ajakan"]
    assert meeting_items(who["taker"], NOW) == []
    agreed = agree_to_meeting(meeting, by=who["owner"], now=NOW)
    assert [one.action for one in meeting_items(who["taker"], NOW)] == ["Siapkan"]
    after = agreed.ends_at + timedelta(hours=1)
    assert [one.action for one in meeting_items(who["taker"], after)] == ["Tulis laporan"]
    assert meeting_items(who["owner"], after) == []


def _only_event(meeting: Meeting) -> Any:
    calendar = Calendar.from_ical(calendar_of([meeting], "Pertemuan", "https://tular.example"))
    [event] = calendar.walk("VEVENT")
    return event
