"""A plenary as its rows say: the basis that holds, its decisions, and the lines that follow from both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.selection.choices import DecisionKind
from tular.features.selection.models import Plenary, PlenaryBasis, PlenaryDecision
from tular.features.selection.queries.plenary.settling import (
    Settled,
    about_proposals,
    canonical,
    settings_of,
    settled,
    sha256_of,
)
from tular.foundation.rulebooks.versions import rules_of

Row = dict[str, Any]


@lru_cache(maxsize=8)
def _parsed(pk: int, sha256: str) -> Row:
    """The basis as an object; it never changes, and is read again and again while a session sits."""
    found: Row = json.loads(PlenaryBasis.objects.values_list("canonical", flat=True).get(pk=pk))
    return found


def basis_that_holds(plenary: Plenary) -> tuple[PlenaryBasis, Row]:
    """The last basis, without its long text, and what it says."""
    row = PlenaryBasis.objects.filter(plenary=plenary).defer("canonical").order_by("-number").first()
    assert row is not None, "a plenary is opened with a basis"
    return row, _parsed(row.pk, row.sha256)


def decisions_of(plenary: Plenary) -> list[Row]:
    """All decisions in order, as `settled` reads them. One query."""
    rows = PlenaryDecision.objects.filter(plenary=plenary).order_by("number")
    return [
        {"number": number, "kind": kind, "proposal": code or "", "detail": detail, "reason": reason}
        for number, kind, code, detail, reason in rows.values_list(
            "number", "kind", "proposal__code", "detail", "reason"
        )
    ]


_kept: dict[tuple[str, str], Settled] = {}
MOST_KEPT = 16


def following(basis: PlenaryBasis, told: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]]) -> Settled:
    """The lines that follow. The last few are kept in memory: basis and decisions name them whole."""
    key = (basis.sha256, sha256_of(canonical(list(decisions))))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = settled(told, decisions)
    return _kept[key]


def current(plenary: Plenary) -> tuple[Row, list[Row], Settled]:
    """Basis, decisions and lines of a plenary as it stands. Three queries."""
    row, told = basis_that_holds(plenary)
    decisions = decisions_of(plenary)
    return told, decisions, following(row, told, decisions)


def gone_of(competition: Competition, told: Row, decisions: Sequence[Row]) -> list[str]:
    """Codes of proposals that left since the basis was taken, and are not recorded as gone. One query."""
    recorded = {code for code, one in about_proposals(decisions).items() if one["kind"] == DecisionKind.GONE}
    standing = set(
        Proposal.objects.filter(competition=competition, state=ProposalState.SUBMITTED).values_list("code", flat=True)
    )
    return [one["code"] for one in told["proposals"] if one["code"] not in standing and one["code"] not in recorded]


def obstacles(plenary: Plenary, told: Row, decisions: Sequence[Row], found: Settled) -> list[str]:
    """Everything that keeps the lines from being proposed, in sentences. Three queries."""
    wrong = []
    settings = settings_of(decisions)
    if plenary.held_on is None:
        wrong.append(_("Isi hari sidang dalam keterangan; berita acara menyebutnya."))
    if any(one["count"] == -1 for one in settings["places"]):
        wrong.append(_("Banyaknya tempat belum diketahui. Isi dulu dalam pengaturan, dengan alasannya."))
    for number in found.over:
        pool = found.pools[number]
        wrong.append(
            _("%(pool)s: %(chosen)d dipilih untuk %(count)d tempat. Lepaskan %(n)d, atau ubah tempatnya.")
            % {
                "pool": pool_label(plenary.competition, settings, number), "chosen": pool.chosen, "count": pool.count,
                "n": pool.chosen - (pool.count or 0),
            }
        )  # fmt: skip
    for tie in found.ties:
        wrong.append(
            _("%(pool)s: %(n)d proposal bernilai sama memperebutkan %(places)d tempat terakhir. Putuskan dulu.")
            % {
                "pool": pool_label(plenary.competition, settings, tie.pool), "n": len(tie.tied), "places": tie.places,
            }
        )  # fmt: skip
    if found.outside:
        wrong.append(
            _("Dimasukkan, padahal tidak ada tempat untuk kelompoknya: %(codes)s.")
            % {"codes": ", ".join(found.outside)}
        )
    gone = gone_of(plenary.competition, told, decisions)
    if gone:
        text = ngettext(
            "%(n)d proposal tidak lagi diajukan (%(codes)s). Catat sebagai gugur, lalu periksa lagi daftarnya.",
            "%(n)d proposal tidak lagi diajukan (%(codes)s). Catat sebagai gugur, lalu periksa lagi daftarnya.",
            len(gone),
        )
        wrong.append(text % {"n": len(gone), "codes": ", ".join(gone[:5])})
    waiting = plenary.questions.filter(closed_at__isnull=True).count()
    if waiting:
        text = ngettext("%(n)d pemungutan suara belum ditutup.", "%(n)d pemungutan suara belum ditutup.", waiting)
        wrong.append(text % {"n": waiting})
    return [*wrong, *_awards_astray(plenary, told, found)]


def _awards_astray(plenary: Plenary, told: Row, found: Settled) -> list[str]:
    """Awards given to proposals that lack the one of which it is a part, where an earlier list gave that."""
    rules = rules_of(plenary.competition.rulebook)
    wider = {one.id: one.subset_of for one in rules.awards if one.subset_of}
    wanted = {line.code: wider[line.award] for line in found.lines if line.award in wider}
    if not wanted:
        return []
    earlier = Plenary.objects.filter(competition=plenary.competition).exclude(stage=plenary.stage)
    given: dict[str, set[str]] = {}
    rows = earlier.filter(lines__award__in=set(wanted.values())).values_list("lines__award", "lines__proposal__code")
    for award, code in rows:
        given.setdefault(award, set()).add(code)
    labels = {one.id: one.label for one in rules.awards}
    wrong = []
    for award in sorted(set(wanted.values())):
        lacking = [
            code for code, asked in wanted.items() if asked == award and award in given and code not in given[award]
        ]
        if lacking:
            wrong.append(
                _("Bukan penerima %(award)s, padahal penghargaan ini hanya untuk mereka: %(codes)s.")
                % {"award": labels.get(award, award), "codes": ", ".join(lacking[:5])}
            )
    return wrong


def pool_label(competition: Competition, settings: Any, number: int) -> str:
    """What a pool is called: its groups, its cluster, or everybody."""
    places = settings["places"][number]
    labels = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    if places.get("cluster"):
        return str(places["cluster"])
    return ", ".join(labels.get(group, group) for group in places["pool"]) or _("Semua kelompok")
