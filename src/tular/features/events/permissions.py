"""Who may do what with an event: its host and whoever drafted it manage it, those invited answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from tular.features.agencies.choices import Role
from tular.features.agencies.queries.roles import roles_of
from tular.features.competitions.queries.visibility import CENTRE
from tular.features.events.models import Invitation
from tular.features.events.queries.visibility import agencies_that_may_host, events_managed_by
from tular.foundation.access.permissions import permit


@predicate
def may_host(person: Any, subject: Any) -> bool:
    """Admin of the agency, of a hub over it, of the centre; for the ministry an author of model books, too."""
    if agencies_that_may_host(person).filter(pk=subject.pk).exists():
        return True
    return subject.slug == CENTRE and roles_of(person).has(Role.AUTHOR)


@predicate
def manages(person: Any, subject: Any) -> bool:
    """Answers for the event."""
    event = getattr(subject, "event_id", None) or subject.pk
    return events_managed_by(person).filter(pk=event).exists()


@predicate
def is_invited(person: Any, subject: Any) -> bool:
    """The invitation is theirs."""
    return isinstance(subject, Invitation) and subject.person_id == person.pk


HOST = _("admin instansi tuan rumah, admin hub dan pembina di atasnya, atau yang menyusun acaranya")

permit("events.draft", may_host, who=_("admin instansi, admin hub, admin pembina, atau orang berperan penulis"))
permit("events.edit", manages, who=HOST)
permit("events.set_agenda", manages, who=HOST)
permit("events.announce", manages, who=HOST)
permit("events.cancel", manages, who=HOST)
permit("events.invite", manages, who=HOST)
permit("events.withdraw", manages, who=HOST)
permit("events.attend", manages, who=HOST)
permit("events.reply", is_invited, who=_("yang diundang"))
