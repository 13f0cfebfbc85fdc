"""What an evaluator tells of themselves, and the signature under the pact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.choices import RegionLevel
from tular.features.agencies.models import Region
from tular.features.agencies.queries.names import find_agency
from tular.features.catalogue.models import Theme
from tular.features.judging.actions.pact import LONGEST_NAME
from tular.features.judging.actions.profile import LONGEST_TEXT, MOST_PER_DAY, Told
from tular.features.judging.models import EvaluatorProfile
from tular.foundation.ui.typed import RowsField

LANGUAGES = (
    ("en", gettext_lazy("Inggris")), ("ar", gettext_lazy("Arab")), ("zh", gettext_lazy("Mandarin")),
    ("jv", gettext_lazy("Jawa")), ("su", gettext_lazy("Sunda")), ("mad", gettext_lazy("Madura")),
    ("min", gettext_lazy("Minangkabau")), ("bug", gettext_lazy("Bugis")), ("ace", gettext_lazy("Aceh")),
    ("ban", gettext_lazy("Bali")), ("bjn", gettext_lazy("Banjar")), ("bbc", gettext_lazy("Batak Toba")),
    ("sas", gettext_lazy("Sasak")), ("mak", gettext_lazy("Makassar")), ("pmy", gettext_lazy("Melayu Papua")),
)  # fmt: skip
"""Languages by ISO 639 code; Indonesian is taken for granted."""


class ProfileForm(forms.Form):
    """The profile."""

    institution = forms.CharField(
        label=gettext_lazy("Tempat Anda bekerja"), max_length=200,
        help_text=gettext_lazy("Nama instansi, universitas, atau lembaga. Dipakai untuk mencegah benturan."),
        error_messages={"required": gettext_lazy("Tulis di mana Anda bekerja.")},
    )  # fmt: skip
    region = forms.ChoiceField(
        label=gettext_lazy("Domisili"), required=False, help_text=gettext_lazy("Provinsi, kabupaten, atau kota.")
    )
    themes = RowsField(
        Theme.objects.none(), label=gettext_lazy("Bidang yang Anda kuasai"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    expertise = forms.CharField(
        label=gettext_lazy("Keahlian dengan kata-kata Anda"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "id"}),
        help_text=gettext_lazy(
            "Bahasa Indonesia, beberapa kalimat: yang Anda teliti, kerjakan, dan nilai. Sistem mencocokkannya dengan "
            "isi proposal."
        ),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Bahasa lain yang Anda pahami"), choices=LANGUAGES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    per_day = forms.IntegerField(
        label=gettext_lazy("Proposal yang sanggup Anda baca sehari"), required=False, min_value=1,
        max_value=MOST_PER_DAY, help_text=gettext_lazy("Kosong bila belum tahu. Beban Anda direncanakan dengan ini."),
    )  # fmt: skip

    def __init__(self, data: Any, profile: EvaluatorProfile) -> None:
        super().__init__(data, initial=_begin(profile))
        fields: dict[str, Any] = self.fields
        fields["themes"].queryset = Theme.objects.order_by("name", "pk")
        fields["region"].choices = [("", _("tidak disebut")), *_regions()]

    def told(self) -> Told:
        """What was typed; a place of work that is an agency is that agency."""
        values = self.cleaned_data
        agency = find_agency(values["institution"])
        return Told(
            institution=agency,
            institution_name="" if agency else values["institution"],
            region=Region.objects.filter(pk=values["region"]).first() if values["region"] else None,
            themes=list(values["themes"]),
            languages=tuple(values["languages"]),
            expertise=values["expertise"],
            per_day=values["per_day"],
        )


class PactForm(forms.Form):
    """The signature."""

    name = forms.CharField(
        label=gettext_lazy("Ketik nama lengkap Anda sebagai tanda tangan"), max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Ketik nama lengkap Anda.")},
    )  # fmt: skip


def _begin(profile: EvaluatorProfile) -> dict[str, Any]:
    begin: dict[str, Any] = {
        "institution": profile.institution.name if profile.institution else profile.institution_name,
        "region": profile.region_id or "",
        "expertise": profile.expertise,
        "languages": profile.languages,
        "per_day": profile.per_day,
    }
    return begin | {"themes": [one.pk for one in profile.themes.all()]} if profile.pk else begin


def _regions() -> list[tuple[str, list[tuple[str, str]]]]:
    """Provinces, each with its regencies and cities. One query."""
    rows = list(Region.objects.order_by("code").values_list("code", "name", "level", "parent"))
    below: dict[str, list[tuple[str, str]]] = {}
    for code, name, level, parent in rows:
        if level != RegionLevel.PROVINCE and parent:
            below.setdefault(parent, []).append((code, name))
    return [
        (name, [(code, name), *below.get(code, [])]) for code, name, level, _parent in rows
        if level == RegionLevel.PROVINCE
    ]  # fmt: skip
