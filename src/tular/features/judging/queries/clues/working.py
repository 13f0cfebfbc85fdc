"""Clues from what people did: wrote a proposal or its record, advised, marked it inside its agency, are named in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from tular.features.catalogue.models import Innovator, SectionRevision
from tular.features.judging.choices import ConflictKind
from tular.features.judging.models import Entry, Review
from tular.features.judging.queries.clues.clue import Clue
from tular.features.judging.queries.clues.judged import Judged
from tular.features.judging.queries.people_names import Likeness, NameList, likeness, words_of_name
from tular.features.proposals.models import PreselectionMark, Proposal, SectionComment, SectionSave, TeamMember

SURE_WORDS = 3
"""Words of a name that make an equal name certain where nothing else is known of the person."""

MOST_STEPS = 6
"""How many competitions a proposal may have come through, one feeding the next."""


@dataclass(frozen=True, slots=True)
class _Kin:
    """Proposals that are an entry or belong to its innovation: own id → entries, related id → entries."""

    own: dict[int, tuple[int, ...]]
    related: dict[int, tuple[int, ...]]
    innovations: dict[int, tuple[int, ...]]


def clues_of_work(review: Review, judged: Judged) -> Iterator[Clue]:
    """What evaluators wrote or coached, now or in the years before. A fixed number of queries and a few for ancestors.

    A team member's own proposal is theirs; one of the same innovation in another year was coached.
    """
    people: dict[int, list[int]] = defaultdict(list)
    for evaluator in judged.evaluators:
        people[evaluator.person].append(evaluator.id)
    kin = _kin(review, judged)
    for entry in judged.entries:
        for person in {entry.created_by, entry.edited_by} & people.keys():
            yield from (Clue(entry.id, one, ConflictKind.COAUTHOR, _("Penilai ikut menulis proposal ini."))
                        for one in people[person or 0])  # fmt: skip
    yield from _of_proposals(people, kin)
    wrote = _pairs(SectionRevision.objects.filter(innovation__in=_innovations(review)), "innovation", people)
    for person, innovation in wrote:
        for entry_id in kin.innovations.get(innovation, ()):
            for one in people[person]:
                note = _("Penilai ikut menulis catatan inovasinya di katalog.")
                yield Clue(entry_id, one, ConflictKind.COAUTHOR, note)
    yield from _named(review, judged, kin)


def _of_proposals(people: dict[int, list[int]], kin: _Kin) -> Iterator[Clue]:
    both = kin.own | kin.related
    told: tuple[tuple[QuerySet[Model], str, ConflictKind, str], ...] = (
        (TeamMember.objects.all(), "person", ConflictKind.COAUTHOR, _("Penilai anggota tim penulis proposal ini.")),
        (SectionSave.objects.all(), "by", ConflictKind.COAUTHOR, _("Penilai ikut menulis proposal ini.")),
        (SectionComment.objects.all(), "by", ConflictKind.COACHED, _("Penilai memberi saran pada proposal ini.")),
        (PreselectionMark.objects.all(), "by", ConflictKind.COACHED,
         _("Penilai menilai proposal ini dalam pra-seleksi instansinya.")),
    )  # fmt: skip
    before = {
        "TeamMember": _("Penilai anggota tim penulis proposal terdahulu dari inovasi ini."),
        "SectionSave": _("Penilai ikut menulis proposal terdahulu dari inovasi ini."),
        "SectionComment": _("Penilai memberi saran pada proposal terdahulu dari inovasi ini."),
        "PreselectionMark": _("Penilai menilai proposal terdahulu dari inovasi ini dalam pra-seleksi instansinya."),
    }
    for rows, field, kind, note in told:
        for person, proposal in _pairs(rows, "proposal", people, field):
            if proposal not in both:
                continue
            for one in people[person]:
                for entry in kin.own.get(proposal, ()):
                    yield Clue(entry, one, kind, note)
                for entry in kin.related.get(proposal, ()):
                    yield Clue(entry, one, ConflictKind.COACHED, before[rows.model.__name__])


def _pairs(
    rows: QuerySet[Model], what: str, people: dict[int, list[int]], who: str = "by"
) -> Iterable[tuple[int, int]]:
    """(person, proposal or innovation), each once."""
    wanted = rows.filter(**{f"{who}__in": list(people)}).order_by()
    return wanted.values_list(who, what).distinct()


def _innovations(review: Review) -> QuerySet[Entry, Any]:
    return Entry.objects.filter(review=review, proposal__innovation__isnull=False).values("proposal__innovation")


def _kin(review: Review, judged: Judged) -> _Kin:
    own: dict[int, tuple[int, ...]] = {}
    innovations: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for entry in judged.entries:
        own[entry.proposal] = (entry.id,)
        if entry.innovation is not None:
            innovations[entry.innovation] += (entry.id,)
    related: dict[int, set[int]] = defaultdict(set)
    same = Proposal.objects.filter(innovation__in=_innovations(review)).order_by()
    for proposal, innovation in same.values_list("pk", "innovation"):
        related[proposal].update(innovations[innovation or 0])
    here = Entry.objects.filter(review=review, proposal__promoted_from__isnull=False)
    steps = [(above, {entry}) for entry, above in here.values_list("pk", "proposal__promoted_from")]
    for _step in range(MOST_STEPS):
        if not steps:
            break
        reached: dict[int, set[int]] = defaultdict(set)
        for above, entries in steps:
            reached[above or 0] |= entries
            related[above or 0] |= entries
        further = Proposal.objects.filter(pk__in=list(reached), promoted_from__isnull=False)
        steps = [(above, reached[pk]) for pk, above in further.values_list("pk", "promoted_from")]
    return _Kin(
        own,
        {pk: tuple(sorted(entries - set(own.get(pk, ())))) for pk, entries in related.items()},
        dict(innovations),
    )


def _named(review: Review, judged: Judged, kin: _Kin) -> Iterator[Clue]:
    """Evaluators whose name stands among the innovators of the catalogue."""
    rows = Innovator.objects.filter(innovation__in=_innovations(review)).order_by("pk")
    listed = [(words_of_name(name), name, pk) for name, pk in rows.values_list("name", "innovation")]
    names = NameList([words for words, _name, _pk in listed])
    for evaluator in judged.evaluators:
        words = words_of_name(evaluator.name)
        for other, name, innovation in (listed[place] for place in names.near(words)):
            found = likeness(words, other)
            if found == Likeness.NONE:
                continue
            sure = found == Likeness.CERTAIN and len(words) >= SURE_WORDS
            text = (
                _("Penilai tercatat sebagai inovator: %(name)s.")
                if sure
                else _("Nama penilai mirip inovator yang tercatat: %(name)s.")
            )
            for entry in kin.innovations.get(innovation, ()):
                yield Clue(entry, evaluator.id, ConflictKind.COAUTHOR, text % {"name": name}, doubtful=not sure)
