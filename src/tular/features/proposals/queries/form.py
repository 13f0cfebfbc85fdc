"""The form of a proposal as its rulebook asks it, what was answered, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.eligibility import AGE_RULES, AWARD_RULES, AwardFact, Facts, Status, Verdict, judge
from tular.engines.rulebook.form import Answers, Form, problems
from tular.engines.rulebook.wordcount import count_words
from tular.features.competitions.queries.admission import kind_in
from tular.features.competitions.queries.windows import submission_for
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.attachments import link_problem
from tular.features.proposals.queries.history import awards_of
from tular.foundation.rulebooks.versions import rules_of

GENERAL, RESULTS, ATTACHMENTS = "_umum", "_hasil", "_lampiran"
"""Sections that every proposal has: what it is, figures before and after, files and links. Rulebooks have none of
these names."""

LONGEST_TITLE = 300

YES, NO = "ya", "tidak"
SAYS = ".jawab"
"""Ending of the field that holds the yes or no before a text."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that keeps a proposal from being submitted, or (`needs_person`) that somebody will look at.

    `section` is where it can be mended, "" where it cannot be by writing; `rule` is the place in the rulebook and
    `source` where that rule comes from. `code` is a `ReasonCode`, or "missing", "too_long", "too_short".
    """

    section: str
    code: str
    sentence: str
    rule: str
    source: str = ""
    needs_person: bool = False


def rules_for(proposal: Proposal) -> Rules:
    """The rules that it is written by; no query when its competition is loaded with `rulebook`."""
    return rules_of(proposal.competition.rulebook)


def form_of(proposal: Proposal) -> Form:
    """What is asked of this proposal, by its group and by what is known to hold of it."""
    return rules_for(proposal).form.form_for(proposal.group, conditions_of(proposal.content))


def conditions_of(content: Mapping[str, Any]) -> dict[str, bool]:
    """What is known to hold or not to hold: conditions of rules, and yes/no fields of the form."""
    general = content.get(GENERAL) or {}
    said = {**(general.get("fields") or {}), **(general.get("conditions") or {})}
    return {name: value == YES for name, value in said.items() if value in (YES, NO)}


def answers_of(content: Mapping[str, Any], attached: frozenset[str]) -> Answers:
    """What was answered; `attached` names the attachments of which a file lies there."""
    texts: dict[str, str] = {}
    fields: dict[str, str] = dict((content.get(GENERAL) or {}).get("fields") or {})
    for code, section in content.items():
        if code in (GENERAL, RESULTS, ATTACHMENTS):
            continue
        for name, value in section.items():
            if name.endswith(SAYS):
                fields[name.removesuffix(SAYS)] = value
            else:
                texts[name] = value
    links = (content.get(ATTACHMENTS) or {}).get("links") or {}
    return Answers(texts, fields, attached | {name for name, link in links.items() if link})


def attached_to(proposal: Proposal) -> frozenset[str]:
    """The attachments of which a file lies there; one query unless `files` are prefetched."""
    return frozenset(row.attachment for row in proposal.files.all() if row.removed_at is None)


def facts_of(proposal: Proposal, attached: frozenset[str], *, entered: int | None = None) -> Facts:
    """What is known of the proposal for the rules about entering. Age counts to the close of submission."""
    content = proposal.content
    general = content.get(GENERAL) or {}
    answers = answers_of(content, attached)
    deadline = submission_for(proposal.competition, proposal.agency_id)
    form = form_of(proposal)
    return Facts(
        group=proposal.group,
        agency_type=kind_in(proposal.competition, proposal.agency),
        start=proposal.started_on,
        close=_day(deadline.closes_at, deadline.zone) if deadline else None,
        awards=_awards(proposal),
        replicates=awards_of(proposal.replicates) if proposal.replicates else None,
        tags={"sdg": frozenset(map(str, general.get("sdgs") or ()))},
        conditions=conditions_of(content),
        words={name: count_words(text) for name, text in answers.texts.items()},
        entered=entered,
        missing_documents=tuple(
            one.label for one in form.attachments if one.required and one.id not in answers.attached
        ),
    )


def verdicts_of(proposal: Proposal, facts: Facts) -> tuple[Verdict, ...]:
    """What each rule about entering says of it."""
    rules = rules_for(proposal)
    implied = {award.id: award.subset_of for award in rules.awards if award.subset_of}
    return judge(rules.rules, facts, implied, rules.series)


def entered_already(proposal: Proposal) -> int:
    """How many others its agency has submitted in its group."""
    return (
        Proposal.objects.filter(
            competition=proposal.competition_id, agency=proposal.agency_id, group=proposal.group,
            state__in=(ProposalState.SUBMITTED, ProposalState.FIXING),
        )
        .exclude(pk=proposal.pk)
        .count()
    )  # fmt: skip


def obstacles_of(proposal: Proposal, *, entered: int | None = None) -> tuple[Obstacle, ...]:
    """All that stands in the way of submitting, in the order of the form, then what a person will look at.

    `entered` is how many its agency has submitted in its group; counted when it is not given.
    """
    attached = attached_to(proposal)
    count = entered_already(proposal) if entered is None else entered
    found = [*_of_general(proposal), *_of_form(proposal, attached), *_of_rules(proposal, attached, count)]
    return tuple(sorted(found, key=lambda one: one.needs_person))


def _of_general(proposal: Proposal) -> Iterator[Obstacle]:
    rules, told = rules_for(proposal), proposal.content.get(GENERAL) or {}
    title = str(told.get("title") or "")
    if not title.strip():
        yield Obstacle(GENERAL, "missing", _("Judul belum diisi"), "")
    elif len(title) > LONGEST_TITLE:
        said = _("Judul berisi %(count)d huruf, paling banyak %(most)d") % {"count": len(title), "most": LONGEST_TITLE}
        yield Obstacle(GENERAL, "too_long", said, "")
    group = next((one for one in rules.groups if one.id == proposal.group), None)
    if rules.groups and group is None:
        yield Obstacle(GENERAL, "missing", _("Kelompok belum dipilih"), "groups")
    if group is not None and group.intake == "invited" and not _is_invited(proposal):
        said = _("%(group)s hanya untuk instansi yang diundang penyelenggara") % {"group": group.label}
        yield Obstacle(GENERAL, "not_admitted", said, f"groups.{group.id}.intake")
    if proposal.category_id is None and proposal.competition.categories.exists():
        yield Obstacle(GENERAL, "missing", _("Kategori belum dipilih"), "categories")
    if told.get("innovation") and proposal.innovation_id is None:
        said = _("Inovasi yang Anda pilih sudah diajukan lewat proposal lain dalam kompetisi ini, atau tidak ada lagi")
        yield Obstacle(GENERAL, "same_title_in_several_proposals", said, "")


def _is_invited(proposal: Proposal) -> bool:
    return proposal.competition.invitations.filter(group=proposal.group, agency=proposal.agency_id).exists()


def _of_form(proposal: Proposal, attached: frozenset[str]) -> Iterator[Obstacle]:
    form = form_of(proposal)
    of_part = {part.id: section.id for section in form.sections for part in section.parts or (section,)}
    files = {one.id for one in form.attachments}
    for problem in problems(form, answers_of(proposal.content, attached)):
        section = of_part.get(problem.id) or (ATTACHMENTS if problem.id in files else GENERAL)
        yield Obstacle(section, problem.code, problem.sentence, problem.rule)
    links = (proposal.content.get(ATTACHMENTS) or {}).get("links") or {}
    for one in form.attachments:
        if one.kind == "link" and (wrong := link_problem(one, str(links.get(one.id) or ""))):
            yield Obstacle(ATTACHMENTS, "incomplete", wrong, one.rule)


def _of_rules(proposal: Proposal, attached: frozenset[str], entered: int) -> Iterator[Obstacle]:
    facts = facts_of(proposal, attached, entered=entered)
    for verdict in verdicts_of(proposal, facts):
        rule = verdict.rule
        if verdict.status is Status.MET and not rule.proof:
            continue
        if rule.kind == "documents" and verdict.status is Status.UNMET:
            continue  # each missing file is told by the form
        person = verdict.status in (Status.HUMAN, Status.MET)
        yield Obstacle(_where(rule.kind), _code(rule.kind), verdict.reason, rule.key, rule.source, person)


def _where(kind: str) -> str:
    return "" if kind in ("quota", "agency_type", "human") else GENERAL


def _code(kind: str) -> str:
    if kind in AGE_RULES:
        return "under_age"
    if kind in AWARD_RULES:
        return "wrong_group"
    return {"quota": "over_quota", "agency_type": "not_admitted", "human": "other"}.get(kind, "incomplete")


def _awards(proposal: Proposal) -> tuple[AwardFact, ...] | None:
    """Of its innovation; none where its writers say that it never took part; unknown otherwise."""
    if proposal.innovation is not None:
        return awards_of(proposal.innovation)
    return () if (proposal.content.get(GENERAL) or {}).get("never_entered") == YES else None


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
