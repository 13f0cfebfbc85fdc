"""Published lists again: their hashes, that they say what was decided, and that what they say holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import QuerySet

from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.proposals.choices import CheckDecision, ProposalState
from tular.features.proposals.queries.settled import CHECKLIST, Settled, settled_of
from tular.features.selection.choices import LineChange, LineWhy, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine, PlenaryLine, StageOutcome
from tular.features.selection.queries.listing import public_lines, sha256_of
from tular.foundation.rulebooks.versions import rules_of


def list_steps(competition: Competition) -> Iterator[Step]:
    """List by list its hash and its plenary; stage by stage what its newest list decided."""
    newest: dict[str, Announcement] = {}
    for one in Announcement.objects.filter(competition=competition).order_by("at", "pk"):
        name = f"“{one.title}” nomor {one.number}"
        yield Step(one.stage, "list", f"Daftar {name}", one.sha256, partial(_list_again, one))
        if one.plenary_id is not None:
            yield Step(
                one.stage, "chosen", f"Daftar {name} dan hasil sidangnya", _kept_lines(one), partial(_chosen, one)
            )
        newest[one.stage] = one
    for stage, one in newest.items():
        if one.plenary_id is None and (found := _checked(competition, one)):
            kept, again = found
            yield Step(stage, "chosen", f"Daftar “{one.title}” dan hasil pemeriksaannya", kept, partial(str, again))
        holding = StageOutcome.objects.filter(proposal__competition=competition, stage=stage)
        rows = holding.order_by("proposal__code").values_list("proposal__code", "outcome", "award", "reasons")
        kept = canonical([list(row) for row in rows])
        yield Step(stage, "outcomes", f"Hasil yang berlaku menurut “{one.title}”", kept, partial(_outcomes_again, one))


def _list_again(announcement: Announcement) -> str:
    lines = list(public_lines(announcement))
    return sha256_of(lines, any(line.award for line in lines))


def _kept_lines(announcement: Announcement) -> str:
    rows = _standing(announcement).values_list("code", "outcome", "award")
    return canonical([list(row) for row in rows])


def _chosen(announcement: Announcement) -> str:
    """The lines of its plenary, without who withdrew before it was announced."""
    listed = set(_standing(announcement).values_list("proposal", flat=True))
    rows = PlenaryLine.objects.filter(plenary=announcement.plenary_id).exclude(why=LineWhy.GONE)
    found = rows.order_by("proposal__code").values_list(
        "proposal", "proposal__state", "proposal__code", "outcome", "award"
    )
    return canonical([
        [code, Outcome.PASSED if outcome == Outcome.PASSED else Outcome.FAILED, award]
        for pk, state, code, outcome, award in found
        if pk in listed or state == ProposalState.SUBMITTED
    ])  # fmt: skip


def _checked(competition: Competition, announcement: Announcement) -> tuple[str, str] | None:
    """(what the list says, what its checks say) of all whose checks were not taken up again since."""
    stage = rules_of(competition.rulebook).stage(announcement.stage)
    if stage is None or stage.kind != CHECKLIST:
        return None
    settled = settled_of(competition, stage).settled
    kept, again = [], []
    for pk, code, outcome, reasons in _standing(announcement).values_list("proposal", "code", "outcome", "reasons"):
        one = settled.get(pk)
        if one is not None and one.at <= announcement.at:
            kept.append([code, outcome, reasons])
            again.append([code, *_said(one)])
    return canonical(kept), canonical(again)


def _said(one: Settled) -> tuple[str, list[str]]:
    passed = one.decision == CheckDecision.PASSED
    return (Outcome.PASSED, []) if passed else (Outcome.FAILED, list(one.reasons))


def _outcomes_again(announcement: Announcement) -> str:
    rows = _standing(announcement).values_list("code", "outcome", "award", "reasons")
    return canonical([list(row) for row in rows])


def _standing(announcement: Announcement) -> QuerySet[AnnouncementLine]:
    return AnnouncementLine.objects.filter(announcement=announcement).exclude(change=LineChange.LEFT).order_by("code")
