"""Signed minutes, compared again: hashes, what was signed and added, and the answers that they were drawn from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Acknowledgement, Minutes, VisitChoice
from tular.features.visits.queries.canonical import canonical_of, digest_of, digest_of_addendum
from tular.features.visits.queries.rules import stage_label

ANSWERS = ("items", "present", "general")
"""What of minutes comes from the record of the team; names and titles around it may be corrected later."""


def steps(competition: Competition) -> Iterator[Step]:
    """Stage by stage: what was signed, and whether the record of each visit that is done still says it."""
    stages = VisitChoice.objects.filter(competition=competition, visits__minutes__isnull=False)
    for stage in sorted(set(stages.values_list("stage", flat=True))):
        rows = Minutes.objects.filter(visit__choice__competition=competition, visit__choice__stage=stage)
        ordered = list(
            rows.select_related(
                "visit__record", "visit__choice__proposal__agency", "visit__choice__competition__organiser",
                "visit__choice__competition__rulebook", "acknowledgement",
            )
            .prefetch_related("signatures", "addenda")
            .order_by("visit__choice__proposal__code", "visit", "number")
        )  # fmt: skip
        label = stage_label(competition, stage)
        yield Step(
            stage, "minutes", f"{label}: berita acara, tanda tangan, dan tambahannya", _hashes(ordered, _as_kept),
            partial(_hashes, ordered, _as_told),
        )  # fmt: skip
        last = {one.visit_id: one for one in ordered if one.visit.state == VisitState.DONE}
        if last:
            yield Step(
                stage, "visit", f"{label}: isi berita acara terakhir dan catatan timnya",
                _answers(last.values(), _text), partial(_answers, last.values(), _drawn_up_again),
            )  # fmt: skip


def _hashes(rows: Iterable[Minutes], of: Callable[[Minutes], list[str]]) -> str:
    return canonical([[one.visit.choice.proposal.code, one.number, *of(one)] for one in rows])


def _as_kept(one: Minutes) -> list[str]:
    signed = [row.sha256 for row in one.signatures.all()]
    return [one.sha256, *signed, *_read(one), *(row.sha256 for row in one.addenda.all())]


def _as_told(one: Minutes) -> list[str]:
    """What each of these would be by the text: all sign and read the same, an addendum follows what stands before."""
    found = digest_of(one.canonical)
    before, added = found, []
    for row in one.addenda.all():
        before = digest_of_addendum(before, row.number, row.text, row.reason)
        added.append(before)
    return [found, *(found for _row in one.signatures.all()), *(found for _sha256 in _read(one)), *added]


def _read(one: Minutes) -> list[str]:
    found: Acknowledgement | None = getattr(one, "acknowledgement", None)
    return [] if found is None else [found.sha256]


def _answers(rows: Iterable[Minutes], text: Callable[[Minutes], str]) -> str:
    found = [(one.visit.choice.proposal.code, json.loads(text(one))) for one in rows]
    return canonical([[code, *(told[name] for name in ANSWERS)] for code, told in found])


def _text(one: Minutes) -> str:
    return one.canonical


def _drawn_up_again(one: Minutes) -> Any:
    return canonical_of(one.visit, number=one.number, at=one.at, reason=one.reason)
