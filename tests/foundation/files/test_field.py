"""The form field: a file sent with the form, one sent before, one to be removed."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.template import Context, Template
from django.test import RequestFactory

from tests.foundation.files import specimens
from tests.foundation.files.conftest import NOW
from tests.foundation.files.test_storing import files_below, kept_bytes
from tests.foundation.files.test_uploads import begin
from tular.features.accounts.models import User
from tular.foundation.files.actions import store
from tular.foundation.files.fields import TICKET, FilesForm, StoredFileField
from tular.foundation.files.models import StoredFile


class LetterForm(FilesForm):
    """A letter that is needed, a photo that is not, and a word."""

    letter = StoredFileField(purpose="test.letter", label="Surat")
    photo = StoredFileField(purpose="test.photo", label="Foto", required=False)
    word = forms.CharField()


def posted(data: dict[str, Any], files: dict[str, UploadedFile], by: User, **options: Any) -> LetterForm:
    return LetterForm({"word": "kata"} | data, files, by=by, **options)


def letter(by: User) -> StoredFile:
    return store(specimens.upload("surat.pdf", specimens.PDF), "test.letter", by=by, now=NOW)


def test_a_file_comes_with_the_form(sender: User) -> None:
    form = posted({}, {"letter": specimens.upload("surat.pdf", specimens.PDF)}, sender)
    assert form.is_valid(), form.errors
    assert form.is_multipart()
    kept = form.cleaned_data["letter"]
    assert (kept.name, kept.uploaded_by, kept_bytes(kept)) == ("surat.pdf", sender, specimens.PDF)
    assert form.cleaned_data["photo"] is None


def test_a_file_survives_an_error_elsewhere_in_the_form(sender: User) -> None:
    first = posted({"word": ""}, {"letter": specimens.upload("surat.pdf", specimens.PDF)}, sender)
    assert list(first.errors) == ["word"]
    kept = StoredFile.objects.get()
    shown = Template("{% upload form.letter %}").render(Context({"form": first}))
    assert f'name="letter-id" value="{kept.pk}"' in shown
    assert kept.path in shown
    second = posted({"letter-id": str(kept.pk)}, {}, sender)
    assert second.is_valid(), second.errors
    assert second.cleaned_data["letter"] == kept
    assert StoredFile.objects.count() == 1


def test_a_refused_file_is_an_error_of_its_field(sender: User) -> None:
    form = posted({}, {"letter": specimens.upload("surat.pdf", specimens.HTML)}, sender)
    assert form.errors["letter"][0].startswith("“surat.pdf” sebenarnya halaman web")
    assert "sebenarnya halaman web" in Template("{% upload form.letter %}").render(Context({"form": form}))


def test_a_needed_file_has_to_be_there_and_a_spare_one_may_go(sender: User) -> None:
    form = posted({}, {}, sender)
    assert form.errors == {"letter": ["Pilih berkasnya dulu."]}
    kept = letter(sender)
    photo = store(specimens.upload("a.png", specimens.picture("PNG")), "test.photo", by=sender, now=NOW)
    initial = {"letter": kept, "photo": photo}
    same = posted({}, {}, sender, initial=initial)
    assert same.is_valid(), same.errors
    assert (same.cleaned_data["letter"], same.cleaned_data["photo"], same.changed_data) == (kept, photo, ["word"])
    without = posted({"photo-id": str(photo.pk), "photo-hapus": "1"}, {}, sender, initial=initial)
    assert without.is_valid(), without.errors
    assert (without.cleaned_data["photo"], without.changed_data) == (None, ["photo", "word"])


def test_only_a_whole_file_that_the_person_sent_for_this_purpose_counts(sender: User, stranger: User) -> None:
    others = letter(stranger)
    unfinished = begin(sender)
    photo = store(specimens.upload("a.png", specimens.picture("PNG")), "test.photo", by=sender, now=NOW)
    for id in (others.pk, unfinished.pk, photo.pk, uuid4(), "bukan id"):
        form = posted({"letter-id": str(id)}, {}, sender)
        assert form.errors == {
            "letter": ["Berkas yang Anda kirim sebelumnya sudah tidak ada. Pilih lagi berkasnya."]
        }, id
    attached = posted({"letter-id": str(others.pk)}, {}, sender, initial={"letter": others})
    assert attached.is_valid(), "what is attached already stays, whoever sent it"


def test_a_large_file_of_a_plain_form_goes_to_disk_and_stops_at_the_limit(own_folders: Path, db: None) -> None:
    """The largest purpose here takes 20 MB: of 23 MB no more than that is written, and the true size is known."""
    request = RequestFactory().post("/", {"letter": specimens.upload("besar.pdf", specimens.PDF + bytes(23_000_000))})
    received = request.FILES["letter"]
    assert isinstance(received, UploadedFile)
    assert received.size == len(specimens.PDF) + 23_000_000
    path = Path(received.temporary_file_path())  # type: ignore[attr-defined]
    assert path.parent == own_folders / "unggahan"
    assert 20_000_000 <= path.stat().st_size <= 20_100_000
    received.close()
    assert files_below(own_folders) == []


def test_a_form_open_to_strangers_takes_files_and_carries_them_over_errors(sender: User) -> None:
    """Nobody is signed in, so an id proves nothing; our signature under it does, for a day."""
    nobody = AnonymousUser()
    first = LetterForm({}, {"letter": specimens.upload("surat.pdf", specimens.PDF)}, by=nobody)
    assert list(first.errors) == ["word"]
    kept = StoredFile.objects.get()
    assert kept.uploaded_by is None
    shown = Template("{% upload form.letter %}").render(Context({"form": first}))
    assert "data-upload=" not in shown, "sending in pieces is for those who are signed in"
    ticket = re.search(r'name="letter-id" value="([^"]+)"', shown)
    assert ticket
    again = LetterForm({"word": "kata", "letter-id": ticket[1]}, {}, by=nobody)
    assert again.is_valid(), again.errors
    assert again.cleaned_data["letter"] == kept
    others = letter(sender)
    for forged in (str(kept.pk), ticket[1] + "x", signing.dumps(str(others.pk), salt=TICKET), ""):
        assert not LetterForm({"word": "kata", "letter-id": forged}, {}, by=nobody).is_valid()


def test_a_file_of_our_own_program_can_be_kept(db: None) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as made:
        made.write(specimens.PDF)
        made.flush()
        file = store(UploadedFile(made, "hasil.pdf", size=len(specimens.PDF)), "test.letter", by=None, now=NOW)
    assert kept_bytes(file) == specimens.PDF
