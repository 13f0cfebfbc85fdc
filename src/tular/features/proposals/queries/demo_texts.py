"""Texts of proposals made up for the demo. No place has done any of this; every title says so.

Each idea has a title, a category of the ready-made rulebook and an answer for each section of its form. `{before}` and
`{after}` are figures that are drawn for each proposal.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Idea:
    """What a made-up proposal is about; the sections are those of the rulebook `kompetisi-daerah`."""

    title: str
    category: str
    summary: str
    background: str
    novelty: str
    impact: str
    steps: str
    lasting: str


IDEAS: tuple[Idea, ...] = (
    Idea(
        "Posyandu Malam", "Kesehatan",
        "Ibu yang bekerja di pabrik tidak sempat ke posyandu pagi hari. Posyandu dibuka malam hari di dua balai desa, "
        "dengan bidan bergilir dan catatan yang langsung masuk ke data gizi puskesmas.",
        "Hanya {before} % balita di desa sekitar pabrik ditimbang setiap bulan. Ibu berangkat kerja sebelum posyandu "
        "dibuka dan pulang setelah tutup. Tujuannya: paling sedikit {after} % balita ditimbang setiap bulan.",
        "Jam layanan mengikuti jam kerja warga, bukan jam kantor. Jadwal bidan disusun dari jadwal giliran pabrik.",
        "Balita yang ditimbang naik dari {before} % menjadi {after} % dalam dua belas bulan, dihitung puskesmas dari "
        "buku posyandu. Balita dengan berat kurang yang ditemukan lebih awal dirujuk pada minggu yang sama.",
        "Sepakati giliran bidan, pinjam balai desa, siapkan timbangan kedua, dan umumkan lewat serikat pekerja. Biaya "
        "setahun terutama uang transpor bidan.",
        "Diatur keputusan kepala puskesmas, dianggarkan dari bantuan operasional, dan dijadwalkan setahun di muka.",
    ),
    Idea(
        "Antrean Berkas Satu Loket", "Tata kelola dan pelayanan administrasi",
        "Warga datang tiga sampai empat kali untuk satu surat karena syaratnya berbeda di setiap meja. Semua syarat "
        "disatukan dalam satu lembar dan satu loket memeriksanya sebelum warga pulang.",
        "Hanya {before} % permohonan selesai dengan satu kali datang. Petugas menghabiskan pagi hari untuk menjelaskan "
        "kekurangan. Tujuannya: satu kali datang untuk {after} % permohonan.",
        "Bukan aplikasi baru: satu lembar syarat, satu loket pemeriksa, dan penolakan yang tertulis.",
        "Permohonan yang selesai dengan satu kali datang naik dari {before} % menjadi {after} %, dihitung dari buku "
        "loket selama enam bulan sebelum dan sesudah.",
        "Kumpulkan syarat semua surat, buang yang tidak ada dasar hukumnya, latih dua petugas, ukur selama sebulan.",
        "Lembar syarat ditetapkan dengan peraturan kepala kelurahan dan ditinjau setiap Januari.",
    ),
    Idea(
        "Kelas Membaca di Pos Ronda", "Pendidikan",
        "Anak kelas tiga yang belum lancar membaca dibimbing relawan di pos ronda dua kali seminggu, dengan buku "
        "berjenjang milik perpustakaan daerah.",
        "Tes di dua belas sekolah menemukan {before} % siswa kelas tiga belum lancar membaca. Guru tidak punya waktu "
        "khusus. Tujuannya: paling sedikit {after} % lancar dalam satu tahun ajaran.",
        "Tempatnya dekat rumah, kelompoknya kecil, dan bukunya berjenjang; setiap anak diukur setiap bulan.",
        "Anak yang lancar membaca menjadi {after} % pada akhir tahun ajaran, diukur dengan tes yang sama oleh guru "
        "dari sekolah lain. Pada awalnya {before} % belum lancar.",
        "Latih relawan dua hari, pinjam seratus buku berjenjang, pakai tes sepuluh menit, catat di kartu anak.",
        "Menjadi kegiatan perpustakaan daerah dengan anggaran buku tahunan; sekolah menyediakan tesnya.",
    ),
    Idea(
        "Lapak Ikan Terbuka", "Ekonomi dan lapangan kerja",
        "Nelayan kecil tidak tahu harga sebelum melelang. Harga hari itu dari lima pelabuhan ditulis di papan dan "
        "dikirim lewat pesan singkat setiap pukul lima pagi.",
        "Selisih harga yang diterima nelayan kecil dan harga lelang mencapai {before} % karena hanya satu pembeli yang "
        "memberi tahu. Tujuannya: selisih turun paling sedikit separuh.",
        "Data harganya sudah ada di pelabuhan lain; yang baru adalah cara mengantarkannya ke nelayan yang tidak "
        "memakai telepon pintar.",
        "Nelayan yang menjual dengan harga papan atau lebih naik menjadi {after} %. Dihitung dari nota penjualan "
        "seratus nelayan setiap bulan oleh penyuluh.",
        "Satu petugas pencatat, papan tulis, dan daftar nomor telepon nelayan; pesan singkat dibayar per bulan.",
        "Dianggarkan dinas perikanan; koperasi nelayan menanggung biaya pesan sejak tahun kedua.",
    ),
    Idea(
        "Bank Sampah Jemput Bola", "Lingkungan dan ketahanan bencana",
        "Warga lanjut usia tidak sanggup mengantar sampah ke bank sampah. Gerobak listrik menjemput setiap Sabtu dan "
        "tabungannya langsung dicatat di buku yang dipegang warga.",
        "Hanya {before} % rumah tangga menabung sampah; yang lain membakarnya atau membuangnya ke sungai. Tujuannya: "
        "{after} % rumah tangga ikut dalam setahun.",
        "Penjemputan mengikuti rute truk yang sudah ada, sehingga tidak ada kendaraan baru selain satu gerobak.",
        "Rumah tangga yang menabung naik dari {before} % menjadi {after} %. Sampah yang dibawa ke tempat pembuangan "
        "ditimbang setiap bulan oleh dinas.",
        "Susun rute, beli satu gerobak, cetak buku tabungan, dan sepakati harga dengan satu pengepul.",
        "Dikelola RW dengan bagi hasil; dinas menyediakan perawatan gerobak.",
    ),
    Idea(
        "Rumah Singgah Data", "Perlindungan sosial dan pengentasan kemiskinan",
        "Warga miskin yang tidak tercatat tidak menerima bantuan. Setiap kelurahan punya satu meja yang mencatat, "
        "memeriksa ke rumah dalam tujuh hari, dan memberi jawaban tertulis.",
        "Dari seratus pengaduan bantuan, {before} tidak pernah dijawab. Tujuannya: {after} % pengaduan dijawab "
        "tertulis dalam empat belas hari.",
        "Jawaban tertulis dengan alasan dan cara membantah; dulu pengaduan hanya dicatat.",
        "Pengaduan yang dijawab dalam empat belas hari naik menjadi {after} %, dihitung dari buku meja dan diperiksa "
        "inspektorat dengan mendatangi tiga puluh rumah.",
        "Satu meja, satu petugas, formulir dua halaman, dan kesepakatan dengan dinas sosial tentang siapa memeriksa.",
        "Keputusan lurah, masuk dalam uraian tugas petugas, dan dilaporkan setiap tiga bulan.",
    ),
    Idea(
        "Peta Banjir dari Warga", "Lingkungan dan ketahanan bencana",
        "Petugas terlambat tahu gang mana yang tergenang. Warga melaporkan tinggi air dengan membaca tongkat ukur yang "
        "dicat di tiang listrik; petugas melihatnya di satu peta.",
        "Rata-rata pompa tiba {before} menit setelah laporan pertama. Tujuannya: {after} % laporan didatangi sebelum "
        "air masuk rumah.",
        "Tongkat ukur dari cat menggantikan alat ukur yang mahal; laporannya dapat dikirim dengan telepon biasa.",
        "Laporan yang didatangi sebelum air masuk rumah naik menjadi {after} %, dihitung dari catatan waktu laporan "
        "dan kedatangan selama satu musim hujan.",
        "Cat tongkat ukur di seratus tiang, latih ketua RT, pakai satu nomor pesan, dan satu papan peta di pos.",
        "Masuk rencana siaga musim hujan setiap tahun; cat diperbarui kerja bakti.",
    ),
    Idea(
        "Jam Janji di Poli Gigi", "Kesehatan",
        "Pasien poli gigi menunggu berjam-jam. Setiap pasien mendapat jam janji lewat telepon atau loket, dan layar "
        "menunjukkan berapa menit poli terlambat dari janji.",
        "Pasien menunggu rata-rata {before} menit lebih lama daripada waktu dirawat. Tujuannya: {after} % pasien "
        "dilayani paling lambat lima belas menit dari jam janji.",
        "Yang ditampilkan bukan nomor antrean, melainkan keterlambatan, sehingga semua orang tahu kapan harus datang.",
        "Pasien yang dilayani tepat waktu naik dari {before} % menjadi {after} %, dihitung dari jam masuk dan jam "
        "panggil yang dicatat setiap hari.",
        "Satu buku janji, satu layar, aturan bagi pasien yang terlambat, dan sepuluh menit cadangan setiap jam.",
        "Standar pelayanan puskesmas diubah; keterlambatan dilaporkan pada rapat bulanan.",
    ),
)  # fmt: skip
