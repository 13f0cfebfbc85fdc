"""What people are told about the public rating."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.notifications.kinds import NoticeKind, define, define_group

GROUP = "ratings"

define_group(
    GROUP,
    gettext_lazy("Penilaian masyarakat"),
    gettext_lazy("Dimulainya penilaian kebermanfaatan inovasi instansi Anda, dan hasilnya."),
)
define(
    NoticeKind(
        "ratings.opened",
        GROUP,
        title=lambda p: _("Masyarakat menilai %(title)s") % p,
        text=lambda p: (
            _("%(competition)s. Beri tahu pengguna layanan Anda; penilaian pegawai instansi sendiri dihitung terpisah.")
            % p
        ),
    )
)
define(
    NoticeKind(
        "ratings.released",
        GROUP,
        title=lambda p: _("Hasil penilaian masyarakat: %(title)s") % p,
        text=lambda p: _("%(competition)s. Hasilnya terbuka untuk semua orang, terpisah dari nilai para ahli.") % p,
    )
)
