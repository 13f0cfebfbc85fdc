"""What readers give back: remarks on chapters, and reports that a book was used. Shown once somebody looked at them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.modelbooks.actions.telling import leads_of, tell
from tular.features.modelbooks.choices import ReaderState
from tular.features.modelbooks.models import Edition, ReaderComment, Usage
from tular.features.modelbooks.models.reading import LONGEST_REMARK
from tular.features.modelbooks.queries.editions import told_by
from tular.features.modelbooks.queries.reporting import agencies_that_may_report
from tular.foundation.actions import Reason, Refused, action

MOST_WAITING = 20
"""Remarks of one person on one edition that nobody has looked at yet; more would only be noise."""


@action("modelbooks.remark", gettext_lazy("Menulis tanggapan pembaca"))
def remark(edition: Edition, *, chapter: str, text: str, by: Any, now: datetime, reason: str = "") -> ReaderComment:
    """Say something about a chapter. Its writer sees that it waits; everybody else only once it is shown."""
    _check_text(text, _("Tulis tanggapan Anda."))
    if chapter not in {one["code"] for one in told_by(edition)["chapters"]}:
        raise Refused(_("Bab ini tidak ada dalam edisi yang Anda baca. Buka lagi halamannya."))
    waiting = edition.remarks.filter(person=by, state=ReaderState.WAITING)
    if waiting.filter(chapter=chapter, text=text.strip()).exists():
        raise Refused(Reason(_("Tanggapan yang sama sudah Anda kirim dan sedang menunggu diperiksa."), "text"))
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("Banyak tanggapan Anda masih menunggu diperiksa. Tunggu sampai sebagian selesai."))
    made = ReaderComment.objects.create(edition=edition, chapter=chapter, person=by, text=text.strip(), at=now)
    book = edition.book
    tell("modelbooks.to_check", leads_of(book), book, by=by, path=f"{book.desk}/pembaca", now=now, text=made.text)
    return made


@action("modelbooks.show_remark", gettext_lazy("Menampilkan tanggapan pembaca"))
def show_remark(comment: ReaderComment, *, by: Any, now: datetime, reason: str = "") -> ReaderComment:
    """Let everybody read it."""
    return _decide(comment, ReaderState.SHOWN, "", by, now)


@action("modelbooks.refuse_remark", gettext_lazy("Menolak tanggapan pembaca"))
def refuse_remark(comment: ReaderComment, *, by: Any, now: datetime, reason: str = "") -> ReaderComment:
    """Keep it from the page, and tell its writer why."""
    return _decide(comment, ReaderState.REFUSED, reason, by, now)


@action("modelbooks.report_usage", gettext_lazy("Melaporkan pemakaian buku"))
def report_usage(
    edition: Edition, *, agency: Agency, text: str, on: date | None = None, by: Any, now: datetime, reason: str = ""
) -> Usage:
    """Tell that an agency used the book, and what for."""
    _check_text(text, _("Tulis untuk apa buku ini dipakai dan apa hasilnya."))
    if not agencies_that_may_report(by).filter(pk=agency.pk).exists():
        raise Refused(Reason(_("Pilih instansi Anda sendiri."), "agency"))
    if on is not None and on > now.date():
        raise Refused(Reason(_("Tanggal mulai dipakai tidak boleh di masa depan."), "on"))
    if edition.usages.filter(agency=agency, state=ReaderState.WAITING).exists():
        raise Refused(_("Laporan instansi Anda untuk edisi ini sudah dikirim dan sedang menunggu diperiksa."))
    made = Usage.objects.create(edition=edition, agency=agency, person=by, text=text.strip(), on=on, at=now)
    book = edition.book
    tell("modelbooks.to_check", leads_of(book), book, by=by, path=f"{book.desk}/pembaca", now=now, text=made.text)
    return made


@action("modelbooks.show_usage", gettext_lazy("Menampilkan laporan pemakaian"))
def show_usage(usage: Usage, *, by: Any, now: datetime, reason: str = "") -> Usage:
    """Let everybody read it on the page of the book."""
    return _decide(usage, ReaderState.SHOWN, "", by, now)


@action("modelbooks.refuse_usage", gettext_lazy("Menolak laporan pemakaian"))
def refuse_usage(usage: Usage, *, by: Any, now: datetime, reason: str = "") -> Usage:
    """Keep it from the page, and tell who reported why."""
    return _decide(usage, ReaderState.REFUSED, reason, by, now)


def _check_text(text: str, missing: str) -> None:
    if not text.strip():
        raise Refused(Reason(missing, "text"))
    if len(text) > LONGEST_REMARK:
        raise Refused(Reason(_("Paling panjang %(n)d huruf. Persingkat dulu.") % {"n": LONGEST_REMARK}, "text"))


def _decide[Row: (ReaderComment, Usage)](row: Row, state: ReaderState, why: str, by: Any, now: datetime) -> Row:
    """What was decided may be decided otherwise later; the trail keeps both."""
    if row.state == state:
        raise Refused(_("Ini sudah diputuskan begitu. Muat ulang halamannya."))
    if state == ReaderState.REFUSED and not why.strip():
        raise Refused(Reason(_("Tulis alasannya; pengirimnya membacanya."), "alasan"))
    if len(why) > 300:
        raise Refused(Reason(_("Alasan paling panjang 300 huruf."), "alasan"))
    row.state, row.reason, row.decided_by, row.decided_at = state, why.strip(), by, now
    row.save()
    book = row.edition.book
    code = "modelbooks.shown" if state == ReaderState.SHOWN else "modelbooks.refused"
    tell(code, [row.person], book, by=by, path=book.path, now=now, reason=row.reason, text=row.text)
    return row
