"""What history calls the fields of events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "events.event",
    {
        "slug": _("alamat halaman"), "title": _("nama acara"), "kind": _("jenis"), "mode": _("cara"),
        "host": _("tuan rumah"), "starts_at": _("mulai"), "ends_at": _("selesai"), "zone": _("zona waktu"),
        "place": _("tempat"), "link": _("tautan rapat"), "description": _("keterangan"), "quota": _("batas peserta"),
        "is_public": _("tampil untuk umum"), "state": _("keadaan"), "state_reason": _("alasan dibatalkan"),
        "is_demo": _("contoh"), "created_by": _("disusun oleh"), "created_at": _("disusun pada"),
    },
)  # fmt: skip
labels.name_fields(
    "events.agendaitem",
    {
        "event": _("acara"), "place": _("urutan"), "starts_at": _("mulai"), "minutes": _("menit"), "title": _("judul"),
        "speaker": _("narasumber"), "speaker_role": _("jabatan narasumber"),
    },
)  # fmt: skip
labels.name_fields(
    "events.invitation",
    {
        "event": _("acara"), "person": _("orang"), "name": _("nama"), "email": _("surel"), "agency": _("instansi"),
        "agency_text": _("instansi menurut yang diundang"), "role": _("peran"), "state": _("jawaban"),
        "reply": _("pesan"), "invited_by": _("diundang oleh"),
        "invited_at": _("diundang pada"), "replied_at": _("dijawab pada"), "attended_at": _("hadir pada"),
    },
)  # fmt: skip
labels.personal("events.invitation", "email", "name", "reply")
