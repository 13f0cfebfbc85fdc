"""What history calls the fields of replications."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.replications.models import Case
from tular.features.replications.queries.visibility import cases_visible_to
from tular.foundation.audit import labels

labels.name_fields(
    "replications.reply",
    {
        "question": _("pertanyaan"), "level": _("jawaban"), "evidence": _("bukti"), "file": _("berkas bukti"),
        "side": _("pihak"), "taken_from": _("diambil dari jawaban"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.decision",
    {
        "outcome": _("keputusan"), "reason": _("alasan"), "decided_on": _("diputuskan pada"),
        "decided_by": _("jabatan yang memutuskan"), "file": _("naskah"),
    },
)  # fmt: skip


def _may_read_contact(person: Any, pk: str) -> bool:
    """Who may open the case."""
    return cases_visible_to(person).filter(pk=pk).exists()


labels.personal(Case._meta.label_lower, "contact", may_read=_may_read_contact)

labels.name_fields(
    "replications.case",
    {
        "evidence": _("bukti"), "file": _("berkas bukti"),
        "owner": _("pemilik"), "taker": _("penerima"), "unit": _("unit"), "facilitator": _("fasilitator"),
        "edition": _("berpegang pada buku model"), "event": _("berawal dari acara"),
        "learned_from": _("replikasi yang ditiru"), "rulebook": _("buku aturan"), "replication": _("catatan umum"),
        "name": _("nama di tempat penerima"), "model": _("model kerja"), "model_reason": _("alasan model"),
        "kind": _("jenis"), "need": _("kebutuhan"), "affected": _("yang terdampak"), "wish": _("hasil yang diinginkan"),
        "sponsor": _("pejabat pendukung"), "takes": _("yang diambil"), "changes": _("yang diubah"),
        "wished_start": _("mulai yang diharapkan"), "contact": _("kontak"), "state_at": _("dalam keadaan ini sejak"),
        "state_reason": _("alasan atau catatan"), "stop_reason": _("alasan replikasi berhenti"), "step": _("langkah"),
        "paused_at": _("ditunda pada"), "paused_reason": _("alasan ditunda"), "asked_at": _("minat dikirim pada"),
        "owner_told_at": _("pemilik diberi tahu pada"), "escalated_at": _("diteruskan ke tingkat atas pada"),
        "reminded_at": _("diingatkan pada"), "answered_at": _("dijawab pada"), "agreed_on": _("disepakati pada"),
        "began_on": _("mulai dijalankan"), "ended_on": _("replikasi berhenti pada"), "closed_at": _("ditutup pada"),
        "created_by": _("dimulai oleh"),
        "lessons": _("pelajaran"), "help_until": _("bantuan pemilik sampai"), "recorded": _("dicatat kemudian"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.agreement",
    {
        "case": _("kasus"), "paper": _("naskah"), "edition": _("naskah ke-"), "values": _("isian pasal"),
        "first_party": _("pihak pertama"), "second_party": _("pihak kedua"), "place": _("tempat"),
        "first_number": _("nomor pihak pertama"), "second_number": _("nomor pihak kedua"),
        "signed_on": _("ditandatangani pada"), "valid_until": _("berlaku sampai"),
        "signed_file": _("salinan bertanda tangan"), "signed_text": _("teks yang ditandatangani"),
        "ending_told_at": _("akhirnya dikabarkan pada"), "created_by": _("dimulai oleh"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.agreementclause",
    {
        "agreement": _("naskah"), "clause": _("kunci pasal"), "title": _("judul pasal"), "text": _("isi pasal"),
        "included": _("dipakai"), "place": _("urutan"), "version": _("kali disimpan"), "edited_by": _("diubah oleh"),
        "edited_at": _("diubah pada"),
    },
)  # fmt: skip
labels.name_fields("replications.tick", {"case": _("kasus"), "item": _("butir"), "note": _("catatan")})
labels.name_fields(
    "replications.task",
    {
        "case": _("kasus"), "step": _("langkah"), "side": _("pihak"), "person": _("orang"),
        "question": _("dari pertanyaan"), "due_on": _("sampai"), "done_at": _("selesai pada"),
        "done_by": _("diselesaikan oleh"), "dropped_at": _("dilepas pada"), "reminded_on": _("diingatkan pada"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.casefile",
    {
        "case": _("kasus"), "step": _("langkah"), "purpose": _("kegunaan"), "file": _("berkas"),
        "removed_at": _("dilepas pada"), "removed_by": _("dilepas oleh"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.meeting",
    {
        "case": _("kasus"), "host": _("tuan rumah"), "mode": _("cara"), "starts_at": _("mulai"),
        "ends_at": _("selesai"), "place": _("tempat"), "link": _("tautan rapat"), "agenda": _("yang ingin dipelajari"),
        "state_reason": _("alasan"), "report": _("yang dipelajari"), "attended": _("yang hadir"),
        "revision": _("perubahan ke-"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.casepart",
    {
        "case": _("kasus"), "core": _("bagian inti"), "name": _("bagian"), "there": _("di tempat asal"),
        "here": _("di sini"), "reason": _("alasan"), "removed_at": _("dihapus pada"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.caserisk", {"case": _("kasus"), "failure": _("kegagalan"), "plan": _("yang dilakukan")}
)
labels.name_fields(
    "replications.member",
    {"case": _("kasus"), "person": _("orang"), "side": _("pihak"), "left_at": _("keluar pada")},
)
labels.name_fields(
    "replications.takerwarning",
    {"case": _("kasus"), "settled_at": _("diperbaiki pada"), "settled_text": _("perbaikannya")},
)
labels.name_fields(
    "replications.caseindicator",
    {
        "case": _("kasus"), "origin": _("indikator asal"), "key": _("kunci penggabungan"), "name": _("yang diukur"),
        "unit": _("satuan"), "scale": _("jenis ukuran"), "better": _("arah yang lebih baik"), "scope": _("lingkup"),
        "method": _("cara mengukur"), "baseline": _("data awal"),
        "baseline_events": _("data awal: berapa di antaranya"), "baseline_total": _("data awal: seluruhnya"),
        "baseline_sd": _("data awal: simpangan baku"), "baseline_on": _("tanggal data awal"),
        "baseline_file": _("berkas data awal"),
        "baseline_source": _("bukti data awal"), "target": _("sasaran"), "target_on": _("tanggal sasaran"),
        "main": _("indikator utama"), "dropped_at": _("dilepas pada"), "dropped_reason": _("alasan dilepas"),
    },
)  # fmt: skip
labels.name_fields(
    "replications.measurement",
    {
        "indicator": _("indikator"), "on": _("diukur pada"), "value": _("nilai"), "events": _("berapa di antaranya"),
        "total": _("dari berapa seluruhnya"), "sd": _("simpangan baku"), "method": _("cara mengukur"),
        "source": _("bukti"), "file": _("berkas bukti"), "note": _("catatan untuk pembaca"),
    },
)  # fmt: skip
