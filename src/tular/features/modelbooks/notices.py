"""What people are told about model books."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "modelbooks"

define_group(
    GROUP,
    gettext_lazy("Buku model"),
    gettext_lazy("Penulisan, FGD, pengesahan, dan tanggapan pembaca buku model yang menyangkut Anda."),
)

# Writing.
define(
    NoticeKind(
        "modelbooks.invited",
        GROUP,
        title=lambda p: _("Anda diajak menulis: %(title)s") % p,
        text=lambda p: _("Peran Anda: %(role)s. Buka naskahnya untuk melihat bab yang menunggu.") % p,
    )
)
define(
    NoticeKind(
        "modelbooks.assigned",
        GROUP,
        title=lambda p: _("Bab untuk Anda: %(chapter)s") % p,
        text=lambda p: _("Bab ini bagian dari buku model “%(title)s”.") % p,
    )
)
define(
    NoticeKind(
        "modelbooks.wanted",
        GROUP,
        title=lambda p: _("Bab “%(chapter)s” diminta") % p,
        text=lambda p: _("Rekan Anda ingin menulis bab ini di buku “%(title)s”. Serahkan bila Anda sudah selesai.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "modelbooks.handed",
        GROUP,
        title=lambda p: _("Bab “%(chapter)s” diserahkan kepada Anda") % p,
        text=lambda p: _("Anda sekarang memegang bab ini di buku “%(title)s”.") % p,
        urgent=True,
    )
)

# Approving and publishing.
define(
    NoticeKind(
        "modelbooks.to_approve",
        GROUP,
        title=lambda p: _("Sahkan naskah: %(title)s") % p,
        text=lambda p: _("Baca naskahnya sampai selesai, lalu sahkan, atau kembalikan dengan alasan."),
        urgent=True,
    )
)
define(
    NoticeKind(
        "modelbooks.sent_back",
        GROUP,
        title=lambda p: _("Naskah dikembalikan: %(title)s") % p,
        text=lambda p: _("Yang harus diperbaiki: %(why)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "modelbooks.approved",
        GROUP,
        title=lambda p: _("Naskah sudah disahkan: %(title)s") % p,
        text=lambda p: _("Dua orang yang tidak ikut menulis mengesahkannya. Admin pembina kini dapat menerbitkan."),
    )
)
define(
    NoticeKind(
        "modelbooks.published",
        GROUP,
        title=lambda p: _("Terbit: %(title)s, edisi %(number)s") % p,
        text=lambda p: _("Bukunya dapat dibaca siapa pun. Berkas unduhannya sedang dibangun."),
    )
)

# What readers give back.
define(
    NoticeKind(
        "modelbooks.to_check",
        GROUP,
        title=lambda p: _("Pembaca menulis tentang %(title)s") % p,
        text=lambda p: _("Periksa, lalu tampilkan atau tolak: “%(text)s”") % p,
    )
)
define(
    NoticeKind(
        "modelbooks.shown",
        GROUP,
        title=lambda p: _("Tulisan Anda ditampilkan: %(title)s") % p,
        text=lambda p: _("“%(text)s” kini dapat dibaca siapa pun.") % p,
    )
)
define(
    NoticeKind(
        "modelbooks.refused",
        GROUP,
        title=lambda p: _("Tulisan Anda tidak ditampilkan: %(title)s") % p,
        text=lambda p: _("Alasannya: %(reason)s") % p,
    )
)

# Rounds of FGD.
define(
    NoticeKind(
        "modelbooks.round_opened",
        GROUP,
        title=lambda p: _("FGD dibuka: %(title)s") % p,
        text=lambda p: _("Baca rancangannya dan beri masukan per kalimat sampai %(until)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "modelbooks.round_moved",
        GROUP,
        title=lambda p: _("Batas waktu masukan berubah: %(title)s") % p,
        text=lambda p: _("Masukan kini diterima sampai %(until)s.") % p,
    )
)
define(
    NoticeKind(
        "modelbooks.answered",
        GROUP,
        title=lambda p: _("Masukan Anda dijawab: %(title)s") % p,
        text=lambda p: (
            ngettext("Ada jawaban atas %(count)d masukan Anda.", "Ada jawaban atas %(count)d masukan Anda.", p["count"])
            % p
        ),
    )
)
define(
    NoticeKind(
        "modelbooks.answer_changed",
        GROUP,
        title=lambda p: _("Jawaban atas masukan Anda dibetulkan: %(title)s") % p,
        text=lambda p: _("Baca jawaban yang sekarang."),
    )
)
