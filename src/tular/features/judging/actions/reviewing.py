"""The judging of a stage: prepared, started, closed; and which proposals are in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.workflow import choice
from tular.features.competitions.models import Competition
from tular.features.judging import permissions  # noqa: F401 - registers who may do all this
from tular.features.judging.choices import ReviewState
from tular.features.judging.flow import MOVES, REVIEW
from tular.features.judging.models import Entry, Review
from tular.features.judging.queries.entrants import entrants
from tular.features.judging.queries.rules import MARKED, reading_rule, stage_of
from tular.features.judging.queries.standing import standing_of
from tular.features.proposals.models import ProposalVersion
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.rulebooks.versions import rules_of

MOST_READINGS, MOST_LOAD, MOST_MINUTES = 20, 1000, 600
BATCH = 500

NOT_HERE = {
    "judging.start": gettext_lazy("Penilaian ini sudah dimulai."),
    "judging.close": gettext_lazy("Hanya penilaian yang sedang berjalan dapat ditutup."),
    "judging.reopen": gettext_lazy("Hanya penilaian yang sudah ditutup dapat dibuka lagi."),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a stage is judged, as the secretariat plans it; see `Review`."""

    readings: int
    minimum: int
    maximum: int
    bridges: int = 0
    minutes: int = 30
    days_off: tuple[date, ...] = ()


@action("judging.prepare", gettext_lazy("Menyiapkan penilaian"))
def prepare(
    competition: Competition, *, stage: str, by: Any, now: datetime, settings: Settings | None = None, reason: str = ""
) -> Review:
    """Begin the judging of a stage: seen by the organiser alone until it starts. Proposals come from the list before.

    Without `settings` the rulebook's number of readings, and loads that the secretariat changes later.
    """
    found = rules_of(competition.rulebook).stage(stage)
    if found is None or found.kind not in MARKED:
        raise Refused(_("Tahap ini tidak dinilai dengan angka menurut buku aturannya."))
    if Review.objects.filter(competition=competition, stage=stage).exists():
        raise Refused(_("Penilaian tahap ini sudah disiapkan. Muat ulang halamannya."))
    rule = reading_rule(found)
    told = settings or Settings(rule.readings, 0, MOST_LOAD)
    review = Review(competition=competition, stage=stage, state_at=now, created_by=by, created_at=now)
    _set(review, told)
    renew_entries(review, now=now, reason=_("Tidak ada dalam daftar tahap sebelumnya."))
    return review


@action("judging.change", gettext_lazy("Mengubah rencana penilaian"))
def change(review: Review, *, settings: Settings, by: Any, now: datetime, reason: str = "") -> Review:
    """Other readings, loads, bridges or minutes. What was assigned stays; the next plan follows them."""
    if review.state == ReviewState.CLOSED:
        raise Refused(_("Penilaian ini sudah ditutup; rencananya tidak diubah lagi."))
    _set(review, settings)
    return review


@action("judging.start", gettext_lazy("Memulai penilaian"))
def start(review: Review, *, by: Any, now: datetime, reason: str = "") -> Review:
    """Evaluators see from now on what they read."""
    return _move(review, "judging.start", now)


@action("judging.close", gettext_lazy("Menutup penilaian"))
def close(review: Review, *, by: Any, now: datetime, reason: str = "") -> Review:
    """No mark changes any more. Refused while something is unread or a difference is open."""
    return _move(review, "judging.close", now)


@action("judging.reopen", gettext_lazy("Membuka lagi penilaian"))
def reopen(review: Review, *, by: Any, now: datetime, reason: str = "") -> Review:
    """Evaluators may go on. The reason is read by everybody who sees the result."""
    if not reason.strip():
        raise Refused(Reason(_("Tulis mengapa penilaian dibuka lagi."), "alasan"))
    return _move(review, "judging.reopen", now, reason.strip())


def renew_entries(review: Review, *, now: datetime, reason: str) -> None:
    """Let the entries be the proposals of the list announced last. Those that left say why, and keep their marks."""
    wanted = entrants(review.competition, review.stage)
    if wanted is None:
        return
    held = {one.proposal_id: one for one in review.entries.all()}
    latest = dict(ProposalVersion.objects.filter(proposal__in=wanted).values_list("proposal").annotate(last=Max("pk")))
    number = review.entries.aggregate(last=Max("number"))["last"] or 0
    new, changed = [], []
    for proposal in _numbered(review, wanted):
        if proposal not in latest:
            continue
        entry = held.pop(proposal, None)
        if entry is None:
            number += 1
            new.append(
                Entry(
                    review=review, proposal_id=proposal, submission_id=latest[proposal], number=number, admitted_at=now
                )
            )
        elif entry.left_at is not None:
            entry.left_at, entry.left_reason = None, ""
            changed.append(entry)
    for entry in held.values():
        if entry.left_at is None:
            entry.left_at, entry.left_reason = now, reason
            changed.append(entry)
    Entry.objects.bulk_create(new, batch_size=BATCH)
    Entry.objects.bulk_update(changed, ["left_at", "left_reason"], batch_size=BATCH)


def _numbered(review: Review, wanted: list[int]) -> list[int]:
    """The order in which entries get their numbers: where their agencies are hidden, not that of the public list.

    The key of the installation decides, so that nobody else can compute it.
    """
    if not stage_of(review).blind:
        return wanted
    key = f"judging.entry {review.pk}"
    return sorted(wanted, key=lambda pk: salted_hmac(key, str(pk), algorithm="sha256").digest())


def _set(review: Review, told: Settings) -> None:
    wrong = []
    if not 1 <= told.readings <= MOST_READINGS:
        wrong.append(Reason(_("Isi berapa penilai membaca setiap proposal: 1 sampai 20."), "readings"))
    if told.maximum > MOST_LOAD or told.maximum < 1:
        wrong.append(Reason(_("Isi bacaan terbanyak seorang penilai: 1 sampai 1.000."), "maximum"))
    if told.minimum > told.maximum:
        wrong.append(Reason(_("Bacaan paling sedikit tidak boleh melebihi yang paling banyak."), "minimum"))
    if not 1 <= told.minutes <= MOST_MINUTES:
        wrong.append(Reason(_("Isi perkiraan lama membaca satu proposal dalam menit: 1 sampai 600."), "minutes"))
    if wrong:
        raise Refused(*wrong)
    review.readings, review.minimum, review.maximum = told.readings, told.minimum, told.maximum
    review.bridges, review.minutes = told.bridges, told.minutes
    review.days_off = sorted({day.isoformat() for day in told.days_off})
    review.save()


def _move(review: Review, name: str, now: datetime, reason: str = "") -> Review:
    """Make the move and save it. Raises `Refused` with every rule that stands in the way."""
    step = MOVES[name]
    if review.state not in step.sources:
        raise Refused(str(NOT_HERE[name]))
    standing = standing_of(review, now)
    asked = choice(REVIEW, name, review.state, standing.facts)
    if not asked.is_open:
        raise Refused(*(Reason(text) for need in asked.missing for text in standing.against[need]))
    review.state, review.state_at, review.state_reason = ReviewState(step.target), now, reason
    review.save()
    return review
