"""What history calls the fields of lists and objections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "selection.listdraft",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "title": _("judul"),
        "decree": _("nomor keputusan"),
        "decree_on": _("tanggal keputusan"),
        "note": _("mengapa diterbitkan lagi"),
        "objection_days": _("masa sanggah dalam hari"),
        "reasons": _("alasan perubahan"),
        "reason_for_others": _("alasan untuk perubahan lainnya"),
        "left_out": _("alasan ditinggalkan"),
        "reason_left_out": _("alasan untuk yang ditinggalkan"),
        "edited_by": _("disunting oleh"),
        "edited_at": _("disunting pada"),
    },
)
labels.name_fields(
    "selection.announcement",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "number": _("nomor"),
        "title": _("judul"),
        "decree": _("nomor keputusan"),
        "decree_on": _("tanggal keputusan"),
        "note": _("mengapa diterbitkan lagi"),
        "objections_until": _("masa sanggah sampai"),
        "plenary": _("sidang"),
    },
)
labels.name_fields(
    "selection.objection",
    {
        "line": _("baris daftar"),
        "text": _("isi sanggah"),
        "file": _("bukti"),
        "state": _("keadaan"),
        "answered_by": _("dijawab oleh"),
        "answered_at": _("dijawab pada"),
    },
)
labels.name_fields(
    "selection.announcementline",
    {
        "announcement": _("daftar"),
        "proposal": _("proposal"),
        "order": _("urutan"),
        "title": _("judul"),
        "agency_name": _("nama instansi"),
        "agency_kind": _("jenis instansi"),
        "province": _("provinsi"),
        "group": _("kelompok"),
        "category": _("kategori"),
        "outcome": _("hasil"),
        "outcome_before": _("hasil dalam daftar sebelumnya"),
        "reasons": _("alasan"),
        "explanation": _("penjelasan"),
        "change": _("perubahan"),
        "change_reason": _("alasan perubahan"),
        "award": _("penghargaan"),
        "award_label": _("nama penghargaan"),
    },
)
labels.name_fields(
    "selection.plenary",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "number": _("nomor"),
        "reason": _("mengapa disidangkan lagi"),
        "state": _("keadaan"),
        "state_at": _("sejak"),
        "decisions_count": _("banyaknya keputusan"),
        "held_on": _("hari sidang"),
        "place": _("tempat sidang"),
        "chair": _("pemimpin sidang"),
        "notes": _("catatan sidang"),
        "quorum": _("kuorum"),
        "approver": _("pemberi persetujuan"),
        "opened_by": _("dibuka oleh"),
        "opened_at": _("dibuka pada"),
        "proposed_by": _("diajukan oleh"),
        "proposed_at": _("diajukan pada"),
        "sha256": _("sidik jari usulan"),
        "approved_by": _("disetujui oleh"),
        "approved_at": _("disetujui pada"),
    },
)
labels.name_fields(
    "selection.plenarydecision",
    {
        "plenary": _("pleno"),
        "number": _("nomor"),
        "kind": _("keputusan"),
        "proposal": _("proposal"),
        "detail": _("rincian"),
        "reason": _("alasan"),
        "question": _("pemungutan suara"),
        "by": _("oleh"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "selection.plenarymember",
    {
        "plenary": _("pleno"),
        "person": _("anggota"),
        "present_at": _("hadir sejak"),
        "left_at": _("berhenti pada"),
        "left_reason": _("alasan berhenti"),
        "by": _("oleh"),
        "since": _("sejak"),
    },
)
labels.name_fields(
    "selection.plenaryquestion",
    {
        "plenary": _("pleno"),
        "number": _("nomor"),
        "kind": _("jenis"),
        "proposal": _("proposal"),
        "detail": _("rincian"),
        "text": _("alasan usulan"),
        "secret": _("rahasia"),
        "asked_by": _("diajukan oleh"),
        "asked_at": _("diajukan pada"),
        "closed_by": _("ditutup oleh"),
        "closed_at": _("ditutup pada"),
        "result": _("hasil"),
        "accepted": _("disetujui"),
    },
)
labels.name_fields(
    "selection.awardcertificate",
    {
        "certificate": _("sertifikat"),
        "announcement": _("daftar"),
        "line": _("baris daftar"),
        "holder": _("penerima"),
        "person": _("orang"),
    },
)
labels.name_fields(
    "selection.heldcomment",
    {
        "sheet": _("lembar nilai"),
        "criterion": _("kriteria"),
        "reason": _("alasan"),
        "at": _("pada"),
    },
)
labels.name_fields(
    "selection.feedbackrelease",
    {
        "competition": _("kompetisi"),
        "stage": _("tahap"),
        "announcement": _("daftar"),
        "shows": _("yang ditampilkan"),
        "proposals": _("jumlah proposal"),
        "comments": _("jumlah komentar"),
        "held": _("jumlah komentar yang ditahan"),
        "at": _("pada"),
    },
)
