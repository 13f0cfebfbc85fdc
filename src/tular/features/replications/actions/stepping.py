"""Going through the steps: deciding, finishing, going back, beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.moving import move, needs_reason, reach, told_of
from tular.features.replications.choices import CaseState, Outcome
from tular.features.replications.models import Case, Decision
from tular.features.replications.queries.figures import day_in_words, day_of
from tular.features.replications.queries.people import people_of_owner, reviewers_of, without
from tular.features.replications.queries.standing import main_indicator
from tular.features.replications.queries.steps import blocking, next_open
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.actions import notify


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, by which office, on which day, and the paper that says so."""

    outcome: str
    decided_by: str
    decided_on: date
    file: StoredFile | None = None


@action("replications.decide", gettext_lazy("Mencatat keputusan"))
def decide(case: Case, *, told: Decided, by: Any, now: datetime, reason: str = "") -> Decision:
    """Write down what was decided after both profiles. Earlier decisions stay; the last one counts."""
    wrong = []
    if told.outcome not in Outcome.values:
        wrong.append(Reason(_("Pilih keputusannya."), "outcome"))
    if not told.decided_by.strip():
        wrong.append(Reason(_("Tulis jabatan yang memutuskan."), "decided_by"))
    if told.decided_on > day_of(now):
        wrong.append(Reason(_("Tanggal keputusan belum tiba."), "decided_on"))
    if not reason.strip():
        wrong.append(Reason(_("Tulis alasannya."), "reason"))
    if case.state in (CaseState.DONE, CaseState.STOPPED, CaseState.CANCELLED):
        wrong.append(Reason(_("Kasus ini sudah berakhir, jadi tidak ada lagi yang diputuskan.")))
    if wrong:
        raise Refused(*wrong)
    return Decision.objects.create(
        case=case, outcome=told.outcome, reason=reason.strip(), decided_on=told.decided_on,
        decided_by=told.decided_by.strip(), file=told.file, by=by, at=now,
    )  # fmt: skip


@action("replications.finish_step", gettext_lazy("Menyelesaikan langkah"))
def finish_step(case: Case, *, step: str, by: Any, now: datetime, reason: str = "") -> Case:
    """Finish a step. Behind a gate nothing is finished before the gate is."""
    _still_open(case)
    if said := blocking(case, step):
        raise Refused(*(Reason(text) for text in said))
    case.steps_done.get_or_create(step=step, undone_at=None, defaults={"at": now, "by": by})
    case.step = next_open(case, step) or step
    case.save()
    return case


@action("replications.go_back", gettext_lazy("Kembali ke langkah sebelumnya"))
def go_back(case: Case, *, step: str, by: Any, now: datetime, reason: str = "") -> Case:
    """Open a finished step again, saying why. What was done in later steps stays."""
    _still_open(case)
    said = needs_reason(reason, _("Tulis mengapa langkah ini dibuka lagi."))
    done = case.steps_done.filter(step=step, undone_at__isnull=True).first()
    if done is None:
        raise Refused(_("Langkah ini belum diselesaikan."))
    done.undone_at, done.undone_by, done.undone_reason = now, by, said
    done.save()
    case.step = step
    case.save()
    return case


@action("replications.begin", gettext_lazy("Mulai menjalankan"))
def begin(case: Case, *, on: date, by: Any, now: datetime, reason: str = "") -> Case:
    """It serves people from a day on. Months of measuring count from here; from here on it is public."""
    if on > day_of(now):
        raise Refused(Reason(_("Tanggal mulai belum tiba. Catat begitu sudah berjalan."), "on"))
    if case.agreed_on and on < case.agreed_on:
        text = _("Tanggal mulai sebelum kesepakatan ditandatangani (%(day)s). Periksa tanggalnya.")
        raise Refused(Reason(text % {"day": day_in_words(case.agreed_on)}, "on"))
    main = main_indicator(case)
    if main is not None and main.baseline_on is not None and on < main.baseline_on:
        text = _("Data awal indikator utama baru diukur %(day)s, sesudah tanggal mulai ini. Periksa kedua tanggalnya.")
        raise Refused(Reason(text % {"day": day_in_words(main.baseline_on)}, "on"))
    case.began_on = on
    move(case, "replications.begin", now)
    reach(case, "pelaksanaan", passed="kesiapan", by=by, now=now)
    people = [*people_of_owner(case), *reviewers_of(case)] if case.owner_told_at else reviewers_of(case)
    notify(without(people, by), "replications.began", path=case.path, now=now, **told_of(case))
    return case


def _still_open(case: Case) -> None:
    if case.state in (CaseState.STOPPED, CaseState.CANCELLED):
        raise Refused(_("Kasus ini sudah berakhir."))
