"""The calendar: free before the opening; afterwards a date moves only with a reason, on record for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.competitions.actions.checks import (
    is_used,
    must_be_prepared,
    must_be_running,
    must_say_why,
    one_line,
)
from tular.features.competitions.actions.following import asks_anew
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import ZONES, Competition, Extension, Window, WindowChange
from tular.features.competitions.queries.admission import agencies_admitted
from tular.features.competitions.queries.concerned import admins_of, people_concerned
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.rulebook import label_of
from tular.features.competitions.queries.windows import submission_for
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.rulebooks.versions import rules_of

LONGEST_NOTE, LONGEST_DECREE = 300, 120


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the calendar as it is asked for. `stage` is the id in the rulebook, or ""."""

    kind: WindowKind
    stage: str
    opens_at: datetime
    closes_at: datetime
    zone: str = "Asia/Jakarta"
    note: str = ""


def check_span(competition: Competition, span: Span) -> None:
    """Raise `Refused` for a span that ends before it begins, in no zone of the country, or of no known stage."""
    if span.closes_at <= span.opens_at:
        raise Refused(Reason(_("Penutupan harus sesudah pembukaan."), "closes"))
    if span.zone not in dict(ZONES):
        raise Refused(Reason(_("Pilih WIB, WITA, atau WIT."), "zone"))
    stages = {one.id for one in rules_of(competition.rulebook).stages}
    if (span.kind == WindowKind.SUBMISSION) != (not span.stage) or (span.stage and span.stage not in stages):
        raise Refused(Reason(_("Buku aturan kompetisi ini tidak mengenal tahap itu."), "what"))


@action("competitions.set_window", gettext_lazy("mengisi jadwal"))
def set_window(competition: Competition, *, span: Span, by: User, now: datetime, reason: str = "") -> Window:
    """Put a span into the calendar, or change it while the competition is being prepared."""
    must_be_running(competition)
    check_span(competition, span)
    window = competition.windows.filter(kind=span.kind, stage=span.stage).first()
    if window is not None and competition.state != CompetitionState.PREPARED:
        raise Refused(_("Jadwal ini sudah diumumkan. Geser dengan alasan dan nomor suratnya."))
    window = window or Window(competition=competition, kind=span.kind, stage=span.stage)
    window.opens_at, window.closes_at, window.zone = span.opens_at, span.closes_at, span.zone
    window.note = one_line(span.note, LONGEST_NOTE, "note")
    window.save()
    return window


@action("competitions.drop_window", gettext_lazy("menghapus dari jadwal"))
def drop_window(window: Window, *, by: User, now: datetime, reason: str = "") -> None:
    """Take a span out of the calendar while the competition is being prepared."""
    must_be_prepared(window.competition, _("Jadwal ini sudah diumumkan. Geser dengan alasan, jangan dihapus."))
    if is_used(window):
        raise Refused(_("Jadwal ini sudah pernah digeser atau diperpanjang; catatannya tidak dihapus."))
    window.delete()


@action("competitions.move_window", gettext_lazy("menggeser jadwal"))
def move_window(
    window: Window, *, opens_at: datetime, closes_at: datetime, decree: str = "", by: User, now: datetime, reason: str
) -> Window:
    """Another time for a span that was announced. The change stays on record, and everybody concerned is told."""
    competition = window.competition
    must_be_running(competition)
    if competition.state == CompetitionState.PREPARED:
        raise Refused(_("Kompetisi ini belum dibuka: jadwalnya masih dapat diubah begitu saja."))
    why = must_say_why(reason)
    number = one_line(decree, LONGEST_DECREE, "decree")
    if closes_at <= opens_at:
        raise Refused(Reason(_("Penutupan harus sesudah pembukaan."), "closes"))
    if (opens_at, closes_at) == (window.opens_at, window.closes_at):
        raise Refused(Reason(_("Jadwal ini sama dengan yang berlaku. Tulis waktu yang baru."), "closes"))
    if opens_at != window.opens_at and window.opens_at <= now:
        raise Refused(Reason(_("Masa ini sudah dimulai; hanya penutupannya yang masih dapat digeser."), "opens"))
    if closes_at != window.closes_at and closes_at <= now:
        raise Refused(Reason(_("Penutupan yang baru harus di depan, bukan di masa lalu."), "closes"))
    WindowChange.objects.create(
        window=window, opens_before=window.opens_at, closes_before=window.closes_at, opens_after=opens_at,
        closes_after=closes_at, reason=why, decree=number, by=by, at=now,
    )  # fmt: skip
    before = window.closes_at
    window.opens_at, window.closes_at = opens_at, closes_at
    window.save()
    asks_anew(competition)
    span = label_of(rules_of(competition.rulebook), window.kind, window.stage)
    notify(
        people_concerned(competition), "competitions.moved", path=f"/kompetisi/{competition.slug}#kalender", now=now,
        competition=competition.title, span=span, closes=closes_at, before=before, zone=window.zone, reason=why,
    )  # fmt: skip
    return window


@action("competitions.extend", gettext_lazy("memperpanjang untuk satu instansi"))
def extend_window(
    window: Window, *, agency: Agency, closes_at: datetime, by: User, now: datetime, reason: str
) -> Extension:
    """One agency may submit until later than the others. The reason is on record; the latest extension holds."""
    competition = window.competition
    must_be_running(competition)
    if competition.state != CompetitionState.OPEN or window.kind != WindowKind.SUBMISSION:
        raise Refused(_("Yang dapat diperpanjang untuk satu instansi hanyalah pengajuan kompetisi yang dibuka."))
    why = must_say_why(reason)
    if not agencies_admitted(competition).filter(pk=agency.pk).exists():
        raise Refused(Reason(_("%(agency)s tidak termasuk peserta kompetisi ini.") % {"agency": agency.name}, "agency"))
    deadline = submission_for(competition, agency.pk)
    assert deadline is not None, "this window is the submission"
    if closes_at <= deadline.closes_at:
        text = _("Bagi %(agency)s pengajuan sudah berlaku sampai %(until)s. Tulis waktu yang lebih kemudian.")
        until = in_words(deadline.closes_at, window.zone)
        raise Refused(Reason(text % {"agency": agency.name, "until": until}, "closes"))
    if closes_at <= now:
        raise Refused(Reason(_("Penutupan yang baru harus di depan, bukan di masa lalu."), "closes"))
    made = Extension.objects.create(window=window, agency=agency, closes_at=closes_at, reason=why, by=by, at=now)
    asks_anew(competition, agency.pk)
    notify(
        admins_of([agency.pk]), "competitions.extended", path=f"/kompetisi/{competition.slug}", now=now,
        competition=competition.title, agency=agency.name, closes=closes_at, zone=window.zone, reason=why,
    )  # fmt: skip
    return made
