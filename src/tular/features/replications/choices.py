"""Fixed vocabularies of replications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReplicationState(models.TextChoices):
    """What everybody may know of a replication, from wish to proof. They stay apart in every count."""

    PLANNED = "rencana", _("rencana atau kunjungan")
    SIGNED = "kesepakatan", _("kesepakatan ditandatangani")
    RUNNING = "berjalan", _("berjalan menurut sumber")
    PROVEN = "terbukti", _("terbukti dengan pengukuran")
    STOPPED = "berhenti", _("berhenti")
    UNCLEAR = "belum jelas", _("belum jelas")


class CaseState(models.TextChoices):
    """Where the work on a replication stands."""

    PREPARING = "persiapan", _("persiapan")
    ASKED = "minat", _("minat dikirim")
    RETURNED = "dikembalikan", _("minat dikembalikan")
    VERIFIED = "terverifikasi", _("menunggu jawaban pemilik")
    REFUSED = "ditolak", _("ditolak pemilik")
    AGREEING = "kesepakatan", _("menyusun kesepakatan")
    AGREED = "disepakati", _("disepakati")
    RUNNING = "implementasi", _("dijalankan")
    CLOSING = "penutupan", _("menunggu konfirmasi penutupan")
    DONE = "selesai", _("selesai")
    STOPPED = "berhenti", _("berhenti")
    CANCELLED = "dibatalkan", _("dibatalkan")


class WorkModel(models.TextChoices):
    """Who takes part; ids of the models in the rulebook."""

    ALONE = "mandiri", _("mandiri")
    TOGETHER = "kerja-sama", _("kerja sama")
    FACILITATED = "fasilitasi", _("fasilitasi")


class Kind(models.TextChoices):
    """How much changes on the way."""

    ADOPTION = "adopsi", _("adopsi: diambil hampir tanpa perubahan")
    ADAPTATION = "adaptasi", _("adaptasi: disesuaikan")
    SCALING = "perluasan", _("perluasan: pemilik memperluas di instansinya sendiri")


class Side(models.TextChoices):
    """On whose behalf somebody acts in a case; ids of the actors in the rulebook."""

    TAKER = "penerima", pgettext_lazy("pihak", "penerima")
    OWNER = "asal", _("pemilik")
    FACILITATOR = "fasilitator", _("fasilitator")
    REVIEWER = "pembina", _("hub atau pusat")


class Outcome(models.TextChoices):
    """What was decided after both profiles."""

    GO_ON = "lanjut", _("lanjut")
    PREPARE = "siapkan", _("siapkan dulu")
    STOP = "berhenti", pgettext_lazy("keputusan", "berhenti")


class PartKind(models.TextChoices):
    """What became of a part of the innovation."""

    KEPT = "dijaga", _("dijaga")
    CHANGED = "diubah", _("diubah")
    LEFT_OUT = "ditinggalkan", _("ditinggalkan")
    ADDED = "ditambah", _("ditambah")


class RiskState(models.TextChoices):
    """Whether what went wrong elsewhere threatens here."""

    WATCHED = "diwaspadai", _("diwaspadai")
    HAPPENED = "terjadi", _("terjadi")
    OVER = "teratasi", _("teratasi")


class MeetingKind(models.TextChoices):
    """How one side learns from another."""

    VISIT = "kunjungan", _("kunjungan belajar")
    MENTORING = "pendampingan", _("pendampingan")
    COORDINATION = "koordinasi", _("koordinasi berkala")


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PROPOSED = "diajukan", _("menunggu jawaban tuan rumah")
    MOVED = "digeser", _("menunggu jawaban penerima")
    AGREED = "disetujui", _("disetujui")
    DECLINED = "ditolak", _("tidak dapat")
    HELD = "terlaksana", _("terlaksana")
    CANCELLED = "dibatalkan", _("dibatalkan")


class MeetingMode(models.TextChoices):
    """Where they meet."""

    ONSITE = "langsung", pgettext_lazy("pertemuan", "di tempat")
    ONLINE = "daring", _("daring")


class ClockStep(models.TextChoices):
    """What the clock of an answer did."""

    REMINDED = "diingatkan", _("diingatkan")
    CLIMBED = "diteruskan", _("diteruskan ke tingkat di atasnya")


class Paper(models.TextChoices):
    """Two levels of an agreement; ids of the papers in the rulebook."""

    MEMORANDUM = "nota", _("nota kesepakatan")
    WORKING = "pks", _("perjanjian kerja sama")


class Scale(models.TextChoices):
    """What an indicator counts, which decides how its effect is computed."""

    RATE = "bagian", _("bagian dari seluruhnya (persen)")
    COUNT = "banyaknya", _("banyaknya kejadian")
    MEAN = "rata-rata", _("rata-rata")
    OTHER = "lainnya", _("ukuran lain")


class MeasureStep(models.TextChoices):
    """What the clock of measuring told."""

    BEFORE = "sebelum", _("diumumkan")
    DAY = "hari", _("tiba")
    LATE = "terlambat", _("terlambat, pemilik diberi tahu")


class CertificateMoment(models.TextChoices):
    """For what a case brought a certificate."""

    COMMITTED = "komitmen", _("komitmen")
    CLOSED = "selesai", _("penutupan")


class Purpose(models.TextChoices):
    """What a file of a case shows."""

    WORK = "bahan-kerja", _("bahan kerja")
    EVIDENCE = "bukti", _("bukti")
    DECISION = "keputusan", _("keputusan")
    LETTER = "surat", _("surat")
    AGREEMENT = "kesepakatan", _("kesepakatan bertanda tangan")
    LEARNING = "laporan-belajar", _("laporan belajar")
    REPORT = "laporan", _("laporan hasil")


OPEN = (
    CaseState.PREPARING,
    CaseState.ASKED,
    CaseState.RETURNED,
    CaseState.VERIFIED,
    CaseState.REFUSED,
    CaseState.AGREEING,
    CaseState.AGREED,
    CaseState.RUNNING,
    CaseState.CLOSING,
)
"""States in which there is something left to do."""

BEFORE_IT_RUNS = (
    CaseState.PREPARING,
    CaseState.ASKED,
    CaseState.RETURNED,
    CaseState.VERIFIED,
    CaseState.REFUSED,
    CaseState.AGREEING,
    CaseState.AGREED,
)
"""Open states in which nothing was carried out yet: who gives up here cancels, later they stop."""
