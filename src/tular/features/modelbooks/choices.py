"""Fixed vocabularies of model books."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BookState(models.TextChoices):
    """Where the manuscript stands. Editions that were published are rows of their own and do not change with it."""

    WRITING = "disusun", _("Disusun")
    REVIEWING = "fgd", _("Dibahas dalam FGD")
    APPROVING = "pengesahan", _("Menunggu pengesahan")
    PUBLISHED = "terbit", _("Terbit")


class AuthorRole(models.TextChoices):
    """What somebody does for a book."""

    LEAD = "ketua", _("ketua tim penulis")
    AUTHOR = "penulis", _("penulis")
    NOTE_TAKER = "notulis", _("notulis")


class AuthorKind(models.TextChoices):
    """Where an author comes from, as books of the programme tell it."""

    ACADEMIC = "akademisi", _("akademisi")
    PRACTITIONER = "praktisi", _("praktisi")


class RevisionKind(models.TextChoices):
    """How a text came into a chapter."""

    TYPED = "ditulis", _("ditulis")
    ASSEMBLED = "dirakit", _("dirakit dari katalog")
    IMPORTED = "diimpor", _("diimpor dari DOCX")
    RESTORED = "dipulihkan", _("dipulihkan dari riwayat")


class RoundKind(models.TextChoices):
    """The two sorts of FGD through which a book goes (rulebook, `[[process]]`)."""

    REVIEW = "review", _("FGD review")
    FINAL = "finalisasi", _("FGD finalisasi")


class Decision(models.TextChoices):
    """What became of a comment."""

    ACCEPTED = "diterima", _("Diterima")
    PARTLY = "sebagian", _("Diterima sebagian")
    DECLINED = "tidak-diterima", _("Tidak diterima")


class AnchorState(models.TextChoices):
    """Where the passage of a comment is in a later text; computed, never stored."""

    SAME = "tetap", _("Di tempat yang sama")
    MOVED = "pindah", _("Pindah tempat")
    CHANGED = "berubah", _("Kalimatnya berubah")
    LOST = "hilang", _("Sudah tidak ada")


class Form(models.TextChoices):
    """The forms in which an edition can be had."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("DOCX")
    EPUB = "epub", _("EPUB")
    HTML = "html", _("HTML")


class SourceKind(models.TextChoices):
    """Sorts of sources in the bibliography."""

    RULE = "aturan", _("peraturan")
    BOOK = "buku", _("buku atau laporan")
    ARTICLE = "artikel", _("artikel")
    NEWS = "berita", _("berita")
    DATA = "data", _("data")
    OTHER = "lainnya", _("lainnya")


class ReaderState(models.TextChoices):
    """What readers write is shown once somebody has looked at it."""

    WAITING = "menunggu", _("Menunggu diperiksa")
    SHOWN = "tampil", _("Tampil")
    REFUSED = "ditolak", _("Ditolak")


class Counted(models.TextChoices):
    """What is counted of an edition, day by day; without anything about who it was."""

    READ = "baca", _("dibaca di web")
    PDF = "pdf", _("unduhan PDF")
    DOCX = "docx", _("unduhan DOCX")
    EPUB = "epub", _("unduhan EPUB")
    HTML = "html", _("unduhan HTML")
    TABLE = "tabel", _("unduhan tabel")


class Licence(models.TextChoices):
    """What readers may do with a published book."""

    CC_BY = "cc-by-4.0", _("CC BY 4.0: boleh dipakai dan diubah dengan menyebut sumber")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0: seperti CC BY, dan hasil ubahannya berlisensi sama")
    ALL_RIGHTS = "hak-cipta", _("Hak cipta dilindungi: boleh dibaca dan dikutip")
