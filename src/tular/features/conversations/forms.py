"""What is asked of those who ask, answer, comment, report and decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.conversations.choices import ReportReason
from tular.features.conversations.models import LONGEST
from tular.foundation.access.telling import of_form, tell_of

type Words = Any


def _area(label: Words, hint: Words = "", rows: int = 5, required: Words = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required or _("Tulis dulu sesuatu di sini.")},
    )


class AskForm(forms.Form):
    """A question to the owner."""

    text = _area(
        _("Pertanyaan Anda"),
        _("Satu hal dalam satu pertanyaan lebih cepat dijawab. Jangan menulis nomor telepon atau data pribadi."),
    )
    on_behalf_of = forms.CharField(
        label=_("Atas nama instansi (boleh kosong)"),
        help_text=_("Terlihat oleh pemilik inovasi, tidak diterbitkan."),
        max_length=200,
        required=False,
    )


class AnswerForm(forms.Form):
    """An answer, or the asker going on."""

    text = _area(_("Jawaban Anda"), _("Penanya membaca jawaban ini; alamat dan nomor Anda tidak terlihat."))


class FollowUpForm(AnswerForm):
    """The asker goes on."""

    text = _area(_("Pertanyaan lanjutan"), rows=3)


class PublishForm(forms.Form):
    """Which part of a thread everyone may read."""

    public_text = _area(
        _("Pertanyaan seperti akan tampil"),
        _("Nama penanya tidak ikut. Hapus bagian yang menunjuk orang."),
        rows=3,
    )
    answers = forms.TypedMultipleChoiceField(
        label=_("Jawaban yang ikut terbit"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: object = None, *, choices: list[tuple[int, str]], **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.fields["answers"].choices = choices  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Ending without an answer."""

    reason = forms.CharField(
        label=_("Alasan menutup"),
        help_text=_("Pihak lain membaca alasan ini."),
        max_length=300,
        error_messages={"required": _("Tulis alasan menutup pertanyaan ini; pihak lain akan membacanya.")},
    )


class CommentForm(forms.Form):
    """A public comment."""

    text = _area(_("Komentar Anda"), _("Tampil dengan nama Anda sesudah diperiksa kurator."), rows=3)


class ReportForm(forms.Form):
    """What is improper with a text."""

    why = forms.ChoiceField(
        label=_("Apa yang tidak patut?"), choices=ReportReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih apa yang tidak patut.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Keterangan (boleh kosong)"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DecideReportForm(forms.Form):
    """A curator's decision on a report."""

    decision = forms.CharField(
        label=_("Pertimbangan"), max_length=300,
        error_messages={"required": _("Tulis pertimbangan Anda; pelapor akan membacanya.")},
    )  # fmt: skip
    block_days = forms.TypedChoiceField(
        label=_("Tahan penulisnya"), coerce=int,
        choices=[(0, _("tidak")), (7, _("7 hari")), (30, _("30 hari")), (365, _("setahun"))],
    )  # fmt: skip


class NoteForm(forms.Form):
    """A note for oneself with a kept innovation."""

    note = forms.CharField(max_length=300, required=False, label=_("Catatan untuk diri sendiri"))


def tell_of_forms() -> None:
    """Say how the fields of these forms are called, for who has to send one again; called when the program starts."""
    told: dict[str, type[forms.Form]] = {
        "ask": AskForm, "ask_agency": AskForm, "answer": AnswerForm, "follow_up": FollowUpForm,
        "publish": PublishForm, "close": CloseForm, "comment": CommentForm, "report_question": ReportForm,
        "report_comment": ReportForm, "decide_report": DecideReportForm,
    }  # fmt: skip
    for view, form in told.items():
        tell_of(f"conversations:{view}", of_form(form))
