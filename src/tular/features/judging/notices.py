"""What people are told about judging."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.features.judging.choices import ConflictKind
from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "judging"

define_group(
    GROUP,
    gettext_lazy("Penilaian"),
    gettext_lazy("Bacaan Anda sebagai penilai, dan kabar dari penilai bila Anda menyelenggarakan kompetisi."),
)

define(
    NoticeKind(
        "judging.abstained",
        GROUP,
        title=lambda p: _("Penilai %(evaluator)d tidak menilai usulan %(number)s") % p,
        text=lambda p: _("%(competition)s. Alasannya: %(reason)s Tugaskan penilai lain.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.reopened",
        GROUP,
        title=lambda p: _("Lembar nilai usulan %(number)s dibuka lagi") % p,
        text=lambda p: _("Penyelenggara membukanya agar Anda dapat memperbaiki nilai. Alasannya: %(reason)s") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.appointed",
        GROUP,
        title=lambda p: _("Anda menjadi penilai %(competition)s") % p,
        text=lambda p: _("%(giver)s mengangkat Anda sebagai Penilai %(number)02d. Lengkapi profil Anda dulu.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.released",
        GROUP,
        title=lambda p: _("Tugas Anda sebagai penilai %(competition)s berakhir") % p,
        text=lambda p: _("Alasannya: %(reason)s Nilai yang sudah Anda serahkan tetap tersimpan.") % p,
    )
)
define(
    NoticeKind(
        "judging.pact_wanted",
        GROUP,
        title=lambda p: _("Tandatangani pakta integritas %(competition)s") % p,
        text=lambda p: _("Tanpa tanda tangan itu Anda belum dapat menilai. Membacanya perlu beberapa menit."),
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.conflicts_to_look_at",
        GROUP,
        title=lambda p: _("Benturan kepentingan perlu dilihat: %(count)d") % p,
        text=lambda p: _("%(competition)s. Benarkan atau cabut satu per satu, dengan alasan.") % p,
    )
)
define(
    NoticeKind(
        "judging.conflict_declared",
        GROUP,
        title=lambda p: _("Penilai %(evaluator)02d menyatakan benturan dengan usulan %(entry)d") % p,
        text=lambda p: (
            _("%(competition)s. Jenisnya: %(why)s. Tugaskan penilai lain.")
            % {"competition": p["competition"], "why": ConflictKind(p["why"]).label}
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.difference",
        GROUP,
        title=lambda p: _("Penilai berbeda jauh: usulan %(number)s") % p,
        text=lambda p: _("%(competition)s. %(said)s.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.discussion",
        GROUP,
        title=lambda p: _("Bahas dan nilai ulang: usulan %(number)s") % p,
        text=lambda p: _("%(said)s. Nilai Anda yang pertama tetap tersimpan; mulailah dari situ.") % p,
        urgent=True,
    )
)


def _reminded(p: dict[str, Any]) -> str:
    text = ngettext(
        "%(count)d bacaan Anda belum selesai; penilaian ditutup %(until)s.",
        "%(count)d bacaan Anda belum selesai; penilaian ditutup %(until)s.", p["count"],
    )  # fmt: skip
    return f"{text % p}\n{p['note']}" if p.get("note") else text % p


define(
    NoticeKind(
        "judging.reminded",
        GROUP,
        title=lambda p: _("Bacaan Anda menunggu: %(competition)s") % p,
        text=_reminded,
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.silent",
        GROUP,
        title=lambda p: _("Penilai %(number)02d belum mulai membaca") % p,
        text=lambda p: (
            _("%(competition)s: %(count)d bacaan belum dibuka, meski sudah diingatkan. Alihkan bila perlu.") % p
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "judging.pairs_wanted",
        GROUP,
        title=lambda p: _("Bandingkan proposal di ambang: %(competition)s") % p,
        text=lambda p: (
            ngettext(
                "%(count)d proposal terlalu berdekatan untuk dipisahkan nilai. Anda melihat dua-dua dan memilih.",
                "%(count)d proposal terlalu berdekatan untuk dipisahkan nilai. Anda melihat dua-dua dan memilih.",
                p["count"],
            )
            % p
        ),
        urgent=True,
    )
)
