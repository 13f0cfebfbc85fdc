"""Photos of a visit, with every place and time that is known, and how far from the plan. Nothing is judged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tular.features.competitions.queries.moments import to_the_second
from tular.features.visits.models import Visit, VisitPhoto

EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""

MOST_OF_ITEM, MOST_OF_VISIT, MOST_AT_ONCE = 10, 60, 10


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of where or when: by which source, and what."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as pages show it."""

    photo: VisitPhoto
    known: tuple[Known, ...]


def metres_between(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> float:
    """Distance over the ground by the haversine formula; coordinates are (latitude, longitude) in degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(float(value)) for value in (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def distance_text(metres: float) -> str:
    """ "350 m", "1,2 km", "84 km"."""
    if metres < 1000:
        return _("%(n)s m") % {"n": formats.number_format(round(metres))}
    return _("%(n)s km") % {"n": formats.number_format(metres / 1000, 1 if metres < 10_000 else 0)}


def exif_text(told: str) -> str:
    """A moment as a file tells it ("2026:03:06 09:12:44 +07:00"), in words; unchanged when it is not of that form."""
    day, _space, rest = told.partition(" ")
    try:
        found = date.fromisoformat(day.replace(":", "-"))
    except ValueError:
        return told
    clock, _space, zone = rest.partition(" ")
    told_zone = f" ({zone})" if zone else ""
    return f"{date_format(found, 'j F Y')} {clock.replace(':', '.')}{told_zone}"


def place_text(latitude: Decimal, longitude: Decimal) -> str:
    """ "−7,44716; 112,71833" as the reader's language writes numbers."""
    return f"{formats.number_format(latitude, 5)}; {formats.number_format(longitude, 5)}"


def shown(photo: VisitPhoto, visit: Visit) -> Shown:
    """Every source apart from the others."""
    zone = visit.zone
    known = []
    if photo.device_at:
        known.append(Known(_("Jam perangkat"), to_the_second(photo.device_at, zone)))
    known.append(Known(_("Sampai di server"), to_the_second(photo.at, zone)))
    if photo.exif_at:
        known.append(Known(_("Waktu dalam berkas"), exif_text(photo.exif_at)))
    for label, latitude, longitude, accuracy in (
        (_("Lokasi perangkat"), photo.device_latitude, photo.device_longitude, photo.device_accuracy),
        (_("Lokasi dalam berkas"), photo.exif_latitude, photo.exif_longitude, None),
    ):
        if latitude is not None and longitude is not None:
            known.append(Known(label, _located(visit, latitude, longitude, accuracy)))
    if photo.place:
        known.append(Known(_("Tempat menurut pemotret"), photo.place))
    return Shown(photo, tuple(known))


def _located(visit: Visit, latitude: Decimal, longitude: Decimal, accuracy: int | None) -> str:
    parts = [place_text(latitude, longitude)]
    if accuracy is not None:
        parts.append(_("ketelitian ±%(distance)s") % {"distance": distance_text(accuracy)})
    if visit.latitude is not None and visit.longitude is not None:
        away = distance_text(metres_between((visit.latitude, visit.longitude), (latitude, longitude)))
        parts.append(_("%(distance)s dari tempat yang direncanakan") % {"distance": away})
    return ", ".join(parts)


def photos_of(visit: Visit, item: str = "") -> list[Shown]:
    """The photos that count, of one item or of all, in order. One query."""
    rows = visit.photos.filter(dropped_at__isnull=True).select_related("file", "by")
    return [shown(one, visit) for one in (rows.filter(item=item) if item else rows)]


def moment_sent(text: str) -> datetime | None:
    """A moment with its zone as a device tells it (ISO 8601); None for anything else."""
    try:
        found = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def degrees_sent(text: str, most: int) -> Decimal | None:
    """A coordinate as a device tells it; None for anything else."""
    try:
        value = Decimal(text[:30])
    except ArithmeticError:
        return None
    return value.quantize(Decimal("0.00001")) if value.is_finite() and abs(value) <= most else None


def facts_of(photo: VisitPhoto) -> dict[str, Any]:
    """What minutes keep of a photo: exact, and independent of the reader's language."""
    return {
        "sha256": photo.file.sha256, "sent_sha256": photo.sent_sha256, "file": str(photo.file_id),
        "caption": photo.caption, "place": photo.place, "by": photo.by.name, "at": photo.at.isoformat(),
        "device_at": photo.device_at.isoformat() if photo.device_at else "",
        "device_latitude": _plain(photo.device_latitude), "device_longitude": _plain(photo.device_longitude),
        "device_accuracy": photo.device_accuracy, "exif_at": photo.exif_at,
        "exif_latitude": _plain(photo.exif_latitude), "exif_longitude": _plain(photo.exif_longitude),
    }  # fmt: skip


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
