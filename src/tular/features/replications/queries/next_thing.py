"""The one next thing of a case: whose turn it is, until when, what happens if nobody acts, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.agencies.queries.roles import today
from tular.features.competitions.queries.moments import in_words
from tular.features.replications.choices import CaseState, Side, WorkModel
from tular.features.replications.models import Case, Measurement
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.schedule import GRACE, Slot, SlotState, slots_of
from tular.features.replications.queries.standing import TO_ASK, TO_BEGIN, TO_CLOSE, TO_SIGN, standing_of
from tular.features.replications.queries.turns import turn_of


@dataclass(frozen=True, slots=True)
class Missing:
    """What still stands in the way, and the page on which it can be mended."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the panel at the top says. `href` and `button` are empty for who has nothing to do now.

    `until` is in words with its zone, "" without an end; `otherwise` is what happens then.
    """

    title: str
    text: str = ""
    button: str = ""
    href: str = ""
    until: str = ""
    otherwise: str = ""
    missing: tuple[Missing, ...] = ()
    mine: bool = False


MENDED_AT = {
    "together": "/uraian", "decided": "/kesiapan", "counted": "/ukuran", "signed": "/kesepakatan",
    "may_begin": "/kesepakatan", "measured": "/ukuran", "told": "/penutupan",
}  # fmt: skip
"""For each need of a move the page below the case where it is met."""


def turn_page(case: Case, mine: frozenset[Side], zone: str) -> Turn:
    """The panel for a reader of these sides. At most four queries, by state."""
    if case.paused_at is not None:
        return _paused(case, mine)
    build = ENDED.get(CaseState(case.state))
    if build is not None:
        return build(case, mine)
    acts = bool(mine & set(turn_of(case)))
    told = SAYS[CaseState(case.state)](case, acts)
    if case.due_at is None or not told.otherwise:
        return told
    return Turn(
        told.title, told.text, told.button, told.href, in_words(case.due_at, zone), told.otherwise, told.missing, acts
    )


def _paused(case: Case, mine: frozenset[Side]) -> Turn:
    text = _("Sejak %(day)s. Semua tenggat berhenti. Alasannya: %(reason)s") % {
        "day": formats.date_format(case.paused_at, "j F Y") if case.paused_at else "", "reason": case.paused_reason,
    }  # fmt: skip
    if Side.TAKER not in mine:
        return Turn(_("Kasus ini ditunda"), text)
    return Turn(_("Kasus ini ditunda"), text, _("Lanjutkan"), f"{case.path}/lanjutkan", mine=True)


def _missing(case: Case, needs: tuple[str, ...]) -> tuple[Missing, ...]:
    standing = standing_of(case, needs)
    return tuple(Missing(text, f"{case.path}{MENDED_AT[need]}") for need, text in standing.against.items())


def _yours(acts: bool, mine: str, whose: str) -> str:
    """The title: what the reader has to do, or whose turn it is."""
    return mine if acts else whose


def _way(case: Case, acts: bool, needs: tuple[str, ...], told: Turn) -> Turn:
    """With what is missing the button leads to the first gap; without, to the move itself."""
    missing = _missing(case, needs)
    if not missing or not acts:
        shown = missing if acts else ()
        return Turn(told.title, told.text, told.button if acts else "", told.href if acts else "",
                    missing=shown, mine=acts)  # fmt: skip
    texts = {
        "/kesiapan": _("Nilai kesiapan dan putuskan"), "/ukuran": _("Isi ukuran"), "/uraian": _("Ubah uraian"),
        "/kesepakatan": _("Buka kesepakatan"), "/penutupan": _("Tulis pelajaran"),
    }  # fmt: skip
    first = missing[0]
    return Turn(told.title, told.text, texts[first.href.removeprefix(case.path)], first.href, missing=missing,
                mine=True)  # fmt: skip


def _preparing(case: Case, acts: bool) -> Turn:
    if case.model == WorkModel.ALONE:
        title = _yours(acts, _("Giliran Anda: mulai menjalankan"), _("Giliran penerima: mulai menjalankan"))
        text = _("Begitu layanannya dipakai orang pertama, catat tanggalnya. Sejak itu replikasinya tampil untuk umum.")
        told = Turn(title, text, _("Catat tanggal mulai"), f"{case.path}/mulai")
        return _way(case, acts, TO_BEGIN, told)
    title = _yours(acts, _("Giliran Anda: kirim minat kepada pemilik"), _("Giliran penerima: mengirim minat"))
    text = _("Sebelum minat dikirim, hanya instansi Anda yang melihat kasus ini.") if acts else ""
    return _way(case, acts, TO_ASK, Turn(title, text, _("Kirim minat"), f"{case.path}/minat"))


def _asked(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda: periksa minat ini"), _("Giliran hub: memeriksa minat"))
    text = _("Teruskan kepada pemilik, atau kembalikan dengan catatan.") if acts else _(
        "Pemilik baru melihat kasus ini setelah minatnya diteruskan.")  # fmt: skip
    days = rules_of(case).clock.climb[0]
    otherwise = _("Bila belum dijawab %(n)d hari setelah itu, pusat diberi tahu.") % {"n": days}
    return Turn(title, text, _("Periksa minat") if acts else "", f"{case.path}/minat" if acts else "",
                otherwise=otherwise, mine=acts)  # fmt: skip


def _returned(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda: perbaiki minat"), _("Giliran penerima: memperbaiki minat"))
    text = _("Catatan hub: %(reason)s") % {"reason": case.state_reason}
    return Turn(title, text, _("Perbaiki minat") if acts else "", f"{case.path}/minat" if acts else "", mine=acts)


def _verified(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda: jawab permintaan ini"), _("Giliran pemilik: menjawab permintaan"))
    text = _("Baca kebutuhannya, lalu terima atau tolak dengan alasan.") if acts else ""
    otherwise = _("Setelah itu tingkat di atas pemilik diberi tahu bahwa jawabannya terlambat.")
    return Turn(title, text, _("Jawab permintaan") if acts else "", f"{case.path}/minat" if acts else "",
                otherwise=otherwise, mine=acts)  # fmt: skip


def _refused(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda: pilih cara lain"), _("Giliran penerima: memilih cara lain"))
    text = _("Pemilik menolak: %(reason)s") % {"reason": case.state_reason}
    return Turn(title, text, _("Pilih cara lain") if acts else "", f"{case.path}/minat" if acts else "", mine=acts)


def _agreeing(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda berdua: susun kesepakatan"), _("Giliran kedua pihak: menyusun kesepakatan"))
    text = _("Setelah kedua pihak menandatangani di luar sistem, unggah salinannya.")
    return _way(case, acts, TO_SIGN, Turn(title, text, _("Nyatakan ditandatangani"), f"{case.path}/kesepakatan"))


def _agreed(case: Case, acts: bool) -> Turn:
    title = _yours(acts, _("Giliran Anda: mulai menjalankan"), _("Giliran penerima: mulai menjalankan"))
    text = _("Belajar dari pemilik, rancang penyesuaian, lalu catat hari pertama layanannya dipakai orang.")
    return _way(case, acts, TO_BEGIN, Turn(title, text, _("Catat tanggal mulai"), f"{case.path}/mulai"))


def _running(case: Case, acts: bool) -> Turn:
    """The measurement whose day has come; else what closing needs."""
    awaited = awaited_slot(case)
    if awaited is not None and case.recorded and awaited.on < day_of(case.created_at):
        # Nobody is late with what was due before it was written down.
        title = _yours(acts, _("Giliran Anda: isi ukuran yang ada"), _("Giliran penerima: isi ukuran yang ada"))
        text = _("Replikasi ini dicatat sesudah terjadi. Tulis data awal dan ukuran yang pernah dicatat, lalu ukur"
                 " keadaannya sekarang.")  # fmt: skip
        return Turn(title, text, _("Isi ukuran") if acts else "", f"{case.path}/ukuran" if acts else "", mine=acts)
    if awaited is not None and awaited.state in (SlotState.DUE, SlotState.LATE):
        otherwise = _("Setelah itu pemilik diberi tahu bahwa ukurannya terlambat.")
        if awaited.state == SlotState.LATE:
            otherwise = _("Tanggal itu sudah lewat: pemilik diberi tahu bahwa ukurannya terlambat.")
        whose = _("Giliran penerima: isi ukuran bulan ke-%(n)d")
        title = _yours(acts, _("Giliran Anda: isi ukuran bulan ke-%(n)d"), whose)
        return Turn(
            title % {"n": awaited.month}, "", _("Isi ukuran") if acts else "", f"{case.path}/ukuran" if acts else "",
            _day(awaited.on + GRACE), otherwise, mine=acts,
        )  # fmt: skip
    if awaited is not None and _missing(case, ("measured",)):
        title = _("Ukuran berikutnya: bulan ke-%(n)d, sekitar %(day)s") % {"n": awaited.month, "day": _day(awaited.on)}
        text = _("Sampai saat itu tidak ada yang mendesak. Yang sudah dapat dikerjakan ada di bawah.")
        return Turn(title, text, _("Buka ukuran") if acts else "", f"{case.path}/ukuran" if acts else "", mine=acts)
    title = _yours(acts, _("Giliran Anda: ajukan penutupan"), _("Giliran penerima: mengajukan penutupan"))
    text = _("Terbukti baru dapat dinyatakan setelah ukuran %(n)d bulan atau lebih sesudah mulai.")
    told = Turn(title, text % {"n": rules_of(case).proof_months}, _("Ajukan penutupan"), f"{case.path}/penutupan")
    return _way(case, acts, TO_CLOSE, told)


def awaited_slot(case: Case) -> Slot | None:
    """The month of measuring that is to be filled in now or comes next; None before the beginning. One query."""
    if case.began_on is None:
        return None
    rows = Measurement.objects.filter(indicator__case=case, indicator__main=True, indicator__dropped_at__isnull=True)
    days = set(rows.values_list("on", flat=True))
    if case.state == CaseState.DONE and case.replication is not None and case.replication.seen_on:
        # Once it is closed, a word that it still runs is enough.
        days.add(case.replication.seen_on)
    slots = slots_of(case.began_on, days, rules_of(case).remind, today())
    return next((one for one in slots if one.is_awaited), None)


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def _closing(case: Case, acts: bool) -> Turn:
    whose = _("Giliran hub: mengonfirmasi penutupan") if case.model == WorkModel.ALONE else _(
        "Giliran pemilik: mengonfirmasi penutupan")  # fmt: skip
    title = _yours(acts, _("Giliran Anda: konfirmasi penutupan"), whose)
    text = _("Periksa ukuran dan pelajarannya; yang kurang dapat dikembalikan dengan catatan.") if acts else ""
    return Turn(title, text, _("Periksa dan konfirmasi") if acts else "", f"{case.path}/penutupan" if acts else "",
                mine=acts)  # fmt: skip


def _done(case: Case, mine: frozenset[Side]) -> Turn:
    text = _("Kedua pihak mengonfirmasinya.")
    acts, awaited = Side.TAKER in mine, awaited_slot(case)
    if awaited is not None:
        told = {"n": awaited.month, "day": _day(awaited.on)}
        text += " " + _("Ukur lagi pada bulan ke-%(n)d, sekitar %(day)s: dari situ terlihat apakah ia bertahan.") % told
    return Turn(_("Selesai"), text, _("Isi ukuran") if acts else "", f"{case.path}/ukuran" if acts else "")


def _stopped(case: Case, mine: frozenset[Side]) -> Turn:
    text = _("Sejak %(day)s, %(code)s. %(reason)s") % {
        "day": formats.date_format(case.ended_on, "j F Y") if case.ended_on else _("hari yang belum diketahui"),
        "code": case.get_stop_reason_display(), "reason": case.state_reason,
    }  # fmt: skip
    acts = Side.TAKER in mine
    return Turn(_("Berhenti"), text, _("Jalankan lagi") if acts else "", f"{case.path}/jalankan-lagi" if acts else "")


def _cancelled(case: Case, mine: frozenset[Side]) -> Turn:
    return Turn(_("Dibatalkan"), _("Alasannya: %(reason)s") % {"reason": case.state_reason})


SAYS: dict[CaseState, Callable[[Case, bool], Turn]] = {
    CaseState.PREPARING: _preparing,
    CaseState.ASKED: _asked,
    CaseState.RETURNED: _returned,
    CaseState.VERIFIED: _verified,
    CaseState.REFUSED: _refused,
    CaseState.AGREEING: _agreeing,
    CaseState.AGREED: _agreed,
    CaseState.RUNNING: _running,
    CaseState.CLOSING: _closing,
}
ENDED: dict[CaseState, Callable[[Case, frozenset[Side]], Turn]] = {
    CaseState.DONE: _done, CaseState.STOPPED: _stopped, CaseState.CANCELLED: _cancelled,
}  # fmt: skip
"""What the panel says in a state, to who acts now or not; of what is over, by side."""
