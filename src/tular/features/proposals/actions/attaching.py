"""Files in the places that the rulebook asks them for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.proposals.actions.writing import count_again, writable
from tular.features.proposals.models import Proposal, ProposalFile
from tular.features.proposals.queries.asked import attachment_called
from tular.features.proposals.queries.attachments import PURPOSE, file_problem
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile


@action("proposals.attach", gettext_lazy("Melampirkan berkas"))
def attach(proposal: Proposal, *, by: Any, now: datetime, attachment: str, file: StoredFile) -> ProposalFile:
    """Put a whole file into a place of the rulebook; one that was there stays on record. The same again does nothing.

    Refused with the place's own rule when kind or size are not what it takes.
    """
    writable(proposal, by)
    place = attachment_called(proposal, attachment)
    if place is None or place.kind != "file":
        raise Refused(_("Lampiran ini tidak dikenal."))
    if file.purpose != PURPOSE or not file.is_ready or file.uploaded_by_id != by.pk:
        raise Refused(Reason(_("Berkas ini belum selesai diunggah, atau bukan kiriman Anda."), attachment))
    if said := file_problem(place, file):
        raise Refused(Reason(said, attachment))
    held = proposal.files.filter(attachment=attachment, removed_at__isnull=True).first()
    if held is not None and held.file_id == file.pk:
        return held
    if held is not None:
        held.removed_at = now
        held.save(update_fields=["removed_at"])
    made = ProposalFile.objects.create(proposal=proposal, attachment=attachment, file=file, by=by, at=now)
    _note(proposal, by, now)
    return made


@action("proposals.detach", gettext_lazy("Melepas lampiran"))
def detach(proposal: Proposal, *, by: Any, now: datetime, attachment: str) -> Proposal:
    """Take a file out of its place; it stays on record. Nothing happens where none lies."""
    writable(proposal, by)
    held = proposal.files.filter(attachment=attachment, removed_at__isnull=True).first()
    if held is not None:
        held.removed_at = now
        held.save(update_fields=["removed_at"])
        _note(proposal, by, now)
    return proposal


def _note(proposal: Proposal, by: Any, now: datetime) -> None:
    """Who edited it last, and what is missing now; the trail tells of the file itself."""
    Proposal.objects.filter(pk=proposal.pk).update(edited_by=by, edited_at=now)
    count_again(proposal)
