"""Categories: named and removed as long as no proposal competes in them, described at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.competitions.actions.checks import is_used, must_be_running, one_line
from tular.features.competitions.actions.following import asks_anew
from tular.features.competitions.models import Category, Competition
from tular.foundation.actions import Reason, Refused, action

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class CategoryText:
    """A category as it is typed."""

    name: str
    description: str = ""
    examples: str = ""


@action("competitions.add_category", gettext_lazy("menambah kategori"))
def add_category(
    competition: Competition, *, said: CategoryText, by: User, now: datetime, reason: str = ""
) -> Category:
    """One more category, after the others."""
    must_be_running(competition)
    last = competition.categories.aggregate(last=Max("order"))["last"] or 0
    category = Category(competition=competition, order=last + 1)
    _say(category, said)
    category.save()
    if last == 0:  # none had to be chosen before
        asks_anew(competition)
    return category


@action("competitions.change_category", gettext_lazy("mengubah kategori"))
def change_category(category: Category, *, said: CategoryText, by: User, now: datetime, reason: str = "") -> Category:
    """Other words for a category. Its name stays once a proposal competes in it."""
    must_be_running(category.competition)
    if " ".join(said.name.split()) != category.name and is_used(category):
        text = _("Sudah ada proposal di kategori ini, jadi namanya tetap. Uraian dan contohnya masih dapat diubah.")
        raise Refused(Reason(text, "name"))
    _say(category, said)
    category.save()
    return category


@action("competitions.drop_category", gettext_lazy("menghapus kategori"))
def drop_category(category: Category, *, by: User, now: datetime, reason: str = "") -> None:
    """Remove a category in which nothing competes."""
    must_be_running(category.competition)
    if is_used(category):
        raise Refused(_("Sudah ada proposal di kategori ini, jadi kategorinya tidak dapat dihapus."))
    category.delete()
    asks_anew(category.competition)


def _say(category: Category, said: CategoryText) -> None:
    category.name = one_line(said.name, LONGEST_NAME, "name", missing=_("Tulis nama kategorinya."))
    others = category.competition.categories.filter(name__iexact=category.name).exclude(pk=category.pk)
    if others.exists():
        raise Refused(Reason(_("Sudah ada kategori bernama %(name)s.") % {"name": category.name}, "name"))
    category.description, category.examples = said.description.strip(), said.examples.strip()
