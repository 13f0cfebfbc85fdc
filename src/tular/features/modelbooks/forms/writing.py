"""What is asked about a book, its chapters, its people and its references."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Theme
from tular.features.modelbooks.actions.beginning import Told
from tular.features.modelbooks.choices import AuthorKind, AuthorRole, Licence
from tular.features.modelbooks.models import Author, ModelBook
from tular.features.modelbooks.queries.people import account_of, agencies_for

NOT_TOLD = ("", gettext_lazy("belum ditentukan"))
ORIGINS = [("", gettext_lazy("belum disebut")), *AuthorKind.choices]


class StartForm(forms.Form):
    """A theme, a title, and the agency that answers for the book."""

    title = forms.CharField(
        label=gettext_lazy("Judul buku"), max_length=200,
        help_text=gettext_lazy("Tema dan caranya, misalnya “Penanganan stunting dari posyandu”."),
        error_messages={"required": gettext_lazy("Tulis judul buku.")},
    )  # fmt: skip
    subtitle = forms.CharField(label=gettext_lazy("Anak judul"), max_length=200, required=False)
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Tema"), queryset=Theme.objects.order_by("name"),
        error_messages={"required": gettext_lazy("Pilih temanya.")},
    )  # fmt: skip
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Instansi penanggung jawab"), queryset=Agency.objects.none(),
        error_messages={"required": gettext_lazy("Pilih instansi yang bertanggung jawab atas buku.")},
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = agencies_for(by)
        field: Any = self.fields["agency"]
        field.queryset = own
        if len(first := list(own[:2])) == 1:
            field.initial = first[0].pk


class DescribeForm(forms.Form):
    """What the title page says, and what the next edition tells of itself."""

    title = forms.CharField(
        label=gettext_lazy("Judul buku"), max_length=200,
        error_messages={"required": gettext_lazy("Tulis judul buku.")},
    )  # fmt: skip
    subtitle = forms.CharField(label=gettext_lazy("Anak judul"), max_length=200, required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Untuk instansi jenis apa"), choices=AgencyKind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=gettext_lazy("Lisensi"), choices=[NOT_TOLD, *Licence.choices], required=False,
        help_text=gettext_lazy("Apa yang boleh dilakukan pembaca dengan buku yang terbit."),
    )  # fmt: skip
    changes = forms.CharField(
        label=gettext_lazy("Yang berubah sejak edisi sebelumnya"), required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu perubahan per baris. Kosongkan untuk edisi pertama."),
    )  # fmt: skip

    def told(self) -> Told:
        """What was filled in."""
        held = self.cleaned_data
        return Told(held["title"], held["subtitle"], tuple(held["kinds"]), held["licence"], held["changes"])


def initial_of(book: ModelBook) -> dict[str, Any]:
    """What the form of a book shows."""
    return {
        "title": book.title, "subtitle": book.subtitle, "kinds": book.kinds, "licence": book.licence,
        "changes": book.changes,
    }  # fmt: skip


class TitleForm(forms.Form):
    """The title of a chapter."""

    title = forms.CharField(
        label=gettext_lazy("Judul bab"), max_length=200, error_messages={"required": gettext_lazy("Tulis judul bab.")}
    )


class PlaceForm(forms.Form):
    """Before which chapter a chapter stands."""

    number = forms.TypedChoiceField(
        label=gettext_lazy("Menjadi bab nomor"),
        coerce=int,
        error_messages={"required": gettext_lazy("Pilih nomornya.")},
    )

    def __init__(self, *args: Any, book: ModelBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = book.sections.order_by("number").values_list("number", "title")
        field: Any = self.fields["number"]
        field.choices = [(place, f"{place} ({title})") for place, (_number, title) in enumerate(rows, start=1)]


class GapForm(forms.Form):
    """Why a chapter stays incomplete."""

    text = forms.CharField(
        label=gettext_lazy("Mengapa bab ini belum lengkap"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Dibaca semua orang di depan bab ini. Sebut bukti apa yang tidak ada dan siapa yang sudah ditanya. "
            "Kosongkan bila bab ini lengkap."
        ),
    )  # fmt: skip


class SharingForm(forms.Form):
    """Who writes which chapter."""

    def __init__(self, *args: Any, book: ModelBook, writers: list[Author], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("belum dibagi")), *((str(one.pk), str(one.person)) for one in writers)]
        self.sections = list(book.sections.select_related("author").order_by("number"))
        for one in self.sections:
            self.fields[f"bab-{one.pk}"] = forms.ChoiceField(
                label=f"{one.number} {one.title}", choices=choices, required=False,
                initial=str(one.author_id or ""), widget=forms.Select,
            )  # fmt: skip


class AuthorForm(forms.Form):
    """Somebody with an account who is to write the book or take notes for it."""

    email = forms.EmailField(
        label=gettext_lazy("Surel"), max_length=254,
        error_messages={
            "required": gettext_lazy("Isi surelnya."),
            "invalid": gettext_lazy("Surel belum benar. Contoh: nama@instansi.go.id."),
        },
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("Perannya"), widget=forms.RadioSelect, initial=AuthorRole.AUTHOR,
        choices=[pair for pair in AuthorRole.choices if pair[0] != AuthorRole.LEAD],
        error_messages={"required": gettext_lazy("Pilih perannya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Asalnya"),
        choices=ORIGINS,
        required=False,
    )
    affiliation = forms.CharField(
        label=gettext_lazy("Lembaga"), max_length=200, required=False,
        help_text=gettext_lazy("Seperti tertulis di halaman judul, misalnya nama perguruan tinggi."),
    )  # fmt: skip

    person: User

    def clean_email(self) -> str:
        """The account behind the address."""
        found = account_of(self.cleaned_data["email"])
        if found is None:
            raise ValidationError(_("Belum ada akun dengan surel ini. Minta admin pembina mengundangnya dulu."))
        self.person = found
        return str(self.cleaned_data["email"])


class AuthorChangeForm(forms.Form):
    """Another role or place on the title page."""

    role = forms.ChoiceField(label=gettext_lazy("Perannya"), widget=forms.RadioSelect, choices=AuthorRole.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("Asalnya"),
        choices=ORIGINS,
        required=False,
    )
    affiliation = forms.CharField(label=gettext_lazy("Lembaga"), max_length=200, required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Urutan di halaman judul"), min_value=1, max_value=99,
        error_messages={
            "required": gettext_lazy("Isi urutannya, 1 untuk yang pertama."),
            "invalid": gettext_lazy("Isi angka 1 sampai 99."),
            "min_value": gettext_lazy("Isi angka 1 sampai 99."),
            "max_value": gettext_lazy("Isi angka 1 sampai 99."),
        },
    )  # fmt: skip


class ReferenceForm(forms.Form):
    """Why an innovation is chosen, and the word by which it is cited."""

    why = forms.CharField(
        label=gettext_lazy("Mengapa inovasi ini dipilih"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dibaca pembaca buku di lampiran inovasi rujukan."),
        error_messages={"required": gettext_lazy("Tulis mengapa inovasi ini dipilih.")},
    )  # fmt: skip
    key = forms.SlugField(
        label=gettext_lazy("Kata kunci kutipan"), max_length=60, required=False,
        help_text=gettext_lazy("Kata pendek untuk mengutipnya, misalnya “simpati”. Kosongkan untuk dibuatkan."),
        error_messages={"invalid": gettext_lazy("Pakai huruf, angka, dan garis saja.")},
    )  # fmt: skip
