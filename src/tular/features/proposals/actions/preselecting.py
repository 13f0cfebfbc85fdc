"""Choosing inside an agency what it sends: open with a rulebook, mark, close with reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.engines.rulebook.exact import exact
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import PreselectionState
from tular.features.proposals.models import Preselection, PreselectionMark, PreselectionResult, Proposal
from tular.features.proposals.queries.local_desk import NOT_YET
from tular.features.proposals.queries.preselection import (
    GroupRanking,
    Line,
    criteria_of,
    mark_typed,
    ranking_of,
    stage_of,
)
from tular.foundation.actions import Reason, Refused, action, version_of
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

LONGEST = 5000
"""Characters of a comment, a reason, the minutes."""


@action("proposals.open_preselection", gettext_lazy("Membuka pra-seleksi"))
def open_preselection(
    agency: Agency, *, by: Any, now: datetime, competition: Competition, rulebook: RulebookVersion, reason: str = ""
) -> Preselection:
    """Begin the agency's own choice by a published rulebook that has a stage in which proposals are marked."""
    if competition.state in (CompetitionState.FINISHED, CompetitionState.CANCELLED):
        raise Refused(_("Kompetisi ini sudah selesai atau dibatalkan."))
    if Preselection.objects.filter(competition=competition, agency=agency).exists():
        raise Refused(_("Pra-seleksi instansi ini sudah dibuka."))
    if stage_of(rules_of(rulebook)) is None:
        raise Refused(
            Reason(_("Buku aturan ini tidak memiliki tahap penilaian dengan kriteria yang lengkap."), "rulebook")
        )
    return Preselection.objects.create(
        competition=competition, agency=agency, rulebook=rulebook, opened_by=by, opened_at=now
    )


@action("proposals.mark", gettext_lazy("Menilai dalam pra-seleksi"))
def mark(
    preselection: Preselection, *, by: Any, now: datetime, proposal: Proposal, marks: Mapping[str, str],
    comment: str = "", base: str = "", reason: str = "",
) -> PreselectionMark:  # fmt: skip
    """Keep one person's marks for one proposal; they may be incomplete and be changed until the choice is closed.

    `base` is the version of the mark that the form had seen, "" for none: another tab's marks are not written over.
    """
    _still_open(preselection)
    fitting = Proposal.objects.filter(
        pk=proposal.pk, competition=preselection.competition_id, agency=preselection.agency_id, state__in=NOT_YET
    ).first()
    if fitting is None:
        raise Refused(_("Proposal ini tidak lagi ikut dipilih: sudah diajukan atau ditarik."))
    kept = _checked(preselection, fitting, marks)
    row = PreselectionMark.objects.filter(preselection=preselection, proposal=fitting, by=by).first()
    if base != (version_of(row) if row else ""):
        raise Refused(
            _("Nilai Anda untuk proposal ini sudah disimpan di tab lain. Yang Anda ketik masih ada di bawah; periksa, "
              "lalu simpan lagi.")
        )  # fmt: skip
    row = row or PreselectionMark(preselection=preselection, proposal=fitting, by=by)
    row.marks, row.comment, row.at = kept, comment.strip()[:LONGEST], now
    row.save()
    return row


@action("proposals.close_preselection", gettext_lazy("Menutup pra-seleksi"))
def close_preselection(
    preselection: Preselection, *, by: Any, now: datetime, chosen: Collection[int], reasons: Mapping[int, str],
    note: str, base: str, reason: str = "",
) -> Preselection:  # fmt: skip
    """Fix who goes on: within the quota, with a reason for each departure from the ranking. It is not opened again.

    `base` is the digest of the ranking that was seen. `reasons` go by the proposal's key.
    """
    _still_open(preselection)
    ranking = ranking_of(preselection)
    if base != ranking.digest:
        raise Refused(
            _("Nilai atau daftar proposal berubah sejak halaman ini dibuka. Periksa urutannya lagi, lalu tutup.")
        )
    told = {pk: text.strip()[:LONGEST] for pk, text in reasons.items()}
    wrong = [one for group in ranking.groups for one in _wrong(group, chosen, told)]
    if not any(line.total for line in ranking.lines):
        wrong.append(Reason(_("Belum ada proposal yang dinilai.")))
    if not note.strip():
        wrong.append(Reason(_("Tulis bagaimana diputuskan: siapa yang hadir dan apa yang disepakati."), "catatan"))
    if wrong:
        raise Refused(*wrong)
    PreselectionResult.objects.bulk_create(
        [
            PreselectionResult(
                preselection=preselection, proposal_id=line.pk, total=line.total, derivation=list(line.derivation),
                place=line.place, chosen=line.pk in chosen, reason=told.get(line.pk, ""),
            )
            for line in ranking.lines
        ]
    )  # fmt: skip
    preselection.state, preselection.note = PreselectionState.CLOSED, note.strip()[:LONGEST]
    preselection.closed_by, preselection.closed_at = by, now
    preselection.save()
    return preselection


def departs(line: Line, *, chosen: bool) -> bool:
    """Whether this is not what the ranking gives; between those who share the last place people are free."""
    return not line.tied and chosen != line.proposed


def _wrong(group: GroupRanking, chosen: Collection[int], reasons: Mapping[int, str]) -> list[Reason]:
    taken = [line for line in group.lines if line.pk in chosen]
    found = []
    if group.left is not None and len(taken) > group.left:
        text = ngettext(
            "%(group)s: kuota tersisa %(left)d, dipilih %(n)d.", "%(group)s: kuota tersisa %(left)d, dipilih %(n)d.",
            group.left,
        )  # fmt: skip
        found.append(Reason(text % {"group": group.label, "left": group.left, "n": len(taken)}))
    for line in group.lines:
        if departs(line, chosen=line.pk in chosen) and not reasons.get(line.pk):
            text = (
                _("“%(title)s” dipilih di luar urutan. Tulis alasannya.")
                if line.pk in chosen
                else _("“%(title)s” mendapat tempat menurut urutan, tetapi tidak dipilih. Tulis alasannya.")
            )
            found.append(Reason(text % {"title": line.title}, f"alasan-{line.pk}"))
    return found


def _checked(preselection: Preselection, proposal: Proposal, marks: Mapping[str, str]) -> dict[str, str]:
    """The marks that were given, each within its scale. Raises `Refused` with the criterion of each that is not."""
    kept, wrong = {}, []
    for criterion in criteria_of(rules_of(preselection.rulebook), proposal.group):
        text = marks.get(criterion.id, "").strip()
        if not text:
            continue
        try:
            number = mark_typed(text)
        except ValueError:
            wrong.append(Reason(_("%(label)s: tulis angka.") % {"label": criterion.label}, f"nilai-{criterion.id}"))
            continue
        objection = criterion.scale.objection(exact(number)) if criterion.scale else ""
        if objection:
            wrong.append(Reason(f"{criterion.label}: {objection}", f"nilai-{criterion.id}"))
        kept[criterion.id] = str(number)
    if wrong:
        raise Refused(*wrong)
    return kept


def _still_open(preselection: Preselection) -> None:
    if preselection.state != PreselectionState.OPEN:
        raise Refused(_("Pra-seleksi ini sudah ditutup; hasilnya tidak berubah lagi."))
