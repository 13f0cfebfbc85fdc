"""What people are told about judging."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
