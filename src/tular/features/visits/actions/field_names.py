"""What history calls the fields of field verification."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.visits.models import Visit
from tular.features.visits.queries.visibility import visits_of_team, visits_run_by, visits_told_to
from tular.foundation.audit import labels


def _may_read_contact(person: Any, pk: str) -> bool:
    """Who runs the competition, the team, and the agency that was told of the visit."""
    rows = (visits_run_by(person), visits_of_team(person), visits_told_to(person))
    return any(one.filter(pk=pk).exists() for one in rows)


labels.personal(Visit._meta.label_lower, "contact", may_read=_may_read_contact)

labels.name_fields(
    "visits.visitchoice",
    {
        "competition": _("kompetisi"), "stage": _("tahap"), "proposal": _("proposal"), "reason": _("alasan"),
        "undone_at": _("dibatalkan pada"), "undone_by": _("dibatalkan oleh"), "undone_reason": _("alasan batal"),
    },
)  # fmt: skip
labels.name_fields(
    "visits.verifier",
    {
        "competition": _("kompetisi"), "stage": _("tahap"), "person": _("orang"), "days_off": _("hari libur"),
        "left_at": _("berhenti pada"), "left_reason": _("alasan berhenti"),
    },
)  # fmt: skip
labels.name_fields(
    "visits.visit",
    {
        "choice": _("pilihan"), "mode": _("cara"), "starts_at": _("mulai"), "ends_at": _("selesai"),
        "place": _("tempat"), "latitude": _("lintang"), "longitude": _("bujur"), "link": _("tautan rapat"),
        "contact": _("penghubung"), "note": _("yang disiapkan"), "announced_at": _("diumumkan pada"),
        "revision": _("perubahan ke-"), "change_reason": _("alasan perubahan"), "released_at": _("dibuka pada"),
        "released_by": _("dibuka oleh"), "created_by": _("direncanakan oleh"),
    },
)  # fmt: skip
labels.name_fields(
    "visits.visitmember",
    {
        "visit": _("kunjungan"), "verifier": _("verifikator"), "lead": _("ketua"), "left_at": _("keluar pada"),
        "left_reason": _("alasan keluar"),
    },
)  # fmt: skip
labels.name_fields(
    "visits.fieldrecord",
    {
        "visit": _("kunjungan"), "items": _("daftar periksa"), "from_rulebook": _("daftar dari buku aturan"),
        "versions": _("nomor simpanan"),
    },
)  # fmt: skip
labels.name_fields(
    "visits.visitphoto",
    {
        "visit": _("kunjungan"), "item": _("butir"), "file": _("berkas"), "sent_as": _("nama dari perangkat"),
        "sent_sha256": _("sidik saat diterima"), "caption": _("yang tampak"), "place": _("tempat"),
        "device_at": _("jam perangkat"), "device_latitude": _("lintang perangkat"),
        "device_longitude": _("bujur perangkat"), "device_accuracy": _("ketelitian (meter)"),
        "exif_at": _("waktu dalam berkas"), "exif_latitude": _("lintang dalam berkas"),
        "exif_longitude": _("bujur dalam berkas"), "dropped_at": _("dilepas pada"), "dropped_by": _("dilepas oleh"),
        "dropped_reason": _("alasan dilepas"),
    },
)  # fmt: skip
labels.name_fields("visits.minutes", {"visit": _("kunjungan"), "number": _("nomor"), "canonical": _("naskah")})
labels.name_fields(
    "visits.signature", {"minutes": _("berita acara"), "member": _("penanda tangan"), "signed_as": _("sebagai")}
)
labels.name_fields(
    "visits.acknowledgement",
    {
        "minutes": _("berita acara"), "signed_as": _("nama"), "position": _("jabatan"),
        "remarks": _("catatan instansi"), "shown": _("yang dibaca"),
    },
)  # fmt: skip
labels.name_fields("visits.addendum", {"minutes": _("berita acara"), "number": _("nomor")})
labels.name_fields(
    "visits.verifierconflict", {"verifier": _("verifikator"), "proposal": _("proposal"), "reason": _("alasan")}
)
