"""What a list with awards makes of the catalogue: which record each winner is, what a new one says, what is undone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tular.engines.matching.screening import Text, screen
from tular.features.catalogue.actions.awards import parse_awards
from tular.features.catalogue.actions.recognising import Arrived, NewRecord, Won
from tular.features.catalogue.choices import AwardLevel
from tular.features.catalogue.models import Innovation
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import Competition
from tular.features.judging.queries.redaction import Identities, redacted
from tular.features.proposals.choices import DoubletState
from tular.features.proposals.models import Doublet, Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.computed import whole_text
from tular.features.proposals.queries.form import GENERAL
from tular.features.proposals.queries.record_texts import FITTING, TEXTS
from tular.features.proposals.queries.submissions import readable
from tular.features.selection.choices import RecordOrigin
from tular.features.selection.models import Announcement, AnnouncementLine, WinnerRecord
from tular.features.selection.queries.certificates import newest_lists, standing_lines
from tular.features.selection.queries.listing import path_of, stage_label
from tular.foundation.ui.typed import number_typed

NEW = "baru"
"""What stands for a new record where one of several is chosen."""

SOURCE = "kompetisi"
WILLING = "kesediaan"
"""Part of the id of the statement by which an agency lets everybody copy its innovation."""

PRIVATE_FIELDS = frozenset({"stakeholder"})
"""Texts of records that are no texts of sections."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the same innovation; `same` where somebody said so."""

    innovation: Innovation
    same: bool
    title_likeness: float
    text_likeness: float


@dataclass(frozen=True, slots=True)
class Winner:
    """One winner: what became or would become of it. `origin` "" means that somebody has to choose."""

    line: AnnouncementLine
    origin: str
    innovation: Innovation | None
    candidates: tuple[Candidate, ...]
    made: WinnerRecord | None
    texts: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def is_done(self) -> bool:
        """Whether this award stands in the catalogue."""
        made = self.made
        return made is not None and made.line.award == self.line.award and made.recognition.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class WinnersPage:
    """The winners of a list, and the records whose award it no longer gives."""

    competition: Competition
    announcement: Announcement | None
    stage: str
    lists: tuple[Announcement, ...]
    winners: tuple[Winner, ...]
    withdrawn: tuple[WinnerRecord, ...]
    taken_back: tuple[WinnerRecord, ...]
    """Awards of this stage that were withdrawn from the catalogue already, with their reasons."""

    @property
    def waiting(self) -> list[Winner]:
        """Those that are not in the catalogue yet."""
        return [one for one in self.winners if not one.is_done]

    @property
    def to_choose(self) -> list[Winner]:
        """Those that may be an existing record."""
        return [one for one in self.waiting if not one.origin]

    @property
    def anything(self) -> bool:
        """Whether recording would do something."""
        return bool(self.waiting or self.withdrawn)


def winners_page(competition: Competition, stage: str) -> WinnersPage:
    """The winners of the list of a stage that holds, without one of the newest list."""
    lists = [row for row in newest_lists(competition) if row.lines.exclude(award="").exists()]
    announcement = next((row for row in lists if stage in ("", row.stage)), None)
    if announcement is None:
        return WinnersPage(competition, None, "", tuple(lists), (), (), ())
    return WinnersPage(
        competition, announcement, stage_label(competition, announcement.stage), tuple(lists),
        tuple(winners_of(announcement)), tuple(no_longer(announcement)), tuple(taken_back(announcement)),
    )  # fmt: skip


def winners_of(announcement: Announcement) -> list[Winner]:
    """The lines with an award, with the record that each of them is, or may be."""
    lines = [line for line in standing_lines(announcement) if line.award]
    made = {
        row.proposal_id: row
        for row in WinnerRecord.objects.filter(
            stage=announcement.stage, proposal__in=[line.proposal_id for line in lines]
        ).select_related("innovation", "line", "recognition")
    }
    open_lines = [line for line in lines if line.proposal_id not in made and line.proposal.innovation_id is None]
    frozen = submissions_of([line.proposal_id for line in open_lines])
    candidates = candidates_for(open_lines, frozen)
    found = []
    for line in lines:
        record, near = made.get(line.proposal_id), tuple(candidates.get(line.proposal_id, ()))
        innovation: Innovation | None = None
        texts: dict[str, str] = {}
        kept: dict[str, str] = {}
        if record is not None:
            origin, innovation = record.origin, record.innovation  # an award that was withdrawn is read too
        elif line.proposal.innovation is not None:
            origin, innovation = RecordOrigin.LINKED.value, line.proposal.innovation
        else:
            same = [one.innovation for one in near if one.same]
            innovation = same[0] if len(same) == 1 else None
            origin = RecordOrigin.JOINED.value if innovation else "" if near else RecordOrigin.MADE.value
            texts, kept = texts_from(frozen[line.proposal_id])
        found.append(Winner(line, origin, innovation, near, record, _named(texts), _named(kept)))
    return found


def no_longer(announcement: Announcement) -> list[WinnerRecord]:
    """Records of this stage whose award the list that holds does not give any more."""
    given = {line.proposal_id for line in standing_lines(announcement) if line.award}
    rows = WinnerRecord.objects.filter(
        stage=announcement.stage, proposal__competition=announcement.competition_id
    ).select_related("innovation", "line", "proposal", "recognition")
    return [row for row in rows.exclude(proposal__in=given) if row.recognition.withdrawn_at is None]


def taken_back(announcement: Announcement) -> list[WinnerRecord]:
    """Records of this stage whose award was withdrawn, the last one first."""
    rows = WinnerRecord.objects.filter(
        stage=announcement.stage, proposal__competition=announcement.competition_id,
        recognition__withdrawn_at__isnull=False,
    )  # fmt: skip
    return list(rows.select_related("innovation", "line", "recognition").order_by("-recognition__withdrawn_at", "pk"))


def submissions_of(proposals: Collection[int]) -> dict[int, dict[str, Any]]:
    """Proposal → what was submitted last, as it was frozen."""
    rows = ProposalVersion.objects.filter(proposal__in=proposals).order_by("number")
    return {pk: json.loads(canonical) for pk, canonical in rows.values_list("proposal", "canonical")}


def candidates_for(
    lines: Collection[AnnouncementLine], frozen: Mapping[int, Mapping[str, Any]]
) -> dict[int, list[Candidate]]:
    """Proposal → records that may be the same: as the screening told, and those of its agency that look alike now."""
    found: dict[int, dict[int, tuple[bool, float, float]]] = defaultdict(dict)
    different = set()
    ids = [line.proposal_id for line in lines]
    for row in Doublet.objects.filter(proposal__in=ids, record__isnull=False):
        if row.record_id is None or row.state == DoubletState.DIFFERENT:
            different.add((row.proposal_id, row.record_id))
            continue
        same = row.state == DoubletState.SAME
        found[row.proposal_id][row.record_id] = (same, row.title_likeness, row.text_likeness)
    for proposal, record, by_title, by_text in _alike(lines, frozen):
        if (proposal, record) not in different:
            found[proposal].setdefault(record, (False, by_title, by_text))
    records = Innovation.published.select_related("agency").in_bulk({pk for rows in found.values() for pk in rows})
    return {
        proposal: sorted(
            (Candidate(records[pk], *told) for pk, told in rows.items() if pk in records),
            key=lambda one: (not one.same, -one.text_likeness, -one.title_likeness, one.innovation.pk),
        )
        for proposal, rows in found.items()
    }


def _alike(
    lines: Collection[AnnouncementLine], frozen: Mapping[int, Mapping[str, Any]]
) -> list[tuple[int, int, float, float]]:
    """(proposal, record, likeness of titles, of texts) among the records of the same agencies."""
    by_key = {f"p{line.proposal_id}": line for line in lines}
    records = {
        f"r{one.pk}": one
        for one in Innovation.published.filter(agency__in={line.proposal.agency_id for line in lines}).order_by("pk")
    }
    if not by_key or not records:
        return []
    texts = {key: whole_text(frozen[line.proposal_id]) for key, line in by_key.items()}
    texts |= {key: "\n".join(filter(None, (getattr(one, name, "") for name in TEXTS if name not in PRIVATE_FIELDS)))
              for key, one in records.items()}  # fmt: skip
    pairs = screen(
        [Text(key, line.title, texts[key]) for key, line in by_key.items()],
        [Text(key, one.title, texts[key]) for key, one in records.items()],
        lambda keys: {key: texts[key] for key in keys},
        total=len(texts),
    )
    return [
        (by_key[pair.first].proposal_id, records[pair.second].pk, pair.title_likeness, pair.text_likeness)
        for pair in pairs
        if pair.second in records
    ]


def texts_from(frozen: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """(what everybody may read, what waits for the owner): the sections as they were submitted, by columns of records.

    Addresses and numbers of people are hidden. Without the statement of willingness that the form asks for, the
    summary alone is public.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for section in frozen["form"]["sections"]:
        told = frozen["content"].get(section["id"]) or {}
        for part in section["parts"] or [section]:
            text = str(told.get(part["id"]) or "").strip()
            column = column_for(part["id"]) or column_for(section["id"])
            if text and column:
                found[column].append(redacted(text, Identities()))
    with translation.override("id"):
        figures = dict(readable(frozen)).get(_("Hasil sebelum dan sesudah"), ())
    rows = [f"{label}: {text}" for label, text in figures if text]
    if rows:
        found["results"].append(redacted("\n".join(rows), Identities()))
    texts = {name: "\n\n".join(parts) for name, parts in found.items()}
    if is_willing(frozen):
        return texts, {}
    return (
        {name: text for name, text in texts.items() if name == "summary"},
        {name: text for name, text in texts.items() if name != "summary"},
    )


def column_for(identity: str) -> str:
    """The column of a record that speaks of what a section of this id asks; "" where none does."""
    for word, names in FITTING:
        if word in identity:
            return next((name for name in names if name not in PRIVATE_FIELDS), "")
    return ""


def is_willing(frozen: Mapping[str, Any]) -> bool:
    """Whether the agency lets everybody copy it, where the form asks for that statement."""
    asked = {one["id"] for one in frozen["form"]["attachments"] if WILLING in one["id"]}
    return not asked or bool(asked & {one["attachment"] for one in frozen["files"]})


def new_record(line: AnnouncementLine, frozen: Mapping[str, Any]) -> NewRecord:
    """The record that is made of a winner."""
    texts, kept = texts_from(frozen)
    proposal: Proposal = line.proposal
    general = frozen["content"].get(GENERAL) or {}
    sdgs = {one for one in map(number_typed, map(str, general.get("sdgs") or ())) if 1 <= one <= 17}
    with translation.override("id"):
        note = _("Dibuat dari proposal pemenang %(competition)s; belum dilengkapi pemiliknya") % {
            "competition": line.announcement.competition.title
        }
    return NewRecord(
        title=frozen["title"], agency=proposal.agency, unit=proposal.unit,
        year=line.announcement.competition.year,
        start_year=int(frozen["started_on"][:4]) if frozen["started_on"] else None,
        sdgs=tuple(sorted(sdgs)), texts=texts, kept=kept, note=note,
    )  # fmt: skip


def won_by(line: AnnouncementLine) -> Won:
    """The award of a line as the catalogue keeps it."""
    competition = line.announcement.competition
    label = line.award_label or line.award
    claims = parse_awards(label.replace(";", ","), "", competition.year)
    national = competition.level == CompetitionLevel.NATIONAL
    level = claims[0].level if national and claims else AwardLevel.REGIONAL
    return Won(
        line.proposal.agency_id, level, competition.year, f"{label}, {competition.title}", address_of(line.announcement)
    )


def arrived_by(line: AnnouncementLine) -> Arrived:
    """Where the catalogue has it from: the list with its decree."""
    announcement = line.announcement
    payload = {
        "title": line.title, "agency": line.agency_name, "award": line.award_label or line.award,
        "competition": announcement.competition.title, "list": announcement.number, "decree": announcement.decree,
        "decree_on": announcement.decree_on.isoformat(), "proposal": line.code,
    }  # fmt: skip
    return Arrived(SOURCE, line.code, payload, address_of(announcement))


def address_of(announcement: Announcement) -> str:
    """Of the list, whole."""
    return settings.ADDRESS + path_of(announcement.competition, announcement.stage, announcement.number)


def _named(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(TEXTS[name]), text) for name, text in texts.items())
