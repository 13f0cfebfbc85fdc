"""Fixed vocabularies of competitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompetitionState(models.TextChoices):
    """Where an edition stands; what happens within it are stages of its rulebook and their windows."""

    PREPARED = "disiapkan", _("disiapkan")
    OPEN = "dibuka", _("dibuka")
    FINISHED = "selesai", _("selesai")
    CANCELLED = "dibatalkan", _("dibatalkan")


class CompetitionLevel(models.TextChoices):
    """For whom it is held."""

    NATIONAL = "nasional", _("nasional")
    PROVINCE = "provinsi", _("provinsi")
    REGENCY = "kabupaten-kota", _("kabupaten/kota")
    BODY = "kementerian-lembaga", _("kementerian/lembaga")


class WindowKind(models.TextChoices):
    """What a span of time in the calendar is for."""

    SUBMISSION = "pengajuan", _("pengajuan")
    STAGE = "tahap", _("tahap")
    FIX = "perbaikan", _("perbaikan berkas")
    OBJECTION = "sanggah", _("sanggah")


class StaffRole(models.TextChoices):
    """What somebody does in one competition, besides the admins of its organiser."""

    SECRETARIAT = "sekretariat", _("sekretariat")
    CHECKER = "pemeriksa", _("pemeriksa administrasi")


class DigestOccasion(models.TextChoices):
    """What had just happened in a stage when the digest of the audit trail was published; all of it public.

    The first four are ends of windows of the calendar, with the values of `WindowKind`.
    """

    SUBMITTED = "pengajuan", _("pengajuan ditutup")
    ENDED = "tahap", _("waktu tahap berakhir menurut kalender")
    FIXED = "perbaikan", _("masa perbaikan berkas berakhir")
    OBJECTED = "sanggah", _("masa sanggah berakhir")

    JUDGED = "dinilai", _("penilaian ditutup")
    RATED = "kebermanfaatan", _("penilaian masyarakat ditutup")
    ANNOUNCED = "diumumkan", _("daftar diumumkan")
    RELEASED = "hasil-publik", _("hasil penilaian masyarakat diumumkan")
    CERTIFIED = "sertifikat", _("sertifikat diterbitkan")
    TOLD = "umpan-balik", _("umpan balik dibagikan")
