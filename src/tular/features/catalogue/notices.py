"""What people are told about records they write, approve or publish."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.foundation.notifications.choices import Rhythm
from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "catalogue"

define_group(
    GROUP,
    gettext_lazy("Catatan inovasi"),
    gettext_lazy("Keputusan tentang catatan Anda, dan catatan yang menunggu Anda."),
)
define_group(
    "catalogue.updates",
    gettext_lazy("Pengingat pemutakhiran"),
    gettext_lazy("Catatan yang lama tidak dipastikan isinya."),
    Rhythm.WEEKLY,
)

define(
    NoticeKind(
        "catalogue.submitted",
        GROUP,
        title=lambda p: _("Diajukan: %(title)s") % p,
        text=lambda p: _("%(who)s mengajukan naskah ini. Periksa, lalu setujui atau kembalikan dengan alasan.") % p,
    )
)
define(
    NoticeKind(
        "catalogue.approved",
        GROUP,
        title=lambda p: _("Disetujui instansi: %(title)s") % p,
        text=lambda p: _("Naskah ini sudah disetujui instansi pemilik dan menunggu diterbitkan."),
    )
)
define(
    NoticeKind(
        "catalogue.returned",
        GROUP,
        title=lambda p: _("Dikembalikan: %(title)s") % p,
        text=lambda p: _("%(who)s mengembalikannya dengan alasan: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "catalogue.rejected",
        GROUP,
        title=lambda p: _("Ditolak: %(title)s") % p,
        text=lambda p: _("%(who)s menolaknya dengan alasan: %(reason)s Naskahnya tetap ada.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "catalogue.published",
        GROUP,
        title=lambda p: _("Terbit: %(title)s") % p,
        text=lambda p: _("Catatan ini sekarang dapat dibaca semua orang."),
    )
)
define(
    NoticeKind(
        "catalogue.withdrawn",
        GROUP,
        title=lambda p: _("Ditarik: %(title)s") % p,
        text=lambda p: _("%(who)s menarik catatan ini dengan alasan: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "catalogue.restored",
        GROUP,
        title=lambda p: _("Dipulihkan: %(title)s") % p,
        text=lambda p: _("Catatan ini terbit kembali."),
    )
)
define(
    NoticeKind(
        "catalogue.stopped",
        GROUP,
        title=lambda p: _("Dinyatakan berhenti: %(title)s") % p,
        text=lambda p: _("Pemilik menyatakan inovasi ini berhenti atau vakum. Sebab: %(reason)s") % p,
    )
)
define(
    NoticeKind(
        "catalogue.update_wanted",
        "catalogue.updates",
        title=lambda p: (
            ngettext("%(count)d catatan perlu dipastikan", "%(count)d catatan perlu dipastikan", p["count"]) % p
        ),
        text=lambda p: (
            _("Baca lagi isinya, betulkan bila perlu, lalu pastikan. Antara lain: %(titles)s.") % p
            + (" " + _("Pesan: %(note)s") % p if p.get("note") else "")
        ),
    )
)
define(
    NoticeKind(
        "catalogue.passed_on",
        GROUP,
        title=lambda p: (
            ngettext("%(count)d catatan dari %(agency)s", "%(count)d catatan dari %(agency)s", p["count"]) % p
        ),
        text=lambda p: _("Catatan itu kini milik %(successor)s. Periksa unitnya dan pastikan isinya masih benar.") % p,
    )
)
define(
    NoticeKind(
        "catalogue.assigned",
        GROUP,
        title=lambda p: (
            ngettext("%(count)d catatan untuk %(unit)s", "%(count)d catatan untuk %(unit)s", p["count"]) % p
        ),
        text=lambda p: _("%(who)s menyerahkannya kepada unit Anda. Baca isinya dan pastikan masih benar.") % p,
    )
)
