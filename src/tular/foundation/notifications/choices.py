"""Fixed vocabularies of notices and mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How soon a notice is also sent by mail; it is always on the page of notices."""

    AT_ONCE = "segera", _("Segera")
    DAILY = "harian", _("Ringkasan harian")
    WEEKLY = "mingguan", _("Ringkasan mingguan")
    NEVER = "tidak", _("Tidak dikirim")


class MailContent(models.TextChoices):
    """What a mail holds: one notice, a digest of several, or a letter with its own words."""

    NOTICE = "notice", _("pemberitahuan")
    DIGEST = "digest", _("ringkasan")
    LETTER = "letter", _("surat")


class MailState(models.TextChoices):
    """Where a mail stands. `SENDING` is claimed by a process; when that process dies it is due again after a while."""

    WAITING = "waiting", _("Menunggu")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Tidak terkirim")
    HELD = "held", _("Ditahan")


class Via(models.TextChoices):
    """How a mail left: accepted by the mail server, or written to a file because there is none, or for demo people."""

    SERVER = "server", _("server surat")
    FILE = "file", _("berkas")
