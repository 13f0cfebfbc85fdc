"""Fixed vocabularies of people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """In which language a person reads pages and mail."""

    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"


class Zone(models.TextChoices):
    """The time zones of Indonesia; deadlines are shown in the reader's."""

    WIB = "Asia/Jakarta", _("WIB (Indonesia Barat)")
    WITA = "Asia/Makassar", _("WITA (Indonesia Tengah)")
    WIT = "Asia/Jayapura", _("WIT (Indonesia Timur)")
