"""The form field of a stored file: sent with the form, or already sent by the script of the page.

    class PhotoForm(FilesForm):
        photo = StoredFileField(purpose="catalogue.photo", label=_("Foto"))

    form = PhotoForm(request.POST, request.FILES, by=request.user, initial={"photo": row.photo})
    form.cleaned_data["photo"]      # StoredFile or None

A file sent with a form that has errors elsewhere is kept and shown, so that nobody has to choose it again.
Show it with `{% upload form.photo %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.actions.storing import store
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, purpose_called
from tular.foundation.files.queries import PREVIEW, own_ready_file, ready_file
from tular.foundation.files.sniffing import taken
from tular.foundation.files.strangers import admit
from tular.foundation.ui.sizes import bytes_text

TICKET = "files.ticket"
"""Salt of the signatures under ids of files that nobody sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form says about one file: a new one, the id of one sent before, or that there shall be none."""

    upload: UploadedFile | None
    id: str
    removed: bool


class UploadInput(forms.FileInput):
    """File control with the id of what was sent before; `{% upload %}` adds progress, keeping and removing."""

    is_upload = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kept: StoredFile | None = None
        """What is kept already, known once the form was checked or has an initial file."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Sent:
        """Gather the control, the hidden id and the box that removes."""
        return Sent(files.get(name), data.get(f"{name}-id") or "", bool(data.get(f"{name}-hapus")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        """Whether the form did not have this field at all."""
        return name not in files and f"{name}-id" not in data and f"{name}-hapus" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser would ask again for what is already kept."""
        return False


class StoredFileField(forms.Field):
    """`clean` gives a ready `StoredFile`, or None. Needs to know who sends (`FilesForm` says it)."""

    widget = UploadInput
    default_error_messages: ClassVar = {"required": gettext_lazy("Pilih berkasnya dulu.")}

    def __init__(self, *, purpose: str, **options: Any) -> None:
        super().__init__(**options)
        self.purpose = purpose
        self.by: Any = None
        self.address = ""
        """Internet address of who sends; asked where nobody is signed in."""

    @property
    def defined_purpose(self) -> Purpose:
        """What the file is for; looked up late, since forms are loaded before all purposes are."""
        return purpose_called(self.purpose)

    @property
    def accept(self) -> str:
        """What the dialog for choosing a file offers first."""
        return self.defined_purpose.accept

    @property
    def largest(self) -> int:
        """Bytes."""
        return self.defined_purpose.largest

    @property
    def control(self) -> UploadInput:
        """The widget of this very form."""
        widget: Any = self.widget
        assert isinstance(widget, UploadInput)
        return widget

    @property
    def in_pieces(self) -> bool:
        """Whether the script of the page may send it in pieces: that is open to people who are signed in."""
        return self.by is not None

    @property
    def ticket(self) -> str:
        """What the form carries on for the file that is kept: its id; of nobody's file with our signature."""
        kept = self.control.kept
        if kept is None:
            return ""
        return str(kept.pk) if self.by is not None else signing.dumps(str(kept.pk), salt=TICKET)

    @property
    def wanted(self) -> str:
        """The hint: kinds and largest size."""
        purpose = self.defined_purpose
        return _("%(kinds)s; paling besar %(largest)s") % {
            "kinds": taken(purpose),
            "largest": bytes_text(purpose.largest),
        }

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again."""
        return data

    def clean(self, value: Sent | None, initial: StoredFile | None = None) -> StoredFile | None:
        """Keep a new file, or find the one sent before. Errors are those of `store`."""
        kept = self._kept(value, initial) if value else initial
        self.control.kept = kept
        if kept is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept

    def _kept(self, value: Sent, initial: StoredFile | None) -> StoredFile | None:
        if value.upload is not None:
            now = timezone.now()
            try:
                if self.by is None:
                    admit(self.address, min(value.upload.size or 0, self.largest), now=now)
                return store(value.upload, self.purpose, by=self.by, now=now)
            except Refused as refused:
                raise ValidationError([reason.text for reason in refused.reasons]) from refused
            except Denied as denied:
                raise ValidationError(_("Anda tidak dapat mengirim berkas di sini.")) from denied
        if value.removed:
            return None
        if value.id:
            id = self._id(value.id)
            if initial is not None and id == str(initial.pk):
                return initial
            found = self._sent_before(id)
            if found is None:
                raise ValidationError(_("Berkas yang Anda kirim sebelumnya sudah tidak ada. Pilih lagi berkasnya."))
            return found
        return initial

    def _id(self, ticket: str) -> str:
        """The id that the form carries; of somebody who is not signed in only with our signature, else empty."""
        if self.by is not None:
            return ticket
        try:
            return str(signing.loads(ticket, salt=TICKET, max_age=PREVIEW))
        except signing.BadSignature:
            return ""

    def _sent_before(self, id: str) -> StoredFile | None:
        """The file that this person sent, or that nobody sent, with this very form."""
        if self.by is not None:
            return own_ready_file(self.by, id, self.purpose)
        file = ready_file(id, self.purpose)
        return file if file is not None and file.uploaded_by_id is None else None

    def _clean_bound_field(self, bound: Any) -> StoredFile | None:
        """As Django does for its own file fields: the initial value counts when nothing was sent."""
        return self.clean(bound.initial if self.disabled else bound.data, bound.initial)

    def has_changed(self, initial: StoredFile | None, data: Sent | None) -> bool:
        """Whether another file is meant than before."""
        if not data:
            return False
        return bool(data.upload or data.removed or (data.id and data.id != str(getattr(initial, "pk", ""))))


class WithFiles(forms.BaseForm):
    """For any class of forms: tells the fields of stored files who sends them, by `by=person`.

    A form that is open to strangers says from which internet `address` it came: what they may send is limited.
    """

    def __init__(self, *args: Any, by: Any = None, address: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        person = by if by is not None and by.is_authenticated else None
        for name, field in self.fields.items():
            if isinstance(field, StoredFileField):
                field.by, field.address = person, address
                field.control.kept = self.get_initial_for_field(field, name)


class FilesForm(WithFiles, forms.Form):
    """A form with stored files."""
