"""Names for the keys of rulebooks, so that a page can show any of them in words.

A key that is not listed is shown as it is written, with spaces; the rulebook is then still complete on the page.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES: dict[str, str | Promise] = {
    "actor": _("pelaku"),
    "aim": _("tujuan"),
    "alive": _("masih berjalan"),
    "area": _("wilayah"),
    "ask": _("pertanyaan kepada pemilik"),
    "authors": _("penulis"),
    "books": _("buku yang sudah terbit"),
    "broader": _("bobot kata yang lebih luas"),
    "caution": _("peringatan"),
    "code": _("kode"),
    "complete_when": _("lengkap bila"),
    "completeness": _("kelengkapan"),
    "components": _("komponen"),
    "confidence": _("kepastian"),
    "context": _("wilayah"),
    "count": _("jumlah"),
    "cues": _("kata penanda"),
    "default": _("nilai bawaan"),
    "depth": _("banyaknya catatan yang dinilai"),
    "description": _("uraian"),
    "facts": _("fakta yang dipakai"),
    "fresh_days": _("masih segar sampai (hari)"),
    "from": pgettext_lazy("asal", "dari"),
    "full": _("terisi bila ada semua"),
    "id": _("kode"),
    "indicators": _("angka wilayah"),
    "label": _("nama"),
    "lack": _("kekurangan yang disebut"),
    "levels": _("menurut tingkat"),
    "lift": _("paling sedikit lebih sering (kali)"),
    "limits": _("batas"),
    "logarithm": _("perbandingan kelipatan"),
    "max": _("paling banyak"),
    "measured": _("hasil dengan angka"),
    "min": _("paling sedikit"),
    "minimum_fit": _("kecocokan terendah yang ditampilkan"),
    "minimum_guess": _("kecocokan terendah bila tidak satu pun kata dikenal"),
    "most": _("paling banyak"),
    "must_answer": _("harus menjawab"),
    "name": _("nama"),
    "narrower": _("bobot kata yang lebih sempit"),
    "nearest": _("banyaknya catatan terdekat"),
    "note": _("catatan"),
    "order": pgettext_lazy("urutan", "No."),
    "organiser": _("penyelenggara"),
    "output": _("keluaran"),
    "part": _("sebagian bila ada salah satu"),
    "partly": _("nilai bagian yang terisi sebagian"),
    "parts": _("bagian nilai"),
    "points": _("nilai"),
    "problem": _("masalah"),
    "process": _("pembuatan"),
    "publish_when": _("terbit bila"),
    "purpose": _("tujuan"),
    "reason": _("alasan"),
    "reasons": _("alasan"),
    "recognition": _("pengakuan"),
    "record": _("pada catatan katalog"),
    "replication": _("replikasi"),
    "required": _("wajib"),
    "resources": _("sumber daya"),
    "results": _("hasil"),
    "rule": _("aturan"),
    "same": _("bobot kata searti"),
    "same_island_group": _("gugus pulau sama"),
    "same_province": _("provinsi sama"),
    "scale": _("selisih yang tidak serupa lagi"),
    "scale_depth": _("banyaknya catatan untuk skala"),
    "scope": _("berlaku untuk"),
    "share": _("bagian"),
    "source": _("sumber"),
    "stated": _("hasil tanpa angka"),
    "states": _("menurut keadaan"),
    "status": _("status"),
    "statuses": _("menurut status"),
    "text": _("pertanyaan"),
    "theme": _("tema"),
    "thin_record": _("nilai untuk uraian tipis"),
    "title": _("judul"),
    "unit": _("satuan"),
    "until": _("ditanyakan sampai ada"),
    "value": _("nilai"),
    "weight": _("bobot"),
    "when": _("bila"),
    "why": _("mengapa"),
    "window": _("jarak kata"),
    "words": _("kata"),
    "words_share": _("bagian kata dalam kecocokan isi"),
    "year": _("tahun"),
}

SCOPES: dict[str, str | Promise] = {
    "national": _("nasional"),
    "province": _("provinsi"),
    "regional": _("daerah"),
    "agency": _("satu instansi"),
    "product": _("Tular sendiri"),
}

CONFIDENCE: dict[str, tuple[str | Promise, str, str | Promise]] = {
    "certain": (_("pasti"), "ok", _("dinyatakan penyelenggara atau tertulis dalam aturannya")),
    "likely": (_("cukup pasti"), "part", _("sumber kedua yang baik, atau salinan yang dekat dengan aturannya")),
    "inferred": (_("disimpulkan"), "unknown", _("ditarik dari fakta lain; periksa sebelum dijadikan pegangan")),
}
"""For each level: the word, the kind of tag, and what it means."""


def name_of(key: str) -> str:
    """A key in words, starting with a capital."""
    text = str(NAMES.get(key, key.replace("_", " ")))
    return text[:1].upper() + text[1:]
