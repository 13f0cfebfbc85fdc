"""Preparing a list, and releasing it: what was decided hidden becomes public together, as a numbered list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.actions.calendar import Span, move_window, set_window
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.windows import window_of
from tular.features.judging.actions.reviewing import renew_entries
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.choices import LineChange
from tular.features.selection.models import Announcement, AnnouncementLine, ListDraft, Omission, StageOutcome
from tular.features.selection.queries.composing import Line, NextList, next_list, stage_called
from tular.features.selection.queries.listing import sha256_of, stage_label
from tular.features.selection.queries.preparing import objections_until
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.jobs.actions import start

BATCH = 500
LONGEST_TEXT = 2000
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """What the secretariat types for a list; see `ListDraft`."""

    title: str
    decree: str = ""
    decree_on: date | None = None
    note: str = ""
    objection_days: int | None = None
    reasons: Mapping[str, str] | None = None
    reason_for_others: str = ""
    left_out: Mapping[str, str] | None = None
    reason_left_out: str = ""


@action("selection.prepare", gettext_lazy("Menyiapkan daftar"))
def prepare(
    competition: Competition, *, stage: str, typed: Typed, by: Any, now: datetime, reason: str = ""
) -> ListDraft:
    """Begin the next list of a stage with what was typed. Refused when somebody else has begun it."""
    found = _stage(competition, stage)
    if ListDraft.objects.filter(competition=competition, stage=found.id).exists():
        raise Refused(_("Orang lain sudah mulai menyiapkan daftar ini. Muat ulang halamannya; isian Anda ada di sini."))
    draft = ListDraft(competition=competition, stage=found.id)
    return _typed(draft, found, typed, by=by, now=now)


@action("selection.revise", gettext_lazy("Menyimpan daftar yang disiapkan"))
def revise(
    draft: ListDraft, *, typed: Typed, by: Any, now: datetime, reason: str = "", seen_version: str = ""
) -> ListDraft:
    """Save what was typed; the list as it stands at this moment is what may be announced."""
    return _typed(draft, _stage(draft.competition, draft.stage), typed, by=by, now=now)


@action("selection.announce", gettext_lazy("Mengumumkan daftar"))
def announce(draft: ListDraft, *, by: Any, now: datetime, reason: str = "") -> Announcement:
    """Release the list: its lines, the outcomes of the stage and the time for objecting, in one step.

    The lines never change afterwards. Whom it concerns is told by a job. Refused with all that is still missing, and
    when something was decided since the draft was saved. The draft is gone with it, so that nobody announces it again.
    """
    competition = Competition.objects.select_for_update().get(pk=draft.competition_id)
    stage = _stage(competition, draft.stage)
    found = next_list(competition, stage, draft)
    wrong = list(obstacles(competition, draft, found))
    if wrong:
        raise Refused(*wrong)
    if found.sha256 != draft.sha256:
        raise Refused(
            _(
                "Sejak daftar ini disimpan, ada keputusan atau isian proposal yang berubah. Simpan lagi, periksa "
                "pratinjaunya, lalu umumkan. Tidak ada yang terbit."
            )
        )
    assert draft.decree_on is not None, "an obstacle otherwise"
    public = [line for line in found.lines if line.is_public]
    announcement = Announcement.objects.create(
        competition=competition, stage=stage.id, number=found.number, title=draft.title, decree=draft.decree,
        decree_on=draft.decree_on, note=draft.note if found.number > 1 else "",
        objections_until=_hear_objections(competition, stage, draft, by=by, now=now), plenary=found.plenary,
        sha256=sha256_of(public, any(line.award for line in public)), by=by, at=now,
    )  # fmt: skip
    AnnouncementLine.objects.bulk_create([_row(announcement, line) for line in found.lines], batch_size=BATCH)
    Omission.objects.bulk_create(
        [
            Omission(announcement=announcement, proposal_id=one.proposal_id, reason=one.reason)
            for one in found.undecided
        ],
        batch_size=BATCH,
    )
    _conclude(stage, found, now)
    for review in competition.reviews.select_for_update():
        renew_entries(review, now=now, reason=announcement.note or announcement.title)
    draft.delete()
    title = _("Memberi tahu peserta: %(title)s") % {"title": announcement.title}
    start("selection.tell", by=by, title=title, arguments={"announcement": announcement.pk}, now=now)
    return announcement


def obstacles(competition: Competition, draft: ListDraft, found: NextList) -> list[Reason]:
    """All that keeps a list from being announced, each with its field on the page where it is prepared."""
    wrong = []
    if competition.state != CompetitionState.OPEN:
        wrong.append(Reason(_("Kompetisi ini tidak sedang dibuka, jadi tidak ada daftar yang dapat diumumkan.")))
    if found.awaits_plenary:
        wrong.append(Reason(_("Hasil sidang tahap ini belum disetujui orang kedua, jadi belum dapat diumumkan.")))
    elif not found.lines:
        wrong.append(Reason(_("Belum ada satu pun proposal yang diputus.")))
    if not draft.decree:
        wrong.append(Reason(_("Isi nomor keputusan atau pengumuman."), "decree"))
    if draft.decree_on is None:
        wrong.append(Reason(_("Isi tanggal keputusan atau pengumuman."), "decree_on"))
    if found.number > 1 and not draft.note:
        wrong.append(Reason(_("Tulis mengapa daftar ini diterbitkan lagi."), "note"))
    if n := len(found.unexplained):
        text = ngettext(
            "%(n)d baris berubah tanpa alasan. Tulis alasannya satu per satu, atau satu alasan untuk semua sisanya.",
            "%(n)d baris berubah tanpa alasan. Tulis alasannya satu per satu, atau satu alasan untuk semua sisanya.", n,
        )  # fmt: skip
        wrong.append(Reason(text % {"n": n}, "reason_for_others"))
    if n := len(found.unaccounted):
        text = ngettext(
            "%(n)d proposal belum diputus. Putuskan dulu, atau tulis mengapa ditinggalkan dari daftar ini.",
            "%(n)d proposal belum diputus. Putuskan dulu, atau tulis mengapa ditinggalkan dari daftar ini.", n,
        )  # fmt: skip
        wrong.append(Reason(text % {"n": n}, "reason_left_out"))
    return wrong


def _stage(competition: Competition, identity: str) -> Stage:
    stage = stage_called(competition, identity)
    if stage is None:
        raise Refused(_("Tahap ini tidak berakhir dengan daftar, atau sidangnya belum dibuka."))
    return stage


def _typed(draft: ListDraft, stage: Stage, typed: Typed, *, by: Any, now: datetime) -> ListDraft:
    draft.title = typed.title.strip()[:300]
    if not draft.title:
        raise Refused(Reason(_("Isi judul daftar."), "title"))
    if typed.objection_days is not None and typed.objection_days > MOST_DAYS:
        raise Refused(Reason(_("Masa sanggah paling lama %(n)d hari.") % {"n": MOST_DAYS}, "objection_days"))
    draft.decree, draft.decree_on = typed.decree.strip()[:120], typed.decree_on
    draft.note, draft.objection_days = typed.note.strip()[:LONGEST_TEXT], typed.objection_days
    draft.reasons, draft.left_out = _texts(typed.reasons), _texts(typed.left_out)
    draft.reason_for_others = typed.reason_for_others.strip()[:LONGEST_TEXT]
    draft.reason_left_out = typed.reason_left_out.strip()[:LONGEST_TEXT]
    draft.edited_by, draft.edited_at = by, now
    draft.sha256 = next_list(draft.competition, stage, draft).sha256
    draft.save()
    return draft


def _texts(given: Mapping[str, str] | None) -> dict[str, str]:
    return {code: text.strip()[:LONGEST_TEXT] for code, text in (given or {}).items() if text.strip()}


def _hear_objections(
    competition: Competition, stage: Stage, draft: ListDraft, *, by: Any, now: datetime
) -> datetime | None:
    """Put the time for objecting into the calendar; None where none are heard."""
    window = window_of(competition, WindowKind.OBJECTION, stage.id)
    until = objections_until(draft.objection_days, window, now)
    if until is None:
        return None
    if window is None:
        set_window(competition, span=Span(WindowKind.OBJECTION, stage.id, now, until), by=by, now=now)
    elif until != window.closes_at or now < window.opens_at:
        why = draft.note or _("Daftar %(stage)s diumumkan.") % {"stage": stage_label(competition, stage.id)}
        opens = min(now, window.opens_at)
        move_window(window, opens_at=opens, closes_at=until, decree=draft.decree, by=by, now=now, reason=why)
    return until


def _row(announcement: Announcement, line: Line) -> AnnouncementLine:
    return AnnouncementLine(
        announcement=announcement, proposal_id=line.proposal_id, order=line.order, code=line.code, title=line.title,
        agency_name=line.agency_name, agency_kind=line.agency_kind, province=line.province, group=line.group,
        category=line.category, outcome=line.outcome, reasons=list(line.reasons), explanation=line.explanation,
        outcome_before=line.outcome_before, change=line.change, change_reason=line.change_reason,
        award=line.award, award_label=line.award_label[:200],
    )  # fmt: skip


def _conclude(stage: Stage, found: NextList, now: datetime) -> None:
    """Let the outcomes of the stage be those of the list."""
    gone = [line.proposal_id for line in found.lines if line.change == LineChange.LEFT]
    StageOutcome.objects.filter(stage=stage.id, proposal__in=gone).delete()
    StageOutcome.objects.bulk_create(
        [
            StageOutcome(
                proposal_id=line.proposal_id, stage=stage.id, outcome=line.outcome, reasons=list(line.reasons),
                explanation=line.explanation, award=line.award, at=now,
            )
            for line in found.lines
            if line.change != LineChange.LEFT
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["proposal", "stage"],
        update_fields=["outcome", "reasons", "explanation", "award", "at"],
    )  # fmt: skip
