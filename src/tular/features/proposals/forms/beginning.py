"""Forms around the writing: beginning, members of the team, remarks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.proposals.queries.begin import Place


class BeginForm(forms.Form):
    """For whom, and under which title; the record is chosen beside it."""

    place = forms.ChoiceField(label=_("Untuk unit atau instansi"))
    title = forms.CharField(
        label=_("Judul inovasi"),
        max_length=300,
        required=False,
        help_text=_("Nama yang dikenal orang. Judul masih dapat diubah nanti."),
        widget=forms.TextInput({"lang": "id"}),
    )

    def __init__(self, data: object = None, *, places: list[Place]) -> None:
        super().__init__(data)  # type: ignore[arg-type] # what a request holds
        self.places = {one.key: one for one in places}
        self.fields["place"].choices = [(one.key, one.label) for one in places]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """Whom to let write along."""

    email = forms.EmailField(
        label=_("Alamat surel rekan"),
        help_text=_("Orang yang sudah berperan di instansi Anda, dari unit mana pun."),
        error_messages={"required": _("Tulis alamat surelnya."), "invalid": _("Alamat surel ini tidak lengkap.")},
    )


class CommentForm(forms.Form):
    """A remark on one section."""

    text = forms.CharField(
        label=_("Komentar untuk bagian ini"),
        max_length=3000,
        widget=forms.Textarea({"rows": 3, "lang": "id"}),
        error_messages={"required": _("Tulis komentarnya.")},
    )
