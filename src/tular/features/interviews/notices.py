"""What people are told about interviews."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "interviews"

define_group(
    GROUP,
    gettext_lazy("Wawancara"),
    gettext_lazy("Jadwal presentasi dan wawancara: slot Anda, perubahannya, dan permintaan pindah."),
)

define(
    NoticeKind(
        "interviews.slot_given",
        GROUP,
        title=lambda p: _("Jadwal wawancara: %(proposal)s") % p,
        text=lambda p: _("%(when)s. Sebut siapa yang tampil dan unggah bahan presentasinya.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.panel_given",
        GROUP,
        title=lambda p: _("Jadwal wawancara tim Anda: %(competition)s") % p,
        text=lambda p: _("%(panel)s. Buka jadwalnya untuk melihat hari dan jam Anda.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.moved",
        GROUP,
        title=lambda p: _("Jadwal wawancara berubah: %(proposal)s") % p,
        text=lambda p: _("Sekarang %(when)s, semula %(before)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.taken_out",
        GROUP,
        title=lambda p: _("Slot wawancara ditarik: %(proposal)s") % p,
        text=lambda p: _("Semula %(before)s. Jadwal baru menyusul. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.where_changed",
        GROUP,
        title=lambda p: _("Tempat atau tautan wawancara berubah: %(proposal)s") % p,
        text=lambda p: _("%(when)s. Lihat tempat atau tautan yang baru. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.asked",
        GROUP,
        title=lambda p: _("Minta slot wawancara lain: usulan %(number)s") % p,
        text=lambda p: _("Sekarang %(when)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.kept",
        GROUP,
        title=lambda p: _("Slot wawancara tetap: %(proposal)s") % p,
        text=lambda p: _("%(when)s. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.postponed",
        GROUP,
        title=lambda p: _("Wawancara ditunda: %(proposal)s") % p,
        text=lambda p: _("Semula %(before)s. Jadwal baru menyusul. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "interviews.no_show",
        GROUP,
        title=lambda p: _("Penyaji tercatat tidak hadir: %(proposal)s") % p,
        text=lambda p: _("%(before)s. Catatannya: %(reason)s Penyelenggara memutuskan langkah berikutnya.") % p,
        urgent=True,
    )
)
