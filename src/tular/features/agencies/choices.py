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


class Role(models.TextChoices):
    """What a membership lets a person be, from the top down; terms of the national portal."""

    SUPER = "super-admin", _("super admin")
    NATIONAL = "admin-pembina", _("admin pembina")
    HUB = "admin-hub", _("admin hub")
    AGENCY = "admin-instansi", _("admin instansi")
    UNIT_ADMIN = "admin-upp", _("admin UPP")
    UNIT = "upp", _("UPP")
    EVALUATOR = "penilai", _("penilai")
    AUTHOR = "penulis", _("penulis")
    MEMBER = "anggota", _("anggota")


HUB_ROLES = (Role.HUB,)
AGENCY_ROLES = (Role.AGENCY,)
UNIT_ROLES = (Role.UNIT_ADMIN, Role.UNIT)
PLACELESS_ROLES = (Role.SUPER, Role.NATIONAL, Role.EVALUATOR, Role.AUTHOR, Role.MEMBER)

INVITES: dict[Role, tuple[Role, ...]] = {
    Role.SUPER: tuple(Role),
    Role.NATIONAL: (Role.NATIONAL, Role.HUB, Role.AGENCY, Role.EVALUATOR, Role.AUTHOR),
    Role.HUB: (Role.HUB, Role.AGENCY),
    Role.AGENCY: (Role.AGENCY, Role.UNIT_ADMIN, Role.UNIT),
    Role.UNIT_ADMIN: (Role.UNIT,),
}
"""Which roles the holder of a role may give, within their own area: accounts are handed down."""


class InvitationState(models.TextChoices):
    """What became of an invitation; that it expired follows from its date."""

    WAITING = "waiting", _("menunggu")
    ACCEPTED = "accepted", _("diterima")
    WITHDRAWN = "withdrawn", _("ditarik")


class JoinState(models.TextChoices):
    """Where the request of an agency to join stands."""

    WAITING = "waiting", _("menunggu pemeriksaan")
    RETURNED = "returned", _("dikembalikan untuk diperbaiki")
    ACCEPTED = "accepted", _("diterima")
    REFUSED = "refused", _("ditolak")


INVITATION_DAYS = 14
"""How long an invitation may be accepted; sending it again begins anew."""

LONGEST_DELEGATION = 366
"""Days after which somebody who stands in should be given the role itself."""

ENDING_SOON = 30
"""Days before the end of a membership from which the desk tells of it; mail tells once in the same time."""
