"""Tables of what owners tell in lists: people, money, rules, things, figures of results, parts. No names of people."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.choices import State
from tular.features.catalogue.models import (
    Classification,
    Cost,
    Indicator,
    LegalRule,
    Means,
    Part,
    PeopleNeed,
    Video,
)
from tular.features.exchange.queries.tables import Column, Dataset, Kind, Words, database, figure

INNOVATION_ID = _("Id inovasi; sama dengan kolom id di tabel inovasi.")
RUPIAH = _("rupiah")


def _table(slug: str, name: Words, about: Words, model: type[Model], columns: tuple[Column, ...]) -> Dataset:
    """One row for each row of a published record, in the order of the owner."""

    def rows() -> Any:
        told = model._default_manager.filter(innovation__state=State.PUBLISHED).select_related("innovation")
        ordered = ("innovation__code", "scheme", "code") if model is Classification else ("innovation__code", "place")
        return told.order_by(*ordered)

    first = Column("innovation_id", INNOVATION_ID, Kind.CODE, lambda row: row.innovation.code)
    return Dataset(slug, name, about, (first, *columns), runs=("innovations", "catalogue"), **database(rows))


CLASSIFICATIONS = _table(
    "klasifikasi", _("Klasifikasi"), _("RB Tematik, kategori OECD, dan kelompok kompetisi setiap inovasi."),
    Classification,
    (
        Column("scheme", _("Daftar: rb-tematik, oecd, atau kelompok."), Kind.TERM, lambda row: row.scheme),
        Column("code", _("Isi daftar."), Kind.TERM, lambda row: row.code),
    ),
)  # fmt: skip

PEOPLE = _table(
    "kebutuhan-orang", _("Orang yang diperlukan"), _("Peran yang diperlukan, menurut pemiliknya."), PeopleNeed,
    (
        Column("role", _("Peran."), Kind.TEXT, lambda row: row.role),
        Column("number", _("Jumlah orang."), Kind.INTEGER, lambda row: row.number, _("orang")),
        Column("time", _("penuh atau paruh waktu."), Kind.TERM, lambda row: row.time),
        Column("skill", _("Kemampuan."), Kind.TEXT, lambda row: row.skill),
    ),
)  # fmt: skip

COSTS = _table(
    "biaya", _("Biaya tiga tahun"), _("Uang menurut sumber dan tahun, menurut pemiliknya. 0 berarti tidak ada uang."),
    Cost,
    (
        Column("source", _("Sumber uang."), Kind.TERM, lambda row: row.source),
        Column("use", _("Dipakai untuk."), Kind.TEXT, lambda row: row.use),
        Column("first_year", _("Tahun kalender dari tahun pertama."), Kind.INTEGER,
               lambda row: row.innovation.first_cost_year, _("tahun")),
        Column("year_1", _("Tahun pertama."), Kind.NUMBER, lambda row: figure(row.year_1), RUPIAH),
        Column("year_2", _("Tahun kedua."), Kind.NUMBER, lambda row: figure(row.year_2), RUPIAH),
        Column("year_3", _("Tahun ketiga."), Kind.NUMBER, lambda row: figure(row.year_3), RUPIAH),
    ),
)  # fmt: skip

RULES = _table(
    "aturan", _("Aturan"), _("Dasar hukum, dan aturan yang perlu dibuat peniru, menurut pemiliknya."), LegalRule,
    (
        Column("kind", _("Jenis aturan."), Kind.TERM, lambda row: row.kind),
        Column("number", _("Nomor."), Kind.TEXT, lambda row: row.number),
        Column("year", _("Tahun."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("about", _("Tentang."), Kind.TEXT, lambda row: row.about),
        Column("use", _("dasar: sudah ada; perlu-dibuat: harus dibuat peniru."), Kind.TERM, lambda row: row.use),
        Column("url", _("Alamat naskah."), Kind.TEXT, lambda row: row.url),
    ),
)  # fmt: skip

MEANS = _table(
    "sarana", _("Sarana dan teknologi"), _("Barang, tempat, jaringan, dan aplikasi, menurut pemiliknya."), Means,
    (
        Column("kind", _("sarana atau teknologi."), Kind.TERM, lambda row: row.kind),
        Column("name", _("Nama."), Kind.TEXT, lambda row: row.name),
        Column("amount", _("Jumlah atau ukuran."), Kind.TEXT, lambda row: row.amount),
        Column("note", _("Keterangan."), Kind.TEXT, lambda row: row.note),
    ),
)  # fmt: skip

INDICATORS_OF_RESULTS = _table(
    "angka-hasil", _("Angka hasil"), _("Angka sebelum dan sesudah, klaim pemilik yang tidak diperiksa ulang."),
    Indicator,
    (
        Column("name", _("Yang diukur."), Kind.TEXT, lambda row: row.name),
        Column("unit", _("Satuan."), Kind.TEXT, lambda row: row.unit),
        Column("before", _("Nilai sebelum."), Kind.NUMBER, lambda row: figure(row.before)),
        Column("before_period", _("Waktu ukur sebelum."), Kind.TEXT, lambda row: row.before_period),
        Column("after", _("Nilai sesudah."), Kind.NUMBER, lambda row: figure(row.after)),
        Column("after_period", _("Waktu ukur sesudah."), Kind.TEXT, lambda row: row.after_period),
        Column("better", _("naik: makin tinggi makin baik; turun: makin rendah makin baik."), Kind.TERM,
               lambda row: row.better),
        Column("method", _("Siapa mengukur, dan bagaimana."), Kind.TEXT, lambda row: row.method),
    ),
)  # fmt: skip

PARTS = _table(
    "bagian", _("Bagian inti dan penyesuaian"), _("Yang tidak boleh hilang, dan yang boleh berbeda."), Part,
    (
        Column("kind", _("inti: tidak boleh hilang; disesuaikan: boleh berbeda."), Kind.TERM, lambda row: row.kind),
        Column("name", _("Bagian."), Kind.TEXT, lambda row: row.name),
        Column("reason", _("Alasan, atau sejauh apa boleh berubah."), Kind.TEXT, lambda row: row.reason),
    ),
)  # fmt: skip

VIDEOS = _table(
    "video", _("Video"), _("Alamat video tentang inovasi."), Video,
    (
        Column("title", _("Judul."), Kind.TEXT, lambda row: row.title),
        Column("url", _("Alamat."), Kind.TEXT, lambda row: row.url),
    ),
)  # fmt: skip
