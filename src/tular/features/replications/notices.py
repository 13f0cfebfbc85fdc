"""What people are told about replications."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "replications"

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
        text=lambda p: _("%(owner)s kini menjawab.") % p,
    )
)
define(
    NoticeKind(
        "replications.to_answer",
        GROUP,
        title=lambda p: _("Jawab permintaan replikasi: %(title)s") % p,
        text=lambda p: _("%(taker)s ingin menerapkannya. Baca kebutuhannya, lalu terima atau tolak.") % p,
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
