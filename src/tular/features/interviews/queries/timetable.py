"""The organiser's pages: the timetable, one slot of it, and who still waits for a slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.competitions.models import ZONES
from tular.features.competitions.queries.moments import in_words
from tular.features.interviews.choices import SlotOutcome
from tular.features.interviews.models import (
    InterviewPlan,
    Material,
    PanelChair,
    Presentation,
    Session,
    Slot,
    SlotRequest,
)
from tular.features.interviews.queries.clashes import Said, everything_wrong, lacking_slots
from tular.features.interviews.queries.reveal import Revealed, marks_for_organiser
from tular.features.interviews.queries.task import Laid, laid_out, zone_of
from tular.features.interviews.queries.visibility import WITH, slots_run_by
from tular.features.judging.models import Entry, Panel, Review
from tular.features.judging.queries.rules import stage_of
from tular.features.judging.queries.submitted import number_text, title_of
from tular.foundation.ui.shapes import Figure

LABELS = dict(ZONES)


@dataclass(frozen=True, slots=True)
class Line:
    """One slot on a page; `local` is the time where the presenter is, "" where that is the zone of the session."""

    pk: int
    time: str
    local: str
    number: str
    title: str
    agency: str
    code: str
    state: str
    kind: str
    wrong: bool
    head: str
    files: int
    is_past: bool


@dataclass(frozen=True, slots=True)
class SessionLines:
    """A session with its slots."""

    session: Session
    day: str
    hours: str
    panel: str
    chair: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel with those who sit in it, to name its chair."""

    panel: Panel
    members: tuple[str, ...]
    chair: str


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """The organiser's page of a stage; `plan` is None before lengths were set."""

    review: Review
    stage: str
    base: str
    plan: InterviewPlan | None
    sessions: tuple[SessionLines, ...]
    wrong: tuple[Said, ...]
    unplaced: tuple[tuple[str, str], ...]
    requests: tuple[SlotRequest, ...]
    panels: tuple[PanelLine, ...]
    figures: tuple[Figure, ...]

    @property
    def obstacles(self) -> tuple[Said, ...]:
        """What must not stay."""
        return tuple(one for one in self.wrong if one.is_obstacle)

    @property
    def cautions(self) -> tuple[Said, ...]:
        """What may stay."""
        return tuple(one for one in self.wrong if not one.is_obstacle)


@dataclass(frozen=True, slots=True)
class SlotPage:
    """One slot for the organiser: who is heard, what they sent, marks so far, where it could go."""

    slot: Slot
    base: str
    line: Line
    when: str
    where_they_are: str
    presentation: Presentation | None
    materials: tuple[Material, ...]
    targets: tuple[tuple[str, str], ...]
    entries: tuple[tuple[str, str], ...]
    wrong: tuple[Said, ...]
    marks: Revealed | None
    may_move: bool


def base_of(review: Review) -> str:
    """Address of the organiser's page."""
    return f"/kompetisi/{review.competition.slug}/wawancara/{review.stage}"


def timetable_page(review: Review, now: datetime) -> TimetablePage:
    """The whole timetable. The number of queries does not grow with it."""
    plan = InterviewPlan.objects.filter(review=review).select_related("review__competition__rulebook").first()
    panels = tuple(_panels(review))
    base, stage = base_of(review), stage_of(review).label
    if plan is None:
        return TimetablePage(review, stage, base, None, (), (), (), (), panels, ())
    laid = laid_out(plan)
    wrong = tuple(everything_wrong(laid, now))
    requests = SlotRequest.objects.filter(slot__session__plan=plan, answer="").select_related("slot", "entry")
    chairs = {one.panel.pk: one.chair for one in panels}
    return TimetablePage(
        review=review, stage=stage, base=base, plan=plan,
        sessions=tuple(_sessions(laid, wrong, chairs, now)), wrong=wrong,
        unplaced=tuple((number_text(one), title_of(one, None)) for one in laid.unplaced),
        requests=tuple(requests), panels=panels, figures=_figures(laid, now),
    )  # fmt: skip


def slot_for(person: Any, slug: str, stage: str, pk: int) -> Slot | None:
    """A slot of a competition that the person runs; free ones too."""
    rows = slots_run_by(person).select_related(*WITH)
    return rows.filter(pk=pk, session__plan__review__competition__slug=slug, session__plan__review__stage=stage).first()


def slot_page(slot: Slot, now: datetime) -> SlotPage:
    """The page of a slot."""
    plan = slot.session.plan
    laid = laid_out(plan)
    wrong = tuple(one for one in everything_wrong(laid, now) if one.slot == slot.pk)
    entry = slot.entry
    own = zone_of(entry) if entry else ""
    materials = Material.objects.filter(entry=entry, removed_at__isnull=True).select_related("file") if entry else ()
    return SlotPage(
        slot=slot, base=base_of(plan.review),
        line=_line(slot, {}, {}, bool(wrong), now),
        when=in_words(slot.starts_at, slot.session.zone),
        where_they_are=in_words(slot.starts_at, own) if own and own != slot.session.zone else "",
        presentation=Presentation.objects.filter(entry=entry).first() if entry else None,
        materials=tuple(materials), targets=tuple(targets_of(laid, slot, now)),
        entries=tuple((str(one.pk), f"{number_text(one)} {title_of(one, None)}") for one in laid.unplaced),
        wrong=wrong, marks=marks_for_organiser(slot),
        may_move=entry is not None and slot.outcome == SlotOutcome.PLANNED,
    )  # fmt: skip


def targets_of(laid: Laid, slot: Slot, now: datetime) -> Iterator[tuple[str, str]]:
    """(value, label) of slots to which something can be moved: "slot-entry", so that a change meanwhile is noticed."""
    for one in laid.slots:
        if one.pk == slot.pk or one.starts_at <= now or one.outcome != SlotOutcome.PLANNED:
            continue
        who = _("tukar dengan %(entry)s") % {"entry": number_text(one.entry)} if one.entry else _("kosong")
        label = f"{one.panel.name}, {in_words(one.starts_at, one.session.zone)} ({who})"
        yield f"{one.pk}-{one.entry_id or 0}", label


def _sessions(
    laid: Laid, wrong: Sequence[Said], chairs: dict[int, str], now: datetime
) -> Iterator[SessionLines]:  # fmt: skip
    clashing = {one.slot for one in wrong if one.is_obstacle}
    entries = [one.entry_id for one in laid.slots if one.entry_id]
    heads = {one.entry_id: one.get_head_comes_display() for one in Presentation.objects.filter(entry__in=entries)}
    files: dict[int, int] = {}
    for (entry,) in Material.objects.filter(entry__in=entries, removed_at__isnull=True).values_list("entry"):
        files[entry] = files.get(entry, 0) + 1
    by_session: dict[int, list[Slot]] = {}
    for one in laid.slots:
        by_session.setdefault(one.session_id, []).append(one)
    for slots in by_session.values():
        session = slots[0].session
        zone = ZoneInfo(session.zone)
        hours = f"{clock(session.starts_at, zone)}–{clock(session.ends_at, zone)} {LABELS.get(session.zone, '')}"
        yield SessionLines(
            session, day_in_words(session.starts_at.astimezone(zone).date()), hours, slots[0].panel.name,
            chairs.get(session.panel_id, ""),
            tuple(_line(one, heads, files, one.pk in clashing, now) for one in slots),
        )  # fmt: skip


def _line(slot: Slot, heads: dict[int, Any], files: dict[int, int], wrong: bool, now: datetime) -> Line:
    zone = ZoneInfo(slot.session.zone)
    entry = slot.entry
    own = zone_of(entry) if entry else ""
    local = f"{clock(slot.starts_at, ZoneInfo(own))} {LABELS.get(own, own)}" if own and own != slot.session.zone else ""
    kinds = {SlotOutcome.HEARD: "ok", SlotOutcome.NO_SHOW: "stop", SlotOutcome.POSTPONED: "part"}
    return Line(
        slot.pk, f"{clock(slot.starts_at, zone)}–{clock(slot.ends_at, zone)}", local,
        number_text(entry) if entry else "", title_of(entry, None) if entry else "",
        entry.proposal.agency.name if entry else "", entry.proposal.code if entry else "",
        str(SlotOutcome(slot.outcome).label) if slot.outcome else "", kinds.get(SlotOutcome(slot.outcome), ""), wrong,
        str(heads.get(entry.pk, "")) if entry else "", files.get(entry.pk, 0) if entry else 0, slot.ends_at <= now,
    )  # fmt: skip


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """ "09.20" on the clock of a zone."""
    return moment.astimezone(zone).strftime("%H.%M")


def day_in_words(day: date) -> str:
    """ "Senin, 24 Juni 2026"."""
    return str(formats.date_format(day, "l, j F Y"))


def _panels(review: Review) -> Iterator[PanelLine]:
    chairs = {one.panel_id: one.evaluator for one in PanelChair.objects.filter(
        panel__review=review, evaluator__left_at__isnull=True
    ).select_related("evaluator__person")}  # fmt: skip
    for panel in review.panels.prefetch_related("evaluators__person"):
        members = tuple(f"{one.number:02d} {one.person}" for one in panel.evaluators.all() if one.left_at is None)
        chair = chairs.get(panel.pk)
        known = chair is not None and chair.panel_id == panel.pk
        yield PanelLine(panel, members, f"{chair.number:02d} {chair.person}" if chair and known else "")


def _figures(laid: Laid, now: datetime) -> tuple[Figure, ...]:
    held = laid.held
    free = sum(1 for one in laid.slots if one.entry_id is None and one.starts_at > now)
    return (
        Figure(len(held), _("proposal punya slot"), "", total=len(laid.entries)),
        Figure(len(laid.unplaced), _("belum punya slot"), ""),
        Figure(free, _("slot kosong yang akan datang"), ""),
        Figure(lacking_slots(laid, now), _("slot kurang"), ""),
    )


COLUMNS = (
    "hari", "mulai", "selesai", "zona", "tim", "nomor", "kode", "judul", "instansi", "waktu_setempat", "zona_setempat",
    "tempat", "tautan", "pimpinan_akan_hadir", "keadaan", "pimpinan_hadir",
)  # fmt: skip


def table_of(plan: InterviewPlan) -> Iterator[tuple[str, ...]]:
    """The timetable as a table, free slots too. No marks."""
    laid = laid_out(plan)
    heads = {
        one.entry_id: str(one.get_head_comes_display()) for one in Presentation.objects.filter(entry__in=laid.entries)
    }
    for one in laid.slots:
        zone, entry = ZoneInfo(one.session.zone), one.entry
        own = ZoneInfo(zone_of(entry)) if entry else zone
        yield (
            one.starts_at.astimezone(zone).date().isoformat(), clock(one.starts_at, zone), clock(one.ends_at, zone),
            LABELS.get(one.session.zone, one.session.zone), one.panel.name, *_who(entry),
            clock(one.starts_at, own) if entry else "", LABELS.get(str(own), "") if entry else "",
            one.session.place, one.session.link, heads.get(one.entry_id or 0, ""),
            str(SlotOutcome(one.outcome).label) if entry else _("kosong"),
            str(one.get_head_came_display()) if one.outcome == SlotOutcome.HEARD else "",
        )  # fmt: skip


def _who(entry: Entry | None) -> tuple[str, str, str, str]:
    if entry is None:
        return "", "", "", ""
    return number_text(entry), entry.proposal.code, title_of(entry, None), entry.proposal.agency.name
