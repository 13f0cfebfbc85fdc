"""What history calls the fields of model books."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.foundation.audit import labels

labels.name_fields(
    "modelbooks.modelbook",
    {
        "title": _("judul"), "subtitle": _("anak judul"), "theme": _("tema"), "agency": _("penanggung jawab"),
        "rulebook": _("kerangka buku"), "kinds": _("untuk instansi jenis"), "licence": _("lisensi"),
        "state_at": _("dalam keadaan ini sejak"), "state_reason": _("alasan dikembalikan"),
        "changes": _("perubahan edisi berikut"), "created_by": _("dimulai oleh"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.author",
    {
        "book": _("buku"), "person": _("orang"), "kind": _("asal"), "affiliation": _("lembaga"),
        "order": _("urutan di halaman judul"), "since": _("sejak"), "until": _("sampai"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.bookreference",
    {
        "book": _("buku"), "innovation": _("inovasi"), "key": _("kata untuk menyitasi"), "reason": _("alasan dipilih"),
        "frozen": _("catatan yang dibekukan"), "facts": _("yang dibuktikan catatan"),
        "sha256": _("sidik jari catatan"), "frozen_at": _("dibekukan pada"), "dropped_at": _("dilepas pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.section",
    {
        "book": _("buku"), "code": _("kode bab"), "number": _("nomor bab"), "title": _("judul bab"),
        "text": _("isi bab"), "version": _("kali disimpan"), "author": _("penulis bab"),
        "gap_reason": _("alasan belum lengkap"), "held_by": _("sedang ditulis oleh"), "held_at": _("dipegang sejak"),
        "wanted_by": _("diminta oleh"), "wanted_at": _("diminta pada"), "edited_by": _("diubah oleh"),
        "edited_at": _("diubah pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.revision",
    {
        "section": _("bab"), "version": _("simpanan ke-"), "before": _("semula"), "after": _("menjadi"),
        "began_at": _("mulai ditulis"), "saves": _("kali disimpan"), "kept": _("dipakai"), "page": _("halaman penulis"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.figure",
    {
        "book": _("buku"), "key": _("kunci gambar"), "file": _("berkas"), "alt": _("keterangan bagi yang tak melihat"),
        "source": _("sumber gambar"), "removed_at": _("dilepas pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.source",
    {
        "book": _("buku"), "key": _("kata untuk menyitasi"), "who": _("penulis atau lembaga"), "year": _("tahun"),
        "title": _("judul"), "where": _("penerbit atau media"), "url": _("alamat"), "accessed_on": _("dibuka pada"),
        "removed_at": _("dilepas pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.draft", {"book": _("buku"), "number": _("rancangan ke-"), "sha256": _("sidik jari naskah")}
)
labels.name_fields(
    "modelbooks.round",
    {
        "book": _("buku"), "draft": _("rancangan"), "event": _("acara"), "number": _("putaran ke-"),
        "opened_at": _("dibuka pada"), "until": _("masukan sampai"), "closed_at": _("ditutup pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.fgdcomment",
    {
        "round": _("putaran FGD"), "chapter": _("bab"), "exact": _("kalimat yang dimaksud"),
        "prefix": _("kata sebelumnya"), "suffix": _("kata sesudahnya"), "start": _("letak dalam bab"),
        "text": _("masukan"), "speaker": _("yang menyampaikan"), "speaker_agency": _("instansi yang menyampaikan"),
        "person": _("orang"), "invitation": _("undangan"), "noted_by": _("dicatat oleh"), "client": _("nomor kiriman"),
        "written_at": _("ditulis pada"), "same_as": _("sama dengan masukan"), "grouped_by": _("dikelompokkan oleh"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.answer",
    {
        "comment": _("masukan"), "decision": _("keputusan"), "reason": _("alasan"), "section": _("bab yang diubah"),
        "version": _("simpanan ke-"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.signoff",
    {
        "book": _("buku"), "edition": _("edisi ke-"), "sha256": _("sidik jari naskah"), "person": _("orang"),
        "as_role": _("sebagai"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.edition",
    {
        "book": _("buku"), "number": _("edisi ke-"), "identifier": _("pengenal"), "title": _("judul"),
        "canonical": _("naskah yang terbit"), "sha256": _("sidik jari naskah"), "licence": _("lisensi"),
        "changes": _("yang berubah"), "published_at": _("terbit pada"),
    },
)  # fmt: skip
labels.name_fields(
    "modelbooks.erratum",
    {"edition": _("edisi"), "chapter": _("bab"), "wrong": _("tertulis"), "right": _("seharusnya")},
)
labels.name_fields("modelbooks.readercomment", {"edition": _("edisi"), "chapter": _("bab"), "text": _("tanggapan")})
labels.name_fields("modelbooks.usage", {"edition": _("edisi"), "agency": _("instansi"), "on": _("dipakai sejak")})
