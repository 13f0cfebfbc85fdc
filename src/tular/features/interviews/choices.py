"""Fixed vocabularies of interviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlotOutcome(models.TextChoices):
    """What became of a slot; empty while it lies ahead or nobody has said."""

    PLANNED = "", _("dijadwalkan")
    HEARD = "terlaksana", _("terlaksana")
    NO_SHOW = "tidak-hadir", _("penyaji tidak hadir")
    POSTPONED = "ditunda", _("ditunda")


CURRENT = (SlotOutcome.PLANNED, SlotOutcome.HEARD)
"""Outcomes with which a slot is the one slot of its entry."""


class Presence(models.TextChoices):
    """Whether the head of the agency comes, or came."""

    YES = "ya", _("hadir")
    NO = "tidak", _("tidak hadir")
    UNKNOWN = "belum-tahu", _("belum diketahui")


class Phase(models.TextChoices):
    """Where the clock of a slot stands."""

    WAITING = "menunggu", _("belum dimulai")
    PRESENTATION = "presentasi", _("presentasi")
    QUESTIONS = "tanya-jawab", _("tanya jawab")
    OVER = "selesai", _("selesai")


class ClockStep(models.TextChoices):
    """What is done to the clock."""

    START = "mulai", _("Mulai presentasi")
    PAUSE = "jeda", _("Jeda")
    RESUME = "lanjut", _("Lanjutkan")
    QUESTIONS = "tanya", _("Mulai tanya jawab")
    END = "akhiri", _("Akhiri")
    AGAIN = "ulang", _("Ulangi dari awal")


class RequestAnswer(models.TextChoices):
    """What the organiser answered to somebody who asked for another slot; empty while nobody did."""

    NONE = "", _("menunggu jawaban")
    MOVED = "dipindah", _("dipindah")
    KEPT = "tetap", _("tetap")
