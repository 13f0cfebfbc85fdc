"""Signing the pact of integrity."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tular.features.competitions.models import Competition
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.models import IntegrityPact, Review
from tular.features.judging.queries.pact import asks_pact, digest_of, has_signed, pact_text, unsigned_in
from tular.features.judging.queries.visibility import may_judge
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.queries.notices import told_since
from tular.foundation.ui.typed import line_typed

LONGEST_NAME = 200
PACT_WANTED = "judging.pact_wanted"
AGAIN_AFTER = timedelta(hours=20)
"""A reminder a day is enough."""


@action("judging.sign_pact", gettext_lazy("Menandatangani pakta integritas"))
def sign_pact(competition: Competition, *, name: str, by: Any, now: datetime, reason: str = "") -> IntegrityPact:
    """Keep the text as it is now, with its fingerprint, under the name that was typed. Once per competition."""
    if not asks_pact(competition):
        raise Refused(_("Buku aturan kompetisi ini tidak meminta pakta integritas."))
    if has_signed(by, competition):
        raise Refused(_("Pakta ini sudah Anda tandatangani."))
    if not may_judge(by, competition):
        raise Refused(_("Anda bekerja untuk penyelenggara kompetisi ini, jadi tidak menilai."))
    typed = line_typed(name, LONGEST_NAME)
    if _plain(typed) != _plain(by.name):
        text = _("Ketik nama lengkap Anda seperti pada akun: %(name)s.") % {"name": by.name}
        raise Refused(Reason(text, "name"))
    with override("id"):
        text = pact_text(competition)
    return IntegrityPact.objects.create(
        competition=competition, person=by, text=text, sha256=digest_of(text), signed_as=typed, at=now
    )


@action("judging.remind_pact", gettext_lazy("Mengingatkan pakta integritas"))
def remind_pact(review: Review, *, by: Any, now: datetime, reason: str = "") -> int:
    """Tell everybody who has not signed, nobody twice a day; how many they are."""
    unsigned = [one.person for one in unsigned_in(review).select_related("person")]
    if not unsigned:
        raise Refused(_("Semua penilai sudah menandatangani pakta integritas."))
    competition = review.competition
    path = f"/penilaian/pakta/{competition.slug}"
    told = told_since(PACT_WANTED, path, now - AGAIN_AFTER)
    waiting = [one for one in unsigned if one.pk not in told]
    if not waiting:
        raise Refused(_("Semua yang belum menandatangani sudah diingatkan kurang dari 20 jam yang lalu."))
    notify(
        waiting, PACT_WANTED, path=path, now=now,
        competition=competition.title,
    )  # fmt: skip
    return len(waiting)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
