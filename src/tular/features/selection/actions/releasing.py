"""Holding comments back, and giving the feedback of a stage to all who applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Review, ScoreSheet
from tular.features.judging.queries.rules import rules_for
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.models import Feedback, FeedbackRelease, HeldComment
from tular.features.selection.queries.comments import deciding_list, review_called, texts_of
from tular.features.selection.queries.feedback import composed
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.told import Told, admins_by_agency, writers_by_proposal
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.jobs.actions import start
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.models import Notice

BATCH = 500


@action("selection.hold_comment", gettext_lazy("Menahan komentar"))
def hold_comment(sheet: ScoreSheet, *, criterion: str, by: Any, now: datetime, reason: str = "") -> HeldComment:
    """Keep a comment from those who applied. It stays as it was written; nobody edits it."""
    _unreleased(sheet.assignment.entry.review)
    if criterion not in texts_of(sheet):
        raise Refused(_("Tidak ada komentar pada kriteria ini."))
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa komentar ini ditahan."), "reason"))
    if sheet.held_comments.filter(criterion=criterion).exists():
        raise Refused(_("Komentar ini sudah ditahan."))
    return HeldComment.objects.create(sheet=sheet, criterion=criterion, reason=reason.strip()[:2000], by=by, at=now)


@action("selection.let_comment", gettext_lazy("Meneruskan komentar yang ditahan"))
def let_comment(sheet: ScoreSheet, *, criterion: str, by: Any, now: datetime, reason: str = "") -> ScoreSheet:
    """Let a comment through that was held back."""
    _unreleased(sheet.assignment.entry.review)
    if not sheet.held_comments.filter(criterion=criterion).delete()[0]:
        raise Refused(_("Komentar ini tidak sedang ditahan."))
    return sheet


@action("selection.release_feedback", gettext_lazy("Melepas umpan balik"))
def release_feedback(
    competition: Competition, *, stage: str, by: Any, now: datetime, reason: str = ""
) -> FeedbackRelease:
    """Give every applicant of a stage, chosen or not, what its evaluators said; frozen, and never taken back.

    Refused while the stage is judged, before the list that follows from it is announced, and the second time.
    """
    review = review_called(competition, stage)
    if review is None:
        raise Refused(_("Pada tahap ini tidak ada penilaian."))
    _unreleased(review)
    if review.state != ReviewState.CLOSED:
        raise Refused(_("Penilaian tahap ini belum ditutup, jadi umpan baliknya belum dapat dilepas."))
    announcement = deciding_list(review)
    if announcement is None:
        raise Refused(_("Hasil tahap ini belum diumumkan. Umpan balik dilepas sesudah daftarnya terbit."))
    held = HeldComment.objects.filter(sheet__assignment__entry__review=review).count()
    told = list(composed(review))
    comments = sum(_comments_in(content) for _entry, content in told)
    release = FeedbackRelease.objects.create(
        competition=competition, stage=review.stage, announcement=announcement, shows=rules_for(review).feedback.shows,
        proposals=len(told), comments=comments, held=held, by=by, at=now,
    )  # fmt: skip
    Feedback.objects.bulk_create(
        [Feedback(release=release, proposal_id=entry.proposal_id, content=content) for entry, content in told],
        batch_size=BATCH,
    )
    title = _("Memberi tahu tentang umpan balik: %(competition)s") % {"competition": competition.title}
    start("selection.tell_feedback", by=by, title=title, arguments={"release": release.pk}, now=now)
    return release


def _unreleased(review: Review) -> None:
    if FeedbackRelease.objects.filter(competition=review.competition_id, stage=review.stage).exists():
        raise Refused(_("Umpan balik tahap ini sudah dilepas dan tidak dapat diubah lagi."))


def _comments_in(content: dict[str, Any]) -> int:
    return len(content["general"]) + sum(len(one["comments"]) for one in content["criteria"])


def tell_of_feedback(release: FeedbackRelease, progress: Callable[[int, int], None]) -> int:
    """Writers hear of each proposal of theirs, local admins once for all; how many proposals.

    Whoever has the notice already is passed over, so that a second run tells only whom the first did not reach.
    """
    competition = release.competition
    proposals = [one.proposal for one in release.feedback.select_related("proposal")]
    known = set(Notice.objects.filter(kind="selection.feedback", at=release.at).values_list("person", "path"))
    values = {"competition": competition.title, "stage": stage_label(competition, release.stage)}
    rows = [Told(one.pk, one.code, one.title, one.agency_id, one.unit_id, "") for one in proposals]
    writers = writers_by_proposal(rows)
    for done, row in enumerate(rows):
        progress(done, len(rows))
        path = f"/proposal/{row.code}/umpan-balik"
        people = [one for one in writers[row.proposal_id] if (one.pk, path) not in known]
        notify(people, "selection.feedback", path=path, now=release.at, title=row.title, **values)
    admins = admins_by_agency(list({row.agency_id for row in rows}))
    by_admin = {admin for people in admins.values() for admin in people}
    admins_told = [admin for admin in by_admin if (admin.pk, "/umpan-balik") not in known]
    notify(admins_told, "selection.feedback", path="/umpan-balik", now=release.at, title=competition.title, **values)
    return len(rows)
