"""The four statuses of a record side by side: never one for another, and unknown is one of each."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tular.engines.rulebook import Completeness
from tular.features.catalogue.choices import Freshness, State, Sustainability
from tular.features.catalogue.queries.freshness import freshness_of, overdue_from, period
from tular.foundation.ui.shapes import Kind, Status
from tular.foundation.ui.templatetags.tular import day

STATE_KINDS: dict[str, Kind] = {
    State.DRAFT: "unknown", State.SUBMITTED: "info", State.APPROVED: "info", State.RETURNED: "part",
    State.REJECTED: "stop", State.PUBLISHED: "ok", State.WITHDRAWN: "stop",
}  # fmt: skip
FRESHNESS_KINDS: dict[str, Kind] = {
    Freshness.FRESH: "ok", Freshness.DUE: "part", Freshness.OVERDUE: "stop", Freshness.NEVER: "unknown",
}  # fmt: skip
SUSTAINABILITY_KINDS: dict[str, Kind] = {
    Sustainability.CONTINUES: "ok", Sustainability.GROWS: "ok", Sustainability.STOPPED: "stop",
    Sustainability.UNKNOWN: "unknown",
}  # fmt: skip


def editorial(state: str, at: datetime | None, copy: str = "") -> Status:
    """Where the record stands on its way to the public; `copy` is the state of the working copy of a published one."""
    note = _("sejak %(date)s") % {"date": _day(at)} if at else ""
    if copy and copy != state:
        working = {
            State.DRAFT: _("perubahan sedang disusun"), State.SUBMITTED: _("perubahan diajukan"),
            State.APPROVED: _("perubahan menunggu terbit"), State.RETURNED: _("perubahan dikembalikan"),
            State.REJECTED: _("perubahan ditolak"),
        }  # fmt: skip
        note = working[State(copy)]
    return Status(_("Catatan"), STATE_KINDS[state], str(State(state).label), note)


def completeness(found: Completeness) -> Status:
    """How much of the description is there."""
    text = _("Lengkap") if found.is_complete else _("Belum lengkap")
    note = _("%(full)d dari %(total)d bagian terisi") % {"full": found.full, "total": found.total}
    return Status(_("Uraian"), "ok" if found.is_complete else "part", text, note)


def freshness(fresh_on: date | None, today: date) -> Status:
    """Whether the owner has updated it within the agreed period."""
    status = freshness_of(fresh_on, today)
    if fresh_on is None:
        note = _("belum dipastikan pemilik")
    elif status in (Freshness.FRESH, Freshness.DUE):
        note = _("dipastikan %(on)s, berlaku sampai %(until)s") % {
            "on": _day(fresh_on), "until": _day(overdue_from(fresh_on, period())),
        }  # fmt: skip
    else:
        note = _("terakhir dipastikan %(on)s, jatuh tempo %(until)s") % {
            "on": _day(fresh_on), "until": _day(overdue_from(fresh_on, period())),
        }  # fmt: skip
    return Status(_("Pemutakhiran"), FRESHNESS_KINDS[status], str(status.label), note)


def sustainability(status: str, confirmed_on: date | None) -> Status:
    """Whether the innovation itself lives, as its owner declared."""
    if status == Sustainability.UNKNOWN:
        note = _("Belum ada pernyataan pemilik")
    elif confirmed_on:
        note = _("dipastikan %(on)s") % {"on": _day(confirmed_on)}
    else:
        note = _("tanggal kepastian belum diketahui")
    return Status(_("Masih berjalan?"), SUSTAINABILITY_KINDS[status], str(Sustainability(status).label), note)


def local_day(now: datetime) -> date:
    """The day in Jakarta, by which periods are counted."""
    return timezone.localdate(now, timezone.get_default_timezone())


def _day(value: date | datetime) -> str:
    return str(day(value))
