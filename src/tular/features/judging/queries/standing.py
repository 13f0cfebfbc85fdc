"""Which moves of a review are open now, and in plain words why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Window
from tular.features.competitions.queries.windows import window_of
from tular.features.judging.choices import HELD, AssignmentState
from tular.features.judging.models import Assignment, DifferenceCase, Entry, Evaluator, Review


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts that hold, and for each that does not the sentences to say (need → sentences)."""

    facts: frozenset[str]
    against: dict[str, list[str]]


def standing_of(review: Review, now: datetime) -> Standing:
    """All facts that moves of a review need. Five queries."""
    against: dict[str, list[str]] = {
        "staffed": list(_unstaffed(review)),
        "assigned": list(_unassigned(review, now)),
        "settled": list(_unsettled(review)),
    }
    return Standing(
        frozenset(need for need, said in against.items() if not said),
        {need: said for need, said in against.items() if said},
    )


def window_for(review: Review) -> Window | None:
    """When the stage is judged, by the calendar of its competition."""
    return window_of(review.competition, WindowKind.STAGE, review.stage)


def short_entries(review: Review) -> int:
    """How many proposals have fewer readers than they need."""
    held = Count("assignments", filter=Q(assignments__state__in=HELD))
    counted = Entry.objects.filter(review=review, left_at__isnull=True).annotate(held=held)
    return counted.filter(held__lt=F("review__readings")).count()


def _unstaffed(review: Review) -> list[str]:
    found = []
    if not Entry.objects.filter(review=review, left_at__isnull=True).exists():
        found.append(_("Belum ada proposal yang dinilai. Umumkan dulu daftar tahap sebelumnya."))
    evaluators = Evaluator.objects.filter(review=review, left_at__isnull=True).count()
    if evaluators < review.readings:
        text = ngettext(
            "Baru ada %(n)d penilai; setiap proposal perlu %(readings)d. Angkat penilai, atau ubah rencananya.",
            "Baru ada %(n)d penilai; setiap proposal perlu %(readings)d. Angkat penilai, atau ubah rencananya.",
            evaluators,
        )
        found.append(text % {"n": evaluators, "readings": review.readings})
    return found


def _unassigned(review: Review, now: datetime) -> list[str]:
    found = []
    if short := short_entries(review):
        text = ngettext("%(n)d proposal belum mendapat semua penilainya.",
                        "%(n)d proposal belum mendapat semua penilainya.", short)  # fmt: skip
        found.append(text % {"n": short})
    window = window_for(review)
    if window is None:
        found.append(_("Isi dulu jadwal tahap ini di kalender kompetisi: kapan penilaian dimulai dan ditutup."))
    elif window.closes_at <= now:
        found.append(_("Menurut kalender, masa penilaian sudah lewat. Perbaiki jadwalnya dulu."))
    return found


def _unsettled(review: Review) -> list[str]:
    found = []
    waiting = Assignment.objects.filter(
        entry__review=review, entry__left_at__isnull=True, state=AssignmentState.ASSIGNED
    ).count()
    if waiting:
        text = ngettext("%(n)d lembar nilai belum masuk. Alihkan atau tarik bacaan itu dulu.",
                        "%(n)d lembar nilai belum masuk. Alihkan atau tarik bacaan itu dulu.", waiting)  # fmt: skip
        found.append(text % {"n": waiting})
    if short := short_entries(review):
        text = ngettext("%(n)d proposal kurang dibaca. Tugaskan penilai lain.",
                        "%(n)d proposal kurang dibaca. Tugaskan penilai lain.", short)  # fmt: skip
        found.append(text % {"n": short})
    open_cases = DifferenceCase.objects.filter(entry__review=review, closed_at__isnull=True).count()
    if open_cases:
        text = ngettext("%(n)d perbedaan antarpenilai belum selesai.",
                        "%(n)d perbedaan antarpenilai belum selesai.", open_cases)  # fmt: skip
        found.append(text % {"n": open_cases})
    return found
