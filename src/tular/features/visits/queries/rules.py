"""What the rulebook says of a verification: its stage, what is looked at, what the agency reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal
from tular.foundation.rulebooks.versions import rules_of

KIND = "field_verification"
FACTS, ALL, AFTER_RELEASE = "facts", "all", "after_release"

Item = dict[str, Any]
"""A question as a record keeps it; `claim` is what the proposal says of it."""

RESULTS = "_hasil"
READ = "scored_desk_review"
MOST_RESULTS = 10


def verified_stages(competition: Competition) -> list[Stage]:
    """The stages in which entrants are verified, in order; no query with `rulebook` loaded."""
    return [one for one in rules_of(competition.rulebook).stages if one.kind == KIND]


def stage_called(competition: Competition, identity: str) -> Stage | None:
    """A stage of this kind by its id."""
    return next((one for one in verified_stages(competition) if one.id == identity), None)


def stage_label(competition: Competition, identity: str) -> str:
    """What a stage is called; its id when a correction of the rules took it away."""
    found = rules_of(competition.rulebook).stage(identity)
    return found.label if found else identity


def readers_of(competition: Competition, identity: str) -> str:
    """What the agency reads of signed minutes before they are released."""
    found = rules_of(competition.rulebook).stage(identity)
    return found.minutes_to_agency if found else AFTER_RELEASE


def checklist_for(proposal: Proposal, stage: str) -> tuple[list[Item], bool]:
    """(items, whether the rulebook tells them); else they come from the criteria and from what the proposal claims.

    In Indonesian whatever the reader's language, since minutes are: the list is kept with the visit.
    """
    with translation.override("id"):
        found = stage_called(proposal.competition, stage)
        if found and found.checklist:
            return [
                {
                    "id": one.id, "question": one.question, "kind": one.kind, "evidence": one.evidence,
                    "help": one.help, "levels": list(one.levels), "claim": "",
                }
                for one in found.checklist
            ], True  # fmt: skip
        return [*_claims(proposal), *_criteria(proposal)], False


def _item(identity: str, question: str, kind: str, claim: str = "", evidence: str = "", hint: str = "") -> Item:
    return {
        "id": identity, "question": question, "kind": kind, "evidence": evidence, "help": hint, "levels": [],
        "claim": claim,
    }  # fmt: skip


def _claims(proposal: Proposal) -> Iterator[Item]:
    started = formats.date_format(proposal.started_on, "j F Y") if proposal.started_on else ""
    yield _item(
        "mulai", _("Apakah inovasi berjalan sejak tanggal yang disebut proposal?"), "yes_no",
        _("Mulai diterapkan %(day)s.") % {"day": started} if started else _("Proposal tidak menyebut tanggal mulai."),
        _("surat keputusan, catatan layanan, atau laporan bertanggal"),
    )  # fmt: skip
    rows = (proposal.content.get(RESULTS) or {}).get("baris") or []
    for number, row in enumerate(rows[:MOST_RESULTS], start=1):
        if not isinstance(row, dict) or not row.get("indicator"):
            continue
        values = {
            "indicator": row["indicator"], "before": row.get("before") or "?", "after": row.get("after") or "?",
            "unit": row.get("unit") or "",
        }  # fmt: skip
        yield _item(
            f"hasil-{number}",
            _("Berapa angka sesudah inovasi untuk “%(indicator)s” menurut catatan di tempat?") % values,
            "number", (_("Menurut proposal: %(before)s menjadi %(after)s %(unit)s") % values).strip() + ".",
            _("catatan sumber angkanya"),
        )  # fmt: skip
    yield _item(
        "pengguna", _("Apa kata pengguna layanan yang hadir?"), "text",
        hint=_("Tulis isinya saja, tanpa nama dan tanpa ciri yang menunjuk seseorang."),
    )  # fmt: skip
    yield _item(
        "berlanjut", _("Apa yang membuat layanan ini tetap berjalan: orang, anggaran, aturan?"), "text",
        evidence=_("dokumen anggaran atau penugasan"),
    )  # fmt: skip


def _criteria(proposal: Proposal) -> Iterator[Item]:
    """One question for each criterion by which its text was read; where nothing was read, of the last marks.

    What a presentation is marked by (how something was told) cannot be seen in the field.
    """
    rules = rules_of(proposal.competition.rulebook)
    fitting = [one for one in rules.criteria if not one.groups or proposal.group in one.groups]
    if not fitting:
        return
    stages = {one.id: one.kind for one in rules.stages}
    read = [one for one in fitting if stages.get(one.stage) == READ]
    for part in (read or fitting)[-1].part.criteria():
        yield _item(
            f"kriteria-{part.id}"[:80],
            _("Apakah yang dinyatakan proposal tentang “%(label)s” terlihat di lapangan?") % {"label": part.label},
            "yes_no",
        )  # fmt: skip
