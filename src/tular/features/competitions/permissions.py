"""Who may do what to competitions: the admins of the organiser, the centre for national ones, and their staff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.agencies.models import Agency
from tular.features.competitions.models import (
    Category,
    Competition,
    GroupInvitation,
    RulebookDraft,
    Staff,
    Window,
)
from tular.features.competitions.queries.visibility import (
    checks_in,
    organises_for,
    runs_competition,
)
from tular.foundation.access.permissions import permit


@predicate
def organises(person: Any, agency: Agency) -> bool:
    """May hold competitions in the name of this agency."""
    return organises_for(person, agency)


@predicate
def runs(person: Any, competition: Competition) -> bool:
    """Admin of the organiser, the centre where it is national, or its secretariat."""
    return runs_competition(person, competition)


@predicate
def checks(person: Any, competition: Competition) -> bool:
    """Runs it, or checks proposals for it."""
    return checks_in(person, competition)


@predicate
def holds(person: Any, competition: Competition) -> bool:
    """Admin of the organiser, or the centre where it is national; not its staff."""
    return organises_for(person, competition.organiser)


@predicate
def runs_its(person: Any, row: Window | Category | GroupInvitation) -> bool:
    """Runs the competition to which this belongs."""
    return runs_competition(person, row.competition)


@predicate
def holds_its(person: Any, row: Staff) -> bool:
    """May hold the competition to which this belongs."""
    return organises_for(person, row.competition.organiser)


@predicate
def owns_draft(person: Any, draft: RulebookDraft) -> bool:
    """May hold competitions in the name of the agency that writes this rulebook."""
    return organises_for(person, draft.owner)


ORGANISER = _("admin penyelenggara")
SECRETARIAT = _("penyelenggara dan sekretariatnya")

permit("competitions.create", organises, who=ORGANISER)
permit("competitions.describe", runs, who=SECRETARIAT)
permit("competitions.announce", holds, who=ORGANISER)
permit("competitions.adopt", holds, who=ORGANISER)
permit("competitions.finish", holds, who=ORGANISER)
permit("competitions.cancel", holds, who=ORGANISER)
permit("competitions.set_window", runs, who=SECRETARIAT)
permit("competitions.drop_window", runs_its, who=SECRETARIAT)
permit("competitions.move_window", runs_its, who=SECRETARIAT)
permit("competitions.extend", runs_its, who=SECRETARIAT)
permit("competitions.add_category", runs, who=SECRETARIAT)
permit("competitions.change_category", runs_its, who=SECRETARIAT)
permit("competitions.drop_category", runs_its, who=SECRETARIAT)
permit("competitions.invite", runs, who=SECRETARIAT)
permit("competitions.uninvite", runs_its, who=SECRETARIAT)
permit("competitions.appoint", holds, who=ORGANISER)
permit("competitions.dismiss", holds_its, who=ORGANISER)

permit("competitions.begin_draft", organises, who=ORGANISER)
permit("competitions.save_draft", owns_draft, who=ORGANISER)
permit("competitions.edit_draft", owns_draft, who=ORGANISER)
permit("competitions.publish_draft", owns_draft, who=ORGANISER)
permit("competitions.discard_draft", owns_draft, who=ORGANISER)
