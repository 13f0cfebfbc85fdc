"""What evaluators and teams see: a panel's day, the page of a slot, a team's own slot; and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.queries.moments import DEFAULT_ZONE, in_words
from tular.features.interviews.choices import CURRENT, SlotOutcome
from tular.features.interviews.models import Clock, Material, Presentation, Slot, SlotRequest
from tular.features.interviews.queries.reveal import Revealed, revealed_to
from tular.features.interviews.queries.task import zone_of
from tular.features.interviews.queries.timetable import LABELS, clock, day_in_words
from tular.features.interviews.queries.visibility import (
    WITH,
    leads,
    plans_run_by,
    slots_before,
    slots_of_writers,
)
from tular.features.judging.choices import AssignmentState
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.submitted import number_text, title_of
from tular.features.judging.queries.visibility import may_judge, readings_of
from tular.features.proposals.models import Proposal
from tular.foundation.ui.desk import DeskItem


@dataclass(frozen=True, slots=True)
class DayLine:
    """A slot on the list of a panel. `mine`: how far one's own sheet is, never anybody else's."""

    pk: int
    time: str
    number: str
    title: str
    agency: str
    state: str
    mine: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a panel; times in the zone of the reader."""

    day: str
    zone: str
    panel: str
    competition: str
    place: str
    link: str
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class HeardPage:
    """A slot for a member of its panel."""

    slot: Slot
    number: str
    title: str
    agency: str
    when: str
    presentation: Presentation | None
    materials: tuple[Material, ...]
    reading: str
    reading_state: str
    marks: Revealed | None
    leads: bool
    has_begun: bool


@dataclass(frozen=True, slots=True)
class TeamSlot:
    """One of its slots. The link is there until the session ends, since some run late."""

    slot: Slot
    stage: str
    own: str
    jakarta: str
    until: str
    presentation: Presentation | None
    materials: tuple[Material, ...]
    requests: tuple[SlotRequest, ...]
    is_ahead: bool
    shows_link: bool
    takes_material: bool
    minutes: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A proposal's own interview. Nothing of panels, evaluators, marks or others."""

    proposal: Proposal
    slots: tuple[TeamSlot, ...]


def days_of(person: Any, now: datetime) -> list[Day]:
    """The days of the person's panels, what is over last. A fixed number of queries beside who may judge."""
    found = list(slots_before(person).select_related(*WITH).order_by("starts_at", "pk"))
    held = {one.session.plan.review.competition_id: one.session.plan.review.competition for one in found}
    allowed = {pk for pk, competition in held.items() if may_judge(person, competition)}
    slots = [one for one in found if one.session.plan.review.competition_id in allowed]
    states = dict(readings_of(person).filter(entry__in=[one.entry_id for one in slots]).values_list("entry", "state"))
    zone = ZoneInfo(person.zone)
    grouped: dict[tuple[str, int], list[Slot]] = {}
    for one in slots:
        grouped.setdefault((one.starts_at.astimezone(zone).date().isoformat(), one.session_id), []).append(one)
    days = [_day(found, zone, str(person.zone), states, now) for found in grouped.values()]
    over = [found[-1].ends_at <= now for found in grouped.values()]
    return [one for one, gone in zip(days, over, strict=True) if not gone] + [
        one for one, gone in zip(days, over, strict=True) if gone
    ]


def heard_page(person: Any, slot: Slot, now: datetime) -> HeardPage:
    """The page of a slot that the person's panel hears."""
    assert slot.entry is not None, "somebody is heard in it"
    reading = readings_of(person).filter(entry=slot.entry).first()
    return HeardPage(
        slot=slot, number=number_text(slot.entry), title=title_of(slot.entry, None),
        agency=slot.entry.proposal.agency.name, when=in_words(slot.starts_at, str(person.zone)),
        presentation=Presentation.objects.filter(entry=slot.entry).first(), materials=materials_of(slot),
        reading=f"/penilaian/{reading.pk}" if reading else "",
        reading_state=reading.state if reading else "", marks=revealed_to(person, slot),
        leads=leads(person, slot),
        has_begun=slot.starts_at <= now or Clock.objects.filter(slot=slot.pk).exists(),
    )  # fmt: skip


def materials_of(slot: Slot) -> tuple[Material, ...]:
    """What was sent for the entry of a slot."""
    return tuple(Material.objects.filter(entry=slot.entry_id, removed_at__isnull=True).select_related("file"))


def team_page(person: Any, code: str, now: datetime) -> TeamPage | None:
    """The interviews of a proposal for who writes or answers for it; None where there is nothing for them."""
    slots = list(
        slots_of_writers(person).filter(entry__proposal__code=code).select_related(*WITH).order_by("-starts_at", "-pk")
    )
    if not slots:
        return None
    entry = slots[0].entry
    assert entry is not None, "published slots have an entry"
    return TeamPage(entry.proposal, tuple(_team_slot(one, now) for one in slots))


def team_slot(person: Any, code: str, pk: int) -> Slot | None:
    """One of these slots."""
    rows = slots_of_writers(person).filter(entry__proposal__code=code, pk=pk)
    return rows.select_related(*WITH).first()


def _team_slot(slot: Slot, now: datetime) -> TeamSlot:
    entry, plan = slot.entry, slot.session.plan
    assert entry is not None, "published slots have an entry"
    until = min(plan.material_until or slot.starts_at, slot.starts_at)
    zone = zone_of(entry)
    ahead = slot.starts_at > now and slot.outcome == SlotOutcome.PLANNED
    return TeamSlot(
        slot=slot, stage=stage_of(plan.review).label, own=in_words(slot.starts_at, zone),
        jakarta="" if zone == DEFAULT_ZONE else in_words(slot.starts_at, DEFAULT_ZONE),
        until=in_words(until, zone), presentation=Presentation.objects.filter(entry=entry).first(),
        materials=materials_of(slot), requests=tuple(slot.requests.all()), is_ahead=ahead,
        shows_link=slot.session.ends_at > now and slot.outcome in CURRENT,
        takes_material=ahead and now < until, minutes=(plan.presentation_minutes, plan.question_minutes),
    )  # fmt: skip


def _day(slots: list[Slot], zone: ZoneInfo, name: str, states: dict[int, str], now: datetime) -> Day:
    first = slots[0]
    session = first.session
    return Day(
        day_in_words(first.starts_at.astimezone(zone).date()), LABELS.get(name, name), first.panel.name,
        session.plan.review.competition.title, session.place, session.link,
        tuple(_day_line(one, zone, states.get(one.entry_id or 0, ""), now) for one in slots),
    )  # fmt: skip


def _day_line(slot: Slot, zone: ZoneInfo, reading: str, now: datetime) -> DayLine:
    assert slot.entry is not None, "somebody is heard in it"
    mine = {AssignmentState.DONE: _("nilai Anda masuk"), AssignmentState.ASSIGNED: _("belum Anda nilai")}
    return DayLine(
        slot.pk, f"{clock(slot.starts_at, zone)}–{clock(slot.ends_at, zone)}", number_text(slot.entry),
        title_of(slot.entry, None), slot.entry.proposal.agency.name,
        str(SlotOutcome(slot.outcome).label) if slot.outcome else "",
        str(mine.get(AssignmentState(reading), "")) if reading else "",
        slot.starts_at <= now < slot.ends_at and slot.outcome in CURRENT,
    )  # fmt: skip


def own_items(person: Any, now: datetime) -> list[DeskItem]:
    """What waits for teams (say who presents) and panels (the next day). A fixed number of queries."""
    if person is None or not person.is_authenticated:
        return []
    return [*_of_teams(person, now), *_of_panels(person, now)]


def _of_teams(person: Any, now: datetime) -> Iterator[DeskItem]:
    rows = slots_of_writers(person).filter(outcome=SlotOutcome.PLANNED, starts_at__gt=now)
    rows = rows.filter(entry__presentation__isnull=True).select_related("entry__proposal__agency__region")
    for one in rows.order_by("starts_at", "pk"):
        assert one.entry is not None, "published slots have an entry"
        yield DeskItem(
            _("Wawancara: %(title)s") % {"title": one.entry.proposal.title},
            f"/proposal/{one.entry.proposal.code}/wawancara", _("pengusul"), _("Sebut penyaji"),
            _("Terjadwal %(when)s.") % {"when": in_words(one.starts_at, zone_of(one.entry))}, due=one.starts_at,
        )  # fmt: skip


def _of_panels(person: Any, now: datetime) -> Iterator[DeskItem]:
    rows = slots_before(person).filter(
        outcome=SlotOutcome.PLANNED, ends_at__gt=now, starts_at__lt=now + timedelta(days=7)
    )
    slots = list(rows.order_by("starts_at", "pk"))
    if not slots:
        return
    text = ngettext(
        "%(n)d proposal Anda dengar dalam tujuh hari; yang pertama %(when)s.",
        "%(n)d proposal Anda dengar dalam tujuh hari; yang pertama %(when)s.", len(slots),
    )  # fmt: skip
    yield DeskItem(
        _("Wawancara tim Anda"), "/wawancara", _("penilai"), _("Buka jadwal"),
        text % {"n": len(slots), "when": in_words(slots[0].starts_at, str(person.zone))}, due=slots[0].starts_at,
        count=len(slots),
    )  # fmt: skip


def organiser_items(person: Any, now: datetime) -> list[DeskItem]:
    """Questions for another slot that nobody answered, one item for each plan. Two queries."""
    if person is None or not person.is_authenticated:
        return []
    rows = SlotRequest.objects.filter(answer="", slot__session__plan__in=plans_run_by(person).values("pk"))
    path = "slot__session__plan__review__"
    counted = rows.values_list(f"{path}competition__slug", f"{path}stage", f"{path}competition__title").annotate(
        n=Count("pk")
    )
    found = []
    for slug, stage, title, n in counted.order_by(f"{path}pk"):
        text = ngettext("%(n)d tim meminta slot lain.", "%(n)d tim meminta slot lain.", n) % {"n": n}
        found.append(
            DeskItem(
                _("Permintaan slot wawancara: %(title)s") % {"title": title},
                f"/kompetisi/{slug}/wawancara/{stage}#permintaan", _("penyelenggara"), _("Jawab"), text, count=n,
            )
        )  # fmt: skip
    return found
