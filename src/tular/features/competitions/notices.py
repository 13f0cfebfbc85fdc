"""What people are told about competitions: dates that move, invitations, tasks, and the end."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.audit.queries.wording import moment
from tular.foundation.notifications.kinds import NoticeKind, define, define_group

define_group(
    "competitions",
    gettext_lazy("Kompetisi"),
    gettext_lazy("Tenggat yang bergeser, undangan kelompok, tugas di sebuah kompetisi, dan kompetisi yang dibatalkan."),
)

define(
    NoticeKind(
        "competitions.moved",
        "competitions",
        title=lambda p: (
            _("%(span)s bergeser: ditutup %(until)s") % {"span": p["span"], "until": moment(p["closes"], p["zone"])}
        ),
        text=lambda p: (
            _("%(competition)s. Semula ditutup %(before)s. Alasan: %(reason)s")
            % {"competition": p["competition"], "before": moment(p["before"], p["zone"]), "reason": p["reason"]}
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "competitions.extended",
        "competitions",
        title=lambda p: (
            _("%(agency)s boleh mengajukan sampai %(until)s")
            % {"agency": p["agency"], "until": moment(p["closes"], p["zone"])}
        ),
        text=lambda p: (
            _("%(competition)s. Perpanjangan ini hanya untuk instansi Anda. Alasan: %(reason)s")
            % {"competition": p["competition"], "reason": p["reason"]}
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "competitions.invited",
        "competitions",
        title=lambda p: _("%(agency)s diundang ke %(group)s") % {"agency": p["agency"], "group": p["group"]},
        text=lambda p: (
            _("%(competition)s. %(note)s") % {"competition": p["competition"], "note": p["note"]}
            if p.get("note")
            else p["competition"]
        ),
    )
)
define(
    NoticeKind(
        "competitions.appointed",
        "competitions",
        title=lambda p: (
            _("Anda menjadi sekretariat %(competition)s") % {"competition": p["competition"]}
            if p["role"] == "sekretariat"
            else _("Anda menjadi pemeriksa administrasi %(competition)s") % {"competition": p["competition"]}
        ),
        text=lambda p: _("%(giver)s menugaskan Anda.") % {"giver": p["giver"]},
    )
)
define(
    NoticeKind(
        "competitions.dismissed",
        "competitions",
        title=lambda p: _("Tugas Anda di %(competition)s berakhir") % {"competition": p["competition"]},
        text=lambda p: _("Yang sudah Anda kerjakan tetap tersimpan atas nama Anda."),
    )
)
define(
    NoticeKind(
        "competitions.adopted",
        "competitions",
        title=lambda p: _("Aturan %(competition)s dikoreksi") % {"competition": p["competition"]},
        text=lambda p: (
            _("Kini memakai versi %(number)d. Alasan: %(reason)s") % {"number": p["number"], "reason": p["reason"]}
        ),
    )
)
define(
    NoticeKind(
        "competitions.cancelled",
        "competitions",
        title=lambda p: _("%(competition)s dibatalkan") % {"competition": p["competition"]},
        text=lambda p: (
            _("Alasan: %(reason)s Semua tulisan Anda tetap tersimpan.") % {"reason": p["reason"].rstrip(".") + "."}
        ),
        urgent=True,
    )
)
