"""The public rating of a stage: opened, closed, opened again; and which proposals are in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.workflow import choice
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.windows import window_of
from tular.features.judging.queries.entrants import entrants
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.people import both_sides_of
from tular.features.ratings import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.ratings.choices import RatingState
from tular.features.ratings.flow import MOVES, RATING
from tular.features.ratings.models import PublicRating, RatedEntry
from tular.features.ratings.queries.rules import questions_in, stage_in, window_for
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

BATCH = 500

NOT_HERE = {
    "ratings.close": gettext_lazy("Penilaian masyarakat ini sudah ditutup."),
    "ratings.reopen": gettext_lazy("Hanya penilaian yang sudah ditutup, dan belum diumumkan, dapat dibuka lagi."),
    "ratings.release": gettext_lazy("Hanya penilaian yang sudah ditutup dapat diumumkan, dan hanya sekali."),
}
NEEDS = {
    "over": gettext_lazy("Waktunya menurut kalender belum berakhir."),
    "in_window": gettext_lazy("Waktunya menurut kalender sudah berakhir. Geser dulu penutupannya di kalender."),
    "computed": gettext_lazy("Hasilnya belum dihitung sesudah perubahan terakhir. Hitung dulu."),
}


@action("ratings.open", gettext_lazy("Membuka penilaian masyarakat"))
def open_rating(competition: Competition, *, stage: str, by: Any, now: datetime, reason: str = "") -> PublicRating:
    """Let the public rate the entrants of a stage, in its window of the calendar."""
    found = stage_in(competition, stage)
    if found is None:
        raise Refused(_("Buku aturannya tidak punya tahap penilaian oleh masyarakat."))
    if PublicRating.objects.filter(competition=competition).exists():
        raise Refused(_("Penilaian masyarakat sudah dibuka. Muat ulang halamannya."))
    window = window_of(competition, WindowKind.STAGE, stage)
    if window is None:
        raise Refused(_("Tetapkan dulu waktu tahap ini di kalender kompetisi."))
    if window.closes_at <= now:
        raise Refused(_("Waktu tahap ini di kalender sudah berakhir. Geser dulu penutupannya."))
    if not entrants(competition, stage):
        raise Refused(_("Belum ada proposal yang dinilai: umumkan dulu daftar tahap sebelumnya."))
    questions, by_rulebook = questions_in(found)
    rating = PublicRating.objects.create(
        competition=competition, stage=stage, state_at=now, questions=questions, by_rulebook=by_rulebook,
        opened_by=by, opened_at=now,
    )  # fmt: skip
    renew_entries(rating, now=now)
    for entry in rating.entries.select_related("proposal__agency", "proposal__unit"):
        notify(
            both_sides_of(entry.proposal), "ratings.opened", path=f"/kompetisi/{competition.slug}/kebermanfaatan",
            now=now, title=entry.proposal.title, competition=competition.title,
        )  # fmt: skip
    return rating


@action("ratings.close", gettext_lazy("Menutup penilaian masyarakat"))
def close(rating: PublicRating, *, by: Any, now: datetime, reason: str = "") -> PublicRating:
    """Nothing comes in any more; what was confirmed is looked at and computed."""
    renew_entries(rating, now=now)
    return move(rating, "ratings.close", now)


@action("ratings.reopen", gettext_lazy("Membuka lagi penilaian masyarakat"))
def reopen(rating: PublicRating, *, by: Any, now: datetime, reason: str = "") -> PublicRating:
    """People may rate again, since the calendar's end was moved."""
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa penilaian dibuka lagi."), "alasan"))
    return move(rating, "ratings.reopen", now, reason.strip())


def renew_entries(rating: PublicRating, *, now: datetime) -> None:
    """Let the entries be the proposals of the list announced last, without those that were withdrawn."""
    wanted = entrants(rating.competition, rating.stage)
    if wanted is None:
        return
    held = {one.proposal_id: one for one in rating.entries.all()}
    standing = set(Proposal.objects.filter(pk__in=wanted, state=ProposalState.SUBMITTED).values_list("pk", flat=True))
    new = [RatedEntry(rating=rating, proposal_id=pk, admitted_at=now) for pk in wanted if pk in standing - set(held)]
    changed = []
    for pk, entry in held.items():
        if pk in standing and entry.left_at is not None:
            entry.left_at, entry.left_reason = None, ""
            changed.append(entry)
        elif pk not in standing and entry.left_at is None:
            entry.left_at, entry.left_reason = now, _("Ditarik pengusulnya, atau tidak ada lagi dalam daftar.")
            changed.append(entry)
    RatedEntry.objects.bulk_create(new, batch_size=BATCH)
    RatedEntry.objects.bulk_update(changed, ["left_at", "left_reason"], batch_size=BATCH)


def move(
    rating: PublicRating, name: str, now: datetime, reason: str = "", facts: Mapping[str, bool] | None = None
) -> PublicRating:
    """Make the move and save it. Raises `Refused` with what stands in the way."""
    step = MOVES[name]
    if rating.state not in step.sources:
        raise Refused(str(NOT_HERE[name]))
    window = window_for(rating)
    is_open = window is not None and window.opens_at <= now < window.closes_at
    known = {"over": window is None or now >= window.closes_at, "in_window": is_open, **(facts or {})}
    asked = choice(RATING, name, rating.state, {need for need, holds in known.items() if holds})
    if not asked.is_open:
        raise Refused(*(str(NEEDS[need]) for need in asked.missing))
    rating.state, rating.state_at, rating.state_reason = RatingState(step.target), now, reason
    rating.save()
    return rating
