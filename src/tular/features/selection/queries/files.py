"""What files of objections are for, and who reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.agencies.queries.roles import roles_of
from tular.features.selection.queries.objections import objections_readable_by
from tular.foundation.files.kinds import DOCUMENTS, PHOTOS
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import Purpose, by_relation, define

OBJECTION = "selection.objection"
LARGEST = 10_000_000


def may_read(person: Any, file: StoredFile) -> bool:
    """Whoever sees the objection: its agency's people, and those who answer it."""
    return person is not None and objections_readable_by(person).filter(file=file.pk).exists()


def may_add(person: Any) -> bool:
    """Local admins: they alone object."""
    return bool(roles_of(person).agencies)


def define_purposes() -> None:
    """Make the purpose known; called when the application starts."""
    define(
        Purpose(
            OBJECTION, _("Bukti sanggah"), (*DOCUMENTS, *PHOTOS), LARGEST, may_read, may_add=may_add,
            in_use=by_relation,
        )
    )  # fmt: skip
