"""What an editor answers to a save, the same in every feature."""

from __future__ import annotations

from datetime import datetime

from django.http import JsonResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours before UTC → what people call the zone."""


def saved_text(now: datetime) -> str:
    """ "Tersimpan 10.42 WIB", by the reader's zone."""
    local = timezone.localtime(now)
    offset = local.utcoffset()
    zone = ZONES.get(int(offset.total_seconds() // 3600), local.tzname()) if offset else "UTC"
    return _("Tersimpan %(time)s %(zone)s") % {"time": formats.time_format(local, "H.i"), "zone": zone}


def met_another(by: object, page: str) -> JsonResponse:
    """To a save by itself that lost against the one of `by`: `page` is the editor of the section, which shows both."""
    text = _("%(who)s sudah menyimpan bagian ini. Tulisan Anda disimpan di sampingnya.") % {"who": by}
    return JsonResponse({"text": text, "link": _("Bandingkan keduanya"), "address": f"{page}?banding=1"}, status=409)
