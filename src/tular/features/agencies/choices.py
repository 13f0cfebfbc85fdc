"""Fixed vocabularies of regions and agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.TextChoices):
    """Level of a region in the Kemendagri code list."""

    PROVINCE = "provinsi", _("provinsi")
    REGENCY = "kabupaten", _("kabupaten")
    CITY = "kota", _("kota")


class AgencyKind(models.TextChoices):
    """Kind of agency, as the competition counts them (PermenPANRB 7/2021)."""

    MINISTRY = "kementerian", _("kementerian")
    BODY = "lembaga", _("lembaga")
    PROVINCE = "provinsi", _("provinsi")
    REGENCY = "kabupaten", _("kabupaten")
    CITY = "kota", _("kota")
    STATE_COMPANY = "bumn", _("BUMN")
    REGIONAL_COMPANY = "bumd", _("BUMD")
    OTHER = "lainnya", _("lainnya")


class SuccessionChange(models.TextChoices):
    """How a body became another one."""

    SPLIT = "split", _("dipecah")
    PARTIAL = "partial", _("sebagian tugas")
    RENAMED = "renamed", _("berganti nama")
    UPGRADED = "upgraded", _("ditingkatkan")
    MERGED = "merged", _("digabung")
    DOWNGRADED = "downgraded", _("diturunkan")
