"""Who may do what: everybody rates; who runs the competition opens, looks after and releases, and never rates."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import always_true, predicate

from tular.features.competitions.permissions import runs as runs_competition
from tular.features.competitions.queries.visibility import runs_competition as runs
from tular.features.judging.queries.visibility import may_judge
from tular.features.ratings.models import PublicRating, RatedEntry, RatingCluster
from tular.foundation.access.permissions import permit


@predicate
def runs_rating(person: Any, rating: PublicRating) -> bool:
    """Runs the competition whose stage it is."""
    return runs(person, rating.competition)


@predicate
def runs_cluster(person: Any, cluster: RatingCluster) -> bool:
    """Runs the competition in which the group was found."""
    return runs(person, cluster.entry.rating.competition)


@predicate
def is_not_of_organiser(person: Any, entry: RatedEntry) -> bool:
    """Neither works for the organiser nor runs the competition."""
    competition = entry.rating.competition
    return may_judge(person, competition) and not runs(person, competition)


SECRETARIAT = _("penyelenggara dan sekretariatnya")
EVERYBODY = _("siapa pun yang pernah memakai layanannya, kecuali orang penyelenggara")

permit("ratings.open", runs_competition, who=SECRETARIAT)
permit("ratings.close", runs_rating, who=SECRETARIAT)
permit("ratings.reopen", runs_rating, who=SECRETARIAT)
permit("ratings.inspect", runs_rating, who=SECRETARIAT)
permit("ratings.compute", runs_rating, who=SECRETARIAT)
permit("ratings.release", runs_rating, who=SECRETARIAT)
permit("ratings.hold", runs_cluster, who=SECRETARIAT)
permit("ratings.restore", runs_cluster, who=SECRETARIAT)
permit("ratings.rate", is_not_of_organiser, who=EVERYBODY)
permit("ratings.confirm", always_true, who=_("pemilik tautan di surel"))
permit("ratings.withdraw", always_true, who=_("pemilik tautan di surel"))
