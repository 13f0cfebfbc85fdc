"""The profile that an evaluator keeps of themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency, Region
from tular.features.catalogue.models import Theme
from tular.features.judging import permissions  # noqa: F401 - registers who may do this
from tular.features.judging.actions.conflicts import note_conflicts
from tular.features.judging.choices import ReviewState
from tular.features.judging.models import Evaluator, EvaluatorProfile
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.ui.typed import line_typed, prose_typed

LONGEST_NAME, LONGEST_TEXT, MOST_PER_DAY = 200, 4000, 100


@dataclass(frozen=True, slots=True)
class Told:
    """What a profile says; see `EvaluatorProfile`. An institution is an agency or another name, never both."""

    institution: Agency | None = None
    institution_name: str = ""
    region: Region | None = None
    themes: Collection[Theme] = ()
    languages: tuple[str, ...] = ()
    expertise: str = ""
    per_day: int | None = None


@action("judging.save_profile", gettext_lazy("Menyimpan profil penilai"))
def save_profile(
    profile: EvaluatorProfile, *, told: Told, by: Any, now: datetime, reason: str = ""
) -> EvaluatorProfile:
    """Keep it, and look for conflicts anew wherever the person judges. `profile` may be one that was never saved."""
    name, text = line_typed(told.institution_name, LONGEST_NAME), prose_typed(told.expertise).strip()
    wrong = []
    if not told.institution and not name:
        wrong.append(Reason(_("Tulis di mana Anda bekerja: instansi, universitas, atau lembaga lain."), "institution"))
    if len(text) > LONGEST_TEXT:
        wrong.append(Reason(_("Paling panjang 4.000 huruf. Singkatkan dulu."), "expertise"))
    if told.per_day is not None and not 1 <= told.per_day <= MOST_PER_DAY:
        wrong.append(Reason(_("Isi bacaan sehari: 1 sampai 100, atau kosongkan."), "per_day"))
    if wrong:
        raise Refused(*wrong)
    profile.institution, profile.institution_name = told.institution, "" if told.institution else name
    profile.region, profile.expertise, profile.per_day = told.region, text, told.per_day
    profile.languages, profile.updated_at = sorted(set(told.languages)), now
    profile.save()
    profile.themes.set(told.themes)
    mine = Evaluator.objects.filter(person_id=profile.person_id, left_at__isnull=True)
    for evaluator in mine.exclude(review__state=ReviewState.CLOSED).select_related("review__competition__rulebook"):
        note_conflicts(evaluator.review, now=now, evaluators=[evaluator.pk])
    return profile
