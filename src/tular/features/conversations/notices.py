"""Everything that people are told about questions, comments and what they follow."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

define_group(
    "questions",
    gettext_lazy("Tanya jawab"),
    gettext_lazy("Pertanyaan tentang inovasi atau instansi Anda, dan jawaban atas pertanyaan Anda."),
)
define_group(
    "following",
    gettext_lazy("Yang Anda ikuti"),
    gettext_lazy("Inovasi baru dan perubahan pada inovasi, tema, dan instansi yang Anda ikuti."),
)
define_group(
    "moderation",
    gettext_lazy("Laporan dan komentar"),
    gettext_lazy("Komentar dan laporan yang menunggu keputusan Anda."),
)

define(
    NoticeKind(
        "conversations.asked",
        "questions",
        title=lambda p: _("Pertanyaan tentang %(subject)s") % p,
        text=lambda p: (
            _("“%(text)s” Jawab di dalam Tular; alamat surel dan nomor Anda tidak terlihat oleh penanya.") % p
        ),
    )
)
define(
    NoticeKind(
        "conversations.climbed",
        "questions",
        title=lambda p: _("Pertanyaan tentang %(subject)s belum dijawab") % p,
        text=lambda p: _("“%(text)s” Pertanyaan ini diteruskan kepada Anda karena tenggat jawabannya lewat.") % p,
    )
)
define(
    NoticeKind(
        "conversations.answered",
        "questions",
        title=lambda p: _("Jawaban tentang %(subject)s") % p,
        text=lambda p: p["text"],
    )
)
define(
    NoticeKind(
        "conversations.followed_up",
        "questions",
        title=lambda p: _("Pertanyaan lanjutan tentang %(subject)s") % p,
        text=lambda p: p["text"],
    )
)
define(
    NoticeKind(
        "conversations.published",
        "questions",
        title=lambda p: _("Tanya jawab tentang %(subject)s diterbitkan") % p,
        text=lambda p: _("Pertanyaan Anda dan jawabannya tampil di halaman inovasi, tanpa nama Anda."),
    )
)
define(
    NoticeKind(
        "conversations.closed",
        "questions",
        title=lambda p: _("Pertanyaan tentang %(subject)s ditutup") % p,
        text=lambda p: p["reason"],
    )
)
define(
    NoticeKind(
        "conversations.reported",
        "moderation",
        title=lambda p: _("Laporan tentang %(subject)s") % p,
        text=lambda p: p["text"],
    )
)
define(
    NoticeKind(
        "conversations.report_decided",
        "questions",
        title=lambda p: _("Laporan Anda sudah diputuskan"),
        text=lambda p: p["decision"],
    )
)
define(
    NoticeKind(
        "conversations.commented",
        "moderation",
        title=lambda p: _("Komentar tentang %(subject)s menunggu pemeriksaan") % p,
        text=lambda p: p["text"],
    )
)
define(
    NoticeKind(
        "conversations.comment_decided",
        "questions",
        title=lambda p: (
            _("Komentar Anda tentang %(subject)s tampil") % p
            if p["shown"]
            else _("Komentar Anda tentang %(subject)s tidak ditampilkan") % p
        ),
        text=lambda p: p["reason"] or _("Semua orang kini dapat membacanya."),
    )
)
define(
    NoticeKind(
        "conversations.news",
        "following",
        title=lambda p: _("Kabar dari yang Anda ikuti: %(subject)s") % p,
        text=lambda p: _("“%(title)s” diterbitkan atau dimutakhirkan.") % p,
    )
)
