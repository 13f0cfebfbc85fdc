"""Fixed vocabularies of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThemeKind(models.TextChoices):
    """A policy theme or cross-cutting concern, or a field of service."""

    THEME = "theme", _("tema")
    SECTOR = "sector", _("bidang layanan")


class State(models.TextChoices):
    """Editorial life of a record, and of the working copy of a published one."""

    DRAFT = "draf", _("Draf")
    SUBMITTED = "diajukan", _("Diajukan")
    APPROVED = "disetujui", _("Disetujui instansi")
    RETURNED = "dikembalikan", _("Dikembalikan")
    REJECTED = "ditolak", _("Ditolak")
    PUBLISHED = "terbit", _("Terbit")
    WITHDRAWN = "ditarik", _("Ditarik")


COPY_STATES = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.RETURNED, State.REJECTED)
"""States of what is being worked on; a record that was never published has them too."""


class Freshness(models.TextChoices):
    """Whether the owner has updated the record within the agreed period; computed, never stored."""

    FRESH = "mutakhir", _("Mutakhir")
    DUE = "segera", _("Segera jatuh tempo")
    OVERDUE = "lewat", _("Lewat waktu")
    NEVER = "belum-pernah", _("Belum pernah dimutakhirkan")


class StopReason(models.TextChoices):
    """Why an innovation stopped or lies dormant; the coded list of the national domain notes, always beside a text."""

    LEADER = "pimpinan", _("Pergantian pimpinan")
    BUDGET = "anggaran", _("Anggaran")
    STAFF = "pegawai", _("Pegawai")
    TECHNOLOGY = "teknologi", _("Teknologi")
    MERGED = "kebijakan", _("Digabung karena kebijakan")
    NEED_ENDED = "kebutuhan", _("Kebutuhannya sudah tidak ada")
    OTHER = "lainnya", _("Lainnya")


class RemindStep(models.TextChoices):
    """The chain of reminders: who is asked when the one before has not answered."""

    UNIT = "upp", _("UPP")
    AGENCY = "instansi", _("Admin instansi")
    HUB = "hub", _("Hub")


class Sustainability(models.TextChoices):
    """Whether the innovation is still alive, as declared with evidence. Unknown is a value."""

    CONTINUES = "berlanjut", _("Berlanjut")
    GROWS = "berkembang", _("Berlanjut dengan pengembangan")
    STOPPED = "berhenti", _("Berhenti atau vakum")
    UNKNOWN = "tidak-diketahui", _("Belum diketahui")


class AwardLevel(models.TextChoices):
    """Recognition levels, parsed from the label of the source. The label is kept as written beside it."""

    OUTSTANDING = "outstanding", _("Outstanding Achievement")
    TOP9 = "top9", _("Top 9")
    TOP25 = "top25", _("Top 25")
    TOP35 = "top35", _("Top 35")
    TOP40 = "top40", _("Top 40")
    TOP45 = "top45", _("Top 45")
    COMMENDED = "terpuji", _("Terpuji")
    TOP99 = "top99", _("Top 99")
    TOP15_SPECIAL = "top15-khusus", _("Top 15 kelompok khusus")
    TOP15_REPLICATION = "top15-replikasi", _("Top 15 kelompok replikasi")
    TOP21_COVID = "top21-covid19", _("Top 21 penanganan Covid-19")
    FINALIST = "finalis", _("Finalis")
    KIPP_UNKNOWN = "kipp", _("KIPP, tingkat belum diketahui")
    UNPSA = "unpsa", _("Ikut UNPSA")
    IGA = "iga", _("Innovative Government Award")
    INOLAN = "inolan", _("InoLAN")
    REGIONAL = "regional", _("Kompetisi daerah")
    UNKNOWN = "tidak-dikenal", _("Tingkat belum diketahui")


class Digital(models.TextChoices):
    """Whether the innovation is a digital service. Unknown is the empty text."""

    DIGITAL = "digital", _("Digital")
    NOT_DIGITAL = "non-digital", _("Bukan digital")


class Scheme(models.TextChoices):
    """Lists by which an innovation is classed besides themes and SDGs; of each list several entries may fit."""

    REFORM = "rb-tematik", _("RB Tematik")
    OECD = "oecd", _("Kategori OECD")
    GROUP = "kelompok", _("Kelompok kompetisi")


class ReformTheme(models.TextChoices):
    """Themes of reform (PermenPANRB 3/2023), the President's priorities of 2023–2024, and since 2025 Asta Cita."""

    POVERTY = "pengentasan-kemiskinan", _("Pengentasan kemiskinan")
    INVESTMENT = "peningkatan-investasi", _("Peningkatan investasi")
    DIGITAL = "digitalisasi-administrasi", _("Digitalisasi administrasi pemerintahan")
    STUNTING = "penanganan-stunting", _("Prioritas Presiden: penanganan stunting")
    INFLATION = "pengendalian-inflasi", _("Prioritas Presiden: pengendalian inflasi")
    DOMESTIC = "p3dn", _("Prioritas Presiden: penggunaan produk dalam negeri (P3DN)")
    ASTA_CITA = "asta-cita", _("Asta Cita")


class OecdFacet(models.TextChoices):
    """The four facets of public-sector innovation of the OECD's observatory (OPSI)."""

    ENHANCING = "peningkatan", _("Peningkatan yang sudah ada")
    MISSION = "misi", _("Berorientasi misi")
    ADAPTIVE = "adaptif", _("Adaptif")
    ANTICIPATORY = "antisipatif", _("Antisipatif")


class CompetitionGroup(models.TextChoices):
    """Groups of the competition under which an innovation was entered."""

    GENERAL = "umum", _("Umum")
    REPLICATION = "replikasi", _("Replikasi")
    SPECIAL = "khusus", _("Khusus")
    SUSTAINED = "keberlanjutan", _("Keberlanjutan")
    PKRI = "pkri", _("PKRI")


class WorkTime(models.TextChoices):
    """Whether a person who is needed works for the innovation only. Unknown is the empty text."""

    FULL = "penuh", _("Penuh waktu")
    PART = "paruh", _("Paruh waktu")


class MoneySource(models.TextChoices):
    """Where the money comes from."""

    APBN = "apbn", _("APBN")
    APBD_PROVINCE = "apbd-provinsi", _("APBD provinsi")
    APBD = "apbd", _("APBD kabupaten/kota")
    BLUD = "blud", _("BLU atau BLUD")
    VILLAGE = "dana-desa", _("Dana desa")
    COMPANY = "csr", _("CSR perusahaan")
    GRANT = "hibah", _("Hibah atau mitra pembangunan")
    CITIZENS = "swadaya", _("Swadaya masyarakat")
    NONE = "tanpa-anggaran", _("Tanpa anggaran khusus")
    OTHER = "lainnya", _("Lainnya")


class RuleKind(models.TextChoices):
    """Kinds of rule on which an innovation rests or which a taker must make."""

    LAW = "uu", _("Undang-undang")
    GOVERNMENT = "pp", _("Peraturan pemerintah")
    PRESIDENT = "perpres", _("Peraturan atau instruksi presiden")
    MINISTER = "permen", _("Peraturan menteri atau kepala lembaga")
    REGIONAL = "perda", _("Peraturan daerah")
    HEAD = "perkada", _("Peraturan kepala daerah")
    VILLAGE = "perdes", _("Peraturan desa")
    DECREE = "sk", _("Surat keputusan")
    PROCEDURE = "sop", _("SOP")
    AGREEMENT = "perjanjian", _("Perjanjian kerja sama")
    OTHER = "lainnya", _("Lainnya")


class RuleUse(models.TextChoices):
    """What a rule is to a taker. Unknown is the empty text."""

    BASIS = "dasar", _("Sudah ada, menjadi dasar")
    TO_MAKE = "perlu-dibuat", _("Perlu dibuat oleh peniru")


class MeansKind(models.TextChoices):
    """Things that an innovation needs."""

    INFRASTRUCTURE = "sarana", _("Sarana dan prasarana")
    TECHNOLOGY = "teknologi", _("Teknologi dan aplikasi")


class Better(models.TextChoices):
    """Which direction of an indicator is the better one. Unknown is the empty text."""

    UP = "naik", _("Makin tinggi makin baik")
    DOWN = "turun", _("Makin rendah makin baik")


class PartKind(models.TextChoices):
    """Whether a part may be left out or changed by a taker."""

    CORE = "inti", _("Inti: tidak boleh hilang")
    ADAPTABLE = "disesuaikan", _("Boleh disesuaikan")


class Consent(models.TextChoices):
    """Whether the people on a photo agree to be shown. A photo is not shown without an answer."""

    NOBODY = "tanpa-orang", _("Tidak ada orang yang dapat dikenali")
    GIVEN = "setuju", _("Semua orang yang tampak sudah setuju")
