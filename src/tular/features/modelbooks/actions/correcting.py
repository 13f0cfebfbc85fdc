"""Telling of a mistake in an edition that was published. The edition itself stays as it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.models import Edition, Erratum
from tular.features.modelbooks.queries.editions import told_by
from tular.foundation.actions import Reason, Refused, action

LONGEST = 4_000


@action("modelbooks.correct", gettext_lazy("Mencatat ralat"))
def correct(
    edition: Edition, *, chapter: str, wrong: str, right: str, by: Any, now: datetime, reason: str = ""
) -> Erratum:
    """Say what a chapter has wrong and how it should read; shown with the edition for as long as it is read."""
    against = []
    if chapter not in {one["code"] for one in told_by(edition)["chapters"]}:
        against.append(Reason(_("Pilih bab edisi ini."), "chapter"))
    for name, text, said in (
        ("wrong", wrong, _("Tulis bagian yang keliru, seperti tertulis di buku.")),
        ("right", right, _("Tulis bagaimana seharusnya.")),
    ):
        if not text.strip():
            against.append(Reason(said, name))
        elif len(text) > LONGEST:
            against.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST}, name))
    if against:
        raise Refused(*against)
    return Erratum.objects.create(
        edition=edition, chapter=chapter, wrong=wrong.strip(), right=right.strip(), by=by, at=now
    )
