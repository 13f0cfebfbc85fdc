"""What people are told about lists, objections and promotions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.features.selection.choices import Outcome
from tular.foundation.notifications.kinds import NoticeKind, Params, define, define_group

GROUP = "selection"

define_group(
    GROUP,
    gettext_lazy("Hasil seleksi dan sanggah"),
    gettext_lazy("Sidang pleno, daftar yang diumumkan, sanggah atasnya, dan promosi ke kompetisi lain."),
)


def _how_many(p: Params) -> str:
    if p["left_out"]:
        return _(
            "Dari instansi Anda %(passed)d lolos, %(failed)d tidak lolos, %(left_out)d belum diputus. "
            "Alasannya ada pada halaman setiap proposal."
        ) % p  # fmt: skip
    return _(
        "Dari instansi Anda %(passed)d lolos dan %(failed)d tidak lolos. "
        "Alasannya ada pada halaman setiap proposal."
    ) % p  # fmt: skip


def _result_title(p: Params) -> str:
    if p["outcome"] == Outcome.PASSED:
        return _("Lolos %(stage)s: %(title)s") % p
    if p["outcome"] == Outcome.FAILED:
        return _("Tidak lolos %(stage)s: %(title)s") % p
    return _("Belum diputus dalam %(stage)s: %(title)s") % p


define(
    NoticeKind(
        "selection.announced",
        GROUP,
        title=lambda p: _("%(list)s: daftar nomor %(number)d diumumkan") % p,
        text=_how_many,
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.result",
        GROUP,
        title=_result_title,
        text=lambda p: _("%(list)s, daftar nomor %(number)d. Buka proposalnya untuk membaca hasil dan alasannya.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.objected",
        GROUP,
        title=lambda p: _("Sanggah: %(title)s") % p,
        text=lambda p: _("%(agency)s menyanggah hasil %(stage)s. Baca, lalu terima atau tolak dengan alasan.") % p,
    )
)
define(
    NoticeKind(
        "selection.granted",
        GROUP,
        title=lambda p: _("Sanggah diterima: %(title)s") % p,
        text=lambda p: _("%(answer)s Perubahannya tampil dalam daftar bernomor berikutnya.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.refused",
        GROUP,
        title=lambda p: _("Sanggah ditolak: %(title)s") % p,
        text=lambda p: p["answer"],
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.promoted",
        GROUP,
        title=lambda p: _("Dipromosikan ke %(target)s: %(title)s") % p,
        text=lambda p: (
            _(
                "Proposal ini lolos dari %(source)s. Semua isian dan berkasnya sudah disalin. "
                "Lengkapi yang diminta kompetisi ini, lalu ajukan sebelum ditutup."
            )
            % p
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.certified",
        GROUP,
        title=lambda p: _("Sertifikat terbit: %(competition)s") % p,
        text=lambda p: (
            ngettext(
                "%(n)d sertifikat dapat Anda unduh. Siapa pun dapat memeriksanya dengan kode QR.",
                "%(n)d sertifikat dapat Anda unduh. Siapa pun dapat memeriksanya dengan kode QR.",
                p["n"],
            )
            % p
        ),
    )
)
define(
    NoticeKind(
        "selection.feedback",
        GROUP,
        title=lambda p: _("Umpan balik penilaian: %(title)s") % p,
        text=lambda p: _("Per kriteria, dengan komentar penilai. Dari %(stage)s %(competition)s.") % p,
    )
)
define(
    NoticeKind(
        "selection.recorded",
        GROUP,
        title=lambda p: _("Masuk katalog: %(title)s") % p,
        text=lambda p: _("Penghargaannya tercatat dari daftar yang diumumkan. Anda dapat melengkapi catatannya.") % p,
    )
)
define(
    NoticeKind(
        "selection.seated",
        GROUP,
        title=lambda p: _("Anda diundang ke sidang: %(stage)s") % p,
        text=lambda p: (
            _("%(competition)s. Peringkat dan hal yang dipungut suaranya terbuka bagi Anda selama sidang.") % p
        ),
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.asked",
        GROUP,
        title=lambda p: _("Suara Anda diminta: %(competition)s") % p,
        text=lambda _p: _("Baca usulannya, lalu beri suara. Tidak ada yang melihatnya sebelum pemungutan ditutup."),
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.to_approve",
        GROUP,
        title=lambda p: _("Hasil sidang menunggu persetujuan: %(stage)s") % p,
        text=lambda p: _("%(competition)s. Periksa hasil dan berita acaranya, lalu setujui atau kembalikan.") % p,
        urgent=True,
    )
)
define(
    NoticeKind(
        "selection.approved",
        GROUP,
        title=lambda p: _("Hasil sidang disetujui: %(stage)s") % p,
        text=lambda p: _("%(competition)s. Berita acaranya sudah dibekukan; daftarnya dapat disiapkan.") % p,
    )
)
define(
    NoticeKind(
        "selection.sent_back",
        GROUP,
        title=lambda p: _("Hasil sidang dikembalikan: %(stage)s") % p,
        text=lambda p: p["reason"],
        urgent=True,
    )
)
