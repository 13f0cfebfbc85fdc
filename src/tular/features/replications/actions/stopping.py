"""Pausing, cancelling, stopping, and going on after all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import StopReason
from tular.features.replications.actions.moving import move, needs_reason, told_of
from tular.features.replications.choices import OPEN
from tular.features.replications.models import Case
from tular.features.replications.queries.figures import day_in_words, day_of
from tular.features.replications.queries.people import people_of_owner, reviewers_of, without
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify


@action("replications.pause", gettext_lazy("Menunda"))
def pause(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Stop all clocks and reminders until it goes on; the state stays."""
    said = needs_reason(reason, _("Tulis mengapa ditunda; pihak lain membacanya."))
    if case.state not in OPEN:
        raise Refused(_("Kasus ini sudah berakhir, jadi tidak dapat ditunda."))
    if case.paused_at is not None:
        raise Refused(_("Kasus ini sudah ditunda."))
    case.paused_at, case.paused_reason = now, said
    case.save()
    _tell(case, "replications.paused", by=by, now=now, reason=said)
    return case


@action("replications.resume", gettext_lazy("Melanjutkan"))
def resume(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Let the clocks run again: what was due is due as much later as it was paused."""
    if case.paused_at is None:
        raise Refused(_("Kasus ini tidak sedang ditunda."))
    if case.due_at is not None:
        case.due_at += now - case.paused_at
    case.paused_at, case.paused_reason = None, ""
    case.save()
    return case


@action("replications.cancel", gettext_lazy("Membatalkan"))
def cancel(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Give up before anything was carried out."""
    said = needs_reason(reason, _("Tulis alasannya; pihak yang sudah tahu membacanya."))
    move(case, "replications.cancel", now, said)
    _tell(case, "replications.cancelled", by=by, now=now, reason=said)
    return case


@action("replications.stop", gettext_lazy("Menghentikan"))
def stop(case: Case, *, code: str, on: date, by: Any, now: datetime, reason: str = "") -> Case:
    """It no longer runs, since a day, for a coded reason: among the most useful things that others can learn."""
    said = needs_reason(reason, _("Tulis apa yang terjadi; alasan berhenti adalah pelajaran bagi yang lain."))
    if code not in StopReason.values:
        raise Refused(Reason(_("Pilih alasannya."), "code"))
    if on > day_of(now):
        raise Refused(Reason(_("Tanggal itu belum tiba."), "on"))
    if case.began_on and on < case.began_on:
        text = _("Tanggal berhenti sebelum mulai dijalankan (%(day)s). Periksa tanggalnya.")
        raise Refused(Reason(text % {"day": day_in_words(case.began_on)}, "on"))
    case.stop_reason, case.ended_on = code, on
    move(case, "replications.stop", now, said)
    _tell(case, "replications.stopped", by=by, now=now, reason=said)
    return case


@action("replications.revive", gettext_lazy("Menjalankan lagi"))
def revive(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """It runs again after it had stopped."""
    said = needs_reason(reason, _("Tulis apa yang membuatnya berjalan lagi."))
    case.stop_reason, case.ended_on = "", None
    move(case, "replications.revive", now, said)
    return case


def _tell(case: Case, kind: str, *, by: Any, now: datetime, reason: str) -> None:
    people = people_of_owner(case) if case.owner_told_at else []
    people += reviewers_of(case) if case.asked_at or case.replication_id else []
    notify(without(people, by), kind, path=case.path, now=now, reason=reason, **told_of(case))
