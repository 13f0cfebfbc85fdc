"""One reading with its sheet: what may be done with it now, and in plain words why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tular.features.competitions.models import Window
from tular.features.competitions.queries.moments import in_words
from tular.features.judging.choices import HELD, AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Review, ScoreSheet, SheetSave
from tular.features.judging.queries.marks import Asked, Running, asked_of, marks_of, running
from tular.features.judging.queries.pact import asks_pact, has_signed
from tular.features.judging.queries.rules import rules_for
from tular.features.judging.queries.standing import window_for
from tular.features.judging.queries.visibility import readings_of

WITH = (
    "evaluator__review__competition__rulebook",
    "evaluator__panel",
    "entry__proposal__agency__region__parent",
    "entry__proposal__unit",
    "entry__proposal__category",
    "entry__submission",
)
"""What a page about a reading needs of it, in one query."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one reading: the facts that hold, and the sentence for each that does not (need → sentence)."""

    facts: frozenset[str]
    against: dict[str, str]


def reading_for(person: Any, pk: int) -> Assignment | None:
    """A reading of the person's own; None for every other one."""
    rows = readings_of(person).select_related(*WITH)
    return rows.filter(pk=pk).first()


def review_of(reading: Assignment) -> Review:
    """The review in which it is read; no query when loaded with `WITH`."""
    return reading.evaluator.review


def asked_for(reading: Assignment) -> Asked | None:
    """What is marked in this reading; None where the rulebook does not tell."""
    review = review_of(reading)
    panel = reading.evaluator.panel
    group = reading.entry.proposal.group
    return asked_of(rules_for(review), review.stage, group, panel.name if panel else "")


def sheet_of(reading: Assignment) -> ScoreSheet | None:
    """The sheet in hand: that of the last round."""
    return reading.sheets.order_by("round").last()


def asides_of(sheet: ScoreSheet | None) -> list[str]:
    """The criteria for which something that came second was not merged yet. One query."""
    if sheet is None:
        return []
    rows = sheet.history.order_by("at", "pk").values_list("section", "kept")
    last = dict(rows)  # what was saved last in each criterion
    return [section for section, kept in last.items() if not kept]


def kept_aside(sheet: ScoreSheet | None, section: str) -> SheetSave | None:
    """What came second for a criterion and was not merged, if nothing was saved since."""
    if sheet is None:
        return None
    rows = sheet.history.filter(section=section)
    aside = rows.filter(kept=False).last()
    if aside is None or rows.filter(kept=True, at__gte=aside.at).exists():
        return None
    return aside


def has_sworn(person: Any, review: Review) -> bool:
    """Whether the person signed the pact of integrity, or none is asked for."""
    return not asks_pact(review.competition) or has_signed(person, review.competition)


def not_running(review: Review, window: Window | None, now: datetime) -> str:
    """Why nothing is marked in the review now, "" while it runs."""
    if review.state == ReviewState.CLOSED:
        return _("Penilaian tahap ini sudah ditutup.")
    if review.state != ReviewState.RUNNING:
        return _("Penilaian tahap ini belum dimulai.")
    if window is None:
        return _("Jadwal penilaian tahap ini belum ditetapkan penyelenggara.")
    if now < window.opens_at:
        return _("Masa penilaian dibuka %(when)s.") % {"when": in_words(window.opens_at, window.zone)}
    if now >= window.closes_at:
        return _("Masa penilaian berakhir %(when)s.") % {"when": in_words(window.closes_at, window.zone)}
    return ""


def barred(reading: Assignment, person: Any, now: datetime) -> str:
    """Why nothing may be written on the sheet now, "" while it may. Up to two queries."""
    review = review_of(reading)
    if reading.state == AssignmentState.DONE:
        return _("Lembar nilai ini sudah diserahkan.")
    if reading.state != AssignmentState.ASSIGNED:
        return _("Anda tidak menilai usulan ini.")
    if said := not_running(review, window_for(review), now):
        return said
    return "" if has_sworn(person, review) else _("Tandatangani pakta integritas dulu.")


def missing_marks(asked: Asked, content: dict[str, Any]) -> list[tuple[str, str]]:
    """(criterion, sentence) of what keeps a sheet from being handed in, in order."""
    marks, found = marks_of(content, asked), []
    for one in asked.criteria:
        if one.id not in marks:
            if one.weight != 0:
                found.append((one.id, _("%(criterion)s belum dinilai.") % {"criterion": one.label}))
        elif marks[one.id] is None and not str(content[one.id].get("comment") or "").strip():
            text = _("%(criterion)s: tulis di komentar mengapa kriteria ini tidak berlaku.")
            found.append((one.id, text % {"criterion": one.label}))
    return found


def standing_of(reading: Assignment, sheet: ScoreSheet | None, now: datetime) -> Standing:
    """All facts that moves of a reading need (see `flow`). Two queries."""
    review, asked = review_of(reading), asked_for(reading)
    against = {"running": not_running(review, window_for(review), now)}
    against["sworn"] = "" if has_sworn(reading.evaluator.person, review) else _("Tandatangani pakta integritas dulu.")
    if asked is None:
        against["complete"] = _("Kriteria untuk kelompok ini belum lengkap di buku aturan. Beri tahu penyelenggara.")
    else:
        missing = missing_marks(asked, sheet.content if sheet else {})
        against["complete"] = " ".join(text for _id, text in missing)
    return Standing(
        frozenset(need for need, said in against.items() if not said), {k: v for k, v in against.items() if v}
    )


def is_locked(reading: Assignment) -> bool:
    """Whether all readers of the proposal have handed in, where several read: then the organiser alone reopens."""
    review = review_of(reading)
    states = list(reading.entry.assignments.filter(state__in=HELD).values_list("state", flat=True))
    several = max(review.readings, len(states)) > 1
    return several and len(states) >= review.readings and all(one == AssignmentState.DONE for one in states)


def sum_of(reading: Assignment, sheet: ScoreSheet | None) -> Running | None:
    """The sum on the way; None where nothing is known of the criteria."""
    asked = asked_for(reading)
    return running(asked, sheet.content if sheet else {}) if asked else None
