"""What was declared about whether an innovation lives: for its workers with the evidence, for everybody without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tular.features.catalogue.choices import Sustainability
from tular.features.catalogue.models import Innovation, SustainabilityDeclaration
from tular.features.catalogue.queries.told import FileLink, link_to
from tular.foundation.files.queries import ready_files

MOST = 30


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A declaration with its evidence in words and as a file, which only the record's workers may see."""

    status: str
    reason: str
    text: str
    on: date
    by: str
    at: datetime
    evidence: str
    file: FileLink | None


@dataclass(frozen=True, slots=True)
class PublicDeclaration:
    """What everybody reads of the declaration that holds: why, and whether there is evidence; not who, nor what it is.

    Evidence may name people or hold letters that were not meant for the public.
    """

    reason: str
    text: str
    on: date
    has_evidence: bool


def declarations_of(innovation: Innovation) -> tuple[DeclarationLine, ...]:
    """The declarations for those who work on the record, the latest first; at most two queries."""
    rows = list(innovation.declarations.select_related("by")[:MOST])
    ids = [row.evidence_file for row in rows if row.evidence_file]
    files = ready_files(ids) if ids else {}
    return tuple(
        DeclarationLine(
            status=row.get_status_display(),
            reason=row.get_reason_display(),
            text=row.text,
            on=row.on,
            by=str(row.by or ""),
            at=row.at,
            evidence=row.evidence,
            file=link_to(files[row.evidence_file], files[row.evidence_file].name)
            if row.evidence_file in files
            else None,
        )
        for row in rows
    )


def public_declaration(declarations: list[SustainabilityDeclaration]) -> PublicDeclaration | None:
    """What everybody may read of these, the latest first; None when nothing is known."""
    if not declarations or declarations[0].status == Sustainability.UNKNOWN:
        return None
    row = declarations[0]
    return PublicDeclaration(row.get_reason_display(), row.text, row.on, bool(row.evidence or row.evidence_file))
