"""What the forms about lists and objections ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.selection.actions.announcing import LONGEST_TEXT, MOST_DAYS, Typed
from tular.features.selection.actions.objecting import LONGEST
from tular.features.selection.queries.files import OBJECTION
from tular.features.selection.queries.preparing import PreparingPage
from tular.foundation.files.fields import FilesForm, StoredFileField
from tular.foundation.ui.typed import text_typed

CHANGE, LEFT_OUT = "alasan-", "tinggal-"
"""Beginnings of the names of the fields of single proposals; their codes follow."""

SHOWN = 200
"""Fields for single proposals of a kind on the page; for the others one reason is given together."""


class ListForm(forms.Form):
    """What a list needs besides the decisions. Single proposals have fields of their own beside it."""

    title = forms.CharField(label=gettext_lazy("Judul daftar"), max_length=300)
    decree = forms.CharField(
        label=gettext_lazy("Nomor keputusan atau pengumuman"), max_length=120, required=False,
        help_text=gettext_lazy("Wajib sebelum diumumkan. Tulis seperti pada suratnya."),
    )  # fmt: skip
    decree_on = forms.DateField(
        label=gettext_lazy("Tanggalnya"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    objection_days = forms.IntegerField(
        label=gettext_lazy("Masa sanggah, dalam hari"), required=False, min_value=0, max_value=MOST_DAYS,
        help_text=gettext_lazy("Sampai pukul 23.59 pada hari terakhir. Kosong: tidak ada masa sanggah."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Mengapa daftar ini diterbitkan lagi"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Dibaca semua orang pada halaman daftar."),
    )  # fmt: skip
    reason_for_others = forms.CharField(
        label=gettext_lazy("Alasan untuk perubahan lainnya"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Berlaku untuk setiap baris yang berubah dan belum punya alasan sendiri."),
    )  # fmt: skip
    reason_left_out = forms.CharField(
        label=gettext_lazy("Alasan untuk yang ditinggalkan"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Berlaku untuk setiap proposal yang belum diputus dan belum punya alasan sendiri. Dibaca instansinya."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, page: PreparingPage) -> None:
        draft, stage = page.draft, page.stage
        begin: dict[str, Any] = (
            {name: getattr(draft, name) for name in self.base_fields}
            if draft
            else {
                "title": _("Hasil %(stage)s %(competition)s")
                % {"stage": stage.label.lower(), "competition": page.competition.title},
                "objection_days": stage.objection_days,
            }
        )
        super().__init__(data, initial=begin)
        if page.next.number == 1:
            del self.fields["note"]
        if not page.next.changed:
            del self.fields["reason_for_others"]
        if not page.next.undecided:
            del self.fields["reason_left_out"]

    def typed(self, page: PreparingPage) -> Typed:
        """What was typed; of proposals that had no field on the page what was saved before."""
        values, draft = self.cleaned_data, page.draft
        return Typed(
            title=values["title"],
            decree=values["decree"],
            decree_on=values["decree_on"],
            objection_days=values["objection_days"],
            note=values.get("note", draft.note if draft else ""),
            reason_for_others=values.get("reason_for_others", draft.reason_for_others if draft else ""),
            reason_left_out=values.get("reason_left_out", draft.reason_left_out if draft else ""),
            reasons=self._of_proposals(CHANGE, [one.code for one in page.next.changed], draft.reasons if draft else {}),
            left_out=self._of_proposals(
                LEFT_OUT, [one.code for one in page.next.undecided], draft.left_out if draft else {}
            ),
        )

    def _of_proposals(self, beginning: str, asked: Iterable[str], saved: dict[str, str]) -> dict[str, str]:
        posted = {
            code: text_typed(str(self.data[beginning + code]), LONGEST_TEXT)
            for code in asked
            if beginning + code in self.data
        }
        return {**saved, **posted}


class ObjectionForm(FilesForm):
    """An objection with what proves it."""

    text = forms.CharField(
        label=gettext_lazy("Apa yang Anda sanggah, dan mengapa"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Sebutkan alasan yang Anda sanggah, dan bagian proposal atau berkas yang membuktikannya."
        ),
        error_messages={"required": gettext_lazy("Tulis apa yang Anda sanggah, dan mengapa.")},
    )  # fmt: skip
    file = StoredFileField(purpose=OBJECTION, label=gettext_lazy("Bukti"), required=False)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    GRANT, REFUSE = "terima", "tolak"

    decision = forms.ChoiceField(
        label=gettext_lazy("Putusan"), widget=forms.RadioSelect,
        choices=[
            (GRANT, gettext_lazy("Terima: proposal lolos dalam daftar berikutnya")),
            (REFUSE, gettext_lazy("Tolak: hasilnya tetap")),
        ],
        error_messages={"required": gettext_lazy("Pilih terima atau tolak.")},
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Alasan, untuk dibaca instansi"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Bila diterima, alasan ini diusulkan sebagai alasan perubahan dalam daftar berikutnya, yang dibaca "
            "semua orang."
        ),
        error_messages={"required": gettext_lazy("Tulis alasannya: instansi perlu tahu mengapa.")},
    )  # fmt: skip


class SignerForm(forms.Form):
    """Who signs the certificates of a list, and who gets one besides its winners."""

    name = forms.CharField(
        label=gettext_lazy("Nama penanda tangan"), max_length=120,
        help_text=gettext_lazy("Dengan gelar, seperti pada surat keputusan."),
        error_messages={"required": gettext_lazy("Isi nama penanda tangan.")},
    )  # fmt: skip
    office = forms.CharField(
        label=gettext_lazy("Jabatan"), max_length=160,
        error_messages={"required": gettext_lazy("Isi jabatan penanda tangan.")},
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("NIP atau nomor lain di bawah nama"), max_length=60, required=False,
        help_text=gettext_lazy("Tampil seperti ditulis. Boleh kosong."),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Tempat"), max_length=60,
        error_messages={"required": gettext_lazy("Isi tempat penandatanganan.")},
    )  # fmt: skip
    finalist = forms.CharField(
        label=gettext_lazy("Sebutan bagi yang lolos tanpa penghargaan"), max_length=90, initial="Finalis",
        error_messages={"required": gettext_lazy("Isi sebutannya, misalnya Finalis.")},
    )  # fmt: skip
    evaluators = forms.BooleanField(label=gettext_lazy("Juga piagam bagi penilai"), required=False)


class ReplacementForm(forms.Form):
    """A certificate with the name as it should be."""

    holder = forms.CharField(
        label=gettext_lazy("Nama penerima yang benar"), max_length=300,
        error_messages={"required": gettext_lazy("Isi nama penerima.")},
    )  # fmt: skip
    about = forms.CharField(label=gettext_lazy("Unit atau instansi di bawah nama"), max_length=200, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Mengapa diganti"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dibaca siapa pun yang memeriksa sertifikat lama."),
        error_messages={"required": gettext_lazy("Tulis mengapa sertifikat ini diganti.")},
    )  # fmt: skip
