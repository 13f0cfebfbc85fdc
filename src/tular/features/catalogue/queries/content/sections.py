"""The sections of a record in the order of the editor, with what its owner reads beside each field."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.choices import (
    Better,
    CompetitionGroup,
    Consent,
    Digital,
    MeansKind,
    MoneySource,
    OecdFacet,
    PartKind,
    ReformTheme,
    RuleKind,
    RuleUse,
    WorkTime,
)
from tular.features.catalogue.models import Theme
from tular.features.catalogue.queries.content.schema import Choices, Field, Kind, Rows, Section

SDG_NAMES = {
    1: _("Tanpa Kemiskinan"),
    2: _("Tanpa Kelaparan"),
    3: _("Kehidupan Sehat dan Sejahtera"),
    4: _("Pendidikan Berkualitas"),
    5: _("Kesetaraan Gender"),
    6: _("Air Bersih dan Sanitasi Layak"),
    7: _("Energi Bersih dan Terjangkau"),
    8: _("Pekerjaan Layak dan Pertumbuhan Ekonomi"),
    9: _("Industri, Inovasi dan Infrastruktur"),
    10: _("Berkurangnya Kesenjangan"),
    11: _("Kota dan Permukiman yang Berkelanjutan"),
    12: _("Konsumsi dan Produksi yang Bertanggung Jawab"),
    13: _("Penanganan Perubahan Iklim"),
    14: _("Ekosistem Lautan"),
    15: _("Ekosistem Daratan"),
    16: _("Perdamaian, Keadilan dan Kelembagaan yang Tangguh"),
    17: _("Kemitraan untuk Mencapai Tujuan"),
}

PHOTO, DOCUMENT, EVIDENCE = "catalogue.photo", "catalogue.document", "catalogue.evidence"
"""Purposes of the files of a record."""

LARGEST_FIGURE, LARGEST_SUM = 99_999_999_999, 9_999_999_999_999
"""With their decimals fifteen digits: what SQLite keeps exactly."""

VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "instagram.com", "tiktok.com", "facebook.com", "fb.watch")
"""Sites that pages call by their name; a video elsewhere is a link like any other. None is ever loaded into a page."""


def _themes() -> Choices:
    english = (get_language() or "").startswith("en")
    return [(theme.slug, theme.name_en if english else theme.name) for theme in Theme.objects.order_by("kind", "name")]


def _sdgs() -> Choices:
    return [(str(number), f"{number}. {name}") for number, name in SDG_NAMES.items()]


IDENTITY = Section(
    "identitas",
    _("Identitas"),
    _("Nama, unit, dan kapan inovasi ini dimulai."),
    (
        Field("title", _("Judul inovasi"), required=True, longest=300, words=40,
              hint=_("Nama yang dikenal orang, lalu artinya bila berupa singkatan."),
              example=_("SIMPATI: Sistem Informasi Pencegahan Stunting Terintegrasi")),
        Field("unit", _("Unit pelaksana"), longest=200, hint=_("Unit yang sehari-hari menjalankannya."),
              example=_("Puskesmas Tanjungsari")),
        Field("start_year", _("Tahun mulai berjalan"), Kind.YEAR, hint=_("Saat pertama kali dipakai pengguna.")),
        Field("year", _("Tahun masuk katalog atau lomba"), Kind.YEAR),
        Field("kind", _("Jenis"), Kind.CHOICE, choices=Digital.choices,
              hint=_("Digital bila pengguna atau petugas memakai aplikasi sebagai bagian inti.")),
        Field("latitude", _("Garis lintang"), Kind.DEGREE, lowest=-90, highest=90, places=6,
              hint=_("Lokasi layanan. Isi keduanya atau tidak sama sekali."), example="-6.8573"),
        Field("longitude", _("Garis bujur"), Kind.DEGREE, lowest=-180, highest=180, places=6, example="107.9210"),
    ),
)  # fmt: skip

PEOPLE = Section(
    "orang",
    _("Orang dan kontak"),
    _("Kantor yang dapat ditanya, dan siapa yang membuatnya."),
    (
        Field("contact", _("Kantor yang dapat ditanya"), longest=200,
              hint=_("Nama kantor atau bidang. Jangan tulis nomor telepon atau surel pribadi."),
              example=_("Bidang Data, Bappeda Kabupaten Sumedang")),
        Field("stakeholder", _("Instansi pemangku"), Kind.AGENCY, longest=80,
              hint=_("Instansi yang berwenang atas bidang kebijakannya, biasanya kementerian.")),
    ),
    (
        Rows("innovators", _("Inovator"), _("inovator"), (
            Field("name", _("Nama orang atau tim"), required=True, longest=120),
            Field("role", _("Peran"), longest=120, example=_("Penggagas")),
            Field("consent", _("Orang ini setuju namanya ditampilkan"), Kind.FLAG,
                  hint=_("Tanpa tanda ini namanya hanya terlihat oleh pengelola catatan.")),
        )),
    ),
)  # fmt: skip

CLASSES = Section(
    "klasifikasi",
    _("Klasifikasi"),
    _("Agar instansi lain menemukannya. Pilih yang benar-benar pokok saja."),
    (
        Field("themes", _("Tema dan bidang layanan"), Kind.CHOICES, choices=_themes),
        Field("sdgs", _("Tujuan Pembangunan Berkelanjutan (TPB)"), Kind.CHOICES, choices=_sdgs,
              hint=_("Satu yang utama dan paling banyak beberapa yang lain.")),
        Field("reform_themes", _("RB Tematik"), Kind.CHOICES, choices=ReformTheme.choices),
        Field("oecd_facets", _("Kategori OECD"), Kind.CHOICES, choices=OecdFacet.choices),
        Field("groups", _("Kelompok kompetisi"), Kind.CHOICES, choices=CompetitionGroup.choices),
    ),
)  # fmt: skip

PROBLEM = Section(
    "masalah",
    _("Ringkasan dan masalah"),
    _("Apa yang dulu menyulitkan orang, dan apa yang dituju."),
    (
        Field("summary", _("Ringkasan"), Kind.TEXT, words=80,
              hint=_("Dua atau tiga kalimat untuk orang yang belum pernah mendengarnya."),
              example=_("Kader mencatat tumbuh kembang anak lewat telepon pintar. Dinas kesehatan mengolahnya menjadi "
                        "saran untuk setiap desa.")),
        Field("problem", _("Masalah"), Kind.TEXT, words=600,
              hint=_("Siapa yang terkena, seberapa besar, sejak kapan. Sebut angka, tahun, dan sumbernya.")),
        Field("aim", _("Tujuan"), Kind.TEXT, words=300, hint=_("Perubahan apa yang diinginkan, bagi siapa.")),
    ),
)  # fmt: skip

WORKINGS = Section(
    "cara-kerja",
    _("Cara kerja"),
    _("Langkah demi langkah, supaya orang lain dapat membayangkannya."),
    (
        Field("solution", _("Cara kerja"), Kind.TEXT, words=800,
              hint=_("Satu langkah satu kalimat: siapa melakukan apa, dengan apa.")),
        Field("novelty", _("Yang baru"), Kind.TEXT, words=300, hint=_("Apa bedanya dengan cara lama dan cara lain.")),
    ),
)  # fmt: skip

RESULTS = Section(
    "hasil",
    _("Hasil"),
    _("Apa yang berubah, dengan angka sebelum dan sesudah bila ada."),
    (
        Field("results", _("Hasil, evaluasi, dan dampak"), Kind.TEXT, words=800,
              hint=_("Tulis juga yang belum berhasil: itu berguna bagi peniru.")),
    ),
    (
        Rows("indicators", _("Angka hasil"), _("angka hasil"), (
            Field("name", _("Yang diukur"), required=True, longest=200, example=_("Balita stunting")),
            Field("unit", _("Satuan"), required=True, longest=60, example=_("persen balita")),
            Field("before", _("Sebelum"), Kind.NUMBER, lowest=-LARGEST_FIGURE, highest=LARGEST_FIGURE, places=4,
                  hint=_("Kosongkan bila tidak diketahui."), example="32,2"),
            Field("before_period", _("Waktu ukur sebelum"), longest=60, example="2018"),
            Field("after", _("Sesudah"), Kind.NUMBER, lowest=-LARGEST_FIGURE, highest=LARGEST_FIGURE, places=4,
                  example="8,3"),
            Field("after_period", _("Waktu ukur sesudah"), longest=60, example="2022"),
            Field("better", _("Arah yang baik"), Kind.CHOICE, choices=Better.choices),
            Field("method", _("Siapa mengukur, dan bagaimana"), longest=400,
                  example=_("Bulan penimbangan balita, dinas kesehatan")),
            Field("evidence", _("Berkas bukti"), Kind.FILE, purpose=EVIDENCE),
        ), hint=_("Sebelum dan sesudah harus diukur dengan cara yang sama."), most=20),
    ),
)  # fmt: skip

STAFF = Section(
    "tenaga",
    _("Orang yang diperlukan"),
    _("Tenaga yang harus disiapkan oleh instansi yang meniru."),
    (
        Field("resources", _("Sumber daya pendukung"), Kind.TEXT, words=400,
              hint=_("Mitra, pelatihan, pendampingan, dan dukungan lain.")),
        Field("preparation_months", _("Waktu menyiapkan, bulan"), Kind.WHOLE, lowest=0, highest=240,
              hint=_("Dari keputusan sampai pertama dipakai.")),
    ),
    (
        Rows("people_needs", _("Tenaga"), _("peran"), (
            Field("role", _("Peran"), required=True, longest=120, example=_("Kader posyandu")),
            Field("number", _("Jumlah orang"), Kind.WHOLE, lowest=1, highest=10_000_000),
            Field("time", _("Waktu kerja"), Kind.CHOICE, choices=WorkTime.choices),
            Field("skill", _("Kemampuan"), longest=300, example=_("Dapat memakai telepon pintar")),
        )),
    ),
)  # fmt: skip

MONEY = Section(
    "biaya",
    _("Biaya tiga tahun"),
    _("Uang yang benar-benar dikeluarkan, menurut sumbernya. Kosong berarti belum diketahui; tulis 0 bila tidak ada."),
    (
        Field("first_cost_year", _("Tahun pertama"), Kind.YEAR, hint=_("Tahun kalender dari tahun pertama.")),
        Field("low_cost", _("Versi hemat"), Kind.TEXT, words=300,
              hint=_("Bagaimana daerah dengan anggaran kecil dapat melakukannya?")),
    ),
    (
        Rows("costs", _("Uang"), _("sumber uang"), (
            Field("source", _("Sumber"), Kind.CHOICE, choices=MoneySource.choices, required=True),
            Field("year_1", _("Tahun pertama, rupiah"), Kind.MONEY, lowest=0, highest=LARGEST_SUM, places=2,
                  example="150.000.000"),
            Field("year_2", _("Tahun kedua, rupiah"), Kind.MONEY, lowest=0, highest=LARGEST_SUM, places=2),
            Field("year_3", _("Tahun ketiga, rupiah"), Kind.MONEY, lowest=0, highest=LARGEST_SUM, places=2),
            Field("use", _("Dipakai untuk"), longest=300, example=_("Pelatihan kader dan pulsa data")),
        )),
    ),
)  # fmt: skip

RULES = Section(
    "aturan",
    _("Aturan"),
    _("Dasar hukum, dan aturan yang harus dibuat oleh peniru."),
    (),
    (
        Rows("legal_rules", _("Aturan"), _("aturan"), (
            Field("kind", _("Jenis"), Kind.CHOICE, choices=RuleKind.choices, required=True),
            Field("number", _("Nomor"), longest=60),
            Field("year", _("Tahun"), Kind.YEAR),
            Field("about", _("Tentang"), longest=300),
            Field("use", _("Kedudukan"), Kind.CHOICE, choices=RuleUse.choices),
            Field("url", _("Alamat naskah"), Kind.WEB, longest=500, example="https://jdih.sumedangkab.go.id/…"),
        )),
    ),
)  # fmt: skip

MEANS = Section(
    "sarana",
    _("Sarana dan teknologi"),
    _("Barang, tempat, jaringan, dan aplikasi yang dipakai."),
    (
        Field("personal_data", _("Data pribadi"), Kind.TEXT, words=200,
              hint=_("Data pribadi apa yang dipakai, dan bagaimana dilindungi. Tulis “tidak ada” bila tidak memakai.")),
    ),
    (
        Rows("means", _("Sarana dan teknologi"), _("sarana atau teknologi"), (
            Field("kind", _("Jenis"), Kind.CHOICE, choices=MeansKind.choices, required=True),
            Field("name", _("Nama"), required=True, longest=200, example=_("Telepon pintar Android")),
            Field("amount", _("Jumlah atau ukuran"), longest=120, example=_("satu untuk setiap posyandu")),
            Field("note", _("Keterangan"), longest=300, example=_("Aplikasi dapat dihibahkan")),
        )),
    ),
)  # fmt: skip

PARTS = Section(
    "bagian",
    _("Bagian inti dan penyesuaian"),
    _("Apa yang membuatnya berhasil, dan apa yang boleh berbeda di tempat lain."),
    (
        Field("adaptation", _("Adaptasi, replikasi, dan perluasan"), Kind.TEXT, words=500,
              hint=_("Yang berubah untuk kota, desa, kepulauan, atau daerah tertinggal.")),
    ),
    (
        Rows("parts", _("Bagian"), _("bagian"), (
            Field("kind", _("Sifat"), Kind.CHOICE, choices=PartKind.choices, required=True),
            Field("name", _("Bagian"), required=True, longest=300, example=_("Data anak diisi setiap bulan")),
            Field("reason", _("Alasan, atau sejauh apa boleh berubah"), longest=400),
        )),
    ),
)  # fmt: skip

CONTINUITY = Section(
    "keberlanjutan",
    _("Kondisi keberlanjutan"),
    _("Apa yang membuatnya bertahan bila pimpinan, anggaran, atau petugas berganti."),
    (
        Field("continuity", _("Kondisi keberlanjutan"), Kind.TEXT, words=500,
              hint=_("Aturan, anggaran, petugas, dan dukungan masyarakat yang sudah ada.")),
    ),
)  # fmt: skip

MEDIA = Section(
    "media",
    _("Foto, video, dan dokumen"),
    _("Foto membantu orang membayangkan, dokumen membantu orang meniru."),
    (),
    (
        Rows("photos", _("Foto"), _("foto"), (
            Field("file", _("Berkas foto"), Kind.FILE, required=True, purpose=PHOTO),
            Field("alt", _("Isi foto dalam kata"), required=True, longest=250,
                  hint=_("Untuk orang yang tidak dapat melihatnya: siapa melakukan apa, di mana."),
                  example=_("Kader menimbang balita di posyandu, dua ibu menunggu")),
            Field("consent", _("Orang pada foto"), Kind.CHOICE, choices=Consent.choices, required=True),
            Field("caption", _("Keterangan"), longest=300),
        ), most=12),
        Rows("videos", _("Video"), _("video"), (
            Field("url", _("Alamat video"), Kind.WEB, required=True, longest=500, https=True,
                  hint=_("Video tetap di tempatnya; halaman hanya menautkannya.")),
            Field("title", _("Judul"), required=True, longest=200),
        ), most=10),
        Rows("documents", _("Dokumen"), _("dokumen"), (
            Field("file", _("Berkas"), Kind.FILE, required=True, purpose=DOCUMENT),
            Field("title", _("Judul"), required=True, longest=200, example=_("SOP pengisian data")),
        ), most=20),
    ),
)  # fmt: skip

SECTIONS: tuple[Section, ...] = (
    IDENTITY, PEOPLE, CLASSES, PROBLEM, WORKINGS, RESULTS, STAFF, MONEY, RULES, MEANS, PARTS, CONTINUITY, MEDIA,
)  # fmt: skip


def section(code: str) -> Section:
    """The section of this code. Raises KeyError."""
    for one in SECTIONS:
        if one.code == code:
            return one
    raise KeyError(code)
