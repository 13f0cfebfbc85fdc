"""What evaluators wrote for those who applied, read with the organiser's eyes before anybody else does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Entry, Review, ScoreSheet
from tular.features.judging.queries.identities import identities_of
from tular.features.judging.queries.marks import GENERAL, asked_of
from tular.features.judging.queries.redaction import MASK, Identities, redacted
from tular.features.judging.queries.rules import rules_for, stage_of
from tular.features.judging.queries.sheets import WITH
from tular.features.selection.models import Announcement, FeedbackRelease, HeldComment
from tular.features.selection.queries.entering import decides
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Pages

PAGE = 20
"""Proposals on a page."""

ENTRY_WITH = tuple(name.removeprefix("entry__") for name in WITH if name.startswith("entry__"))
SHOWN = ("", "ditandai", "ditahan")
"""All comments, those in which the machine found names, those that are held back."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a criterion. `names`: it holds something by which a person can be known or reached."""

    sheet: ScoreSheet
    criterion: str
    label: str
    text: str
    names: bool
    held: HeldComment | None


@dataclass(frozen=True)
class CommentsPage:
    """The comments of a stage by proposal, and the figures of all."""

    review: Review
    stage: Stage
    announcement: Announcement | None
    release: FeedbackRelease | None
    rows: tuple[tuple[Entry, tuple[Comment, ...]], ...]
    pages: Pages
    shown: str
    words: str
    proposals: int
    comments: int
    held: int

    @cached_property
    def why_not(self) -> str:
        """What comes before the release, as a code: "open" (judging runs), "list" (nothing announced), "done"."""
        if self.release is not None:
            return "done"
        if self.review.state != "ditutup":
            return "open"
        return "" if self.announcement is not None else "list"


def review_called(competition: Competition, stage: str) -> Review | None:
    """The judging of a stage; without one the latest."""
    rows = Review.objects.filter(competition=competition).select_related("competition__rulebook")
    return rows.filter(stage=stage).first() if stage else rows.order_by("-pk").first()


def deciding_list(review: Review) -> Announcement | None:
    """The list that says what became of the stage: of itself, or else of the next one that decides."""
    this = stage_of(review)
    stages = [one for one in rules_of(review.competition.rulebook).stages if one.order >= this.order]
    rows = Announcement.objects.filter(competition=review.competition_id).order_by("-number")
    for stage in stages:
        found = rows.filter(stage=stage.id).first()
        if found is not None:
            return found
        if decides(stage):
            return None
    return None


def sheets_of(review: Review, entries: Iterable[int] | None = None) -> dict[int, list[ScoreSheet]]:
    """Entry → the sheets that were handed in, of each reader the last round."""
    last = ScoreSheet.objects.filter(assignment=OuterRef("assignment"), handed_in_at__isnull=False).order_by("-round")
    rows = ScoreSheet.objects.filter(
        assignment__entry__review=review, assignment__state=AssignmentState.DONE, pk=Subquery(last.values("pk")[:1])
    ).select_related("assignment__evaluator__panel")
    if entries is not None:
        rows = rows.filter(assignment__entry__in=list(entries))
    found: dict[int, list[ScoreSheet]] = defaultdict(list)
    for row in rows.order_by("assignment_id"):
        found[row.assignment.entry_id].append(row)
    return found


def labels_of(review: Review, group: str) -> dict[str, str]:
    """Criterion → what it is called, in order, and the comment on the whole at the end."""
    asked = asked_of(rules_for(review), review.stage, group)
    return {one.id: one.label for one in asked.criteria} | {GENERAL: ""} if asked else {GENERAL: ""}


def texts_of(sheet: ScoreSheet) -> dict[str, str]:
    """Criterion → comment, where there is one."""
    return {
        str(name): text
        for name, cell in sheet.content.items()
        if isinstance(cell, Mapping) and (text := str(cell.get("comment") or "").strip())
    }


def comments_page(competition: Competition, stage: str, shown: str, words: str, asked: str) -> CommentsPage | None:
    """The comments, 20 proposals a page; None where nothing is judged. All sheets are read once for the figures."""
    review = review_called(competition, stage)
    if review is None:
        return None
    entries = list(
        Entry.objects.filter(review=review, left_at__isnull=True).select_related(*ENTRY_WITH).order_by("number")
    )
    sheets = sheets_of(review)
    held = {(row.sheet_id, row.criterion): row for row in HeldComment.objects.filter(
        sheet__assignment__entry__review=review
    ).select_related("by")}  # fmt: skip
    judges = judges_of(review)
    wanted = [
        entry for entry in entries
        if _matches(entry, sheets.get(entry.pk, ()), shown, words, held, judges)
    ]  # fmt: skip
    pages = Pages.read(asked, len(wanted), PAGE)
    here = wanted[pages.start : pages.start + PAGE]
    who = identities_of(here)
    labels = {group: labels_of(review, group) for group in {entry.proposal.group for entry in here}}
    rows = []
    for entry in here:
        names = Identities(people=tuple(sorted({*who[entry.pk].people, *judges})))
        found = _comments(sheets.get(entry.pk, ()), labels[entry.proposal.group], names, held)
        rows.append((entry, tuple(one for one in found if _is_shown(one, shown))))
    return CommentsPage(
        review, stage_of(review), deciding_list(review),
        FeedbackRelease.objects.filter(competition=competition, stage=review.stage).select_related("by").first(),
        tuple(rows), pages, shown, words, len(entries),
        sum(len(texts_of(one)) for entry in entries for one in sheets.get(entry.pk, ())), len(held),
    )  # fmt: skip


def judges_of(review: Review) -> tuple[str, ...]:
    """The names of all who judge there."""
    return tuple(sorted(str(one.person) for one in review.evaluators.select_related("person")))


def names_somebody(text: str, who: Identities) -> bool:
    """Whether the machine finds a person, or a way to reach one, in a text."""
    return MASK in redacted(text, who)


def _comments(
    sheets: Iterable[ScoreSheet],
    labels: Mapping[str, str],
    who: Identities,
    held: Mapping[tuple[int, str], HeldComment],
) -> list[Comment]:
    found = []
    for name, label in labels.items():
        for sheet in sheets:
            if text := texts_of(sheet).get(name):
                found.append(Comment(sheet, name, label, text, names_somebody(text, who), held.get((sheet.pk, name))))
    return found


def _is_shown(one: Comment, shown: str) -> bool:
    return {"ditandai": one.names, "ditahan": one.held is not None}.get(shown, True)


def _matches(
    entry: Entry, sheets: Iterable[ScoreSheet], shown: str, words: str, held: Mapping[tuple[int, str], Any],
    judges: tuple[str, ...],
) -> bool:  # fmt: skip
    """Whether the proposal has a comment of that sort; of flagged ones the judges' names alone are looked for here."""
    texts = [(sheet.pk, name, text) for sheet in sheets for name, text in texts_of(sheet).items()]
    if words:
        asked = words.casefold().split()
        whole = " ".join([entry.proposal.title, entry.proposal.code, *(text for _pk, _name, text in texts)]).casefold()
        if not all(word in whole for word in asked):
            return False
    if shown == "ditahan":
        return any((pk, name) in held for pk, name, _text in texts)
    if shown == "ditandai":
        return any(names_somebody(text, Identities(people=judges)) for _pk, _name, text in texts)
    return True
