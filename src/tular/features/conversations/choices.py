"""Fixed vocabularies of questions, comments and what people follow."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionState(models.TextChoices):
    """Where a question stands."""

    OPEN = "terbuka", _("menunggu jawaban")
    ANSWERED = "dijawab", _("dijawab")
    CLOSED = "ditutup", _("ditutup")
    BLOCKED = "diblokir", _("disembunyikan sesudah laporan")


class Level(models.TextChoices):
    """Who is asked now; an unanswered question climbs."""

    UNIT = "unit", _("unit pemilik")
    AGENCY = "instansi", _("admin instansi")
    HUB = "hub", _("hub")
    CENTRE = "pusat", _("admin pembina")


class CommentState(models.TextChoices):
    """Where a comment stands; only what was looked at is public."""

    WAITING = "menunggu", _("menunggu pemeriksaan")
    SHOWN = "tampil", _("tampil")
    REFUSED = "ditolak", _("tidak ditampilkan")
    WITHDRAWN = "ditarik", _("ditarik penulisnya")


class ReportReason(models.TextChoices):
    """What is wrong with a question, an answer or a comment."""

    ABUSE = "kasar", _("kasar atau mengancam")
    SPAM = "iklan", _("iklan atau berulang")
    PERSONAL = "data-pribadi", _("memuat data pribadi")
    FALSE = "menyesatkan", _("menyesatkan")
    OTHER = "lainnya", _("lainnya")


class ReportState(models.TextChoices):
    """What became of a report."""

    OPEN = "terbuka", _("menunggu keputusan")
    UPHELD = "dibenarkan", _("dibenarkan")
    DISMISSED = "ditolak", _("tidak terbukti")
