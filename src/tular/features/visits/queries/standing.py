"""Which facts hold for the moves of a visit, and the sentence for each that does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.judging.queries.entrants import entrants
from tular.features.visits.models import Visit
from tular.features.visits.queries.clashes import When, clashes_of
from tular.features.visits.queries.record import asides_of, missing_in
from tular.features.visits.queries.visibility import team_of

TO_ANNOUNCE = ("in_list", "ahead", "staffed", "free")
TO_DRAW_UP = ("begun", "staffed", "answered", "settled")
TO_FINISH = ("all_signed",)
"""What the moves of a visit need; see `flow`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Needs that are met, and for each other one its sentences."""

    facts: frozenset[str]
    against: dict[str, list[str]]


def is_in_list(competition: Competition, stage: str, proposal: int) -> bool:
    """Whether a proposal goes into a stage by the list announced last; a few queries."""
    found = entrants(competition, stage)
    return found is not None and proposal in found


def standing_of(visit: Visit, needs: Iterable[str], now: datetime) -> Standing:
    """Which of these needs are met, and why the others are not. Asks only for what these need."""
    against: dict[str, list[str]] = {}
    for need in needs:
        if said := _against(visit, need, now):
            against[need] = said
    facts = frozenset(need for need in needs if need not in against)
    return Standing(facts, against)


def _against(visit: Visit, need: str, now: datetime) -> list[str]:
    choice = visit.choice
    if need == "in_list":
        there = is_in_list(choice.competition, choice.stage, choice.proposal_id)
        return [] if there else [_("Proposal ini tidak ada dalam daftar yang masuk tahap ini.")]
    if need == "ahead":
        return [] if visit.starts_at > now else [_("Waktu kunjungan ini sudah lewat. Ubah jadwalnya dulu.")]
    if need == "begun":
        return [] if visit.starts_at <= now else [_("Kunjungannya belum dimulai.")]
    if need == "staffed":
        return _unstaffed(visit)
    if need == "free":
        team = [one.verifier for one in team_of(visit)]
        return clashes_of(choice, team, When(visit.starts_at, visit.ends_at, visit.zone), visit)
    if need == "answered":
        return [one.text for one in missing_in(visit.record)]
    if need == "settled":
        labels = {one["id"]: f"{number}" for number, one in enumerate(visit.record.items, start=1)}
        return [
            _("Bagian %(label)s punya dua isian. Gabungkan dulu.") % {"label": labels.get(section, section.strip("_"))}
            for section in asides_of(visit.record)
        ]
    return _unsigned(visit)


def _unstaffed(visit: Visit) -> list[str]:
    team = team_of(visit)
    if not team:
        return [_("Tim kunjungan ini kosong.")]
    return [] if any(one.lead for one in team) else [_("Tim kunjungan ini belum punya ketua.")]


def _unsigned(visit: Visit) -> list[str]:
    latest = visit.minutes.order_by("-number").first()
    if latest is None:
        return [_("Belum ada berita acara.")]
    signed = set(latest.signatures.values_list("member_id", flat=True))
    return [
        _("%(name)s belum menandatangani.") % {"name": one.verifier.person.name}
        for one in team_of(visit)
        if one.pk not in signed
    ]
