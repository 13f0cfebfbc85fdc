"""What a case says in the words of a record of the catalogue and of a proposal, so that nobody types it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation, SourceRecord
from tular.features.catalogue.queries.content.schema import Content, SectionContent
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.visibility import competitions_visible_to
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.asked import REPLICATION, known_sections, parts_of
from tular.features.proposals.queries.begin import why_not
from tular.features.proposals.queries.record_texts import FITTING
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.figures import day_in_words, shown
from tular.features.replications.queries.measuring_page import effect_in_words
from tular.foundation.rulebooks.versions import rules_of

SOURCE = "replikasi"
"""What the catalogue calls the source of a record that was made of a case."""

ENTERS = (CaseState.RUNNING, CaseState.CLOSING, CaseState.DONE)
MOST = 20
"""Competitions looked at."""

OF_ORIGIN = ("inspirasi", "asal", "ditiru")
OF_CHANGES = ("penyesuaian", "proses_replikasi", "adaptasi")
"""Parts of ids of what only the group for replications is asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A competition that is open: the proposal that is there already, or why none can be begun; both empty: it can."""

    competition: Competition
    proposal: Proposal | None
    why_not: str


def entered_record(case: Case) -> Innovation | None:
    """The record of the catalogue that was made of a case."""
    row = SourceRecord.objects.filter(source=SOURCE, source_id=case.code).select_related("innovation").first()
    return row.innovation if row else None


def address_of(case: Case) -> str:
    """Of the page of the origin, whole."""
    return f"{settings.ADDRESS}/inovasi/{case.innovation.slug}"


def texts_of(case: Case) -> dict[str, str]:
    """Column of a record → what the case says of it, in Indonesian; nothing for what nobody wrote."""
    with translation.override("id"):
        lineage = _("Replikasi dari “%(title)s” milik %(owner)s (%(address)s).") % {
            "title": case.innovation.title, "owner": case.owner.name, "address": address_of(case),
        }  # fmt: skip
        found = {
            "summary": lineage,
            "problem": _joined(case.need, case.affected),
            "aim": case.wish,
            "solution": _joined(lineage, case.takes),
            "novelty": case.changes,
            "results": "\n".join(_effects(case)),
            "adaptation": _joined(case.changes, case.lessons),
        }
    return {name: text.strip() for name, text in found.items() if text.strip()}


def content_of_record(case: Case, content: Content) -> dict[str, SectionContent]:
    """Sections of a new record with what the case says; the other fields as they stand in `content`."""
    texts = texts_of(case)
    found: dict[str, SectionContent] = {}
    for section, held in content.items():
        told = {name: text for name, text in texts.items() if name in held}
        if "start_year" in held and case.began_on:
            told["start_year"] = case.began_on.year  # type: ignore[assignment]
        if "indicators" in held:
            told["indicators"] = [_figures(one) for one in _measured(case)]  # type: ignore[assignment]
        if told:
            found[section] = held | told
    return found


def group_for_replications(rules: Rules) -> str:
    """The group of a rulebook that takes replications, "" where it has none."""
    return next((one.id for one in rules.groups if REPLICATION in one.id), "")


def answers_for(case: Case, rules: Rules, group: str) -> dict[str, dict[str, str]]:
    """Section → part → text, for everything of the form of which the case speaks."""
    texts = texts_of(case)
    with translation.override("id"):
        origin = _("%(title)s, %(owner)s (%(address)s).") % {
            "title": case.innovation.title, "owner": case.owner.name, "address": address_of(case),
        }  # fmt: skip
        agreed = _("Kesepakatan ditandatangani %(day)s.") % {"day": day_in_words(case.agreed_on)} if (
            case.agreed_on
        ) else ""  # fmt: skip
    own = {**dict.fromkeys(OF_ORIGIN, _joined(origin, case.need, agreed)),
           **dict.fromkeys(OF_CHANGES, _joined(case.takes, case.changes))}  # fmt: skip
    asked = {part.id for section in rules.form.form_for(group).sections for part in parts_of(section)}
    found: dict[str, dict[str, str]] = {}
    for section in known_sections(rules):
        for part in parts_of(section):
            text = next((said for word, said in own.items() if word in part.id and said), "") or _fitting(
                texts, part.id, section.id
            )
            if text and part.id in asked:
                found.setdefault(section.id, {})[part.id] = text
    return found


def results_for(case: Case) -> list[dict[str, str]]:
    """Rows of the table of results that every proposal has."""
    return [
        {
            "indicator": one.name, "unit": one.unit, "before": shown(one.baseline),
            "before_on": one.baseline_on.isoformat() if one.baseline_on else "", "after": shown(last.value),
            "after_on": last.on.isoformat(), "method": last.method, "evidence": last.source,
        }
        for one in _measured(case)
        if (last := one.measurements.last()) is not None
    ]  # fmt: skip


def entries_for(person: Any, case: Case, now: Any) -> tuple[Entry, ...]:
    """Open competitions beside the case: those with a group for replications, and why the others take none."""
    if case.state not in ENTERS:
        return ()
    rows = competitions_visible_to(person).filter(state=CompetitionState.OPEN).select_related("organiser", "rulebook")
    found = []
    for one in rows.order_by("-year", "title", "pk")[:MOST]:
        there = proposal_in(case, one)
        said = "" if there else cannot_enter(case, one, now)
        found.append(Entry(one, there, said))
    return tuple(found)


def proposal_in(case: Case, competition: Competition) -> Proposal | None:
    """The taker's proposal of this replication that stands in the competition."""
    mine = Q(replicates=case.innovation)
    if (record := entered_record(case)) is not None:
        mine |= Q(innovation=record)
    rows = Proposal.objects.filter(mine, competition=competition, agency=case.taker)
    return rows.exclude(state=ProposalState.WITHDRAWN).order_by("pk").first()


def cannot_enter(case: Case, competition: Competition, now: Any) -> str:
    """Why this replication cannot be entered now, "" when it can. The rulebook must be loaded."""
    if not group_for_replications(rules_of(competition.rulebook)):
        return _("Aturan %(title)s tidak punya kelompok replikasi.") % {"title": competition.title}
    if case.innovation.state != State.PUBLISHED:
        return _("Inovasi asalnya sudah ditarik dari katalog.")
    return why_not(competition, case.taker, now)


def _effects(case: Case) -> Iterator[str]:
    for one in _measured(case):
        if said := effect_in_words(one, one.measurements.last(), case.began_on):
            yield said


def _measured(case: Case) -> list[CaseIndicator]:
    rows = case.indicators.filter(dropped_at__isnull=True).prefetch_related("measurements")
    return list(rows.order_by("-main", "pk"))


def _figures(one: CaseIndicator) -> dict[str, Any]:
    last = one.measurements.last()
    return {
        "name": one.name, "unit": one.unit, "before": _plain(one.baseline),
        "before_period": str(one.baseline_on.year) if one.baseline_on else "",
        "after": _plain(last.value) if last else None, "after_period": str(last.on.year) if last else "",
        "better": one.better, "method": (last.method if last else one.method)[:400], "evidence": None,
    }  # fmt: skip


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fitting(texts: dict[str, str], part: str, section: str) -> str:
    for identity in (part, section):
        for word, names in FITTING:
            if word in identity and (said := next((texts[name] for name in names if name in texts), "")):
                return said
    return ""


def _joined(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())
