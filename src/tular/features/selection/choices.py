"""Fixed vocabularies of results and objections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a stage decided about a proposal."""

    PASSED = "lolos", _("lolos")
    FAILED = "tidak-lolos", _("tidak lolos")


class LineChange(models.TextChoices):
    """How a line of a list differs from the list before it."""

    FIRST = "baru", _("baru")
    SAME = "tetap", _("tetap")
    CHANGED = "berubah", _("berubah")
    LEFT = "keluar", _("tidak lagi dalam daftar")


class ObjectionState(models.TextChoices):
    """Where an objection (sanggah) stands."""

    WAITING = "menunggu", _("menunggu jawaban")
    GRANTED = "diterima", _("diterima")
    REFUSED = "ditolak", _("ditolak")


class PlenaryState(models.TextChoices):
    """Where a plenary stands."""

    OPEN = "sidang", _("sedang bersidang")
    SETTLED = "menunggu", _("menunggu persetujuan")
    APPROVED = "disetujui", _("disetujui")


class DecisionKind(models.TextChoices):
    """What a plenary decides."""

    IN = "masuk", _("dimasukkan")
    OUT = "keluar", _("tidak dimasukkan")
    GONE = "gugur", _("gugur sebelum diputus")
    TIE = "seri", _("nilai sama diputus")
    SETTINGS = "pengaturan", _("pengaturan")
    UNDO = "batal", _("dibatalkan")


class TieWay(models.TextChoices):
    """How equal ones at the last place are told apart."""

    VOTE = "suara", _("pemungutan suara")
    LOT = "undian", _("undian")
    PANEL = "mufakat", _("kesepakatan panel")
    ALL = "semua", _("semuanya masuk, melebihi tempat")
    NONE = "tidak-ada", _("tidak satu pun masuk; tempatnya kosong")


class LineWhy(models.TextChoices):
    """Why a proposal is in or out."""

    RANKING = "peringkat", _("menurut peringkat")
    TIE = "seri", _("nilai sama, diputus")
    OPEN_TIE = "belum", _("nilai sama, belum diputus")
    TAKEN = "dimasukkan", _("dimasukkan pleno")
    LEFT = "dilepas", _("tidak dimasukkan pleno")
    MOVED_UP = "naik", _("naik ke tempat yang kosong")
    DISPLACED = "tergeser", _("tergeser oleh yang dimasukkan")
    BELOW = "di-bawah", _("di bawah nilai batas")
    UNSCORED = "tanpa", _("belum ada nilainya")
    NO_POOL = "tak-ikut", _("tidak ada tempat untuk kelompoknya")
    GONE = "gugur", _("gugur sebelum diputus")


class QuestionKind(models.TextChoices):
    """What is put to the vote."""

    IN = "masuk", _("memasukkan sebuah proposal")
    OUT = "keluar", _("tidak memasukkan sebuah proposal")
    TIE = "seri", _("memutus nilai sama")
    WHOLE = "daftar", _("seluruh daftar")


class VoteChoice(models.TextChoices):
    """How a member votes."""

    YES = "setuju", _("setuju")
    NO = "tidak", _("tidak setuju")
    ABSTAIN = "abstain", _("abstain")
    RECUSED = "benturan", _("tidak ikut: benturan kepentingan")


class ApprovalDecision(models.TextChoices):
    """What a second person says of the lines that a plenary proposes."""

    APPROVED = "disetujui", _("disetujui")
    RETURNED = "dikembalikan", _("dikembalikan")


class ChoiceReason(models.TextChoices):
    """Why a proposal does not go on from a plenary, as its agency reads it."""

    NOT_CHOSEN = "tidak_terpilih", _("belum terpilih: tempatnya terbatas")


class HolderKind(models.TextChoices):
    """Whose certificate it is."""

    AGENCY = "instansi", _("instansi")
    INNOVATOR = "inovator", _("inovator")
    EVALUATOR = "penilai", _("penilai")


class RecordOrigin(models.TextChoices):
    """How the record of a winner was found."""

    LINKED = "tertaut", _("tertaut sejak proposal ditulis")
    JOINED = "digabung", _("digabung dengan catatan yang sudah ada")
    MADE = "baru", _("catatan baru dari isian proposal")
