"""Content of the pattern page. The innovations are real; every score and every selection there is an example."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django import forms

from tular.foundation.ui.shapes import Bar, Chosen, Figure, Key, Pages, Part, Rows, Status


class NeedForm(forms.Form):
    """A text, a line and a choice: the kinds of fields that public pages have."""

    q = forms.CharField(
        label="Tulis dengan kata sehari-hari",
        help_text="Satu atau dua kalimat tentang masalah pelayanan Anda.",
        error_messages={"required": "Tulis dulu masalah yang ingin Anda selesaikan."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "t-input--need"}),
    )
    untuk = forms.CharField(label="Untuk siapa?", required=False, max_length=20)
    urut = forms.ChoiceField(
        label="Urutan", choices=[("cocok", "paling cocok"), ("baru", "paling baru")], required=False
    )


@dataclass(frozen=True, slots=True)
class Samples:
    """What the pattern page shows."""

    form: NeedForm
    wrong: NeedForm
    facts: Rows
    statuses: list[Status]
    figures: list[Figure]
    bars: list[Bar]
    shades: list[Key]
    lines: list[Key]
    parts: list[Part]
    total: int
    why: list[str]
    care: list[str]
    completeness: list[tuple[str, str, str]]
    chosen: list[Chosen]
    first: Pages = field(default_factory=lambda: Pages(61, 5, 1))
    middle: Pages = field(default_factory=lambda: Pages(61, 5, 7))
    last: Pages = field(default_factory=lambda: Pages(61, 5, 13))
    counted: datetime.date = datetime.date(2026, 11, 22)


AGENCIES = ("Kabupaten Flores Timur", "Kabupaten Sumedang", "Kota Ambon", "Kota Tangerang", "Provinsi Jawa Barat")
"""What the field with suggestions offers."""


def samples() -> Samples:
    """Fresh samples; forms are bound to one request."""
    parts = [
        Part("Kecocokan isi", 34, 45, "kader, posyandu, balita, stunting; makna dekat"),
        Part("Tema", 10, 10, "stunting"),
        Part("Kemiripan wilayah", 14, 15, "provinsi sama; kapasitas fiskal provinsi rendah"),
        Part("Bukti dan pengakuan", 9, 20, "hasil disebut, ada angka awal"),
        Part("Kelengkapan", 6, 10, "masalah, cara, hasil, sumber; biaya belum"),
    ]
    return Samples(
        form=NeedForm(),
        wrong=NeedForm({"salah-q": "", "salah-untuk": "Kabupaten yang namanya terlalu panjang"}, prefix="salah"),
        facts=[
            ("Orang", "Kader posyandu, petugas pengolah data di dinas kesehatan"),
            ("Perangkat", "Telepon pintar untuk kader"),
            ("Biaya tahunan", None),
        ],
        statuses=[
            Status("Masih berjalan?", "unknown", "Belum diketahui", "Pemilik belum ditanya"),
            Status("Uraian", "part", "Belum lengkap", "2 dari 19 bagian terisi"),
            Status("Pemutakhiran", "stop", "Berhenti", "Dilaporkan 2024"),
            Status("Catatan", "ok", "Terbit", "Dari berita 2022"),
        ],
        figures=[
            Figure(
                583,
                "inovasi dalam katalog",
                "238 di antaranya menyebut masalah, cara, dan hasil.",
                href="#angka",
                link="Buka daftarnya",
            ),
            Figure(200, "instansi belum pernah ikut kompetisi", "Survei kementerian, 2024.", total=633),
            Figure(2928, "catatan JIPPNas", "Oktober 2024."),
            Figure(None, "replikasi terbukti", "Belum ada pengukuran setelah 12 bulan."),
        ],
        bars=[
            Bar("terdaftar", 3051, 1),
            Bar("lolos administrasi", 2116, 0.6935, "935 tidak lolos atau tidak dikirim"),
            Bar("pemenang", None, 0.0895, gap=True),
        ],
        shades=[Key("c0", "0"), Key("c1", "1–5"), Key("c2", "6–20"), Key("c3", "21–50"), Key("c4", "lebih dari 50")],
        lines=[
            Key("dots", "asal dan penerima"),
            Key("line--rencana", "rencana atau kunjungan"),
            Key("line--key", "kesepakatan ditandatangani"),
            Key("line--jalan", "berjalan menurut sumber"),
        ],
        parts=parts,
        total=sum(int(part.value) for part in parts),
        why=[
            "Satu provinsi dengan Anda",
            "Memakai pangan setempat; Anda menyebut anggaran terbatas",
            "Menurut bupati turun menjadi 26 persen pada awal 2020",
        ],
        care=["Bertumpu pada kader, sedangkan kader Anda sedikit", "Belum diketahui apakah masih berjalan"],
        completeness=[
            ("ok", "Masalah dan tujuan", "terisi"),
            ("part", "Bukti hasil", "sebagian"),
            ("part", "Proses layanan", "sebagian"),
            ("unknown", "Dasar hukum", "belum"),
            ("unknown", "Pemantauan dan evaluasi", "belum"),
        ],
        chosen=[Chosen("inzting-sulsel", "InZting Sulsel")],
    )
