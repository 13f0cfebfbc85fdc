"""Where and when a photo says it was taken, read before the picture is made anew without it."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from PIL import ExifTags, Image

PLACES = Decimal("0.00001")
"""About a metre."""

LONGEST = 40
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What the file itself says; nothing of it is proof. `at` is as written, without a zone unless the file has one.

    `sha256` is of the bytes as they came.
    """

    at: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    sha256: str = ""


def taken_facts(stream: IO[bytes]) -> Taken:
    """Time and place from EXIF (JPEG, PNG, WebP), empty where there are none or they make no sense. Rewinds the stream.

    Never fails for a picture that cannot be read: whether it is one is asked when it is stored.
    """
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    stream.seek(0)
    try:
        with Image.open(stream) as image:
            exif = image.getexif()
            inner, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # noqa: BLE001 - Pillow fails in many ways on broken files, and none of them matters here
        inner, place = {}, {}
    stream.seek(0)
    latitude = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    longitude = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    whole = latitude is not None and longitude is not None
    return Taken(_moment(inner), latitude if whole else None, longitude if whole else None, digest.hexdigest())


def _moment(inner: Any) -> str:
    """ "2026:03:05 09:12:44 +07:00", as the camera wrote it."""
    at = inner.get(ExifTags.Base.DateTimeOriginal)
    offset = inner.get(ExifTags.Base.OffsetTimeOriginal)
    text = " ".join(one for one in (at, offset) if isinstance(one, str) and one)
    return "".join(letter for letter in text if letter.isprintable())[:LONGEST].strip()


def _degrees(place: Any, key: int, side: int, negative: str, most: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (float(one) for one in place[key])
        value = degrees + minutes / 60 + seconds / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return Decimal(-value if place.get(side) == negative else value).quantize(PLACES)
