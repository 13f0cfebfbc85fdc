"""Why somebody should not verify a proposal: what judging knows, what they said themselves, where they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from tular.features.agencies.queries.roles import memberships_on, today
from tular.features.competitions.models import Competition
from tular.features.judging.models import Conflict, Disclosure, EvaluatorProfile
from tular.features.judging.queries.visibility import people_of_organiser
from tular.features.proposals.models import Proposal, TeamMember
from tular.features.visits.models import VerifierConflict

type Interests = Mapping[tuple[int, int], tuple[str, ...]]
"""(person, proposal) → every sentence that stands in the way."""


def interests_of(competition: Competition, people: Collection[int], proposals: Collection[Proposal]) -> Interests:
    """What stands between these people and these proposals. Seven queries, however many there are.

    Conflicts that only look like one count too, until somebody lifted them in judging.
    """
    if not people or not proposals:
        return {}
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    by_agency: dict[int, list[int]] = defaultdict(list)
    for one in proposals:
        by_agency[one.agency_id].append(one.pk)
    ids = [one.pk for one in proposals]
    rows = Conflict.objects.filter(
        entry__proposal__in=ids, evaluator__person__in=people, entry__review__competition=competition,
        lifted_at__isnull=True,
    )  # fmt: skip
    for conflict in rows.select_related("evaluator", "entry"):
        text = _("benturan kepentingan di penilaian: %(kind)s") % {"kind": conflict.get_kind_display()}
        found[conflict.evaluator.person_id, conflict.entry.proposal_id].append(text)
    said = Disclosure.objects.filter(
        evaluator__person__in=people, evaluator__review__competition=competition, agency__in=list(by_agency)
    )
    for row in said.select_related("evaluator"):
        for proposal in by_agency[row.agency_id]:
            text = _("menyatakan hubungan dengan instansinya: %(kind)s") % {"kind": row.get_kind_display()}
            found[row.evaluator.person_id, proposal].append(text)
    own = VerifierConflict.objects.filter(verifier__person__in=people, proposal__in=ids)
    for person, proposal in own.values_list("verifier__person_id", "proposal_id"):
        found[person, proposal].append(_("menyatakan sendiri tidak memverifikasi proposal ini"))
    _belonging(found, people, by_agency, ids)
    for person in people_of_organiser(competition, people):
        for proposal in ids:
            found[person, proposal].append(_("bekerja untuk penyelenggara"))
    return {key: tuple(dict.fromkeys(texts)) for key, texts in found.items()}


def _belonging(
    found: dict[tuple[int, int], list[str]], people: Collection[int], by_agency: Mapping[int, list[int]],
    ids: Collection[int],
) -> None:  # fmt: skip
    """Who works at the agency, wrote the proposal, or gave the agency as where they work."""
    word = _("bekerja di instansi pengusul")
    held = memberships_on(today()).filter(Q(agency__in=list(by_agency)), person__in=people)
    pairs = list(held.values_list("person_id", "agency_id"))
    profiles = EvaluatorProfile.objects.filter(person__in=people, institution__in=list(by_agency))
    pairs += list(profiles.values_list("person_id", "institution_id"))
    for person, agency in pairs:
        for proposal in by_agency[agency]:
            found[person, proposal].append(word)
    team = TeamMember.objects.filter(person__in=people, proposal__in=ids, until__isnull=True)
    for person, proposal in team.values_list("person_id", "proposal_id"):
        found[person, proposal].append(_("ikut menulis proposal ini"))
