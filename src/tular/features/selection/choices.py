"""Fixed vocabularies of results and objections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a stage decided about a proposal."""

    PASSED = "lolos", _("lolos")
    FAILED = "tidak-lolos", _("tidak lolos")


class LineChange(models.TextChoices):
    """How a line of a list differs from the list before it."""

    FIRST = "baru", _("baru")
    SAME = "tetap", _("tetap")
    CHANGED = "berubah", _("berubah")
    LEFT = "keluar", _("tidak lagi dalam daftar")


class ObjectionState(models.TextChoices):
    """Where an objection (sanggah) stands."""

    WAITING = "menunggu", _("menunggu jawaban")
    GRANTED = "diterima", _("diterima")
    REFUSED = "ditolak", _("ditolak")
