"""A certificate on paper: its PDF, set from its frozen facts, and whether a file is that PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from tular.foundation.documents.models import Certificate
from tular.foundation.documents.typesetting import qr_svg, typeset

LANDSCAPE = "documents/certificate.typ"
"""How certificates look now. Those that were issued name theirs: a changed look is a new template beside it."""

PIECE = 1 << 16


def pdf_of(certificate: Certificate) -> bytes:
    """The PDF, set anew from what was frozen."""
    return set_from(certificate.facts, certificate.template, at=certificate.issued_at)


def set_from(facts: Mapping[str, Any], template: str = LANDSCAPE, *, at: datetime) -> bytes:
    """The PDF of these facts; see the template for what they are."""
    return typeset(template, {**facts, "qr": qr_svg(str(facts["address"]))}, at=at)


def sha256_of(pdf: bytes) -> str:
    """Hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


def is_the_one(certificate: Certificate, sha256: str) -> bool:
    """Whether a file of this hash is the certificate as issued, or as it would be set today.

    Both count: another release of the typesetter may write the same page in other bytes, and whoever downloads it
    then has no other.
    """
    return sha256 in (certificate.sha256, sha256_of(pdf_of(certificate)))


def hash_file(file: BinaryIO) -> str:
    """SHA-256 of a file that is not kept, read piece by piece."""
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()
