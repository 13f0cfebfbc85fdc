"""States of a replication. They stay apart in every count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReplicationState(models.TextChoices):
    """From wish to proof; `stopped` and `unclear` are never folded into the others."""

    PLANNED = "rencana", _("rencana atau kunjungan")
    SIGNED = "kesepakatan", _("kesepakatan ditandatangani")
    RUNNING = "berjalan", _("berjalan menurut sumber")
    PROVEN = "terbukti", _("terbukti dengan pengukuran")
    STOPPED = "berhenti", _("berhenti")
    UNCLEAR = "belum jelas", _("belum jelas")
