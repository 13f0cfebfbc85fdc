"""The teams and evaluators of a review: who judges, in which team, how much, and who leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions.models import Category
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.actions.assigning import take_all
from tular.features.judging.actions.conflicts import must_not_be_closed, note_conflicts
from tular.features.judging.actions.reviewing import MOST_LOAD
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Evaluator, Panel, Review
from tular.features.judging.queries.visibility import may_judge
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import line_typed

LONGEST_NAME = 100
MOST_PER_DAY = 100
MOST_DAYS_OFF = 100


@dataclass(frozen=True, slots=True)
class Load:
    """How much an evaluator reads; None: as the review or the profile says."""

    panel: Panel | None = None
    minimum: int | None = None
    maximum: int | None = None
    per_day: int | None = None
    days_off: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """One evaluator to appoint. `line` is that of the spreadsheet, 0 where there is none."""

    email: str
    load: Load
    line: int = 0


@action("judging.add_panel", gettext_lazy("Menambah tim penilai"))
def add_panel(
    review: Review, *, name: str, categories: Collection[Category] = (), by: Any, now: datetime, reason: str = ""
) -> Panel:
    """A team; with categories it is at home in these, else in all."""
    must_not_be_closed(review)
    made = Panel.objects.create(review=review, name=_named(review, name))
    made.categories.set(_own(review, categories))
    return made


@action("judging.change_panel", gettext_lazy("Mengubah tim penilai"))
def change_panel(
    panel: Panel, *, name: str, categories: Collection[Category] = (), by: Any, now: datetime, reason: str = ""
) -> Panel:
    """Another name or other categories; the next plan follows them."""
    must_not_be_closed(panel.review)
    panel.name = _named(panel.review, name, panel)
    panel.save()
    panel.categories.set(_own(panel.review, categories))
    return panel


@action("judging.drop_panel", gettext_lazy("Menghapus tim penilai"))
def drop_panel(panel: Panel, *, by: Any, now: datetime, reason: str = "") -> None:
    """A team without people goes; its people have to be in another one, or in none, before."""
    must_not_be_closed(panel.review)
    if panel.evaluators.filter(left_at__isnull=True).exists():
        raise Refused(_("Tim ini masih punya penilai. Pindahkan mereka dulu ke tim lain."))
    panel.evaluators.update(panel=None)
    panel.delete()


@action("judging.appoint", gettext_lazy("Mengangkat penilai"))
def appoint(review: Review, *, email: str, load: Load, by: Any, now: datetime, reason: str = "") -> Evaluator:
    """Let somebody with an account judge. They are told; conflicts are looked for at once.

    Refused for the organiser's people: who runs a competition takes no part in its marks.
    """
    must_not_be_closed(review)
    made = _appoint(review, Appointment(email, load), by, now)
    note_conflicts(review, now=now, evaluators=[made.pk])
    return made


@action("judging.appoint_many", gettext_lazy("Mengangkat banyak penilai"))
def appoint_many(
    review: Review, *, rows: Sequence[Appointment], by: Any, now: datetime, reason: str = ""
) -> tuple[int, int]:
    """Appoint what a spreadsheet names, and set the loads of those who judge already: all or nothing.

    How many are new, how many were adjusted. Raises `Refused` with a sentence for each line that cannot be.
    """
    must_not_be_closed(review)
    held = {one.person.email.lower(): one for one in _judging(review).select_related("person")}
    new, adjusted, wrong, seen = [], 0, [], set()
    for row in rows:
        email = row.email.strip().lower()
        try:
            if email in seen:
                raise Refused(_("alamat surel ini sudah ada di baris sebelumnya"))
            seen.add(email)
            if email in held:
                _set(held[email], row.load)
                adjusted += 1
            else:
                new.append(_appoint(review, row, by, now).pk)
        except Refused as refused:
            wrong += [
                Reason(_("Baris %(line)d (%(email)s): %(why)s") % {"line": row.line, "email": email, "why": one.text})
                for one in refused.reasons
            ]
    if wrong:
        raise Refused(*wrong)
    if new:
        note_conflicts(review, now=now, evaluators=new)
    return len(new), adjusted


@action("judging.adjust", gettext_lazy("Mengatur beban penilai"))
def adjust(evaluator: Evaluator, *, load: Load, by: Any, now: datetime, reason: str = "") -> Evaluator:
    """Another team, other bounds, days off. What was assigned stays; the next plan follows them."""
    must_not_be_closed(evaluator.review)
    if evaluator.left_at is not None:
        raise Refused(_("Penilai ini sudah berhenti."))
    _set(evaluator, load)
    return evaluator


@action("judging.release", gettext_lazy("Mengakhiri tugas penilai"))
def release(evaluator: Evaluator, *, by: Any, now: datetime, reason: str = "") -> Evaluator:
    """They judge no more: what they had not read is taken back with the reason, what they handed in stays and counts.

    They are told why.
    """
    must_not_be_closed(evaluator.review)
    if evaluator.left_at is not None:
        raise Refused(_("Penilai ini sudah berhenti."))
    said = reason.strip()
    if not said:
        raise Refused(Reason(_("Tulis mengapa tugasnya berakhir; ia membaca alasan ini."), "alasan"))
    evaluator.left_at, evaluator.left_reason = now, said
    evaluator.save()
    waiting = Assignment.objects.filter(evaluator=evaluator, state=AssignmentState.ASSIGNED).select_for_update()
    take_all(list(waiting), said, now)
    competition = evaluator.review.competition
    notify(
        [evaluator.person], "judging.released", path=f"/kompetisi/{competition.slug}", now=now,
        competition=competition.title, reason=said,
    )  # fmt: skip
    return evaluator


def _appoint(review: Review, row: Appointment, by: Any, now: datetime) -> Evaluator:
    person = User.objects.filter(email__iexact=row.email.strip(), is_active=True).first()
    if person is None:
        text = _("Belum ada akun dengan alamat ini. Minta orangnya membuat akun dulu, lalu angkat.")
        raise Refused(Reason(text, "email"))
    if not may_judge(person, review.competition):
        text = _("%(name)s bekerja untuk penyelenggara, dan penyelenggara tidak ikut memberi nilai.")
        raise Refused(Reason(text % {"name": person.name}, "email"))
    found = review.evaluators.filter(person=person).first()
    if found is not None and found.left_at is None:
        raise Refused(Reason(_("%(name)s sudah menjadi penilai di sini.") % {"name": person.name}, "email"))
    if found is None:
        last = review.evaluators.aggregate(last=Max("number"))["last"] or 0
        found = Evaluator(review=review, person=person, number=last + 1)
    found.by, found.since, found.left_at, found.left_reason = by, now, None, ""
    _set(found, row.load)
    competition = review.competition
    notify(
        [person], "judging.appointed", path="/penilaian/profil", now=now, competition=competition.title,
        giver=by.name, number=found.number,
    )  # fmt: skip
    return found


def _set(evaluator: Evaluator, load: Load) -> None:
    """Raises `Refused` with a reason at each field that cannot be."""
    review, wrong = evaluator.review, []
    if load.panel is not None and load.panel.review_id != review.pk:
        wrong.append(Reason(_("Tim ini bukan dari penilaian ini."), "panel"))
    least = load.minimum if load.minimum is not None else review.minimum
    most = load.maximum if load.maximum is not None else review.maximum
    if not 0 <= most <= MOST_LOAD:
        wrong.append(Reason(_("Isi bacaan terbanyak: 0 sampai 1.000."), "maximum"))
    if least > most:
        text = _("Bacaan paling sedikit (%(least)d) melebihi yang paling banyak (%(most)d).")
        field = "minimum" if load.minimum is not None else "maximum"
        wrong.append(Reason(text % {"least": least, "most": most}, field))
    if load.per_day is not None and not 1 <= load.per_day <= MOST_PER_DAY:
        wrong.append(Reason(_("Isi bacaan sehari: 1 sampai 100."), "per_day"))
    if len(load.days_off) > MOST_DAYS_OFF:
        wrong.append(Reason(_("Paling banyak 100 hari tanpa bacaan."), "days_off"))
    if wrong:
        raise Refused(*wrong)
    evaluator.panel, evaluator.minimum, evaluator.maximum = load.panel, load.minimum, load.maximum
    evaluator.per_day = load.per_day
    evaluator.days_off = sorted({one.isoformat() for one in load.days_off})
    evaluator.save()


def _judging(review: Review) -> Any:
    return review.evaluators.filter(left_at__isnull=True)


def _named(review: Review, name: str, own: Panel | None = None) -> str:
    typed = line_typed(name, LONGEST_NAME)
    if not typed:
        raise Refused(Reason(_("Tulis nama timnya."), "name"))
    others = review.panels.filter(name__iexact=typed)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise Refused(Reason(_("Sudah ada tim bernama %(name)s.") % {"name": typed}, "name"))
    return typed


def _own(review: Review, categories: Collection[Category]) -> list[Category]:
    return [one for one in categories if one.competition_id == review.competition_id]
