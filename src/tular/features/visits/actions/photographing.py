"""Photos for items of the checklist, each with what is known of its place and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.visits.actions.moving import needs_reason
from tular.features.visits.models import Visit, VisitPhoto
from tular.features.visits.queries.photos import MOST_OF_ITEM, MOST_OF_VISIT
from tular.features.visits.queries.record import barred, item_of
from tular.features.visits.queries.visibility import memberships_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile
from tular.foundation.files.taken import Taken

LONGEST_CAPTION = 300
MOST_ACCURACY = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """What came with a photo: the name that the device gave it, and what the device or its owner tells of it."""

    sent_as: str
    caption: str
    place: str = ""
    device_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy: int | None = None


@action("visits.photograph", gettext_lazy("Menambah foto kunjungan"))
def photograph(
    visit: Visit, *, item: str, file: StoredFile, told: Told, taken: Taken, by: Any, now: datetime, reason: str = ""
) -> VisitPhoto:
    """Keep a photo for an item; the same one sent twice is kept once. Photos of many people at once add up.

    Refused for an unknown item, without words for what it shows, beyond the most, and once nothing is recorded any
    more.
    """
    known = visit.photos.filter(by=by, sent_as=told.sent_as).first()
    if known is not None:
        return known
    belongs = memberships_of(by).filter(visit=visit).exists()
    if why := barred(visit, belongs=belongs):
        raise Refused(why)
    if item_of(visit.record, item) is None:
        raise Refused(_("Butir ini tidak dikenal. Muat ulang halamannya."))
    if not told.caption:
        raise Refused(Reason(_("Tulis apa yang tampak di foto."), "caption"))
    counted = visit.photos.filter(dropped_at__isnull=True)
    if counted.filter(item=item).count() >= MOST_OF_ITEM:
        raise Refused(_("Satu butir paling banyak 10 foto. Lepas dulu yang tidak perlu."))
    if counted.count() >= MOST_OF_VISIT:
        raise Refused(_("Satu kunjungan paling banyak 60 foto. Lepas dulu yang tidak perlu."))
    whole = told.latitude is not None and told.longitude is not None
    return VisitPhoto.objects.create(
        visit=visit, item=item, file=file, sent_as=told.sent_as, sent_sha256=taken.sha256,
        caption=told.caption[:LONGEST_CAPTION], place=told.place[:LONGEST_CAPTION], device_at=told.device_at,
        device_latitude=told.latitude if whole else None, device_longitude=told.longitude if whole else None,
        device_accuracy=min(told.accuracy, MOST_ACCURACY) if whole and told.accuracy is not None else None,
        exif_at=taken.at, exif_latitude=taken.latitude, exif_longitude=taken.longitude, by=by, at=now,
    )  # fmt: skip


@action("visits.drop_photo", gettext_lazy("Melepas foto kunjungan"))
def drop_photo(photo: VisitPhoto, *, by: Any, now: datetime, reason: str = "") -> VisitPhoto:
    """It does not count any more, and is not shown; it stays on record with the reason."""
    if photo.dropped_at is not None:
        raise Refused(_("Foto ini sudah dilepas."))
    if why := barred(photo.visit, belongs=True):
        raise Refused(why)
    photo.dropped_reason = needs_reason(reason, _("Tulis mengapa foto ini dilepas."))
    photo.dropped_at, photo.dropped_by = now, by
    photo.save()
    return photo
