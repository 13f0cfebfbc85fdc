"""One action on many records at once, and its undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.actions.deciding import approve, publish, unpublish
from tular.features.catalogue.actions.upkeep import ask_update, restore, take_back_request, withdraw
from tular.features.catalogue.models import BulkChange, Innovation
from tular.features.catalogue.queries.visibility import innovations_minded_by
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused, together

MOST = 200
"""Records at once: what a person can have looked at."""

UNDO_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done to many records, what undoes it, and whether it wants a reason."""

    label: Any
    do: Callable[..., Any]
    undo: Callable[..., Any] | None
    wants_reason: bool = False


BULK = {
    "minta": Bulk(gettext_lazy("Minta pemutakhiran"), ask_update, take_back_request),
    "terbit": Bulk(gettext_lazy("Terbitkan"), publish, unpublish),
    "setuju": Bulk(gettext_lazy("Setujui"), approve, None),
    "tarik": Bulk(gettext_lazy("Tarik dari umum"), withdraw, restore, wants_reason=True),
}


def change_many(codes: Sequence[str], what: str, *, by: Any, now: datetime, reason: str = "") -> BulkChange:
    """Do one thing to each of these records by itself; those that refuse are told with their reason, the rest is done.

    Records that the person does not see are passed over as if they did not exist. Raises `Refused` when nothing was
    chosen or too much, and when a reason is missing.
    """
    bulk = BULK.get(what)
    if bulk is None:
        raise Refused(_("Pilih apa yang harus dilakukan."))
    if not codes:
        raise Refused(_("Pilih dulu catatannya."))
    if len(codes) > MOST:
        raise Refused(_("Paling banyak %(most)d catatan sekaligus.") % {"most": MOST})
    if bulk.wants_reason and not reason.strip():
        raise Refused(_("Tulis alasannya: pemilik perlu tahu mengapa."))
    done, refused = [], []
    # One transaction: after a power cut either all of it happened, with the row that can undo it, or nothing did.
    with together():
        for innovation in innovations_minded_by(by).filter(code__in=list(codes)).order_by("pk"):
            try:
                bulk.do(innovation, by=by, now=now, reason=reason)
            except Refused as error:
                refused.append([innovation.title, " ".join(one.text for one in error.reasons)])
            except Denied:
                refused.append([innovation.title, _("Akun Anda tidak berwenang untuk catatan ini.")])
            else:
                done.append(innovation.pk)
        return BulkChange.objects.create(
            by=by, action=what, reason=reason, innovations=done, refused=refused, at=now,
            undone_at=None if bulk.undo else now,
        )  # fmt: skip


def undo_many(change: BulkChange, *, by: Any, now: datetime) -> list[tuple[str, str]]:
    """Take back a change of many records, within half an hour; (title, why not) of those that have moved on since."""
    bulk = BULK[change.action]
    refused = []
    with together():
        change = BulkChange.objects.select_for_update().get(pk=change.pk)
        if change.by_id != by.pk or change.undone_at is not None or bulk.undo is None:
            raise Refused(_("Perubahan ini sudah diurungkan, atau tidak dapat diurungkan."))
        if now - change.at > UNDO_WITHIN:
            raise Refused(_("Sudah lewat setengah jam. Ubah catatannya satu per satu."))
        for innovation in Innovation.objects.filter(pk__in=change.innovations).order_by("pk"):
            try:
                bulk.undo(innovation, by=by, now=now, reason=_("Perubahan massal diurungkan."))
            except Refused as error:
                refused.append((innovation.title, " ".join(one.text for one in error.reasons)))
            except Denied:
                refused.append((innovation.title, _("Akun Anda tidak berwenang untuk catatan ini.")))
        change.undone_at = now
        change.save()
    return refused
