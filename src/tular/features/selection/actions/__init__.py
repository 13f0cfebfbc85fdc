"""Everything that may change lists, outcomes and objections."""

from tular.features.selection.actions.announcing import Typed, announce, prepare, revise
from tular.features.selection.actions.certifying import (
    certify,
    replace_certificate,
    revoke_certificate,
    revoke_outdated,
)
from tular.features.selection.actions.objecting import answer, object_to
from tular.features.selection.actions.promoting import Promoted, promote_passed

__all__ = [
    "Promoted",
    "Typed",
    "announce",
    "answer",
    "certify",
    "object_to",
    "prepare",
    "promote_passed",
    "replace_certificate",
    "revise",
    "revoke_certificate",
    "revoke_outdated",
]
