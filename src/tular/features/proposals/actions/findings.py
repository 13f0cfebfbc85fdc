"""Writing down what the machine found; anew with each screening, and when a person decided about doublets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max, Q

from tular.engines.matching.duplicates import TEXT_ALIKE
from tular.features.proposals.choices import DoubletState, ReasonCode
from tular.features.proposals.models import Doublet, Finding, ProposalVersion
from tular.features.proposals.queries.checklist.computed import Found
from tular.features.proposals.queries.checklist.texts import shows_whole

OF_DOUBLETS = (ReasonCode.SAME_TITLE, ReasonCode.COPIED)
BATCH = 400


def tell_computed(found: Mapping[int, tuple[int, Sequence[Found]]], now: datetime) -> None:
    """Replace the computed findings of these proposals: proposal → (submission, what was found)."""
    Finding.objects.filter(proposal__in=list(found)).exclude(code__in=OF_DOUBLETS).delete()
    Finding.objects.bulk_create(
        [
            Finding(
                proposal_id=proposal, submission_id=submission, code=one.code, sentence=one.sentence,
                section=one.section, rule=one.rule, source=one.source, needs_person=one.needs_person, at=now,
            )
            for proposal, (submission, several) in found.items()
            for one in several
        ],
        batch_size=BATCH,
    )  # fmt: skip


def tell_doublets(proposals: Collection[int], now: datetime) -> None:
    """Flag those of these proposals that have a pair which nobody called different; take the flag from the others."""
    ordered = sorted(proposals)
    for start in range(0, len(ordered), BATCH):
        _tell_doublets(ordered[start : start + BATCH], now)


def _tell_doublets(proposals: Sequence[int], now: datetime) -> None:
    Finding.objects.filter(proposal__in=proposals, code__in=OF_DOUBLETS).delete()
    latest = dict(
        ProposalVersion.objects.filter(proposal__in=proposals).values_list("proposal").annotate(last=Max("pk"))
    )
    pairs = (
        Doublet.objects.filter(Q(proposal__in=proposals) | Q(other__in=proposals))
        .exclude(state=DoubletState.DIFFERENT)
        .select_related("proposal__competition", "other__competition", "record")
        .order_by("-text_likeness", "-title_likeness", "pk")
    )
    alike: dict[tuple[int, ReasonCode], list[str]] = defaultdict(list)
    for pair in pairs:
        code = ReasonCode.COPIED if pair.text_likeness >= TEXT_ALIKE else ReasonCode.SAME_TITLE
        sides = [(pair.proposal_id, _named(pair))]
        # A pair with another competition flags the proposal of the one that was screened, not the other one.
        if pair.other is not None and pair.other.competition_id == pair.proposal.competition_id:
            sides.append((pair.other_id or 0, f"“{pair.proposal.title}” ({pair.proposal.code})"))
        for proposal, name in sides:
            if proposal in latest:
                alike[proposal, code].append(name)
    Finding.objects.bulk_create(
        [
            Finding(
                proposal_id=proposal, submission_id=latest[proposal], code=code, sentence=_sentence(code, names),
                needs_person=True, at=now,
            )
            for (proposal, code), names in alike.items()
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _named(pair: Doublet) -> str:
    if pair.other is not None:
        elsewhere = pair.other.competition_id != pair.proposal.competition_id
        where = f"{pair.other.code}, {pair.other.competition.title}" if elsewhere else pair.other.code
        if not shows_whole(pair.proposal.competition, pair.other.competition):
            return f"proposal kompetisi lain ({where})"
        return f"“{pair.other.title}” ({where})"
    assert pair.record is not None
    return f"“{pair.record.title}” (katalog, {pair.record.code})"


def _sentence(code: str, names: Iterable[str]) -> str:
    # In Indonesian as the sentences of rulebooks are: it is kept, and read by whoever comes.
    shown = list(names)
    more = f" dan {len(shown) - 2} lainnya" if len(shown) > 2 else ""
    alike = "Teks sebagian besar sama dengan" if code == ReasonCode.COPIED else "Judul sama atau hampir sama dengan"
    return f"{alike} {'; '.join(shown[:2])}{more}"
