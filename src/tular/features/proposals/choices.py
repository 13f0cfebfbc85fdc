"""Fixed vocabularies of proposals and their administrative selection."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    """Whose turn it is with a proposal. What stages decide about it is told by their lists, not here."""

    DRAFT = "draf", _("draf di unit")
    WITH_ADMIN = "admin-lokal", _("di admin lokal")
    RETURNED = "dikembalikan", _("dikembalikan ke unit")
    SUBMITTED = "diajukan", _("diajukan")
    FIXING = "perbaikan", _("diminta diperbaiki")
    WITHDRAWN = "ditarik", _("ditarik")


class CheckDecision(models.TextChoices):
    """What a checker found."""

    PASSED = "lolos", _("lolos")
    FAILED = "tidak-lolos", _("tidak lolos")
    FIX = "perbaikan", _("minta diperbaiki")


class ReasonCode(models.TextChoices):
    """Why a proposal does not pass the administrative selection."""

    UNDER_AGE = "under_age", _("inovasi belum cukup umur")
    INCOMPLETE = "incomplete", _("isian atau lampiran tidak lengkap")
    CARELESS = "careless_answers", _("isian asal-asalan")
    SAME_TITLE = "same_title_in_several_proposals", _("judul sama atau hampir sama dengan proposal lain")
    COPIED = "copied_text", _("teks sama dengan proposal lain")
    WRONG_GROUP = "wrong_group", _("riwayat penghargaan tidak sesuai dengan kelompok")
    NOT_ADMITTED = "not_admitted", _("instansi tidak termasuk peserta")
    OVER_QUOTA = "over_quota", _("melebihi kuota instansi")
    UNFIT_TITLE = "unfit_title", _("judul tidak patut atau tidak menjelaskan apa pun")
    OTHER = "other", _("lainnya, dijelaskan")


class DoubletState(models.TextChoices):
    """What a person said of two texts that look alike."""

    OPEN = "belum", _("belum diperiksa")
    SAME = "sama", _("inovasi yang sama")
    DIFFERENT = "beda", _("inovasi yang berbeda")


class PreselectionState(models.TextChoices):
    """Where the choice inside an agency stands."""

    OPEN = "berjalan", _("berjalan")
    CLOSED = "ditutup", _("ditutup")
