"""Fixed vocabularies of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThemeKind(models.TextChoices):
    """A policy theme or cross-cutting concern, or a field of service."""

    THEME = "theme", _("tema")
    SECTOR = "sector", _("bidang layanan")


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
