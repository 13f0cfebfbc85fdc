"""Fixed vocabularies of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """Sorts of events of the programme, each with another aim."""

    FGD = "fgd", _("FGD")
    DISSEMINATION = "diseminasi", _("Diseminasi Praktik Terbaik")
    SHARING = "berbagi", _("Knowledge Sharing")
    COACHING = "coaching", _("Coaching Clinic")
    FORUM = "forum", _("Forum Replikasi")
    UPDATE = "pemutakhiran", _("Pemutakhiran dan Validasi Data")
    BRIEFING = "sosialisasi", _("Sosialisasi")
    PEERS = "lokakarya", _("Lokakarya antardaerah")
    AWARDS = "penghargaan", _("Gebyar Pelayanan Prima")


class Mode(models.TextChoices):
    """How people meet."""

    ONSITE = "luring", _("tatap muka")
    ONLINE = "daring", _("daring")
    HYBRID = "hibrida", _("hibrida")


class EventState(models.TextChoices):
    """Life of an event; that it is over follows from its dates."""

    DRAFT = "draf", _("Draf")
    ANNOUNCED = "diumumkan", _("Diumumkan")
    CANCELLED = "dibatalkan", _("Dibatalkan")


class GuestRole(models.TextChoices):
    """As what somebody is invited."""

    GUEST = "peserta", _("peserta")
    SPEAKER = "narasumber", _("narasumber")
    DISCUSSANT = "pembahas", _("pembahas")
    NOTE_TAKER = "notulis", _("notulis")


class GuestState(models.TextChoices):
    """What became of an invitation."""

    INVITED = "diundang", _("Belum menjawab")
    ACCEPTED = "hadir", _("Akan hadir")
    DECLINED = "berhalangan", _("Berhalangan")
    WITHDRAWN = "dicabut", _("Dicabut")
