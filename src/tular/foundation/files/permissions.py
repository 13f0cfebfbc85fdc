"""Who may do what to a file that is being sent. Who may read one is said by its purpose."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from rules.predicates import predicate

from tular.foundation.access.permissions import permit
from tular.foundation.files.models import StoredFile


@predicate
def is_oneself(person: Any, subject: Model) -> bool:
    """The subject is the person."""
    return isinstance(subject, get_user_model()) and subject.pk == person.pk


@predicate
def is_sender(person: Any, file: StoredFile) -> bool:
    """The person sent, or is sending, this file."""
    return file.uploaded_by_id is not None and file.uploaded_by_id == person.pk


permit("files.begin", is_oneself)
permit("files.keep", is_sender)
permit("files.refuse", is_sender)
permit("files.cancel", is_sender)
permit("files.discard", is_sender)
