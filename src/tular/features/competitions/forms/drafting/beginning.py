"""The form that begins a draft, and what forms of drafts are called after signing in again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.queries.drafting.screens import BY_CODE
from tular.features.competitions.queries.drafting.shapes import Field, Node
from tular.foundation.access.telling import of_form, tell_of


class BeginForm(forms.Form):
    """From what a draft begins, whose it is, and what it is called."""

    dari = forms.ChoiceField(
        label=gettext_lazy("Mulai dari"), required=False,
        help_text=gettext_lazy("Digandakan dengan aturannya, tanpa tanggal dan catatan sejarahnya. Aslinya tetap."),
    )  # fmt: skip
    instansi = forms.ChoiceField(label=gettext_lazy("Penyelenggara"))
    judul = forms.CharField(label=gettext_lazy("Judul kompetisi"), max_length=300)
    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    kode = forms.CharField(
        label=gettext_lazy("Kode"), max_length=80,
        help_text=gettext_lazy("Alamat halamannya: huruf kecil, angka, dan tanda hubung, misalnya lomba-jatim-2027."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sources: list[tuple[str, str]], agencies: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dari"].choices = [("", _("halaman kosong")), *sources]  # type: ignore[attr-defined]
        self.fields["instansi"].choices = agencies  # type: ignore[attr-defined]


def told_of_place(parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """What was typed on a screen, in words: `f-title` is a field of the place, `r2-label` one of its third row."""
    screen = BY_CODE.get(parts.get("screen", ""))
    prefix, _dash, key = name.partition("-")
    field = _fields_of(screen.node).get(key) if screen else None
    if field is None:
        return None
    number = f"{int(prefix[1:]) + 1}. " if prefix[1:].isascii() and prefix[1:].isdigit() else ""
    return f"{number}{field.label}", str(dict(field.choices).get(value, value))


def _fields_of(node: Node) -> dict[str, Field]:
    """The fields below a screen by key; those of the same key have much the same name."""
    found = {field.key: field for field in node.fields}
    for inner in (node.rows, node.tables):
        if inner is not None:
            found = _fields_of(inner.node) | found
    return found


def told_of_text(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """The whole text."""
    return (_("Teks"), value) if name == "teks" else None


def tell_of_drafts() -> None:
    """Called when the application starts: who signs in again reads what they had sent."""
    tell_of("competitions:begin_draft", of_form(BeginForm))
    tell_of("competitions:draft_screen", told_of_place)
    tell_of("competitions:draft_place", told_of_place)
    tell_of("competitions:draft_text", told_of_text)
