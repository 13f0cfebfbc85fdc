"""Clues from what people told: ties that agencies named, and agencies to which evaluators said they have ties."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tular.features.judging.choices import ConflictKind, ConflictSource
from tular.features.judging.models import Disclosure, Review, Tie
from tular.features.judging.queries.clues.clue import Clue
from tular.features.judging.queries.clues.judged import Judged
from tular.features.judging.queries.people_names import Likeness, likeness, words_of_name


def clues_of_ties(review: Review, judged: Judged) -> Iterator[Clue]:
    """Ties named by agencies, compared with every evaluator: certain ones count, likely ones a person looks at."""
    ties = Tie.objects.filter(competition=review.competition_id, taken_back_at__isnull=True)
    known = [(one.id, words_of_name(one.name), one) for one in judged.evaluators]
    for tie in ties.select_related("agency").order_by("pk"):
        entries = judged.by_agency.get(tie.agency_id, ())
        words = words_of_name(tie.name)
        for pk, own, evaluator in known if entries else ():
            found = likeness(words, own, tie.institution_name, evaluator.institution)
            if found == Likeness.NONE:
                continue
            values = {"agency": tie.agency.name, "name": tie.name, "note": tie.note or tie.institution_name}
            text = _("%(agency)s menyebut %(name)s.") % values + (f" {values['note']}" if values["note"] else "")
            for entry in entries:
                yield Clue(
                    entry.id, pk, ConflictKind(tie.kind), text, ConflictSource.AGENCY,
                    doubtful=found == Likeness.LIKELY, by=tie.by_id,
                )  # fmt: skip


def clues_of_disclosures(review: Review, judged: Judged) -> Iterator[Clue]:
    """Agencies that evaluators named: all their entries."""
    rows = Disclosure.objects.filter(evaluator__in=[one.id for one in judged.evaluators]).order_by("pk")
    for row in rows.select_related("evaluator", "agency"):
        for entry in judged.by_agency.get(row.agency_id, ()):
            text = row.note or _("Penilai menyatakan hubungan dengan %(agency)s.") % {"agency": row.agency.name}
            yield Clue(
                entry.id, row.evaluator_id, ConflictKind(row.kind), text, ConflictSource.EVALUATOR,
                by=row.evaluator.person_id,
            )  # fmt: skip
