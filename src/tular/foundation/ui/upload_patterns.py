"""The control for files on the pattern page, in its states. Nothing can be sent from there."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict


@dataclass(frozen=True, slots=True)
class SampleFile:
    """What the component shows of a file that is kept."""

    pk: str = "contoh"
    name: str = "Surat pernyataan bergabung, ditandatangani.pdf"
    size: int = 1_240_000
    path: str = "#berkas"
    preview: str = ""


class _Control(forms.FileInput):
    kept: SampleFile | None = None


class _FileField(forms.FileField):
    """What a field of stored files tells the component; no script sends anything."""

    widget = _Control
    purpose = ticket = ""
    in_pieces = False
    accept = "application/pdf,.pdf"
    largest = 10_000_000
    wanted = "PDF, JPEG, PNG; paling besar 10,0 MB"


class FileForm(forms.Form):
    """Three states: nothing yet, kept, refused."""

    kosong = _FileField(label="Surat bergabung", help_text="Pindai atau foto seluruh halaman.")
    tersimpan = _FileField(label="Bukti hasil", required=False)
    ditolak = _FileField(label="Foto kegiatan")


def file_samples() -> FileForm:
    """The form with its states."""
    form = FileForm({}, MultiValueDict(), prefix="berkas")
    form.full_clean()
    form.errors.clear()
    kept = form.fields["tersimpan"].widget
    assert isinstance(kept, _Control)
    kept.kept = SampleFile()
    form.add_error("ditolak", "“foto.jpg” sebenarnya halaman web (HTML atau XML). Kirim JPEG, PNG, atau WebP.")
    return form
