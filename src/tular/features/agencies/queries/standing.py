"""What is told to somebody who is about to switch an account off or on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet

from tular.features.accounts.models import User
from tular.features.agencies.models import Membership
from tular.features.agencies.queries.giving import is_last_admin, people_path, place_of
from tular.features.agencies.queries.people import memberships_visible_to
from tular.features.agencies.queries.roles import lasting_on, memberships_on, roles_of, today


def people_visible_to(reader: Any) -> QuerySet[User]:
    """Everybody for the centre, else the people of the places that the reader sees, former ones too."""
    if roles_of(reader).is_national:
        return User.objects.all()
    return User.objects.filter(pk__in=memberships_visible_to(reader).order_by().values("person"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What switching an account off or on is about.

    `roles` in words, those that have not ended; nobody else holds those of `orphaned`; `stand_ins` are people to whom
    one of them is lent; `path` is the list on which the reader sees the person.
    """

    roles: tuple[str, ...]
    orphaned: tuple[str, ...]
    stand_ins: tuple[str, ...]
    path: str


def standing_of(person: User, reader: Any) -> Standing:
    """The roles of a person who may be switched. A few queries for each role."""
    rows = list(
        lasting_on(today()).filter(person=person).select_related("hub__agency", "agency", "unit__agency", "person")
    )
    seen = memberships_visible_to(reader).filter(person=person, agency__isnull=False).order_by("-until", "-pk").first()
    lent = memberships_on(today()).filter(delegated_from__in=rows)
    return Standing(
        roles=tuple(_in_words(row) for row in rows),
        orphaned=tuple(_in_words(row) for row in rows if person.is_active and is_last_admin(row)),
        stand_ins=tuple(lent.order_by("pk").values_list("person__name", flat=True)),
        path=people_path(place_of(seen)) if seen else f"/pembina/orang?q={quote(person.name)}",
    )


def _in_words(row: Membership) -> str:
    place = row.unit or row.hub or row.agency
    return ", ".join(dict.fromkeys(str(one) for one in (row.get_role_display(), place, row.agency) if one))
