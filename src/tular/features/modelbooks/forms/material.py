"""What is asked about pictures, sources, and manuscripts written elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.importing import Placement
from tular.features.modelbooks.actions.sources import SourceTold
from tular.features.modelbooks.choices import SourceKind
from tular.features.modelbooks.models import Section, Source
from tular.features.modelbooks.queries.figure_files import FIGURE, MANUSCRIPT
from tular.features.modelbooks.queries.importing import FoundPart, parts_of
from tular.foundation.documents.reading import Document, ReadSource, Unreadable, read_sources
from tular.foundation.files.fields import FilesForm, StoredFileField

ALT = gettext_lazy(
    "Satu atau dua kalimat untuk pembaca yang tidak melihat gambarnya. Sebut isinya, bukan “gambar” atau “foto”."
)


class FigureForm(FilesForm):
    """A new picture."""

    file = StoredFileField(
        purpose=FIGURE, label=gettext_lazy("Gambar"),
        help_text=gettext_lazy("Bukan data pribadi, dan boleh diterbitkan."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Nama singkat"), max_length=50,
        help_text=gettext_lazy("Untuk menyisipkannya di bab, misalnya “alur pelayanan” menjadi gambar:alur-pelayanan."),
        error_messages={"required": gettext_lazy("Beri nama singkat, supaya gambar dapat disisipkan di bab.")},
    )  # fmt: skip
    alt = forms.CharField(
        label=gettext_lazy("Apa yang ditunjukkan gambar ini?"), max_length=1000, help_text=ALT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis apa yang ditunjukkan gambar ini.")},
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Sumber dan lisensi"), max_length=300, required=False,
        help_text=gettext_lazy("Dicetak di bawah gambar, misalnya “Foto: Dinas Kesehatan Kabupaten Belu, CC BY 4.0”."),
    )  # fmt: skip


class FigureChangeForm(FilesForm):
    """Other words about a picture, or another file in its place."""

    alt = FigureForm.base_fields["alt"]
    source = FigureForm.base_fields["source"]
    file = StoredFileField(
        purpose=FIGURE, label=gettext_lazy("Ganti berkasnya"), required=False,
        help_text=gettext_lazy("Kosongkan bila gambarnya tetap. Edisi yang sudah terbit tetap memakai gambar lama."),
    )  # fmt: skip


class SourceForm(forms.Form):
    """An entry of the bibliography."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=SourceKind.choices)
    title = forms.CharField(
        label=gettext_lazy("Judul"), max_length=400, error_messages={"required": gettext_lazy("Tulis judul sumbernya.")}
    )
    who = forms.CharField(label=gettext_lazy("Penulis atau lembaga"), max_length=300, required=False)
    year = forms.CharField(label=gettext_lazy("Tahun"), max_length=20, required=False)
    where = forms.CharField(label=gettext_lazy("Penerbit, jurnal, atau media"), max_length=300, required=False)
    url = forms.URLField(
        label=gettext_lazy("Alamat web"), max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Tulis alamat lengkap, diawali https://.")},
    )  # fmt: skip
    accessed_on = forms.DateField(
        label=gettext_lazy("Dibuka pada"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggalnya belum benar. Contoh: 2026-03-31.")},
    )  # fmt: skip

    def told(self) -> SourceTold:
        """The entry."""
        return SourceTold(**{name: self.cleaned_data[name] for name in SourceForm.base_fields})


class NewSourceForm(SourceForm):
    """A new entry, with the word by which it is cited if the author has a wish."""

    key = forms.SlugField(
        label=gettext_lazy("Kata untuk menyitasi"), max_length=56, required=False,
        help_text=gettext_lazy("Kosongkan supaya dibuat dari penulis dan tahun, misalnya bps2023."),
        error_messages={"invalid": gettext_lazy("Pakai huruf, angka, dan garis saja, misalnya bps2023.")},
    )  # fmt: skip


def initial_of(source: Source) -> dict[str, Any]:
    """An entry as its form shows it."""
    return {name: getattr(source, name) for name in SourceForm.base_fields}


KINDS = {
    "legislation": SourceKind.RULE, "bill": SourceKind.RULE, "regulation": SourceKind.RULE,
    "book": SourceKind.BOOK, "report": SourceKind.BOOK, "chapter": SourceKind.BOOK, "thesis": SourceKind.BOOK,
    "article-journal": SourceKind.ARTICLE, "article": SourceKind.ARTICLE, "paper-conference": SourceKind.ARTICLE,
    "article-newspaper": SourceKind.NEWS, "article-magazine": SourceKind.NEWS, "dataset": SourceKind.DATA,
}  # fmt: skip
"""Type of CSL → sort of source."""


class SourcesForm(forms.Form):
    """A bibliography as another programme wrote it out."""

    text = forms.CharField(
        label=gettext_lazy("Isi berkas .bib, .ris, atau CSL-JSON"), widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Buka berkasnya, salin semuanya, lalu tempel di sini. Zotero dan Mendeley dapat mengekspornya."
        ),
        error_messages={"required": gettext_lazy("Tempel dulu isi berkasnya.")},
    )  # fmt: skip

    def clean_text(self) -> list[tuple[str, SourceTold]]:
        """The entries with their keys."""
        try:
            return [(one.key, told_of(one)) for one in read_sources(self.cleaned_data["text"])]
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error


def told_of(one: ReadSource) -> SourceTold:
    """An entry that was read, cut to what a bibliography holds."""
    return SourceTold(
        KINDS.get(one.kind, SourceKind.OTHER), one.title[:400], one.who[:300], one.year[:20], one.where[:300],
        one.url if len(one.url) <= 500 else "", one.accessed_on,
    )  # fmt: skip


class DocumentForm(FilesForm):
    """A manuscript that was written in Word."""

    file = StoredFileField(
        purpose=MANUSCRIPT, label=gettext_lazy("Dokumen Word"),
        help_text=gettext_lazy("Judul tingkat 1 menjadi awal bab. Dokumennya sendiri dihapus sehari kemudian."),
    )  # fmt: skip


LONGEST_BEGINNING = 120

NEW = "-"
"""A part becomes a chapter of its own."""


class PlacingForm(forms.Form):
    """For each part of a document the chapter into which it goes. Carries the numbers that the chapters had."""

    def __init__(self, *args: Any, document: Document, sections: list[Section], leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: tuple[FoundPart, ...] = parts_of(document, sections)
        options = list(_options(sections, leads=leads))
        for one in self.parts:
            first = _first(one, leads=leads)
            self.fields[f"bagian-{one.place}"] = forms.ChoiceField(
                label=one.part.title or _("Sebelum judul pertama"), choices=options, required=False, initial=first,
                help_text=_told(one),
            )  # fmt: skip
        for section in sections:
            self.fields[f"dasar-{section.code}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=section.version, required=False
            )

    def clean(self) -> dict[str, Any]:
        """At least one part goes somewhere."""
        held = super().clean() or {}
        if not self.errors and not any(held.get(f"bagian-{one.place}") for one in self.parts):
            raise forms.ValidationError(_("Pilih paling sedikit satu bagian yang akan dibawa."))
        return held

    def placements(self) -> list[Placement]:
        """Where each part goes, in the order of the document."""
        found = []
        for one in self.parts:
            value = self.cleaned_data[f"bagian-{one.place}"]
            if value == NEW:
                found.append(Placement(one.part, place=one.place))
            elif value:
                how, _colon, code = value.partition(":")
                base = self.cleaned_data.get(f"dasar-{code}") or 0
                found.append(Placement(one.part, code, how == "bawah", base, one.place))
        return found


def _options(sections: list[Section], *, leads: bool) -> Any:
    yield "", _("Jangan dibawa")
    for one in sections:
        values = {"n": one.number, "title": one.title, "words": len(one.text.split())}
        if not one.text.strip():
            yield f"isi:{one.code}", _("Bab %(n)d %(title)s (masih kosong)") % values
        else:
            yield f"bawah:{one.code}", _("Bab %(n)d %(title)s: tambahkan di bawah tulisan yang ada") % values
            yield f"isi:{one.code}", _("Bab %(n)d %(title)s: ganti %(words)d kata yang ada") % values
    if leads:
        yield NEW, _("Bab baru di akhir buku")


def _first(one: FoundPart, *, leads: bool) -> str:
    if one.likely is None:
        return NEW if leads and one.part.title else ""
    return f"{'bawah' if one.likely.text.strip() else 'isi'}:{one.likely.code}"


def _told(one: FoundPart) -> str:
    counts = _("%(words)d kata, %(tables)d tabel, %(notes)d catatan kaki, %(figures)d gambar.") % {
        "words": one.part.words, "tables": one.part.tables, "notes": one.part.notes, "figures": len(one.part.figures),
    }  # fmt: skip
    begins = Truncator(one.part.begins).chars(LONGEST_BEGINNING)
    return f"{counts} “{begins}”" if begins else counts
