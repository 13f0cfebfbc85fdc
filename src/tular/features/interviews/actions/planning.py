"""Lengths, chairs and sessions: the time in which somebody can be heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.judging.timetable import cut
from tular.features.competitions.queries.moments import in_words
from tular.features.interviews import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.interviews.actions.telling import tell_both
from tular.features.interviews.models import InterviewPlan, PanelChair, Session, Slot
from tular.features.interviews.queries.task import minute
from tular.features.judging.models import Evaluator, Panel, Review
from tular.features.judging.queries.rules import stage_of
from tular.foundation.actions import Reason, Refused, action

KIND = "presentation_interview"
MOST_MINUTES = 240
LONGEST_SESSION = timedelta(hours=14)
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Lengths:
    """Minutes of a slot and between two, and until when material is taken (None: until the slot begins)."""

    presentation: int
    questions: int
    gap: int
    material_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A session as it was typed. `breaks` are moments; `written` is how the page shows them."""

    panel: Panel
    starts_at: datetime
    ends_at: datetime
    zone: str
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    written: tuple[str, ...] = ()
    place: str = ""
    link: str = ""


@action("interviews.plan", gettext_lazy("Mengatur wawancara"))
def plan(review: Review, *, lengths: Lengths, by: Any, now: datetime, reason: str = "") -> InterviewPlan:
    """Begin to plan the interviews of a stage, or change lengths. Slots that are there keep theirs."""
    if stage_of(review).kind != KIND:
        raise Refused(_("Tahap ini bukan presentasi dan wawancara menurut buku aturannya."))
    if stage_of(review).blind:
        raise Refused(_("Tahap ini menyamarkan identitas pengusul; wawancara tidak dapat disamarkan."))
    wrong = []
    for name, value in (("presentation", lengths.presentation), ("questions", lengths.questions)):
        if not 1 <= value <= MOST_MINUTES:
            wrong.append(Reason(_("Isi menitnya: 1 sampai 240."), name))
    if not 0 <= lengths.gap <= MOST_MINUTES:
        wrong.append(Reason(_("Isi jedanya: 0 sampai 240 menit."), "gap"))
    if wrong:
        raise Refused(*wrong)
    made = InterviewPlan.objects.select_for_update().filter(review=review).first()
    made = made or InterviewPlan(review=review, created_by=by, created_at=now)
    made.presentation_minutes, made.question_minutes = lengths.presentation, lengths.questions
    made.gap_minutes, made.material_until = lengths.gap, lengths.material_until
    made.save()
    return made


@action("interviews.name_chair", gettext_lazy("Menetapkan ketua tim wawancara"))
def name_chair(panel: Panel, *, evaluator: Evaluator, by: Any, now: datetime, reason: str = "") -> PanelChair:
    """Say who of the panel leads it; the one before no longer does."""
    if evaluator.panel_id != panel.pk or evaluator.left_at is not None:
        raise Refused(Reason(_("Pilih penilai yang sekarang duduk di tim ini."), "evaluator"))
    held = PanelChair.objects.filter(panel=panel).first() or PanelChair(panel=panel)
    held.evaluator, held.by, held.at = evaluator, by, now
    held.save()
    return held


@action("interviews.add_session", gettext_lazy("Menambah sesi wawancara"), first=lambda plan: plan.review)
def add_session(plan: InterviewPlan, *, told: Told, by: Any, now: datetime, reason: str = "") -> Session:
    """One more stretch of a day for a panel, cut into slots by the lengths of the plan."""
    if told.panel.review_id != plan.review_id:
        raise Refused(Reason(_("Tim ini tidak dari penilaian yang sama."), "panel"))
    if told.ends_at <= told.starts_at:
        raise Refused(Reason(_("Sesi berakhir setelah mulai. Periksa jamnya."), "ends"))
    if told.ends_at - told.starts_at > LONGEST_SESSION:
        raise Refused(Reason(_("Satu sesi paling lama 14 jam. Bagi menjadi beberapa sesi."), "ends"))
    if told.starts_at <= now:
        raise Refused(Reason(_("Waktu ini sudah lewat. Pilih waktu yang akan datang."), "day"))
    overlapping = Session.objects.filter(panel=told.panel, starts_at__lt=told.ends_at, ends_at__gt=told.starts_at)
    if other := overlapping.first():
        text = _("Tim ini sudah punya sesi yang mulai %(when)s. Pilih waktu lain.")
        raise Refused(Reason(text % {"when": in_words(other.starts_at, other.zone)}, "starts"))
    length = plan.presentation_minutes + plan.question_minutes
    try:
        times = cut(
            minute(told.starts_at), minute(told.ends_at), length, plan.gap_minutes,
            [(minute(since), minute(until)) for since, until in told.breaks],
        )  # fmt: skip
    except ValueError:
        raise Refused(Reason(_("Setiap istirahat berakhir setelah mulai. Periksa jamnya."), "breaks")) from None
    if not times:
        text = _("Tidak ada slot %(n)d menit yang muat. Perpanjang sesinya atau pendekkan istirahatnya.")
        raise Refused(Reason(text % {"n": length}, "ends"))
    made = Session.objects.create(
        plan=plan, panel=told.panel, starts_at=told.starts_at, ends_at=told.ends_at, zone=told.zone,
        breaks=list(told.written), place=told.place, link=told.link,
    )  # fmt: skip
    Slot.objects.bulk_create(
        Slot(session=made, panel=told.panel, starts_at=_moment(since), ends_at=_moment(until)) for since, until in times
    )
    _changed(plan)
    return made


@action(
    "interviews.change_session",
    gettext_lazy("Mengubah tempat sesi wawancara"),
    first=lambda session: session.plan.review,
)
def change_session(session: Session, *, place: str, link: str, by: Any, now: datetime, reason: str = "") -> Session:
    """Another place or link. Once published both sides are told, with the reason."""
    if (place, link) == (session.place, session.link):
        return session
    shown = session.plan.published_at is not None
    ahead = session.slots.filter(entry__isnull=False, outcome="", ends_at__gt=now)
    was_there = bool(session.place or session.link)
    said = reason.strip()[:LONGEST_REASON]
    if shown and was_there and not said and ahead.exists():
        raise Refused(Reason(_("Tulis alasannya; penyaji dan penilai membacanya."), "alasan"))
    session.place, session.link = place, link
    session.save(update_fields=["place", "link"])
    if shown:
        for slot in ahead.select_related("entry__proposal__agency__region", "panel", "session__plan"):
            tell_both(slot, "interviews.where_changed", now, reason=said or _("Baru diisi."))
    return session


@action("interviews.drop_session", gettext_lazy("Menghapus sesi wawancara"), first=lambda session: session.plan.review)
def drop_session(session: Session, *, by: Any, now: datetime, reason: str = "") -> Session:
    """Remove a session in which nobody is heard."""
    if session.slots.filter(entry__isnull=False).exists():
        raise Refused(_("Masih ada proposal di sesi ini. Pindahkan atau keluarkan dulu."))
    _changed(session.plan)
    session.slots.all().delete()
    session.delete()
    return session


def _moment(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * 60, tz=UTC)


def _changed(plan: InterviewPlan) -> None:
    """Let whoever looks at an older timetable notice."""
    plan.changes = F("changes") + 1
    plan.save(update_fields=["changes"])
    plan.refresh_from_db(fields=["changes"])
