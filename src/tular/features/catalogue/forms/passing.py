"""The form that moves records to the body that carries on the work of their owner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.queries.passing import PassingPage


class PassOnForm(forms.Form):
    """Which records, and on what ground. `ke`, the new owner, is read by the view: the choices depend on it."""

    ALL, SOME = "semua", "pilihan"

    which = forms.ChoiceField(
        label=_("Catatan yang dipindahkan"),
        choices=[(ALL, _("Semua")), (SOME, _("Hanya yang dicentang"))],
        error_messages={"required": _("Pilih catatan mana yang dipindahkan.")},
    )
    records = forms.MultipleChoiceField(label=_("Catatan"), required=False)
    reason = forms.CharField(
        label=_("Dasar pemindahan"),
        help_text=_("Misalnya nomor peraturan. Tersimpan dalam riwayat setiap catatan."),
        max_length=300,
        widget=forms.Textarea({"rows": 2, "lang": "id"}),
        error_messages={"required": _("Tulis dasarnya, misalnya nomor peraturan.")},
    )

    def __init__(self, data: Any, *, page: PassingPage) -> None:
        super().__init__(data, initial={"which": self.ALL if page.chosen.whole else self.SOME})
        field: Any = self.fields["records"]
        field.choices = [(one.code, one.title) for one in page.records]
        ticked = set(data.getlist("records")) if data else {one.code for one in page.records if one.chosen}
        self.rows = [(one, one.code in ticked) for one in page.records]
