"""Photos of visits, and which files of proposals a team may read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tular.features.proposals.models import ProposalFile
from tular.features.visits.choices import VisitState
from tular.features.visits.models import VisitPhoto
from tular.features.visits.queries.minutes import NOTHING, shown_to_agency
from tular.features.visits.queries.visibility import visits_of_team, visits_run_by, visits_told_to
from tular.foundation.files import purposes
from tular.foundation.files.kinds import PHOTOS
from tular.foundation.files.models import StoredFile

PHOTO = "visits.photo"
LARGEST = 15_000_000


def may_read_photo(person: Any, file: StoredFile) -> bool:
    """Its team, whoever runs the competition, and the agency once it may read the minutes with it."""
    if person is None:
        return False
    rows = VisitPhoto.objects.filter(file=file.pk)
    if rows.filter(visit__in=visits_of_team(person).values("pk")).exists():
        return True
    if rows.filter(visit__in=visits_run_by(person).values("pk")).exists():
        return True
    told = rows.filter(visit__in=visits_told_to(person).values("pk"), dropped_at__isnull=True)
    found = told.select_related("visit__choice__competition__rulebook").first()
    return found is not None and shown_to_agency(found.visit) != NOTHING


def may_read_on_visit(person: Any, file: StoredFile) -> bool:
    """Who visits a proposal reads the files that were submitted with it."""
    mine = visits_of_team(person).exclude(state=VisitState.CANCELLED)
    for row in ProposalFile.objects.filter(file=file.pk, proposal__in=mine.values("choice__proposal")):
        last = row.proposal.submissions.last()
        if last is not None and row.at <= last.at and (row.removed_at is None or row.removed_at > last.at):
            return True
    return False


def define_purposes() -> None:
    """Called when the application starts."""
    purposes.define(
        purposes.Purpose(
            PHOTO, _("Foto verifikasi lapangan"), PHOTOS, LARGEST, may_read=may_read_photo, images=(240, 480, 1200),
            in_use=purposes.by_relation,
        )
    )  # fmt: skip
