"""Content of the pattern page. The innovations are real; every score and every selection there is an example."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django import forms

from tular.foundation.audit.queries import Change, History, HistoryEntry, word_difference
from tular.foundation.ui.shapes import Bar, Chosen, Figure, Job, Key, Pages, Part, Rows, Status


class NeedForm(forms.Form):
    """A text, a line and a choice: the kinds of fields that public pages have."""

    q = forms.CharField(
        label="Tulis dengan kata sehari-hari",
        help_text="Satu atau dua kalimat tentang masalah pelayanan Anda.",
        error_messages={"required": "Tulis dulu masalah yang ingin Anda selesaikan."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "t-input--need", "data-keep": True}),
    )
    untuk = forms.CharField(label="Untuk siapa?", required=False, max_length=20)
    urut = forms.ChoiceField(
        label="Urutan", choices=[("cocok", "paling cocok"), ("baru", "paling baru")], required=False
    )


class GroupsForm(forms.Form):
    """Boxes, circles and a single box, as forms of decisions have them; all shown by `{% fields %}`."""

    bidang = forms.MultipleChoiceField(
        label="Bidang", choices=[("kesehatan", "Kesehatan"), ("pendidikan", "Pendidikan"), ("perizinan", "Perizinan")],
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    putusan = forms.ChoiceField(
        label="Putusan", help_text="Putusan tampil di daftar.", choices=[("lolos", "Lolos"), ("tidak", "Tidak lolos")],
        widget=forms.RadioSelect, error_messages={"required": "Pilih putusannya."},
    )  # fmt: skip
    rahasia = forms.BooleanField(label="Suara rahasia", required=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A hit as the list of results shows it; `state` is what the sample filter looks at."""

    slug: str
    title: str
    meta: str
    summary: str
    why: tuple[str, ...]
    care: tuple[str, ...]
    state: str


RESULTS = (
    Result(
        "gerobak-cinta",
        "Gerobak Cinta",
        "Kabupaten Flores Timur, Nusa Tenggara Timur · Dinas Kesehatan · sejak 2018",
        "Kader posyandu mengantarkan makanan tambahan dari sorgum dan kelor selama 90 hari kepada ibu hamil dan anak.",
        ("Satu provinsi dengan Anda", "Memakai pangan setempat; Anda menyebut anggaran terbatas"),
        ("Bertumpu pada kader, sedangkan kader Anda sedikit", "Belum diketahui apakah masih berjalan"),
        "ada",
    ),
    Result(
        "kalita-dua",
        "Kalita Dua (Kartu Aktif Balita Datang ke Posyandu Berhadiah)",
        "Kabupaten Balangan, Kalimantan Selatan · UPT Puskesmas Batu Mandi · sejak 2021",
        "Puskesmas membagikan kartu hadir; balita yang rajin ditimbang di posyandu memperoleh hadiah.",
        ("Dapat dicoba di satu posyandu lebih dulu",),
        ("Tidak menyebut hasil",),
        "belum",
    ),
)

PARTS = (
    Part("Kecocokan isi", 34, 45, "kader, posyandu, balita, stunting; makna dekat"),
    Part("Tema", 10, 10, "stunting"),
    Part("Kemiripan wilayah", 14, 15, "provinsi sama; kapasitas fiskal provinsi rendah"),
    Part("Bukti dan pengakuan", 9, 20, "hasil disebut, ada angka awal"),
    Part("Kelengkapan", 6, 10, "masalah, cara, hasil, sumber; biaya belum"),
)

FACTS: Rows = (
    ("Orang", "Kader posyandu, petugas pengolah data di dinas kesehatan"),
    ("Perangkat", "Telepon pintar untuk kader"),
    ("Biaya tahunan", None),
)

STATUSES = (
    Status("Masih berjalan?", "unknown", "Belum diketahui", "Pemilik belum ditanya"),
    Status("Uraian", "part", "Belum lengkap", "2 dari 19 bagian terisi"),
    Status("Pemutakhiran", "stop", "Berhenti", "Dilaporkan 2024"),
    Status("Catatan", "ok", "Terbit", "Dari berita 2022"),
)

COMPLETENESS = (
    ("ok", "Masalah dan tujuan", "terisi"),
    ("part", "Bukti hasil", "sebagian"),
    ("part", "Proses layanan", "sebagian"),
    ("unknown", "Dasar hukum", "belum"),
    ("unknown", "Pemantauan dan evaluasi", "belum"),
)

FIGURES = (
    Figure(3051, "usulan terdaftar", "KIPP 2025.", href="#tabel", link="Buka daftarnya"),
    Figure(200, "instansi belum pernah ikut kompetisi", "Survei kementerian, 2024.", total=633),
    Figure(2928, "catatan JIPPNas", "Oktober 2024."),
    Figure(None, "replikasi terbukti", "Belum ada pengukuran setelah 12 bulan."),
)

BARS = (
    Bar("terdaftar", 3051, 1),
    Bar("lolos administrasi", 2116, 0.6935, "935 tidak lolos atau tidak dikirim"),
    Bar("pemenang", None, 0.0895, gap=True),
)

SHADES = (Key("c0", "0"), Key("c1", "1–5"), Key("c2", "6–20"), Key("c3", "21–50"), Key("c4", "lebih dari 50"))

LINES = (
    Key("dots", "asal dan penerima"),
    Key("line--rencana", "rencana atau kunjungan"),
    Key("line--key", "kesepakatan ditandatangani"),
    Key("line--jalan", "berjalan menurut sumber"),
)

JOBS = (
    Job(
        "Impor tabel inovasi", "#pekerjaan", "part", "Sedang berjalan", 42, "1.260 dari 3.000 baris dibaca",
        "mulai 22 November 2026, 13.05 WIB",
    ),
    Job("Memperbarui indeks pencarian", "#pekerjaan", "part", "Sedang berjalan", None, "Membaca catatan"),
    Job("Ekspor daftar inovasi", "#pekerjaan", "unknown", "Menunggu giliran"),
    Job("Kirim undangan", "#pekerjaan", "stop", "Terhenti", 10, "Berkas undangan kosong. Unggah berkas yang berisi."),
    Job("Rekap bulanan", "#pekerjaan", "ok", "Selesai", 100, "", "selesai 22 November 2026, 13.09 WIB"),
)  # fmt: skip

PAGES = (Pages(61, 5, 1), Pages(61, 5, 7), Pages(61, 5, 13))
"""The first page of thirteen, one in the middle, and the last."""

AGENCIES = ("Kabupaten Flores Timur", "Kabupaten Sumedang", "Kota Ambon", "Kota Tangerang", "Provinsi Jawa Barat")
"""What the field with suggestions offers."""


_BEFORE = "Kader mengunjungi rumah setiap pekan dan mencatat berat badan balita di buku."
_AFTER = "Kader mengunjungi rumah setiap bulan dan mencatat berat dan tinggi badan balita di aplikasi."


def _event(number: int, what: str, who: str, *changes: Change, reason: str = "", channel: str = "") -> HistoryEntry:
    at = datetime.datetime(2026, 11, 22, 6, number, tzinfo=datetime.UTC)
    when = f"22 November 2026, 13.{number:02} WIB"
    return HistoryEntry(number, at, when, who, bool(who), what, "Gerobak Cinta", reason, channel, changes)


EVENTS = History(
    (
        _event(
            42,
            "Mengubah catatan",
            "Admin Sidoarjo",
            Change("Cara kerja", _BEFORE, _AFTER, tuple(word_difference(_BEFORE, _AFTER))),
            Change("Tahun mulai", "2018", "2019"),
            Change("Biaya setahun", "", "Rp48.000.000"),
            Change("Tautan video", "https://contoh.example/video", ""),
            Change("Telepon", hidden="personal"),
            channel="lewat halaman",
        ),
        _event(41, "Mengembalikan catatan", "Hub Jatim", reason="Hasil belum menyebut tahun pengukuran."),
        _event(40, "Mengingatkan pemilik", "", channel="oleh proses"),
    ),
    count=43,
    page=1,
    size=20,
)
"""A page of a history: an editor's changes, a decision with its reason, and something that the system did."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What the pattern page shows."""

    form: NeedForm
    wrong: NeedForm
    groups: GroupsForm
    results: tuple[Result, ...]
    choices: tuple[tuple[str, str, int, bool], ...]
    facts: Rows = FACTS
    statuses: tuple[Status, ...] = STATUSES
    completeness: tuple[tuple[str, str, str], ...] = COMPLETENESS
    figures: tuple[Figure, ...] = FIGURES
    bars: tuple[Bar, ...] = BARS
    shades: tuple[Key, ...] = SHADES
    lines: tuple[Key, ...] = LINES
    parts: tuple[Part, ...] = PARTS
    total: int = sum(int(part.value) for part in PARTS)
    chosen: tuple[Chosen, ...] = (Chosen("inzting-sulsel", "InZting Sulsel"),)
    pages: tuple[Pages, ...] = PAGES
    events: History = EVENTS
    no_events: History = dataclasses.field(default_factory=lambda: History((), 0, 1, 20))
    jobs: tuple[Job, ...] = JOBS
    counted: datetime.date = datetime.date(2026, 11, 22)


def samples(states: Collection[str]) -> Samples:
    """The samples, with only those results whose state is among `states`; all of them when none is named."""
    labels = (("ada", "menyebut hasil"), ("belum", "belum menyebut hasil"))
    return Samples(
        form=NeedForm(),
        wrong=NeedForm({"salah-q": "", "salah-untuk": "Kabupaten yang namanya terlalu panjang"}, prefix="salah"),
        groups=GroupsForm({"bidang": ["kesehatan"]}),
        results=tuple(result for result in RESULTS if not states or result.state in states),
        choices=tuple(
            (state, label, sum(result.state == state for result in RESULTS), state in states) for state, label in labels
        ),
    )
