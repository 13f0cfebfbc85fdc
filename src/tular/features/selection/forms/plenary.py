"""What the pages of a plenary ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.selection.actions.announcing import LONGEST_TEXT
from tular.features.selection.choices import TieWay, VoteChoice
from tular.features.selection.queries.plenary.stages import CALIBRATED, RAW
from tular.foundation.ui.typed import text_typed


class ReasonForm(forms.Form):
    """A reason that is always asked."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Masuk berita acara."), error_messages={"required": gettext_lazy("Tulis alasannya.")},
    )  # fmt: skip


class PlacesForm(ReasonForm):
    """Places, what ranks, and from which score on. `rows` are pools as the settings hold them."""

    field_order = ("decides", "score", "passing_grade", "priority")

    decides = forms.ChoiceField(label=gettext_lazy("Peringkat menurut nilai"))
    score = forms.ChoiceField(
        label=gettext_lazy("Nilai yang dipakai"), widget=forms.RadioSelect,
        choices=[
            (RAW, gettext_lazy("mentah, menurut aturan bacaan dari buku aturan")),
            (CALIBRATED, gettext_lazy("terkalibrasi, keketatan penilai disamakan")),
        ],
    )  # fmt: skip
    passing_grade = forms.CharField(
        label=gettext_lazy("Nilai batas"), required=False, max_length=12,
        help_text=gettext_lazy("Kosong: tidak ada. Yang di bawahnya tidak masuk, berapa pun tempat yang tersisa."),
    )  # fmt: skip
    priority = forms.BooleanField(label=gettext_lazy("Dahulukan yang sudah direplikasi"), required=False)

    def __init__(
        self, data: Any, rows: Sequence[Mapping[str, Any]], labels: Sequence[str], choices: Mapping[str, Any],
        held: Mapping[str, Any],
    ) -> None:  # fmt: skip
        begin = {name: held.get(name) for name in ("decides", "score", "priority")}
        begin["passing_grade"] = str(held["passing_grade"] or "").replace(".", ",")
        super().__init__(data, initial=begin)
        self.rows, self.held = rows, held
        self.fields["decides"].choices = choices["sources"]  # type: ignore[attr-defined] # a choice field
        for number, row in enumerate(rows):
            count = row["count"]
            self.fields[f"places-{number}"] = forms.IntegerField(
                label=_("Tempat untuk %(pool)s") % {"pool": labels[number]}, required=False, min_value=0,
                max_value=10000, initial=None if count in (None, -1) else count,
                help_text=_("Kosong: tanpa batas; hanya nilai batas yang menentukan.") if count is None else "",
            )  # fmt: skip
            self.fields[f"award-{number}"] = forms.ChoiceField(
                label=_("Penghargaan untuk %(pool)s") % {"pool": labels[number]}, required=False,
                choices=[("", _("tidak ada")), *choices["awards"]], initial=row["award"],
            )  # fmt: skip
        reason = self.fields.pop("alasan")
        self.fields["alasan"] = reason

    def settings(self) -> dict[str, Any]:
        """What was typed, as settings. An empty number stays unknown where it was, else it means without limit."""
        values = self.cleaned_data
        places = []
        for number, row in enumerate(self.rows):
            count = values.get(f"places-{number}")
            if count is None and row["count"] == -1:
                count = -1 if not values["passing_grade"] else None
            places.append({**row, "count": count, "award": values.get(f"award-{number}") or ""})
        grade = text_typed(values["passing_grade"], 12).replace(",", ".")
        return {
            "decides": values["decides"], "score": values["score"], "places": places,
            "passing_grade": grade or None, "priority": values["priority"],
        }  # fmt: skip


class SittingForm(forms.Form):
    """When and where a session sits, who leads it, who approves."""

    held_on = forms.DateField(
        label=gettext_lazy("Hari sidang"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Wajib sebelum hasilnya diajukan; berita acara menyebutnya."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False, max_length=200)
    chair = forms.CharField(label=gettext_lazy("Pemimpin sidang"), required=False, max_length=200)
    quorum = forms.IntegerField(
        label=gettext_lazy("Kuorum"), min_value=1, max_value=500,
        help_text=gettext_lazy("Banyaknya anggota yang harus bersuara agar sebuah pemungutan suara sah."),
    )  # fmt: skip
    approver = forms.EmailField(
        label=gettext_lazy("Surel pemberi persetujuan"), required=False,
        help_text=gettext_lazy(
            "Kosong: orang lain yang menjalankan kompetisi ini. Yang mengajukan tidak pernah menyetujui."
        ),
    )  # fmt: skip
    notes = forms.CharField(
        label=gettext_lazy("Catatan untuk berita acara"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class SeatForm(forms.Form):
    """Who is invited: addresses, one a line, or all evaluators of a stage."""

    emails = forms.CharField(
        label=gettext_lazy("Alamat surel, satu per baris"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    review = forms.ChoiceField(label=gettext_lazy("Atau semua penilai tahap"), required=False)

    def __init__(self, data: Any, stages: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["review"].choices = [("", _("tidak")), *stages]  # type: ignore[attr-defined] # a choice field


class TieForm(ReasonForm):
    """How equal ones are told apart. `tied` are (code, label)."""

    field_order = ("way", "chosen", "seed", "alasan")

    way = forms.ChoiceField(
        label=gettext_lazy("Cara"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in TieWay if one != TieWay.VOTE] + [
            (TieWay.VOTE.value, gettext_lazy("pemungutan suara anggota atas pilihan di bawah")),
        ],
        error_messages={"required": gettext_lazy("Pilih caranya.")},
    )  # fmt: skip
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Yang mendapat tempat"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Untuk kesepakatan dan pemungutan suara."),
    )  # fmt: skip
    seed = forms.CharField(
        label=gettext_lazy("Kata undian"), required=False, max_length=200,
        help_text=gettext_lazy(
            "Disebut di hadapan sidang. Urutannya SHA-256 dari kata itu dan kode proposal, jadi siapa pun dapat "
            "mengundi ulang dan mendapat hasil yang sama."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, tied: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = tied  # type: ignore[attr-defined] # a choice field


class AskForm(forms.Form):
    """Something put to the vote."""

    kind = forms.ChoiceField(label=gettext_lazy("Yang dipungut suaranya"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("Alasan usulan"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dibaca anggota; bila disetujui menjadi alasan keputusan."),
        error_messages={"required": gettext_lazy("Tulis alasan usulannya.")},
    )  # fmt: skip
    secret = forms.BooleanField(
        label=gettext_lazy("Rahasia: sesudah ditutup pun hanya jumlahnya yang terlihat"), required=False
    )

    def __init__(self, data: Any, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"kind": kinds[0][0]})
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined] # a choice field


class VoteForm(forms.Form):
    """One's own vote."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Suara Anda"), widget=forms.RadioSelect, choices=VoteChoice.choices,
        error_messages={"required": gettext_lazy("Pilih suara Anda.")},
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Benturan kepentingannya"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Hanya bila Anda tidak ikut karenanya."),
    )  # fmt: skip
