"""What people are told about field verification."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "visits"

define_group(
    GROUP,
    gettext_lazy("Verifikasi lapangan"),
    gettext_lazy("Jadwal kunjungan, perubahannya, dan berita acara: bagi tim, instansi, dan penyelenggara."),
)

define(
    NoticeKind(
        "visits.appointed",
        GROUP,
        title=lambda p: _("Anda menjadi verifikator %(competition)s") % p,
        text=lambda p: _("%(giver)s mengangkat Anda. Jadwal kunjungan Anda tampil di sini begitu direncanakan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.released",
        GROUP,
        title=lambda p: _("Tugas Anda sebagai verifikator %(competition)s berakhir") % p,
        text=lambda p: _("Alasannya: %(reason)s Yang sudah Anda catat tetap tersimpan.") % p,
    )
)
define(
    NoticeKind(
        "visits.assigned",
        GROUP,
        title=lambda p: _("Kunjungan untuk Anda: %(title)s") % p,
        text=lambda p: _("%(when)s, %(where)s. Bila ada hubungan dengan instansinya, nyatakan di halaman ini.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.taken_off",
        GROUP,
        title=lambda p: _("Anda tidak lagi dalam tim kunjungan: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
    )
)
define(
    NoticeKind(
        "visits.announced",
        GROUP,
        title=lambda p: _("Verifikasi lapangan: %(title)s") % p,
        text=lambda p: _("%(when)s, %(where)s. Terpilih untuk diverifikasi tidak menjanjikan penghargaan apa pun.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.changed",
        GROUP,
        title=lambda p: _("Jadwal verifikasi berubah: %(title)s") % p,
        text=lambda p: _("Sekarang %(when)s, %(where)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.cancelled",
        GROUP,
        title=lambda p: _("Verifikasi dibatalkan: %(title)s") % p,
        text=lambda p: _("Semula %(when)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.stepped_aside",
        GROUP,
        title=lambda p: _("Verifikator mundur: %(title)s") % p,
        text=lambda p: _("%(name)s keluar dari tim. Alasannya: %(reason)s Lengkapi timnya.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.to_sign",
        GROUP,
        title=lambda p: _("Tandatangani berita acara: %(title)s") % p,
        text=lambda p: _("%(lead)s menyusunnya dari jawaban tim. Bacalah, lalu tandatangani.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.signed",
        GROUP,
        title=lambda p: _("Berita acara lengkap: %(title)s") % p,
        text=lambda p: _("Semua verifikator sudah menandatangani."),
    )
)
define(
    NoticeKind(
        "visits.to_acknowledge",
        GROUP,
        title=lambda p: _("Baca catatan verifikasi: %(title)s") % p,
        text=lambda p: _("Nyatakan bahwa Anda sudah membacanya, dengan catatan bila ada. Itu bukan persetujuan."),
        urgent=True,
    )
)
define(
    NoticeKind(
        "visits.acknowledged",
        GROUP,
        title=lambda p: _("Instansi sudah membaca berita acara: %(title)s") % p,
        text=lambda p: _("%(name)s, %(position)s.") % p,
    )
)
define(
    NoticeKind(
        "visits.given_out",
        GROUP,
        title=lambda p: _("Berita acara dibuka untuk Anda: %(title)s") % p,
        text=lambda p: _("Penyelenggara membuka berita acara selengkapnya."),
    )
)
define(
    NoticeKind(
        "visits.added_to",
        GROUP,
        title=lambda p: _("Berita acara diberi tambahan: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s Naskah yang ditandatangani tidak berubah.") % p,
    )
)
