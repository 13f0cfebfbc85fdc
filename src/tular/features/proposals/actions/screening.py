"""Having the machine read what was submitted: rules, careless answers, doublets. People decide."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.matching.screening import Pair, clusters, screen
from tular.features.competitions.models import Competition
from tular.features.proposals.actions.findings import tell_computed, tell_doublets
from tular.features.proposals.choices import DoubletState, ProposalState
from tular.features.proposals.models import Doublet, Proposal, Screening
from tular.features.proposals.queries.checklist.computed import Found, computed_of
from tular.features.proposals.queries.checklist.listing import JOB, running_screening
from tular.features.proposals.queries.checklist.texts import ScreenedTexts, latest_submissions
from tular.features.proposals.queries.settled import checklist_of
from tular.foundation.actions import Refused, action, together
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun

BATCH = 100
COMPUTED = 0.4
"""Share of the work that rules and careless answers are; the rest is comparing texts."""

Progress = Callable[[float, str], None]
"""Told how far it is, 0 to 1, and at what; may raise to stop."""


@action("proposals.screen", gettext_lazy("Menjalankan penyaringan"))
def begin_screening(competition: Competition, *, by: Any, now: datetime) -> JobRun:
    """Have the proposals of a competition read in the background. One run at a time."""
    if checklist_of(competition) is None:
        raise Refused(_("Aturan kompetisi ini tidak mengenal seleksi administrasi."))
    if not latest_submissions(competition).exists():
        raise Refused(_("Belum ada proposal yang diajukan, jadi belum ada yang disaring."))
    if running_screening(competition) is not None:
        raise Refused(_("Penyaringan sedang berjalan. Tunggu sampai selesai, atau batalkan dahulu."))
    title = _("Penyaringan: %(title)s") % {"title": competition.title}
    return start(JOB, by=by, title=title, arguments={"competition": competition.pk}, now=now)


@dataclass(frozen=True, slots=True)
class Screened:
    """What one run found: proposals, how many of them are flagged, pairs, groups, and with what they were compared."""

    proposals: int
    flagged: int
    pairs: int
    groups: int
    compared_with: int


def screen_competition(competition: Competition, *, by: Any, now: datetime, progress: Progress) -> Screened:
    """Read all submissions of a competition and write down what is found. Repeated, it finds the same.

    What people said of doublets stays, also where the machine no longer finds the pair. Findings are written in
    batches while the rules are computed, doublets in one transaction at the end.
    """
    started = time.monotonic()
    with translation.override("id"):
        flagged = _compute(competition, now, progress)
        texts = ScreenedTexts(competition)
        total, compared = texts.count_new(), texts.count_old()
        said = _("Membandingkan teks")
        pairs = screen(
            texts.new(), texts.old(), texts.texts_of, total=total + compared,
            progress=lambda share: progress(COMPUTED + (1 - COMPUTED) * share, said),
        )  # fmt: skip
        with together():
            kept = _keep(competition, pairs, now)
            here = set(latest_submissions(competition).values_list("proposal", flat=True))
            tell_doublets(here, now)
            open_pairs = [row for row in kept if row.state != DoubletState.DIFFERENT]
            flagged |= {pk for row in open_pairs for pk in (row.proposal_id, row.other_id) if pk in here}
            Screening.objects.create(
                competition=competition, by=by, at=now, proposals=total, compared_with=compared,
                seconds=time.monotonic() - started,
            )  # fmt: skip
    return Screened(total, len(flagged), len(kept), len({row.cluster for row in kept}), compared)


def _compute(competition: Competition, now: datetime, progress: Progress) -> set[int]:
    """Findings of rules and careless answers, batch by batch; which proposals are flagged by them."""
    entered = _entered_before(competition)
    rows = (
        latest_submissions(competition)
        .filter(proposal__state=ProposalState.SUBMITTED)
        .select_related("proposal__agency", "proposal__competition__rulebook")
        .prefetch_related("proposal__innovation__recognitions", "proposal__replicates__recognitions")
        .order_by("pk")
    )
    total, done = rows.count(), 0
    flagged: set[int] = set()
    for batch in _batches(rows):
        found: dict[int, tuple[int, list[Found]]] = {}
        for version in batch:
            several = computed_of(version.proposal, version, entered.get(version.proposal_id, 0))
            found[version.proposal_id] = (version.pk, several)
            if any(not one.needs_person or not one.rule for one in several):
                flagged.add(version.proposal_id)
        with together():
            tell_computed(found, now)
        done += len(batch)
        progress(COMPUTED * done / max(1, total), _("Memeriksa aturan dan isian"))
    return flagged


def _batches[Row: Any](rows: QuerySet[Row]) -> Iterator[list[Row]]:
    for some in batched(list(rows.values_list("pk", flat=True)), BATCH, strict=False):
        yield list(rows.filter(pk__in=some))


def _entered_before(competition: Competition) -> dict[int, int]:
    """Proposal → how many of its agency and group were submitted before it: the last ones are over the quota."""
    counts: dict[tuple[int, str], int] = {}
    found = {}
    rows = Proposal.objects.filter(
        competition=competition, state__in=(ProposalState.SUBMITTED, ProposalState.FIXING)
    ).order_by("submitted_at", "pk")
    for pk, agency, group in rows.values_list("pk", "agency", "group"):
        found[pk] = counts.get((agency, group), 0)
        counts[agency, group] = found[pk] + 1
    return found


def _keep(competition: Competition, pairs: Iterable[Pair], now: datetime) -> list[Doublet]:
    """Bring the doublets of the competition to what was found; decided ones keep their word."""
    found: dict[tuple[int, int | None, int | None], Pair] = {}
    for pair in pairs:
        key = _key(pair)
        best = found.get(key)
        if best is None or (pair.text_likeness, pair.title_likeness) > (best.text_likeness, best.title_likeness):
            found[key] = pair
    before = {
        (row.proposal_id, row.other_id, row.record_id): row
        for row in Doublet.objects.select_for_update(of=("self",)).filter(proposal__competition=competition)
    }
    gone = {row.pk for key, row in before.items() if key not in found and row.state == DoubletState.OPEN}
    for some in batched(sorted(gone), BATCH, strict=False):
        Doublet.objects.filter(pk__in=some).delete()
    kept = [row for row in before.values() if row.pk not in gone]
    new = [Doublet(proposal_id=key[0], other_id=key[1], record_id=key[2], at=now) for key in found if key not in before]
    rows = sorted([*kept, *new], key=lambda row: (row.proposal_id, row.other_id or 0, row.record_id or 0))
    groups = clusters(
        (f"p{row.proposal_id}", f"p{row.other_id}" if row.other_id else f"r{row.record_id}") for row in rows
    )
    for row in rows:
        row.cluster = groups[f"p{row.proposal_id}"]
        seen = found.get((row.proposal_id, row.other_id, row.record_id))
        if seen is not None:
            row.title_likeness, row.text_likeness = seen.title_likeness, seen.text_likeness
    Doublet.objects.bulk_create(new, batch_size=BATCH)
    Doublet.objects.bulk_update(kept, ["cluster", "title_likeness", "text_likeness"], batch_size=BATCH)
    return rows


def _key(pair: Pair) -> tuple[int, int | None, int | None]:
    """(proposal, other proposal, record). Both of two new ones: the one that was begun first stands first."""
    first = int(pair.first[1:])
    if pair.second.startswith("r"):
        return first, None, int(pair.second[1:].partition("/")[0])
    return first, int(pair.second[1:]), None
