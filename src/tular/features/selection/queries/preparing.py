"""The page on which the next list is prepared, and until when agencies may object to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.competitions.queries.windows import window_of
from tular.features.proposals.queries.settled import CHECKLIST
from tular.features.selection.choices import ObjectionState
from tular.features.selection.models import ListDraft, Objection, Plenary
from tular.features.selection.queries.composing import NextList, checklists, next_list, stage_called
from tular.features.selection.queries.listing import Edition, editions_of
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Figure

LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class PreparingPage:
    """What the secretariat prepares: the list as it would be now, and what was typed for it so far."""

    competition: Competition
    stage: Stage
    draft: ListDraft | None
    next: NextList
    editions: list[Edition]
    objections_waiting: int
    until: datetime | None
    zone: str
    submission_until: datetime | None
    others: tuple[Stage, ...] = ()
    """Every stage that ends with a list, this one among them; empty where it is the only one."""

    @property
    def is_choice(self) -> bool:
        """Whether a plenary chooses, so that the words are of choosing rather than of passing."""
        return self.stage.kind != CHECKLIST

    @property
    def figures(self) -> list[Figure]:
        """How many pass, fail, are open, and changed."""
        found = self.next
        shown = [
            Figure(found.passed, _("lolos"), _("tampil untuk semua orang")),
            Figure(found.failed, _("tidak lolos"), _("dibaca instansinya; semua orang hanya melihat jumlahnya")),
            Figure(len(found.undecided), _("belum diputus"), _("proposal yang diajukan tetapi belum ada putusannya")),
        ]
        if self.is_choice:
            shown = [
                Figure(found.passed, _("terpilih"), _("tampil untuk semua orang")),
                Figure(found.failed, _("tidak terpilih"), _("hanya dibaca instansinya")),
            ]
        if found.before is not None:
            note = _("terhadap daftar nomor %(n)d") % {"n": found.before.number}
            shown.append(Figure(len(found.changed), _("berubah"), note))
        return shown

    @property
    def is_current(self) -> bool:
        """Whether nothing was decided since the draft was saved."""
        return self.draft is not None and self.draft.sha256 == self.next.sha256


def competition_run_by(person: Any, slug: str) -> Competition | None:
    """A competition that the person runs, with its rulebook at hand."""
    return competitions_run_by(person).filter(slug=slug).select_related("rulebook", "organiser").first()


def draft_of(competition: Competition, stage: str) -> ListDraft | None:
    """What was typed for the next list."""
    return ListDraft.objects.filter(competition=competition, stage=stage).first()


def preparing_page(competition: Competition, identity: str, now: datetime) -> PreparingPage | None:
    """The next list of a stage; without an id of the first checklist, else of the last plenary; None where is none."""
    listed = listed_stages(competition)
    stage = stage_called(competition, identity or ("" if checklists(competition) else _last_of(listed)))
    if stage is None:
        return None
    draft = draft_of(competition, stage.id)
    waiting = Objection.objects.filter(
        line__announcement__competition=competition, line__announcement__stage=stage.id, state=ObjectionState.WAITING
    )
    submission = window_of(competition, WindowKind.SUBMISSION)
    window = window_of(competition, WindowKind.OBJECTION, stage.id)
    return PreparingPage(
        competition=competition,
        stage=stage,
        draft=draft,
        next=next_list(competition, stage, draft),
        editions=editions_of(competition, stage.id),
        objections_waiting=waiting.count(),
        until=objections_until(draft.objection_days if draft else stage.objection_days, window, now),
        zone=window.zone if window else "Asia/Jakarta",
        submission_until=submission.closes_at if submission and submission.closes_at > now else None,
        others=tuple(listed) if len(listed) > 1 else (),
    )


def listed_stages(competition: Competition) -> list[Stage]:
    """The stages of which a list can be prepared now: checklists, and those whose plenary was opened. One query."""
    held = set(Plenary.objects.filter(competition=competition).values_list("stage", flat=True))
    stages = rules_of(competition.rulebook).stages
    return [one for one in stages if one.kind == CHECKLIST or one.id in held]


def _last_of(stages: list[Stage]) -> str:
    return stages[-1].id if stages else ""


def objections_until(days: int | None, window: Window | None, now: datetime) -> datetime | None:
    """The last minute of the day so many days from today, or what the calendar grants beyond it; None: unheard."""
    if days is None:
        return None
    zone = ZoneInfo(window.zone) if window else timezone.get_default_timezone()
    last = datetime.combine(now.astimezone(zone).date() + timedelta(days=days), LAST_MINUTE, zone)
    return max(last, window.closes_at) if window else last
