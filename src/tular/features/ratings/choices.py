"""Fixed vocabularies of the public rating."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RatingState(models.TextChoices):
    """Where the public rating of a stage stands."""

    OPEN = "dibuka", _("dibuka")
    CLOSED = "ditutup", _("ditutup")
    RELEASED = "diumumkan", _("diumumkan")


class Channel(models.TextChoices):
    """How somebody showed to be a person of their own."""

    MAIL = "surel", _("tautan surel")
    ACCOUNT = "akun", _("akun Tular")


class Stance(models.TextChoices):
    """As what somebody rates, in their own words."""

    USER = "pengguna", _("Saya pengguna layanan ini")
    FAMILY = "keluarga", _("Saya keluarga atau pendamping pengguna")
    EMPLOYEE = "pegawai", _("Saya bekerja di instansi penyelenggaranya")


class LastUse(models.TextChoices):
    """When they used the service last."""

    MONTH = "sebulan", _("dalam sebulan terakhir")
    HALF_YEAR = "enam-bulan", _("1–6 bulan lalu")
    YEAR = "setahun", _("6–12 bulan lalu")
    LONGER = "lebih-lama", _("lebih dari setahun lalu")


class Standing(models.TextChoices):
    """Whether a confirmed rating counts; all but the first are counted apart."""

    COUNTED = "", _("dihitung")
    EMPLOYEE = "pegawai", _("pegawai instansi penyelenggara")
    GOVERNMENT = "alamat-pemerintah", _("alamat surel pemerintah")
    COMPETITOR = "pesaing", _("akun instansi lain yang ikut dinilai")
    ORGANISER = "penyelenggara", _("orang penyelenggara atau penilai kompetisi")


class Rule(models.TextChoices):
    """By what a group of ratings was found; the values are those of the engine."""

    NETWORK = "network", _("satu jaringan internet")
    DOMAIN = "domain", _("satu domain surel")
    BURST = "burst", _("lonjakan dalam beberapa jam")
    COPIED = "copied", _("komentar yang sama")
