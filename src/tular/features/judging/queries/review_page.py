"""The organiser's page of a review: where it stands, whose turn it is, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook.competition import Stage
from tular.engines.workflow import Flow, choice
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.visibility import competitions_run_by
from tular.features.judging.choices import HELD, AssignmentState, ReviewState
from tular.features.judging.models import (
    Assignment,
    Conflict,
    Disclosure,
    Entry,
    Evaluator,
    IntegrityPact,
    Panel,
    Review,
)
from tular.features.judging.queries.conflicts import standing_in, to_be_looked_at
from tular.features.judging.queries.pact import asks_pact
from tular.features.judging.queries.rules import marked_stages, reading_rule, stage_of
from tular.features.judging.queries.standing import standing_of, window_for
from tular.features.judging.queries.visibility import reviews_run_by
from tular.foundation.ui.shapes import Figure, Kind

KINDS: dict[str, Kind] = {ReviewState.PREPARED: "part", ReviewState.RUNNING: "info", ReviewState.CLOSED: "ok"}


@dataclass(frozen=True, slots=True)
class Step:
    """A move of the review: whether it is open, and else every sentence that stands in the way."""

    name: str
    against: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be made now."""
        return not self.against


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page. `turn` says who has to do what, `until` until when in words ("" where the calendar is silent)."""

    review: Review
    competition: Competition
    stage: Stage
    base: str
    state: str
    kind: Kind
    turn: str
    until: str
    opens: str
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    unsigned: int
    to_look: int
    asks_pact: bool
    by_rulebook: int

    @property
    def is_closed(self) -> bool:
        """Whether nothing changes any more."""
        return self.review.state == ReviewState.CLOSED


@dataclass(frozen=True, slots=True)
class StageLine:
    """A marked stage on the organiser's page of the competition; without a review it may be prepared."""

    id: str
    label: str
    base: str
    kind: Kind
    state: str
    is_there: bool
    note: str


def base_of(review: Review) -> str:
    """Address of the organiser's page of a review."""
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}"


def review_for(person: Any, slug: str, stage: str) -> Review | None:
    """The review, for whoever runs its competition; None for everybody else. One query beside their roles."""
    rows = reviews_run_by(person).filter(competition__slug=slug, stage=stage)
    return rows.select_related("competition__rulebook", "competition__organiser").first()


def stage_to_prepare(person: Any, slug: str, stage: str) -> tuple[Competition, Stage] | None:
    """Competition and marked stage without a review yet, for whoever runs the competition."""
    competition = competitions_run_by(person).filter(slug=slug).select_related("rulebook", "organiser").first()
    if competition is None or competition.reviews.filter(stage=stage).exists():
        return None
    found = next((one for one in marked_stages(competition) if one.id == stage), None)
    return (competition, found) if found else None


def stage_lines(competition: Competition) -> tuple[StageLine, ...]:
    """The marked stages of a competition with their reviews. One query."""
    held = {one.stage: one for one in competition.reviews.all()}
    lines = []
    for stage in marked_stages(competition):
        review = held.get(stage.id)
        lines.append(
            StageLine(
                stage.id, stage.label, f"/kompetisi/{competition.slug}/penilaian/{stage.id}",
                KINDS[review.state] if review else "unknown",
                str(review.get_state_display()) if review else _("belum disiapkan"),
                is_there=review is not None, note="",
            )
        )  # fmt: skip
    return tuple(lines)


def review_page(review: Review, now: datetime, flow: Flow) -> ReviewPage:
    """The page; `flow` says which steps there are. A fixed number of queries, whatever its size."""
    standing = standing_of(review, now)
    steps = []
    for move in flow.moves:
        if review.state in move.sources:
            asked = choice(flow, move.name, review.state, standing.facts)
            said = tuple(text for need in asked.missing for text in standing.against[need])
            steps.append(Step(move.name.partition(".")[2], said))
    counts = _counts(review)
    asked_pact = asks_pact(review.competition)
    to_look = to_be_looked_at(standing_in(review)).count()
    unsigned = counts.evaluators - counts.signed if asked_pact else 0
    window, stage = window_for(review), stage_of(review)
    zone = window.zone if window else "Asia/Jakarta"
    opens = in_words(window.opens_at, zone) if window else ""
    closes = in_words(window.closes_at, zone) if window else ""
    return ReviewPage(
        review=review,
        competition=review.competition,
        stage=stage,
        base=base_of(review),
        state=str(review.get_state_display()),
        kind=KINDS[review.state],
        turn=_turn(review, counts, to_look),
        until=opens if review.state == ReviewState.PREPARED else closes,
        opens=opens,
        figures=_figures(review, counts, unsigned, asks=asked_pact),
        steps=tuple(steps),
        unsigned=unsigned,
        to_look=to_look,
        asks_pact=asked_pact,
        by_rulebook=reading_rule(stage).readings,
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    entries: int
    left: int
    evaluators: int
    signed: int
    held: int
    done: int
    conflicts: int


def _counts(review: Review) -> _Counts:
    entries = Entry.objects.filter(review=review).aggregate(
        here=Count("pk", filter=Q(left_at__isnull=True)), left=Count("pk", filter=Q(left_at__isnull=False))
    )
    readings = Assignment.objects.filter(entry__review=review, entry__left_at__isnull=True).aggregate(
        held=Count("pk", filter=Q(state__in=HELD)), done=Count("pk", filter=Q(state=AssignmentState.DONE))
    )
    people = Evaluator.objects.filter(review=review, left_at__isnull=True)
    signed = IntegrityPact.objects.filter(competition=review.competition_id, person__in=people.values("person"))
    return _Counts(
        entries["here"], entries["left"], people.count(), signed.count(), readings["held"], readings["done"],
        standing_in(review).count(),
    )  # fmt: skip


def _figures(review: Review, counts: _Counts, unsigned: int, *, asks: bool) -> tuple[Figure, ...]:
    needed, base = counts.entries * review.readings, base_of(review)
    left = ngettext("%(n)d keluar dari daftar", "%(n)d keluar dari daftar", counts.left) % {"n": counts.left}
    # Where the rulebook asks for no pact there is nothing to count, which is not the same as unknown.
    signed = [
        Figure(counts.evaluators - unsigned, _("pakta ditandatangani"), _("per sekarang"), counts.evaluators,
               f"{base}/tim", _("Lihat siapa"))
    ] if asks else []  # fmt: skip
    return (
        Figure(counts.entries, _("proposal dinilai"), left if counts.left else _("menurut daftar tahap sebelumnya")),
        Figure(counts.evaluators, _("penilai"), _("yang bertugas sekarang"), None, f"{base}/tim", _("Tim dan penilai")),
        *signed,
        Figure(counts.held, _("bacaan ditugaskan"), _("tanpa yang ditarik atau berbenturan"), needed or None),
        Figure(counts.done, _("lembar nilai masuk"), _("dari yang ditugaskan"), counts.held or None),
        Figure(counts.conflicts, _("benturan berlaku"), _("antara penilai dan proposal"), None,
               f"{base}/benturan", _("Lihat")),
    )  # fmt: skip


def _turn(review: Review, counts: _Counts, to_look: int) -> str:
    """Whose turn it is, in one sentence."""
    if review.state == ReviewState.CLOSED:
        return _("Selesai. Penyelenggara menyusun daftarnya.")
    if review.state == ReviewState.RUNNING:
        return _turn_while_running(review, counts)
    if not counts.entries:
        return _("Giliran Anda: umumkan daftar tahap sebelumnya, agar ada yang dinilai.")
    if counts.evaluators < review.readings:
        return _("Giliran Anda: angkat penilai.")
    if to_look:
        text = ngettext("Giliran Anda: %(n)d benturan perlu dilihat.",
                        "Giliran Anda: %(n)d benturan perlu dilihat.", to_look)  # fmt: skip
        return text % {"n": to_look}
    if counts.held < counts.entries * review.readings:
        return _("Giliran Anda: tugaskan proposal kepada penilai.")
    return _("Giliran Anda: mulai penilaian.")


def _turn_while_running(review: Review, counts: _Counts) -> str:
    """The same while evaluators mark."""
    if counts.held < counts.entries * review.readings:  # somebody left, or a conflict was found in the middle
        return _("Giliran Anda: tugaskan proposal kepada penilai.")
    waiting = counts.held - counts.done
    if waiting:
        text = ngettext("Giliran penilai: %(n)d bacaan belum selesai.",
                        "Giliran penilai: %(n)d bacaan belum selesai.", waiting)  # fmt: skip
        return text % {"n": waiting}
    return _("Giliran Anda: semua bacaan yang ditugaskan sudah masuk. Selesaikan yang tersisa, lalu tutup.")


def subjects_of(review: Review) -> list[Any]:
    """Everything whose history belongs to a review, for `foundation.audit.queries.history`."""
    return [
        review,
        (Panel, Panel.objects.filter(review=review).values_list("pk", flat=True)),
        (Evaluator, Evaluator.objects.filter(review=review).values_list("pk", flat=True)),
        (Conflict, Conflict.objects.filter(entry__review=review).values_list("pk", flat=True)),
        (Disclosure, Disclosure.objects.filter(evaluator__review=review).values_list("pk", flat=True)),
    ]
