"""What people are told about proposals they write, answer for or check."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "proposals"

define_group(
    GROUP,
    gettext_lazy("Proposal"),
    gettext_lazy("Ke mana proposal Anda bergerak, siapa yang ditunggu, dan tanda terimanya."),
)
define_group(
    "proposals.reminders",
    gettext_lazy("Pengingat penutupan"),
    gettext_lazy("Proposal yang belum diajukan menjelang penutupan."),
)

define(
    NoticeKind(
        "proposals.handed_in",
        GROUP,
        title=lambda p: _("Diserahkan kepada Anda: %(title)s") % p,
        text=lambda p: _("%(who)s menyerahkannya. Ajukan bila sudah lengkap, atau kembalikan dengan alasan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "proposals.taken_back",
        GROUP,
        title=lambda p: _("Diambil kembali oleh unit: %(title)s") % p,
        text=lambda p: _("%(who)s melanjutkan menulisnya. Anda diberi tahu bila diserahkan lagi.") % p,
    )
)


def _returned(p: dict[str, Any]) -> str:
    said = _("%(who)s mengembalikannya: %(reason)s") % p
    if not p.get("comments"):
        return said
    more = ngettext(
        "Ada %(comments)d komentar pada bagiannya yang belum selesai.",
        "Ada %(comments)d komentar pada bagiannya yang belum selesai.",
        p["comments"],
    )
    return f"{said}\n{more % p}"


define(
    NoticeKind(
        "proposals.returned",
        GROUP,
        title=lambda p: _("Dikembalikan untuk diperbaiki: %(title)s") % p,
        text=_returned,
        urgent=True,
    )
)


def _submitted(p: dict[str, Any]) -> str:
    said = (
        _(
            "%(who)s mengajukannya ke %(competition)s. Nomor tanda terima %(receipt)s. Teks dan berkasnya dibekukan; "
            "simpan atau cetak tanda terimanya."
        )
        % p
    )
    if not p.get("looked_at"):
        return said
    more = ngettext(
        "%(looked_at)d hal diperiksa petugas dalam seleksi administrasi.",
        "%(looked_at)d hal diperiksa petugas dalam seleksi administrasi.",
        p["looked_at"],
    )
    return f"{said}\n{more % p}"


define(
    NoticeKind("proposals.submitted", GROUP, title=lambda p: _("Diajukan: %(title)s") % p, text=_submitted, urgent=True)
)
define(
    NoticeKind(
        "proposals.fix_asked",
        GROUP,
        title=lambda p: _("Perlu diperbaiki sampai %(until)s: %(title)s") % p,
        text=lambda p: (
            _("Penyelenggara meminta: %(reason)s Perbaiki, lalu ajukan lagi. Bila tidak, yang sudah diajukan berlaku.")
            % p
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "proposals.mended",
        GROUP,
        title=lambda p: _("Sudah diperbaiki: %(title)s") % p,
        text=lambda p: _("%(who)s mengajukan perbaikan yang Anda minta. Periksa lagi.") % p,
    )
)
define(
    NoticeKind(
        "proposals.fix_passed",
        GROUP,
        title=lambda p: _("Masa perbaikan berakhir: %(title)s") % p,
        text=lambda p: _("Perbaikan tidak diajukan sampai batas waktunya. Yang diajukan semula tetap berlaku."),
        urgent=True,
    )
)
define(
    NoticeKind(
        "proposals.withdrawn",
        GROUP,
        title=lambda p: _("Ditarik: %(title)s") % p,
        text=lambda p: _("%(who)s menariknya dari kompetisi: %(reason)s Isinya tetap tersimpan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "proposals.restored",
        GROUP,
        title=lambda p: _("Menjadi draf lagi: %(title)s") % p,
        text=lambda p: _("%(who)s membukanya kembali. Semua isinya masih ada.") % p,
    )
)
define(
    NoticeKind(
        "proposals.remind_one",
        "proposals.reminders",
        title=lambda p: _("Belum diajukan: %(title)s") % p,
        text=lambda p: (
            _("%(who)s mengingatkan Anda. Pengajuan ditutup pada %(closes)s. Keadaan sekarang: %(state)s.") % p
            + (" " + _("Pesan: %(note)s") % p if p.get("note") else "")
        ),
        urgent=True,
    )
)


def _days(p: dict[str, Any]) -> str:
    return ngettext("%(days)d hari lagi", "%(days)d hari lagi", p["days"]) % p


define(
    NoticeKind(
        "proposals.closing",
        "proposals.reminders",
        title=lambda p: (
            ngettext(
                "%(count)d proposal belum diajukan, %(left)s", "%(count)d proposal belum diajukan, %(left)s", p["count"]
            )
            % {**p, "left": _days(p)}
        ),
        text=lambda p: (
            _("%(competition)s menutup pengajuan pada %(closes)s. Yang belum diajukan saat itu tidak ikut: %(titles)s.")
            % p
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "proposals.none_yet",
        "proposals.reminders",
        title=lambda p: _("%(agency)s belum memiliki proposal, %(left)s") % {**p, "left": _days(p)},
        text=lambda p: (
            _("%(competition)s menutup pengajuan pada %(closes)s. Instansi Anda boleh ikut dan belum memulai apa pun.")
            % p
        ),
    )
)
define(
    NoticeKind(
        "proposals.joined_team",
        GROUP,
        title=lambda p: _("Anda ikut menulis: %(title)s") % p,
        text=lambda p: _("%(who)s menjadikan Anda anggota tim proposal ini.") % p,
    )
)
define(
    NoticeKind(
        "proposals.commented",
        GROUP,
        title=lambda p: _("Komentar pada %(title)s") % p,
        text=lambda p: _("%(who)s tentang bagian “%(section)s”: %(text)s") % p,
    )
)
