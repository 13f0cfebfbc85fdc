"""What people are told about replications."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.moments import in_words
from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "replications"


def _noted(text: str, p: dict[str, Any]) -> str:
    """The text, with the note of whoever checked the interest: an invitation to talk it over, for instance."""
    return f"{text} {_('Catatan pemeriksa: %(note)s') % p}" if p.get("note") else text


def _on(p: dict[str, Any]) -> dict[str, Any]:
    """With the day in the reader's words."""
    return {**p, "when": date_format(date.fromisoformat(p["day"]), "j F Y")}


define_group(
    GROUP,
    gettext_lazy("Replikasi"),
    gettext_lazy("Permintaan, jawaban, kesepakatan, ukuran, dan penutupan replikasi yang menyangkut Anda."),
)

define(
    NoticeKind(
        "replications.to_verify",
        GROUP,
        title=lambda p: _("Periksa minat replikasi: %(title)s") % p,
        text=lambda p: _("%(taker)s ingin mereplikasinya. Teruskan kepada pemilik, atau kembalikan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.verified",
        GROUP,
        title=lambda p: _("Minat Anda diteruskan kepada pemilik: %(title)s") % p,
        text=lambda p: _noted(_("%(owner)s kini menjawab.") % p, p),
    )
)
define(
    NoticeKind(
        "replications.to_answer",
        GROUP,
        title=lambda p: _("Jawab permintaan replikasi: %(title)s") % p,
        text=lambda p: _noted(_("%(taker)s ingin menerapkannya. Baca kebutuhannya, lalu terima atau tolak.") % p, p),
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.to_facilitate",
        GROUP,
        title=lambda p: _("Anda diminta memfasilitasi: %(title)s") % p,
        text=lambda p: _("%(taker)s meniru inovasi %(owner)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.returned",
        GROUP,
        title=lambda p: _("Minat dikembalikan: %(title)s") % p,
        text=lambda p: _("Yang harus diperbaiki: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.accepted",
        GROUP,
        title=lambda p: _("Pemilik menerima: %(title)s") % p,
        text=lambda p: _("%(owner)s bersedia. Susun kesepakatannya bersama.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.refused",
        GROUP,
        title=lambda p: _("Pemilik menolak: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.recorded",
        GROUP,
        title=lambda p: _("Replikasi yang sudah terjadi dicatat: %(title)s") % p,
        text=lambda p: _("%(taker)s mencatat “%(name)s” beserta dokumennya.") % p,
    )
)
define(
    NoticeKind(
        "replications.began",
        GROUP,
        title=lambda p: _("%(name)s mulai dijalankan") % p,
        text=lambda p: _("%(taker)s menjalankan replikasi %(title)s.") % p,
    )
)
define(
    NoticeKind(
        "replications.to_confirm",
        GROUP,
        title=lambda p: _("Konfirmasi penutupan: %(name)s") % p,
        text=lambda p: _("%(taker)s melaporkan replikasinya selesai. Periksa hasilnya, lalu konfirmasi.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.closing_returned",
        GROUP,
        title=lambda p: _("Penutupan belum dikonfirmasi: %(name)s") % p,
        text=lambda p: _("Yang masih kurang: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.closed",
        GROUP,
        title=lambda p: _("Penutupan dikonfirmasi: %(name)s") % p,
        text=lambda p: _("Kedua pihak menyatakan replikasi ini selesai."),
    )
)
define(
    NoticeKind(
        "replications.paused",
        GROUP,
        title=lambda p: _("Replikasi ditunda: %(name)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
    )
)
define(
    NoticeKind(
        "replications.cancelled",
        GROUP,
        title=lambda p: _("Replikasi dibatalkan: %(name)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
    )
)
define(
    NoticeKind(
        "replications.stopped",
        GROUP,
        title=lambda p: _("Replikasi berhenti: %(name)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
    )
)

define(
    NoticeKind(
        "replications.warning",
        GROUP,
        title=lambda p: _("Peringatan bagi peniru: %(title)s") % p,
        text=lambda p: p["text"],
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.warning_settled",
        GROUP,
        title=lambda p: _("Peringatan selesai: %(title)s") % p,
        text=lambda p: p["text"],
    )
)
define(
    NoticeKind(
        "replications.origin_stopped",
        GROUP,
        title=lambda p: _("Inovasi asal berhenti: %(title)s") % p,
        text=lambda p: _("%(owner)s menyatakannya berhenti atau vakum. Replikasi Anda boleh terus berjalan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.origin_withdrawn",
        GROUP,
        title=lambda p: _("Inovasi asal ditarik dari katalog: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s Kasus dan berkas Anda tetap ada.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.origin_changed",
        GROUP,
        title=lambda p: _("Inovasi asal diperbarui: %(title)s") % p,
        text=lambda p: _("%(owner)s menerbitkan uraian baru. Bandingkan dengan yang Anda jalankan.") % p,
    )
)
define(
    NoticeKind(
        "replications.answer_due",
        GROUP,
        title=lambda p: _("Segera dijawab: %(title)s") % p,
        text=lambda p: (
            _("Minat %(taker)s menunggu pemeriksaan Anda sampai %(until)s.") if p["checks"]
            else _("Permintaan %(taker)s menunggu jawaban Anda sampai %(until)s.")
        ) % {**p, "until": in_words(p["due"], p["zone"])},
        urgent=True,
    )
)  # fmt: skip
define(
    NoticeKind(
        "replications.answer_late",
        GROUP,
        title=lambda p: _("Belum dijawab: %(title)s") % p,
        text=lambda p: (
            _("Minat %(taker)s belum diperiksa; tenggatnya %(until)s. Mohon dibantu.") if p["checks"]
            else _("%(owner)s belum menjawab permintaan %(taker)s; tenggatnya %(until)s. Mohon dibantu.")
        ) % {**p, "until": in_words(p["due"], p["zone"])},
        urgent=True,
    )
)  # fmt: skip
define(
    NoticeKind(
        "replications.agreement_drafted",
        GROUP,
        title=lambda p: _("Rancangan kesepakatan: %(title)s") % p,
        text=lambda p: _("Naskahnya dapat Anda baca dan ubah, pasal demi pasal."),
    )
)
define(
    NoticeKind(
        "replications.agreement_signed",
        GROUP,
        title=lambda p: _("Kesepakatan ditandatangani: %(title)s") % p,
        text=lambda p: _("Salinannya ada di halaman kesepakatan; teksnya kini tetap."),
    )
)
define(
    NoticeKind(
        "replications.agreement_ending",
        GROUP,
        title=lambda p: _("Kesepakatan akan berakhir: %(title)s") % p,
        text=lambda p: (
            _("Berlaku sampai %(until)s. Perpanjang bila kerja samanya berlanjut.")
            % {"until": date_format(p["until"], "j F Y")}
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.task_given",
        GROUP,
        title=lambda p: _("Tugas untuk Anda: %(task)s") % p,
        text=lambda p: _("%(giver)s memberikannya, dalam replikasi %(name)s.") % p,
    )
)
define(
    NoticeKind(
        "replications.task_due",
        GROUP,
        title=lambda p: _("Tugas sampai %(day)s: %(task)s") % p,
        text=lambda p: _("Dalam replikasi %(name)s. Tandai selesai, atau lepas bila tidak perlu lagi.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.joined",
        GROUP,
        title=lambda p: _("Anda ikut mengerjakan: %(name)s") % p,
        text=lambda p: _("%(giver)s menambahkan Anda. Inovasinya: %(title)s.") % p,
    )
)
define(
    NoticeKind(
        "replications.passed_on",
        GROUP,
        title=lambda p: _("Instansi Anda meneruskan replikasi: %(name)s") % p,
        text=lambda p: _("Sebelumnya milik %(before)s. Semua yang sudah dikerjakan ikut pindah.") % p,
    )
)
define(
    NoticeKind(
        "replications.meeting_asked",
        GROUP,
        title=lambda p: _("Jawab ajakan bertemu: %(title)s") % p,
        text=lambda p: _("%(taker)s ingin belajar dari Anda, %(when)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.meeting_moved",
        GROUP,
        title=lambda p: _("Pertemuan digeser: %(title)s") % p,
        text=lambda p: _("Waktu barunya %(when)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.meeting_agreed",
        GROUP,
        title=lambda p: _("Pertemuan disetujui: %(title)s") % p,
        text=lambda p: _("%(taker)s dan %(host)s bertemu %(when)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.meeting_declined",
        GROUP,
        title=lambda p: _("Pertemuan tidak dapat: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.meeting_cancelled",
        GROUP,
        title=lambda p: _("Pertemuan dibatalkan: %(title)s") % p,
        text=lambda p: _("Yang dijadwalkan %(when)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.meeting_held",
        GROUP,
        title=lambda p: _("Laporan pertemuan: %(title)s") % p,
        text=lambda p: _("%(taker)s menulis apa yang dipelajari dari %(host)s.") % p,
    )
)
define(
    NoticeKind(
        "replications.to_measure",
        GROUP,
        title=lambda p: _("Ukur bulan ke-%(month)d: %(name)s") % p,
        text=lambda p: _("Hari ukurnya %(when)s. Ukur dengan cara yang sama seperti data awalnya.") % _on(p),
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.still_running",
        GROUP,
        title=lambda p: _("Masih berjalan? %(name)s") % p,
        text=lambda p: (
            _("Bulan ke-%(month)d jatuh pada %(when)s. Ukur lagi, nyatakan masih berjalan, atau catat bila berhenti.")
            % _on(p)
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.measure_late",
        GROUP,
        title=lambda p: _("Ukuran terlambat: %(name)s") % p,
        text=lambda p: (
            _("Bulan ke-%(month)d jatuh pada %(when)s. Pihak pemilik dalam kasus ini juga diberi tahu.") % _on(p)
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "replications.measure_overdue",
        GROUP,
        title=lambda p: _("Ukuran replikasi terlambat: %(name)s") % p,
        text=lambda p: (
            _("%(taker)s belum mengisi ukuran bulan ke-%(month)d (%(when)s). Tanyakan apakah ada yang dapat dibantu.")
            % _on(p)
        ),
    )
)
define(
    NoticeKind(
        "replications.certified",
        GROUP,
        title=lambda p: _("Piagam terbit: %(name)s") % p,
        text=lambda p: _("Nomor %(number)s. Siapa pun dapat memeriksa keasliannya.") % p,
    )
)
