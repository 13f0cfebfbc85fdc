"""Minutes on paper: what was frozen, with small photos, the digest, and a QR code to where they are verified."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from tular.features.competitions.queries.moments import to_the_second
from tular.features.visits.models import Minutes
from tular.features.visits.queries.minutes import MinutesPage, minutes_page
from tular.features.visits.queries.photos import place_text
from tular.foundation.documents.typesetting import qr_svg, typeset
from tular.foundation.files.models import StoredFile

MOST_PHOTOS = 24
"""Photos on the paper; the others are on the page."""

WIDTH = 420


def paper_of(minutes: Minutes, *, whole: bool, site: str) -> bytes:
    """The PDF, in Indonesian; the same minutes, signatures and addenda give the same bytes. Reads the photos."""
    with translation.override("id"):
        page = minutes_page(minutes, whole=whole)
        last = [minutes.at, *(one.at for one in page.signatures), *(one.at for one in page.addenda)]
        if page.acknowledgement:
            last.append(page.acknowledgement.at)
        return typeset("visits/minutes.typ", _values(page, site), at=max(last))


def _values(page: MinutesPage, site: str) -> dict[str, Any]:
    told, minutes = page.told, page.minutes
    zone = told["plan"]["zone"]
    photos = _photos(page, zone)
    acknowledged = page.acknowledgement
    return {
        # The agency's copy is made from less: what it may not read does not even reach the typesetter.
        "told": {key: value for key, value in told.items() if key not in ("general", "items", "present")},
        "mode": page.mode,
        "times": page.times,
        "present": [list(pair) for pair in page.present],
        "summary": page.summary,
        "recommendation": page.recommendation,
        "whole": page.whole,
        "items": [
            {
                "number": one.number, "question": one.question, "claim": one.claim, "finding": one.finding,
                "value": one.value, "note": one.note, "photos": len(one.photos),
            }
            for one in page.items
        ],
        "photos": photos,
        "more_photos": sum(len(one.photos) for one in page.items) - len(photos),
        "drawn_at": to_the_second(minutes.at, zone),
        "signatures": [
            {
                "name": one.signed_as, "role": "Ketua tim" if one.member.lead else "Anggota",
                "at": to_the_second(one.at, zone),
            }
            for one in page.signatures
        ],
        "unsigned": list(page.unsigned),
        "acknowledged": {
            "name": acknowledged.signed_as, "position": acknowledged.position, "remarks": acknowledged.remarks,
            "at": to_the_second(acknowledged.at, zone),
        } if acknowledged else None,
        "addenda": [
            {"number": one.number, "text": one.text, "reason": one.reason, "by": one.by.name, "sha256": one.sha256,
             "at": to_the_second(one.at, zone)}
            for one in page.addenda
        ],
        "sha256": minutes.sha256,
        "address": f"{site}{page.verify}",
        "qr": qr_svg(f"{site}{page.verify}"),
    }  # fmt: skip


def _photos(page: MinutesPage, zone: str) -> list[dict[str, Any]]:
    wanted = [(one.number, photo) for one in page.items for photo in one.photos][:MOST_PHOTOS]
    files = StoredFile.objects.in_bulk([photo["file"] for _number, photo in wanted])
    by_id = {str(key): file for key, file in files.items()}
    return [
        {
            "number": number, "caption": photo["caption"], "sha256": photo["sha256"][:16],
            "where": _where(photo, zone),
            "image": _small(by_id.get(photo["file"])),
        }
        for number, photo in wanted
    ]  # fmt: skip


def _where(photo: Mapping[str, Any], zone: str) -> list[str]:
    """When and where it was taken, by the device if that told it, else by the file; what nobody told is not there."""
    taken = photo["device_at"] or photo["at"]
    lines = [to_the_second(datetime.fromisoformat(taken), zone)]
    for source in ("device", "exif"):
        latitude, longitude = photo[f"{source}_latitude"], photo[f"{source}_longitude"]
        if latitude and longitude:
            lines.append(place_text(Decimal(latitude), Decimal(longitude)))
            break
    if photo["place"]:
        lines.append(str(photo["place"]))
    return lines


def _small(file: StoredFile | None) -> list[int]:
    """A small JPEG as numbers, which JSON can carry; [] when the picture cannot be read any more."""
    if file is None:
        return []
    try:
        with default_storage.open(file.stored_as) as stream, Image.open(stream) as image:
            image.thumbnail((WIDTH, WIDTH))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=70)
    except OSError:
        return []
    return list(out.getvalue())
