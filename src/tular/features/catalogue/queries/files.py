"""What files of records are for, and who may read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.models import (
    Innovation,
    InnovationDraft,
    InnovationVersion,
    SectionRevision,
    SustainabilityDeclaration,
)
from tular.features.catalogue.queries.content.sections import DOCUMENT, EVIDENCE, PHOTO
from tular.features.catalogue.queries.visibility import innovations_minded_by
from tular.foundation.files.kinds import DOCUMENTS, PHOTOS
from tular.foundation.files.models import StoredFile
from tular.foundation.files.purposes import WIDTHS, Purpose, define

LARGEST_PHOTO, LARGEST_DOCUMENT = 20_000_000, 50_000_000
"""Bytes."""


def may_read(person: Any, file: StoredFile) -> bool:
    """Everybody reads the files of published texts; those of other texts only the people who see working copies."""
    told = Q(photos__file=file.pk) | Q(documents__file=file.pk) | Q(indicators__evidence=file.pk)
    if Innovation.published.filter(told).exists():
        return True
    if person is None:
        return False
    return innovations_minded_by(person).filter(told | Q(pk__in=_mentioning(file.pk))).exists()


def may_add(person: Any) -> bool:
    """Whoever has a role that may lead to a record; a bare account could else fill the disk."""
    roles = roles_of(person)
    return bool(roles.is_national or roles.hubs or roles.agencies or roles.units)


def in_use(ids: Collection[UUID]) -> Iterable[UUID]:
    """The files that declarations, working copies, versions and former texts mention; no foreign key shows it."""
    return [id for id in ids if _mentioning(id)]


def define_purposes() -> None:
    """Make the purposes known; called when the application starts."""
    define(Purpose(PHOTO, _("Foto inovasi"), PHOTOS, LARGEST_PHOTO, may_read, WIDTHS, may_add, in_use))
    define(Purpose(DOCUMENT, _("Dokumen inovasi"), DOCUMENTS, LARGEST_DOCUMENT, may_read, (), may_add, in_use))
    define(Purpose(EVIDENCE, _("Bukti hasil"), (*DOCUMENTS, *PHOTOS), LARGEST_DOCUMENT, may_read, (), may_add, in_use))


def _mentioning(id: UUID) -> set[int]:
    """Ids of the innovations of which a text that is not the public one mentions the file."""
    text = str(id)
    return {
        *SustainabilityDeclaration.objects.filter(evidence_file=id).values_list("innovation_id", flat=True),
        *InnovationDraft.objects.filter(content__icontains=text).values_list("innovation_id", flat=True),
        *InnovationVersion.objects.filter(content__icontains=text).values_list("innovation_id", flat=True),
        *SectionRevision.objects.filter(Q(after__icontains=text) | Q(before__icontains=text)).values_list(
            "innovation_id", flat=True
        ),
    }
