"""How much people may send who are not signed in: so much from one internet address, and so much from all of them.

What they sent and what then belongs to nothing is removed after a day (`sweep`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from tular.foundation.actions import Refused
from tular.foundation.files.models import StoredFile
from tular.foundation.ui.sizes import bytes_text

MOST_FILES = 20
"""Files a day from one address, also those that were refused; a whole office may stand behind one."""

MOST_BYTES = 60_000_000
"""Bytes a day from one address."""

MOST_OF_ALL = 2_000_000_000
"""Bytes that all strangers together may leave here within 24 hours."""

DAY = timedelta(days=1)


def admit(address: str, size: int, *, now: datetime) -> None:
    """Count a file that a stranger is about to leave. Raises `Refused` when it would be too much; nothing is kept."""
    day = timezone.localdate(now, timezone.get_default_timezone())
    key = f"files.strangers:{place_of(address)}:{day:%Y-%m-%d}"
    files, sent = cache.get(key, (0, 0))
    cache.set(key, (files + 1, sent), DAY.total_seconds())
    if files >= MOST_FILES:
        text = _(
            "Dari sambungan internet Anda hari ini sudah dikirim %(count)d berkas, batas untuk pengunjung tanpa akun. "
            "Coba lagi besok, atau masuk dulu bila Anda punya akun. Isian Anda yang lain masih ada."
        )
        raise Refused(text % {"count": MOST_FILES})
    if sent + size > MOST_BYTES:
        text = _(
            "Dari sambungan internet Anda hari ini sudah dikirim %(sent)s; bersama berkas ini melewati batas %(most)s "
            "untuk pengunjung tanpa akun. Perkecil berkasnya atau coba lagi besok. Isian Anda yang lain masih ada."
        )
        raise Refused(text % {"sent": bytes_text(sent), "most": bytes_text(MOST_BYTES)})
    recent = StoredFile.objects.filter(uploaded_by=None, created_at__gt=now - DAY)
    if (recent.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_OF_ALL:
        raise Refused(
            _(
                "Hari ini terlalu banyak berkas dari pengunjung tanpa akun, sehingga berkas Anda belum diterima. Coba "
                "lagi besok. Isian Anda yang lain masih ada."
            )
        )
    cache.set(key, (files + 1, sent + size), DAY.total_seconds())


def place_of(address: str) -> str:
    """The address; of IPv6 the network, in which one household has more addresses than anybody can count."""
    try:
        found = ip_address(address)
    except ValueError:
        return "?"
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
