"""Fixed vocabularies of judging."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """Where the judging of one stage stands."""

    PREPARED = "disiapkan", _("disiapkan")
    RUNNING = "berjalan", _("berjalan")
    CLOSED = "ditutup", _("ditutup")


class Objective(models.TextChoices):
    """What an assignment is best at."""

    TOTAL = "total", _("kecocokan terbesar seluruhnya")
    WORST = "worst", _("proposal yang paling kurang terlayani")


class ConflictKind(models.TextChoices):
    """Why somebody should not judge a proposal."""

    OWN_AGENCY = "instansi", _("dari instansi yang sama")
    OWN_REGION = "daerah", _("dari provinsi yang sama")
    SUPERVISION = "pembinaan", _("membawahi atau membina instansinya")
    COACHED = "pendampingan", _("pernah mendampingi proposal atau inovasinya")
    COAUTHOR = "penulis", _("ikut menulis")
    FAMILY = "keluarga", _("keluarga atau teman dekat")
    PAID = "kerja-sama", _("pernah bekerja atau dibayar untuknya")
    OTHER = "lainnya", _("lainnya, dijelaskan")


class ConflictSource(models.TextChoices):
    """Who said so."""

    EVALUATOR = "penilai", _("dinyatakan penilai")
    AGENCY = "instansi", _("dinyatakan instansi pengusul")
    ORGANISER = "penyelenggara", _("dicatat penyelenggara")
    MACHINE = "sistem", _("ditemukan sistem")


class AssignmentKind(models.TextChoices):
    """How it came that somebody reads a proposal."""

    PLANNED = "rencana", _("menurut rencana")
    BRIDGE = "jembatan", _("usulan jembatan")
    HAND = "tangan", _("ditugaskan langsung")
    REPLACEMENT = "pengganti", _("pengganti penilai lain")
    THIRD = "ketiga", _("pembaca ketiga")
    EXTRA = "tambahan", _("bacaan tambahan")


class AssignmentState(models.TextChoices):
    """What became of it."""

    ASSIGNED = "ditugaskan", _("ditugaskan")
    DONE = "selesai", _("nilai masuk")
    ABSTAINED = "tidak-menilai", _("tidak menilai")
    CONFLICT = "benturan", _("benturan kepentingan")
    TAKEN_BACK = "ditarik", _("ditarik")


HELD = (AssignmentState.ASSIGNED, AssignmentState.DONE)
"""States in which a reading counts toward what a proposal needs and an evaluator bears."""


class CasePurpose(models.TextChoices):
    """Why a proposal needs more than its planned readings."""

    THIRD_READER = "ketiga", _("pembaca ketiga")
    DISCUSSION = "diskusi", _("dibahas lalu dinilai ulang")


class Belongs(models.TextChoices):
    """What can be said of a proposal's place at a line."""

    IN = "masuk", _("pasti masuk")
    BORDERLINE = "ambang", _("di ambang")
    OUT = "tidak", _("pasti tidak masuk")


class Judgement(models.TextChoices):
    """What an evaluator says about two proposals side by side, A on the left and B on the right."""

    LEFT = "kiri", _("A lebih baik")
    RIGHT = "kanan", _("B lebih baik")
    TIE = "setara", _("tidak dapat dibedakan")
    TAKEN_BACK = "ditarik", _("jawaban ditarik")
