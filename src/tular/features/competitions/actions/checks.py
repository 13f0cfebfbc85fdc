"""What several actions of competitions ask before they change anything."""

from __future__ import annotations

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.foundation.actions import Reason, Refused


def must_be_running(competition: Competition) -> None:
    """Raise `Refused` for a competition that is over: what it was stays as it is."""
    if competition.state == CompetitionState.FINISHED:
        raise Refused(_("Kompetisi ini sudah selesai. Yang tercatat tidak diubah lagi."))
    if competition.state == CompetitionState.CANCELLED:
        raise Refused(_("Kompetisi ini sudah dibatalkan. Yang tercatat tidak diubah lagi."))


def must_be_prepared(competition: Competition, text: str) -> None:
    """Raise `Refused` with `text` once the competition is open."""
    must_be_running(competition)
    if competition.state != CompetitionState.PREPARED:
        raise Refused(text)


def one_line(text: str, longest: int, field: str, *, missing: str = "") -> str:
    """The text with single spaces; `Refused` when it is too long, or empty and `missing` says what to do."""
    line = " ".join(text.split())
    if not line and missing:
        raise Refused(Reason(missing, field))
    if len(line) > longest:
        words = _("Paling panjang %(count)d huruf. Singkatkan dulu.") % {"count": longest}
        raise Refused(Reason(words, field))
    return line


def must_say_why(reason: str) -> str:
    """The reason; `Refused` without one."""
    if not reason.strip():
        raise Refused(Reason(_("Tulis alasannya; alasan itu dibaca semua yang terkena."), "reason"))
    return reason.strip()


def is_used(row: Model) -> bool:
    """Whether rows of other tables, also of features above, rest on this one and keep it from being deleted."""
    try:
        Collector(using=row._state.db or "default").collect([row])
    except ProtectedError:
        return True
    return False
