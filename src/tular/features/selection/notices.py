"""What people are told about lists, objections and promotions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.selection.choices import Outcome
from tular.foundation.notifications.kinds import NoticeKind, Params, define, define_group

GROUP = "selection"

define_group(
    GROUP,
    gettext_lazy("Hasil seleksi dan sanggah"),
    gettext_lazy("Daftar yang diumumkan, sanggah atasnya, dan promosi ke kompetisi lain."),
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
