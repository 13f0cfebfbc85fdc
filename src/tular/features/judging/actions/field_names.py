"""What history calls the fields of judging."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "judging.evaluatorprofile",
    {
        "institution": _("instansi"),
        "institution_name": _("nama lembaga"),
        "region": _("wilayah"),
        "expertise": _("keahlian"),
        "languages": _("bahasa"),
        "per_day": _("bacaan sehari"),
        "themes": _("tema"),
        "updated_at": _("diperbarui pada"),
    },
)
labels.name_fields(
    "judging.integritypact",
    {
        "competition": _("kompetisi"),
        "person": _("orang"),
        "text": _("isi"),
        "signed_as": _("ditandatangani sebagai"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "judging.review",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "state": _("keadaan"),
        "state_at": _("keadaan sejak"),
        "state_reason": _("alasan"),
        "readings": _("pembaca per proposal"),
        "minimum": _("bacaan paling sedikit"),
        "maximum": _("bacaan paling banyak"),
        "bridges": _("proposal jembatan"),
        "minutes": _("menit per bacaan"),
        "days_off": _("hari libur"),
        "created_by": _("dibuat oleh"),
        "created_at": _("dibuat pada"),
    },
)
labels.name_fields("judging.panel", {"review": _("penilaian"), "name": _("nama"), "categories": _("kategori")})
labels.name_fields(
    "judging.evaluator",
    {
        "review": _("penilaian"),
        "person": _("orang"),
        "number": _("nomor"),
        "panel": _("tim"),
        "minimum": _("bacaan paling sedikit"),
        "maximum": _("bacaan paling banyak"),
        "per_day": _("bacaan sehari"),
        "days_off": _("hari tanpa bacaan"),
        "since": _("sejak"),
        "left_at": _("berhenti pada"),
        "left_reason": _("alasan berhenti"),
    },
)
labels.name_fields(
    "judging.conflict",
    {
        "evaluator": _("penilai"),
        "entry": _("proposal"),
        "kind": _("jenis"),
        "source": _("dinyatakan oleh"),
        "note": _("catatan"),
        "doubtful": _("perlu dilihat orang"),
        "at": _("pada"),
        "lifted_by": _("dicabut oleh"),
        "lifted_at": _("dicabut pada"),
        "lift_reason": _("alasan dicabut"),
    },
)
labels.name_fields(
    "judging.disclosure",
    {
        "evaluator": _("penilai"),
        "agency": _("instansi"),
        "kind": _("jenis"),
        "note": _("catatan"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "judging.tie",
    {
        "competition": _("kompetisi"),
        "agency": _("instansi"),
        "name": _("nama orang"),
        "institution_name": _("nama lembaga"),
        "kind": _("jenis"),
        "note": _("catatan"),
        "at": _("pada"),
        "taken_back_at": _("ditarik pada"),
    },
)
labels.name_fields(
    "judging.assignmentplan",
    {
        "review": _("penilaian"),
        "number": _("nomor"),
        "canonical": _("masukan"),
        "feasible": _("dapat dilaksanakan"),
        "solutions": _("penugasan menurut tujuan"),
        "explanation": _("penjelasan"),
        "at": _("pada"),
        "adopted": _("yang dipakai"),
        "adopted_at": _("dipakai pada"),
        "adopted_by": _("dipakai oleh"),
    },
)
labels.name_fields(
    "judging.assignment",
    {
        "evaluator": _("penilai"),
        "entry": _("proposal"),
        "kind": _("asal"),
        "state": _("keadaan"),
        "state_at": _("keadaan sejak"),
        "state_reason": _("alasan"),
        "plan": _("rencana"),
        "at": _("pada"),
        "opened_at": _("dibuka pada"),
        "reminded_at": _("diingatkan pada"),
        "reminders": _("banyaknya pengingat"),
    },
)
labels.name_fields(
    "judging.scoresheet",
    {
        "assignment": _("bacaan"),
        "round": _("putaran"),
        "content": _("nilai dan komentar"),
        "versions": _("nomor simpanan"),
        "seconds": _("waktu dalam detik"),
        "saved_at": _("disimpan pada"),
        "handed_in_at": _("diserahkan pada"),
        "total": _("jumlah"),
        "rulebook": _("buku aturan"),
        "reopened_reason": _("alasan dibuka lagi"),
    },
)
labels.name_fields(
    "judging.differencecase",
    {
        "entry": _("proposal"),
        "purpose": _("tindak lanjut"),
        "said": _("aturan dan nilainya"),
        "note": _("catatan"),
        "opened_at": _("dibuka pada"),
        "closed_at": _("selesai pada"),
        "closed_by": _("diselesaikan oleh"),
    },
)
labels.name_fields(
    "judging.bulkassignment",
    {
        "review": _("penilaian"),
        "plan": _("rencana"),
        "given": _("bacaan yang ditugaskan"),
        "taken": _("bacaan yang ditarik"),
        "reason": _("alasan"),
        "at": _("pada"),
        "undone_at": _("diurungkan pada"),
    },
)
labels.name_fields(
    "judging.calibration",
    {
        "review": _("penilaian"),
        "number": _("nomor"),
        "canonical": _("nilai masukan"),
        "identifiable": _("dapat dikalibrasi"),
        "reason": _("alasan tidak dapat"),
        "figures": _("angka"),
        "sheets": _("lembar nilai"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "judging.borderband",
    {
        "review": _("penilaian"),
        "calibration": _("kalibrasi"),
        "pool": _("garis batas"),
        "places": _("tempat terbuka"),
        "entries": _("proposal di ambang"),
        "priors": _("kedudukan awal"),
        "budget": _("jatah perbandingan"),
        "at": _("pada"),
        "closed_at": _("ditutup pada"),
    },
)
labels.name_fields(
    "judging.borderpair",
    {
        "band": _("perbandingan"),
        "evaluator": _("penilai"),
        "first": _("proposal pertama"),
        "second": _("proposal kedua"),
        "turned": _("yang kedua di kiri"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "judging.borderjudgement",
    {"pair": _("pasangan"), "number": _("nomor"), "said": _("jawaban"), "reason": _("alasan"), "at": _("pada")},
)
labels.name_fields(
    "judging.borderresult",
    {
        "band": _("perbandingan"),
        "canonical": _("masukan"),
        "figures": _("hasil"),
        "reason": _("alasan"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "judging.entry",
    {
        "review": _("penilaian"),
        "proposal": _("proposal"),
        "submission": _("pengajuan"),
        "number": _("nomor"),
        "fits": _("kecocokan penilai"),
        "admitted_at": _("masuk pada"),
        "left_at": _("keluar pada"),
        "left_reason": _("alasan"),
    },
)
