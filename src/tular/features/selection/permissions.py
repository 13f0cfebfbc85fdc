"""Who may do what to lists and objections: who runs the competition releases and answers, local admins object."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.competitions.permissions import runs
from tular.features.proposals.permissions import is_local_admin
from tular.features.selection.models import AnnouncementLine, ListDraft, Objection
from tular.foundation.access.permissions import permit


@predicate
def runs_competition_of(person: Any, draft: ListDraft) -> bool:
    """Runs the competition that the list is of."""
    return runs.test(person, draft.competition)


@predicate
def enters(person: Any, line: AnnouncementLine) -> bool:
    """Local admin of the agency whose proposal the line is about."""
    return is_local_admin.test(person, line.proposal)


@predicate
def hears(person: Any, objection: Objection) -> bool:
    """Runs the competition in which somebody objects."""
    return runs.test(person, objection.line.announcement.competition)


SECRETARIAT = _("sekretariat kompetisi")

permit("selection.prepare", runs, who=SECRETARIAT)
permit("selection.revise", runs_competition_of, who=SECRETARIAT)
permit("selection.announce", runs_competition_of, who=SECRETARIAT)
permit("selection.object", enters, who=_("admin lokal instansi pengaju"))
permit("selection.answer", hears, who=SECRETARIAT)
permit("selection.promote", runs, who=SECRETARIAT)
