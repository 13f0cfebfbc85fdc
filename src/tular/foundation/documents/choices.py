"""Fixed vocabularies of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateKind(models.TextChoices):
    """What a certificate is for."""

    AWARD = "penghargaan", _("sertifikat penghargaan")
    SERVICE = "piagam", _("piagam")
    REPLICATION = "replikasi", _("piagam replikasi")
    COMMITMENT = "komitmen", _("piagam komitmen")


class CertificateState(models.TextChoices):
    """Whether a certificate holds; computed from its end."""

    VALID = "berlaku", _("berlaku")
    REPLACED = "diganti", _("diganti")
    REVOKED = "dicabut", _("dicabut")
