"""The minutes (berita acara) of a plenary, as values for the template; in Indonesian, whoever asks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tular.features.accounts.models import User
from tular.features.competitions.queries.moments import in_words
from tular.features.selection.choices import DecisionKind, LineWhy, TieWay, VoteChoice
from tular.features.selection.models import Plenary, PlenaryDecision, PlenaryQuestion
from tular.features.selection.queries.listing import group_labels
from tular.features.selection.queries.plenary.balance import balance_tables
from tular.features.selection.queries.plenary.records import basis_that_holds, decisions_of, following, pool_label
from tular.features.selection.queries.plenary.settling import PASSED, Settled, active, settings_of
from tular.features.selection.queries.plenary.stages import (
    CALIBRATED,
    award_labels,
    is_nomination,
    plenary_stage,
)
from tular.foundation.documents.typesetting import typeset
from tular.foundation.ui.templatetags.tular import number

TEMPLATE = "selection/minutes.typ"

DEPARTED = (LineWhy.TAKEN, LineWhy.LEFT)


def minutes_of(plenary: Plenary) -> dict[str, Any]:
    """Everything that the minutes say. Before approval they are a draft and say so."""
    competition = plenary.competition
    stage = plenary_stage(competition, plenary.stage)
    assert stage is not None, "a plenary is of a stage of its rulebook"
    row, told = basis_that_holds(plenary)
    decisions = decisions_of(plenary)
    found = following(row, told, decisions)
    settings = settings_of(decisions)
    facts = {one["code"]: one for one in told["proposals"]}
    numbers = {one.number: one for one in plenary.decisions.select_related("question", "by")}
    groups = group_labels(competition)
    name = _("nominasi") if is_nomination(stage) else _("sidang pleno")
    return {
        "draft": plenary.approved_at is None,
        "made_up": competition.is_demo,
        "title": _("Berita acara %(what)s") % {"what": name},
        "stage": stage.label,
        "competition": competition.title,
        "issuer": competition.organiser.name,
        "facts": _facts(plenary, told, row.sha256, settings),
        "pools": [
            [
                pool_label(competition, settings, one.number), _count(one.count), str(one.candidates), str(one.chosen),
                str(one.taken), str(one.left), one.last_in.replace(".", ",") or "–",
                one.first_out.replace(".", ",") or "–",
            ]
            for one in found.pools
        ],
        "settings": _settings_history(numbers),
        "members": _members(plenary),
        "departures": _departures(found, facts, decisions, numbers),
        "consequences": _consequences(found, facts),
        "ties": _ties(decisions, facts, numbers),
        "votes": [_vote(one) for one in plenary.questions.filter(closed_at__isnull=False).select_related("proposal")],
        "gone": [[line.code, facts[line.code]["title"], line.reason] for line in found.lines
                 if line.why == LineWhy.GONE],
        "chosen": _chosen(plenary, found, facts, settings),
        "balance": [
            {
                "label": table.label,
                "rows": [[one.label, str(one.candidates), str(one.ranked), str(one.chosen)] for one in table.rows],
            }
            for table in balance_tables(told["proposals"], found, stage, groups)
        ],
        "notes": plenary.notes,
        "signatures": _signatures(plenary),
        "sha256": plenary.sha256,
    }  # fmt: skip


def set_minutes(values: Mapping[str, Any], *, at: datetime) -> tuple[bytes, str]:
    """The file and its SHA-256: the same for the same values and moment."""
    pdf = typeset(TEMPLATE, values, at=at)
    return pdf, hashlib.sha256(pdf).hexdigest()


def _facts(plenary: Plenary, told: Mapping[str, Any], sha256: str, settings: Mapping[str, Any]) -> list[list[str]]:
    sources = {one["id"]: one for one in told["sources"]}
    score = _("nilai terkalibrasi") if settings["score"] == CALIBRATED else _("nilai mentah")
    decides = sources.get(settings["decides"], {}).get("label", settings["decides"])
    grade = settings["passing_grade"]
    rows = [
        [_("Sidang nomor"), str(plenary.number)],
        [_("Hari sidang"), date_format(plenary.held_on, "l, j F Y") if plenary.held_on else _("belum diisi")],
        [_("Tempat"), plenary.place or _("tidak dicatat")],
        [_("Pemimpin sidang"), plenary.chair or _("tidak dicatat")],
        [_("Peserta"), _("%(n)s proposal") % {"n": number(len(told["proposals"]))}],
        [_("Peringkat menurut"), f"{decides}, {score}"],
        [_("Nilai batas"), str(grade) if grade is not None else _("tidak ada")],
        [_("Didahulukan"), _("yang sudah direplikasi") if settings.get("priority") else _("tidak ada")],
        [_("Kuorum suara"), _("%(n)d anggota") % {"n": plenary.quorum}],
        [_("Sidik jari dasar"), sha256],
    ]
    for one in told["sources"]:
        if one["calibration"]:
            text = _("perhitungan ke-%(n)d, %(sha)s") % {"n": one["calibration"], "sha": one["sha256"][:16]}
            rows.append([one["label"], text if one["identifiable"] else f"{text}; {one['reason']}"])
    if plenary.reason:
        rows.insert(1, [_("Disidangkan lagi karena"), plenary.reason])
    return rows


def _count(count: int | None) -> str:
    return _("tanpa batas") if count is None else str(count)


def _settings_history(numbers: Mapping[int, PlenaryDecision]) -> list[list[str]]:
    return [
        [in_words(one.at), one.reason or _("menurut buku aturan"), one.by.name if one.by else ""]
        for one in numbers.values()
        if one.kind == DecisionKind.SETTINGS
    ]


def _members(plenary: Plenary) -> list[list[str]]:
    rows = plenary.members.select_related("person")
    return [
        [
            one.person.name,
            _("berhenti: %(why)s") % {"why": one.left_reason} if one.left_at
            else _("hadir") if one.present_at else _("tidak hadir"),
        ]
        for one in rows
    ]  # fmt: skip


def _departures(
    found: Settled, facts: Mapping[str, Any], decisions: list[Any], numbers: Mapping[int, PlenaryDecision]
) -> list[list[str]]:
    last: dict[str, PlenaryDecision] = {}
    for one in active(decisions):
        if one["kind"] in (DecisionKind.IN, DecisionKind.OUT):
            last[one["proposal"]] = numbers[one["number"]]
    rows = []
    for line in found.lines:
        if line.why in DEPARTED:
            by = last.get(line.code)
            how = _vote_words(by.question) if by and by.question else _("mufakat")
            rows.append(
                [
                    str(line.rank or "–"), line.code, f"{facts[line.code]['title']} ({facts[line.code]['agency']})",
                    str(LineWhy(line.why).label), line.reason, how,
                ]
            )  # fmt: skip
    return rows


def _consequences(found: Settled, facts: Mapping[str, Any]) -> list[list[str]]:
    return [
        [str(line.rank or "–"), line.code, facts[line.code]["title"], str(LineWhy(line.why).label)]
        for line in found.lines
        if line.why in (LineWhy.MOVED_UP, LineWhy.DISPLACED)
    ]


def _ties(
    decisions: list[Any], facts: Mapping[str, Any], numbers: Mapping[int, PlenaryDecision]
) -> list[dict[str, Any]]:
    return [
        {
            "tied": ", ".join(one["detail"]["tied"]),
            "chosen": ", ".join(f"{code} {facts[code]['title']}" for code in one["detail"]["chosen"])
            or _("tidak satu pun"),
            "way": str(TieWay(one["detail"]["way"]).label),
            "seed": one["detail"].get("seed", "") if one["detail"]["way"] == TieWay.LOT else "",
            "reason": one["reason"],
            "vote": _vote_of(numbers[one["number"]]),
        }
        for one in active(decisions)
        if one["kind"] == DecisionKind.TIE
    ]


def _vote_of(one: PlenaryDecision) -> str:
    return _vote_words(one.question) if one.question else ""


def _vote(one: PlenaryQuestion) -> list[str]:
    about = one.proposal.code if one.proposal else ", ".join(one.detail.get("tied", ()))
    kind = str(one.get_kind_display())
    outcome = _("disetujui") if one.accepted else _("tidak disetujui")
    return [str(one.number), f"{kind}: {about}" if about else kind, one.text, _vote_words(one), outcome]


def _vote_words(one: PlenaryQuestion) -> str:
    told = one.result
    words = _("%(yes)d setuju, %(no)d tidak, %(abstained)d abstain, %(recused)d tidak ikut") % told
    if not told["quorum"]:
        words = f"{words}; {_('kuorum tidak tercapai')}"
    recused = told.get("names", {}).get(VoteChoice.RECUSED.value)
    return f"{words} ({', '.join(recused)})" if recused else words


def _chosen(
    plenary: Plenary, found: Settled, facts: Mapping[str, Any], settings: Mapping[str, Any]
) -> list[dict[str, Any]]:
    awards, tables = award_labels(plenary.competition), []
    for pool in found.pools:
        award = settings["places"][pool.number].get("award") or ""
        lines = [line for line in found.lines if line.pool == pool.number and line.outcome == PASSED]
        label = pool_label(plenary.competition, settings, pool.number)
        tables.append(
            {
                "label": f"{awards[award]} · {label}" if award in awards else label,
                "rows": [
                    [
                        str(at), line.code, facts[line.code]["title"], facts[line.code]["agency"],
                        str(line.rank or "–"), line.score.replace(".", ",") or "–",
                    ]
                    for at, line in enumerate(lines, start=1)
                ],
            }
        )  # fmt: skip
    return tables


def _signatures(plenary: Plenary) -> list[dict[str, str]]:
    people = []
    if plenary.chair:
        people.append({"role": _("Pemimpin sidang"), "name": plenary.chair})
    if plenary.proposed_by:
        people.append({"role": _("Mengajukan"), "name": _name(plenary.proposed_by, plenary.proposed_at)})
    if plenary.approved_by:
        people.append({"role": _("Menyetujui"), "name": _name(plenary.approved_by, plenary.approved_at)})
    present = plenary.members.filter(left_at__isnull=True, present_at__isnull=False).select_related("person")
    return [*people, *({"role": _("Anggota sidang"), "name": one.person.name} for one in present)]


def _name(person: User, at: datetime | None) -> str:
    return f"{person.name}, {date_format(timezone.localtime(at), 'j F Y')}" if at else person.name
