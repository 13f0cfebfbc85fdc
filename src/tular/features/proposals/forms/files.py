"""The files of a proposal as one form: a control for each place of the rulebook, with its own rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from tular.engines.rulebook.form import Attachment
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries.attachments import (
    PURPOSE,
    file_problem,
    kinds_taken,
    largest,
    too_large,
    wanted,
)
from tular.features.proposals.queries.form import form_of
from tular.foundation.files.fields import FilesForm, Sent, StoredFileField
from tular.foundation.files.models import StoredFile

PREFIX = "berkas-"


class AttachmentField(StoredFileField):
    """A file in one place. `former` are ids of files that lay here before: a page that still names one is old."""

    def __init__(self, attachment: Attachment, former: Collection[str], **options: Any) -> None:
        super().__init__(purpose=PURPOSE, label=attachment.label, required=False, **options)
        self.attachment, self.former = attachment, former

    @property
    def accept(self) -> str:
        """The kinds of this place."""
        kinds = kinds_taken(self.attachment)
        return ",".join(name for kind in kinds for name in (kind.content_type, *kind.endings))

    @property
    def largest(self) -> int:
        """Bytes of this place."""
        return largest(self.attachment)

    @property
    def wanted(self) -> str:
        """The hint: kinds and largest size."""
        return wanted(self.attachment)

    def _kept(self, value: Sent, initial: StoredFile | None) -> StoredFile | None:
        if value.upload is not None:
            if said := too_large(self.attachment, value.upload.name or "", value.upload.size or 0):
                raise ValidationError(said)
        elif not value.removed and value.id in self.former:
            return initial
        kept = super()._kept(value, initial)
        if kept is not None and kept != initial and (said := file_problem(self.attachment, kept)):
            raise ValidationError(said)
        return kept


def files_form(proposal: Proposal, person: Any, sent: Mapping[str, Any] | None = None, files: Any = None) -> FilesForm:
    """The controls of the files that are asked for now. One query for what lies there."""
    rows = list(proposal.files.select_related("file"))
    lying = {row.attachment: row.file for row in rows if row.removed_at is None}
    asked = [one for one in form_of(proposal).attachments if one.kind == "file"]
    fields = {PREFIX + one.id: AttachmentField(one, _former(rows, one.id)) for one in asked}
    form_class = type("AttachmentsForm", (FilesForm,), {**fields, "use_required_attribute": False})
    initial = {PREFIX + one.id: lying.get(one.id) for one in asked}
    made: FilesForm = form_class(sent, files, by=person, initial=initial)
    return made


def changed_files(form: FilesForm) -> dict[str, StoredFile | None]:
    """Attachment → the file that shall lie there, None for none; of those that were changed and are right."""
    form.is_valid()
    found: dict[str, StoredFile | None] = {}
    for name in form.fields:
        held = form.get_initial_for_field(form.fields[name], name)
        if name not in form.errors and form.cleaned_data.get(name) != held:
            found[name.removeprefix(PREFIX)] = form.cleaned_data.get(name)
    return found


def _former(rows: list[ProposalFile], attachment: str) -> set[str]:
    return {str(row.file_id) for row in rows if row.attachment == attachment and row.removed_at is not None}
