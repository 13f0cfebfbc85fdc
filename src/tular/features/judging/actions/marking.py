"""The evaluator's own work: opening a reading, marking, handing in, reopening, not judging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.rulebook.scoring import Unfit
from tular.engines.workflow import choice
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.actions.differences import look_at
from tular.features.judging.choices import AssignmentState
from tular.features.judging.flow import MOVES, READING
from tular.features.judging.models import Assignment, ScoreSheet, SheetSave
from tular.features.judging.queries.marks import GENERAL, LONGEST_COMMENT, Asked, mark_typed, total_of
from tular.features.judging.queries.sheets import (
    asked_for,
    barred,
    is_locked,
    missing_marks,
    review_of,
    sheet_of,
    standing_of,
)
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.once.actions import keep_aside, keep_save
from tular.foundation.once.merging import merge
from tular.foundation.once.sittings import content_at, goes_on

PAGE = 40
"""Letters of a page's token that are kept."""

LONGEST_STRETCH = 4 * 60 * 60
"""Seconds that one save can tell at most; nobody reads longer without a pause."""

Cell = dict[str, Any]
"""{"mark": decimal as text, "" or None, "comment": text}; of the whole only {"comment": text}."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells beside the mark: its token, `seconds` spent since the last save, and whether it `settles`:
    of what was kept twice this holds, also where it is what held before; the history tells of the choice.
    """

    token: str = ""
    seconds: int = 0
    settles: bool = False


UNKNOWN_PAGE = Page()


@dataclass(frozen=True, slots=True)
class Saved:
    """The criterion is kept as number `version`; fields of `merged` were taken over from another device."""

    version: int
    at: datetime
    cell: Cell
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another device saved the same first; or (`why`) nothing may be written now. Both are kept."""

    version: int
    theirs: Cell
    mine: Cell
    merged: Cell
    why: str = ""


@action("judging.open_reading", gettext_lazy("Membuka bacaan"))
def open_reading(reading: Assignment, *, by: Any, now: datetime, reason: str = "") -> ScoreSheet:
    """Note when it was first opened, and lay out a sheet. Where readers talked after handing in, one of a new round.

    The sheet of a new round begins with the marks of the round before, which stays as it is.
    """
    if reading.opened_at is None:
        reading.opened_at = now
        reading.save(update_fields=["opened_at"])
    sheet = sheet_of(reading)
    if sheet is None:
        return ScoreSheet.objects.create(assignment=reading)
    if sheet.handed_in_at is not None and reading.state == AssignmentState.ASSIGNED:
        return ScoreSheet.objects.create(
            assignment=reading, round=sheet.round + 1, content=sheet.content,
            versions=dict.fromkeys(sheet.content, 1),
        )  # fmt: skip
    return sheet


@action("judging.mark", gettext_lazy("Memberi nilai"), on_trail=False)
def mark(
    sheet: ScoreSheet, *, by: Any, now: datetime, section: str, content: Mapping[str, Any], base: int,
    page: Page = UNKNOWN_PAGE,
) -> Saved | Conflict:  # fmt: skip
    """Keep the mark and comment of a criterion as a page shows them; `base` is the number on which they were written.

    `content` may hold only one of the two: the other stays. What two devices changed apart is merged; what both
    changed is kept beside the first, and the answer is a `Conflict`. So is what comes when nothing may be written any
    more, such as from a device that was offline at the close. Seconds count up to what has gone by since the reading
    was opened. Raises `Refused` for a mark that cannot be.
    """
    reading = sheet.assignment
    held: Cell = sheet.content.get(section) or {}
    version: int = sheet.versions.get(section, 0)
    saves = sheet.history.filter(section=section)
    token = page.token[:PAGE]
    former = held if base == version else content_at(saves, base)
    mine = {**(held if former is None else former), **_clean(asked_for(reading), section, content)}
    if why := _barred(sheet, reading, by, now):
        if mine != held:
            keep_aside(saves, held, sheet=sheet, section=section, version=version, after=mine, by=by, at=now)
        return Conflict(version, held, mine, mine, why)
    _count_seconds(sheet, page.seconds, now)
    merged: tuple[str, ...] = ()
    if base != version and held != mine and not goes_on(saves, base, token):
        found = merge(former, held, mine)
        if found.disputed:
            keep_aside(saves, held, sheet=sheet, section=section, version=version, after=mine, by=by, at=now)
            return Conflict(version, held, mine, found.union)
        mine, merged = found.union, found.taken
    if not page.settles and (held == mine or (not held and not any(mine.values()) and None not in mine.values())):
        sheet.save(update_fields=["seconds"])
        return Saved(version, now, held, merged)
    sheet.content[section] = mine
    sheet.versions[section] = version + 1
    sheet.saved_at = now
    sheet.save(update_fields=["content", "versions", "saved_at", "seconds"])
    keep_save(
        saves, held, alone=_changes_mark, sheet=sheet, section=section, version=version + 1, after=mine, by=by, at=now,
        page=token,
    )  # fmt: skip
    return Saved(version + 1, now, mine, merged)


@action("judging.hand_in", gettext_lazy("Menyerahkan lembar nilai"))
def hand_in(reading: Assignment, *, by: Any, now: datetime, reason: str = "") -> ScoreSheet:
    """Hand the sheet in with the total that the rulebook makes of it. The trail keeps it as it was handed in."""
    found = sheet_of(reading)
    sheet = ScoreSheet.objects.select_for_update().get(pk=found.pk) if found else None
    asked = asked_for(reading)
    standing = standing_of(reading, sheet, now)
    asked_move = choice(READING, "judging.hand_in", reading.state, standing.facts)
    if reading.state != AssignmentState.ASSIGNED:
        raise Refused(_("Lembar nilai ini sudah diserahkan atau ditarik. Muat ulang halamannya."))
    if not asked_move.is_open or asked is None or sheet is None:
        reasons = [Reason(text) for need, text in standing.against.items() if need != "complete"]
        if asked is not None:
            content = sheet.content if sheet else {}
            reasons += [Reason(text, criterion) for criterion, text in missing_marks(asked, content)]
        elif "complete" in standing.against:
            reasons.append(Reason(standing.against["complete"]))
        raise Refused(*reasons)
    try:
        score = total_of(asked, sheet.content)
    except Unfit as error:
        raise Refused(_("Nilai ini tidak dapat dijumlahkan menurut buku aturan: %(why)s.") % {"why": error}) from None
    sheet.total, sheet.rulebook, sheet.handed_in_at = format(score.total, "f"), _rulebook(reading), now
    sheet.save()
    _move(reading, "judging.hand_in", now)
    look_at(reading.entry, now)
    return sheet


@action("judging.reopen_sheet", gettext_lazy("Membuka lagi lembar nilai"))
def reopen_sheet(reading: Assignment, *, by: Any, now: datetime, reason: str = "") -> ScoreSheet:
    """Let a sheet that was handed in be changed again; what it was stays in the trail and in its history.

    Its evaluator may while not all readers of the proposal have handed in; afterwards the organiser alone, with a
    reason that the evaluator reads.
    """
    own = reading.evaluator.person_id == by.pk
    found = sheet_of(reading)
    if reading.state != AssignmentState.DONE or found is None:
        raise Refused(_("Lembar nilai ini belum diserahkan, jadi masih dapat diubah."))
    sheet = ScoreSheet.objects.select_for_update().get(pk=found.pk)
    standing = standing_of(reading, sheet, now)
    if "running" in standing.against:
        raise Refused(standing.against["running"])
    if own and is_locked(reading):
        raise Refused(_("Lembar nilai ini sudah dikunci. Bila ada yang keliru, mintalah penyelenggara membukanya."))
    if not own and not reason.strip():
        raise Refused(Reason(_("Tulis mengapa lembar nilai ini dibuka lagi; penilainya membaca alasan ini."), "alasan"))
    sheet.handed_in_at, sheet.total, sheet.rulebook = None, "", None
    sheet.reopened_reason = reason.strip()
    sheet.save()
    _move(reading, "judging.reopen_sheet", now)
    if not own:
        notify(
            [reading.evaluator.person], "judging.reopened", path=f"/penilaian/{reading.pk}", now=now,
            number=f"{reading.entry.number:04d}", reason=sheet.reopened_reason,
        )  # fmt: skip
    return sheet


@action("judging.abstain", gettext_lazy("Tidak menilai"))
def abstain(reading: Assignment, *, by: Any, now: datetime, reason: str = "") -> Assignment:
    """Say that one does not judge a proposal, and why. The organiser is told, and gives it to somebody else."""
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa Anda tidak menilai usulan ini."), "alasan"))
    if reading.state != AssignmentState.ASSIGNED:
        raise Refused(_("Bacaan ini sudah tidak pada Anda. Muat ulang halamannya."))
    _move(reading, "judging.abstain", now, reason.strip())
    review = review_of(reading)
    notify(
        runners_of(review.competition), "judging.abstained", now=now,
        path=f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}",
        evaluator=reading.evaluator.number, number=f"{reading.entry.number:04d}", reason=reading.state_reason,
        competition=review.competition.title,
    )  # fmt: skip
    return reading


def _move(reading: Assignment, name: str, now: datetime, reason: str = "") -> None:
    reading.state, reading.state_at, reading.state_reason = AssignmentState(MOVES[name].target), now, reason
    reading.save(update_fields=["state", "state_at", "state_reason"])


def _rulebook(reading: Assignment) -> Any:
    return review_of(reading).competition.rulebook


def _barred(sheet: ScoreSheet, reading: Assignment, by: Any, now: datetime) -> str:
    """Why nothing may be written on this sheet: a later round, or see `barred`."""
    if sheet.handed_in_at is not None:
        return _("Lembar nilai ini sudah diserahkan.")
    return barred(reading, by, now)


def _clean(asked: Asked | None, section: str, content: Mapping[str, Any]) -> Cell:
    """What was told, as it is kept. Raises `Refused` for a mark outside its scale and for an unknown criterion."""
    found: Cell = {}
    if "comment" in content:
        found["comment"] = str(content["comment"] or "")[:LONGEST_COMMENT]
    criterion = asked.criterion(section) if asked else None
    if section == GENERAL:
        return found
    if criterion is None or criterion.scale is None:
        raise Refused(_("Kriteria ini tidak dikenal. Yang Anda ketik masih ada di halaman ini."))
    if "mark" in content:
        if content["mark"] is None:
            found["mark"] = None
        else:
            value, wrong = mark_typed(str(content["mark"]), criterion.scale)
            if wrong:
                raise Refused(Reason(wrong, "mark"))
            found["mark"] = value
    return found


def _changes_mark(save: SheetSave) -> bool:
    """Every change of a mark stays in the history; of comments each sitting does."""
    before, after = save.before or {}, save.after or {}
    return ("mark" in before, before.get("mark")) != ("mark" in after, after.get("mark"))


def _count_seconds(sheet: ScoreSheet, told: int, now: datetime) -> None:
    """Add what the page tells, never more than the server's clock allows."""
    opened = sheet.assignment.opened_at or now
    most = max(0, int((now - opened).total_seconds()) - sheet.seconds)
    sheet.seconds += min(max(told, 0), LONGEST_STRETCH, most)
