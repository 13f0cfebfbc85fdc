"""Fixed vocabularies of field verification."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitState(models.TextChoices):
    """Where a visit stands."""

    PLANNED = "direncanakan", _("direncanakan")
    ANNOUNCED = "diumumkan", _("diumumkan")
    MINUTED = "berita-acara", _("menunggu tanda tangan")
    DONE = "selesai", _("selesai")
    CANCELLED = "dibatalkan", _("dibatalkan")


class VisitMode(models.TextChoices):
    """How it is verified."""

    ONSITE = "langsung", _("di tempat")
    ONLINE = "daring", _("daring")


class FindingKind(models.TextChoices):
    """What was found of a claim."""

    CONFIRMED = "terkonfirmasi", _("terkonfirmasi")
    PARTLY = "sebagian", _("terkonfirmasi sebagian")
    NOT = "tidak", _("tidak terkonfirmasi")
    NOT_LOOKED = "tidak-diperiksa", _("tidak diperiksa")


LIVE = (VisitState.PLANNED, VisitState.ANNOUNCED, VisitState.MINUTED, VisitState.DONE)
"""States of a visit that stands."""

OPEN = (VisitState.PLANNED, VisitState.ANNOUNCED)
"""States in which it may be changed."""
