"""What history calls the fields of public ratings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "ratings.publicrating",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "state": _("keadaan"),
        "state_at": _("keadaan sejak"),
        "state_reason": _("alasan"),
        "questions": _("pertanyaan"),
        "by_rulebook": _("pertanyaan dari buku aturan"),
        "inspected_at": _("diperiksa pada"),
        "forgotten_at": _("data orang dihapus pada"),
        "opened_by": _("dibuka oleh"),
        "opened_at": _("dibuka pada"),
    },
)
labels.name_fields(
    "ratings.ratedentry",
    {
        "rating": _("penilaian masyarakat"),
        "proposal": _("proposal"),
        "admitted_at": _("masuk pada"),
        "left_at": _("keluar pada"),
        "left_reason": _("alasan keluar"),
    },
)
labels.name_fields(
    "ratings.servicerating",
    {
        "entry": _("inovasi yang dinilai"),
        "person": _("sidik penilai"),
        "network": _("sidik jaringan"),
        "domain": _("sidik domain surel"),
        "token": _("sidik tautan"),
        "channel": _("saluran"),
        "stance": _("menilai sebagai"),
        "standing": _("kedudukan"),
        "last_use": _("terakhir memakai"),
        "region": _("wilayah"),
        "answers": _("jawaban"),
        "comment": _("catatan"),
        "words": _("sidik catatan"),
        "at": _("pada"),
        "expires_at": _("tautan berlaku sampai"),
        "confirmed_at": _("dikonfirmasi pada"),
        "replaced_at": _("ditarik atau diganti pada"),
    },
)
labels.name_fields(
    "ratings.ratingcluster",
    {
        "entry": _("inovasi yang dinilai"),
        "rule": _("aturan"),
        "key": _("yang sama"),
        "size": _("banyaknya"),
        "members": _("anggota"),
        "block": _("kesamaan"),
        "chance": _("peluang kebetulan"),
        "held": _("disisihkan"),
        "decided_at": _("diputus pada"),
        "found_at": _("ditemukan pada"),
    },
)
labels.name_fields(
    "ratings.clusterdecision",
    {
        "cluster": _("kelompok"),
        "held": _("disisihkan"),
        "size": _("banyaknya"),
        "reason": _("alasan"),
        "by": _("oleh"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "ratings.benefitcomputation",
    {
        "rating": _("penilaian masyarakat"),
        "number": _("nomor"),
        "canonical": _("penilaian yang dibekukan"),
        "sha256": _("sidik SHA-256"),
        "figures": _("angka perlindungan"),
        "by": _("oleh"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "ratings.benefitscore",
    {
        "computation": _("hitungan"),
        "entry": _("inovasi yang dinilai"),
        "confirmed": _("dikonfirmasi"),
        "counted": _("dihitung"),
        "score": _("skor"),
        "low": _("batas bawah"),
        "high": _("batas atas"),
        "told": _("rincian"),
    },
)
