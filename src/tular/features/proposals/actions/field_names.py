"""What history calls the fields of a proposal and of what belongs to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

PROPOSAL = {
    "competition": _("kompetisi"),
    "replicates": _("inovasi yang ditiru"),
    "promoted_from": _("diangkat dari"),
    "group": _("kelompok"),
    "category": _("kategori"),
    "started_on": _("mulai diterapkan"),
    "versions": _("nomor simpanan"),
    "obstacles": _("banyaknya yang kurang"),
    "fix_until": _("batas perbaikan"),
    "submitted_at": _("diajukan pada"),
    "created_by": _("dimulai oleh"),
    "edited_by": _("disunting oleh"),
    "edited_at": _("disunting pada"),
}

labels.name_fields("proposals.proposal", PROPOSAL)
labels.name_fields(
    "proposals.proposalfile",
    {
        "proposal": _("proposal"),
        "attachment": _("lampiran"),
        "file": _("berkas"),
        "removed_at": _("dilepas pada"),
    },
)
labels.name_fields("proposals.teammember", {"proposal": _("proposal")})
labels.name_fields(
    "proposals.sectioncomment",
    {
        "proposal": _("proposal"),
        "section": _("bagian"),
        "done_at": _("selesai pada"),
        "done_by": _("ditandai selesai oleh"),
    },
)
labels.name_fields(
    "proposals.proposalversion",
    {
        "proposal": _("proposal"),
        "number": _("nomor kiriman"),
        "receipt": _("nomor tanda terima"),
        "canonical": _("teks yang dibekukan"),
        "sha256": _("SHA-256"),
        "rulebook": _("buku aturan"),
    },
)
labels.name_fields(
    "proposals.preselection",
    {
        "competition": _("kompetisi"),
        "rulebook": _("buku aturan"),
        "note": _("berita acara"),
        "opened_by": _("dibuka oleh"),
        "opened_at": _("dibuka pada"),
        "closed_by": _("ditutup oleh"),
        "closed_at": _("ditutup pada"),
    },
)
labels.name_fields(
    "proposals.preselectionmark",
    {
        "preselection": _("pra-seleksi"),
        "proposal": _("proposal"),
        "marks": _("nilai"),
        "comment": _("komentar"),
    },
)
labels.name_fields(
    "proposals.check",
    {
        "proposal": _("proposal"),
        "submission": _("kiriman"),
        "stage": _("tahap"),
        "decision": _("keputusan"),
        "reasons": _("alasan"),
        "explanation": _("penjelasan untuk instansi"),
        "settles": _("putusan sekretariat"),
        "taken_back_at": _("ditarik kembali pada"),
    },
)
labels.name_fields(
    "proposals.doublet",
    {
        "proposal": _("proposal"),
        "other": _("proposal lain"),
        "record": _("catatan katalog"),
        "cluster": _("kelompok kembar"),
        "title_likeness": _("kemiripan judul"),
        "text_likeness": _("kesamaan teks"),
        "state": _("keadaan"),
        "by": _("oleh"),
        "at": _("pada"),
        "note": _("catatan"),
    },
)
labels.name_fields(
    "proposals.bulkcheck",
    {
        "competition": _("kompetisi"),
        "by": _("oleh"),
        "decision": _("keputusan"),
        "checks": _("pemeriksaan"),
        "refused": _("yang tidak diputus"),
        "at": _("pada"),
        "undone_at": _("diurungkan pada"),
    },
)
