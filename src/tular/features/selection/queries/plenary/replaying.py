"""What plenaries decided, computed again: lines from basis and decisions, minutes from what they were set from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.judging.models import Calibration
from tular.features.proposals.models import Proposal
from tular.features.ratings.queries.benefit import benefit_of
from tular.features.selection.choices import ApprovalDecision
from tular.features.selection.models import Plenary, PlenaryBasis, PlenaryLine, PlenaryMinutes
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.plenary.basis import add_totals, marks_of, scores_of, wants_marks
from tular.features.selection.queries.plenary.beside import rated
from tular.features.selection.queries.plenary.minutes import TEMPLATE, set_minutes
from tular.features.selection.queries.plenary.records import decisions_of
from tular.features.selection.queries.plenary.settling import lines_text, settled, sha256_of
from tular.features.selection.queries.plenary.stages import RATED, deciding_source, sources_of
from tular.foundation.documents.typesetting import writer, written_by
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

FIELDS = ("place", "rank", "pool", "score", "outcome", "ranked", "award", "why", "reason")


def plenary_steps(competition: Competition) -> Iterator[Step]:
    """Session by session, those that were handed to a second person: basis, lines, minutes."""
    rows = Plenary.objects.filter(competition=competition).exclude(sha256="").order_by("proposed_at", "pk")
    for one in rows:
        name = f"sidang {one.number} ({stage_label(competition, one.stage)})"
        basis = PlenaryBasis.objects.filter(plenary=one).order_by("number").last()
        assert basis is not None, "a plenary is opened with a basis"
        told = json.loads(basis.canonical)
        yield Step(
            one.stage, "basis", f"Bahan {name}", canonical([basis.sha256, _named(told)]),
            partial(_basis_again, competition, basis.canonical, told),
        )  # fmt: skip
        yield Step(
            one.stage, "scores", f"Nilai yang dipakai {name}", _kept_scores(told), partial(_scores_again, basis, told)
        )
        yield Step(one.stage, "lines", f"Hasil {name}", _kept_lines(one), partial(_lines_again, one, told))
        approval = one.approvals.filter(decision=ApprovalDecision.APPROVED).order_by("at", "pk").last()
        if approval is not None:
            yield Step(
                one.stage, "approval", f"Hasil yang disetujui orang kedua, {name}", approval.sha256,
                partial(_lines_sha256, one, told),
            )  # fmt: skip
        yield from _minutes_steps(one, name)


def _minutes_steps(plenary: Plenary, name: str) -> Iterator[Step]:
    """The file still has its hash; and set again it is the same, where the same release sets it."""
    minutes = PlenaryMinutes.objects.filter(plenary=plenary).first()
    if minutes is None:
        return
    pdf = bytes(minutes.pdf)
    stage, noted = plenary.stage, minutes.sha256
    yield Step(stage, "minutes", f"Berkas berita acara {name}", noted, lambda: hashlib.sha256(pdf).hexdigest())
    again = partial(_minutes_again, minutes)
    yield Step(stage, "minutes", f"Berita acara {name}", noted, again, written_by(pdf), writer(TEMPLATE))


def _named(told: dict[str, Any]) -> list[list[Any]]:
    """The calibrations from which a basis says that it has its scores."""
    return [[one["id"], one["calibration"], one["sha256"]] for one in told["sources"] if one["calibration"]]


def _basis_again(competition: Competition, text: str, told: dict[str, Any]) -> str:
    """Its hash, and the calibrations of which it speaks as they are kept."""
    rows = Calibration.objects.filter(review__competition=competition).values_list("review__stage", "number", "sha256")
    known = {(stage, number): sha256 for stage, number, sha256 in rows}
    found = [[stage, number, known.get((stage, number), "-")] for stage, number, _sha256 in _named(told)]
    return canonical([sha256_of(text), found])


def _kept_scores(told: dict[str, Any]) -> str:
    return canonical({one["code"]: [one["scores"], one["marks"]] for one in told["proposals"]})


def _scores_again(basis: PlenaryBasis, told: dict[str, Any]) -> str:
    """The scores as the calibrations have them that the basis names, and totals over them.

    What may have been computed anew since is taken from the basis: a public rating, and single marks of a review.
    """
    competition = basis.plenary.competition
    rules = _rules_then(competition, told["rulebook"])
    stage = rules.stage(basis.plenary.stage)
    assert stage is not None, "a plenary is of a stage of its rulebook"
    rows = Calibration.objects.filter(review__competition=competition).select_related("review").order_by("number")
    known = {(one.review.stage, one.number): one for one in rows}
    named = {one["id"]: known[one["id"], one["calibration"]] for one in told["sources"] if one["calibration"]}
    newest = {one.review.stage: one.pk for one in rows}
    ids = dict(Proposal.objects.filter(competition=competition).values_list("code", "pk"))
    scores = {source: scores_of(rules, one, basis.at) for source, one in named.items()}
    for one in told["sources"]:
        if one["kind"] == RATED and _computed_before(competition, one["id"], basis.at):
            scores[one["id"]] = rated(competition, one["id"])
    marks = _marks_again(rules, stage, named, newest)
    sources = sources_of(rules, stage)
    found = {}
    for one in told["proposals"]:
        pk, of_it = ids.get(one["code"], 0), {}
        for source in told["sources"]:
            if source["id"] in scores and pk in scores[source["id"]]:
                of_it[source["id"]] = scores[source["id"]][pk]
            elif source["kind"] == RATED and source["id"] not in scores and source["id"] in one["scores"]:
                of_it[source["id"]] = one["scores"][source["id"]]
        add_totals(rules, sources, of_it, str(one["group"]))
        found[one["code"]] = [of_it, one["marks"] if marks is None else marks.get(pk, {})]
    return canonical(found)


def _rules_then(competition: Competition, digest: str) -> Rules:
    """The version of the rulebook of which a basis tells; the present one where it is not kept."""
    of_it = RulebookVersion.objects.filter(identity=competition.rulebook.identity, sha256=digest).first()
    return rules_of(of_it or competition.rulebook)


def _marks_again(
    rules: Rules, stage: Stage, named: Mapping[str, Calibration], newest: Mapping[str, int]
) -> dict[int, dict[str, str]] | None:
    """Proposal → marks by which equal ones are told apart; None where they may have changed since."""
    marked = rules.stage(deciding_source(rules, stage)) or stage
    if not wants_marks(stage, marked) or marked.id not in named:
        return {}
    return marks_of(named[marked.id].review) if named[marked.id].pk == newest[marked.id] else None


def _computed_before(competition: Competition, stage: str, at: datetime) -> bool:
    return all(one.computed_at <= at for one in benefit_of(competition, stage).values())


def _lines_sha256(plenary: Plenary, told: dict[str, Any]) -> str:
    return sha256_of(lines_text(settled(told, decisions_of(plenary))))


def _kept_lines(plenary: Plenary) -> str:
    rows = PlenaryLine.objects.filter(plenary=plenary).order_by("place").values_list("proposal__code", *FIELDS)
    return canonical([plenary.sha256, [list(row) for row in rows]])


def _lines_again(plenary: Plenary, told: dict[str, Any]) -> str:
    found = settled(told, decisions_of(plenary))
    lines = sorted(found.lines, key=lambda one: one.place)
    rows = [[line.code, *(getattr(line, field) for field in FIELDS)] for line in lines]
    return canonical([sha256_of(lines_text(found)), rows])


def _minutes_again(minutes: PlenaryMinutes) -> str:
    return set_minutes(json.loads(minutes.canonical), at=minutes.at)[1]
