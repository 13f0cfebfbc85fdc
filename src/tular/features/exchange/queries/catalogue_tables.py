"""Tables of the catalogue: innovations, their recognitions and sources, replications, themes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, Recognition, SourceRecord, Theme
from tular.features.exchange.queries.tables import Column, Dataset, Kind, database, figure
from tular.features.replications.queries.shown import real_replications

INNOVATION_ID = _("Id inovasi; sama dengan kolom id di tabel inovasi.")
SOURCE_URL = _("Alamat atau nama sumber; beberapa sumber dipisahkan “ ; ”.")
AGENCY_SLUG = _("Kunci instansi; sama dengan kolom slug di tabel instansi.")
NOTE = _("Keraguan atas baris ini.")

_OWNERS_WORDS = (
    Column("kind", _("digital atau non-digital."), Kind.TERM, lambda row: row.kind),
    Column("latitude", _("Garis lintang."), Kind.NUMBER, lambda row: figure(row.latitude), _("derajat")),
    Column("longitude", _("Garis bujur."), Kind.NUMBER, lambda row: figure(row.longitude), _("derajat")),
    Column("stakeholder_slug", _("Instansi pemangku; slug di tabel instansi."), Kind.CODE,
           lambda row: row.stakeholder.slug if row.stakeholder else None),
    Column("contact", _("Kantor yang dapat ditanya."), Kind.TEXT, lambda row: row.contact),
    Column("summary", _("Ringkasan."), Kind.TEXT, lambda row: row.summary),
    Column("aim", _("Tujuan."), Kind.TEXT, lambda row: row.aim),
    Column("novelty", _("Yang baru."), Kind.TEXT, lambda row: row.novelty),
    Column("adaptation", _("Adaptasi, replikasi, dan perluasan."), Kind.TEXT, lambda row: row.adaptation),
    Column("resources", _("Sumber daya pendukung."), Kind.TEXT, lambda row: row.resources),
    Column("low_cost", _("Versi hemat."), Kind.TEXT, lambda row: row.low_cost),
    Column("preparation_months", _("Waktu menyiapkan."), Kind.INTEGER, lambda row: row.preparation_months, _("bulan")),
    Column("personal_data", _("Data pribadi dan perlindungannya."), Kind.TEXT, lambda row: row.personal_data),
    Column("continuity", _("Kondisi keberlanjutan."), Kind.TEXT, lambda row: row.continuity),
)  # fmt: skip
"""What only owners tell; told by columns of the row itself, the rest in the tables of `content_tables`."""

INNOVATIONS = Dataset(
    "inovasi",
    _("Inovasi"),
    _("Satu baris satu inovasi: pemilik, uraian, tema, dan keadaannya."),
    (
        Column("id", _("Id inovasi di Tular; tetap."), Kind.CODE, lambda row: row.code),
        Column("nri", _("Nomor registrasi inovasi nasional."), Kind.CODE, lambda row: row.nri),
        Column("title", _("Judul."), Kind.TEXT, lambda row: row.title),
        Column("agency_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.agency.slug),
        Column("agency", _("Instansi pemilik."), Kind.TEXT, lambda row: row.agency.name),
        Column("agency_type", _("Jenis instansi pemilik."), Kind.TERM, lambda row: row.agency.kind),
        Column("unit", _("Unit penyelenggara."), Kind.TEXT, lambda row: row.unit),
        Column("province_code", _("Kode provinsi pemilik; kosong untuk instansi pusat."), Kind.CODE,
               lambda row: row.province_id),
        Column("province", _("Provinsi pemilik."), Kind.TEXT, lambda row: row.province.name if row.province else None),
        Column("year", _("Tahun keikutsertaan atau tahun sumber."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("start_year", _("Tahun mulai berjalan."), Kind.INTEGER, lambda row: row.start_year, _("tahun")),
        Column("themes", _("Tema dan bidang layanan; slug di tabel tema."), Kind.LIST,
               lambda row: sorted(theme.slug for theme in row.themes.all())),
        Column("sdgs", _("Nomor Tujuan Pembangunan Berkelanjutan."), Kind.LIST, lambda row: row.sdgs),
        Column("problem", _("Masalah yang dijawab."), Kind.TEXT, lambda row: row.problem),
        Column("solution", _("Cara kerja."), Kind.TEXT, lambda row: row.solution),
        Column("results", _("Hasil menurut sumber; klaim pemilik, tidak diperiksa ulang."), Kind.TEXT,
               lambda row: row.results),
        *_OWNERS_WORDS,
        Column("sustainability", _("Masih berjalan? “tidak-diketahui” berarti belum ada yang memastikan."), Kind.TERM,
               lambda row: row.sustainability),
        Column("confirmed_on", _("Hari keberlanjutan terakhir dipastikan."), Kind.DATE, lambda row: row.confirmed_on),
        Column("source_url", SOURCE_URL, Kind.TEXT,
               lambda row: " ; ".join(dict.fromkeys(one.source_url for one in row.sources.all() if one.source_url))),
        Column("note", NOTE, Kind.TEXT, lambda row: row.note),
    ),
    runs=("innovations", "catalogue"),
    **database(
        lambda: Innovation.published.select_related("agency", "province", "stakeholder")
        .prefetch_related("themes", "sources")
        .order_by("code")
    ),
)  # fmt: skip

RECOGNITIONS = Dataset(
    "pengakuan",
    _("Pengakuan"),
    _("Penghargaan yang tercatat, seperti tertulis di sumber dan seperti kami membacanya."),
    (
        Column("innovation_id", INNOVATION_ID, Kind.CODE, lambda row: row.innovation.code),
        Column("as_written", _("Penghargaan seperti tertulis di sumber."), Kind.TEXT, lambda row: row.as_written),
        Column("level", _("Tingkat yang terbaca dari tulisan itu."), Kind.TERM, lambda row: row.level),
        Column("year", _("Tahun penghargaan."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("winner_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.agency.slug),
        Column("winner", _("Instansi yang meraih, dengan nama saat itu."), Kind.TEXT, lambda row: row.agency.name),
        Column("source_url", SOURCE_URL, Kind.TEXT, lambda row: row.source_url),
    ),
    runs=("innovations", "catalogue"),
    **database(
        lambda: (
            Recognition.objects.filter(innovation__state=State.PUBLISHED)
            .select_related("innovation", "agency")
            .order_by("innovation__code", "pk")
        )
    ),
)

SOURCES = Dataset(
    "sumber",
    _("Sumber inovasi"),
    _("Baris sumber asal tiap inovasi, dan kapan dimuat."),
    (
        Column("innovation_id", INNOVATION_ID, Kind.CODE, lambda row: row.innovation.code),
        Column("source", _("Katalog atau berkas asal."), Kind.TEXT, lambda row: row.source),
        Column("source_id", _("Id di sumber itu."), Kind.CODE, lambda row: row.source_id),
        Column("source_url", SOURCE_URL, Kind.TEXT, lambda row: row.source_url),
        Column("imported_at", _("Waktu dimuat ke Tular."), Kind.TIME, lambda row: row.imported_at),
    ),
    runs=("innovations", "catalogue"),
    **database(
        lambda: (
            SourceRecord.objects.filter(innovation__state=State.PUBLISHED)
            .select_related("innovation")
            .defer("payload")
            .order_by("source", "source_id")
        )
    ),
)

REPLICATIONS = Dataset(
    "replikasi",
    _("Replikasi"),
    _("Siapa meniru apa dari siapa. Keadaan tidak dijumlahkan: rencana bukan bukti."),
    (
        Column("id", _("Id replikasi."), Kind.CODE, lambda row: row.code),
        Column("innovation_id", _("Id inovasi asal di tabel inovasi, bila dikenali."), Kind.CODE,
               lambda row: row.innovation.code if row.innovation else None),
        Column("linked_by", _("Cara dikenali: exact (judul dan instansi sama) atau similar (judul mirip)."), Kind.TERM,
               lambda row: row.linked_by),
        Column("origin_title", _("Inovasi asal seperti tertulis."), Kind.TEXT, lambda row: row.origin_title),
        Column("origin_agency", _("Instansi asal seperti tertulis."), Kind.TEXT, lambda row: row.origin_agency_text),
        Column("origin_agency_slug", AGENCY_SLUG, Kind.CODE,
               lambda row: row.origin_agency.slug if row.origin_agency else None),
        Column("replicating_agency", _("Peniru seperti tertulis."), Kind.TEXT, lambda row: row.taker_text),
        Column("replicating_agency_slug", AGENCY_SLUG, Kind.CODE, lambda row: row.taker.slug if row.taker else None),
        Column("replica_name", _("Nama di tempat baru."), Kind.TEXT, lambda row: row.replica_name),
        Column("year", _("Tahun menurut sumber."), Kind.INTEGER, lambda row: row.year, _("tahun")),
        Column("state", _("Keadaan menurut sumber: rencana, kesepakatan, berjalan, terbukti, berhenti, belum jelas."),
               Kind.TERM, lambda row: row.state),
        Column("note", NOTE, Kind.TEXT, lambda row: row.note),
        Column("source_url", SOURCE_URL, Kind.TEXT, lambda row: row.source_url),
    ),
    runs=("catalogue",),
    **database(
        lambda: real_replications().select_related("innovation", "origin_agency", "taker").order_by("code")
    ),
)  # fmt: skip

THEMES = Dataset(
    "tema",
    _("Tema"),
    _("Tema kebijakan dan bidang layanan yang dipakai katalog."),
    (
        Column("slug", _("Kunci tema."), Kind.CODE, lambda row: row.slug),
        Column("name", _("Nama."), Kind.TEXT, lambda row: row.name),
        Column("name_en", _("Nama dalam bahasa Inggris."), Kind.TEXT, lambda row: row.name_en),
        Column("kind", _("theme: tema kebijakan; sector: bidang layanan."), Kind.TERM, lambda row: row.kind),
    ),
    runs=("catalogue",),
    **database(lambda: Theme.objects.order_by("slug")),
)
